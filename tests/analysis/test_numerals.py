"""Numbers as people write them, read exactly or not at all."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteflow_desktop.analysis.numerals import (
    find_numerals,
    multiplier,
    narrow,
    parse_number,
    read_digits,
    read_korean,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3억 5천만", "350000000"),
        ("12만5천", "125000"),
        ("천이백만", "12000000"),
        ("1,200만", "12000000"),
        ("금 일천이백만정", "12000000"),
        ("일억 이천삼백사십오만 육천칠백팔십구", "123456789"),
        ("3만2천5백", "32500"),
        ("1.5억", "150000000"),
        ("1만 2천", "12000"),
        ("2조 3천억", "2300000000000"),
        ("12만 5000", "125000"),
        ("억", "100000000"),
    ],
)
def test_korean_scale_words_are_resolved(text: str, value: str) -> None:
    assert read_korean(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", " ", "만억", "5만 3억", "3천2만5천만", "abc", "5 6", "십십"])
def test_what_is_no_korean_number_has_no_value(text: str) -> None:
    assert read_korean(text) is None


@pytest.mark.parametrize(
    ("text", "currency", "value"),
    [
        ("1,250,000", None, "1250000"),
        ("12.50", None, "12.5"),
        ("1,250.50", "USD", "1250.5"),
        ("1,25,000", "INR", "125000"),
        ("1'250.75", "CHF", "1250.75"),
        ("1’250", "CHF", "1250"),
        ("1.250,00", "EUR", "1250"),
        ("12,50", "EUR", "12.5"),
        ("25.000", "VND", "25000"),
        ("1.250.000", None, "1250000"),
        ("1.250", "USD", "1.25"),
        ("0.125", "EUR", "0.125"),
    ],
)
def test_separators_are_read_as_the_currency_writes_them(
    text: str, currency: str | None, value: str
) -> None:
    assert read_digits(text, currency) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("1.250,00", "USD"),
        ("1.250", "EUR"),
        ("12,50", "USD"),
        ("1,2,3", None),
        ("12.05.26", None),
        ("0,500", None),
        ("1,250,00", None),
    ],
)
def test_a_number_that_can_be_read_in_two_ways_has_no_value(
    text: str, currency: str | None
) -> None:
    assert read_digits(text, currency) is None


@pytest.mark.parametrize(
    ("text", "money", "result"),
    [
        ("K pcs", False, (1000, 1)),
        ("M", True, (10**6, 1)),
        ("M", False, (1, 0)),
        (" million", True, (10**6, 8)),
        ("Km", False, (1, 0)),
        (" billions", True, (1, 0)),
    ],
)
def test_a_multiplier_counts_only_as_a_word_of_its_own(
    text: str, money: bool, result: tuple[int, int]
) -> None:
    assert multiplier(text, 0, money=money) == result


def test_full_width_digits_become_ascii_without_moving_anything() -> None:
    text = "수량：１，２００개"
    assert narrow(text) == "수량:1,200개"
    assert len(narrow(text)) == len(text)


def test_a_whole_string_that_is_one_number_is_parsed() -> None:
    assert parse_number(" １,２00만 ") == Decimal(12_000_000)
    assert parse_number("12 pcs") is None


@pytest.mark.parametrize("text", ["3만큼", "백색 2개", "5일만에"])
def test_scale_syllables_of_other_words_are_no_numbers(text: str) -> None:
    assert [n.text for n in find_numerals(text) if n.korean] == []


@given(st.integers(min_value=0, max_value=10**12))
def test_grouped_digits_give_back_the_number(number: int) -> None:
    assert read_digits(f"{number:,}") == number


@given(st.text(alphabet="0123456789.,'천백십만억조원 일이삼", max_size=40))
def test_no_text_raises_and_numerals_do_not_move(text: str) -> None:
    parse_number(text)
    assert all(text[n.start : n.end] == n.text for n in find_numerals(text))
