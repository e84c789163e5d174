"""Fills the slots of phrases with the deal's values and marks them.

``SLOTS`` maps a slot's name to the function that writes it. Must not know plots or layouts.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from quoteflow_desktop.core.facts import Act
from quoteflow_desktop.core.money import plain
from training.simulator import fillers
from training.simulator.draft import Mark
from training.simulator.making import nice_price
from training.simulator.writing import bare_price, date_text, money, per_word, pick_day, quantity

if TYPE_CHECKING:
    from training.simulator.deal import Line
    from training.simulator.writer import Writer


def product(writer: Writer, line: Line, name: str | None = None) -> None:
    """The full product name, marked."""
    name = name or line.name(writer.korean)
    if not writer.korean and name == line.prefix[1] + line.goods.english and writer.maybe(0.15):
        name = name[0].upper() + name[1:]
    line.spelled.append(name)
    mark = writer.draft.mark("product", writer.act, name, name, line.index)
    writer.products.setdefault(line.index, mark)
    writer.touch(line, writer.act)


def _p(writer: Writer) -> None:
    line = writer.line
    writer.touch(line, writer.act)
    short = _short(writer, line) if line.named is not None and writer.maybe(0.35) else ""
    if short:
        line.spelled.append(short)
        writer.draft.raw(short)
    else:
        product(writer, line)


def _short(writer: Writer, line: Line) -> str:
    """A short name that no other item shares: the code or the last word."""
    if line.naming in (3, 4, 5):
        return line.code if line.naming != 4 and writer.maybe(0.6) else ""
    words = line.name(writer.korean).split()
    others = [other.name(writer.korean) for other in writer.deal.lines if other is not line]
    return "" if len(words) < 2 or any(words[-1] in other for other in others) else words[-1]


def spec(writer: Writer) -> None:
    """The specification of the line at hand."""
    line = writer.line
    line.specs.append(line.spec)
    mark = writer.draft.mark("specification", writer.act, line.spec, line.spec, line.index)
    writer.specs.setdefault(line.index, mark)
    writer.touch(line, writer.act)


def quantity_of(writer: Writer, line: Line) -> None:
    """The line's quantity with its unit."""
    text, unit = quantity(writer.rng, writer.korean, line.quantity, line.goods.unit)
    writer.touch(line, writer.act)
    writer.draft.mark("quantity", writer.act, text, plain(line.quantity), line.index, unit=unit)


def price_of(writer: Writer, line: Line, value: Decimal, act: Act) -> None:
    """A unit price with its currency or, in a terse reply, without it."""
    writer.touch(line, act)
    currency = writer.deal.currency
    known = writer.deal.slot("currency").standing is not None
    terse = known and currency != "KRW" and writer.maybe(0.25)
    text = (
        bare_price(writer.rng, currency, value)
        if terse
        else money(writer.rng, writer.korean, currency, value)
    )
    writer.draft.mark(
        "unit_price", act, text, plain(value), line.index, ident="bare" if terse else ""
    )


def price(writer: Writer) -> None:
    """The price that the side wants or offers now."""
    line = writer.line
    wish = writer.bargains and writer.act is Act.ASK
    price_of(writer, line, line.target if wish else line.price, writer.act)


def per(writer: Writer) -> None:
    """At times "/pc" behind a price."""
    if not writer.maybe(0.55):
        return
    word = per_word(writer.rng, writer.korean, writer.line.goods.unit)
    form = writer.rng.choice(
        ("/", "/", "/", " / ") if writer.korean else ("/", "/", "/", " / ", " per ")
    )
    writer.draft.raw(form + word)


def _other(writer: Writer) -> None:
    price_of(writer, writer.line, writer.line.target, Act.REFUSE)


def term(writer: Writer) -> None:
    """Incoterm and place."""
    _incoterm(writer)
    writer.draft.raw(writer.rng.choice((" ", " ", " ", " ", " " if writer.korean else ", ")))
    _place(writer)


def oterm(writer: Writer) -> None:
    """The delivery term behind a price, where the deal has one and the mail has not said it."""
    if writer.deal.incoterm and not writer.wrote("incoterm") and writer.maybe(0.7):
        writer.draft.raw(writer.rng.choice((" ", " ", ", ", " ")))
        term(writer)


def _incoterm(writer: Writer) -> None:
    code = writer.deal.incoterm
    chance = writer.rng.random()
    written = (
        code.lower()
        if chance < 0.03
        else ".".join(code) + "."
        if chance < 0.05 and code in ("FOB", "CIF")
        else code
    )
    writer.draft.mark("incoterm", writer.act, written, code)


def _place_text(writer: Writer, place: tuple[str, str], port: bool) -> str:
    if writer.korean and writer.maybe(0.6):
        text = place[0]
        plain_port = port and " " not in text and not text.endswith("항")
        return text + "항" if plain_port and writer.maybe(0.2) else text
    text = place[1].split(",")[0] if writer.maybe(0.7) else place[1]
    return (
        text + " port"
        if port and not writer.korean and "ort" not in text and writer.maybe(0.06)
        else text
    )


def _place(writer: Writer) -> None:
    deal, place = writer.deal, writer.deal.place
    text = _place_text(writer, place, place in (deal.pol, deal.pod) and "공항" not in place[0])
    mark = writer.draft.mark("incoterm_place", writer.act, text, text, ident=place[1])
    key = (
        "port_of_loading" if place == deal.pol else "port_of_discharge" if place == deal.pod else ""
    )
    if key:  # the named port of a sea or air term is a port of the voyage too
        writer.draft.marks.append(Mark(key, writer.act, mark.start, mark.end, text, ident=place[1]))


