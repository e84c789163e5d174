"""The fold of CONTRACT.md: from what each mail says to what stands.

``step`` takes one mail's delta after the other; folding all at once is nothing but stepping
through them. Which acts move a value how is in ``acts``, what one mail's claims of a key do in
``applying``, which goods a mail means in ``goods``. Must not know texts, models or today's date.

A reading of the contract that is settled here: a total that was stated before a later mail
changed an offered price or quantity or the set of goods belongs to another deal and leaves a
blank.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce

from pydantic import Field

from quoteflow_desktop.analysis import acts, slots
from quoteflow_desktop.analysis.applying import FALLS, apply_claims
from quoteflow_desktop.analysis.goods import Goods, advance_goods, which_goods
from quoteflow_desktop.analysis.matching import AmbiguousError
from quoteflow_desktop.analysis.slots import Slot
from quoteflow_desktop.core.facts import (
    FACT_KINDS,
    ITEM_KINDS,
    Act,
    Blank,
    Cell,
    Delta,
    Item,
    ItemClaim,
    Kind,
)
from quoteflow_desktop.core.values import Value

# What falls when an offer is turned down as a whole (CONTRACT.md, doubtful cases).
_PRICES = ("total_amount", "discount_percent")


class Standing(Value):
    """What stands after the last mail; every fact key is in ``facts``."""

    facts: dict[str, Cell | None]
    items: tuple[Item, ...] = ()
    blanks: dict[str, Blank] = Field(default_factory=dict)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class State:
    """Everything that the mails so far say."""

    facts: dict[str, Slot] = field(default_factory=dict)
    goods: tuple[Goods, ...] = ()
    warnings: tuple[str, ...] = ()


def fold(deltas: Sequence[Delta], user: Sequence[Delta] = ()) -> Standing:
    """What stands after ``deltas`` (one a mail, any order) and what the user decided.

    A user's delta carries the number of the last mail that the user had seen in ``message`` and
    claims of ``Origin.USER``; it counts after that mail and before the next.
    """
    events = [(d.message, 0, d) for d in deltas] + [(d.message, 1, d) for d in user]
    events.sort(key=lambda e: e[:2])
    return view(reduce(step, (e[2] for e in events), State()))


def step(state: State, delta: Delta) -> State:
    """The state after one more delta: its answer to the whole first, then what it names."""
    if delta.answer is Act.ACCEPT:
        state = _accept_all(state, delta)
    elif delta.answer is Act.REFUSE:
        state = _refuse_all(state, delta)
    items = delta.items
    loose = tuple(c for c in delta.claims if c.key in ITEM_KINDS)
    if loose:
        items += (ItemClaim(claims=loose, origin=loose[0].origin),)
    state = replace(state, warnings=(*state.warnings, *delta.warnings))
    used: set[int] = set()
    for item in items:
        state = _item(state, item, delta, used, alone=len(items) == 1)
    facts = dict(state.facts)
    if "total_amount" in facts and _is_stale(facts["total_amount"], state.goods):
        facts["total_amount"] = acts.drop(facts["total_amount"])
    for key in dict.fromkeys(c.key for c in delta.claims if c.key in FACT_KINDS):
        claims = [c for c in delta.claims if c.key == key]
        facts[key] = apply_claims(facts.get(key, Slot()), key, FACT_KINDS[key], claims, delta)
    return replace(state, facts=facts)


def _accept_all(state: State, delta: Delta) -> State:
    def accept(_key: str, kind: Kind, slot: Slot) -> Slot:
        return acts.accept_standing(slot, kind, delta.by, delta.message)

    return _each(state, accept)


def _refuse_all(state: State, delta: Delta) -> State:
    def refuse(key: str, kind: Kind, slot: Slot) -> Slot:
        if key not in (*_PRICES, "unit_price"):
            return slot
        return acts.refuse_standing(slot, kind, delta.by, delta.message)

    return _each(state, refuse)


def _each(state: State, change: Callable[[str, Kind, Slot], Slot]) -> State:
    facts = {k: change(k, FACT_KINDS[k], s) for k, s in state.facts.items()}
    goods = tuple(
        g
        if g.out
        else replace(g, fields={k: change(k, ITEM_KINDS[k], s) for k, s in g.fields.items()})
        for g in state.goods
    )
    return replace(state, facts=facts, goods=goods)


def _item(state: State, item: ItemClaim, delta: Delta, used: set[int], *, alone: bool) -> State:
    """The state after what one mail says of one item."""
    try:
        index = which_goods(state.goods, item, used, alone=alone)
    except AmbiguousError:
        named = item.product or "an item without a name"
        warning = f"items: mail {delta.message} names {named}, which could be several items"
        return replace(state, warnings=(*state.warnings, warning))
    if index is None:
        if item.act in FALLS or not (item.product or item.claims):
            return state
        index = len(state.goods)
        state = replace(state, goods=(*state.goods, Goods(since=delta.message)))
    used.add(index)
    goods = list(state.goods)
    goods[index] = advance_goods(goods[index], item, delta)
    return replace(state, goods=tuple(goods))


def view(state: State) -> Standing:
    """The contract's facts, items and blanks of a state."""
    facts: dict[str, Cell | None] = {}
    blanks: dict[str, Blank] = {}
    warnings = list(state.warnings)
    for key in FACT_KINDS:
        slot = state.facts.get(key, Slot())
        facts[key] = slots.cell_of(slot)
        blank = slots.blank_of(slot)
        if blank:
            blanks[key] = blank
        if blank is Blank.CONFLICTING:
            warnings.append(_conflict(key, slot))
    for number, goods in enumerate((g for g in state.goods if not g.out), start=1):
        warnings += [
            _conflict(f"items/{number}/{key}", slot)
            for key, slot in goods.fields.items()
            if slots.conflicting(slot)
        ]
    return Standing(
        facts=facts,
        items=tuple(_item_of(g) for g in state.goods if not g.out and _shows(g)),
        blanks=blanks,
        warnings=tuple(dict.fromkeys(warnings)),
    )


def _is_stale(slot: Slot, goods: Sequence[Goods]) -> bool:
    """Whether a later mail than the total's changed what it sums up."""
    now = slots.mail_standing(slot)
    if now is None:
        return False
    stated = max(h.message for h in slot.history if slots.gives(h, now[0].value))
    moved = [g.moved for g in goods]
    added = [g.since for g in goods if not g.out and "unit_price" in g.fields]
    fields = [
        g.fields[k] for g in goods if not g.out for k in ("unit_price", "quantity") if k in g.fields
    ]
    return max([*moved, *added, *(f.changed for f in fields)], default=0) > stated


def _conflict(name: str, slot: Slot) -> str:
    later = slot.history[-1].message
    kept = slot.user.value if slot.user and not slot.user_cleared else "nothing"
    return f"{name}: conflicting: mail {later} says otherwise than what you decided ({kept})"


def _shows(goods: Goods) -> bool:
    return any(slots.cell_of(slot) for slot in goods.fields.values())


def _item_of(goods: Goods) -> Item:
    return Item(**{key: slots.cell_of(slot) for key, slot in goods.fields.items()})
