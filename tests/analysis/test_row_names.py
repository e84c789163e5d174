"""The goods' name and specification before their figures."""

import pytest

from quoteflow_desktop.analysis.row_names import Name, read_name


@pytest.mark.parametrize(
    ("words", "name", "specification"),
    [
        ("1) Ball valve BV-20, brass, PN16 - ", "Ball valve BV-20", "brass, PN16"),
        ("Ball valve BV-20 (brass, PN16): ", "Ball valve BV-20", "brass, PN16"),
        ("2\tBV-20\tBall valve\tbrass, PN16\t", "Ball valve", "brass, PN16"),
        ("볼 밸브 - 황동 15A - ", "볼 밸브", "황동 15A"),
        ("① 볼밸브 BV-20  ", "볼밸브 BV-20", ""),
        ("Ball valve BV-20 at ", "Ball valve BV-20", ""),
    ],
)
def test_a_name_with_its_specification(words: str, name: str, specification: str) -> None:
    found = read_name(words)
    assert (found.text, found.specification) == (name, specification)


@pytest.mark.parametrize(
    "words",
    [
        "Go ahead with the ",
        "Total ",
        "합계 ",
        "Packing: ",
        "- 포장 : ",
        "네 사장님, ",
        "12 ",
        "do ",
    ],
)
def test_words_that_name_no_goods(words: str) -> None:
    assert read_name(words) == Name()


def test_only_marks_and_cells_make_a_name_clean() -> None:
    assert read_name("- valve seat ").clean
    assert not read_name("valve seat ").clean
