"""The mails of a buyer: each function writes one and says what it did.

Must not know the order of the mails.
"""

import re
from decimal import Decimal

from quoteflow_desktop.core.facts import Act
from training.simulator.blocks import items_block, questions, terms_block
from training.simulator.deal import Line
from training.simulator.frame import between_the_lines, greet, introduce, small_talk
from training.simulator.letters import Letter, draw, write
from training.simulator.steps import Done, choose_terms
from training.simulator.writer import Writer
from training.simulator.writing import pick_day

# How often an inquiry states a term.
_ASKED = {
    "incoterm": 0.55,
    "date": 0.55,
    "pay": 0.14,
    "cert": 0.24,
    "pack": 0.13,
    "warr": 0.07,
    "method": 0.25,
    "pod": 0.22,
}
# Words that make an acceptance an order.
ORDER_WORDS = re.compile(
    r"PO\b|order|proceed|go ahead|start|PI\b|발주|진행|착수|생산|계약|주문|오더", re.IGNORECASE
)


_ITEMS = frozenset(("items", "p"))
_PRICED = frozenset(("items", "price"))


def inquiry(writer: Writer) -> Done:
    """The buyer asks for a quote."""
    deal = writer.deal
    deal.tags.add("quote-request")
    writer.ref_kind = "inquiry"
    letter = draw(writer, "inquiry", deal.lines, one_of=_ITEMS, may=frozenset(("budget",)))
    if letter:
        write(writer, letter, deal.lines, Act.ASK, False)
        deal.asked_terms.update(letter.terms(deal))
    else:
        _compose_inquiry(writer)
    return Done("inquiry", "inquiry")


def _compose_inquiry(writer: Writer) -> None:
    deal = writer.deal
    greet(writer, False)
    introduce(writer)
    urgent = writer.maybe(0.08)
    if len(deal.lines) == 1 and writer.maybe(0.5):
        writer.br(None)
        writer.say("inquiry.single", weight=8, line=deal.lines[0])
    else:
        writer.say("inquiry.open", weight=2)
        items_block(writer, deal.lines, Act.ASK, False, False, targets=writer.maybe(0.07))
    if writer.maybe(0.2):
        writer.say("ask.ref")
    keys = choose_terms(writer, _ASKED)
    deal.asked_terms.update(keys)
    keys = [key for key in keys if key != "incoterm" or not writer.wrote("incoterm")]
    terms_block(writer, keys, "ask")
    if writer.maybe(0.16):
        questions(writer)
    if len(deal.lines) == 1 and writer.maybe(0.14):
        writer.say("target", weight=5, line=deal.lines[0])
    if writer.maybe(0.11):
        writer.say("budget", weight=5)
    small_talk(writer, 0.4)
    small_talk(writer, 0.12)
    if urgent:
        deal.tags.add("urgent")
        writer.say("urgent", weight=3)
    writer.br(None)
    writer.say("inquiry.close", weight=2 if writer.maybe(0.3) else 0)


def counter(writer: Writer) -> Done:
    """The buyer asks for less."""
    deal, rng = writer.deal, writer.rng
    lines = deal.alive
    writer.line = lines[0]
    chosen = lines if len(lines) == 1 else rng.sample(lines, rng.randint(1, min(2, len(lines))))
    chosen = sorted(chosen, key=lambda line: line.index)
    rebate = rng.random() < 0.16 and deal.discount is None
    if rebate:
        deal.discount = Decimal(rng.choice((2, 3, 5, 5, 7, 10)))
        deal.tags.add("discount")
    deal.tags.add("price")
    writer.ref_kind = "quote"
    letter = draw(writer, "counter", chosen, need=frozenset(("disc" if rebate else "price",)))
    if letter:
        _move_terms(writer, letter)
        write(writer, letter, chosen, Act.ASK, True)
        return Done("counter-offer", "negotiating", terse=writer.maybe(0.4))
    terse = writer.maybe(0.4)
    _compose_counter(writer, chosen, rebate, terse)
    return Done("counter-offer", "negotiating", terse=terse)


def _move_terms(writer: Writer, letter: Letter) -> None:
    """A counter-offer that speaks of payment or date asks for others."""
    deal, keys = writer.deal, letter.terms(writer.deal)
    if "pay" in keys:
        deal.term("payment_terms", writer.korean, fresh=True)
        deal.tags.add("payment-terms")
    if keys & {"date", "ship"}:
        deal.day = pick_day(writer.rng, writer.when, 14, 90)
        deal.tags.add("delivery")


