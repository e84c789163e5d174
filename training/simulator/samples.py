"""Mails about samples: asked for, offered, taken.

Must not know the order of the mails.
"""

from decimal import Decimal

from quoteflow_desktop.core.facts import Act
from training.simulator.blocks import items_block, terms_block
from training.simulator.frame import between_the_lines, greet, introduce, small_talk
from training.simulator.letters import draw, write
from training.simulator.steps import Done, choose_terms
from training.simulator.writer import Writer

_ITEMS = frozenset(("items", "p"))
_PRICED = frozenset(("items", "price"))


def sample_request(writer: Writer) -> Done:
    """The buyer wants samples."""
    deal = writer.deal
    for line in deal.lines:
        line.quantity = Decimal(writer.rng.choice((1, 2, 3, 3, 5, 5, 10, 20)))
    deal.tags.add("sample")
    letter = draw(writer, "sample-request", deal.lines, one_of=_ITEMS)
    if letter:
        write(writer, letter, deal.lines, Act.ASK, False)
        return Done("sample", "inquiry")
    greet(writer, False)
    introduce(writer)
    if len(deal.lines) == 1:
        writer.say("sample.ask", weight=8, line=deal.lines[0])
    else:
        writer.say("sample.open", weight=3)
        items_block(writer, deal.lines, Act.ASK, False, False)
    small_talk(writer, 0.5)
    if writer.maybe(0.4):
        terms_block(writer, choose_terms(writer, {"date": 0.7, "cert": 0.4}), "ask")
    return Done("sample", "inquiry")


def sample_offer(writer: Writer) -> Done:
    """The supplier offers samples."""
    deal = writer.deal
    deal.tags.update(("sample", "price"))
    letter = draw(writer, "sample-offer", deal.lines, one_of=_PRICED)
    if letter:
        write(writer, letter, deal.lines, Act.OFFER, True)
        return Done("sample", "quoted")
    greet(writer, False)
    if len(deal.lines) == 1:
        writer.say("sample.offer", weight=8, line=deal.lines[0])
    else:
        items_block(writer, deal.lines, Act.OFFER, True, writer.maybe(0.3))
    terms_block(
        writer, choose_terms(writer, {"pay": 0.7, "lead": 0.7, "cert": 0.2, "method": 0.5}), "offer"
    )
    small_talk(writer, 0.3)
    return Done("sample", "quoted")


def sample_accept(writer: Writer) -> Done:
    """The buyer takes the samples."""
    deal = writer.deal
    deal.either_stage = True
    letter = draw(writer, "sample-accept", deal.alive)
    if letter:
        deal.method = "express"
        write(writer, letter, deal.alive, Act.ACCEPT, False, terms=Act.ASK)
        return Done("acceptance", "ordered", Act.ACCEPT, terse=True)
    greet(writer, True)
    between_the_lines(writer)
    writer.say("sample.accept", weight=8)
    if deal.method == "express" or writer.maybe(0.3):
        deal.method = "express"
        writer.say("sample.ship", weight=5, act=Act.ASK)
    return Done("acceptance", "ordered", Act.ACCEPT, terse=True)
