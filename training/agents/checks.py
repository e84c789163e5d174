"""What the words of a model may not hold: figures, dates, codes, names, another language.

``fault`` compares new words with the old ones, both without their slots. It refuses rather too
much than too little: a good sentence that is refused costs one more try, an invented price a
wrong label. Must not know clauses, drafts or models.
"""

import re

_DIGIT = re.compile(r"[\d０-９½¼¾%$€₩¥￦￥£]")
_ADDRESS = re.compile(r"@|https?:|www\.|\w\.(?:com|net|org|co)\b", re.IGNORECASE)
_BRACKETS = re.compile(r"[\[\]{}<>|`*_\\]")
_CAPITALS = re.compile(r"\b[A-Z][A-Z&./-]+\b")
_CAPITAL = re.compile(r"\b[A-Z][A-Za-z'’-]*")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_HANGUL = re.compile(r"[가-힣]")
_OTHER_SCRIPT = re.compile(r"[\u0400-\u052f\u0590-\u06ff\u3040-\u30ff\u3400-\u9fff]")
# English words for numbers, money, measure, dates; each may stay where the old words hold it.
_ENGLISH = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|"
    r"eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundreds?|thousands?|millions?|"
    r"dozens?|half|quarter|third|double|triple|percent|percentage|dollars?|euros?|won|yen|yuan|"
    r"pounds?|cents?|usd|eur|krw|cny|jpy|rmb|january|february|march|april|june|july|august|"
    r"september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|tomorrow|tonight|yesterday|weeks?|months?|"
    r"days?|fortnight|years?|exw|fca|cpt|cip|dap|dpu|ddp|fas|fob|cfr|cif|incoterms?)\b",
    re.IGNORECASE,
)
_KOREAN = re.compile(
    r"[일이삼사오육칠팔구십백천만억조]+\s*(?:개|원|불|달러|유로|엔|위안|퍼센트|프로|일|주|월|년|톤|"
    r"세트|대|박스|장|배)(?![가-힣]*(?:문|체))|"
    r"(?:한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|스무|서른)\s?(?:개|달|주|배|대|세트|박스|톤|가지)|"
    r"달러|유로|위안|퍼센트|할인율|원화|절반|"
    r"오늘|내일|모레|어제|금일|명일|금주|차주|내주|다음\s?주|이번\s?주|금월|내달|다음\s?달|이번\s?달|"
    r"익월|월말|월초|연말|연초|말일|[월화수목금토일]요일|며칠|보름"
)
_PEOPLE = re.compile(
    r"[가-힣]{1,4}\s?(?:사원|주임|대리|과장|차장|부장|팀장|실장|이사|상무|전무|사장|대표|선임|책임|씨)"
    r"(?:님|께|이|은|는|\s|[.,]|$)|\(주\)|㈜|주식회사|[가-힣]{2,}(?:산업|상사|물산|무역|전자|정밀)"
)
_FIRMS = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Co|Ltd|Inc|LLC|GmbH|Corp|Pty|S\.A)\b")
_OPENING = re.compile(r"(?:^|[.!?:;,\n]\s*|[\"'(]\s*)$")


def fault(new: str, old: str, korean: bool) -> str:
    """What is wrong with ``new`` in the place of ``old``, as a sentence; "" when nothing is."""
    if not any(char.isalpha() for char in new):
        return "it holds no words."
    if len(new) > 3 * len(old) + 60:
        return "it is far longer than the line it replaces."
    if found := _BRACKETS.search(new):
        return f"it holds {found[0]!r}; brackets are for markers alone."
    if found := _DIGIT.search(new):
        return f"it holds the figure {found[0]!r} outside the markers."
    if found := _ADDRESS.search(new):
        return f"it holds an address ({found[0]!r})."
    return _language(new, old, korean) or _new_words(new, old, korean)


def _language(new: str, old: str, korean: bool) -> str:
    if _OTHER_SCRIPT.search(new):
        return "it is in another script."
    if not korean and _HANGUL.search(new) and not _HANGUL.search(old):
        return "it must be in English."
    if korean and _HANGUL.search(old) and not _HANGUL.search(new):
        return "it must be in Korean."
    return ""


def _new_words(new: str, old: str, korean: bool) -> str:
    """A word for a number, a date or a name that the old words do not hold."""
    known = set(_words(old))
    wrong = _korean_words(new, old, known) if korean else ""
    if wrong:
        return wrong
    for found in _ENGLISH.finditer(new):
        if found[0].lower() not in known:
            return f"it names a figure or date ({found[0]!r}) that is no marker."
    for pattern in (_CAPITALS, _FIRMS):
        for found in pattern.finditer(new):
            if not known.issuperset(_words(found[0])):
                return f"it holds {found[0]!r}, which looks like a code or a name."
    for found in _CAPITAL.finditer(new):
        words = _words(found[0])
        opens = _OPENING.search(new[: found.start()]) is not None
        if not opens and words[0] != "i" and not known.issuperset(words):
            return f"it holds {found[0]!r}, which looks like a name."
    return ""


def _korean_words(new: str, old: str, known: set[str]) -> str:
    for pattern, what in ((_KOREAN, "a figure or date"), (_PEOPLE, "a name")):
        for found in pattern.finditer(new):
            if found[0].strip() not in old:
                return f"it names {what} ({found[0].strip()!r}) that is no marker."
    for found in _LATIN.finditer(new):
        if found[0].lower() not in known:
            return f"it holds the foreign word {found[0]!r}."
    return ""


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", text.lower())
