"""Who writes what, in which order: the plots of a deal and the content of each mail.

A plot is a tuple of steps; a step writes one mail with a ``Writer`` and says what it did. Must
not know headers, quoting or files.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from training.simulator.acts import Writer
from training.simulator.deal import Deal, make_line, more_goods
from training.simulator.writing import pick_day

from quoteflow_desktop.core.facts import Act


@dataclass
class Done:
    """What a step did: the mail's title, the stage it leads to, a wholesale answer."""

    title: str
    stage: str | None = None
    answer: Act | None = None
    terse: bool = False


Step = Callable[[Writer], Done]


def _maybe(writer: Writer, chance: float) -> bool:
    return writer.rng.random() < chance


def _intro(writer: Writer) -> None:
    if _maybe(writer, 0.75 if writer.number == 1 else 0.3):
        writer.say("intro", weight=1)


def _terms(writer: Writer, wanted: dict[str, float]) -> list[str]:
    """The terms that this mail states, in a natural order."""
    deal = writer.deal
    keys = [key for key, chance in wanted.items() if _maybe(writer, chance)]
    if not deal.incoterm:
        keys = [key for key in keys if key != "incoterm"]
    if deal.pol is None:
        keys = [key for key in keys if key not in ("pol", "pod")]
    keys = ["ship" if key == "date" and not deal.arrival else key for key in keys]
    if _maybe(writer, 0.5):
        writer.rng.shuffle(keys)
    return keys


def inquiry(writer: Writer) -> Done:
    """The buyer asks for a quote."""
    deal = writer.deal
    writer.greet(False)
    _intro(writer)
    urgent = _maybe(writer, 0.08)
    if len(deal.lines) == 1 and _maybe(writer, 0.5):
        writer.br(None)
        writer.say("inquiry.single", weight=8, line=deal.lines[0])
    else:
        writer.say("inquiry.open", weight=2)
        writer.items_block(deal.lines, Act.ASK, False, False, targets=_maybe(writer, 0.07))
    writer.ref_kind = "inquiry"
    if _maybe(writer, 0.2):
        writer.say("ask.ref")
    keys = _terms(writer, {"incoterm": 0.55, "date": 0.55, "pay": 0.14, "cert": 0.24, "pack": 0.13, "warr": 0.07, "method": 0.25, "pod": 0.22})
    deal.asked_terms.update(keys)
    keys = [key for key in keys if key != "incoterm" or not any(mark.key == "incoterm" for mark in writer.draft.marks)]
    writer.terms_block(keys, "ask")
    if _maybe(writer, 0.16):
        writer.questions()
    if len(deal.lines) == 1 and _maybe(writer, 0.14):
        writer.say("target", weight=5, line=deal.lines[0])
    if _maybe(writer, 0.11):
        writer.say("budget", weight=5)
    writer.distract(0.4)
    writer.distract(0.12)
    if urgent:
        deal.tags.add("urgent")
        writer.say("urgent", weight=3)
    writer.br(None)
    writer.say("inquiry.close", weight=2 if _maybe(writer, 0.3) else 0)
    deal.tags.add("quote-request")
    return Done("inquiry", "inquiry")


