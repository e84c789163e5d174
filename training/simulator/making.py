"""Draws new deals: goods, prices, quantities, routes, reference numbers.

Must not know mails or phrases.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from training.simulator.deal import Deal, Line
from training.simulator.goods import GOODS, Goods
from training.simulator.terms import expand, load
from training.simulator.world import COUNTRIES, GRADES, Country, make_party
from training.simulator.writing import CURRENCY_RATE, WHOLE, pick_day

INDUSTRIES = tuple(dict.fromkeys(goods.industry for goods in GOODS))

_DRAWN = {key: words.split() for key, words in load("drawing.toml").items()}
_SIZES = tuple(int(size) for size in _DRAWN["sizes"])
_LOCAL = {"KR": "KRW", "JP": "JPY", "CN": "CNY", "GB": "GBP", "DE": "EUR", "NL": "EUR",
          "ES": "EUR", "IT": "EUR", "IN": "INR", "TH": "THB", "AU": "AUD", "SG": "SGD",
          "AE": "AED", "VN": "VND"}  # fmt: skip


@dataclass(frozen=True)
class Route:
    """Delivery term and place, ports, transport, and whether dates mean the arrival."""

    incoterm: str
    place: tuple[str, str]
    loading: tuple[str, str] | None
    discharge: tuple[str, str] | None
    method: str
    arrival: bool


def _code(rng: Random) -> str:
    letters = "".join(rng.choice("ABCDEFGHKLMNPRSTUVWXZ") for _ in range(rng.randint(1, 4)))
    return rng.choice(
        (
            f"{letters}-{rng.randint(10, 9999)}",
            f"{letters}{rng.randint(100, 9999)}",
            f"{letters}-{rng.randint(10, 999)}{rng.choice('ABCDSXR')}",
            f"{letters}{rng.randint(10, 99)}-{rng.randint(1, 999):03d}",
            f"{rng.randint(1000, 99999)}-{letters}",
        )
    )


def _prefix(rng: Random) -> tuple[str, str]:
    """A grade or a made-up series name before the goods, so that names are rarely seen twice."""
    chance = rng.random()
    if chance < 0.45:
        return "", ""
    if chance < 0.72:
        korean, english = rng.choice(GRADES)
        return f"{korean} ", f"{english} "
    number = rng.choice(
        ("", "", f" {rng.randint(2, 900)}", f" {rng.choice('XSRZ')}{rng.randint(1, 9)}")
    )
    return (
        f"{rng.choice(_DRAWN['series_heads_ko'])}{rng.choice(_DRAWN['series_ends_ko'])}{number} ",
        f"{rng.choice(_DRAWN['series_heads'])}{rng.choice(_DRAWN['series_ends'])}{number} ",
    )


def make_reference(rng: Random, kind: str, today: date) -> str:
    """A number as houses give their papers; ``kind`` is inquiry, quote or order."""
    heads = {"inquiry": "RFQ INQ RQ ENQ", "quote": "Q QT QTN PI EST", "order": "PO P ORD 45"}[kind]
    head = rng.choice(heads.split())
    house = "".join(rng.choice("ABCDEFGHJKLMNPRSTW") for _ in range(rng.randint(2, 3)))
    number = rng.randint(1, 9999)
    return rng.choice(
        (
            f"{head}-{today.year}-{number:04d}",
            f"{house}-{number}",
            f"{head}{today:%y%m%d}-{rng.randint(1, 30):02d}",
            f"{house}{today:%y%m}-{rng.randint(1, 400):03d}",
            f"{head}-{today:%Y%m%d}-{rng.randint(1, 99):02d}",
            f"{rng.randint(10000, 4599999)}",
            f"{house}/{number}/{today:%y}",
            f"{head}-{house}-{rng.randint(100, 9999)}",
            f"{house}-{today:%y%m}-{rng.randint(1, 200)}",
            f"{head}{rng.randint(1000, 99999)}",
        )
    )


def nice_price(rng: Random, value: float, currency: str) -> Decimal:
    """A sensible price near ``value`` in the currency."""
    if currency in WHOLE:
        steps = ((100, 1), (3000, 10), (10000, 50), (60000, 100), (900000, 1000))
        step = next((step for limit, step in steps if value < limit), 10000)
        return Decimal(max(1, round(value / step)) * step)
    if value < 0.2:
        return Decimal(max(1, round(value * 1000))) / 1000
    if value < 60:
        return Decimal(round(value * 100)) / 100
    if value < 300:
        parts = 2 if rng.random() < 0.6 else 10
        return Decimal(round(value * parts)) / parts
    step = 1 if value < 900 else 5 if value < 3000 else 50
    return Decimal(round(value / step) * step)


def nice_quantity(rng: Random, price_in_dollars: float) -> Decimal:
    """A quantity worth between a thousand and some hundred thousand dollars."""
    wanted = 10 ** rng.uniform(3.0, 5.2) / price_in_dollars
    if wanted < 5:
        return Decimal(rng.randint(1, 6))
    at = _SIZES.index(min(_SIZES, key=lambda size: abs(size - wanted)))
    value = rng.choice((_SIZES[at], rng.choice(_SIZES[max(0, at - 3) : at + 3])))
    if rng.random() < 0.14:
        value = max(1, value + rng.randint(-9, 9) * (1 if value < 500 else 10))
    return Decimal(value)


def make_line(
    rng: Random, index: int, goods: Goods, currency: str, naming: int, korean: bool
) -> Line:
    """An item with its price, the buyer's wish and the supplier's floor; ``korean``: both write
    Korean."""
    dollars = goods.low * (goods.high / goods.low) ** rng.random()
    price = nice_price(rng, dollars * CURRENCY_RATE[currency], currency)
    target = nice_price(rng, float(price) * rng.uniform(0.84, 0.96), currency)
    floor = nice_price(rng, float(price) * rng.uniform(0.93, 0.985), currency)
    return Line(
        index=index,
        goods=goods,
        code=_code(rng),
        naming=naming,
        prefix=_prefix(rng),
        spec=expand(rng, goods.korean_spec if korean else goods.spec),
        quantity=nice_quantity(rng, dollars),
        price=price,
        floor=floor if target < floor < price else price,
        target=target if target < price else nice_price(rng, float(price) * 0.8, currency),
    )


def more_goods(rng: Random, industry: str, taken: Iterable[Goods]) -> Goods:
    """Another article of the industry."""
    used = set(taken)
    return rng.choice(
        [goods for goods in GOODS if goods.industry == industry and goods not in used]
    )


def _domestic_route(rng: Random, country: Country) -> Route:
    incoterm = rng.choice(("", "", "", "", "", "", "DAP", "EXW", "DDP"))
    return Route(
        incoterm,
        rng.choice(country.cities),
        None,
        None,
        rng.choice(("road", "road", "express")),
        True,
    )


def _route(rng: Random, buyer: Country, supplier: Country) -> Route:
    """A route between two countries that fits its Incoterm."""
    incoterm = rng.choice(_DRAWN["incoterms"])
    out, into = rng.choice(supplier.ports), rng.choice(buyer.ports)
    flown, landed = rng.choice(supplier.airports), rng.choice(buyer.airports)
    if incoterm in ("FOB", "FAS"):
        return Route(incoterm, out, out, into, "sea", False)
    if incoterm in ("CIF", "CFR"):
        return Route(incoterm, into, out, into, "sea", rng.random() < 0.5)
    if incoterm == "FCA" and rng.random() < 0.5:
        return Route(incoterm, flown, flown, landed, "air", False)
    if incoterm in ("CPT", "CIP"):
        return Route(incoterm, landed, flown, landed, "air", True)
    if incoterm == "FCA":
        return Route(
            incoterm, rng.choice(supplier.cities), out, into, rng.choice(("sea", "road")), False
        )
    if incoterm == "EXW":
        method = rng.choice(("sea", "air", "express", "road"))
        return Route(incoterm, rng.choice(supplier.cities), None, None, method, False)
    method = rng.choice(("sea", "sea", "air", "road", "express", "rail"))
    return Route(incoterm, rng.choice(buyer.cities), out, into, method, True)


def make_deal(rng: Random, family: str, korean: bool, today: date) -> Deal:
    """A new deal with everything that its mails may say."""
    buyer_at, supplier_at = _countries(rng, korean)
    mixed = korean and buyer_at is not supplier_at and rng.random() < 0.16
    writes_korean = {
        side: korean and (not mixed or country.code == "KR")
        for side, country in (("buyer", buyer_at), ("supplier", supplier_at))
    }
    industry = rng.choice(INDUSTRIES)
    currency = _currency(rng, buyer_at, supplier_at)
    domestic = buyer_at is supplier_at
    route = _domestic_route(rng, buyer_at) if domestic else _route(rng, buyer_at, supplier_at)
    lines: list[Line] = []
    naming = rng.randrange(6)
    for index in range(rng.choice((1, 1, 1, 1, 2, 2, 2, 3, 3, 4))):
        goods = more_goods(rng, industry, (line.goods for line in lines))
        lines.append(make_line(rng, index, goods, currency, naming, all(writes_korean.values())))
    return Deal(
        rng=rng,
        family=family,
        industry=industry,
        korean=writes_korean,
        currency=currency,
        lines=lines,
        buyer=make_party(rng, "buyer", buyer_at, writes_korean["buyer"]),
        supplier=make_party(rng, "supplier", supplier_at, writes_korean["supplier"]),
        incoterm=route.incoterm,
        place=route.place,
        pol=route.loading,
        pod=route.discharge,
        method=route.method,
        arrival=route.arrival,
        day=pick_day(rng, today, 24, 130),
        refs={kind: make_reference(rng, kind, today) for kind in ("inquiry", "quote", "order")},
    )


def _countries(rng: Random, korean: bool) -> tuple[Country, Country]:
    """Where buyer and supplier sit."""
    if not korean:
        buyer = COUNTRIES[rng.choice(_DRAWN["buy_from"])]
        return buyer, (buyer if rng.random() < 0.06 else COUNTRIES[rng.choice(_DRAWN["sell_from"])])
    home = COUNTRIES["KR"]
    if rng.random() < 0.45:
        return home, home
    away = COUNTRIES[rng.choice(_DRAWN["korean_partners"])]
    return rng.choice(((home, away), (home, away), (away, home)))


def _currency(rng: Random, buyer: Country, supplier: Country) -> str:
    if buyer is supplier:
        return _LOCAL.get(buyer.code, "USD")
    chance = rng.random()
    if chance < 0.72:
        return "USD"
    if chance < 0.9 and "EUR" in (_LOCAL.get(buyer.code), _LOCAL.get(supplier.code)):
        return "EUR"
    return rng.choice(("USD", "EUR", _LOCAL.get(supplier.code, "USD")))
