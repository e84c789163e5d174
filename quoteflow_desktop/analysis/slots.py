"""One value of a deal: who holds what of it, and what stands (CONTRACT.md, the fold).

A slot is everything the mails so far did with one fact or one field of one item. How an act moves
it is in ``acts``. Must not know keys' meanings, items or the order of mails.
"""

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from quoteflow_desktop.analysis.units import same_unit
from quoteflow_desktop.core.facts import (
    Act,
    Blank,
    Cell,
    Evidence,
    HistoryEntry,
    Kind,
    Origin,
    Side,
    State,
)

NEVER = -1


@dataclass(frozen=True, slots=True)
class Held:
    """A value that somebody holds; ``order`` counts the steps of its slot."""

    value: str
    by: Side
    message: int
    order: int
    evidence: tuple[Evidence, ...] = ()
    origin: Origin = Origin.MODEL
    rank: int = 0


@dataclass(frozen=True, slots=True)
class Slot:
    """One value's negotiation so far.

    ``agreed.by`` is the side whose value was accepted. ``offers`` and ``asks`` hold the live ones,
    one a side. ``user`` is what the user decided (None in it: the user took the value out).
    """

    agreed: Held | None = None
    offers: dict[Side, Held] = field(default_factory=dict)
    asks: dict[Side, Held] = field(default_factory=dict)
    stated: Held | None = None
    user: Held | None = None
    user_state: State = State.STATED
    user_cleared: bool = False
    fallen: int = NEVER  # order of the last fall
    ambiguous: int = NEVER  # order of the last mail that gave two values at once
    changed: int = 0  # last mail that put another value in an offered one's place
    history: tuple[HistoryEntry, ...] = ()


def same_value(kind: Kind, left: str, right: str) -> bool:
    """Equal in meaning: decimals by number, texts without case, width of spaces and units."""
    if kind is Kind.DECIMAL:
        try:
            return Decimal(left) == Decimal(right)
        except InvalidOperation:
            return left == right
    return "".join(left.split()).casefold() == "".join(right.split()).casefold() or (
        kind is Kind.TEXT and same_unit(left, right)
    )


def mail_standing(slot: Slot) -> tuple[Held, State] | None:
    """What stands by the mails alone, whatever the user decided."""
    if slot.agreed:
        newer = slot.offers.get(slot.agreed.by)
        if newer and newer.order > slot.agreed.order:
            return newer, State.OFFERED
        return slot.agreed, State.AGREED
    if slot.offers:
        return max(slot.offers.values(), key=lambda h: h.order), State.OFFERED
    waiting = [(h, State.ASKED) for h in slot.asks.values()]
    if slot.stated:
        waiting.append((slot.stated, State.STATED))
    # a fallen offer leaves a blank: what was asked before it does not come back
    waiting = [w for w in waiting if w[0].order > slot.fallen]
    return max(waiting, key=lambda w: w[0].order) if waiting else None


def conflicting(slot: Slot) -> bool:
    """Whether a later mail says otherwise than the user."""
    if not slot.user:
        return False
    now = mail_standing(slot)
    if max(slot.fallen, slot.ambiguous) > slot.user.order and not slot.user_cleared:
        return True
    if not now or now[0].order < slot.user.order:
        return False
    return slot.user_cleared or not same_value(Kind.TEXT, now[0].value, slot.user.value)


def cell_of(slot: Slot) -> Cell | None:
    """The contract's cell, or None where nothing stands."""
    if slot.user:
        if slot.user_cleared:
            return None
        return Cell(
            value=slot.user.value, state=slot.user_state, evidence=slot.user.evidence,
            history=slot.history, origin=Origin.USER, confirmed=True,
        )  # fmt: skip
    now = mail_standing(slot)
    if not now or slot.ambiguous > now[0].order:
        return None
    held, state = now
    return Cell(
        value=held.value, state=state, evidence=held.evidence, history=slot.history,
        origin=held.origin,
    )  # fmt: skip


def blank_of(slot: Slot) -> Blank | None:
    """Why the slot gives no cell; also CONFLICTING beside a cell that later mails dispute."""
    if conflicting(slot):
        return Blank.CONFLICTING
    if cell_of(slot):
        return None
    now = mail_standing(slot)
    newest = max(now[0].order if now else NEVER, slot.fallen)
    return Blank.AMBIGUOUS if slot.ambiguous > newest and not slot.user else Blank.NOT_STATED


def gives(entry: HistoryEntry, value: str) -> bool:
    """Whether a step of history names ``value`` itself (an answer to all names none)."""
    return entry.value == value and entry.act is not Act.REFUSE
