"""The contract's closed list of checks: sums, currencies, units, Incoterms, bank, senders.

Each looks at the mails and at what stands, never at today's date, and says something only where
it found something to look at. A failing check carries its evidence. Fraud signs are looked for
in ``fraud``. Must not know quotes: they have checks of their own.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from quoteflow_desktop.analysis import fraud, incoterms
from quoteflow_desktop.analysis.candidates import find_candidates
from quoteflow_desktop.analysis.extras import extra_charges
from quoteflow_desktop.analysis.matching import normal_name
from quoteflow_desktop.analysis.standing import Standing
from quoteflow_desktop.analysis.units import normal_unit, same_unit
from quoteflow_desktop.core.analysis import Check
from quoteflow_desktop.core.facts import (
    Blank,
    Candidate,
    CandidateKind,
    Cell,
    Delta,
    Evidence,
    Item,
    State,
)
from quoteflow_desktop.core.messages import Thread
from quoteflow_desktop.core.money import minor_units, plain, round_to_currency

# Korean VAT; a total "VAT 포함" over prices without it differs by that.
_VAT = Decimal("1.1")
_MOST_EXTRAS = 6  # 64 sums at most
_EVERYTHING = frozenset({"each", "ea", "apiece", "unit", "units"})  # a price "each" fits any unit


def run_checks(thread: Thread, standing: Standing, deltas: Sequence[Delta]) -> tuple[Check, ...]:
    """The checks that had something to look at, in the contract's order; ``ok`` False failed.

    Where nothing stands, only failing checks of fraud are told: a trick must not hide itself by
    looking like no trade.
    """
    tricks = [fraud.bank_changed(thread), fraud.sender_lookalike(thread), fraud.hidden_text(thread)]
    if not standing.items and not any(standing.facts.values()):
        return tuple(check for check in tricks if check is not None and not check.ok)
    checks = [
        _item_total(thread, standing),
        _currency_mixed(standing, deltas),
        _unit_mixed(standing),
        _incoterm_place(standing),
        _incoterm_mode(standing),
        _incoterm_old(standing),
        *tricks,
    ]
    return tuple(check for check in checks if check is not None)


def _evidence(*cells: Cell | None) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(e for cell in cells if cell for e in cell.evidence))


def _grouped(value: Decimal) -> str:
    return f"{value:,f}"


def _item_total(thread: Thread, standing: Standing) -> Check | None:
    """The stated total against the sum of quantity × price.

    A discount, freight, other charge or VAT that a mail states explains a difference
    (CONTRACT.md, doubtful cases).
    """
    total = standing.facts.get("total_amount")
    if total is None or not standing.items:
        return None
    lines = [_line(item, standing) for item in standing.items]
    if any(line is None for line in lines):
        return None
    amounts = [line for line in lines if line is not None]
    summed = sum(amounts, Decimal(0))
    stated = Decimal(total.value)
    prices = tuple(i.unit_price for i in standing.items)
    discount = standing.facts.get("discount_percent")
    if _explained(summed, stated, discount, extra_charges(thread), _tolerance(standing, amounts)):
        return Check(rule="item-total", ok=True, message=f"the items add up to {plain(summed)}")
    return Check(
        rule="item-total",
        ok=False,
        message=f"{_sum_text(standing.items, summed)}, the mail says {_grouped(stated)}",
        evidence=_evidence(total, *prices),
    )


def _line(item: Item, standing: Standing) -> Decimal | None:
    if item.quantity is None or item.unit_price is None:
        return None
    product = Decimal(item.quantity.value) * Decimal(item.unit_price.value)
    scale = _scale(item)
    if scale is None:
        return None
    currency = standing.facts.get("currency")
    return round_to_currency(product * scale, currency.value) if currency else product * scale


def _scale(item: Item) -> Decimal | None:
    """Tonnes at a price per kilogram count a thousandfold; other mixed units cannot be summed."""
    price, goods = _price_unit(item), _goods_unit(item)
    if not price or not goods or _fits(price, goods):
        return Decimal(1)
    pair = (normal_unit(goods), normal_unit(price))
    return {("ton", "kg"): Decimal(1000), ("kg", "ton"): Decimal("0.001")}.get(pair)


def _tolerance(standing: Standing, lines: Sequence[Decimal]) -> Decimal:
    """Half a minor unit a line, for prices that were rounded line by line."""
    currency = standing.facts.get("currency")
    unit = Decimal(1).scaleb(-minor_units(currency.value)) if currency else Decimal("0.01")
    return unit * len(lines)


def _explained(
    summed: Decimal,
    stated: Decimal,
    discount: Cell | None,
    extras: Sequence[Decimal],
    tolerance: Decimal,
) -> bool:
    off = Decimal(discount.value) / 100 if discount else Decimal(0)
    for base in dict.fromkeys((summed, summed * (1 - off))):
        for extra in _extra_sums(extras):
            for whole in (base + extra, (base + extra) * _VAT, base * _VAT + extra):
                if abs(whole - stated) <= tolerance:
                    return True
    return False


def _extra_sums(extras: Sequence[Decimal]) -> Iterator[Decimal]:
    """Every sum of some charges (added) and discounts (taken off)."""
    some = extras[:_MOST_EXTRAS]
    for count in range(len(some) + 1):
        for chosen in combinations(some, count):
            yield sum(chosen, Decimal(0))


def _sum_text(items: Sequence[Item], summed: Decimal) -> str:
    if len(items) == 1 and items[0].quantity and items[0].unit_price:
        quantity, price = items[0].quantity.value, items[0].unit_price.value
        return f"{_grouped(Decimal(quantity))} × {_grouped(Decimal(price))} = {_grouped(summed)}"
    return f"the {len(items)} items add up to {_grouped(summed)}"


def _read_in(cell: Cell) -> Iterator[Candidate]:
    """The figures in a cell's evidence that are its value."""
    for evidence in cell.evidence:
        for candidate in find_candidates(evidence.quote, None):
            if candidate.value == cell.value:
                yield candidate


