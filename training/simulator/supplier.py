"""The mails of a supplier: each function writes one and says what it did.

Must not know the order of the mails.
"""

from decimal import Decimal

from quoteflow_desktop.core.facts import Act
from training.simulator.blocks import items_block, terms_block
from training.simulator.deal import Line
from training.simulator.draft import FIGURE_KEYS
from training.simulator.frame import between_the_lines, greet, introduce, small_talk
from training.simulator.letters import draw, write
from training.simulator.steps import (
    Done,
    answer_terms,
    asked_discount,
    choose_terms,
    countered,
    say_named,
)
from training.simulator.writer import Writer
from training.simulator.writing import pick_day

_PRICED = frozenset(("items", "price"))
_NONE: frozenset[str] = frozenset()
_TOTAL = frozenset(("total",))


def quote(writer: Writer) -> Done:
    """The supplier offers."""
    deal = writer.deal
    deal.tags.update(("quotation", "price"))
    writer.ref_kind = "quote"
    may = frozenset(("disc",)) if deal.discount is None and writer.maybe(0.5) else _NONE
    letter = draw(writer, "quote", deal.alive, one_of=_PRICED, may=may)
    if letter is None:
        _compose_quote(writer)
        return Done("quotation", "quoted")
    if "disc" in letter.slots:
        _give_discount(writer)
    _vary_terms(writer, letter.terms(deal))
    write(writer, letter, deal.alive, Act.OFFER, True)
    return Done("quotation", "quoted")


def _give_discount(writer: Writer) -> None:
    writer.deal.discount = Decimal(writer.rng.choice((2, 3, 4, 5, 5, 7, 8, 10)))
    writer.deal.tags.add("discount")


def _compose_quote(writer: Writer) -> None:
    deal = writer.deal
    greet(writer, False)
    introduce(writer)
    writer.say("quote.open")
    if writer.maybe(0.4):
        writer.br(False)
        writer.say("quote.ref", weight=3)
    if writer.maybe(0.1):
        _give_discount(writer)
    lines = deal.alive
    if len(lines) == 1 and writer.maybe(0.4):
        writer.br(None)
        writer.say("quote.single", weight=8, line=lines[0])
        if writer.maybe(0.45):
            writer.say("total", weight=7)
    else:
        items_block(writer, lines, Act.OFFER, True, writer.maybe(0.55))
    if (
        deal.discount
        and not deal.slot("discount_percent").standing
        and not writer.wrote("discount_percent")
    ):
        writer.say("offer.discount", weight=6)
    terms_block(writer, _offered_terms(writer), "offer")
    small_talk(writer, 0.4)
    small_talk(writer, 0.12)
    writer.br(None)
    writer.say("quote.close")


def _offered_terms(writer: Writer) -> list[str]:
    """The terms of a quote; those that the buyer asked about come more often, at times changed."""
    asked = writer.deal.asked_terms
    chances = {
        "incoterm": 0.72,
        "pay": 0.75,
        "lead": 0.6,
        "date": 0.5 if {"date", "ship"} & asked else 0.25,
        "valid": 0.55,
        "pack": 0.34,
        "warr": 0.65 if "warr" in asked else 0.2,
        "cert": 0.55 if "cert" in asked else 0.15,
        "method": 0.2,
        "pol": 0.18,
        "pod": 0.15,
    }
    keys = choose_terms(writer, chances)
    if writer.wrote("incoterm"):
        keys = [key for key in keys if key != "incoterm"]
    if "lead" in keys and ("date" in keys or "ship" in keys) and writer.maybe(0.6):
        keys.remove("lead")
    _vary_terms(writer, set(keys))
    return keys


def _vary_terms(writer: Writer, keys: set[str]) -> None:
    """At times the offered terms differ from those that the buyer asked for."""
    deal, asked = writer.deal, writer.deal.asked_terms
    if {"date", "ship"} & asked & keys and writer.maybe(0.3):
        deal.day = pick_day(writer.rng, deal.day, 3, 30)
    for key, name in (("pay", "payment_terms"), ("pack", "packaging"), ("warr", "warranty")):
        if key in asked & keys and writer.maybe(0.45):
            deal.term(name, writer.korean, fresh=True)


def revised(writer: Writer) -> Done:
    """The supplier gives way, in part or wholly."""
    deal = writer.deal
    terse = writer.maybe(0.35)
    deal.tags.add("price")
    writer.ref_kind = "quote"
    if not _lettered_revision(writer):
        _compose_revision(writer, terse)
    return Done("revised-quotation", "negotiating", terse=terse)


def _lettered_revision(writer: Writer) -> bool:
    """A letter with lower prices or a discount; the deal changes only when one fits."""
    deal = writer.deal
    rebate = asked_discount(deal)
    asked = [line for line in deal.alive if line.index in countered(deal)]
    changed = [line for line in asked or deal.alive if line.floor < line.price]
    if not rebate and (not changed or (asked and len(changed) < len(asked))):
        return False
    meets = bool(asked) and writer.maybe(0.4)
    refuses = bool(asked) and not meets and all(line.target < line.floor for line in asked)
    need = frozenset(("disc" if rebate else "price",)) | (_TOTAL if deal.total_said else _NONE)
    may = frozenset(("other",)) if refuses and not rebate else _NONE
    letter = draw(writer, "revised", deal.alive if rebate else changed, need=need, may=may)
    if letter is None:
        return False
    if rebate:
        if writer.maybe(0.6):
            less = writer.rng.choice((0, 0, 1, 2))
            deal.discount = max(Decimal(1), (deal.discount or Decimal(2)) - less)
    else:
        for line in changed:
            line.price = line.target if meets else line.floor
    write(writer, letter, deal.alive if rebate else changed, Act.OFFER, True)
    return True


