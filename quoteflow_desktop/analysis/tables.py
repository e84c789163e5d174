"""Cells of a table row: the whole name of an item, and its specification by the column's head.

A row is a line of three and more cells, parted by two spaces, a tab or a bar. Must not know what
the model said beyond the item's name.
"""

import re

_CELL = re.compile(r"[^|\t\s](?:(?! {2}|\t|\|)[^|\n])*")
_ROW_NUMBER = re.compile(r"\d{1,2}[.)]?$")
_NUMBERED = re.compile(r"^\(?\d{1,2}[.)]?\s+(?=[^\W\d])")
_SPEC_HEAD = re.compile(
    r"spec\w*|size|type|grade|description|dimension\w*|volume|규격|사양|상세|스펙|용량|치수",
    re.IGNORECASE,
)

Span = tuple[int, int]


def cells_of(text: str, line: Span) -> list[Span]:
    """Spans in ``text`` of the line's cells, row numbers left out; empty where it is no row."""
    cells = [hit.span() for hit in _CELL.finditer(text, *line)]
    cells = [(start, start + len(text[start:end].rstrip())) for start, end in cells]
    if len(cells) < 3:
        return []
    named = [cell for cell in cells if not _ROW_NUMBER.fullmatch(text[slice(*cell)])]
    return [_without_number(text, cell) for cell in named]


def _without_number(text: str, cell: Span) -> Span:
    mark = _NUMBERED.match(text[slice(*cell)])
    return (cell[0] + mark.end(), cell[1]) if mark else cell


def line_at(text: str, position: int) -> Span:
    """The span of the line that holds ``position``."""
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    return start, len(text) if end < 0 else end


def whole_name(text: str, line: Span, name: str) -> str:
    """The cell of the row that holds ``name``; ``name`` itself where no single cell does."""
    cells = [text[slice(*cell)] for cell in cells_of(text, line)]
    holding = [cell for cell in cells if name in cell]
    return holding[0] if len(holding) == 1 else name


def specification(text: str, line: Span) -> str:
    """The row's cell under a head such as "Specification", empty where the table has none.

    Rows and head must have equally many cells.
    """
    cells = cells_of(text, line)
    above = line
    for _ in range(12):
        if not cells or above[0] == 0:
            return ""
        above = line_at(text, above[0] - 1)
        heads = cells_of(text, above)
        column = next((i for i, c in enumerate(heads) if _SPEC_HEAD.fullmatch(text[slice(*c)])), 0)
        if column and not any(c.isdigit() for c in text[slice(*above)]):
            heads = [
                c for c in heads if text[slice(*c)].rstrip(".").lower() not in ("no", "번호", "#")
            ]
            column = next(i for i, c in enumerate(heads) if _SPEC_HEAD.fullmatch(text[slice(*c)]))
            return text[slice(*cells[column])] if len(heads) == len(cells) else ""
    return ""