def _currency_mixed(standing: Standing, deltas: Sequence[Delta]) -> Check | None:
    """All standing prices and the total in one currency, and that the thread's."""
    if standing.blanks.get("currency") is Blank.AMBIGUOUS:
        return _two_currencies(deltas)
    money = [i.unit_price for i in standing.items] + [standing.facts.get("total_amount")]
    shown = {
        candidate.currency: cell
        for cell in money
        if cell is not None
        for candidate in _read_in(cell)
        if candidate.currency
    }
    fact = standing.facts.get("currency")
    if fact is not None:
        shown.setdefault(fact.value, fact)
    if not shown:
        return None
    codes = sorted(code for code in shown if code)
    if len(codes) == 1:
        return Check(rule="currency-mixed", ok=True, message=f"all amounts are in {codes[0]}")
    return Check(
        rule="currency-mixed",
        ok=False,
        message=f"amounts stand in {' and '.join(codes)}",
        evidence=_evidence(*shown.values()),
    )


def _two_currencies(deltas: Sequence[Delta]) -> Check | None:
    """The last mail that gave several currencies at once, so that none stands."""
    for delta in reversed(deltas):
        claims = {c.value: c for c in delta.claims if c.key == "currency"}
        if len(claims) > 1:
            return Check(
                rule="currency-mixed",
                ok=False,
                message=f"mail {delta.message} gives amounts in {' and '.join(sorted(claims))}",
                evidence=tuple(dict.fromkeys(e for c in claims.values() for e in c.evidence)),
            )
    return None


def _price_unit(item: Item) -> str | None:
    if item.unit_price is None:
        return None
    return next((c.unit for c in _read_in(item.unit_price) if c.unit), None)


def _goods_unit(item: Item) -> str | None:
    if item.quantity is not None:
        for candidate in _read_in(item.quantity):
            if candidate.kind is CandidateKind.QUANTITY and candidate.unit:
                return candidate.unit
    return None


