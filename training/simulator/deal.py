"""The state of one deal: parties, goods, terms, and the ledger of what has been put on the table.

The ledger follows CONTRACT.md's fold, so the final gold comes from the state and never from text.
Must not know phrases or layouts.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random

from training.simulator.gold import Run
from training.simulator.goods import GOODS, Goods
from training.simulator.terms import (
    LEAD_EN, LEAD_KO, PACK_EN, PACK_KO, PAYMENT_EN, PAYMENT_KO, VALID_EN_SPAN, VALID_KO_SPAN,
    WARRANTY_EN, WARRANTY_KO, Phrases, certificate, expand, split_deposit,
)  # fmt: skip
from training.simulator.world import COUNTRIES, Country, Party, make_party
from training.simulator.writing import CURRENCY_RATE, pick_day

from quoteflow_desktop.core.facts import Act
from quoteflow_desktop.core.money import round_to_currency

_BY_INDUSTRY: dict[str, tuple[Goods, ...]] = {}
for _goods in GOODS:
    _BY_INDUSTRY[_goods.industry] = (*_BY_INDUSTRY.get(_goods.industry, ()), _goods)
INDUSTRIES = tuple(_BY_INDUSTRY)

_BUY_FROM = ("US", "US", "US", "DE", "GB", "CA", "AU", "NL", "PL", "ES", "IT", "BR", "MX", "CL", "JP", "VN", "IN", "ID", "MY", "TH", "SG", "TR", "AE", "SA", "EG", "KR", "KR")
_SELL_FROM = ("CN", "CN", "CN", "VN", "IN", "TW", "KR", "KR", "KR", "KR", "JP", "DE", "IT", "TR", "TH", "MY", "ID", "US", "PL", "ES", "NL")


@dataclass
class Line:
    """One item of the deal. ``price`` is what the supplier asks now, ``target`` the buyer's wish."""

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
        plain = (self.prefix[0] + self.goods.korean) if korean else (self.prefix[1] + self.goods.english)
        return (plain, plain, plain, f"{self.code} {plain}", self.code, f"{plain} {self.code}")[self.naming]

    @property
    def price_of_line(self) -> Decimal:
        return self.price * self.quantity


@dataclass
class Entry:
    """A value that a mail put on the table."""

    side: str
    act: Act
    value: str
    ident: str
    spelling: str
    unit: str = ""


@dataclass
class Slot:
    """What stands for one key: the agreed, offered, asked and stated entries."""

    agreed: Entry | None = None
    offered: Entry | None = None
    asked: Entry | None = None
    stated: Entry | None = None
    seen: list[Entry] = field(default_factory=list)

    @property
    def standing(self) -> Entry | None:
        return self.agreed or self.offered or self.asked or self.stated

    def put(self, entry: Entry) -> None:
        """One entry more, by the rules of the fold."""
        self.seen.append(entry)
        if entry.act is Act.OFFER:
            self.offered, self.agreed = entry, None
        elif entry.act is Act.ACCEPT:
            self.agreed = self.offered = entry
        elif entry.act is Act.CORRECT:
            if entry.side == "supplier" or self.offered is None:
                self.offered, self.agreed = (entry, None) if entry.side == "supplier" else (None, None)
            if entry.side == "buyer":
                self.asked = entry
        elif entry.act is Act.REFUSE:
            self._drop(entry.value)
        elif entry.act is Act.ASK:
            self.asked = entry
        elif entry.act is Act.INFORM:
            self.stated = entry

    def _drop(self, value: str) -> None:
        for name in ("asked", "offered", "agreed"):
            held = getattr(self, name)
            if held is not None and held.value == value:
                setattr(self, name, None)

    def clear(self) -> None:
        """Everything falls."""
        self.agreed = self.offered = self.asked = self.stated = None


@dataclass
class Terms:
    """A term's text in both languages with its meaning."""

    ident: str
    korean: str
    english: str