def quote(writer: Writer) -> Done:
    """The supplier offers."""
    deal = writer.deal
    writer.greet(False)
    _intro(writer)
    writer.say("quote.open")
    writer.ref_kind = "quote"
    if _maybe(writer, 0.4):
        writer.br(False)
        writer.say("quote.ref", weight=3)
    if _maybe(writer, 0.1):
        deal.discount = Decimal(writer.rng.choice((2, 3, 4, 5, 5, 7, 8, 10)))
        deal.tags.add("discount")
    lines = deal.alive
    if len(lines) == 1 and _maybe(writer, 0.4):
        writer.br(None)
        writer.say("quote.single", weight=8, line=lines[0])
        if _maybe(writer, 0.45):
            writer.say("total", weight=7)
    else:
        writer.items_block(lines, Act.OFFER, True, _maybe(writer, 0.55))
    if deal.discount and not deal.slot("discount_percent").standing and not any(mark.key == "discount_percent" for mark in writer.draft.marks):
        writer.say("offer.discount", weight=6)
    date_chance = 0.5 if {"date", "ship"} & deal.asked_terms else 0.25
    keys = _terms(writer, {"incoterm": 0.72, "pay": 0.75, "lead": 0.6, "date": date_chance, "valid": 0.55, "pack": 0.34, "warr": 0.2, "cert": 0.5 if "cert" in deal.asked_terms else 0.15,
                           "method": 0.2, "pol": 0.18, "pod": 0.15})  # fmt: skip
    if "warr" in deal.asked_terms and _maybe(writer, 0.6) and "warr" not in keys:
        keys.append("warr")
    if any(mark.key == "incoterm" for mark in writer.draft.marks):
        keys = [key for key in keys if key != "incoterm"]
    if "lead" in keys and ("date" in keys or "ship" in keys) and _maybe(writer, 0.6):
        keys.remove("lead")
    writer.terms_block(keys, "offer")
    writer.distract(0.4)
    writer.distract(0.12)
    writer.br(None)
    writer.say("quote.close")
    deal.tags.update(("quotation", "price"))
    return Done("quotation", "quoted")


def counter(writer: Writer) -> Done:
    """The buyer asks for less."""
    deal, rng = writer.deal, writer.rng
    terse = _maybe(writer, 0.4)
    writer.greet(terse)
    lines = deal.alive
    writer.line = lines[0]
    writer.between_the_lines()
    if not terse or _maybe(writer, 0.5):
        writer.say("counter.open", weight=3)
    chosen = lines if len(lines) == 1 else rng.sample(lines, rng.randint(1, min(2, len(lines))))
    chosen = sorted(chosen, key=lambda line: line.index)
    kind = rng.random()
    if kind < 0.16 and deal.discount is None:
        deal.discount = Decimal(rng.choice((2, 3, 5, 5, 7, 10)))
        writer.say("counter.discount", weight=8, act=Act.ASK)
        deal.tags.add("discount")
    elif len(lines) == 1:
        writer.say("counter.price", weight=8, line=chosen[0])
    else:
        for line in chosen:
            writer.br(False)
            writer.say("counter.item", weight=8, line=line)
    if _maybe(writer, 0.14):
        deal.term("payment_terms", writer.korean, fresh=True)
        writer.say("counter.pay", weight=6)
        deal.tags.add("payment-terms")
    if _maybe(writer, 0.12):
        deal.day = pick_day(rng, writer.when, 14, 90)
        writer.say("counter.date" if deal.arrival else "ask.ship", weight=6)
        deal.tags.add("delivery")
    writer.distract(0.3)
    if _maybe(writer, 0.5):
        writer.br(None)
        writer.say("inquiry.close" if _maybe(writer, 0.2) else "counter.close")
    deal.tags.update(("negotiation", "price"))
    return Done("counter-offer", "negotiating", terse=terse)


def _asked_discount(deal: Deal) -> bool:
    slot = deal.slot("discount_percent")
    return bool(slot.asked) and not slot.offered


def _countered(deal: Deal) -> list[int]:
    """Items whose price the buyer wants lower."""
    found = []
    for line in deal.alive:
        slot = deal.slot("unit_price", line.index)
        if slot.seen and slot.seen[-1].side == "buyer" and slot.seen[-1].act is Act.ASK:
            found.append(line.index)
    return found