def _fits(price_unit: str, goods_unit: str) -> bool:
    loose = {price_unit.lower(), goods_unit.lower()} & _EVERYTHING
    return bool(loose) or same_unit(price_unit, goods_unit)


def _unit_mixed(standing: Standing) -> Check | None:
    """Each item's quantity counts in the unit that its price is for."""
    looked = False
    for item in standing.items:
        price, goods = _price_unit(item), _goods_unit(item)
        if not price or not goods:
            continue
        looked = True
        if not _fits(price, goods):
            name = item.product.value if item.product else "the item"
            return Check(
                rule="unit-mixed",
                ok=False,
                message=f"{name}: the quantity is in {goods}, the price per {price}",
                evidence=_evidence(item.quantity, item.unit_price),
            )
    if not looked:
        return None
    return Check(rule="unit-mixed", ok=True, message="quantities and prices use the same units")


def _incoterm_place(standing: Standing) -> Check | None:
    """An Incoterm that is offered or agreed names its place, at the right end of the way."""
    rule, place = standing.facts.get("incoterm"), standing.facts.get("incoterm_place")
    if rule is None or (place is None and rule.state not in (State.OFFERED, State.AGREED)):
        return None
    if place is None:
        return Check(
            rule="incoterm-place",
            ok=False,
            message=f"{rule.value} is given without a place",
            evidence=_evidence(rule),
        )
    loading, discharge = (standing.facts.get(f"port_of_{p}") for p in ("loading", "discharge"))
    wrong, right = (discharge, loading) if rule.value in ("FOB", "FAS") else (loading, discharge)
    ends = rule.value in ("FOB", "FAS", "CFR", "CIF")
    if ends and wrong and right and _same_place(place, wrong) and not _same_place(place, right):
        end = "loading" if rule.value in ("FOB", "FAS") else "discharge"
        return Check(
            rule="incoterm-place",
            ok=False,
            message=f"{rule.value} names the port of {end}, {place.value} is the other end",
            evidence=_evidence(rule, place, wrong),
        )
    return Check(rule="incoterm-place", ok=True, message=f"{rule.value} {place.value}")


def _same_place(left: Cell, right: Cell) -> bool:
    one, two = normal_name(left.value), normal_name(right.value)
    return bool(one and two) and (one in two or two in one)


def _incoterm_mode(standing: Standing) -> Check | None:
    """FAS, FOB, CFR and CIF are for ships only (Incoterms 2020)."""
    rule, method = standing.facts.get("incoterm"), standing.facts.get("shipping_method")
    place = standing.facts.get("incoterm_place")
    if rule is None or rule.value not in incoterms.SEA_ONLY:
        return None
    instead = {"FOB": "FCA", "FAS": "FCA", "CFR": "CPT", "CIF": "CIP"}[rule.value]
    if method is not None and method.value != "sea":
        message = (
            f"{rule.value} is for sea transport, the goods go by {method.value}: use {instead}"
        )
        return Check(
            rule="incoterm-mode", ok=False, message=message, evidence=_evidence(rule, method)
        )
    if place is not None and ("airport" in place.value.lower() or "공항" in place.value):
        message = f"{rule.value} is for seaports, {place.value} is an airport: use {instead}"
        return Check(
            rule="incoterm-mode", ok=False, message=message, evidence=_evidence(rule, place)
        )
    if method is None:
        return None
    return Check(rule="incoterm-mode", ok=True, message=f"{rule.value} by {method.value}")


def _incoterm_old(standing: Standing) -> Check | None:
    """A name that Incoterms 2020 no longer has, with the rule of today."""
    rule = standing.facts.get("incoterm")
    if rule is None:
        return None
    for evidence in rule.evidence:
        for match in incoterms.PATTERN.finditer(evidence.quote):
            if incoterms.is_old(match[0]):
                message = f"{match[0]} is no Incoterms 2020 rule, {rule.value} is read for it"
                return Check(rule="incoterm-old", ok=False, message=message, evidence=(evidence,))
    return Check(rule="incoterm-old", ok=True, message=f"{rule.value} is a rule of Incoterms 2020")
