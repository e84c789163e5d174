"""Whether a copied text can be a value of its key at all.

The model proposes, code disposes: a validity without a day or a span, a warranty without a length,
a place with a price in it is no value. Only rules out; must not choose or change values.
"""

import re

from quoteflow_desktop.analysis.units import UNIT

_LENGTH = (  # of time: "3 weeks", "25일", "2년", "30d"
    r"(?:\d|one|two|three|four|five|six|한|두|세|일|이|삼)[ -]?\+?(?:years?|yrs?|months?|weeks?"
    r"|wks?|(?:working |calendar |business )?days?|hours?|년|개월|달|주|일(?!반)|영업일|시간)|익일"
)
_DAY = (  # "Oct 31", "2월 13일", "2026.02.13", "end of month"
    r"\d{1,2} ?월|월말|말일|연말|\d[./-]\d{1,2}"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*"
    r"|end of|this week|today|tomorrow|오늘|내일|당일|이번 ?주|금주|일주일|보름"
    r"|mon|tue|wed|thu|fri|weekend"
)
_MONEY = re.compile(
    r"[$€₩£¥]|(?<![A-Za-z])(?:USD|EUR|KRW|JPY|CNY|GBP)(?![A-Za-z])|\d ?원|\d달러|\d불"
)
_NEEDS = {
    "quote_validity": re.compile(f"{_LENGTH}|{_DAY}", re.IGNORECASE),
    "lead_time": re.compile(_LENGTH + r"|stock|재고|즉시|immediate|prompt|asap", re.IGNORECASE),
    "warranty": re.compile(_LENGTH + r"|warrant|guarant|보증|lifetime|평생", re.IGNORECASE),
    "reference": re.compile(r"\d"),
    "certification": re.compile(
        r"(?-i:[A-Z]{2})|인증|증명|규격|성적서|certif|standard|mark|approv", re.IGNORECASE
    ),
    "payment_terms": re.compile(
        r"(?<![A-Za-z])(?:T/?T|L/?C|D/?P|D/?A|O/?A|CAD|COD|PDC)(?![A-Za-z])|%|\d ?(?:days?"
        r"|일)|advance|deposit|credit|net|sight"
        r"|usance|cash|wire|transfer|paypal|escrow|shipment|delivery|invoice|prepa|upfront"
        r"|결제|현금|선금|선불|선결제|잔금|어음|송금|입금|외상|계산서|마감|익월|카드|후불|신용장"
        r"|완납|대금",
        re.IGNORECASE,
    ),
}
_DATE_ALONE = re.compile(r"(?:\d{4}년 ?)?\d{1,2}월 ?\d{1,2}일(?:까지|경)?")
_METHOD = re.compile(r"freight|shipment|해상|항공 ?운송|\bby (?:sea|air)\b", re.IGNORECASE)
_HOUSE = re.compile(
    r"\(주\)|㈜|주식회사|\b(?:Co|Ltd|Inc|LLC|GmbH|Corp|JSC|Pte|S\.A|B\.V|Pty)\b", re.IGNORECASE
)
_NOBODY = re.compile(
    r"(?:.{0,6}님|Mr|Mrs|Ms|Sir|Madam|Dear|Hi|Hello"
    r"|[가-힣]{2,3} ?(?:과장|대리|부장|차장|팀장|사장|대표))[.,]?"
)
_SENTENCE = re.compile(
    r"(?:is|are|was|it|the|we|you|i|please|thanks?|could|would|can|will|if|as|at|by|in|on|to"
    r"|for|and"
    r"|or|dear|hi|total|amount|price|payment|quantity|합계|단가|수량|금액|납기|결제|감사|안녕)\b",
    re.IGNORECASE,
)
# Words that stand in sentences and never in a product's name, and money.
_NO_NAME = re.compile(
    r"\b(?:you|your|we|hope|thank\w*|please|was|were|tell|regards)\b|\bin advance\b|[$€₩£¥]"
    r"|\b(?:USD|EUR|KRW|JPY|CNY|GBP)\b|(?:습니다|니다|세요|까요|네요|어요)(?![가-힣])"
    r"|^(?:about|but|also|great|name)\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[\d,.]+ ?")
