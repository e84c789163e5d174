"""Runs of a mail whose figures are no trade figures: phones, addresses, links, part numbers.

Only says where they are. Must not know what the rest means.
"""

import re

_PATTERNS = (
    r"(?:https?://|www\.)[^\s<>\"]+",
    r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]+",
    # phones: international, Korean, dotted; a label with digits and signs after it
    r"\+[0-9]{1,3}[ .()-]*(?:[0-9]+[ .()-]*+){2,6}",
    r"(?<![0-9A-Za-z.,])\(?0[0-9]{1,2}\)?[ .-][0-9]{3,4}[ .-][0-9]{4}(?![0-9])",
    r"(?<![0-9A-Za-z.,])\(?[2-9][0-9]{2}\)?[ .-][0-9]{3}[.-][0-9]{4}(?![0-9])",
    r"(?<![0-9A-Za-z])1[568][0-9]{2}-[0-9]{4}(?![0-9])",
    r"(?<![A-Za-z])(?i:tel|fax|phone|mobile|cell|hp|전화|팩스|휴대폰|핸드폰|직통)"
    r"\.?[ ]?[:.)]?[ ]?[+(]?(?=[0-9](?:[ ().-]{0,3}[0-9]){5})[0-9][0-9 ().-]{2,24}",
    r"(?<![A-Za-z])(?i:ext|내선)\.?[ ]?[:.)]?[ ]?[0-9]{2,5}(?![0-9,.])",
    # account, registration and order numbers
    r"(?<![A-Za-z])(?i:a/c|acct?|account|swift|iban|사업자(?:등록)?번호|계좌(?:번호)?"
    r"|hs ?(?:code)?|hsk?코드|세번|품번|우편번호)"
    r"(?: ?(?i:no|number|번호))?\.?[ :#]{0,3}[0-9][0-9 .-]{2,30}",
    r"#[ ]?[0-9][0-9A-Za-z-]*",
    r"(?:견적|발주|주문|계약|송장|관리|문서|운송장|접수|요청|도면|모델|차량)[ ]?(?:번호|서 ?번호"
    r"|NO|No)\.?[ ]?[:.]?[ ]?[A-Za-z0-9][A-Za-z0-9-]*",
    # standards and materials
    r"(?<![A-Za-z])(?!AED|AUD|PEN)(?:ISO|IEC|EN|ASTM|KS|JIS|DIN|SAE|UL|IP|IK|SPF|IATF|ANSI|GB(?!P)|BS|SUS|STS|AISI"
    r"|Incoterms(?:®|\(R\))?|인코텀즈|Al|AL|A|AK|PD"
    r"|CE|RAL|MIL|API|NSF|FDA|PN|DN|PE|PP|HDPE|Ø|φ|Φ|DC|AC"
    r"|OTC)[ -]?(?:[A-Z]{1,3}[ -]?)?[0-9][0-9A-Z:/.-]*(?: 3\.[12])?"
    r"(?![0-9,]| ?(?:pcs|sets|kgs?|EA|ea|units"
    r"|rolls?|coils?"
    r"|drums?|bags?|ctns?|boxes|MT|tons?|개|대|세트|롤|코일|톤|드럼|박스|매|장|%)(?![A-Za-z]))",
    # times of day
    r"(?<![0-9])[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?: ?[AaPp]\.?[Mm]\.?)?",
    r"(?:오전|오후|낮|밤|새벽) ?[0-9]{1,2}시(?: ?[0-9]{1,2}분)?",
    # containers, sizes, dimensions, fractions, ranges, dashed numbers
    r"(?:[0-9]{1,3} ?[xX×*] ?)?(?<![0-9,.])(?:20|40|45) ?(?:'|’|′|ft|FT|feet|피트)[ ]?(?:HC|HQ|GP"
    r"|FR|OT|RF|DC|FCL)?(?: ?[xX×*] ?[0-9]{1,3}(?![0-9.,]))?",
    r"(?<![0-9.,])[0-9]+(?:\.[0-9]+)?(?: ?[xX×*] ?[0-9]+(?:\.[0-9]+)?){1,4}+ ?(?:mm|cm|㎜|㎝|inch"
    r"|in\b|\"|″|m(?![A-Za-z0-9²³]))",
    r"(?<![0-9.,])[0-9]+(?:\.[0-9]+)?(?: ?[xX×*] ?[0-9]+(?:\.[0-9]+)?){2,6}+(?![0-9.,])",
    r"(?<![0-9.,])[0-9]{1,4}/[0-9]{1,4}(?![0-9]|,[0-9])",
    r"(?<![0-9A-Za-z.,])[0-9]+(?:\.[0-9]+)?(?:[-–][0-9]+(?:\.[0-9]+)?)++[A-Za-z가-힣]{0,3}",
    r"(?<![0-9A-Za-z.,])[0-9][0-9,]*(?:\.[0-9]+)? ?[~∼〜] ?[0-9][0-9,]*(?:\.[0-9]+)?(?:[ ]?(?:mm"
    r"|cm|m|℃|도|일|주|개월|시|%))?",
    # versions and addresses of machines
    r"(?<![0-9.])(?![0-9]{1,3}(?:\.[0-9]{3})++(?![0-9.]))[0-9]+\.[0-9]+\.[0-9]+(?:\.[0-9]+)*+(?![0-9,])",
)
_NOISE = re.compile("|".join(f"(?:{p})" for p in _PATTERNS))
# A word before a bare number that makes it a name: "PO 4500", "Rev. 9", "No. 88", "Grade 304".
_LABEL = re.compile(
    r"(?<![a-z])(?:p/?o|p/?i|rfq|ref|inv(?:oice)?|order|lot|item|model|part|p/n|sku|rev"
    r"|ver(?:sion)?|sec|no|class|grade"
    r"|type|spec|page|step|clause|article|chapter|fig(?:ure)?|art|phase|batch|serial|s/n|line"
    r"|suite|room|floor|bldg|gate"
    r"|dock|zone|block|plot|voy(?:age)?|vol|ch|ext|cert(?:ificate)?|제|버전)s?(?:\.|#| ?no\.?"
    r"| ?number)?[ :#(-]{0,3}$"
)
# A line that is somebody's street: its bare numbers are house numbers and postal codes.
_ADDRESS = re.compile(
    r"[가-힣]{1,6}(?:시|도|광역시) [가-힣]{1,6}(?:구|군|시)[ ,]"
    r"|(?<![A-Za-z])(?:Street|St\.|Road|Rd\.?|Avenue|Ave\.?|Blvd|Lane|Drive|Row,|Crescent|Court"
    r"|Ct,|Highway|Hwy|Dist\.|District"
    r"|Province|P\.O\. ?Box|Sector|Floor|Industrial (?:Park|Zone|Estate)|Ward)(?![A-Za-z])"
    r"|-(?:gu|ro|gil|dong|daero|si|do)(?![A-Za-z])|(?:, [A-Z]{2}| (?:AZ|CA|CO|CT|FL|GA|IL|MA|MD|MI"
    r"|MN|NC|NJ|NY|OH|OR|PA|SC|TN|TX|VA|WA|WI)) [0-9]{5}(?![0-9])"
    r"|[a-zäöüß]{3,20}(?:weg|straße|strasse|str\.|platz|allee|gasse|ring) [0-9]"
    r"|(?!On |At |For |And |To |Of |Qty |Quantity |Total |Price |About |Only )"
    r"[A-Z][a-z]{1,20} [0-9]{5,6}(?![0-9,.]|-[A-Z])"
)
# A Korean road or village alone: "라플로 621" may be goods, so a figure with a unit counts there.
_ROAD = re.compile(
    r"[가-힣]{1,8}(?:(?<![으킬])로|길|동|리|읍|면)[ ]?[0-9]{1,4}(?:-[0-9]{1,4})?(?:번길|번지)?"
    r"(?:[ ,]|$)"
)
_MONEY = re.compile("[$€₩￦]|USD|EUR|KRW|[0-9]원")
_DIGIT = re.compile("[0-9]")
_ORDINAL = re.compile(
    r"^[ \t>]*\(?(?P<n>[0-9]{1,2})(?:[).](?=\s|[^0-9\s])|번[ .:)])(?!\d)", re.MULTILINE
)
_ANSWER_NO = re.compile(r"(?<![a-z])no\. $")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9,])")
_FRACTION = re.compile(r"[0-9]+\.[0-9]{1,3}(?![0-9.])")
_NEXT_COLUMN = re.compile(r"[^\s:|][ ]+[^\s:|]+[a-z](?:[ ]{2,3}|\t)\Z")
_COUNTED = re.compile(r"[0-9] nos\.?[ :-]{1,3}$")
_FIRST_CELL = re.compile(
    r"^[ \t>|]*(?P<n>[0-9]{1,2})(?=[ ]{2,}|\t|[ ]*\||[ ]+[^\W\d])", re.MULTILINE
)