@dataclass
class Deal:
    """All that the mails of a thread speak of."""

    rng: Random
    family: str
    industry: str
    domestic: bool
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
    today: date
    day: date
    refs: dict[str, str]
    slots: dict[tuple[str, int | None], Slot] = field(default_factory=dict)
    texts: dict[tuple[str, bool], tuple[str, str]] = field(default_factory=dict)
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

    def term(self, key: str, korean: bool, fresh: bool = False) -> tuple[str, str]:
        """(text, meaning) of a free-text term in one language; the same text until ``fresh``."""
        if fresh or (key, korean) not in self.texts:
            for language in (True, False) if fresh else (korean,):
                self.texts[key, language] = (self._draw(key, language), key)
        return self.texts[key, korean]

    def _draw(self, key: str, korean: bool) -> str:
        rng = self.rng
        if key == "certification":
            return certificate(rng, self.industry)
        table: Phrases = {
            "payment_terms": (PAYMENT_EN, PAYMENT_KO), "lead_time": (LEAD_EN, LEAD_KO), "packaging": (PACK_EN, PACK_KO),
            "warranty": (WARRANTY_EN, WARRANTY_KO), "quote_validity": (VALID_EN_SPAN, VALID_KO_SPAN),
        }[key][int(korean)]  # fmt: skip
        text = rng.choice(table.of(self.family))
        if "{a}" in text:
            first, second = split_deposit(rng)
            text = text.replace("{a}", str(first)).replace("{b}", str(second))
        return expand(rng, text)


def _code(rng: Random) -> str:
    letters = "".join(rng.choice("ABCDEFGHKLMNPRSTUVWXZ") for _ in range(rng.randint(1, 4)))
    return rng.choice((f"{letters}-{rng.randint(10, 9999)}", f"{letters}{rng.randint(100, 9999)}", f"{letters}-{rng.randint(10, 999)}{rng.choice('ABCDSXR')}",
                       f"{letters}{rng.randint(10, 99)}-{rng.randint(1, 999):03d}", f"{rng.randint(1000, 99999)}-{letters}"))  # fmt: skip


_GRADES = tuple(pair.split(":") for pair in (
    "고급:premium 신형:new 경량:lightweight 대형:large 소형:small 초소형:mini 산업용:industrial 업소용:commercial 친환경:eco 국산:local 수입:imported 맞춤형:custom 방수:waterproof 내열:heat-resistant "
    "무선:wireless 스마트:smart 휴대용:portable 일반형:standard 고강도:high-strength 저소음:low-noise 슬림:slim 듀얼:dual 프로:pro 이중:double 접이식:foldable 무광:matt 유광:glossy 표준:regular "
    "고효율:high-efficiency 보급형:basic 특수:special 개량형:improved 어린이용:kids 여성용:ladies 가정용:home 실외용:outdoor 실내용:indoor 장거리:long-range 고속:high-speed 강화:reinforced"
).split())  # fmt: skip
_COINED = ("Ve Lu Tra Ko Mi No Ra Zen Sol Fi Ka Ro Ty Xa Or Be La Qui Da Su Ne Vo", "vra lix ton mar dia nex pro tec lin gard flo core bit max via sta rix wen zo na", "베 루 트 코 미 노 라 젠 솔 피 카 로 티 자 오 비 다 수 네 보", "온 릭스 톤 마 디아 넥스 텍 린 가드 플로 코어 맥스 비아 스타 나")


def _prefix(rng: Random) -> tuple[str, str]:
    """A grade or a made-up series name before the goods, so that names are rarely seen twice."""
    chance = rng.random()
    if chance < 0.45:
        return "", ""
    if chance < 0.72:
        korean, english = rng.choice(_GRADES)
        return f"{korean} ", f"{english} "
    heads, tails, ko_heads, ko_tails = (part.split() for part in _COINED)
    number = rng.choice(("", "", f" {rng.randint(2, 900)}", f" {rng.choice('XSRZ')}{rng.randint(1, 9)}"))
    return f"{rng.choice(ko_heads)}{rng.choice(ko_tails)}{number} ", f"{rng.choice(heads)}{rng.choice(tails)}{number} "


