"""Exact money: decimals made from text, a currency attached, one place that rounds.

Never a float. Must not know languages or how money looks on paper (``config/display`` does).
"""

from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

from pydantic import field_validator

from quoteflow_desktop.core.values import Value

# Digits after the point that a currency is paid in; ISO 4217 minor units, two unless listed.
MINOR_UNITS = {"KRW": 0, "JPY": 0, "VND": 0, "CLP": 0, "ISK": 0, "PYG": 0, "XOF": 0, "XAF": 0,
               "KWD": 3, "BHD": 3, "OMR": 3, "JOD": 3, "TND": 3}  # fmt: skip

# The default precision of 28 digits would refuse to round what a mail may well hold.
_WIDE = Context(prec=200)


def decimal_of(text: str | int | Decimal) -> Decimal:
    """The exact decimal of plain digits such as ``"12.50"``.

    Raises:
        ValueError: the text is no finite plain number.
        TypeError: a float was given; a float has already lost the exact value.
    """
    if isinstance(text, float):
        raise TypeError("money is never made from a float")
    try:
        value = Decimal(text)
    except InvalidOperation:
        raise ValueError(f"not a plain number: {text!r}") from None
    if not value.is_finite():
        raise ValueError(f"not a plain number: {text!r}")
    return value


def plain(value: Decimal) -> str:
    """Digits without exponent, grouping or trailing zeros: ``"7.5"``, ``"1200000"``."""
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def minor_units(currency: str) -> int:
    """Digits after the point in which ``currency`` is paid."""
    return MINOR_UNITS.get(currency, 2)


def round_to_currency(value: Decimal, currency: str) -> Decimal:
    """Half up to the currency's minor unit, the rule that is printed on the quote."""
    unit = Decimal(1).scaleb(-minor_units(currency))
    return value.quantize(unit, rounding=ROUND_HALF_UP, context=_WIDE)


class Money(Value):
    """An amount in one currency (ISO 4217)."""

    amount: Decimal
    currency: str

    @field_validator("amount", mode="before")
    @classmethod
    def _exact(cls, value: str | int | Decimal) -> Decimal:
        return decimal_of(value)


def add(left: Money, right: Money) -> Money:
    """The sum of two amounts of one currency; raises ValueError for two currencies."""
    if left.currency != right.currency:
        raise ValueError(f"cannot add {left.currency} and {right.currency}")
    return Money(amount=left.amount + right.amount, currency=left.currency)


def times(price: Money, quantity: Decimal) -> Money:
    """``quantity`` at ``price``, rounded to the currency's minor unit."""
    return Money(
        amount=round_to_currency(price.amount * quantity, price.currency), currency=price.currency
    )