def _compose_counter(writer: Writer, chosen: list[Line], rebate: bool, terse: bool) -> None:
    deal, rng = writer.deal, writer.rng
    greet(writer, terse)
    between_the_lines(writer)
    if not terse or writer.maybe(0.5):
        writer.say("counter.open", weight=3)
    if rebate:
        writer.say("counter.discount", weight=8, act=Act.ASK)
    elif len(deal.alive) == 1:
        writer.say("counter.price", weight=8, line=chosen[0])
    else:
        for line in chosen:
            writer.br(False)
            writer.say("counter.item", weight=8, line=line)
    if writer.maybe(0.14):
        deal.term("payment_terms", writer.korean, fresh=True)
        writer.say("counter.pay", weight=6)
        deal.tags.add("payment-terms")
    if writer.maybe(0.12):
        deal.day = pick_day(rng, writer.when, 14, 90)
        writer.say("counter.date" if deal.arrival else "ask.ship", weight=6)
        deal.tags.add("delivery")
    small_talk(writer, 0.3)
    if writer.maybe(0.5):
        writer.br(None)
        writer.say("inquiry.close" if writer.maybe(0.2) else "counter.close")


def accept(writer: Writer) -> Done:
    """The buyer accepts without naming a value, or naming the price."""
    deal = writer.deal
    terse = writer.maybe(0.6)
    deal.either_stage = True
    writer.ref_kind = "quote"
    letter = draw(writer, "accept", deal.alive)
    if letter:
        write(writer, letter, deal.alive, Act.ACCEPT, True)
        answer = None if "price" in letter.slots else Act.ACCEPT
    else:
        answer = _compose_acceptance(writer, terse)
    stage = "ordered" if ORDER_WORDS.search(writer.draft.text) else "agreed"
    return Done("acceptance", stage, answer, terse=terse)


def _compose_acceptance(writer: Writer, terse: bool) -> Act | None:
    """Writes it; the act with which it answers all that was offered."""
    deal = writer.deal
    greet(writer, terse)
    between_the_lines(writer)
    answer: Act | None
    if len(deal.alive) == 1 and writer.number > 2 and writer.maybe(0.5):
        writer.say("accept.price", weight=8, line=deal.alive[0], act=Act.ACCEPT)
        answer = None
    else:
        writer.say("accept.all", weight=8)
        answer = Act.ACCEPT
    if writer.maybe(0.25):
        writer.say("confirm.ask" if writer.maybe(0.5) else "distract")
    return answer


def order(writer: Writer) -> Done:
    """The buyer orders, naming items and prices."""
    deal = writer.deal
    terse = writer.maybe(0.25)
    first = not any(key == "unit_price" and slot.seen for (key, _), slot in deal.slots.items())
    act = Act.ASK if first else Act.ACCEPT
    writer.bargains = False
    writer.ref_kind = "order"
    need = frozenset(("total",)) if deal.total_said else frozenset[str]()
    letter = draw(writer, "order", deal.alive, one_of=_PRICED, need=need)
    if letter:
        write(writer, letter, deal.alive, act, True)
    else:
        _compose_order(writer, first, act, terse)
    return Done("order", "ordered", terse=bool(letter) and terse)


def _compose_order(writer: Writer, first: bool, act: Act, terse: bool) -> None:
    deal = writer.deal
    greet(writer, terse)
    if first:
        introduce(writer)
    if writer.number > 2 and len(deal.alive) == 1 and writer.maybe(0.25):
        writer.say("accept.price", weight=5, line=deal.alive[0], act=act)
    if writer.maybe(0.8):
        writer.say("order.open", weight=6)
    elif not first:
        writer.say("accept.all", weight=5)
    writer.act = act
    if len(deal.alive) == 1 and writer.maybe(0.3):
        writer.say("order.single", weight=8, line=deal.alive[0], act=act)
    else:
        items_block(writer, deal.alive, act, True, deal.total_said or writer.maybe(0.6))
    if deal.total_said and not writer.wrote("total_amount"):
        writer.say("total", weight=7)
    repeated = {"incoterm": 0.35, "pay": 0.25, "date": 0.35}
    keys = choose_terms(
        writer, {"incoterm": 0.6, "pay": 0.5, "date": 0.6, "pack": 0.3} if first else repeated
    )
    keys = [key for key in keys if key != "incoterm" or not writer.wrote("incoterm")]
    terms_block(writer, keys, "ask" if first else "order")
    small_talk(writer, 0.15)
    writer.br(None)
    writer.say("order.rest", weight=3)


def answer(writer: Writer) -> Done:
    """The buyer answers with more terms."""
    deal = writer.deal
    letter = draw(writer, "answer", deal.alive)
    if letter and letter.terms(deal):
        deal.asked_terms.update(letter.terms(deal))
        write(writer, letter, deal.alive, Act.ASK, False)
        return Done("answer", None, terse=True)
    greet(writer, True)
    chances = {"incoterm": 0.4, "date": 0.6, "pack": 0.3, "cert": 0.3, "pod": 0.3, "warr": 0.2}
    keys = choose_terms(writer, chances)
    keys = [key for key in keys if key not in deal.asked_terms] or ["pack"]
    deal.asked_terms.update(keys)
    terms_block(writer, keys, "ask")
    small_talk(writer, 0.5)
    return Done("answer", None, terse=True)
