"""What the words around a figure make of it for certain: a total, a budget, a day of delivery, a
way of transport; and what they rule out.

Must not know items, sides or what the model said.
"""

import re
from collections.abc import Sequence

from quoteflow_desktop.analysis.sentences import Span, denies, looks_back
from quoteflow_desktop.core.facts import Candidate, CandidateKind

_MONEY = (CandidateKind.AMOUNT, CandidateKind.NUMBER)
_TOTAL = re.compile(
    r"(?:\b(?:grand |new |revised |invoice )?total\b(?! (?:quantity|weight|qty))"
    r"|\bin total\b|\baltogether\b|\btogether\b"
    r"|\bthe amount is\b|\bthe sum is\b|^[ ]*sum\b"
    r"|합 ?계(?: ?금액)?|총 ?(?:액|금액|계|합계)|(?<![가-힣])(?:총|도합|계|합)(?=[ :]))"
    r"(?P<gap>[^\d\n%]{0,44})$",
    re.IGNORECASE | re.MULTILINE,
)  # fmt: skip
_NO_TOTAL = re.compile(
    r"sub-?total|소계|\beach\b|\bper\b|weight|중량|quantity|수량|discount|할인|off\b|budget|예산",
    re.IGNORECASE,
)
_BUDGET = re.compile(
    r"(?:\bbudget\b|\bset aside\b|예산)(?P<gap>[^\d\n.]{0,40})$", re.IGNORECASE | re.MULTILINE
)
_SAMPLE = re.compile(
    r"sample|document|original|catalog|샘플|견본|시료|서류|원본|카탈로그|증명서|인증서",
    re.IGNORECASE,
)
_NEXT = re.compile(r"[,;/\n]|→|->")
_SOON = re.compile(r"today|tomorrow|오늘|내일|모레", re.IGNORECASE)
_ALREADY = re.compile(r"\balready\b|이미|벌써", re.IGNORECASE)
_PACKING = re.compile(r"^\W*(?:packing|packaging|포장)", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|via|with)[ ]+$", re.IGNORECASE)
_WITH = re.compile(r"[ ]?(?:로|으로|편|발송|배송|출고|shipment|delivery)")
_VOYAGE = re.compile(
    r"\bETD|\bETA|ship(?:ment|ped|ping)|\bsail|\bbook|\bcatch\b|\bleft\b|depart|arriv|\bload"
    r"|\bport\b",
    re.IGNORECASE,
)
_DISCOUNT = re.compile(
    r"discount|\boff\b|rebate|reduc|할인|D/?C\b|인하|네고|깎|조정|빼|down\b|less\b|cheaper"
    r"|lower|낮",
    re.IGNORECASE,
)
_VALID = re.compile(
    r"(?:valid|validity|good|bound|firm|open|hold|price)\b[^.\n]{0,24}(?:until|till|through"
    r"|to|by)?[ ]*$"
    r"|유효(?:기간|기한)?[^.\n]{0,8}$|\bdated[ .:]*$|\bdt\.?[ ]*$|as of[ ]*$",
    re.IGNORECASE,
)  # fmt: skip
_VALID_AFTER = re.compile(r"[ ]*(?:\([월화수목금토일]\))?[ ]*까지만?[ ]*(?:는[ ]*)?유효")
_SHIPS = re.compile(
    r"\bETD\b|\bshipment\b|\bship(?:s|ped|ping)?\b|\bload(?:s|ed|ing)?\b|on board|\bsail|\bleft\b"
    r"|\bready\b|\bdispatch|for collection|pick-?up|hand over|선적|출고|출항|출하|발송",
    re.IGNORECASE,
)
_ARRIVES = re.compile(
    r"\bETA\b|\barriv\w*|\bdeliver\w*|\breach\w*|\blands?\b|입고|도착|입항|납품|납기"
    r"|희망 ?납기|설치|인도|배송|맞추|맞춰",
    re.IGNORECASE,
)
_NOT_DELIVERY = re.compile(
    r"valid|유효|invoice|\bpay|payment|입금|결제|송금|meeting|회의|artwork|proof|\bquot(?:e"
    r"|ation)\b"
    r"|\boffer\b|\bclos(?:e|ing)\b|(?:order|PO|deposit|payment|confirm\w*|reply"
    r"|answer)[^.,\n]{0,24}\b(?:by|before|until|within)\b"
    r"|발주|주문 ?주|회신|답변|제출|확정|승인|계약|sample|샘플|certificat|인증|tracking"
    r"|운송장|cut-?off|금형|처방",
    re.IGNORECASE,
)  # fmt: skip