_COUNT_ALONE = re.compile(
    r"[\d,.]+ ?(?:개|대|ea|pcs?|sets?|kg|톤|nos?\.?|units?|박스|원|만원|mm|m)", re.IGNORECASE
)
_NO_TERMS = re.compile(r"계좌|주시기|말씀|부탁|account (?:no|number)", re.IGNORECASE)
# Nine and more digits and nothing else: an account, a waybill, a phone.
_ACCOUNT = re.compile(r"(?:\d[ -]?){9,}")
_NO_CERTIFICATE = re.compile(r"CAD|COD|T/?T|L/?C|FOB|CIF|PO|[A-Z]?\d+", re.IGNORECASE)
# Words of a signature, a form or a sentence that a small model takes for a firm.
_NO_FIRM = re.compile(
    r"(?:the |our |your )?(?:company|name|firm|supplier|buyer|beneficiary|customer|vessel|attn)"
    r"|.*\b(?:specialist|manager|director|engineer|officer|executive|assistant|president|getting"
    r"|i am|we are)\b.*"
    r"|(?:PO|PI|P/O|RFQ|Q)\b.*|.?"
    r"|.*(?:해서|지만|는데|니다|네요|세요|까요|높|낮|다고|에서)",
    re.IGNORECASE,
)
# What a value of a key never is.
_NEVER = {
    "payment_terms": (_NO_TERMS.search,),
    "packaging": (_MONEY.search, _COUNT_ALONE.fullmatch),
    "reference": (_ACCOUNT.fullmatch,),
    "certification": (_NO_CERTIFICATE.fullmatch,),
}
_NO_DIGIT = ("incoterm_place", "port_of_loading", "port_of_discharge")
_STREET = re.compile(
    r"\d+번지|[가-힣](?:로|길) ?\d|\d+층|\bfloor\b|\broad\b|\bstreet\b|@|https?:", re.I
)
_ADDRESS_NUMBER = re.compile(r"\d/\d|\b\d{5}\b|\d\.\d")
_LENGTHS = {
    "company": 60, "contact": 40, "reference": 40, "incoterm_place": 50, "port_of_loading": 50,
    "port_of_discharge": 50, "quote_validity": 60, "lead_time": 80, "warranty": 80,
}  # fmt: skip


def plausible(key: str, text: str) -> bool:
    """Whether ``text`` may be a value of the fact ``key``."""
    kind = key.removeprefix("buyer_").removeprefix("supplier_")
    if not any(c.isalnum() for c in text) or len(text) > _LENGTHS.get(kind, 120):
        return False
    if kind == "product":
        return (
            any(c.isalpha() for c in text)
            and not _SENTENCE.match(text)
            and not _NO_NAME.search(text)
            and not _COUNT_ALONE.fullmatch(text)
            and not _is_count(text)
        )
    needed = _NEEDS.get(kind)
    if needed is not None and not needed.search(text):
        return False
    if kind in _NEVER and any(never(text) for never in _NEVER[kind]):
        return False
    if kind not in ("payment_terms", "packaging", "certification") and _MONEY.search(text):
        return False
    if kind in _NO_DIGIT:
        return not any(c.isdigit() for c in text) and not _METHOD.search(text)
    if kind == "lead_time":
        return not _DATE_ALONE.fullmatch(text)
    if kind in ("company", "contact"):
        return _names_somebody(kind, text)
    return True


def _is_count(text: str) -> bool:
    """Whether the text is a number with a unit of goods and nothing else: "5,999 yds"."""
    number = _NUMBER.match(text)
    return number is not None and UNIT.fullmatch(text, number.end()) is not None


def _names_somebody(kind: str, text: str) -> bool:
    if _STREET.search(text) or _NOBODY.fullmatch(text):
        return False
    if kind == "company" and _HOUSE.search(text):
        return True
    if kind == "company" and (_NO_FIRM.fullmatch(text) or _ADDRESS_NUMBER.search(text)):
        return False
    return kind == "company" or not (any(c.isdigit() for c in text) or _HOUSE.search(text))
