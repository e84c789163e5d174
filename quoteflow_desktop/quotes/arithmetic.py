"""The sums of a quote, exact: the one function that screen, paper and command line share.

A line is quantity times unit price, rounded half up to the currency's minor unit; the discount
and then VAT are taken once, on the sum. Must not know languages or paper.
"""

from decimal import Context, Decimal, localcontext

from quoteflow_desktop.core.money import round_to_currency
from quoteflow_desktop.core.quote import Quote, QuoteLine, TaxMode
from quoteflow_desktop.core.values import Value

# Enough digits that no product of two figures of a mail is ever cut before it is rounded.
_EXACT = Context(prec=120)
_HUNDRED = Decimal(100)


# Beyond these a figure is a slip of reading, not trade; within them no sum outgrows the paper.
MAX_FIGURE = Decimal(10**12)
MAX_PLACES = 8


def sane(figure: Decimal) -> bool:
    """Whether a quantity, price or percentage is of a size that a quote can hold."""
    exponent = figure.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -MAX_PLACES and figure.copy_abs() < MAX_FIGURE


class Totals(Value):
    """Every sum of a quote in its currency's minor unit.

    ``lines`` has an amount a line, None where quantity or price is open; those count as nothing
    in ``subtotal``. ``net`` is ``subtotal`` less ``discount``; ``total`` is ``net`` and ``tax``.
    """

    lines: tuple[Decimal | None, ...]
    subtotal: Decimal
    discount: Decimal
    net: Decimal
    tax: Decimal
    total: Decimal

    @property
    def complete(self) -> bool:
        """Whether every line has an amount."""
        return None not in self.lines


def totals(quote: Quote) -> Totals:
    """All sums of ``quote``. VAT only where its tax mode is domestic.

    A figure that is not ``sane`` counts as open, so that an editor can show sums at every
    keystroke; ``quotes/document`` refuses to print such a quote.
    """
    with localcontext(_EXACT):
        lines = tuple(_line(line, quote.currency) for line in quote.lines)
        subtotal = round_to_currency(
            sum((x for x in lines if x is not None), Decimal(0)), quote.currency
        )
        discount = _share(subtotal, quote.discount_percent, quote.currency)
        net = subtotal - discount
        tax = _share(net, vat_percent(quote), quote.currency)
        return Totals(
            lines=lines, subtotal=subtotal, discount=discount, net=net, tax=tax, total=net + tax
        )


def vat_percent(quote: Quote) -> Decimal:
    """The VAT rate of the document: the company's domestic one, or zero."""
    if quote.tax_mode is TaxMode.DOMESTIC:
        return quote.seller.domestic_vat_percent
    return Decimal(0)


def _line(line: QuoteLine, currency: str) -> Decimal | None:
    if line.quantity is None or line.unit_price is None:
        return None
    if not (sane(line.quantity) and sane(line.unit_price)):
        return None
    return round_to_currency(line.quantity * line.unit_price, currency)


def _share(base: Decimal, percent: Decimal, currency: str) -> Decimal:
    if not sane(percent):
        return Decimal(0)
    return round_to_currency(base * percent / _HUNDRED, currency)
