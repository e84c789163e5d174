"""Goods on a line with their figures, read by code: rows whose price times quantity is the amount
that stands beside them, "40 pcs @ USD 3.10", and list lines that end in a quantity.

The multiplication makes the roles certain, whatever the layout. Must not know who speaks, nor what
the model said.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from quoteflow_desktop.analysis.row_names import Name, name_before, read_name
from quoteflow_desktop.analysis.sentences import denies, looks_back, sentences
from quoteflow_desktop.analysis.units import same_unit
from quoteflow_desktop.core.facts import Candidate, CandidateKind
from quoteflow_desktop.core.money import plain

_FIGURES = (CandidateKind.QUANTITY, CandidateKind.NUMBER, CandidateKind.AMOUNT)
_TIMES = re.compile(r"[ \t]*(?:[x×X*@]|at|à)[ \t]*(?:@[ ]*)?")
_REACH = 4  # figures that may lie between the first and the last of a product
_THOUSANDS = re.compile(r"단위 ?[:：]? ?(?:천|백만|만) ?원|in thousands", re.IGNORECASE)
_OTHER = re.compile(  # no goods: charges, sums, rates
    r"freight|insurance|charge|discount|deposit|advance|subtotal|total|VAT|\btax\b|commission"
    r"|운임|할인|보험|계약금|선금|합계|소계|총액|부가세|세액|수수료|선별비",
    re.IGNORECASE,
)
_POINTED = re.compile(r"\d{1,3}\.\d{3}(?!\d)")
_REST = re.compile(r"[ \t]*(?:[(,（].*|[.;])?")  # what may follow a list line's quantity
_SCALE = re.compile(r" ?(?:lakh|crore|million|mio|mln|[만억])", re.IGNORECASE)
_TIER = re.compile(r"MOQ|\bup\b|이상|이하|미만", re.IGNORECASE)


class Row(NamedTuple):
    """One item's figures in a mail. ``name`` is empty where the line names no goods; ``amount`` is
    the product that proves it, if there is one."""

    name: Name
    quantity: Candidate | None
    price: Candidate | None
    amount: Candidate | None = None

    @property
    def figures(self) -> tuple[Candidate, ...]:
        """Its candidates."""
        return tuple(c for c in (self.quantity, self.price, self.amount) if c)


def find_rows(text: str, candidates: Sequence[Candidate], start: int) -> list[Row]:
    """The rows of ``text``, a mail as it is laid out with its body from ``start`` on, in order.

    Left out: goods that are given at several quantities (price breaks), and all prices where the
    mail counts its money in thousands.
    """
    figures = [c for c in candidates if c.kind in _FIGURES and c.start >= start]
    spans = list(sentences(text, start))
    rows = [row for row in _products(text, figures, spans) if not _OTHER.search(row.name.text)]
    if _THOUSANDS.search(text):
        rows = [row._replace(price=None) for row in rows]
    taken = {c.start for row in rows for c in row.figures}
    rows += _listed(text, figures, start, taken)
    return _without_tiers(sorted(rows, key=lambda row: min(c.start for c in row.figures)))


def _listed(text: str, figures: Sequence[Candidate], start: int, taken: set[int]) -> list[Row]:
    """Lines "name - quantity" that carry a list mark or stand among their like."""
    found: list[tuple[int, bool, Row]] = []
    at, number = start, 0
    for line in text[start:].split("\n"):
        span, at = (at, at + len(line)), at + len(line) + 1
        number += 1
        within = [c for c in figures if span[0] <= c.start < span[1]]
        last = within[-1] if within else None
        if last is None or any(c.start in taken for c in within):
            continue
        bare = last.kind is CandidateKind.QUANTITY and _REST.fullmatch(text, last.end, span[1])
        if not bare or any(c.kind is CandidateKind.AMOUNT for c in within):
            continue
        if looks_back(line) or denies(line) or _OTHER.search(line) or _TIER.search(line):
            continue
        before = text[span[0] : last.start]
        if len(within) > 1 and "," in text[within[0].end : last.start]:
            continue  # a list within a line: "12 sets, 3 spares"
        name = read_name(before)
        if name.text:
            found.append((number, name.clean, Row(name, last, None)))
    numbers = {number for number, _, _ in found}
    return [row for at, clean, row in found if clean or numbers & {at - 1, at + 1}]


def _products(
    text: str, figures: Sequence[Candidate], spans: Sequence[tuple[int, int]]
) -> Iterator[Row]:
    at, floor = 0, 0
    while at < len(figures):
        row = _triple(text, figures, at, floor, spans) or _pair(text, figures, at, floor, spans)
        if row is None:
            at += 1
            continue
        yield row
        floor = max(c.end for c in row.figures)
        at = next((i for i, c in enumerate(figures) if c.start >= floor), len(figures))


def _triple(
    text: str,
    figures: Sequence[Candidate],
    at: int,
    floor: int,
    spans: Sequence[tuple[int, int]],
) -> Row | None:
    """Two figures from ``at`` on whose product follows them."""
    near = figures[at : at + _REACH + 1]
    one = near[0]
    for j in range(1, len(near)):
        for k in range(j + 1, len(near)):
            other, amount = near[j], near[k]
            one, other = _grouped(near[0], other, amount)
            if "\n\n" in text[one.start : amount.end] or amount.kind is CandidateKind.QUANTITY:
                continue
            if amount.unit or not _multiply(one, other, amount):
                continue
            roles = _roles(one, other)
            if _scaled(text, one, other, amount):
                continue
            if roles is None or not _one_money(roles[1], amount):
                continue
            name = name_before(text, one.start, floor, spans, whole=_in_one(spans, one, other))
            return Row(name, *roles, amount)
    return None


def _multiply(one: Candidate, other: Candidate, amount: Candidate) -> bool:
    product = Decimal(one.value) * Decimal(other.value)
    return product == Decimal(amount.value) and min(Decimal(one.value), Decimal(other.value)) > 0


def _grouped(one: Candidate, other: Candidate, amount: Candidate) -> tuple[Candidate, Candidate]:
    """The factors, "9.600" as 9600 where only that gives the amount."""
    if _multiply(one, other, amount):
        return one, other
    for pair in ((_thousand(one), other), (one, _thousand(other))):
        if _multiply(*pair, amount):
            return pair
    return one, other


def _thousand(figure: Candidate) -> Candidate:
    if figure.kind is CandidateKind.AMOUNT or not _POINTED.match(figure.text):
        return figure
    return figure.model_copy(update={"value": plain(Decimal(figure.value) * 1000)})


def _scaled(text: str, *figures: Candidate) -> bool:
    """Whether one of the figures counts in lakhs, millions or the like."""
    return any(_SCALE.match(text, figure.end) for figure in figures)


def _one_money(price: Candidate, amount: Candidate) -> bool:
    return not (price.currency and amount.currency) or price.currency == amount.currency


def _roles(one: Candidate, other: Candidate) -> tuple[Candidate, Candidate] | None:
    """(quantity, price) of two factors; None where both or none can be a price."""
    money = CandidateKind.AMOUNT
    per_unit = CandidateKind.NUMBER
    prices = [c.kind is money or (c.unit is not None and c.kind is per_unit) for c in (one, other)]
    counts = [c.kind is CandidateKind.QUANTITY for c in (one, other)]
    if all(prices) or all(counts):
        return None
    if prices[1] or counts[0]:
        return one, other
    if prices[0] or counts[1]:
        return other, one
    # two bare numbers: tables give the quantity first, unless only the second is whole
    whole = [Decimal(c.value) == Decimal(c.value).to_integral_value() for c in (one, other)]
    return (other, one) if whole[1] and not whole[0] else (one, other)


def _pair(
    text: str,
    figures: Sequence[Candidate],
    at: int,
    floor: int,
    spans: Sequence[tuple[int, int]],
) -> Row | None:
    """A quantity and a price with a sign of multiplication between, or a price for a unit and a
    quantity of that unit which are all that a sentence gives."""
    if at + 1 >= len(figures):
        return None
    one, other = figures[at], figures[at + 1]
    roles = _roles(one, other)
    if roles is None or one.kind is other.kind is CandidateKind.NUMBER:
        return None
    signed = _TIMES.fullmatch(text, one.end, other.start) is not None
    if not signed and not _only_two(figures, one, other, spans):
        return None
    quantity, price = roles
    counted = quantity.kind is CandidateKind.QUANTITY and price.kind is not CandidateKind.QUANTITY
    if price.kind is CandidateKind.NUMBER and "@" not in text[one.end : other.start]:
        return None  # "2 x 25 lbs" is a size
    if (
        not counted
        or _past(text, one, spans)
        or _TIER.search(text[max(floor, one.start - 12) : one.start])
    ):
        return None
    name = name_before(text, one.start, floor, spans, whole=_in_one(spans, one, other))
    return Row(name, quantity, price)


def _past(text: str, one: Candidate, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether the sentence denies its figures or says them of an older deal."""
    span = next((s for s in spans if s[0] <= one.start < s[1]), (one.start, one.end))
    words = text[slice(*span)]
    return looks_back(words) or denies(words)


