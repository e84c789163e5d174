"""What all steps share: their result, the choice of terms, what the buyer has asked for.

Must not know the order of the mails.
"""

from dataclasses import dataclass

from quoteflow_desktop.core.facts import Act
from training.simulator import slots
from training.simulator.deal import Deal, Line
from training.simulator.writer import Writer


@dataclass
class Done:
    """What a step did: the mail's title, the stage it leads to, a wholesale answer."""

    title: str
    stage: str | None = None
    answer: Act | None = None
    terse: bool = False


def choose_terms(writer: Writer, wanted: dict[str, float]) -> list[str]:
    """The terms that this mail states, in a natural order."""
    deal = writer.deal
    keys = [key for key, chance in wanted.items() if writer.maybe(chance)]
    if not deal.incoterm:
        keys = [key for key in keys if key != "incoterm"]
    if deal.pol is None:
        keys = [key for key in keys if key not in ("pol", "pod")]
    keys = ["ship" if key == "date" and not deal.arrival else key for key in keys]
    if writer.maybe(0.5):
        writer.rng.shuffle(keys)
    return keys


def asked_discount(deal: Deal) -> bool:
    """Whether the buyer wants a discount that nobody has offered."""
    slot = deal.slot("discount_percent")
    return bool(slot.asked) and not slot.offered


def countered(deal: Deal) -> list[int]:
    """Items whose price the buyer wants lower."""
    found = []
    for line in deal.alive:
        slot = deal.slot("unit_price", line.index)
        if slot.seen and slot.seen[-1].side == "buyer" and slot.seen[-1].act is Act.ASK:
            found.append(line.index)
    return found


def say_named(writer: Writer, key: str, line: Line, need_name: bool) -> None:
    """A sentence about one of several items names it."""
    options = [text for text in writer.phrases(key) if "{p}" in text]
    writer.line = line
    if not need_name:
        writer.say(key, weight=8, line=line)
        return
    if options and writer.rng.random() < 0.6:
        writer.gap()
        writer.draft.say(writer.rng.choice(options), writer.slot, 8)
        return
    writer.gap()
    start = len(writer.draft.text)
    writer.slot("p")
    writer.draft.raw(writer.rng.choice((": ", " - ", " → ", " : ")))
    slots.price_of(writer, line, line.price, writer.act)
    writer.slot("per")
    writer.draft.point(start, 8)


def answer_terms(writer: Writer) -> None:
    """The supplier answers another payment or date that the buyer asked for."""
    deal = writer.deal
    date = "offer.date" if deal.arrival else "offer.ship"
    for key, phrase in (("payment_terms", "offer.pay"), ("delivery_date", date)):
        slot = deal.slot(key)
        last = slot.seen[-1] if slot.seen else None
        wanted = last is not None and last.side == "buyer" and last.act is Act.ASK
        if wanted and slot.offered is not None:
            writer.say(phrase, weight=6)
