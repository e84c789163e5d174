"""Amounts in words."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteflow_desktop.quotes import words

DIGITS = {word: value for value, word in enumerate("영일이삼사오육칠팔구")}
PLACES = {"십": 10, "백": 100, "천": 1000}
GROUPS = {"만": 10**4, "억": 10**8, "조": 10**12, "경": 10**16, "해": 10**20}


def read_korean(text: str) -> int:
    """The number of Korean words, read left to right, independently of how they were made."""
    total = group = digit = 0
    for letter in text:
        if letter in DIGITS:
            digit = DIGITS[letter]
        elif letter in PLACES:
            group, digit = group + digit * PLACES[letter], 0
        else:
            total, group, digit = total + (group + digit) * GROUPS[letter], 0, 0
    return total + group + digit


SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
ENGLISH = {word: value for value, word in enumerate(SMALL)} | {
    word: 10 * value for value, word in enumerate(TENS, start=2)
}
SCALES = {
    word: 1000**power
    for power, word in enumerate(
        ["thousand", "million", "billion", "trillion", "quadrillion", "quintillion"], start=1
    )
}


def read_english(text: str) -> int:
    total = group = 0
    for word in re.split("[ -]", text):
        if word in ENGLISH:
            group += ENGLISH[word]
        elif word == "hundred":
            group *= 100
        else:
            total, group = total + group * SCALES[word], 0
    return total + group


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "영"),
        (1, "일"),
        (10, "일십"),
        (110, "일백일십"),
        (10_000, "일만"),
        (12_000_000, "일천이백만"),
        (100_000_000, "일억"),
        (1_0000_0001, "일억일"),
        (305_070, "삼십만오천칠십"),
    ],
)
def test_korean_writes_every_one(value, expected):
    assert words.korean(value) == expected


@given(st.integers(min_value=0, max_value=10**24 - 1))
def test_korean_words_read_back_as_the_number(value):
    assert read_korean(words.korean(value)) == value


@given(st.integers(min_value=0, max_value=10**21 - 1))
def test_english_words_read_back_as_the_number(value):
    assert read_english(words.english(value)) == value


@pytest.mark.parametrize("make", [words.korean, words.english])
@pytest.mark.parametrize("value", [-1, 10**24])
def test_a_number_without_words_is_refused(make, value):
    with pytest.raises(ValueError, match="no words"):
        make(value)


@pytest.mark.parametrize(
    ("value", "currency", "expected"),
    [
        ("12400.50", "USD", "twelve thousand four hundred and 50/100"),
        ("37100", "USD", "thirty-seven thousand one hundred"),
        ("0.05", "EUR", "zero and 05/100"),
        ("1.234", "KWD", "one and 234/1000"),
        ("1500", "JPY", "one thousand five hundred"),
    ],
)
def test_the_minor_unit_is_a_fraction(value, currency, expected):
    assert words.english_amount(Decimal(value), currency) == expected
