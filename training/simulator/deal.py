"""The state of one deal: parties, goods, terms, and the ledger of what has been put on the table.

Final gold comes from this state and never from text. Must not know phrases or layouts.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random

from quoteflow_desktop.core.money import round_to_currency
from training.simulator.gold import Run
from training.simulator.goods import Goods
from training.simulator.ledger import Slot
from training.simulator.terms import draw_term
from training.simulator.world import Party


@dataclass
class Line:
    """One item. ``price`` is what the supplier asks now, ``target`` the buyer's wish."""

    index: int
    goods: Goods
    code: str
    naming: int
    spec: str
    quantity: Decimal
    price: Decimal
    floor: Decimal
    target: Decimal
    alive: bool = True
    named: Run | None = None  # the first full mention
    named_text: str = ""
    prefix: tuple[str, str] = ("", "")  # a grade or series in Korean and English
    spelled: list[str] = field(default_factory=list)
    specs: list[str] = field(default_factory=list)

    def name(self, korean: bool) -> str:
        """The full name, written the same way through the thread."""
        plain = (
            (self.prefix[0] + self.goods.korean)
            if korean
            else (self.prefix[1] + self.goods.english)
        )
        forms = (plain, plain, plain, f"{self.code} {plain}", self.code, f"{plain} {self.code}")
        return forms[self.naming]

    @property
    def price_of_line(self) -> Decimal:
        return self.price * self.quantity


@dataclass
class Deal:
    """All that the mails of a thread speak of."""

    rng: Random
    family: str
    industry: str
    buyer: Party
    supplier: Party
    korean: dict[str, bool]
    currency: str
    lines: list[Line]
    incoterm: str
    place: tuple[str, str]
    pol: tuple[str, str] | None
    pod: tuple[str, str] | None
    method: str
    arrival: bool  # whether the delivery date is an arrival
    day: date  # of delivery
    refs: dict[str, str]
    slots: dict[tuple[str, int | None], Slot] = field(default_factory=dict)
    texts: dict[tuple[str, bool], str] = field(default_factory=dict)
    stage: str | None = None
    stages: list[str] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    discount: Decimal | None = None
    total_said: bool = False
    asked_terms: set[str] = field(default_factory=set)
    either_stage: bool = False

    def party(self, side: str) -> Party:
        return self.buyer if side == "buyer" else self.supplier

    def other(self, side: str) -> Party:
        return self.supplier if side == "buyer" else self.buyer

    def slot(self, key: str, item: int | None = None) -> Slot:
        """The ledger's place for a key; made when first used."""
        return self.slots.setdefault((key, item), Slot())

    @property
    def alive(self) -> list[Line]:
        return [line for line in self.lines if line.alive]

    def total(self) -> Decimal:
        """The sum of the lines after the discount."""
        value = sum((line.price_of_line for line in self.alive), Decimal(0))
        if self.discount:
            value = value * (100 - self.discount) / 100
        return round_to_currency(value, self.currency)

    def accept_all(self) -> None:
        """All that stands offered becomes agreed."""
        for slot in self.slots.values():
            if slot.offered:
                slot.agreed = slot.offered

    def refuse_all(self) -> None:
        """An offer turned down as a whole: prices, total and discount fall."""
        for (key, _), slot in self.slots.items():
            if key in ("unit_price", "total_amount", "discount_percent"):
                slot.clear()

    def term(self, key: str, korean: bool, fresh: bool = False) -> str:
        """A free-text term in one language; the same text until ``fresh``."""
        if fresh or (key, korean) not in self.texts:
            for language in (True, False) if fresh else (korean,):
                text = draw_term(self.rng, key, language, self.family, self.industry)
                self.texts[key, language] = text
        return self.texts[key, korean]
