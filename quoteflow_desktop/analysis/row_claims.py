"""What the model said of a mail's goods, set right by the rows that code reads in it.

A row's figures have their roles for certain; its goods are one of the model's items, or one that
the model missed. Must not know names of parties, terms or what stands so far.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from quoteflow_desktop.analysis.candidates import find_candidates
from quoteflow_desktop.analysis.layout import laid_out
from quoteflow_desktop.analysis.mail import Mail
from quoteflow_desktop.analysis.matching import AmbiguousError, find_item, share_word
from quoteflow_desktop.analysis.priced_rows import Row, find_rows
from quoteflow_desktop.core.facts import Act, Candidate, Side
from quoteflow_desktop.core.reading import MailReading, ReadFigure, ReadItem

_ITEM_KEYS = ("quantity", "unit_price")


@dataclass(frozen=True)
class Goods:
    """The items of a mail and its figures. ``ruled`` are the starts of figures that a row gave
    their role, ``named`` the places of items
    that only a row names."""

    items: tuple[ReadItem, ...]
    figures: tuple[ReadFigure, ...]
    ruled: frozenset[int] = frozenset()
    named: frozenset[int] = frozenset()
    rowed: frozenset[int] = frozenset()  # places of the items that have a row
    rows: tuple[Row, ...] = ()


def figures_in(text: str, mail: Mail) -> tuple[Candidate, ...]:
    """The candidates of ``text``, which is the mail's in one layout or the other."""
    start = mail.searchable
    return tuple(
        one.model_copy(update={"start": one.start + start, "end": one.end + start})
        for one in find_candidates(text[start:], mail.day)
    )


def rows_of(mail: Mail) -> list[Row]:
    """The rows of a mail; offsets count in ``mail.text``."""
    text = laid_out(mail)
    return find_rows(text, figures_in(text, mail), text.find("\n\n", mail.searchable) + 2)


def with_rows(reading: MailReading, figures: Sequence[ReadFigure], mail: Mail) -> Goods:
    """The goods of a mail with its rows put in."""
    goods = Goods(reading.items, tuple(figures))
    if reading.side is Side.OTHER:
        return goods
    rows = rows_of(mail)
    used: set[int] = set()
    for row in rows:
        goods = _with_row(goods, row, rows, used, act_with(reading))
    proven = sum(row.amount is not None or row.price is None for row in rows if row.name.text)
    goods = _without_empty(goods, used) if proven > 1 else goods
    return replace(goods, rows=tuple(rows))


def act_with(reading: MailReading) -> Act:
    """What the mail does with figures that it gives: offers, asks, or accepts with its order."""
    if reading.side is Side.SUPPLIER:
        return Act.OFFER
    return Act.ACCEPT if reading.stage in ("agreed", "ordered") else Act.ASK


def _with_row(goods: Goods, row: Row, rows: Sequence[Row], used: set[int], act: Act) -> Goods:
    place = _place(goods.items, row, rows, used)
    items, named = list(goods.items), set(goods.named)
    if place is None:
        if row.name.text:
            items.append(_new(row, act))
            place = len(items) - 1
            named.add(place)
        elif len(items) > 1:
            return goods  # nobody knows whose figures they are
    else:
        items[place] = _as_row(items[place], row, rows, act)
    if place is not None:
        used.add(place)
    given = {"quantity": row.quantity, "unit_price": row.price}
    fresh = [_figure(goods, c, key, place, act) for key, c in given.items() if c]
    kept = [f for f in goods.figures if not _within(f.candidate, row) and not _same_role(f, fresh)]
    starts = {f.candidate.start for f in fresh}
    return replace(
        goods,
        items=tuple(items),
        figures=(*kept, *fresh),
        ruled=goods.ruled | starts,
        named=frozenset(named),
        rowed=frozenset(used),
    )


def _figure(
    goods: Goods, candidate: Candidate, key: str, place: int | None, act: Act
) -> ReadFigure:
    """The figure in its role; with the model's act where it said the same of it."""
    said = next(
        (f for f in goods.figures if f.candidate.start == candidate.start and f.key == key), None
    )
    given = said.act if said and said.act is not Act.REFUSE else act
    return ReadFigure(candidate=candidate, key=key, act=given, item=place)


