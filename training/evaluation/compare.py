"""An analysis beside the gold, value by value: what every measure of key facts counts.

Equality and the matching of items are CONTRACT.md's ("How it is scored"). Must not know models,
files or what a difference is worth.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from quoteflow_desktop.core.analysis import Analysis
from quoteflow_desktop.core.facts import FACT_KINDS, ITEM_KINDS, Cell, Item, Kind
from training.evaluation.cases import Accepted, Gold

KINDS = {**FACT_KINDS, **ITEM_KINDS}


@dataclass(frozen=True)
class Pair:
    """One key (of item ``item``, from 1, where it is an item's): what came and what is right.

    Not both are empty. ``optional``: leaving it out is right too. An item that no gold item is
    matched with has a number behind the gold's.
    """

    key: str
    item: int | None
    got: Cell | None
    wanted: tuple[str, ...]
    optional: bool = False

    @property
    def right(self) -> bool:
        """Whether the given value is an accepted one."""
        return bool(self.got and self.wanted and equal(self.key, self.got.value, self.wanted))

    @property
    def spared(self) -> bool:
        """Whether nothing is given and nothing had to be."""
        return self.got is None and (self.optional or not self.wanted)


def pairs(analysis: Analysis | None, gold: Gold) -> list[Pair]:
    """All pairs of a thread, header facts first; without an analysis everything is missed."""
    given = analysis.facts if analysis else {}
    found = [_pair(key, None, given.get(key), gold.facts.get(key)) for key in FACT_KINDS]
    for number, (item, wanted) in enumerate(_matched(analysis, gold.items), start=1):
        found += [
            _pair(key, number, getattr(item, key) if item else None, wanted.get(key))
            for key in ITEM_KINDS
        ]
    return [pair for pair in found if pair.got or pair.wanted]


def _pair(key: str, item: int | None, got: Cell | None, accepted: Accepted) -> Pair:
    wanted = tuple(value for value in accepted or () if value is not None)
    return Pair(key, item, got, wanted, optional=None in (accepted or ()))


def _matched(
    analysis: Analysis | None, gold: Sequence[Mapping[str, Accepted]]
) -> Iterator[tuple[Item | None, Mapping[str, Accepted]]]:
    """Items greedily by product: equal names first, then one holding the other; surplus last."""
    left = list(analysis.items) if analysis else []
    for wanted in gold:
        names = [normal(name) for name in wanted.get("product") or () if name]
        found = next((i for i in left if _product(i) in names), None) or next(
            (i for i in left if _product(i) and any(_within(_product(i), n) for n in names)), None
        )
        left = [item for item in left if item is not found]
        yield found, wanted
    for item in left:
        yield item, {}


def _product(item: Item) -> str:
    return normal(item.product.value) if item.product else ""


def _within(left: str, right: str) -> bool:
    return left in right or right in left


def normal(text: str) -> str:
    """Case, width and white space made alike."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"\s+", " ", text).strip().strip(".,;")


def equal(key: str, got: str, accepted: Sequence[str]) -> bool:
    """Whether a value is one of the accepted spellings; decimals by value."""
    if KINDS[key] is Kind.DECIMAL:
        return any(same_number(got, other) for other in accepted)
    return normal(got) in {normal(other) for other in accepted}


def same_number(left: str, right: str) -> bool:
    """Whether both are numbers and equal."""
    try:
        return Decimal(left) == Decimal(right)
    except InvalidOperation:
        return False
