"""What a line says of VAT beside an amount: "부가세 별도", "VAT included".

Only where the words stand. Must not know what they mean for a quote.
"""

import re

_VAT = r"(?:VAT|부가세|부가가치세)"
_VAT_BEFORE = re.compile(rf"{_VAT}[ \t(]*(?:10 ?%)?[ \t)]*(?:포함|별도|제외|미포함)[ \t:]*\Z", re.I)
_VAT_AFTER = re.compile(
    rf"[ \t]*/?[^\W\d]{{0,4}}[ \t,]*\(?[ \t]*(?:{_VAT}[ \t(]*(?:10 ?%)?[ \t)]*"
    rf"(?:포함|별도|제외|미포함|incl\w*|excl\w*)|(?:incl\w*\.?|excl\w*\.?|\+)[ \t]*{_VAT})\)?",
    re.I,
)


def with_vat_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the amount ``text[start:end]`` widened to the words on VAT around it."""
    before = _VAT_BEFORE.search(text, max(0, start - 20), start)
    after = _VAT_AFTER.match(text, end)
    return before.start() if before else start, after.end() if after else end
