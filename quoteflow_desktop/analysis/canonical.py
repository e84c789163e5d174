"""Copied texts in their canonical form: names without titles, terms without sentence endings.

Must not know whose text it is nor which mail holds it.
"""

import re

_TITLES = (
    "대표이사", "대표님", "대표", "이사", "상무", "전무", "부장", "차장", "과장", "대리", "주임",
    "사원", "실장", "팀장", "사장", "매니저", "선임", "책임", "수석", "프로", "연구원", "소장",
    "본부장", "담당자", "담당", "부사장", "회장",
)  # fmt: skip
_KOREAN_TITLE = re.compile(rf"\s*(?:{'|'.join(_TITLES)})?\s*(?:님|씨|드림|올림|배상)?[께,.]*$")
_ENGLISH_TITLE = re.compile(
    r"^(?:Mr|Ms|Mrs|Dr|Miss|Herr|Frau)\.?\s+|\s*\((?:Mr|Ms|Mrs)\.?\)$", re.I
)
_DEAR = re.compile(r"^(?:Dear|Hi|Hello)\s+", re.I)
_PARTICLE = re.compile(r"(?<=[가-힣])(?:까지|에서|으로|입니다|이며|이고)$")
# A sentence's ending that a copied Korean term drags along: "15일입니다", "L/C는".
_ENDING = re.compile(
    r"(?:입니다|이에요|예요|이라서|라서|이며|이고|이구요|인데요?)[.,]?$|(?<=[A-Za-z0-9%)])(?:은|는|이|가|로|으로)$"
)
_PLACES = ("incoterm_place", "port_of_loading", "port_of_discharge")
_GENERIC_NAME = re.compile(
    r"sales|info|purchas|export|import|team|admin|영업|구매|관리자|팀$", re.I
)


def clean_text(key: str, text: str) -> str:
    """A copied text in its canonical form: contacts without titles, places without particles."""
    text = text.strip()
    if key.endswith("contact"):
        text = _DEAR.sub("", text)
        text = _ENGLISH_TITLE.sub("", text)
        return _KOREAN_TITLE.sub("", text).strip()
    if key in _PLACES:
        return _PARTICLE.sub("", text)
    return text if key in ("product", "specification") else _ENDING.sub("", text).strip()


def is_function(name: str) -> bool:
    """Whether a display name is that of a function ("Sales Team"), not of a person."""
    return _GENERIC_NAME.search(name) is not None


def words_of(name: str) -> frozenset[str]:
    """The words of a name, to see whether two names share one."""
    return frozenset(re.findall(r"[^\W\d_]{2,}", name.casefold()))