def _only_two(
    figures: Sequence[Candidate],
    one: Candidate,
    other: Candidate,
    spans: Sequence[tuple[int, int]],
) -> bool:
    price, quantity = (one, other) if one.kind is CandidateKind.AMOUNT else (other, one)
    if price.kind is not CandidateKind.AMOUNT or not price.unit or not quantity.unit:
        return False
    span = next((s for s in spans if s[0] <= one.start and other.end <= s[1]), None)
    if span is None or not same_unit(price.unit, quantity.unit):
        return False
    within = [c for c in figures if span[0] <= c.start < span[1]]
    alike = [c for c in within if c.unit and same_unit(c.unit, quantity.unit)]
    return alike == [one, other] and sum(c.kind is CandidateKind.AMOUNT for c in within) == 1


def _in_one(spans: Sequence[tuple[int, int]], one: Candidate, last: Candidate) -> bool:
    """Whether both stand in one sentence."""
    return any(a <= one.start and last.end <= b for a, b in spans)


def _without_tiers(rows: Sequence[Row]) -> list[Row]:
    """Rows of one name (or none) at several quantities are price breaks: none of them stands."""
    names = [row.name.text.casefold() for row in rows]
    return [row for row, name in zip(rows, names, strict=True) if names.count(name) == 1]
