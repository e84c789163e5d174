"""Which item a figure of a table or list belongs to, where the model mixed the rows up.

A table has as many rows with figures as items were listed, in the same order. Must not know how
items are named.
"""

from collections.abc import Sequence

from quoteflow_desktop.core.reading import ReadFigure

_ROW_KEYS = ("quantity", "unit_price")


def by_rows(figures: Sequence[ReadFigure], items: int, text: str) -> tuple[ReadFigure, ...]:
    """``figures`` with the items of their rows.

    Changed only where one item was given the same key on two rows with different values, and the
    rows are as many as the items: then the n-th row is the n-th item's. Offsets of the figures'
    candidates count in ``text``.
    """
    rows = _rows(figures, text)
    if items < 2 or len(rows) != items or not _clash(figures):
        return tuple(figures)
    place = {line: number for number, line in enumerate(rows)}
    return tuple(
        figure.model_copy(update={"item": place[_line_of(figure, text)]})
        if figure.key in _ROW_KEYS
        else figure
        for figure in figures
    )


def _rows(figures: Sequence[ReadFigure], text: str) -> list[int]:
    """Starts of the lines that hold a quantity or a price, in order."""
    return sorted({_line_of(figure, text) for figure in figures if figure.key in _ROW_KEYS})


def _line_of(figure: ReadFigure, text: str) -> int:
    return text.rfind("\n", 0, figure.candidate.start) + 1


def _clash(figures: Sequence[ReadFigure]) -> bool:
    seen: dict[tuple[int | None, str], str] = {}
    for figure in figures:
        if figure.key in _ROW_KEYS:
            value = seen.setdefault((figure.item, figure.key), figure.candidate.value)
            if value != figure.candidate.value:
                return True
    return False
