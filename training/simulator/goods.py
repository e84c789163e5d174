"""The goods of 20 industries and the units they are sold in, from the ``data`` folder.

A line of ``goods.txt`` is Korean name, English name, unit, lowest and highest price in US dollars
and a specification, in which ``<a|b>`` is a choice and ``<10-200:10>`` a range; behind `` ~ `` may
stand how Korean mails specify the same goods. Must not know parties, mails or phrases.
"""

from dataclasses import dataclass

from training.simulator.terms import load, load_text


@dataclass(frozen=True)
class Goods:
    """One kind of goods; prices in US dollars a unit."""

    industry: str
    korean: str
    english: str
    unit: str
    low: float
    high: float
    spec: str
    korean_spec: str


@dataclass(frozen=True)
class Unit:
    """How quantities write a unit, and how prices say "each" in it."""

    korean: tuple[str, ...]
    english: tuple[str, ...]
    korean_each: tuple[str, ...]
    english_each: tuple[str, ...]


def _read() -> tuple[Goods, ...]:
    goods, industry = [], ""
    for line in load_text("goods.txt").splitlines():
        if "|" not in line:
            industry = line.strip()
            continue
        korean, english, unit, low, high, spec = line.split("|", 5)
        spec, _, korean_spec = spec.partition(" ~ ")
        prices = float(low), float(high)
        goods.append(Goods(industry, korean, english, unit, *prices, spec, korean_spec or spec))
    return tuple(goods)


GOODS = _read()
UNITS = {
    key: Unit(**{field: tuple(words) for field, words in table.items()})
    for key, table in load("units.toml").items()
}