def _within(candidate: Candidate, row: Row) -> bool:
    """Whether the row holds this figure, its amount included."""
    return any(
        c.start < candidate.end and candidate.start < c.end
        for c in (row.quantity, row.price)
        if c is not None
    ) or (row.amount is not None and _is_line_amount(candidate, row.amount))


def _is_line_amount(candidate: Candidate, amount: Candidate) -> bool:
    return candidate.start < amount.end and amount.start < candidate.end


def _same_role(figure: ReadFigure, fresh: Sequence[ReadFigure]) -> bool:
    """Whether a row gives the item another value in this role."""
    return any(f.key == figure.key and f.item == figure.item for f in fresh)


def _place(items: Sequence[ReadItem], row: Row, rows: Sequence[Row], used: set[int]) -> int | None:
    """The place of the model's item that the row is about."""
    name = row.name.text
    if not name:
        return 0 if len(items) == 1 and 0 not in used else None
    whole = " ".join((name, row.name.specification)).casefold()
    free = [i for i in range(len(items)) if i not in used]
    held = [i for i in free if items[i].product.casefold() in whole]
    if held:
        return max(held, key=lambda i: len(items[i].product))
    holding = [i for i in free if name.casefold() in items[i].product.casefold()]
    if len(holding) == 1:
        return holding[0]
    try:
        found = find_item(name, [{item.product} for item in items], used, alone=False)
    except AmbiguousError:
        return None
    if found is not None and found not in used:
        return found
    # a translated or shortened name may mean the only item, if it can mean no other row
    near = [r for r in rows if items and share_word(r.name.text, items[0].product)]
    return 0 if len(items) == 1 and free == [0] and near == [row] else None


def _new(row: Row, act: Act) -> ReadItem:
    return ReadItem(product=row.name.text, specification=row.name.specification, act=act)


def _as_row(item: ReadItem, row: Row, rows: Sequence[Row], act: Act) -> ReadItem:
    """The model's item by the name and specification of its row; a row takes no goods out.

    The model's own name stays where it is the beginning or end of that row's alone.
    """
    done = item.act if item.act not in (Act.WITHDRAW, Act.REFUSE) else act
    name, spec = row.name.text, row.name.specification
    if not name or not row.name.clean:
        return item.model_copy(update={"act": done})
    product, said = item.product, item.specification
    ends = f"{name} ".startswith(f"{product} ") or f" {name}".endswith(f" {product}")
    alike = sum(product.casefold() in other.name.text.casefold() for other in rows)
    keeps = ends and alike == 1
    if said in {figure.text for figure in row.figures}:
        said = ""
    if spec and (said in spec or spec not in said):
        said = spec
    return item.model_copy(
        update={"product": product if keeps else name, "specification": said, "act": done}
    )


def _without_empty(goods: Goods, used: set[int]) -> Goods:
    """Without the model's items that have no figure and no row where rows list the goods."""
    kept = [
        i
        for i, item in enumerate(goods.items)
        if i in used
        or item.act in (Act.WITHDRAW, Act.REFUSE, Act.ACCEPT)
        or any(f.item == i for f in goods.figures)
    ]
    place = {old: new for new, old in enumerate(kept)}
    return Goods(
        items=tuple(goods.items[i] for i in kept),
        figures=tuple(
            f.model_copy(update={"item": place[f.item]}) if f.item is not None else f
            for f in goods.figures
        ),
        ruled=goods.ruled,
        named=frozenset(place[i] for i in goods.named),
        rowed=frozenset(place[i] for i in goods.rowed),
    )


def sum_of(rows: Sequence[Row]) -> Decimal | None:
    """What the rows' amounts come to; None where a row has none."""
    amounts = [Decimal(row.amount.value) for row in rows if row.amount]
    return sum(amounts, Decimal(0)) if rows and len(amounts) == len(rows) else None
