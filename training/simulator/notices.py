"""The short mails of either side: reminders, thanks, refusals, notices after the order, claims.

Each function writes one mail and says what it did. Must not know the order of the mails.
"""

from datetime import timedelta

from quoteflow_desktop.core.facts import Act
from training.simulator.deal import Line
from training.simulator.frame import greet, small_talk
from training.simulator.letters import draw, write
from training.simulator.steps import Done
from training.simulator.writer import Writer
from training.simulator.writing import pick_day

_AFTER_ORDER = ("claim", "claim-answer", "paid", "shipped")


def _lettered(writer: Writer, step: str, lines: list[Line] | None = None) -> bool:
    """A whole letter that states circumstances only, where one fits."""
    writer.ref_kind = "order" if step in _AFTER_ORDER else "inquiry"
    lines = writer.deal.alive if lines is None else lines
    letter = draw(writer, step, lines)
    if letter:
        write(writer, letter, lines, Act.INFORM, False)
    return letter is not None


def chase(writer: Writer) -> Done:
    """A reminder."""
    if _lettered(writer, "chase"):
        return Done("question", None, terse=True)
    greet(writer, True)
    writer.say("chase", weight=5)
    if writer.maybe(0.25):
        writer.say("urgent", weight=4)
        writer.deal.tags.add("urgent")
    return Done("question", None, terse=True)


def acknowledge(writer: Writer) -> Done:
    """A mail that says thank you and nothing more."""
    if _lettered(writer, "acknowledge"):
        return Done("acknowledgement", None, terse=True)
    greet(writer, True)
    writer.say("ack", weight=4)
    small_talk(writer, 0.15)
    return Done("acknowledgement", None, terse=True)


def lost(writer: Writer) -> Done:
    """The buyer turns the offer down."""
    if _lettered(writer, "lost"):
        return Done("refusal", "lost", Act.REFUSE)
    greet(writer, writer.maybe(0.4))
    if writer.maybe(0.5):
        writer.say("pleasantry")
    writer.say("lost", weight=8)
    if writer.maybe(0.25):
        small_talk(writer, 1)
    return Done("refusal", "lost", Act.REFUSE)


def claim(writer: Writer) -> Done:
    """The buyer complains."""
    writer.deal.tags.add("claim")
    writer.line = writer.rng.choice(writer.deal.alive)
    if _lettered(writer, "claim", [writer.line]):
        return Done("claim", None)
    greet(writer, writer.maybe(0.3))
    writer.act = Act.INFORM
    writer.say("claim", weight=8)
    writer.say("claim.ask", weight=5)
    return Done("claim", None)


def paid(writer: Writer) -> Done:
    """The buyer has paid."""
    writer.deal.tags.add("payment")
    if _lettered(writer, "paid"):
        return Done("payment", None, terse=True)
    greet(writer, True)
    writer.say("payment", weight=7)
    return Done("payment", None, terse=True)


def decline(writer: Writer) -> Done:
    """The supplier cannot quote."""
    if _lettered(writer, "decline"):
        return Done("refusal", "lost")
    greet(writer, writer.maybe(0.4))
    if writer.maybe(0.4):
        writer.say("pleasantry")
    writer.say("decline", weight=8)
    return Done("refusal", "lost")


def question(writer: Writer) -> Done:
    """The supplier asks back."""
    if _lettered(writer, "question"):
        return Done("question", None)
    greet(writer, False)
    if writer.maybe(0.5):
        writer.say("pleasantry")
    writer.say("question", weight=6)
    if writer.maybe(0.5):
        writer.say("question", weight=5)
    return Done("question", None)


def shipped(writer: Writer) -> Done:
    """The goods have left."""
    writer.deal.tags.add("shipment")
    if _lettered(writer, "shipped"):
        return Done("shipment", "shipped", terse=writer.maybe(0.3))
    greet(writer, writer.maybe(0.5))
    writer.say("ship", weight=8)
    small_talk(writer, 0.2)
    return Done("shipment", "shipped", terse=writer.maybe(0.3))


def delayed(writer: Writer) -> Done:
    """The promised date moves."""
    deal = writer.deal
    deal.tags.update(("delivery-delay", "delivery"))
    deal.day = pick_day(writer.rng, max(deal.day, writer.when) + timedelta(days=2), 3, 25)
    writer.ref_kind = "order"
    letter = draw(writer, "delayed", deal.alive, one_of=frozenset(("date", "ship", "arrive")))
    if letter:
        write(writer, letter, deal.alive, Act.INFORM, False, terms=Act.OFFER)
        return Done("delay", None)
    greet(writer, writer.maybe(0.3))
    writer.say("delay", weight=7)
    writer.say("delay.date", weight=8, act=Act.OFFER)
    return Done("delay", None)


def claim_answer(writer: Writer) -> Done:
    """The supplier answers a complaint."""
    if _lettered(writer, "claim-answer"):
        return Done("answer", None)
    greet(writer, writer.maybe(0.3))
    writer.line = writer.rng.choice(writer.deal.alive)
    writer.say("claim.answer", weight=8)
    return Done("answer", None)
