"""Rows of a table: the whole name of an item, the specification by its column."""

import pytest

from quoteflow_desktop.analysis.tables import cells_of, line_at, specification, whole_name

TABLE = (
    "Please find our offer.\n"
    "No Item  Specification  Q'ty  Unit price\n"
    "1  LED floodlight SMF-100  100 W, 4000K  600 pcs  USD 21.40\n"
    "2  U-bracket SMF-UB  galvanised  850 pcs  USD 2.10\n"
)
BARS = "품명 | 규격 | 수량 | 단가\n인버터 SMI-50K | 3상 380V | 12대 | 3,150,000\n"


def row(text: str, words: str) -> tuple[int, int]:
    return line_at(text, text.index(words))


def test_a_name_is_completed_to_its_cell() -> None:
    assert whole_name(TABLE, row(TABLE, "SMF-100"), "LED floodlight") == "LED floodlight SMF-100"
    assert whole_name(BARS, row(BARS, "SMI"), "인버터") == "인버터 SMI-50K"


@pytest.mark.parametrize("name", ["pump", "LED floodlight SMF-100"])
def test_a_name_of_no_cell_or_of_a_whole_one_stays(name: str) -> None:
    assert whole_name(TABLE, row(TABLE, "SMF-100"), name) == name


def test_prose_is_no_row() -> None:
    assert cells_of(TABLE, row(TABLE, "offer")) == []
    assert whole_name(TABLE, row(TABLE, "offer"), "offer") == "offer"


def test_the_specification_stands_under_its_head() -> None:
    assert specification(BARS, row(BARS, "SMI")) == "3상 380V"


def test_a_head_that_does_not_fit_the_rows_gives_none() -> None:
    unknown, longer = "a  b  c\n1  2  3\n", "품명 | 규격 | 단가\n인버터 | 12대 | 3,150 | 비고\n"
    assert specification(unknown, row(unknown, "1  2")) == ""
    assert specification(longer, row(longer, "인버터")) == ""
