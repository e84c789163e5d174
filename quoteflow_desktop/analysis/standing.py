"""The fold of CONTRACT.md: from what each mail says to what stands.

``step`` takes one mail's delta after the other; folding all at once is nothing but stepping
through them. Which acts move a value how is in ``slots``, which goods are the same in
``matching``. Must not know texts, models or today's date.

Readings of the contract that are settled here: a total that was stated before a later mail
changed an offered price or quantity or the set of goods belongs to another deal and leaves a
blank; an offer that the other side repeats with the same value is agreed; a mail that gives two
values for one key ("FOB 10, CIF 11") gives neither, unless one of them stands already.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce

from pydantic import Field

from quoteflow_desktop.analysis import slots
from quoteflow_desktop.analysis.matching import (
    AmbiguousError,
    find_item,
    is_fuller,
    normal_name,
    share_word,
)
from quoteflow_desktop.analysis.slots import Slot
from quoteflow_desktop.core import facts as core
from quoteflow_desktop.core.facts import (
    DEAL_STAGES,
    FACT_KINDS,
    ITEM_KINDS,
    Act,
    Blank,
    Cell,
    Claim,
    Delta,
    Item,
    ItemClaim,
    Kind,
    Origin,
    Side,
)
from quoteflow_desktop.core.values import Value

# Names and records of the deal: every act that gives one merely states it.
_NAMED = frozenset(
    {"buyer_company", "buyer_contact", "supplier_company", "supplier_contact", "reference",
     "deal_stage"}
)  # fmt: skip
# What falls when an offer is turned down as a whole (CONTRACT.md, doubtful cases).
_PRICES = ("total_amount", "discount_percent")
_FALLS = (Act.REFUSE, Act.WITHDRAW)
_GIVES = (Act.INFORM, Act.ASK, Act.OFFER)


class Standing(Value):
    """What stands after the last mail; every fact key is in ``facts``."""

    facts: dict[str, Cell | None]
    items: tuple[Item, ...] = ()
    blanks: dict[str, Blank] = Field(default_factory=dict)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Goods:
    """One item of the thread so far; ``out`` where it was taken out, by a user when ``settled``."""

    names: tuple[str, ...] = ()
    fields: dict[str, Slot] = field(default_factory=dict)
    out: bool = False
    settled: bool = False
    moved: int = 0  # last mail that took it out or brought it back
    since: int = 0  # the mail that first named it


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
        facts["total_amount"] = slots.drop(facts["total_amount"])
    for key in dict.fromkeys(c.key for c in delta.claims if c.key in FACT_KINDS):
        claims = [c for c in delta.claims if c.key == key]
        facts[key] = _apply(facts.get(key, Slot()), key, FACT_KINDS[key], claims, delta)
    return replace(state, facts=facts)


def _apply(slot: Slot, key: str, kind: Kind, claims: list[Claim], delta: Delta) -> Slot:
    """One mail's claims of one key, what falls first: "not 8.15, but 8.25" in any order."""
    for act in _GIVES:
        same = [c for c in claims if c.act is act and c.origin is not Origin.USER]
        if kind is Kind.TEXT or key in _NAMED or len(same) < 2:
            continue
        if not all(slots.same_value(kind, same[0].value, c.value) for c in same):
            now = slots.mail_standing(slot)
            kept = [c for c in same if now and slots.same_value(kind, c.value, now[0].value)]
            if not kept:
                slot = slots.give_two(slot, same, delta.by, delta.message)
            claims = [c for c in claims if c not in same or c in kept]
    for claim in sorted(claims, key=lambda c: c.act not in _FALLS):
        if key in _NAMED and claim.act not in (*_FALLS, Act.CORRECT):
            claim = claim.model_copy(update={"act": Act.INFORM})
        if key == "deal_stage" and claim.value == "lost" and claim.origin is not Origin.USER:
            slot = replace(slot, stated=None)  # from any stage, and any stage may follow
        if claim.origin is Origin.RULE and _named_by_model(slot):
            continue  # a header's name does not replace what a mail says
        rank = _rank(key, claim, delta)
        slot = slots.advance(slot, claim, kind, delta.by, delta.message, rank)
    return slot


def _named_by_model(slot: Slot) -> bool:
    return slot.stated is not None and slot.stated.origin is Origin.MODEL


def _rank(key: str, claim: Claim, delta: Delta) -> int:
    """How binding a stated name is: a newer one of lower rank does not replace it."""
    if key == "reference":
        return _reference_rank(claim)
    if key == "deal_stage" and claim.value in DEAL_STAGES:
        # a stage is not left backwards; a lost deal may begin anew
        return 0 if claim.value == "lost" else DEAL_STAGES.index(claim.value)
    own = {"buyer": Side.BUYER, "supplier": Side.SUPPLIER}.get(key.partition("_")[0])
    if key not in _NAMED or own is None:
        return 0
    offers = any(c.act is Act.OFFER for i in delta.items for c in i.claims)
    return (2 if delta.by is own else 0) + (1 if offers and own is Side.SUPPLIER else 0)


_BINDING = ("purchase order", "order", "contract", "p/o", "po", "발주", "주문", "계약", "s/c")
_OFFERED = ("quotation", "quote", "offer", "proforma", "p/i", "pi", "견적", "inv")


def _reference_rank(claim: Claim) -> int:
    """The contract or PO over the seller's quotation or PI over the buyer's inquiry."""
    text = " ".join((claim.value, *(e.quote for e in claim.evidence))).lower()
    words = set("".join(c if c.isalnum() or c == "/" else " " for c in text).split())

    def says(names: tuple[str, ...]) -> bool:
        return any(n in words or (not n.isascii() and n in text) for n in names)

    return 2 if says(_BINDING) else 1 if says(_OFFERED) else 0


