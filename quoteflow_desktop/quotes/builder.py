"""A draft quote out of what stands in a thread: every field with its evidence, nothing made up.

What is missing or was only asked for becomes an open point and is printed as to be agreed.
Must not know files, the store or paper.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from quoteflow_desktop.core.analysis import Analysis
from quoteflow_desktop.core.errors import QuoteError
from quoteflow_desktop.core.facts import Blank, Cell, Evidence, Item, Origin, Side, State
from quoteflow_desktop.core.money import decimal_of
from quoteflow_desktop.core.quote import (
    Company,
    OpenPoint,
    Party,
    Quote,
    QuoteLine,
    TaxMode,
    Term,
)
from quoteflow_desktop.quotes.arithmetic import sane
from quoteflow_desktop.quotes.checks import keep_accepted, run_checks
from quoteflow_desktop.quotes.validity import read_validity
from quoteflow_desktop.quotes.vat import vat_points

# The conditions that a quote prints, in the order of the paper.
TERM_KEYS = (
    "incoterm", "incoterm_place", "payment_terms", "delivery_date", "lead_time",
    "shipping_method", "port_of_loading", "port_of_discharge", "packaging", "warranty",
    "certification",
)  # fmt: skip

# A delivery date or a lead time answers "when"; either settles it.
_WHEN = ("delivery_date", "lead_time")


def draft(
    analysis: Analysis, company: Company, *, language: str, issued_on: date, number: str
) -> Quote:
    """The quote that the thread's standing facts amount to, with its checks run.

    Args:
        language: "ko" or "en", of the paper.
        issued_on: the day of issue, from which a span of validity counts.
        number: as given out by the store, or by the caller where there is no store.

    Raises:
        QuoteError: the thread has no item, or no price that anybody offered.
    """
    _require_something_to_quote(analysis)
    facts = analysis.facts
    tax_mode = _tax_mode(analysis, company)
    lines, line_points = _lines(analysis.items)
    terms, term_points = _terms(analysis, tax_mode)
    validity_text, valid_until, validity_points = _validity(facts, company, issued_on)
    discount, discount_points = _discount(facts.get("discount_percent"))
    quote = Quote(
        number=number,
        language=language,
        issued_on=issued_on,
        valid_until=valid_until,
        validity_text=validity_text,
        thread_id=analysis.thread.id,
        thread_subject=analysis.thread.subject,
        seller=company,
        buyer=_buyer(analysis),
        currency=_text(facts.get("currency")),
        tax_mode=tax_mode,
        lines=lines,
        discount_percent=discount,
        terms=terms,
        reference=_text(facts.get("reference")),
        open_points=(
            *_party_points(analysis),
            *line_points,
            *discount_points,
            *vat_points(facts.get("total_amount"), lines, tax_mode),
            *term_points,
            *validity_points,
        ),
    )
    return _checked(quote, analysis)


def revise(quote: Quote, analysis: Analysis) -> Quote:
    """An edited quote with its checks run anew and the points that the edit settled taken out.

    A failure that was accepted stays accepted as long as its message is word for word the same.
    """
    points = tuple(point for point in quote.open_points if _still_open(point, quote))
    return _checked(quote.model_copy(update={"open_points": points}), analysis)


def _checked(quote: Quote, analysis: Analysis) -> Quote:
    checks = run_checks(
        quote, stated_total=analysis.facts.get("total_amount"), carried=analysis.checks
    )
    return quote.model_copy(update={"checks": keep_accepted(checks, quote.checks)})


def _still_open(point: OpenPoint, quote: Quote) -> bool:
    """Points of fields that the quote does not show as open stay until a person removes them."""
    if point.field.startswith("items."):
        _, number, field = point.field.split(".")
        position = int(number) - 1
        return position < len(quote.lines) and not getattr(quote.lines[position], field)
    if point.field == "buyer_company":
        return not quote.buyer.company
    if point.field == "currency" and point.reason == "missing":
        return not quote.currency
    term = next((term for term in quote.terms if term.key == point.field), None)
    return term.open if term else point.field not in TERM_KEYS


def _require_something_to_quote(analysis: Analysis) -> None:
    if not analysis.items:
        raise QuoteError(
            "This thread names no goods, so there is nothing to quote.",
            hint="Add an item in the facts beside the mail.",
        )
    total = analysis.facts.get("total_amount")
    if any(_firm(item.unit_price) for item in analysis.items) or _firm(total):
        return
    asked = any(item.unit_price for item in analysis.items) or total is not None
    raise QuoteError(
        "A price was asked for in this thread, but nobody has offered one."
        if asked
        else "No price stands in this thread, so there is nothing to quote.",
        hint="Enter a unit price in the facts beside the mail.",
    )


def _firm(cell: Cell | None) -> bool:
    """Whether the firm stands behind a figure: offered, agreed, said by the supplier, or the
    user's own. A buyer's target price never becomes an offer by itself."""
    if cell is None:
        return False
    if cell.confirmed or cell.origin is Origin.USER:
        return True
    if cell.state in (State.OFFERED, State.AGREED):
        return True
    by_supplier = bool(cell.history) and cell.history[-1].by is Side.SUPPLIER
    return cell.state is State.STATED and by_supplier


def _settled(cell: Cell) -> bool:
    """Whether a term is more than one side's wish."""
    return cell.state is not State.ASKED or cell.confirmed or cell.origin is Origin.USER


def _text(cell: Cell | None) -> str:
    return cell.value if cell else ""


def _figure(cell: Cell | None) -> Decimal | None:
    """The exact figure; None for a value that is no plain number or one that no trade has (a
    user may type anything)."""
    if cell is None:
        return None
    try:
        figure = decimal_of(cell.value)
    except ValueError:
        return None
    return figure if sane(figure) else None


