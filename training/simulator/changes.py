"""Mails that correct or change the deal: slips, dropped and added items, the new quotation.

Must not know the order of the mails.
"""

from decimal import Decimal

from quoteflow_desktop.core.facts import Act
from training.simulator.blocks import items_block
from training.simulator.deal import Line
from training.simulator.frame import greet
from training.simulator.letters import draw, write
from training.simulator.making import make_line, more_goods
from training.simulator.steps import Done, answer_terms, countered
from training.simulator.writer import Writer

_PRICED = frozenset(("items", "price"))
_TOTAL = frozenset(("total",))
_NONE: frozenset[str] = frozenset()


def correct_quantity(writer: Writer) -> Done:
    """The buyer corrects the quantity before anything was offered."""
    line = writer.rng.choice(writer.deal.alive)
    terse = writer.maybe(0.4)
    writer.wrong_quantity = line.quantity
    few = line.quantity < 2000
    line.quantity = line.quantity * writer.rng.choice((2, 3, 10)) if few else line.quantity // 2
    need, may = frozenset(("q",)), frozenset(("wrongq",))
    letter = draw(writer, "correct-quantity", [line], need=need, may=may)
    if letter:
        write(writer, letter, [line], Act.CORRECT, False)
        return Done("correction", None, terse=terse)
    greet(writer, terse)
    writer.say("correct.open", weight=2)
    if len(writer.deal.alive) > 1:
        writer.gap()
        writer.line = line
        writer.act = Act.CORRECT
        writer.slot("p")
        writer.draft.raw(": ")
    writer.say("correct.qty", weight=8, line=line, act=Act.CORRECT)
    return Done("correction", None, terse=terse)


def change(writer: Writer) -> Done:
    """The buyer drops an item, adds one or wants another quantity."""
    deal, rng = writer.deal, writer.rng
    terse = writer.maybe(0.3)
    kind = rng.random()
    if kind < 0.45 and len(deal.alive) > 1:
        line = rng.choice(deal.alive)
        writer.acts[line.index] = Act.WITHDRAW
        lettered = _letter_or_phrase(writer, "withdraw", "withdraw", line, Act.WITHDRAW, terse)
        line.alive = False
        if not lettered and writer.maybe(0.3) and len(deal.alive) == 1:
            writer.say("counter.price", weight=7, line=deal.alive[0])
            deal.tags.add("price")
    elif kind < 0.7 and len(deal.lines) < 4:
        goods = more_goods(rng, deal.industry, (line.goods for line in deal.lines))
        korean = all(deal.korean.values())
        naming = deal.lines[0].naming
        line = make_line(rng, len(deal.lines), goods, deal.currency, naming, korean)
        deal.lines.append(line)
        lettered = _letter_or_phrase(writer, "add", "add", line, Act.ASK, terse)
    else:
        line = rng.choice(deal.alive)
        halves = rng.choice((1, 3, 4, 4, 6))
        line.quantity = max(Decimal(1), line.quantity * halves // 2)
        lettered = _letter_or_phrase(writer, "requantity", "counter.qty", line, Act.ASK, terse)
    if not lettered and writer.maybe(0.6):
        writer.say("counter.close")
    return Done("change", "negotiating" if deal.stage == "quoted" else None, terse=terse)


def _letter_or_phrase(
    writer: Writer, step: str, key: str, line: Line, act: Act, terse: bool
) -> bool:
    """One change, as a letter or as a sentence; whether it was a letter."""
    need = frozenset(("p",)) if step == "withdraw" else frozenset(("p", "q"))
    letter = draw(writer, step, [line], need=need)
    if letter:
        write(writer, letter, [line], act, False)
        return True
    greet(writer, terse)
    writer.say(key, weight=8, line=line, act=act)
    return False


def correction(writer: Writer) -> Done:
    """The supplier corrects a price that was a slip."""
    deal, rng = writer.deal, writer.rng
    terse = writer.maybe(0.3)
    line = rng.choice(deal.alive)
    writer.wrong = line.price
    digit = Decimal(10) ** max(-2, len(str(int(line.price))) - 2)  # the one that slipped
    line.price = line.price + rng.choice((1, 1, 2)) * digit if line.price >= 1 else line.price * 2
    line.floor = line.price
    writer.line, writer.ref_kind = line, "quote"
    need = frozenset(("price",)) | (_TOTAL if deal.total_said else _NONE)
    letter = draw(writer, "correction", [line], need=need, may=frozenset(("wrong",)))
    if letter:
        write(writer, letter, [line], Act.CORRECT, True)
        writer.acts[line.index] = Act.CORRECT
        return Done("correction", None, terse=terse)
    greet(writer, terse)
    writer.say("correct.open", weight=2)
    if len(deal.alive) > 1 and line.name(writer.korean) not in writer.draft.text:
        writer.gap()
        writer.act = Act.CORRECT
        writer.slot("p")
        writer.draft.raw(": ")
    writer.say("correct.price", weight=8, line=line, act=Act.CORRECT)
    writer.acts[line.index] = Act.CORRECT
    if deal.total_said or writer.maybe(0.3):
        writer.act = Act.CORRECT if deal.total_said else Act.OFFER
        writer.say("total", weight=7)
    if writer.maybe(0.8):
        writer.say("correct.rest", weight=2)
    return Done("correction", None, terse=terse)


def requote(writer: Writer) -> Done:
    """The supplier quotes the changed list."""
    deal = writer.deal
    terse = writer.maybe(0.2)
    for line in deal.alive:
        if line.index in countered(deal):
            line.price = line.floor
    deal.tags.update(("quotation", "price"))
    writer.ref_kind = "quote"
    letter = draw(writer, "requote", deal.alive, one_of=_PRICED, need=_TOTAL)
    if letter:
        write(writer, letter, deal.alive, Act.OFFER, True)
        return Done("revised-quotation", None, terse=terse)
    greet(writer, terse)
    writer.say("revised.open", weight=1)
    items_block(writer, deal.alive, Act.OFFER, True, True)
    if not writer.wrote("total_amount"):
        writer.say("total", weight=7)
    if writer.maybe(0.4):
        writer.say("correct.rest")
    answer_terms(writer)
    writer.br(None)
    writer.say("quote.close")
    return Done("revised-quotation", None, terse=terse)
