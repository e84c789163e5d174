"""How one value of a deal moves: stated, asked, offered, agreed, fallen (CONTRACT.md, the fold).

Every function returns a new slot. Must not know keys' meanings, items or the order of mails.
"""

import re
from dataclasses import replace

from quoteflow_desktop.analysis.slots import Held, Slot, mail_standing, same_value
from quoteflow_desktop.core.facts import (
    Act,
    Claim,
    HistoryEntry,
    Kind,
    Origin,
    Side,
    State,
)

_WORD = re.compile(r"\w+")


def advance(slot: Slot, claim: Claim, kind: Kind, by: Side, message: int, rank: int = 0) -> Slot:
    """The slot after ``claim`` of mail ``message``; ``rank`` weighs stated names."""
    before = mail_standing(slot)
    held = Held(claim.value, by, message, len(slot.history), claim.evidence, claim.origin, rank)
    entry = HistoryEntry(message=message, by=by, act=claim.act, value=claim.value)
    slot = replace(slot, history=(*slot.history, entry))
    if claim.origin is Origin.USER:
        return _decide(slot, held, claim.act, before)
    if claim.value or claim.act in (Act.ACCEPT, Act.REFUSE, Act.WITHDRAW):
        slot = _STEPS[claim.act](slot, held, kind)
    return _note_change(slot, before, kind, message)


def _note_change(slot: Slot, before: tuple[Held, State] | None, kind: Kind, message: int) -> Slot:
    after = mail_standing(slot)
    firm = (State.OFFERED, State.AGREED)
    if (
        before
        and before[1] in firm
        and not (after and same_value(kind, before[0].value, after[0].value))
    ):
        return replace(slot, changed=message)
    return slot


def _decide(slot: Slot, held: Held, act: Act, before: tuple[Held, State] | None) -> Slot:
    """The user confirms or edits (any act with a value) or takes the value out."""
    if act in (Act.WITHDRAW, Act.REFUSE) or not held.value:
        return replace(slot, user=held, user_cleared=True)
    state = {Act.OFFER: State.OFFERED, Act.ACCEPT: State.AGREED, Act.ASK: State.ASKED}.get(
        act, State.STATED
    )
    if slot.user and not slot.user_cleared:
        state = slot.user_state
    elif before:
        # confirming that a value was read well agrees to nothing
        state = before[1]
    evidence = held.evidence or (before[0].evidence if before else ())
    return replace(
        slot, user=replace(held, evidence=evidence), user_state=state, user_cleared=False
    )


def _inform(slot: Slot, held: Held, kind: Kind) -> Slot:
    before = slot.stated
    if before and before.order > slot.fallen:
        shorter = kind is Kind.TEXT and held.rank == before.rank and _says_less(held, before)
        if held.rank < before.rank or shorter:
            return slot
    return replace(slot, stated=held)


def _ask(slot: Slot, held: Held, kind: Kind) -> Slot:
    if kind is Kind.TEXT and _says_less(held, slot.asks.get(held.by)):
        return slot
    return replace(slot, asks={**slot.asks, held.by: held})


def _says_less(held: Held, before: Held | None) -> bool:
    """Whether a text only names in short what the same side said at length before: "CE" after
    "CE and FDA" takes nothing back."""
    if before is None or held.origin is Origin.USER:
        return False
    short, long = (f" {' '.join(_WORD.findall(h.value.casefold()))} " for h in (held, before))
    return len(short) < len(long) and short in long


def _offer(slot: Slot, held: Held, kind: Kind) -> Slot:
    if kind is Kind.TEXT and not slot.agreed and _says_less(held, slot.offers.get(held.by)):
        return slot
    if slot.agreed:
        if same_value(kind, held.value, slot.agreed.value):
            # said again: an other offer of that side since the agreement is taken back by it
            return replace(slot, offers=_without(slot.offers, held.by))
        if held.by is not slot.agreed.by:
            return _ask(slot, held, kind)
        return replace(slot, offers={**slot.offers, held.by: held})
    now = mail_standing(slot)
    pending = now[0] if now and now[1] is State.OFFERED and now[0].by is not held.by else None
    if pending and same_value(kind, held.value, pending.value):
        return _agree(slot, pending, held)  # both sides commit to it
    return replace(slot, offers={**slot.offers, held.by: held})


def _accept(slot: Slot, held: Held, kind: Kind) -> Slot:
    """Accepts a value of another side; an asked one becomes the accepting side's offer."""
    now = mail_standing(slot)
    value = held.value or (now[0].value if now and now[0].by is not held.by else "")
    if not value:
        return slot
    held = replace(held, value=value)
    settled = now is None or now[0] is slot.agreed or now[0].by is held.by
    if slot.agreed and settled and same_value(kind, value, slot.agreed.value):
        return replace(slot, offers=_without(slot.offers, held.by))
    own = slot.offers.get(held.by)
    if now and now[0] is own and same_value(kind, value, own.value):
        return slot  # one cannot accept one's own offer
    for side, offered in slot.offers.items():
        if side is not held.by and same_value(kind, value, offered.value):
            return _agree(slot, offered, held)
    for side, asked in slot.asks.items():
        if side is not held.by and same_value(kind, value, asked.value):
            offer = replace(held, evidence=held.evidence or asked.evidence)
            return replace(
                slot, offers={**slot.offers, held.by: offer}, asks=_without(slot.asks, side)
            )
    stated = slot.stated
    if stated and stated.by is not held.by and same_value(kind, value, stated.value):
        return _agree(slot, stated, held)
    # Nobody of the other side had it: it is what this side wants or offers, not agreed.
    if held.by is Side.BUYER:
        return replace(slot, asks={**slot.asks, held.by: held})
    return replace(slot, offers={**slot.offers, held.by: held})


