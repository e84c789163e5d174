"""Terms that a mail gives on lines of their own: "Payment: T/T 30%", "4) 납기 : 발주 후 25일".

Also "Payment: T/T / Delivery: 4 weeks" in one line, rows of two cells and the place that follows
an Incoterm. Only says what stands where, verbatim; must not know who speaks or what stands so far.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from quoteflow_desktop.analysis.currencies import CODES
from quoteflow_desktop.analysis.plausible import plausible
from quoteflow_desktop.analysis.ports import country_of

_LABELS = {
    "payment_terms": r"payment terms?|terms of payment|payment|결제 ?(?:조건|방법|방식)?"
    r"|(?:지불|지급) ?조건|대금 ?(?:지급|결제)(?: ?조건)?",
    "lead_time": r"(?:production |delivery )?lead[ -]?time|(?:delivery|production) time|delivery"
    r"|(?:생산 ?)?납기|(?:생산|제작|납품) ?기간|리드 ?타임",
    "quote_validity": r"(?:(?:offer|price|quote|quotation) )?validity|valid(?: until)?"
    r"|(?:견적|가격|제안)? ?유효 ?(?:기간|기한)|(?:견적|가격) ?유효",
    "packaging": r"pack(?:ag)?ing(?: details?)?|포장(?: ?(?:방법|조건|사양|단위))?",
    "warranty": r"warranty(?: period)?|guarantee|(?:하자|품질|무상)? ?보증(?: ?기간)?|무상 ?A/S",
    "certification": r"certificat(?:ion|e)s?|approvals?|(?:보유 ?)?인증|인허가",
    "reference": r"(?:quotation|quote|offer|our ref|order|po|p/o|pi|proforma|contract)\.?"
    r"(?: ?(?:no\.?|number|#))|(?:견적|발주|주문|계약|P/?O|PI) ?번호",
    "port_of_loading": r"port of loading|loading port|POL|선적항|출발항|적출항",
    "port_of_discharge": r"port of (?:discharge|destination)|(?:discharge|destination) port|POD"
    r"|도착항|양륙항|목적항",
}
_NAMED = "|".join(f"(?P<{key}>{words})" for key, words in _LABELS.items())
_BULLET = r"[ \t>|]*(?:[(]?\d{1,2}[.)][ ]?|[-–*•·▶▷■□○●※◦][ ]{0,2})?"
# A label with a colon may stand anywhere in a line, one with a dash, tab or bar only at its head.
_LABEL = re.compile(
    rf"(?<![A-Za-z가-힣0-9/])(?:{_NAMED})[ \t]{{0,8}}[:：][ \t]*"
    rf"|^{_BULLET}(?:{_NAMED.replace('?P<', '?P<head_')})"
    r"(?:[ ]{1,3}[-–][ ]+|\t+|[ ]*\|[ ]*|[ ]{3,})",
    re.IGNORECASE | re.MULTILINE,
)
_SAMPLES = re.compile(r"(?:sample|샘플|시제품|부품|extended) ?$", re.IGNORECASE)
# The same within a line that joins several: "… against B/L Lead time: 16 weeks".
_INNER = re.compile(
    rf"[ ,;/|]+[(]?(?:\d[.)] ?)?(?:{'|'.join(_LABELS.values())}|shipping|shipment"
    r"|price|total|remarks?|note|origin"
    r"|incoterms?|MOQ|bank|운송|비고|단가|합계|선적|원산지|조건|출고|배송|계좌|[A-Z]{3} [A-Z]{3})"
    r"[ \t]{0,8}[:：]",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<![ .][A-Za-z])(?<!No)\.[ ]+(?=[A-Z가-힣])")
_OPEN = re.compile(
    r"\?|TBD|TBA|TBC|to be |협의|미정|추후|별도 ?안내|부탁|주세요|주십시오|바랍니다|알려|가능할"
    r"|궁금"
    r"|please|pls|could|would|should|let us"
    r"|as before|as agreed|as discussed|기존|same|동일|말씀"
    r"|상동|accepted|\bok\b|\bnot?\b|cannot|문의|요청|^n/?a\b|받으|변경|확인",
    re.IGNORECASE,
)
_TAIL = re.compile(r"(?:[ ]*(?:입니다|이며|이고|드립니다))?[ .,;/|·-]*$")
_HELD = re.compile(r"[ ]*(?:보유|완료|취득|available|있음)$", re.IGNORECASE)
_LONGEST = 240  # characters; no value is so long
_CODE = re.compile(r"[A-Za-z0-9가-힣][A-Za-z0-9가-힣/_-]*\d[A-Za-z0-9가-힣/_-]*(?:[ ]?/[ ]?R\d)?")


class Labelled(NamedTuple):
    """``text[start:end]`` is given for ``key``; the label itself begins at ``label``."""

    key: str
    start: int
    end: int
    label: int


def labelled(text: str) -> Iterator[Labelled]:
    """The labelled values of a mail that may be values of their keys, in order.

    Left out: questions, "TBD", "협의", an empty value, and what ``plausible`` rules out.
    """
    for match in _LABEL.finditer(text):
        key = next(name for name, hit in match.groupdict().items() if hit).removeprefix("head_")
        if _SAMPLES.search(text, max(0, match.start() - 10), match.start()):
            continue
        start, end = match.end(), min(_line_end(text, match.end()), match.end() + _LONGEST)
        inner = _INNER.search(text, start, end)
        end = inner.start() if inner else end
        stop = _SENTENCE_END.search(text, start, end)
        end = stop.start() if stop else end
        span = _trimmed(text, key, start, end)
        if span and not _OPEN.search(text, *span) and plausible(key, text[slice(*span)]):
            yield Labelled(key, *span, match.start())


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _trimmed(text: str, key: str, start: int, end: int) -> tuple[int, int] | None:
    if key == "reference":
        code = _CODE.match(text, start, end)
        return code.span() if code else None
    value = _TAIL.sub("", text[start:end])
    if key == "certification":
        value = _HELD.sub("", value)
    if value.count(")") > value.count("(") and value.endswith(")"):
        value = value[:-1]
    if not value.strip() or "|" in value or "\t" in value:
        return None  # nothing, or the row of a wider table
    return start, start + len(value)


_CODES = "|".join(CODES)
_AFTER = re.compile(
    r"[ ]{0,2}[,:(]?[ ]?(?:port[ ]+of[ ]+)?"
    r"(?P<place>(?P<latin>[A-Z][A-Za-z'’-]+(?:[ ](?:[A-Z][A-Za-z'’-]+|airport|port)){0,2}"
    r"(?:[ ]\((?!Incoterm)[A-Z][A-Za-z ]{1,24}\))?)"
    r"|(?P<korean>[가-힣]{1,7}(?:[ ]?(?:공항|항|신항))?))"
    r"(?![A-Za-z가-힣0-9])"
)
_NO_PLACE = re.compile(
    rf"(?:{_CODES}|Incoterms?|Price|Total|Air|Sea|Terms?|By|Qty|Unit|Basis|Port|Payment|Delivery"
    r"|Lead|Shipment|Please|Pls|We|The|Our|Your|And|Or|For|To|From|In|At|Ex|Is|As|If|It|This|That"
    r"|Can|Could|Thanks|Best|Regards|Dear|Packing|Warranty|Term|Quote|Quotation|Offer|Order|Rate"
    r"|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)(?![a-z])"
)


def place_after(text: str, position: int) -> tuple[int, int] | None:
    """The named place that follows an Incoterm ending at ``position``: "FOB Busan", "CIF 부산항".

    A Korean word counts only where it is a known port or says that it is one.
    """
    match = _AFTER.match(text, position)
    if not match or _NO_PLACE.match(match["place"]):
        return None
    word = match["place"]
    if match["korean"] and not (country_of(word) or word.endswith(("항", "공항"))):
        return None
    return match.span("place") if plausible("incoterm_place", word) else None
