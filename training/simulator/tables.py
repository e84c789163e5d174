"""Tables of items in white space, tabs or bars, with a header row.

Must not know plots.
"""

import re
import unicodedata
from dataclasses import dataclass
from random import Random

from quoteflow_desktop.core.money import plain
from training.simulator import slots
from training.simulator.deal import Line
from training.simulator.writer import Writer
from training.simulator.writing import (
    CURRENCY_WORDS,
    bare_price,
    digits,
    money,
    per_word,
    quantity,
    unit_word,
)

_HANGUL = re.compile("[가-힣]").search
_JOINTS = {"wide": "    ", "tab": "\t", "bar": " | ", "bars": " | ", "narrow": "  "}


@dataclass(frozen=True)
class Table:
    """A table's columns and style; ``bare``: prices without currency, which the header names."""

    columns: tuple[str, ...]
    style: str
    bare: bool
    unit_apart: bool


@dataclass(frozen=True)
class Cell:
    """A cell's text, and the unit where it holds a quantity."""

    column: str
    text: str
    unit: str = ""


def item_table(writer: Writer, lines: list[Line], prices: bool, total: bool) -> bool:
    """Writes the table; returns whether the total is still to be said."""
    table = _plan(writer, lines, prices)
    _header(writer, table)
    rows = [[_cell(writer, column, line, table) for column in table.columns] for line in lines]
    widths = [
        max(_width(row[index].text) for row in rows) + writer.rng.randint(2, 4)
        for index in range(len(table.columns))
    ]
    for number, (line, row) in enumerate(zip(lines, rows, strict=True), 1):
        _row(writer, table, row, widths, line, number)
    if prices and (total or "amount" in table.columns) and writer.maybe(0.8):
        _total_row(writer, table, widths)
        return False
    return total


def _plan(writer: Writer, lines: list[Line], prices: bool) -> Table:
    rng = writer.rng
    one_unit = len({line.goods.unit for line in lines}) == 1
    writer.basis = (
        per_word(rng, writer.korean, lines[0].goods.unit)
        if prices and one_unit and rng.random() < 0.16
        else ""
    )
    unit_apart = not writer.basis and rng.random() < 0.25
    spec = any(not line.specs for line in lines) or rng.random() < 0.4
    columns = _ordered(rng, spec, unit_apart, prices)
    style = rng.choice(("wide", "wide", "tab", "bar", "bars", "narrow"))
    return Table(
        tuple(columns), style, prices and bool(writer.basis or rng.random() < 0.65), unit_apart
    )


def _ordered(rng: Random, spec: bool, unit_apart: bool, prices: bool) -> list[str]:
    """The columns from left to right: goods first as a rule, the amount behind all figures."""
    goods = ["product", "spec"] if spec else ["product"]
    count = ["qty", "unit"] if unit_apart else ["qty"]
    price = ["price"] if prices else []
    amount = ["amount"] if prices and rng.random() < 0.7 else []
    if unit_apart and rng.random() < 0.35:
        count.reverse()
    if spec and rng.random() < 0.08:
        goods.reverse()
    chance = rng.random()
    columns = [*goods, *count, *price, *amount]
    if chance < 0.1:
        columns = [*count, *goods, *price, *amount]
    elif chance < 0.2:
        columns = [*goods, *price, *count, *amount]
    elif spec and chance < 0.28:
        columns = ["product", *count, *price, *amount, "spec"]
    return ["no", *columns] if rng.random() < 0.4 else columns


def _currency(writer: Writer, left: str, right: str) -> None:
    words = CURRENCY_WORDS[writer.deal.currency]
    hangul = writer.korean or writer.deal.currency == "KRW"
    code = writer.rng.choice(words if hangul else [word for word in words if not _HANGUL(word)])
    writer.draft.raw(left)
    writer.draft.mark("currency", writer.act, code, writer.deal.currency)
    writer.draft.raw((f"/{writer.basis}" if writer.basis else "") + right)