def revised(writer: Writer) -> Done:
    """The supplier gives way, in part or wholly."""
    deal = writer.deal
    terse = _maybe(writer, 0.35)
    writer.greet(terse)
    if not terse or _maybe(writer, 0.4):
        writer.say("revised.open", weight=1)
    writer.between_the_lines()
    countered = [line for line in deal.alive if line.index in _countered(deal)]
    changed = countered or (deal.alive if not _asked_discount(deal) else [])
    refused = False
    for line in changed:
        meets = _maybe(writer, 0.4)
        old = line.price
        if countered and meets:
            line.price = line.target
        elif line.floor < line.price:
            if countered and _maybe(writer, 0.5):
                writer.line = line
                writer.say("hold.price", weight=6)
                refused = True
            line.price = line.floor
        if len(deal.alive) > 1:
            writer.br(False)
        key = "revised.price" if line.price != old else "hold.keep"
        _say_named(writer, key, line, need_name=len(deal.alive) > 1)
    if _asked_discount(deal):
        if _maybe(writer, 0.6):
            deal.discount = max(Decimal(1), (deal.discount or Decimal(2)) - writer.rng.choice((0, 0, 1, 2)))
        writer.say("offer.discount", weight=8)
    elif refused and _maybe(writer, 0.4):
        writer.say("hold.reason", weight=2)
    if deal.total_said or _maybe(writer, 0.3):
        writer.br(None)
        writer.say("total", weight=7)
    _answer_terms(writer)
    if _maybe(writer, 0.25):
        writer.say("offer.valid", weight=4)
    if _maybe(writer, 0.3):
        writer.say("correct.rest")
    writer.distract(0.15)
    writer.br(None)
    if not terse:
        writer.say("quote.close")
    deal.tags.update(("price",))
    return Done("revised-quotation", "negotiating", terse=terse)


def _say_named(writer: Writer, key: str, line: object, need_name: bool) -> None:
    """A sentence about one of several items names it."""
    from training.simulator.deal import Line  # noqa: PLC0415

    assert isinstance(line, Line)  # noqa: S101
    options = [text for text in writer.words.PHRASES[key].of(writer.deal.family) if "{p}" in text]
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
    writer.price_of(line, line.price, writer.act)
    writer.slot("per")
    writer.draft.point(start, 8)


def _answer_terms(writer: Writer) -> None:
    """The supplier answers another payment or date that the buyer asked for."""
    deal = writer.deal
    for key, phrase in (("payment_terms", "offer.pay"), ("delivery_date", "offer.date" if deal.arrival else "offer.ship")):
        slot = deal.slot(key)
        if slot.seen and slot.seen[-1].side == "buyer" and slot.seen[-1].act is Act.ASK and slot.offered is not None:
            writer.say(phrase, weight=6)


def hold(writer: Writer) -> Done:
    """The supplier refuses the lower price and keeps his own."""
    deal = writer.deal
    terse = _maybe(writer, 0.35)
    writer.greet(terse)
    if _maybe(writer, 0.3):
        writer.say("revised.open")
    writer.between_the_lines()
    countered = _countered(deal)
    for line in [line for line in deal.alive if line.index in countered]:
        if len(deal.alive) > 1:
            writer.br(False)
            writer.line = line
            writer.slot("p")
            writer.draft.raw(writer.rng.choice((": ", " - ", " : ")))
            writer.draft.say(writer.phrase("hold.price"), writer.slot, 8)
        else:
            writer.say("hold.price", weight=8, line=line)
    if _asked_discount(deal):
        slot = deal.slot("discount_percent")
        asked = slot.asked
        writer.gap()
        writer.draft.add("할인 " if writer.korean else "A discount of ")
        if asked:
            writer.draft.mark("discount_percent", Act.REFUSE, f"{asked.value}%", asked.value)
        writer.draft.add("는 어렵습니다." if writer.korean else " is not possible.")
        writer.draft.point(writer.draft.marks[-1].start - (3 if writer.korean else 14), 8)
        deal.discount = None
    if _maybe(writer, 0.6):
        writer.say("hold.reason", weight=4)
    for line in [line for line in deal.alive if line.index in countered]:
        if _maybe(writer, 0.5):
            _say_named(writer, "hold.keep", line, len(deal.alive) > 1)
    _answer_terms(writer)
    if not terse:
        writer.br(None)
        writer.say("quote.close")
    return Done("refusal", "negotiating", terse=terse)


