"""What must hold before a quote leaves the house: each rule a value, failing or not.

Failing checks of the analysis are carried over beside the quote's own. Must not decide what to
do about a failure; ``services/quoting`` does.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from quoteflow_desktop.config import display
from quoteflow_desktop.core.analysis import Check
from quoteflow_desktop.core.facts import Cell, Evidence, State
from quoteflow_desktop.core.money import decimal_of, round_to_currency
from quoteflow_desktop.core.quote import Quote, QuoteCheck
from quoteflow_desktop.quotes.arithmetic import totals
from quoteflow_desktop.quotes.vat import Vat, stated_vat

RULES = (
    "stated-total", "currency-known", "validity-after-issue", "incoterm-place", "discount-range",
    "figures-positive", "buyer-is-seller",
)  # fmt: skip


def run_checks(
    quote: Quote, *, stated_total: Cell | None = None, carried: Sequence[Check] = ()
) -> tuple[QuoteCheck, ...]:
    """All checks of ``quote``: its own in the order of RULES, then those carried over.

    Args:
        quote: with lines and terms filled; its own ``checks`` are not looked at.
        stated_total: the total that the mails state, if they do.
        carried: the analysis's checks; those that failed come along, unless the quote has the
            same rule of its own.
    """
    own = (
        *_stated_total(quote, stated_total),
        _currency(quote),
        *_validity(quote),
        *_incoterm(quote),
        _discount(quote),
        _figures(quote),
        _buyer(quote),
    )
    failed = (
        QuoteCheck(
            rule=check.rule,
            ok=False,
            message=display.said(check.message, quote.language),
            evidence=check.evidence,
        )
        for check in carried
        if not check.ok and check.rule not in RULES
    )
    return (*own, *failed)


def keep_accepted(
    checks: Iterable[QuoteCheck], before: Iterable[QuoteCheck]
) -> tuple[QuoteCheck, ...]:
    """``checks`` with the acceptance that the same failure, word for word, had ``before``."""
    accepted = {(check.rule, check.message) for check in before if check.accepted}
    return tuple(
        check.model_copy(update={"accepted": (check.rule, check.message) in accepted})
        for check in checks
    )


def _stated_total(quote: Quote, cell: Cell | None) -> tuple[QuoteCheck, ...]:
    """A total that the other side only asked for binds nobody and is not compared."""
    if cell is None or cell.state is State.ASKED:
        return ()
    try:
        stated = round_to_currency(decimal_of(cell.value), quote.currency)
    except (ValueError, ArithmeticError):  # no number, or longer than any money
        return ()
    ok = stated in _comparable(quote, cell)
    return (
        _result(
            quote,
            "stated-total",
            "ok" if ok else "differs",
            evidence=cell.evidence,
            stated=_money(quote, stated),
            computed=_money(quote, totals(quote).total),
        ),
    )


def _comparable(quote: Quote, cell: Cell) -> tuple[Decimal, ...]:
    """The sums of the paper that a stated total may be, by what is said of VAT beside it.

    Prices that hold VAT make a total that holds it; of prices without VAT either is stated.
    """
    sums = totals(quote)
    said = stated_vat(cell.evidence)
    prices = stated_vat(proof for line in quote.lines for proof in line.evidence)
    if said is None and prices is Vat.INCLUDED:
        said = prices
    if said is Vat.INCLUDED:
        return (sums.total,)
    before = (sums.subtotal, sums.net)  # discount or none: mails rarely say which
    return before if said is Vat.EXCLUDED else (*before, sums.total)


def _currency(quote: Quote) -> QuoteCheck:
    return _result(
        quote, "currency-known", "ok" if quote.currency else "none", currency=quote.currency
    )


def _validity(quote: Quote) -> tuple[QuoteCheck, ...]:
    if quote.valid_until is None:
        return ()
    return (
        _result(
            quote,
            "validity-after-issue",
            "ok" if quote.valid_until >= quote.issued_on else "before",
            until=display.date(quote.valid_until, quote.language),
            issued=display.date(quote.issued_on, quote.language),
        ),
    )


def _incoterm(quote: Quote) -> tuple[QuoteCheck, ...]:
    settled = {term.key: term for term in quote.terms if term.value and not term.open}
    rule = settled.get("incoterm")
    if rule is None:
        return ()
    place = settled.get("incoterm_place")
    return (
        _result(
            quote,
            "incoterm-place",
            "ok" if place else "none",
            evidence=rule.evidence,
            incoterm=rule.value,
            place=place.value if place else "",
        ),
    )


def _discount(quote: Quote) -> QuoteCheck:
    ok = Decimal(0) <= quote.discount_percent < Decimal(100)
    percent = display.percent(quote.discount_percent)
    return _result(quote, "discount-range", "ok" if ok else "out", percent=percent)


def _figures(quote: Quote) -> QuoteCheck:
    for number, line in enumerate(quote.lines, start=1):
        if any(x is not None and x <= 0 for x in (line.quantity, line.unit_price)):
            return _result(
                quote, "figures-positive", "not", evidence=line.evidence, number=str(number)
            )
    return _result(quote, "figures-positive", "ok")


def _buyer(quote: Quote) -> QuoteCheck:
    """The firm may be the buyer of a thread; its quote must not then go to itself."""
    names = {_folded(quote.seller.name), _folded(quote.seller.name_en)} - {""}
    own = {address.casefold() for address in (*quote.seller.own_addresses, quote.seller.email)}
    same = _folded(quote.buyer.company) in names or (
        bool(quote.buyer.email) and quote.buyer.email.casefold() in own
    )
    return _result(quote, "buyer-is-seller", "same" if same else "ok", company=quote.buyer.company)


def _folded(name: str) -> str:
    return "".join(name.replace("주식회사", "").replace("(주)", "").split()).casefold()


def _money(quote: Quote, value: Decimal) -> str:
    return display.money(value, quote.currency, quote.language)


def _result(
    quote: Quote, rule: str, outcome: str, *, evidence: tuple[Evidence, ...] = (), **values: str
) -> QuoteCheck:
    message = display.filled(f"message.{rule}-{outcome}", quote.language, **values)
    return QuoteCheck(rule=rule, ok=outcome == "ok", message=message, evidence=evidence)