def _header(writer: Writer, table: Table) -> None:
    rng, draft = writer.rng, writer.draft
    above = table.bare and rng.random() < 0.35
    if above:
        korean = (("(단위: ", ")"), ("단위: ", ""), ("[단위 : ", "]"))
        english = (("Currency: ", ""), ("All prices in ", "."), ("(in ", ")"), ("Prices in ", ""))
        _currency(writer, *rng.choice(korean if writer.korean else english))
        draft.raw("\n")
    draft.raw("| " if table.style == "bars" else "")
    for index, column in enumerate(table.columns):
        draft.raw(_JOINTS[table.style] if index else "")
        draft.raw(writer.label(column))
        if column == "price" and table.bare and not above:
            _currency(
                writer, *rng.choice((("(", ")"), (" (", ")"), (" ", ""), (", ", ""), (" [", "]")))
            )
    draft.raw(" |\n" if table.style == "bars" else "\n")
    if rng.random() < 0.2:
        draft.raw("-" * rng.randint(30, 64) + "\n")


def _cell(writer: Writer, column: str, line: Line, table: Table) -> Cell:
    rng, currency = writer.rng, writer.deal.currency
    if column == "product":
        return Cell(column, line.name(writer.korean))
    if column == "spec":
        return Cell(column, line.spec)
    if column == "unit":
        return Cell(column, unit_word(rng, writer.korean, line.goods.unit))
    if column == "qty":
        if table.unit_apart or writer.basis:
            return Cell(column, digits(rng, line.quantity, 0.95), writer.basis)
        return Cell(column, *quantity(rng, writer.korean, line.quantity, line.goods.unit))
    if column in ("price", "amount"):
        value = line.price if column == "price" else line.price_of_line
        if table.bare:
            return Cell(column, bare_price(rng, currency, value))
        return Cell(column, money(rng, writer.korean, currency, value, total=column == "amount"))
    return Cell(column, "")


def _row(
    writer: Writer, table: Table, row: list[Cell], widths: list[int], line: Line, number: int
) -> None:
    draft, start = writer.draft, len(writer.draft.text)
    draft.raw("| " if table.style == "bars" else "")
    unit = next((cell.text for cell in row if cell.column == "unit"), "")
    for index, cell in enumerate(row):
        draft.raw(_JOINTS[table.style] if index and table.style in ("tab", "bar", "bars") else "")
        _write(writer, cell, cell.unit or unit, line, number)
        if table.style in ("wide", "narrow") and index < len(row) - 1:
            extra = (
                2 if table.style == "narrow" else widths[index] - _width(cell.text or str(number))
            )
            draft.raw(" " * max(2, extra))
    draft.point(start, 6)
    draft.raw(" |\n" if table.style == "bars" else "\n")


def _write(writer: Writer, cell: Cell, unit: str, line: Line, number: int) -> None:
    writer.line = line
    if cell.column == "product":
        slots.product(writer, line, cell.text)
    elif cell.column == "spec":
        slots.spec(writer)
    elif cell.column == "qty":
        writer.touch(line, writer.act)
        writer.draft.mark(
            "quantity", writer.act, cell.text, plain(line.quantity), line.index, unit=unit
        )
    elif cell.column == "price":
        writer.draft.mark("unit_price", writer.act, cell.text, plain(line.price), line.index)
    else:
        writer.draft.raw(cell.text or str(number))


def _total_row(writer: Writer, table: Table, widths: list[int]) -> None:
    rng, draft, deal = writer.rng, writer.draft, writer.deal
    start = len(draft.text)
    if deal.discount:
        draft.raw(writer.label("discount") + "  ")
        slots.discount(writer)
        draft.raw("\n")
        start = len(draft.text)
    draft.raw("| " if table.style == "bars" else "")
    draft.raw(writer.label("total"))
    blanks = " " * max(2, min(44, sum(widths[:-1]) - 5))
    tabs = "\t" * max(1, len(table.columns) - 1)
    draft.raw({"tab": tabs, "bar": " | ", "bars": " | "}.get(table.style, blanks))
    value = deal.total()
    bare = table.bare and rng.random() < 0.7
    text = (
        bare_price(rng, deal.currency, value)
        if bare
        else money(rng, writer.korean, deal.currency, value, total=True)
    )
    slots.total_of(writer, text)
    draft.point(start, 7)
    draft.raw(" |\n" if table.style == "bars" else "\n")


def _width(text: str) -> int:
    """Columns that the text takes on a screen."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