def accept(writer: Writer) -> Done:
    """The buyer accepts without naming a value, or naming the price."""
    deal = writer.deal
    terse = _maybe(writer, 0.6)
    writer.greet(terse)
    writer.between_the_lines()
    if len(deal.alive) == 1 and writer.number > 2 and _maybe(writer, 0.5):
        writer.say("accept.price", weight=8, line=deal.alive[0], act=Act.ACCEPT)
        answer = None
    else:
        writer.say("accept.all", weight=8)
        answer = Act.ACCEPT
    if _maybe(writer, 0.25):
        writer.say("confirm.ask" if _maybe(writer, 0.5) else "distract")
    deal.either_stage = True
    deal.tags.add("order")
    return Done("acceptance", "ordered" if deal.rng.random() < 0.5 else "agreed", answer, terse=terse)


def order(writer: Writer) -> Done:
    """The buyer orders, naming items and prices."""
    deal = writer.deal
    terse = _maybe(writer, 0.25)
    first = not any(key == "unit_price" and slot.seen for (key, _), slot in deal.slots.items())
    writer.greet(terse)
    if first:
        _intro(writer)
    act = Act.ASK if first else Act.ACCEPT
    writer.bargains = False
    if writer.number > 2 and len(deal.alive) == 1 and _maybe(writer, 0.25):
        writer.say("accept.price", weight=5, line=deal.alive[0], act=act)
    writer.ref_kind = "order"
    with_ref = _maybe(writer, 0.8)
    if with_ref:
        writer.say("order.open", weight=6)
    elif not first:
        writer.say("accept.all", weight=5)
    writer.act = act
    if len(deal.alive) == 1 and _maybe(writer, 0.3):
        writer.say("order.single", weight=8, line=deal.alive[0], act=act)
    else:
        writer.items_block(deal.alive, act, True, deal.total_said or _maybe(writer, 0.6))
    if deal.total_said and not any(mark.key == "total_amount" for mark in writer.draft.marks):
        writer.say("total", weight=7)
    keys = _terms(writer, {"incoterm": 0.35, "pay": 0.25, "date": 0.35} if not first else {"incoterm": 0.6, "pay": 0.5, "date": 0.6, "pack": 0.3})
    writer.act = act
    writer.terms_block(keys, "ask" if first else "order")
    writer.distract(0.15)
    writer.br(None)
    writer.say("order.rest", weight=3)
    deal.tags.add("order")
    return Done("order", "ordered")


def confirm(writer: Writer) -> Done:
    """The supplier confirms the order."""
    deal = writer.deal
    terse = _maybe(writer, 0.6)
    writer.greet(terse)
    writer.ref_kind = "order"
    known = deal.slot("reference").seen
    if any(entry.ident == "order" for entry in known):
        writer.say("confirm.open", weight=6)
    else:
        writer.say("confirm.plain", weight=5)
    if _maybe(writer, 0.25):
        writer.say("offer.date" if deal.arrival else "offer.ship", weight=6)
    if _maybe(writer, 0.8):
        writer.say("confirm.rest", weight=3)
    writer.distract(0.15)
    named = any(mark.key == "delivery_date" for mark in writer.draft.marks)
    return Done("order-confirmation", None, None if named else Act.ACCEPT, terse=terse)


def correction(writer: Writer) -> Done:
    """The supplier corrects a price that was a slip."""
    deal, rng = writer.deal, writer.rng
    terse = _maybe(writer, 0.3)
    writer.greet(terse)
    line = rng.choice(deal.alive)
    writer.wrong = line.price
    line.price = line.price + rng.choice((1, 1, 2)) * (Decimal(10) ** max(-2, len(str(int(line.price))) - 2)) if line.price >= 1 else line.price * 2
    line.floor = line.price
    writer.say("correct.open", weight=2)
    writer.line = line
    if len(deal.alive) > 1 and not line.name(writer.korean) in writer.draft.text:
        writer.gap()
        writer.act = Act.CORRECT
        writer.slot("p")
        writer.draft.raw(": ")
    writer.say("correct.price", weight=8, line=line, act=Act.CORRECT)
    writer.acts[line.index] = Act.CORRECT
    if deal.total_said or _maybe(writer, 0.3):
        writer.act = Act.CORRECT if deal.total_said else Act.OFFER
        writer.say("total", weight=7)
    if _maybe(writer, 0.8):
        writer.say("correct.rest", weight=2)
    return Done("correction", None, terse=terse)


