"""Blocks of a mail: items as lines or "label: value" rows, terms, lists of questions.

Tables have a file of their own. Must not know plots.
"""

from collections.abc import Callable

from quoteflow_desktop.core.facts import Act
from training.simulator import slots
from training.simulator.deal import Line
from training.simulator.tables import item_table
from training.simulator.writer import Writer
from training.simulator.writing import money


def items_block(
    writer: Writer, lines: list[Line], act: Act, prices: bool, total: bool, targets: bool = False
) -> None:
    """The items with quantities and, when given, prices, in one of many layouts."""
    kept, writer.act = writer.act, act
    writer.br()
    chance = writer.rng.random()
    if len(lines) == 1 and chance < 0.4:
        _labelled(writer, lines[0], prices)
    elif chance < (0.55 if prices and len(lines) > 1 else 0.75):
        _lines(writer, lines, prices, targets)
    else:
        total = item_table(writer, lines, prices, total)
    if prices and total:
        writer.br(False)
        writer.say("total", weight=7)
    writer.br()
    writer.act = kept


def bullet(writer: Writer, style: int, number: int) -> str:
    """The mark before a line of a list; one style a list."""
    circled = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫"[number - 1]
    forms = ("- ", f"{number}. ", f"{number}) ", "* ", "• ", "", f"({number}) ", "· ", "   ")
    return (*forms, *(("ㅇ ", f"{circled} ") if writer.korean else ("- ", "- ")))[style]


def _lines(writer: Writer, lines: list[Line], prices: bool, targets: bool) -> None:
    style, shape = writer.rng.randrange(11), writer.rng.randrange(8)
    for number, line in enumerate(lines, 1):
        writer.line = line
        writer.draft.raw(bullet(writer, style, number))
        start = len(writer.draft.text)
        _item_line(writer, line, prices, quantity_first=shape > 5 and not prices)
        if targets and writer.maybe(0.7):
            left, right = writer.rng.choice(((", ", ""), (" (", ")"), (" / ", "")))
            writer.draft.add(f"{left}{'목표가' if writer.korean else 'target'} ")
            slots.price_of(writer, line, line.target, Act.ASK)
            writer.draft.raw(right)
        writer.draft.point(start, 6)
        writer.br(False)


def _item_line(writer: Writer, line: Line, prices: bool, quantity_first: bool) -> None:
    draft, rng = writer.draft, writer.rng
    if quantity_first:
        slots.quantity_of(writer, line)
        draft.raw(rng.choice((" ", " x ", " - ") if writer.korean else (" ", " x ", " of ", " ")))
    slots.product(writer, line)
    if not line.specs or rng.random() < 0.5:
        left, right = rng.choice(((" (", ")"), (", ", ""), (" ", ""), (" - ", ""), (" / ", "")))
        draft.raw(left)
        slots.spec(writer)
        draft.raw(right)
    if not quantity_first:
        draft.raw(rng.choice((" - ", ", ", ": ", " / ", " : ", "  ", " -> ", " … ", "\t")))
        slots.quantity_of(writer, line)
    if prices:
        joints = (" x ", " @ ", " - ", ", ", " / ", " × ", "  ") + (
            () if writer.korean else (" at ",)
        )
        draft.raw(rng.choice(joints))
        slots.price_of(writer, line, line.price, writer.act)
        slots.per(writer)
        if len(writer.deal.alive) > 1 and rng.random() < 0.3:
            currency = writer.deal.currency
            text = money(rng, writer.korean, currency, line.price_of_line, total=True)
            draft.raw(f" = {text}")


def _labelled(writer: Writer, line: Line, prices: bool) -> None:
    writer.line = line
    style = writer.rng.choice((5, 5, 0, 1, 2, 7, 9, 8))
    colon = writer.rng.choice((": ", " : ", ": ", " - ", "\t", ":"))
    rows: list[tuple[str, Callable[[], None]]] = [("product", lambda: slots.product(writer, line))]
    if not line.specs or writer.maybe(0.5):
        rows.append(("spec", lambda: slots.spec(writer)))
    rows.append(("qty", lambda: slots.quantity_of(writer, line)))
    if prices:
        rows.insert(writer.rng.choice((1, len(rows))), ("price", lambda: _price_with_per(writer)))
    for number, (key, write) in enumerate(rows, 1):
        writer.draft.raw(bullet(writer, style, number))
        start = len(writer.draft.text)
        writer.draft.raw(writer.label(key) + colon)
        write()
        if key != "spec":
            writer.draft.point(start, 6)
        writer.br(False)


def _price_with_per(writer: Writer) -> None:
    slots.price(writer)
    slots.per(writer)
    if writer.maybe(0.2):
        slots.oterm(writer)
    if writer.korean and writer.deal.currency == "KRW" and writer.maybe(0.3):
        writer.draft.raw(writer.rng.choice(("(VAT 별도)", " (부가세 별도)", " (VAT별도)")))


_SLOT_OF = {"incoterm": "term", "ship": "date", "discount": "disc"}
_LABEL_OF = {"incoterm": "term"}


def terms_block(writer: Writer, keys: list[str], prefix: str) -> None:
    """Terms as sentences, as "label: value" lines, or joined in one line."""
    if not keys:
        return
    layout = writer.rng.random()
    if layout < 0.36:
        writer.br()
        for key in keys:
            writer.say(f"{prefix}.{key}", weight=5)
        return
    writer.br(True if layout < 0.7 else None)
    style = writer.rng.choice((0, 1, 2, 3, 4, 5, 5, 7, 8, 9, 10))
    colon = writer.rng.choice((": ", ": ", " : ", " - ", ": ", "\t"))
    if writer.maybe(0.12):
        heads = (
            ("[조건]", "< 거래조건 >", "* 조건")
            if writer.korean
            else ("Terms:", "Conditions:", "TERMS & CONDITIONS")
        )
        writer.draft.raw(writer.rng.choice(heads) + "\n")
    joined = layout > 0.93
    for number, key in enumerate(keys, 1):
        writer.draft.raw((" / " if number > 1 else "") if joined else bullet(writer, style, number))
        start = len(writer.draft.text)
        writer.draft.raw(writer.label(_LABEL_OF.get(key, key)) + colon)
        writer.slot(_SLOT_OF.get(key, key))
        writer.draft.point(start, 5)
        if not joined:
            writer.br(False)
    writer.br()


def questions(writer: Writer) -> None:
    """Some questions without values, a line each."""
    style = writer.rng.randrange(11)
    known = writer.phrases("ask.list")
    asked = writer.rng.sample(known, min(writer.rng.randint(2, 4), len(known)))
    writer.br(True)
    if writer.maybe(0.4):
        writer.say("ask.questions")
        writer.br(False)
    for number, text in enumerate(asked, 1):
        writer.draft.raw(bullet(writer, style, number))
        writer.draft.say(text, writer.slot, 2)
        writer.draft.raw("\n")
    writer.br()
