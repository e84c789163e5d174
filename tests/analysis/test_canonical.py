"""Copied texts lose what is no part of the value."""

import pytest

from quoteflow_desktop.analysis.canonical import clean_text


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("배도윤 과장님", "배도윤"),
        ("옥지훈 드림", "옥지훈"),
        ("란 대리님,", "란"),
        ("김춘화", "김춘화"),
        ("Mr. Mwangi", "Mwangi"),
        ("Tram (Ms.)", "Tram"),
        ("Dear Denise", "Denise"),
        ("대리님", ""),
    ],
)
def test_a_contact_is_without_title_and_honorific(written: str, name: str) -> None:
    assert clean_text("buyer_contact", written) == name


@pytest.mark.parametrize(
    ("written", "term"),
    [
        ("견적일로부터 15일입니다", "견적일로부터 15일"),
        ("L/C는", "L/C"),
        ("발주 후 3주라서", "발주 후 3주"),
    ],
)
def test_a_korean_term_is_without_the_ending_of_its_sentence(written: str, term: str) -> None:
    assert clean_text("payment_terms", written) == term


def test_a_place_is_without_its_particle() -> None:
    assert clean_text("port_of_discharge", "인천항까지") == "인천항"