def correct_quantity(writer: Writer) -> Done:
    """The buyer corrects the quantity before anything was offered."""
    line = writer.rng.choice(writer.deal.alive)
    terse = _maybe(writer, 0.4)
    writer.greet(terse)
    writer.wrong_quantity = line.quantity
    line.quantity = line.quantity * writer.rng.choice((2, 3, 10)) if line.quantity < 2000 else line.quantity / 2
    line.quantity = Decimal(max(1, int(line.quantity)))
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
    """The buyer drops an item, adds one or wants another quantity; at times with a counter-offer."""
    deal, rng = writer.deal, writer.rng
    terse = _maybe(writer, 0.3)
    writer.greet(terse)
    kind = rng.random()
    title = "change"
    if kind < 0.45 and len(deal.alive) > 1:
        line = rng.choice(deal.alive)
        writer.acts[line.index] = Act.WITHDRAW
        writer.say("withdraw", weight=8, line=line, act=Act.WITHDRAW)
        line.alive = False
        if _maybe(writer, 0.3) and len(deal.alive) == 1:
            writer.say("counter.price", weight=7, line=deal.alive[0])
            deal.tags.update(("negotiation", "price"))
    elif kind < 0.7 and len(deal.lines) < 4:
        line = make_line(rng, len(deal.lines), more_goods(rng, deal.industry, (line.goods for line in deal.lines)), deal.currency, deal.lines[0].naming)
        deal.lines.append(line)
        writer.say("add", weight=8, line=line)
    else:
        line = rng.choice(deal.alive)
        line.quantity = Decimal(max(1, int(line.quantity * rng.choice((Decimal("0.5"), 2, 2, 3, Decimal("1.5"))))))
        writer.say("counter.qty", weight=8, line=line)
    if _maybe(writer, 0.6):
        writer.say("counter.close")
    return Done(title, "negotiating" if deal.stage == "quoted" else None, terse=terse)


def requote(writer: Writer) -> Done:
    """The supplier quotes the changed list."""
    deal = writer.deal
    terse = _maybe(writer, 0.2)
    writer.greet(terse)
    writer.say("revised.open", weight=1)
    for line in deal.alive:
        if line.index in _countered(deal):
            line.price = line.floor
    writer.items_block(deal.alive, Act.OFFER, True, True)
    if not any(mark.key == "total_amount" for mark in writer.draft.marks):
        writer.say("total", weight=7)
    if _maybe(writer, 0.4):
        writer.say("correct.rest")
    _answer_terms(writer)
    writer.br(None)
    writer.say("quote.close")
    deal.tags.update(("quotation", "price"))
    return Done("revised-quotation", None, terse=terse)


def acknowledge(writer: Writer) -> Done:
    """A mail that says thank you and nothing more."""
    writer.greet(True)
    writer.say("ack", weight=4)
    writer.distract(0.15)
    return Done("acknowledgement", None, terse=True)


def lost(writer: Writer) -> Done:
    """The buyer turns the offer down."""
    writer.greet(_maybe(writer, 0.4))
    if _maybe(writer, 0.5):
        writer.say("pleasantry")
    writer.say("lost", weight=8)
    if _maybe(writer, 0.25):
        writer.distract(1)
    return Done("refusal", "lost", Act.REFUSE)


def decline(writer: Writer) -> Done:
    """The supplier cannot quote."""
    writer.greet(_maybe(writer, 0.4))
    if _maybe(writer, 0.4):
        writer.say("pleasantry")
    writer.say("decline", weight=8)
    return Done("refusal", "lost")


def chase(writer: Writer) -> Done:
    """A reminder."""
    writer.greet(True)
    writer.say("chase", weight=5)
    if _maybe(writer, 0.25):
        writer.say("urgent", weight=4)
        writer.deal.tags.add("urgent")
    return Done("question", None, terse=True)


def question(writer: Writer) -> Done:
    """The supplier asks back."""
    writer.greet(False)
    if _maybe(writer, 0.5):
        writer.say("pleasantry")
    writer.say("question", weight=6)
    if _maybe(writer, 0.5):
        writer.say("question", weight=5)
    return Done("question", None)