def _agree(slot: Slot, accepted: Held, accepting: Held) -> Slot:
    evidence = tuple(dict.fromkeys((*accepted.evidence, *accepting.evidence)))
    by = accepted.by if accepted is not accepting else _across(accepting.by)
    agreed = replace(
        accepted, by=by, message=accepting.message, order=accepting.order, evidence=evidence
    )
    return replace(slot, agreed=agreed, asks={})


def _across(side: Side) -> Side:
    return Side.SUPPLIER if side is Side.BUYER else Side.BUYER


def _refuse(slot: Slot, held: Held, kind: Kind) -> Slot:
    """Another side's value falls: the one that is named, or all that it asks or offers."""

    def meant(other: Held) -> bool:
        return other.by is not held.by and (
            not held.value or same_value(kind, held.value, other.value)
        )

    now = mail_standing(slot)
    fell = now is not None and meant(now[0])
    slot = replace(
        slot,
        agreed=None if slot.agreed and held.value and meant(slot.agreed) else slot.agreed,
        offers={s: o for s, o in slot.offers.items() if not meant(o)},
        asks={s: a for s, a in slot.asks.items() if not meant(a)},
        stated=None if slot.stated and fell and meant(slot.stated) else slot.stated,
    )
    return replace(slot, fallen=held.order) if fell else slot


def _correct(slot: Slot, held: Held, _kind: Kind) -> Slot:
    """Replaces one's own latest value, in the state that it has."""
    own: list[tuple[int, str]] = []
    if slot.agreed and slot.agreed.by is held.by:
        own.append((slot.agreed.order, "agreed"))
    if held.by in slot.offers:
        own.append((slot.offers[held.by].order, "offer"))
    if held.by in slot.asks:
        own.append((slot.asks[held.by].order, "ask"))
    if slot.stated and slot.stated.by is held.by:
        own.append((slot.stated.order, "stated"))
    if not own:
        own.append((0, {Side.SUPPLIER: "offer", Side.BUYER: "ask"}.get(held.by, "stated")))
    match max(own)[1]:
        case "agreed":
            return replace(slot, agreed=held, offers=_without(slot.offers, held.by))
        case "offer":
            return replace(slot, offers={**slot.offers, held.by: held})
        case "ask":
            return replace(slot, asks={**slot.asks, held.by: held})
    return replace(slot, stated=held)


def _withdraw(slot: Slot, held: Held, _kind: Kind) -> Slot:
    return replace(slot, agreed=None, offers={}, asks={}, stated=None, fallen=held.order)


_STEPS = {
    Act.INFORM: _inform,
    Act.ASK: _ask,
    Act.OFFER: _offer,
    Act.ACCEPT: _accept,
    Act.REFUSE: _refuse,
    Act.CORRECT: _correct,
    Act.WITHDRAW: _withdraw,
}


def _without(held: dict[Side, Held], side: Side) -> dict[Side, Held]:
    return {s: h for s, h in held.items() if s is not side}


def accept_standing(slot: Slot, kind: Kind, by: Side, message: int) -> Slot:
    """What "네, 진행 부탁드립니다" does to one value: agreed where another side's offer stands."""
    now = mail_standing(slot)
    if not now or now[1] is not State.OFFERED or now[0].by is by:
        return slot
    return advance(
        slot, Claim(key="", value=now[0].value, act=Act.ACCEPT, evidence=()), kind, by, message
    )


def refuse_standing(slot: Slot, kind: Kind, by: Side, message: int) -> Slot:
    """What turning down the whole offer does to one price: another side's pending value falls."""
    pending = [h for h in (*slot.offers.values(), *slot.asks.values()) if h.by is not by]
    if not pending:
        return slot
    return advance(slot, Claim(key="", value="", act=Act.REFUSE, evidence=()), kind, by, message)


def drop(slot: Slot) -> Slot:
    """The slot after what it stood for is gone, though no mail named it."""
    return replace(slot, agreed=None, offers={}, asks={}, stated=None, fallen=len(slot.history) - 1)


def give_two(slot: Slot, claims: list[Claim], by: Side, message: int) -> Slot:
    """One mail gives two values at once ("FOB 10, CIF 11"): none of them stands."""
    entries = tuple(HistoryEntry(message=message, by=by, act=c.act, value=c.value) for c in claims)
    return replace(slot, ambiguous=len(slot.history), history=(*slot.history, *entries))
