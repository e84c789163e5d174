"""Terms that a mail states in running text: payment, lead time, validity, packaging, warranty.

Only what the words say for certain, verbatim. Must not know who speaks or what stands so far.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from quoteflow_desktop.analysis import dates
from quoteflow_desktop.analysis.labelled import Labelled
from quoteflow_desktop.analysis.payment_words import payment_spans
from quoteflow_desktop.analysis.plausible import plausible
from quoteflow_desktop.analysis.sentences import Span, denies, looks_back, sentences

_COUNT = r"\d{1,3}(?: ?(?:to|-|–|~|or) ?\d{1,3})?"
_ENGLISH_SPAN = rf"{_COUNT} (?:working |business |calendar )?(?:days?|weeks?|wks?|months?)"
_KOREAN_SPAN = r"\d{1,3}(?: ?[~-] ?\d{1,3})? ?(?:영업일|일|주|개월)(?!차|간격)"
_EVENT = (
    r"(?:orders?|P/?O|deposit|advance|down ?payment|payment|confirm\w*|approv\w*|artwork|contract"
    r"|L/C|signing|samples?|drawings?)"
)
_EVENT_WORD = r"(?: (?!(?:and|or|so|but|we|it|if|for|in|is|are|at)\b)[A-Za-z/'’]+)"
_AFTER_EVENT = re.compile(
    rf"\b(?:within )?{_ENGLISH_SPAN} (?:after|from|upon|of|following)(?=(?:{_EVENT_WORD}){{0,4}}? "
    rf"{_EVENT}\b)(?:{_EVENT_WORD}){{1,6}}",
    re.IGNORECASE,
)
_TIME_IS = re.compile(
    r"\b(?:lead|delivery|production) time (?:is|will be|would be)(?: (?:about|approx\.?"
    r"|around|now))?"
    rf" (?P<value>{_ENGLISH_SPAN})\b",
    re.IGNORECASE,
)
_KOREAN_EVENT = re.compile(
    r"(?<![가-힣])(?:(?:정식|주문|오더|발주|계약|처방|도면|시안|샘플|사양|색상|최종|계약금"
    r"|선금|입금|발주서?) )?"
    r"(?:계약|발주서?|주문|입금|계약금|선금|확정|확인|승인|수주|오더|PO|접수"
    r"|수령)(?: ?(?:확인|접수|수령|입금))?"
    rf" ?(?:후|일로부터|일 ?기준) ?(?:약 ?)?{_KOREAN_SPAN}(?: ?이내)?"
)  # fmt: skip
_PAID = re.compile(r"[ ]*(?:이내)?[ ]*(?:지급|결제|송금|입금|현금|T/T)|\binvoice\b|\bpay")
_VALID = re.compile(
    r"\b(?:valid|good|firm|bound|open for acceptance|hold|keep)\b|유효|가격 ?유지", re.IGNORECASE
)
_PRICE = re.compile(
    r"price|quot|offer|rate|bound|validity|견적|가격|단가|오퍼|유효기간|유효 ?기한|까지만? ?유효",
    re.IGNORECASE,
)
_NO_PRICE = re.compile(
    r"certificat|registrat|licen[cs]e|approval|passport|insurance|인증|등록|성적서|자격|허가|보험",
    re.IGNORECASE,
)
_VALID_SPAN = re.compile(
    rf"(?:(?:견적 ?)?(?:견적|발행|제출) ?일 ?(?:로부터|기준) ?)?(?:{_KOREAN_SPAN}(?:간|까지)?"
    rf"|{_ENGLISH_SPAN})",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"[^.\n]{0,40}?\b(?:until|till|through|for|by|up to)[ ]+", re.IGNORECASE)
_PACKED = re.compile(
    r"(?:\bpacked (?!and\b|up\b|with\b|by\b)(?:in(?:to)? |on )?|\bstrapped in "
    r"|\bpack(?:ag)?ing (?:is|will be) (?:in )?)(?:an? |the )?(?P<value>(?:[^.;\n(]"
    r"|\.(?= ?\d)){4,80}?)"
    r"(?=[;\n(]|\.(?! ?\w)|\.(?= [A-Z])|, (?:no|free|without|which|so|all|and|as)\b| so that"
    r"| because| if | and (?:we|the|is|are|will)\b|$)",
    re.IGNORECASE,
)
_PACK_WORD = re.compile(
    r"carton|box|bag|pallet|crate|case|drum|roll|bale|bundle|tray|film|wrap|sack|reel|tube|bottle"
    r"|foam|skid|tin|can\b|ctn|박스|카톤|팔레트|파레트|포대|백\b|비닐|상자|롤",
    re.IGNORECASE,
)
_KOREAN_PACK = re.compile(
    r"포장은 (?P<value>[^.\n]{2,40}?)(?=(?:입니다|이며|이고|으로|로) ?|[.\n]|$)"
)
_LENGTH = r"(?:\d{1,2}|one|two|three|four|five|ten)[ -](?:years?|months?)"
_WARRANTY = re.compile(
    rf"\b(?P<before>{_LENGTH})(?:['’]s?)? (?:of )?(?:full )?(?:warranty|guarantee)\b"
    r"|\b(?:warranty|guarantee)(?: period)?(?: is| of| for| will be| runs| covers){0,2}(?: for)? "
    rf"(?P<after>{_LENGTH}(?: or [\d,]+ (?:km|hours|hrs|miles|cycles))?)\b"
    r"|(?:보증|A/S)(?: ?기간)?(?:은|는|이)? ?(?P<korean>\d{1,2} ?(?:년|개월))",
    re.IGNORECASE,
)


def prose_terms(text: str, start: int, day: date | None, *, asks: bool) -> Iterator[Labelled]:
    """The terms stated in sentences of ``text`` from ``start`` on, in order; ``day`` is the
    mail's. Left out: what a sentence denies or says of an older deal, and, unless ``asks``,
    questions."""
    for sentence in sentences(text, start):
        words = text[slice(*sentence)]
        if denies(words) or looks_back(words) or ("?" in words and not asks):
            continue
        for key, find in _FINDERS:
            for span in find(text, sentence, day):
                if plausible(key, text[slice(*span)]):
                    yield Labelled(key, *span, span[0])
                    break


def _payment(text: str, sentence: Span, _day: date | None) -> Iterator[Span]:
    yield from payment_spans(text, sentence)


def _lead_time(text: str, sentence: Span, _day: date | None) -> Iterator[Span]:
    for pattern in (_AFTER_EVENT, _KOREAN_EVENT):
        for hit in pattern.finditer(text, *sentence):
            if not _PAID.search(hit.group()) and not _PAID.match(text, hit.end()):
                yield hit.span()
    for hit in _TIME_IS.finditer(text, *sentence):
        yield hit.span("value")


def _validity(text: str, sentence: Span, day: date | None) -> Iterator[Span]:
    words = text[slice(*sentence)]
    alone = words.lstrip(" -*•·").lower().startswith("valid")
    if not (alone or _PRICE.search(words)) or _NO_PRICE.search(words):
        return
    for hit in _VALID.finditer(text, *sentence):
        until = _UNTIL.match(text, hit.end(), sentence[1])
        found = _days(text, sentence, day)
        if hit.group() in ("유효", "가격 유지", "가격유지"):
            yield from found[:1]
            return
        at = until.end() if until else hit.end() + 1
        yield from (span for span in found if 0 <= span[0] - at <= 12)


def _days(text: str, sentence: Span, day: date | None) -> Sequence[Span]:
    """Dates and spans of time in the sentence, in order, with the particle that ends them."""
    words = text[slice(*sentence)]
    found = [(span.start, span.end) for span in dates.find_dates(words, day)]
    found += [hit.span() for hit in _VALID_SPAN.finditer(words)]
    found = [(a, b + 2 if words[b : b + 2] == "까지" else b) for a, b in found]
    whole = [s for s in found if not any(o != s and o[0] <= s[0] and s[1] <= o[1] for o in found)]
    return [(sentence[0] + a, sentence[0] + b) for a, b in sorted(set(whole))]


def _packaging(text: str, sentence: Span, _day: date | None) -> Iterator[Span]:
    for pattern in (_PACKED, _KOREAN_PACK):
        for hit in pattern.finditer(text, *sentence):
            if _PACK_WORD.search(hit["value"]):
                yield hit.start("value"), hit.start("value") + len(hit["value"].rstrip(" ,-"))


def _warranty(text: str, sentence: Span, _day: date | None) -> Iterator[Span]:
    for hit in _WARRANTY.finditer(text, *sentence):
        yield hit.span(hit.lastgroup or 0)


_FINDERS: tuple[tuple[str, Callable[[str, Span, date | None], Iterator[Span]]], ...] = (
    ("payment_terms", _payment),
    ("lead_time", _lead_time),
    ("quote_validity", _validity),
    ("packaging", _packaging),
    ("warranty", _warranty),
)