def answer(writer: Writer) -> Done:
    """The buyer answers with more terms."""
    deal = writer.deal
    writer.greet(True)
    keys = _terms(writer, {"incoterm": 0.4, "date": 0.6, "pack": 0.3, "cert": 0.3, "pod": 0.3, "warr": 0.2})
    keys = [key for key in keys if key not in deal.asked_terms] or ["pack"]
    deal.asked_terms.update(keys)
    writer.terms_block(keys, "ask")
    writer.distract(0.5)
    return Done("answer", None, terse=True)


def sample_request(writer: Writer) -> Done:
    """The buyer wants samples."""
    deal = writer.deal
    for line in deal.lines:
        line.quantity = Decimal(writer.rng.choice((1, 2, 3, 3, 5, 5, 10, 20)))
    writer.greet(False)
    _intro(writer)
    if len(deal.lines) == 1:
        writer.say("sample.ask", weight=8, line=deal.lines[0])
    else:
        writer.say("sample.open", weight=3)
        writer.items_block(deal.lines, Act.ASK, False, False)
    writer.distract(0.5)
    if _maybe(writer, 0.4):
        writer.terms_block(_terms(writer, {"date": 0.7, "cert": 0.4}), "ask")
    deal.tags.add("sample")
    return Done("sample", "inquiry")


def sample_offer(writer: Writer) -> Done:
    """The supplier offers samples."""
    deal = writer.deal
    writer.greet(False)
    if len(deal.lines) == 1:
        writer.say("sample.offer", weight=8, line=deal.lines[0])
    else:
        writer.items_block(deal.lines, Act.OFFER, True, _maybe(writer, 0.3))
    writer.terms_block(_terms(writer, {"pay": 0.7, "lead": 0.7, "cert": 0.2, "method": 0.5}), "offer")
    writer.distract(0.3)
    deal.tags.update(("sample", "price"))
    return Done("sample", "quoted")


def sample_accept(writer: Writer) -> Done:
    """The buyer takes the samples."""
    deal = writer.deal
    writer.greet(True)
    writer.between_the_lines()
    writer.say("sample.accept", weight=8)
    if deal.method == "express" or _maybe(writer, 0.3):
        deal.method = "express"
        writer.say("sample.ship", weight=5, act=Act.ASK)
    deal.either_stage = True
    return Done("acceptance", "ordered", Act.ACCEPT, terse=True)


def shipped(writer: Writer) -> Done:
    """The goods have left."""
    writer.greet(_maybe(writer, 0.5))
    writer.say("ship", weight=8)
    writer.distract(0.2)
    writer.deal.tags.add("shipment")
    return Done("shipment", "shipped", terse=_maybe(writer, 0.3))


def delayed(writer: Writer) -> Done:
    """The promised date moves."""
    deal = writer.deal
    writer.greet(_maybe(writer, 0.3))
    writer.say("delay", weight=7)
    deal.day = pick_day(writer.rng, max(deal.day, writer.when) + timedelta(days=2), 3, 25)
    writer.say("delay.date", weight=8, act=Act.OFFER)
    deal.tags.update(("delivery-delay", "delivery"))
    return Done("delay", None)


def claim(writer: Writer) -> Done:
    """The buyer complains."""
    writer.greet(_maybe(writer, 0.3))
    writer.line = writer.rng.choice(writer.deal.alive)
    writer.act = Act.INFORM
    writer.say("claim", weight=8)
    writer.say("claim.ask", weight=5)
    writer.deal.tags.add("claim")
    return Done("claim", None)


def claim_answer(writer: Writer) -> Done:
    """The supplier answers a complaint."""
    writer.greet(_maybe(writer, 0.3))
    writer.line = writer.rng.choice(writer.deal.alive)
    writer.say("claim.answer", weight=8)
    return Done("answer", None)


def paid(writer: Writer) -> Done:
    """The buyer has paid."""
    writer.greet(True)
    writer.say("payment", weight=7)
    writer.deal.tags.add("payment")
    return Done("payment", None, terse=True)