def sentence_of(sentences: Sequence[Span], figure: Candidate) -> Span | None:
    """The sentence that holds the figure."""
    return next((s for s in sentences if s[0] <= figure.start < s[1]), None)


def totals(text: str, figures: Sequence[Candidate], sentences: Sequence[Span]) -> list[Candidate]:
    """Amounts that the words before them call the total, in order."""
    return [
        figure
        for figure in figures
        if figure.kind in _MONEY
        and not figure.unit
        and (hit := _before(_TOTAL, text, figure, sentences)) is not None
        and not _NO_TOTAL.search(hit)
    ]


def budgets(text: str, figures: Sequence[Candidate], sentences: Sequence[Span]) -> list[Candidate]:
    """Amounts that the words before them call the budget, in order."""
    return [
        figure
        for figure in figures
        if figure.kind is CandidateKind.AMOUNT
        and not figure.unit
        and _before(_BUDGET, text, figure, sentences) is not None
    ]


def _before(
    pattern: "re.Pattern[str]", text: str, figure: Candidate, sentences: Sequence[Span]
) -> str | None:
    """The words of the line up to the figure from the match of ``pattern`` that ends there."""
    span = sentence_of(sentences, figure)
    if span is None or denies(text[slice(*span)]) or looks_back(text[slice(*span)]):
        return None
    start = max(text.rfind("\n", 0, figure.start) + 1, figure.start - 70)
    hit = pattern.search(text[start : figure.start])
    return text[max(start, start + hit.start() - 16) : figure.start] if hit else None


def methods(text: str, figures: Sequence[Candidate], sentences: Sequence[Span]) -> list[Candidate]:
    """Ways in which the goods travel; none for samples and papers."""
    found = []
    for figure in figures:
        span = sentence_of(sentences, figure)
        if figure.kind is not CandidateKind.METHOD or span is None:
            continue
        words = text[slice(*span)]
        if denies(words) or looks_back(words) or _SAMPLE.search(words):
            continue
        if text[figure.end : figure.end + 2].strip().startswith("용") or _PACKING.search(words):
            continue  # packed for the sea
        if figure.value == "express" and not (
            _BY.search(text[span[0] : figure.start]) or _WITH.match(text, figure.end)
        ):
            continue  # a box for parcels travels as it likes
        if figure.text.casefold().startswith("vessel") and not _VOYAGE.search(words):
            continue
        found.append(figure)
    return found


def deliveries(
    text: str, figures: Sequence[Candidate], sentences: Sequence[Span]
) -> list[tuple[Candidate, bool]]:
    """Days of delivery by the words next to them, in order; True for those of arrival."""
    found = []
    for figure in figures:
        span = sentence_of(sentences, figure)
        if figure.kind is not CandidateKind.DATE or span is None or _SOON.fullmatch(figure.text):
            continue  # "내일 도착합니다" tells of a journey, it promises no day
        words = text[slice(*span)]
        past = looks_back(words) or _ALREADY.search(words)
        if denies(words) or past or is_validity(text, figure):
            continue
        others = [f for f in figures if f.kind is CandidateKind.DATE and f is not figure]
        start = max([span[0], *(f.end for f in others if f.end <= figure.start)])
        end = min([span[1], figure.end + 28, *(f.start for f in others if f.start >= figure.end)])
        before, after = text[start : figure.start], _NEXT.split(text[figure.end : end])[0]
        if _NOT_DELIVERY.search(before) or _NOT_DELIVERY.search(after):
            continue
        arrives, ships = _last(_ARRIVES, before, after), _last(_SHIPS, before, after)
        if arrives is not None or ships is not None:
            found.append((figure, (arrives or 0) >= (ships or 0)))
    return found


def _last(pattern: "re.Pattern[str]", before: str, after: str) -> int | None:
    """How near the word stands: higher is nearer; None where it does not stand."""
    near = [hit.end() - len(before) for hit in pattern.finditer(before)]
    near += [-hit.start() for hit in pattern.finditer(after)]
    return 1000 + max(near) if near else None


def is_validity(text: str, figure: Candidate) -> bool:
    """Whether a date says until when an offer is good, or of when a paper is."""
    before = text[max(0, figure.start - 48) : figure.start]
    before = before[before.rfind("\n") + 1 :]
    return _VALID.search(before) is not None or _VALID_AFTER.match(text, figure.end) is not None


def is_discount(text: str, figure: Candidate, sentences: Sequence[Span]) -> bool:
    """Whether the sentence of a percentage speaks of a discount."""
    span = sentence_of(sentences, figure)
    return span is not None and _DISCOUNT.search(text[slice(*span)]) is not None
