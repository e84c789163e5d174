"""The sums of a quote against an independent computation with fractions."""

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteflow_desktop.core.money import minor_units
from quoteflow_desktop.core.quote import TaxMode
from quoteflow_desktop.quotes.arithmetic import sane, totals
from tests.quotes.samples import quote

figures = st.decimals(min_value=0, max_value=10**9, places=4)
percents = st.decimals(min_value=0, max_value=100, places=2)
currencies = st.sampled_from(["USD", "KRW", "JPY", "EUR", "KWD", ""])


def half_up(value: Fraction, currency: str) -> Fraction:
    """Rounds without Decimal: floor of twice the value plus one, halved."""
    unit = 10 ** minor_units(currency)
    return Fraction(math.floor(value * unit + Fraction(1, 2)), unit)


@given(
    st.lists(st.tuples(figures, figures), min_size=1, max_size=8),
    currencies,
    percents,
    st.sampled_from(TaxMode),
)
def test_sums_agree_with_fractions(pairs, currency, discount, tax_mode):
    made = quote(
        *((str(q), str(p)) for q, p in pairs),
        currency=currency,
        tax_mode=tax_mode,
        discount=str(discount),
    )

    got = totals(made)

    lines = [half_up(Fraction(q) * Fraction(p), currency) for q, p in pairs]
    taken = half_up(sum(lines) * Fraction(discount) / 100, currency)
    net = sum(lines) - taken
    tax = half_up(net / 10, currency) if tax_mode is TaxMode.DOMESTIC else Fraction(0)
    assert [Fraction(line) for line in got.lines] == lines
    assert [Fraction(x) for x in (got.subtotal, got.discount, got.net, got.tax, got.total)] == [
        sum(lines), taken, net, tax, net + tax,
    ]  # fmt: skip


@given(st.lists(st.tuples(figures, figures), min_size=1, max_size=5), currencies)
def test_every_sum_has_the_digits_in_which_the_currency_is_paid(pairs, currency):
    got = totals(quote(*((str(q), str(p)) for q, p in pairs), currency=currency))

    exponents = {x.as_tuple().exponent for x in (*got.lines, got.subtotal, got.net, got.total)}
    assert exponents == {-minor_units(currency)}


def test_half_a_cent_is_rounded_up():
    assert totals(quote(("1", "2.675"))).total == Decimal("2.68")


def test_vat_is_taken_once_on_the_sum_and_not_a_line():
    got = totals(
        quote(
            ("1", "1005"), ("1", "1005"), ("1", "1005"), currency="KRW", tax_mode=TaxMode.DOMESTIC
        )
    )

    assert (got.net, got.tax, got.total) == (Decimal(3015), Decimal(302), Decimal(3317))


def test_a_line_without_price_or_quantity_is_open_and_not_in_the_sum():
    got = totals(quote(("2", "10"), ("5", None), (None, "7")))

    assert got.lines == (Decimal("20.00"), None, None)
    assert (got.total, got.complete) == (Decimal("20.00"), False)


def test_a_discount_is_taken_off_before_vat():
    got = totals(quote(("100", "1000"), currency="KRW", tax_mode=TaxMode.DOMESTIC, discount="5"))

    assert (got.discount, got.net, got.tax, got.total) == (5000, 95000, 9500, 104500)


def test_sums_longer_than_the_default_precision_stay_exact():
    figure = "999999999999.12345678"

    got = totals(quote(*[(figure, figure)] * 3, currency="KWD"))

    line = half_up(Fraction(figure) ** 2, "KWD")
    assert Fraction(got.total) == 3 * line


@pytest.mark.parametrize(
    ("figure", "ok"),
    [
        ("0.00000001", True),
        ("999999999999.99", True),
        ("0.000000001", False),
        ("1000000000000", False),
        ("-1E+400", False),
        ("NaN", False),
    ],
)
def test_a_figure_that_no_trade_has_is_told_apart(figure, ok):
    assert sane(Decimal(figure)) is ok


def test_a_figure_that_no_trade_has_counts_as_open():
    got = totals(quote(("1e99999", "5"), ("2", "5"), discount="1e99999"))

    assert (got.lines, got.discount, got.total) == ((None, Decimal(10)), 0, 10)