B, S = "buyer", "supplier"
Plot = tuple[tuple[str, Step], ...]
# Plot and weight. Family B uses the second list only.
PLOTS: tuple[tuple[int, Plot], ...] = (
    (5, ((B, inquiry),)), (6, ((S, quote),)), (10, ((B, inquiry), (S, quote))),
    (9, ((B, inquiry), (S, quote), (B, counter), (S, revised), (B, order), (S, confirm))), (8, ((B, inquiry), (S, quote), (B, counter), (S, revised), (B, accept))),
    (7, ((B, inquiry), (S, quote), (B, counter), (S, hold), (B, order))), (5, ((B, inquiry), (S, quote), (B, counter), (S, hold), (B, accept), (S, acknowledge))),
    (6, ((B, inquiry), (S, quote), (S, correction), (B, acknowledge))), (3, ((B, inquiry), (S, quote), (S, correction))), (4, ((B, inquiry), (B, correct_quantity), (S, quote))),
    (8, ((B, inquiry), (S, quote), (B, change), (S, requote), (B, order), (S, confirm))), (4, ((B, inquiry), (S, quote), (B, change), (S, requote))),
    (6, ((B, inquiry), (S, quote), (B, accept))), (5, ((B, inquiry), (S, quote), (B, order))), (3, ((B, inquiry), (S, question), (B, answer), (S, quote))),
    (4, ((B, sample_request), (S, sample_offer), (B, sample_accept))), (3, ((B, inquiry), (S, quote), (B, counter), (S, hold), (B, lost))), (3, ((B, inquiry), (S, quote), (B, lost))),
    (3, ((B, order), (S, confirm))), (3, ((B, inquiry), (S, quote), (B, order), (S, confirm), (S, delayed))), (2, ((B, order), (S, confirm), (S, shipped), (B, claim), (S, claim_answer))),
    (3, ((B, inquiry), (S, quote), (B, order), (B, paid), (S, shipped))), (3, ((B, inquiry), (B, chase), (S, quote))), (3, ((S, quote), (B, counter), (S, revised), (B, order))),
    (3, ((B, inquiry), (S, quote), (B, counter), (S, revised))), (3, ((B, inquiry), (S, quote), (B, counter))), (2, ((B, inquiry), (S, quote), (B, acknowledge))),
    (2, ((S, quote), (B, accept), (S, confirm))), (2, ((B, inquiry), (S, quote), (B, acknowledge), (S, correction), (B, order))), (3, ((B, inquiry), (S, quote), (B, counter), (S, revised), (B, accept), (S, confirm))),
    (3, ((S, quote), (B, order), (S, confirm))), (3, ((B, inquiry), (S, quote), (B, counter), (S, hold))), (2, ((B, sample_request), (S, sample_offer))), (2, ((B, inquiry), (S, quote), (B, change), (S, requote), (B, counter), (S, revised), (B, order))),
)  # fmt: skip
HELD_OUT_PLOTS: tuple[tuple[int, Plot], ...] = (
    (3, ((B, inquiry), (S, quote), (B, counter), (S, hold), (B, counter), (S, revised), (B, order))), (2, ((B, inquiry), (S, decline))), (3, ((B, inquiry), (S, quote), (B, chase), (S, correction), (B, order))),
    (3, ((B, inquiry), (S, question), (B, answer), (S, quote), (B, counter), (S, revised), (B, accept))), (3, ((S, quote), (B, change), (S, requote), (B, accept))), (2, ((B, inquiry), (B, correct_quantity), (S, quote), (B, order), (S, confirm))),
    (2, ((B, sample_request), (S, question), (B, answer), (S, sample_offer), (B, sample_accept), (S, shipped))), (3, ((S, quote), (B, lost))), (2, ((B, order), (S, confirm), (S, delayed), (B, acknowledge), (S, shipped))),
    (2, ((B, inquiry), (S, quote), (B, counter), (S, revised), (B, change), (S, requote), (B, order))), (2, ((B, order), (S, delayed), (B, acknowledge))),
)  # fmt: skip
