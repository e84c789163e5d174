"""Words that say how goods travel, Korean and English, to the contract's five words.

A parcel carrier's name (DHL, 택배) is ``express``. Must not know what travels.
"""

import re

_WORDS = {
    "sea": r"(?:by|via) (?:sea|ocean|vessel|boat)|(?:sea|ocean)[ -]?(?:freight|shipment"
           r"|transport(?:ation)?|cargo)"
           r"|seafreight|해상 ?(?:운송|운임|편|선적|화물)?|선박 ?편|배편|선편|배로(?![가-힣])"
           r"|컨테이너선|해운(?![가-힣])|선박(?:으로|이용)?(?![가-힣])|해운(?:으로|편)|vessels?",
    "air": r"(?:by|via) air(?:[ -]?freight| cargo)?|air[ -]?(?:freight|shipment|cargo|transport)"
           r"|airfreight|항공 ?(?:운송|편|운임|선적|화물)?(?!사|권|기|우주|부품)",
    "express": r"(?:DHL|FedEx|EMS) ?특송|DHL|FedEx|FEDEX|Fedex|UPS|TNT|SF Express|EMS|couriers?"
               r"|express (?:courier"
               r"|delivery)"
               r"|by express|국제특송|특송|(?:경동|화물|우체국) ?택배|택배",
    "road": r"(?:by|via) (?:truck|road|lorry)|truck(?:ing|load| delivery)|road freight|trucks?"
            r"|트럭|화물차"
            r"|육로|육송|육상 ?(?:운송)?|용달|화물편|차량 ?운송|직납 ?차량|직배송",
    "rail": r"(?:by|via) (?:rail|train)|rail[ -]?(?:freight|way)|철도 ?(?:운송|편)?"
            r"|기차(?:로|편(?:으로)?)?(?![가-힣])|TCR|TSR",
}  # fmt: skip
PATTERN = re.compile(
    "|".join(
        rf"(?P<{m}>(?<![A-Za-z0-9가-힣@.-])(?:{w})(?![A-Za-z0-9]))" for m, w in _WORDS.items()
    ),
    re.IGNORECASE,
)
# Carriers' names in capitals only: "ups and downs" is no parcel.
_CAPITALS = frozenset({"ups", "tnt", "ems", "tcr", "tsr"})


def method_of(match: "re.Match[str]") -> str | None:
    """The contract's word for a match of ``PATTERN``; None where it is an ordinary word."""
    if match[0].lower() in _CAPITALS and not match[0].isupper():
        return None
    return match.lastgroup