def make_reference(rng: Random, kind: str, today: date) -> str:
    """A number as houses give their papers."""
    heads = {"inquiry": ("RFQ", "INQ", "RQ", "ENQ"), "quote": ("Q", "QT", "QTN", "PI", "EST"), "order": ("PO", "P", "ORD", "45")}[kind]
    house = "".join(rng.choice("ABCDEFGHJKLMNPRSTW") for _ in range(rng.randint(2, 3)))
    number = rng.randint(1, 9999)
    return rng.choice((
        f"{rng.choice(heads)}-{today.year}-{number:04d}", f"{house}-{number}", f"{rng.choice(heads)}{today:%y%m%d}-{rng.randint(1, 30):02d}", f"{house}{today:%y%m}-{rng.randint(1, 400):03d}",
        f"{rng.choice(heads)}-{today:%Y%m%d}-{rng.randint(1, 99):02d}", f"{rng.randint(10000, 4599999)}", f"{house}/{number}/{today:%y}", f"{rng.choice(heads)}-{house}-{rng.randint(100, 9999)}",
        f"{house}-{today:%y%m}-{rng.randint(1, 200)}", f"{rng.choice(heads)}{rng.randint(1000, 99999)}"))  # fmt: skip


def nice_price(rng: Random, value: float, currency: str) -> Decimal:
    """A sensible price near ``value`` in the currency."""
    if currency in ("KRW", "VND", "JPY"):
        step = 10 if value < 3000 else 50 if value < 10000 else 100 if value < 60000 else 1000 if value < 900000 else 10000
        if value < 100:
            step = 1
        return Decimal(max(1, round(value / step)) * step)
    if value < 0.2:
        return Decimal(max(1, round(value * 1000))) / 1000
    if value < 60:
        return Decimal(round(value * 100)) / 100
    if value < 300:
        return Decimal(round(value * 2)) / 2 if rng.random() < 0.6 else Decimal(round(value * 10)) / 10
    step = 1 if value < 900 else 5 if value < 3000 else 50
    return Decimal(round(value / step) * step)


_SIZES = (5, 10, 12, 20, 24, 30, 40, 48, 50, 60, 80, 100, 120, 150, 200, 240, 250, 300, 360, 400, 480, 500, 600, 640, 720, 800, 960, 1000, 1200, 1500, 1800, 2000, 2400, 2500, 3000, 3600,
          4000, 5000, 6000, 7200, 8000, 10000, 12000, 15000, 20000, 25000, 30000, 50000, 100000)  # fmt: skip


def nice_quantity(rng: Random, price_in_dollars: float) -> Decimal:
    """A quantity whose value is between some hundred and some hundred thousand dollars."""
    goal = 10 ** rng.uniform(3.0, 5.2)
    wanted = goal / price_in_dollars
    if wanted < 5:
        return Decimal(rng.randint(1, 6))
    near = min(_SIZES, key=lambda size: abs(size - wanted))
    value = rng.choice((near, rng.choice(_SIZES[max(0, _SIZES.index(near) - 3) : _SIZES.index(near) + 3] or (near,))))
    if rng.random() < 0.14:
        value = max(1, value + rng.randint(-9, 9) * (1 if value < 500 else 10))
    return Decimal(value)


def make_line(rng: Random, index: int, goods: Goods, currency: str, naming: int) -> Line:
    """An item with its price, the buyer's wish and the supplier's floor."""
    dollars = goods.low * (goods.high / goods.low) ** rng.random()
    price = nice_price(rng, dollars * CURRENCY_RATE[currency], currency)
    target = nice_price(rng, float(price) * rng.uniform(0.84, 0.96), currency)
    floor = nice_price(rng, float(price) * rng.uniform(0.93, 0.985), currency)
    if not target < floor:
        floor = price
    return Line(index=index, goods=goods, code=_code(rng), naming=naming, prefix=_prefix(rng), spec=expand(rng, goods.spec), quantity=nice_quantity(rng, dollars),
                price=price, floor=floor if floor < price else price, target=target if target < price else nice_price(rng, float(price) * 0.8, currency))  # fmt: skip


def more_goods(rng: Random, industry: str, taken: Iterable[Goods]) -> Goods:
    """Another article of the industry."""
    used = set(taken)
    return rng.choice([goods for goods in _BY_INDUSTRY[industry] if goods not in used])


