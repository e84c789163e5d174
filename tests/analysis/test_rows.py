"""Figures of a table go to the items of their rows."""

from quoteflow_desktop.analysis.rows import by_rows
from quoteflow_desktop.core.facts import Act, Candidate, CandidateKind
from quoteflow_desktop.core.reading import ReadFigure

TABLE = "lamp A 600 pcs USD 21.40\nlamp B 250 pcs USD 38.60\nTotal USD 24,275.00\n"


def figure(text: str, key: str, item: int | None) -> ReadFigure:
    start = TABLE.index(text)
    candidate = Candidate(
        kind=CandidateKind.AMOUNT, start=start, end=start + len(text), text=text, value=text
    )
    return ReadFigure(candidate=candidate, key=key, act=Act.OFFER, item=item)


def items_of(figures: tuple[ReadFigure, ...]) -> list[int | None]:
    return [one.item for one in figures]


def test_two_prices_given_to_one_item_go_to_their_rows() -> None:
    figures = (
        figure("600 pcs", "quantity", 0),
        figure("USD 21.40", "unit_price", 0),
        figure("250 pcs", "quantity", 0),
        figure("USD 38.60", "unit_price", 0),
        figure("USD 24,275.00", "total_amount", None),
    )
    assert items_of(by_rows(figures, 2, TABLE)) == [0, 0, 1, 1, None]


def test_what_the_model_parted_is_left_alone() -> None:
    figures = (figure("USD 21.40", "unit_price", 1), figure("USD 38.60", "unit_price", 0))
    assert items_of(by_rows(figures, 2, TABLE)) == [1, 0]


def test_rows_that_are_not_as_many_as_the_items_are_left_alone() -> None:
    figures = (figure("USD 21.40", "unit_price", 0), figure("USD 38.60", "unit_price", 0))
    assert items_of(by_rows(figures, 3, TABLE)) == [0, 0]