def _port(key: str) -> Callable[[Writer], None]:
    def write(writer: Writer) -> None:
        found = writer.deal.pol if key == "port_of_loading" else writer.deal.pod
        place = found or writer.deal.place
        text = _place_text(writer, place, False)
        writer.draft.mark(key, writer.act, text, text, ident=place[1])

    return write


def _date(writer: Writer) -> None:
    day = writer.deal.day
    text = date_text(writer.rng, writer.korean, day, writer.when)
    writer.draft.mark("delivery_date", writer.act, text, day.isoformat())


def _text(key: str) -> Callable[[Writer], None]:
    def write(writer: Writer) -> None:
        korean = writer.korean and not (key == "payment_terms" and writer.maybe(0.1))
        text = writer.deal.term(key, korean)
        if key == "certification" and writer.korean and text.isascii() and writer.maybe(0.3):
            text += writer.rng.choice(("인증", " 인증", "인증"))
        writer.draft.mark(
            key, writer.act, text, text, ident="cert" if key == "certification" else text
        )

    return write


def _valid(writer: Writer) -> None:
    rng, draft = writer.rng, writer.draft
    before = draft.text.rstrip().lower()
    dated = not writer.korean and before.endswith(("until", "till", "expires on", "deadline"))
    if not dated and writer.maybe(0.45):
        text = writer.deal.term("quote_validity", writer.korean, fresh=True)
        if not writer.korean and before.endswith(("valid", "open", "firm", "good", "price")):
            draft.raw("for ")
    else:
        text = date_text(rng, writer.korean, pick_day(rng, writer.when, 6, 60), writer.when)
        if writer.korean:
            text += "까지"
        elif not dated:
            draft.raw(rng.choice(("until ", "until ", "till ", "through ", "up to ")))
    draft.mark("quote_validity", writer.act, text, text)


def _ref(writer: Writer) -> None:
    text = writer.deal.refs[writer.ref_kind]
    writer.draft.mark("reference", Act.INFORM, text, text, ident=writer.ref_kind)


def discount(writer: Writer) -> None:
    """The discount in percent."""
    value = plain(writer.deal.discount or Decimal(5))
    sign = writer.rng.choice(("%", "%", "%", "%", " %", "퍼센트" if writer.korean else " percent"))
    writer.draft.mark("discount_percent", writer.act, value + sign, value)


def total_of(writer: Writer, text: str) -> None:
    """The deal's total as written."""
    writer.draft.mark("total_amount", writer.act, text, plain(writer.deal.total()))
    writer.deal.total_said = True
    if writer.korean and writer.deal.currency == "KRW" and writer.maybe(0.3):
        writer.draft.raw(
            writer.rng.choice((" (VAT 별도)", "(부가세 별도)", " (VAT 별도 금액)", "(VAT별도)"))
        )


def _total(writer: Writer) -> None:
    total_of(
        writer,
        money(writer.rng, writer.korean, writer.deal.currency, writer.deal.total(), total=True),
    )


def _budget(writer: Writer) -> None:
    about = nice_price(
        writer.rng, float(writer.deal.total()) * writer.rng.uniform(0.8, 1.15), writer.deal.currency
    )
    zeros = 10 ** max(0, len(str(int(about))) - 2)  # two digits that count
    value = Decimal(max(1, round(int(about) / zeros)) * zeros)
    text = money(writer.rng, writer.korean, writer.deal.currency, value, total=True)
    writer.draft.mark("budget", Act.INFORM, text, plain(value))


def _method(writer: Writer) -> None:
    method = writer.deal.method
    writer.draft.mark(
        "shipping_method", writer.act, writer.rng.choice(writer.book.methods[method]), method
    )


def me(writer: Writer) -> None:
    """The writer's name."""
    writer.draft.mark("contact", Act.INFORM, writer.me.contact, writer.me.contact)


def company(writer: Writer) -> None:
    """The writer's house in full."""
    writer.draft.mark("company", Act.INFORM, writer.me.company, writer.me.company)


def _mycompany(writer: Writer) -> None:
    name = writer.me.company if writer.maybe(0.4) else writer.me.company_short
    writer.draft.mark("company", Act.INFORM, name, name)


def _you(writer: Writer) -> None:
    writer.draft.mark("to_contact", Act.INFORM, writer.you.contact, writer.you.contact)


def _yourcompany(writer: Writer) -> None:
    name = writer.you.company_short
    writer.draft.mark("to_company", Act.INFORM, name, name)


def _later(writer: Writer) -> None:
    day = writer.deal.day + timedelta(days=writer.rng.randint(3, 40))
    writer.draft.raw(date_text(writer.rng, writer.korean, day, writer.when))


SLOTS: dict[str, Callable[[Writer], None]] = {
    "p": _p, "spec": spec, "q": lambda writer: quantity_of(writer, writer.line), "price": price,
    "per": per, "other": _other, "term": term, "oterm": oterm, "date": _date,
    "arrive": _date, "ship": _date, "incoterm": _incoterm,
    "place": _place, "pay": _text("payment_terms"), "lead": _text("lead_time"),
    "pack": _text("packaging"),
    "warr": _text("warranty"), "cert": _text("certification"), "valid": _valid,
    "pol": _port("port_of_loading"), "pod": _port("port_of_discharge"), "ref": _ref,
    "disc": discount, "total": _total, "budget": _budget, "method": _method, "me": me,
    "mycompany": _mycompany, "you": _you, "yourcompany": _yourcompany, "later": _later,
    **fillers.SLOTS,
}  # fmt: skip