def _route(rng: Random, domestic: bool, buyer: Country, supplier: Country) -> tuple[str, tuple[str, str], tuple[str, str] | None, tuple[str, str] | None, str, bool]:
    """Incoterm, its place, ports of loading and discharge, transport, whether dates are arrivals."""
    if domestic:
        city = rng.choice(buyer.cities)
        incoterm = rng.choice(("", "", "", "", "", "", "DAP", "EXW", "DDP"))
        return incoterm, (city if incoterm != "EXW" else rng.choice(supplier.cities)), None, None, rng.choice(("road", "road", "express")), True
    incoterm = rng.choice(("FOB",) * 9 + ("CIF",) * 6 + ("CFR",) * 2 + ("EXW",) * 3 + ("FCA",) * 3 + ("DAP",) * 3 + ("DDP",) * 2 + ("CPT", "CIP", "FAS", "DPU"))
    out, into = rng.choice(supplier.ports), rng.choice(buyer.ports)
    if incoterm in ("FOB", "FAS"):
        return incoterm, out, out, into, "sea", False
    if incoterm in ("CIF", "CFR"):
        return incoterm, into, out, into, "sea", rng.random() < 0.5
    flown, landed = rng.choice(supplier.airports), rng.choice(buyer.airports)
    if incoterm == "FCA":
        if rng.random() < 0.5:
            return incoterm, flown, flown, landed, "air", False
        return incoterm, rng.choice(supplier.cities), out, into, rng.choice(("sea", "road")), False
    if incoterm in ("CPT", "CIP"):
        return incoterm, landed, flown, landed, "air", True
    if incoterm == "EXW":
        return incoterm, rng.choice(supplier.cities), None, None, rng.choice(("sea", "air", "express", "road")), False
    return incoterm, rng.choice(buyer.cities), out, into, rng.choice(("sea", "sea", "air", "road", "express", "rail")), True


def make_deal(rng: Random, family: str, korean: bool, today: date) -> Deal:
    """A new deal with everything that its mails may say."""
    buyer_korean = supplier_korean = korean
    domestic = rng.random() < (0.45 if korean else 0.06)
    if korean:
        home = COUNTRIES["KR"]
        away = COUNTRIES[rng.choice(("CN", "CN", "VN", "TW", "JP", "US", "DE", "IN", "TH", "IT", "ID", "MY"))]
        buyer_at, supplier_at = (home, home) if domestic else rng.choice(((home, away), (home, away), (away, home)))
        if not domestic and rng.random() < 0.16:
            buyer_korean, supplier_korean = buyer_at is home, supplier_at is home
    else:
        buyer_at = COUNTRIES[rng.choice(_BUY_FROM)]
        supplier_at = buyer_at if domestic else COUNTRIES[rng.choice(_SELL_FROM)]
        domestic = buyer_at is supplier_at
    industry = rng.choice(INDUSTRIES)
    currency = _currency(rng, domestic, buyer_at, supplier_at)
    incoterm, place, pol, pod, method, arrival = _route(rng, domestic, buyer_at, supplier_at)
    lines: list[Line] = []
    naming = rng.randrange(6)
    for index in range(rng.choice((1, 1, 1, 1, 2, 2, 2, 3, 3, 4))):
        goods = more_goods(rng, industry, (line.goods for line in lines))
        lines.append(make_line(rng, index, goods, currency, naming))
    return Deal(
        rng=rng, family=family, industry=industry, domestic=domestic,
        buyer=make_party(rng, "buyer", buyer_at, buyer_korean), supplier=make_party(rng, "supplier", supplier_at, supplier_korean),
        korean={"buyer": buyer_korean, "supplier": supplier_korean}, currency=currency, lines=lines, incoterm=incoterm,
        place=place, pol=pol, pod=pod, method=method, arrival=arrival, today=today, day=pick_day(rng, today, 16, 120),
        refs={kind: make_reference(rng, kind, today) for kind in ("inquiry", "quote", "order")},
    )  # fmt: skip


def _currency(rng: Random, domestic: bool, buyer: Country, supplier: Country) -> str:
    local = {"KR": "KRW", "JP": "JPY", "CN": "CNY", "GB": "GBP", "DE": "EUR", "NL": "EUR", "ES": "EUR", "IT": "EUR", "IN": "INR", "TH": "THB", "AU": "AUD", "SG": "SGD", "AE": "AED", "VN": "VND"}
    if domestic:
        return local.get(buyer.code, "USD")
    chance = rng.random()
    if chance < 0.72:
        return "USD"
    if chance < 0.9 and "EUR" in (local.get(buyer.code), local.get(supplier.code)):
        return "EUR"
    return rng.choice(("USD", "EUR", local.get(supplier.code, "USD")))
