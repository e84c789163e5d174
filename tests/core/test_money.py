"""Exact money: no float comes in, rounding has one rule, plain digits go out."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteflow_desktop.core.money import Money, add, decimal_of, plain, round_to_currency, times

amounts = st.decimals(min_value=0, max_value=10**12, places=4, allow_nan=False)


def test_a_float_is_refused() -> None:
    with pytest.raises(TypeError, match="never made from a float"):
        decimal_of(0.1)


@pytest.mark.parametrize("text", ["", "12,500", "NaN", "Infinity", "a"])
def test_what_is_no_plain_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a plain number"):
        decimal_of(text)


@pytest.mark.parametrize(
    ("value", "digits"),
    [("7.50", "7.5"), ("1.2E+6", "1200000"), ("0.00", "0"), ("-0", "0"), ("100", "100")],
)
def test_plain_digits_have_no_exponent_and_no_trailing_zeros(value: str, digits: str) -> None:
    assert plain(Decimal(value)) == digits


@given(amounts)
def test_plain_digits_read_back_as_the_same_number(value: Decimal) -> None:
    assert decimal_of(plain(value)) == value


@pytest.mark.parametrize(
    ("value", "currency", "rounded"),
    [
        ("2.5", "KRW", "3"),
        ("2.675", "USD", "2.68"),
        ("0.0005", "KWD", "0.001"),
        ("2.4", "JPY", "2"),
    ],
)
def test_rounding_is_half_up_to_what_the_currency_is_paid_in(
    value: str, currency: str, rounded: str
) -> None:
    assert round_to_currency(Decimal(value), currency) == Decimal(rounded)


def test_a_line_is_price_times_quantity_rounded_once() -> None:
    price = Money(amount="0.3333", currency="USD")
    assert times(price, Decimal(3)) == Money(amount="1.00", currency="USD")


def test_two_currencies_do_not_add_up() -> None:
    with pytest.raises(ValueError, match="cannot add USD and KRW"):
        add(Money(amount=1, currency="USD"), Money(amount=1, currency="KRW"))


def test_two_amounts_of_one_currency_add_up() -> None:
    total = add(Money(amount="0.1", currency="USD"), Money(amount="0.2", currency="USD"))
    assert total == Money(amount="0.3", currency="USD")
