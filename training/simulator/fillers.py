"""Slots whose words and numbers mean nothing for the deal: past prices, stock, phones, dates.

Nothing here is marked; a reader has to leave these values alone. Must not know plots or layouts.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from training.simulator.making import make_reference, nice_price
from training.simulator.writing import date_text, money, pick_day, quantity

if TYPE_CHECKING:
    from training.simulator.writer import Writer

_VESSELS = (
    "MV Aurelia",
    "Hansa Tide",
    "Pacific Wren",
    "Ocean Lark",
    "Star Heron",
    "KMT Daisy",
    "Blue Petrel",
    "Nordic Swan",
    "Cape Linnet",
    "Eastern Finch",
)


_COLLEAGUES = {
    True: ("박선우 대리", "이도현 과장", "최유나 사원", "정해성 부장", "강민지 주임", "한 팀장님"),
    False: ("Marta", "Mr. Osei", "Joachim", "Ms. Lindqvist", "Praveen", "Wenjing", "our Mr. Adler",
            "Farida", "Tobias", "Leticia", "Ben Harlow", "Ms. Nakata"),
}  # fmt: skip


def _amount(writer: Writer, value: Decimal) -> str:
    return money(writer.rng, writer.korean, writer.deal.currency, value)


def _near_price(low: float, high: float) -> Callable[[Writer], str]:
    def text(writer: Writer) -> str:
        value = float(writer.line.price) * writer.rng.uniform(low, high)
        return _amount(writer, nice_price(writer.rng, value, writer.deal.currency))

    return text


def _share_of_total(low: float, high: float) -> Callable[[Writer], str]:
    def text(writer: Writer) -> str:
        value = max(20.0, float(writer.deal.total()) * writer.rng.uniform(low, high))
        return _amount(writer, nice_price(writer.rng, value, writer.deal.currency))

    return text


def _near_quantity(low: float, high: float) -> Callable[[Writer], str]:
    def text(writer: Writer) -> str:
        value = max(2, round(float(writer.line.quantity) * writer.rng.uniform(low, high)))
        count = Decimal(round(value, -1) if value > 40 else value)
        return quantity(writer.rng, writer.korean, count, writer.line.goods.unit)[0]

    return text


def _day(low: int, high: int) -> Callable[[Writer], str]:
    def text(writer: Writer) -> str:
        day = pick_day(writer.rng, writer.when, low, high)
        return date_text(writer.rng, writer.korean, day, writer.when)

    return text


def _pastday(writer: Writer) -> str:
    day = writer.when - timedelta(days=writer.rng.randint(1, 25))
    if writer.korean:
        return writer.rng.choice((f"{day.month}월 {day.day}일", f"{day.month}/{day.day}"))
    return date_text(writer.rng, False, day, writer.when)


def _earlier(writer: Writer) -> str:
    day = writer.deal.day - timedelta(days=writer.rng.randint(3, 30))
    day = max(writer.when + timedelta(days=1), day)
    return date_text(writer.rng, writer.korean, day, writer.when)


def _one_of(*values: int) -> Callable[[Writer], str]:
    return lambda writer: f"{writer.rng.choice(values)}%"


def _between(low: int, high: int) -> Callable[[Writer], str]:
    return lambda writer: str(writer.rng.randint(low, high))


def _slip(writer: Writer) -> str:
    return quantity(writer.rng, writer.korean, writer.wrong_quantity, writer.line.goods.unit)[0]


def _same_quantity(writer: Writer) -> str:
    return quantity(writer.rng, writer.korean, writer.line.quantity, writer.line.goods.unit)[0]


def _old_reference(writer: Writer) -> str:
    return make_reference(
        writer.rng, "order", writer.when - timedelta(days=writer.rng.randint(90, 600))
    )


def _container(writer: Writer) -> str:
    letters = "".join(writer.rng.choice("ABCDGHKLMNOSTW") for _ in range(3))
    return f"{letters}U{writer.rng.randint(1000000, 9999999)}"


def _vessel(writer: Writer) -> str:
    voyage = f"{writer.rng.randint(10, 399)}{writer.rng.choice('EWNS')}"
    return f"{writer.rng.choice(_VESSELS)} V.{voyage}"


def _load(writer: Writer) -> str:
    size, kind = (
        writer.rng.choice(("20", "40", "40")),
        writer.rng.choice(("HC", "HQ", "FCL", "GP", " container")),
    )
    return f"{writer.rng.randint(1, 4)} x {size}'{kind}"


def _team(writer: Writer) -> str:
    return writer.me.team or ("구매팀" if writer.side == "buyer" else "영업팀")


def _colleague(writer: Writer) -> str:
    """Somebody who is neither the writer nor the addressee."""
    taken = (writer.me.contact, writer.you.contact)
    pool = _COLLEAGUES[writer.korean]
    return writer.rng.choice([name for name in pool if not any(name in each for each in taken)])


def _tax(writer: Writer) -> str:
    """The value added tax on the total."""
    return _amount(writer, (writer.deal.total() / 10).quantize(Decimal(1)))


def _vat(writer: Writer) -> str:
    """At times a word on the tax behind a Korean price; nothing in other currencies."""
    if not writer.korean or writer.deal.currency != "KRW" or writer.maybe(0.35):
        return ""
    return writer.rng.choice(
        ("(VAT 별도)", " (부가세 별도)", "(부가세별도)", " VAT 별도", ", 부가세 별도")
    )


def _plain(text: Callable[[Writer], str]) -> Callable[[Writer], None]:
    return lambda writer: writer.draft.raw(text(writer))


SLOTS: dict[str, Callable[[Writer], None]] = {
    name: _plain(text)
    for name, text in {
        "plain": lambda writer: _amount(writer, writer.line.price),
        "wrong": lambda writer: _amount(writer, writer.wrong),
        "wrongq": _slip,
        "plainq": _same_quantity,
        "past": _near_price(0.8, 1.1),
        "listed": _near_price(1.1, 1.5),
        "lower": _near_price(0.75, 0.95),
        "higher": _near_price(1.08, 1.4),
        "anyamount": _share_of_total(0.2, 0.5),
        "cost": _share_of_total(0.01, 0.08),
        "bigqty": _near_quantity(1.3, 6),
        "oldqty": _near_quantity(0.3, 2),
        "few": _near_quantity(0.01, 0.2),
        "someday": _day(1, 40),
        "pastday": _pastday,
        "earlier": _earlier,
        "tax": _tax,
        "vat": _vat,
        "pct": _one_of(3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 18, 20, 25, 30),
        "dep": _one_of(10, 20, 30, 30, 40, 50, 60, 70),
        "n": _between(2, 60),
        "acct": _between(10**7, 10**10),
        "year": lambda writer: str(writer.rng.randint(1985, writer.when.year)),
        "weight": lambda writer: str(writer.rng.randint(20, 400) / 10),
        "oldref": _old_reference,
        "refplain": lambda writer: writer.deal.refs["order"],
        "phone": lambda writer: writer.me.mobile,
        "hs": lambda writer: f"{writer.rng.randint(1000, 9699)}.{writer.rng.randint(10, 99)}",
        "booth": lambda writer: f"{writer.rng.choice('ABCDEH')}{writer.rng.randint(100, 980)}",
        "cont": _container,
        "cntr": _load,
        "vessel": _vessel,
        "colleague": _colleague,
        "called": lambda writer: writer.you.called,
        "family": lambda writer: writer.you.family,
        "title": lambda writer: "담당자" if writer.you.title.isascii() else writer.you.title,
        "mytitle": lambda writer: writer.me.title,
        "team": _team,
        "trade": lambda writer: writer.rng.choice(writer.book.phrases["trade"]),
        "mycountry": lambda writer: (
            writer.me.country.korean if writer.korean else writer.me.country.english
        ),
        "mycity": lambda writer: writer.rng.choice(writer.me.country.cities)[
            0 if writer.korean else 1
        ],
    }.items()
}