def _tax_mode(analysis: Analysis, company: Company) -> TaxMode:
    """Domestic where a Korean company sells for won to a buyer who writes Korean."""
    korean_company = bool(company.registration_number) or _has_hangul(company.name)
    won = _text(analysis.facts.get("currency")) == "KRW"
    if won and korean_company and analysis.thread.language == "ko":
        return TaxMode.DOMESTIC
    return TaxMode.ZERO_RATED


def _has_hangul(text: str) -> bool:
    return any("가" <= letter <= "힣" for letter in text)


def _buyer(analysis: Analysis) -> Party:
    mails = [mail for mail in analysis.thread.messages if mail.by is Side.BUYER]
    return Party(
        company=_text(analysis.facts.get("buyer_company")),
        contact=_text(analysis.facts.get("buyer_contact")),
        email=mails[-1].sender.email if mails else "",
    )


def _party_points(analysis: Analysis) -> tuple[OpenPoint, ...]:
    keys = [key for key in ("buyer_company", "currency") if not analysis.facts.get(key)]
    points = [OpenPoint(field=key, reason=_reason(analysis, key)) for key in keys]
    currency = analysis.facts.get("currency")
    if currency and not _settled(currency):
        points.append(OpenPoint(field="currency", reason="only-asked"))
    return tuple(points)


def _reason(analysis: Analysis, key: str) -> str:
    blank = analysis.blanks.get(key)
    return blank.value if blank in (Blank.AMBIGUOUS, Blank.CONFLICTING) else "missing"


def _lines(items: Sequence[Item]) -> tuple[tuple[QuoteLine, ...], tuple[OpenPoint, ...]]:
    lines: list[QuoteLine] = []
    points: list[OpenPoint] = []
    for number, item in enumerate(items, start=1):
        quantity = _figure(item.quantity)
        price = _figure(item.unit_price) if _firm(item.unit_price) else None
        lines.append(
            QuoteLine(
                product=_text(item.product),
                specification=_text(item.specification),
                quantity=quantity,
                unit=_text(item.unit),
                unit_price=price,
                evidence=_item_evidence(item),
            )
        )
        if item.product is None:
            points.append(OpenPoint(field=f"items.{number}.product", reason="missing"))
        if quantity is None:
            reason = "ambiguous" if item.quantity else "missing"
            points.append(OpenPoint(field=f"items.{number}.quantity", reason=reason))
        if price is None:
            reason = _price_reason(item.unit_price)
            points.append(OpenPoint(field=f"items.{number}.unit_price", reason=reason))
    return tuple(lines), tuple(points)


def _price_reason(cell: Cell | None) -> str:
    if cell is None:
        return "missing"
    return "ambiguous" if _firm(cell) else "only-asked"


def _item_evidence(item: Item) -> tuple[Evidence, ...]:
    cells = (item.product, item.specification, item.quantity, item.unit, item.unit_price)
    return tuple(dict.fromkeys(proof for cell in cells if cell for proof in cell.evidence))


def _terms(analysis: Analysis, tax_mode: TaxMode) -> tuple[tuple[Term, ...], tuple[OpenPoint, ...]]:
    """The terms in the order of TERM_KEYS; one that nobody settled is open, and one that a
    quote cannot do without is there even where no mail says a word of it."""
    needed = _needed_terms(analysis, tax_mode)
    terms: list[Term] = []
    points: list[OpenPoint] = []
    for key in TERM_KEYS:
        cell = analysis.facts.get(key)
        if cell is not None and _settled(cell):
            terms.append(Term(key=key, value=cell.value, evidence=cell.evidence))
            continue
        reason = "only-asked" if cell else _reason(analysis, key)
        if cell is None and key not in needed and reason == "missing":
            continue
        points.append(OpenPoint(field=key, reason=reason))
        terms.append(
            Term(key=key, value=_text(cell), open=True, evidence=cell.evidence if cell else ())
        )
    return tuple(terms), tuple(points)


def _needed_terms(analysis: Analysis, tax_mode: TaxMode) -> set[str]:
    facts = analysis.facts
    needed = {"payment_terms"}
    if not any(facts.get(key) for key in _WHEN):
        needed.add("lead_time")
    if tax_mode is not TaxMode.DOMESTIC:
        needed.add("incoterm")
    if facts.get("incoterm"):
        needed.add("incoterm_place")
    return needed


def _discount(cell: Cell | None) -> tuple[Decimal, tuple[OpenPoint, ...]]:
    """A discount that only the buyer speaks of is not given away."""
    if cell is None:
        return Decimal(0), ()
    if (percent := _figure(cell)) is None:
        return Decimal(0), (OpenPoint(field="discount_percent", reason="ambiguous"),)
    if not _firm(cell):
        return Decimal(0), (OpenPoint(field="discount_percent", reason="only-asked"),)
    return percent, ()


def _validity(
    facts: dict[str, Cell | None], company: Company, issued_on: date
) -> tuple[str, date, tuple[OpenPoint, ...]]:
    cell = facts.get("quote_validity")
    by_house_rule = issued_on + timedelta(days=company.validity_days)
    if cell is None:
        return "", by_house_rule, ()
    if not _settled(cell):
        return cell.value, by_house_rule, (OpenPoint(field="quote_validity", reason="only-asked"),)
    until = read_validity(cell.value, issued_on)
    if until is None:
        return cell.value, by_house_rule, (OpenPoint(field="quote_validity", reason="ambiguous"),)
    return cell.value, until, ()