def noise_spans(text: str) -> list[tuple[int, int]]:
    """Spans of ``text`` in which no number is to be read, unordered and possibly overlapping."""
    spans = [m.span() for m in _NOISE.finditer(text)]
    spans += [m.span() for m in _ORDINAL.finditer(text)]
    spans += _row_numbers(text)
    return spans


def is_labelled(text: str, position: int) -> bool:
    """Whether the words before ``position`` make the number there a name and no quantity."""
    before = text[max(0, position - 16) : position].lower()
    if not _LABEL.search(before):
        return False
    if _GROUPED.match(text, position):
        return False  # "bottom line: 2,260": names are written without commas
    if _ANSWER_NO.search(before) and _FRACTION.match(text, position):
        return False  # "the answer is no. 24.46 is off the table"
    # the next column of a row, "document suite   200", and "600 nos 2.09"
    return not _NEXT_COLUMN.search(text[max(0, position - 40) : position]) and not _COUNTED.search(
        before
    )


def address_spans(text: str) -> list[tuple[int, int]]:
    """Lines that are postal addresses; a line with money on it is none."""
    return _lines_with(_ADDRESS, text)


def road_spans(text: str) -> list[tuple[int, int]]:
    """Lines that hold a Korean road or village and may be an address: bare numbers are none."""
    return _lines_with(_ROAD, text)


def _lines_with(place: "re.Pattern[str]", text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start = 0
    for line in text.splitlines(keepends=True):
        if _DIGIT.search(line) and place.search(line) and not _MONEY.search(line):
            spans.append((start, start + len(line)))
        start += len(line)
    return spans


def _row_numbers(text: str) -> list[tuple[int, int]]:
    """First cells that count 1, 2, 3 down a table or list."""
    spans: list[tuple[int, int]] = []
    cells = list(_FIRST_CELL.finditer(text))
    for i, cell in enumerate(cells):
        number = int(cell["n"])
        before = int(cells[i - 1]["n"]) if i else 0
        after = int(cells[i + 1]["n"]) if i + 1 < len(cells) else 0
        if number == before + 1 and (before or after == number + 1):
            spans.append(cell.span("n"))
    return spans
