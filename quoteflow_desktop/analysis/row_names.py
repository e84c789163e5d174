"""The name and the specification of goods that stand before their figures on a line.

Cells of a table are parted by tabs or wide gaps; else a comma or bracket parts the name from its
specification. Must not know figures or sides.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from quoteflow_desktop.analysis.plausible import plausible

_MARK = re.compile(
    r"^[\s>|]*(?:[(]?\d{1,2}[.)번](?=\s|[^\d\s])[\s:]*|\d{1,2}(?=\t| {2,})\s+|[①-⑳][ ]?"
    r"|[가-하][.)] ?"
    r"|[(]?[a-h][.)] |[-–—*•·▶▷■□○●※◦ㅇ][ \t]*)+"
)
_TAIL = re.compile(
    r"(?:[\s\-–—:：.…=@(|,/x×>]|\b(?:is|are|at|for|of|qty|quantity|price|the price is"
    r"|we can give(?: at)?"
    r"|수량|단가|각)\b|(?<=[ ])[가-힣A-Za-z]{1,3}당|(?<=[가-힣A-Za-z0-9)])(?:은|는)(?=\s*$))+$",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^(?:the|for(?: the)?|our|and|so|pos\.? ?\d+:?)\s+", re.IGNORECASE)
_GAP = re.compile(r"\t+|[ ]{2,}|[ ]*\|[ ]*")
_CODE = re.compile(r"(?=.*\d)[A-Za-z0-9./-]{3,14}")
_PROSE = re.compile(
    r"[?!;]|\b(?:we|you|i|is|are|was|will|can|please|your|our|thank|dear|hi|if|so|it|that"
    r"|this|total"
    r"|sum|together|ok|yes|go|ahead|last|do|let|let's|my|have|now|asks?|then|as|per)\b"
    r"|(?:습니다|니다|세요|까요|네요|어요|아요|해요|하면|드릴게요|님)(?![가-힣])"
    r"|합계|소계|총액|총 ",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:pack\w*|lead|delivery|shipment|payment|validity|warranty|MOQ|quantity|q'?ty"
    r"|no\.? of|number of|volume|specs?|스펙|사양|물량|구매 ?수량|주문 ?수량|소요량"
    r"|samples?|container"
    r"|weight|capacity|size|remarks?|note|포장|납기|결제|수량|용기|재질|운송|샘플|견본|중량"
    r"|규격|비고|총|현재"
    r"|단가|기준|추가|나머지)(?![A-Za-z가-힣])",
    re.IGNORECASE,
)
_MOST = 90  # characters; a longer run is no name


class Name(NamedTuple):
    """A name of goods as written and its specification; both empty where the line names none.
    ``clean`` where table cells or a list line bound it, not a sentence."""

    text: str = ""
    specification: str = ""
    clean: bool = False


def name_before(
    text: str, end: int, floor: int, spans: Sequence[tuple[int, int]], *, whole: bool
) -> Name:
    """The name that ends before ``end``: on its line, after ``floor`` (the figures before) and
    within its sentence; none where the figures' sentence is not ``whole``."""
    line = max(text.rfind("\n", 0, end) + 1, floor)
    sentence = next((a for a, b in spans if a <= end < b), line)
    start = max(line, sentence)
    if not whole and start == sentence:
        return Name()
    return read_name(text[start:end])


def read_name(words: str) -> Name:
    """The name and specification in a run of words before figures."""
    marked = _MARK.match(words)
    rest = words[marked.end() :] if marked else words
    rest = _LEAD.sub("", _TAIL.sub("", rest).strip())
    cells = [cell.strip() for cell in _GAP.split(rest) if cell.strip()]
    if not cells or len(rest) > _MOST or _PROSE.search(rest):
        return Name()
    if len(cells) > 1:
        code = _CODE.fullmatch(cells[0]) is not None and len(cells[1]) > 3
        name, spec = (cells[1], cells[2:]) if code and len(cells) > 2 else (cells[0], cells[1:])
        return _name(name, ", ".join(spec) if len(spec) == 1 else "", clean=True)
    return _split(cells[0], clean=marked is not None)


def _split(cell: str, *, clean: bool) -> Name:
    """A cell parted at its first comma outside brackets, or at its bracket."""
    bracket = re.fullmatch(r"(?P<name>[^()（]{2,}?) ?\((?P<spec>[^()]+)\)", cell)
    if bracket:
        return _name(bracket["name"], bracket["spec"], clean=clean)
    parted = re.fullmatch(r"(?P<name>.{4,}?)(?: [-–] | / )(?P<spec>.{2,})", cell)
    if parted and "(" not in parted["name"] and "," not in parted["name"]:
        return _name(parted["name"], parted["spec"], clean=clean)
    depth = 0
    for at, sign in enumerate(cell):
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and depth == 0 and not cell[at + 1 : at + 2].isdigit():
            return _name(cell[:at], cell[at + 1 :], clean=clean)
    return _name(cell, "", clean=clean)


def _name(name: str, specification: str, *, clean: bool) -> Name:
    name = name.strip(" ,;:-–")
    letters = sum(c.isalpha() for c in name)
    korean = any("가" <= c <= "힣" for c in name)
    good = letters >= (2 if korean or any(c.isdigit() for c in name) else 3)
    good = good and plausible("product", name) and not _LABEL.match(name)
    specification = specification.strip(" ,;:->")
    return Name(name, specification, clean) if good else Name()