def _compose_revision(writer: Writer, terse: bool) -> None:
    deal = writer.deal
    greet(writer, terse)
    if not terse or writer.maybe(0.4):
        writer.say("revised.open", weight=1)
    between_the_lines(writer)
    lowered = [line for line in deal.alive if line.index in countered(deal)]
    changed = lowered or (deal.alive if not asked_discount(deal) else [])
    refused = [_give_way(writer, line, bool(lowered)) for line in changed]
    if asked_discount(deal):
        if writer.maybe(0.6):
            less = writer.rng.choice((0, 0, 1, 2))
            deal.discount = max(Decimal(1), (deal.discount or Decimal(2)) - less)
        writer.say("offer.discount", weight=8)
    elif any(refused) and writer.maybe(0.4):
        writer.say("hold.reason", weight=2)
    if deal.total_said or writer.maybe(0.3):
        writer.br(None)
        writer.say("total", weight=7)
    answer_terms(writer)
    if writer.maybe(0.25):
        writer.say("offer.valid", weight=4)
    if writer.maybe(0.3):
        writer.say("correct.rest")
    small_talk(writer, 0.15)
    writer.br(None)
    if not terse:
        writer.say("quote.close")


def _give_way(writer: Writer, line: Line, asked: bool) -> bool:
    """A lower price for one item; whether the price that the buyer wanted was refused."""
    old, refused, several = line.price, False, len(writer.deal.alive) > 1
    if asked and writer.maybe(0.4):
        line.price = line.target
    elif line.floor < line.price:
        if asked and writer.maybe(0.5):
            writer.line = line
            writer.say("hold.price", weight=6)
            refused = True
        line.price = line.floor
    if several:
        writer.br(False)
    say_named(writer, "revised.price" if line.price != old else "hold.keep", line, several)
    return refused


def hold(writer: Writer) -> Done:
    """The supplier refuses the lower price and keeps his own."""
    deal = writer.deal
    terse = writer.maybe(0.35)
    lowered = [line for line in deal.alive if line.index in countered(deal)]
    rebate = asked_discount(deal)
    need = frozenset(("asked",)) if rebate else _NONE
    may = _NONE if rebate else frozenset(("other",))
    letter = draw(writer, "hold", deal.alive if rebate else lowered, need=need, may=may)
    if letter:
        write(writer, letter, deal.alive if rebate else lowered, Act.OFFER, True)
        if rebate:
            deal.discount = None
    else:
        _compose_hold(writer, lowered, terse)
    return Done("refusal", "negotiating", terse=terse)


def _compose_hold(writer: Writer, lowered: list[Line], terse: bool) -> None:
    deal = writer.deal
    greet(writer, terse)
    if writer.maybe(0.3):
        writer.say("revised.open")
    between_the_lines(writer)
    for line in lowered:
        if len(deal.alive) > 1:
            writer.br(False)
            writer.line = line
            writer.slot("p")
            writer.draft.raw(writer.rng.choice((": ", " - ", " : ")))
            writer.draft.say(writer.phrase("hold.price"), writer.slot, 8)
        else:
            writer.say("hold.price", weight=8, line=line)
    if asked_discount(deal):
        slot = deal.slot("discount_percent")
        asked = slot.asked
        writer.gap()
        writer.draft.add("할인 " if writer.korean else "A discount of ")
        if asked:
            writer.draft.mark("discount_percent", Act.REFUSE, f"{asked.value}%", asked.value)
        writer.draft.add("는 어렵습니다." if writer.korean else " is not possible.")
        writer.draft.point(writer.draft.marks[-1].start - (3 if writer.korean else 14), 8)
        deal.discount = None
    if writer.maybe(0.6):
        writer.say("hold.reason", weight=4)
    for line in lowered:
        if writer.maybe(0.5):
            say_named(writer, "hold.keep", line, len(deal.alive) > 1)
    answer_terms(writer)
    if not terse:
        writer.br(None)
        writer.say("quote.close")


def confirm(writer: Writer) -> Done:
    """The supplier confirms the order."""
    deal = writer.deal
    terse = writer.maybe(0.6)
    writer.ref_kind = "order"
    letter = draw(writer, "confirm", deal.alive)
    if letter:
        write(writer, letter, deal.alive, Act.ACCEPT, True, terms=Act.OFFER)
    else:
        _compose_confirmation(writer, terse)
    named = any(mark.key in FIGURE_KEYS for mark in writer.draft.marks)
    return Done("order-confirmation", None, None if named else Act.ACCEPT, terse=terse)


def _compose_confirmation(writer: Writer, terse: bool) -> None:
    deal = writer.deal
    greet(writer, terse)
    known = deal.slot("reference").seen
    if any(entry.ident == "order" for entry in known):
        writer.say("confirm.open", weight=6)
    else:
        writer.say("confirm.plain", weight=5)
    if writer.maybe(0.25):
        writer.say("offer.date" if deal.arrival else "offer.ship", weight=6)
    if writer.maybe(0.8):
        writer.say("confirm.rest", weight=3)
    small_talk(writer, 0.15)