def _accept_all(state: State, delta: Delta) -> State:
    def accept(_key: str, kind: Kind, slot: Slot) -> Slot:
        return slots.accept_standing(slot, kind, delta.by, delta.message)

    return _each(state, accept)


def _refuse_all(state: State, delta: Delta) -> State:
    def refuse(key: str, kind: Kind, slot: Slot) -> Slot:
        if key not in (*_PRICES, "unit_price"):
            return slot
        return slots.refuse_standing(slot, kind, delta.by, delta.message)

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
        index = _which(state.goods, item, used, alone=alone)
    except AmbiguousError:
        named = item.product or "an item without a name"
        warning = f"items: mail {delta.message} names {named}, which could be several items"
        return replace(state, warnings=(*state.warnings, warning))
    if index is None:
        if item.act in _FALLS or not (item.product or item.claims):
            return state
        index = len(state.goods)
        state = replace(state, goods=(*state.goods, Goods(since=delta.message)))
    used.add(index)
    goods = list(state.goods)
    goods[index] = _advance_goods(goods[index], item, delta)
    return replace(state, goods=tuple(goods))


def _which(goods: Sequence[Goods], item: ItemClaim, used: set[int], *, alone: bool) -> int | None:
    """The index of the item that is meant, None for a new one; raises AmbiguousError."""
    listed = [i for i, g in enumerate(goods) if not g.out]
    names = [g.names for g in goods]
    by_number = listed[item.number - 1] if item.number and 0 < item.number <= len(listed) else None
    if item.product:
        gone = {i for i, g in enumerate(goods) if g.out}
        found = find_item(item.product, names, used | gone, alone=alone)
        if found is None and by_number is None and gone:
            found = find_item(item.product, names, used, alone=alone)
        if found is None and by_number is None:
            return _same_quantity(goods, item, used | gone)
        if found is None:
            return by_number
        return _twin(goods, item, found, used)
    if by_number is not None or item.number:
        return by_number
    if len(listed) > 1:
        raise AmbiguousError("")
    return listed[0] if listed else None


def _same_quantity(goods: Sequence[Goods], item: ItemClaim, taken: set[int]) -> int | None:
    """The one free item of the same quantity whose name shares a word: an offer may call
    "200 W LED floodlight" its "LED floodlight SMF-200"."""
    wanted = next((c.value for c in item.claims if c.key == "quantity"), None)
    if wanted is None:
        return None
    fits = [
        i
        for i, one in enumerate(goods)
        if i not in taken
        and any(share_word(item.product, name) for name in one.names)
        and (held := slots.cell_of(one.fields.get("quantity", Slot()))) is not None
        and held.value == wanted
    ]
    return fits[0] if len(fits) == 1 else None


def _twin(goods: Sequence[Goods], item: ItemClaim, found: int, used: set[int]) -> int | None:
    """Of items with one name ("Hex bolt" M8 and M10) the one of the mail's specification; None
    where the same mail lists another one, which is new."""
    given = next((c.value for c in item.claims if c.key == "specification"), "")
    same = [i for i, g in enumerate(goods) if not g.out and set(g.names) & set(goods[found].names)]
    if not given:
        if len(same) > 1 and found not in used:
            raise AmbiguousError(item.product)
        return found
    for i in same or [found]:
        held = slots.cell_of(goods[i].fields.get("specification", Slot()))
        if held is not None and normal_name(held.value) == normal_name(given):
            return i
    return None if found in used else found


def _advance_goods(goods: Goods, item: ItemClaim, delta: Delta) -> Goods:
    mine = item.origin is Origin.USER
    if item.act is Act.WITHDRAW or _cannot_supply(goods, item, delta):
        settled = goods.settled or mine
        return (
            goods if goods.out else replace(goods, out=True, settled=settled, moved=delta.message)
        )
    if goods.out:
        if item.act not in (Act.ASK, Act.OFFER) or (goods.settled and not mine):
            return goods
        goods = replace(goods, out=False, settled=False, moved=delta.message, fields={})
    fields = dict(goods.fields)
    claims = list(item.claims)
    if item.product and not mine:
        claims.append(_product_claim(fields.get("product"), item))
    elif item.product and "product" not in fields and not any(c.key == "product" for c in claims):
        claims.append(_product_claim(None, item))
    for key in dict.fromkeys(c.key for c in claims if c.key in ITEM_KINDS):
        same = [c for c in claims if c.key == key]
        fields[key] = _apply(fields.get(key, Slot()), key, ITEM_KINDS[key], same, delta)
    renamed = [c.value for c in claims if c.key == "product" and c.value]
    names = tuple(
        dict.fromkeys((*goods.names, *([item.product] if item.product else []), *renamed))
    )
    return replace(goods, fields=fields, names=names)


def _cannot_supply(goods: Goods, item: ItemClaim, delta: Delta) -> bool:
    """Whether an item that the other side only asked for is refused as such."""
    if item.act is not Act.REFUSE or item.claims or "product" not in goods.fields:
        return False
    now = slots.mail_standing(goods.fields["product"])
    return now is not None and now[1] is core.State.ASKED and now[0].by is not delta.by


def _product_claim(slot: Slot | None, item: ItemClaim) -> Claim:
    """The item's name as a claim: the first name stays, until a mail gives it more fully."""
    act = Act.INFORM if item.act is Act.REFUSE else item.act
    now = slots.mail_standing(slot) if slot else None
    claim = Claim(
        key="product", value=item.product, act=act, evidence=item.evidence, origin=item.origin
    )
    if now is None or is_fuller(item.product, now[0].value):
        return claim
    return claim.model_copy(update={"value": now[0].value, "evidence": now[0].evidence})


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
