"""The goods of a thread: which item a mail means, and what it does to it.

Which names mean the same is in ``matching``, how a value moves in ``applying``. Must not know
thread-level facts, texts or models.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from quoteflow_desktop.analysis import slots
from quoteflow_desktop.analysis.applying import apply_claims
from quoteflow_desktop.analysis.matching import (
    AmbiguousError,
    find_item,
    is_fuller,
    normal_name,
    share_word,
)
from quoteflow_desktop.analysis.slots import Slot
from quoteflow_desktop.core.facts import (
    ITEM_KINDS,
    Act,
    Claim,
    Delta,
    ItemClaim,
    Origin,
    State,
)


@dataclass(frozen=True, slots=True)
class Goods:
    """One item of the thread so far; ``out`` where it was taken out, by a user when ``settled``."""

    names: tuple[str, ...] = ()
    fields: dict[str, Slot] = field(default_factory=dict)
    out: bool = False
    settled: bool = False
    moved: int = 0  # last mail that took it out or brought it back
    since: int = 0  # the mail that first named it


def which_goods(
    goods: Sequence[Goods], item: ItemClaim, used: set[int], *, alone: bool
) -> int | None:
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


def advance_goods(goods: Goods, item: ItemClaim, delta: Delta) -> Goods:
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
        fields[key] = apply_claims(fields.get(key, Slot()), key, ITEM_KINDS[key], same, delta)
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
    return now is not None and now[1] is State.ASKED and now[0].by is not delta.by


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
