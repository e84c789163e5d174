"""Numbers of papers that a mail names for the deal: "PO 4500081733", "견적번호 DS-25-1188".

Where the number stands and where the word begins that says what it is. Numbers of another deal
("as in PO 1234 of last year"), of invoices and of consignments are none. Must not know which of
several numbers binds.
"""

import re
from collections.abc import Iterator

from quoteflow_desktop.analysis.sentences import Span

_CODE = (
    r"(?P<code>(?=[A-Za-z가-힣/.-]{0,12}\d)[A-Za-z0-9]+(?:[-/](?:[A-Za-z0-9]+|[가-힣]{2,6}))*)"
    r"(?![A-Za-z0-9]|[.,]\d|[ ]?(?:%|pcs|sets|units|kg|MT|EA|개|대|원|월|년|일))"
)
_NUMBER = r"(?:[ ]?(?i:no|nr|n|number|num|ref|#|번호)\b\.?)"
_LINK = r"[ ]?(?:[:：#(°]|is|는|은)?[ ]?(?:[:：#(]|is)?[ ]?"
# Words that name nothing else before a number; the others need "our", a capital or "no.".
_PAPER = (
    r"(?:(?:[Rr]equest for )?[Qq]uotation(?: [Rr]equest)?|L?PO|P/O|P\.O\.(?! ?Box)|PI|P/I"
    r"|S/C|OC|RFQ|[Pp]urchase [Oo]rder|[Ss]ales [Cc]ontract"
    r"|[Pp]ro-?forma(?: [Ii]nvoice)?|(?:견적|발주|주문|계약)(?:서| ?번호|(?=\()"
    r"|(?= ?No))|注文番号|発注番号"
    r"|(?:[Oo]ur|[Yy]our|[Tt]he) (?:order|quote|offer|contract|inquiry|enquiry|requisition)"
    r"|[Rr]equisition|Order|ORDER|Quote|QUOTE|Offer|OFFER|Contract|CONTRACT|관리번호|문의번호)"
)
_NAMED = re.compile(rf"(?<![A-Za-z가-힣/-]){_PAPER}{_NUMBER}?{_LINK}{_CODE}")
_NUMBERED = re.compile(
    rf"(?<![A-Za-z])(?P<paper>order|quote|offer|contract|inquiry|enquiry) ?(?:no|nr|number"
    rf"|#)\b\.?{_LINK}{_CODE}",
    re.IGNORECASE,
)
# The number itself says what it is: "PI-318-R1", "LPO/SAM/0388".
_ITSELF = re.compile(
    r"(?<![A-Za-z0-9/-])(?P<code>(?:L?PO|PI|RFQ"
    r"|SC)[-/](?=[A-Z0-9/-]*\d)[A-Z0-9]+(?:[-/][A-Z0-9]+)*)(?![A-Za-z0-9])"
)
_OLD = re.compile(r"last|previous|earlier|old\b|작년|지난|기존|이전|Box ?$", re.IGNORECASE)
_DAY = re.compile(r"(?:20)?\d{2}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}[-/]\d{1,2}(?:[-/](?:20)?\d{2})?")


def reference_spans(text: str, start: int) -> Iterator[tuple[Span, int]]:
    """Spans of the numbers from ``start`` on, each with the start of the word that names it."""
    seen: set[str] = set()
    hits = [
        hit for pattern in (_NAMED, _NUMBERED, _ITSELF) for hit in pattern.finditer(text, start)
    ]
    for hit in sorted(hits, key=lambda hit: (hit.start("code"), hit.start())):
        code = hit["code"]
        if (
            code in seen
            or not _is_code(code)
            or _OLD.search(text[max(0, hit.start() - 14) : hit.start()])
        ):
            continue
        seen.add(code)
        yield hit.span("code"), hit.start()


def _is_code(code: str) -> bool:
    """Four and more digits, or digits with letters or signs; no day."""
    digits = sum(c.isdigit() for c in code)
    mixed = any(not c.isdigit() for c in code)
    if _DAY.fullmatch(code) and not re.fullmatch(r"\d{2}/\d{4}", code):
        return False
    return digits >= 4 or (mixed and digits >= 2 and len(code) >= 5)
