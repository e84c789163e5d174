"""Parties and places of the simulated trade world; every name is composed anew.

``make_party`` draws a house with one person in it. Must not know the deal, mails or phrases.
"""

import re
from dataclasses import dataclass, field
from random import Random
from typing import Any

from training.simulator.terms import load

_NAMES = load("names.toml")


def _pairs(words: str) -> tuple[tuple[str, str], ...]:
    """``가:Ga 나:Na`` as pairs of Korean and its romanisation."""
    return tuple((korean, roman) for korean, roman in (word.split(":") for word in words.split()))


_SYLLABLES, _TAILS, _FAMILIES, _GIVEN = (
    _pairs(_NAMES["korean"][key]) for key in ("syllables", "tails", "family", "given")
)
GRADES = _pairs(_NAMES["korean"]["grades"])
_REGIONS: dict[str, dict[str, tuple[str, ...]]] = {
    region: {key: tuple(words.split()) for key, words in table.items()}
    for region, table in _NAMES["regions"].items()
}


@dataclass(frozen=True)
class Country:
    """ISO code, names, name region, legal forms, dialling code, zone in minutes, domain ending,
    cities, sea ports and airports as (Korean, English) pairs."""

    code: str
    korean: str
    english: str
    region: str
    forms: tuple[str, ...]
    dial: str
    zone: int
    ending: str
    cities: tuple[tuple[str, str], ...]
    ports: tuple[tuple[str, str], ...]
    airports: tuple[tuple[str, str], ...]


def _country(code: str, table: dict[str, Any]) -> Country:
    places = {
        key: tuple((korean, english) for korean, english in table[key])
        for key in ("cities", "ports", "airports")
    }
    return Country(code=code, **{**table, "forms": tuple(table["forms"]), **places})


COUNTRIES = {code: _country(code, table) for code, table in load("countries.toml").items()}


@dataclass
class Party:
    """A house and its writer, with every spelling that its mails may use."""

    side: str
    country: Country
    company: str  # as the signature writes it
    company_short: str  # without the legal form
    company_other: str  # in the other script, or empty
    contact: str
    contact_other: str
    called: str  # how a greeting in English calls the person
    family: str
    title: str
    team: str
    email: str
    signature: int
    phone: str
    mobile: str
    address: str
    spellings: dict[str, tuple[str, ...]] = field(default_factory=dict)


def _phone(rng: Random, country: Country, mobile: bool) -> str:
    tail = f"{rng.randint(0, 9999):04d}"
    one = rng.randint(200, 999)
    if country.code == "KR":
        head = "10" if mobile else rng.choice(("2", "31", "32", "51", "53", "55", "41", "70"))
        middle = rng.randint(200, 9999)
        forms = [f"0{head}-{middle}-{tail}"] * 2 + [
            f"+82-{head}-{middle}-{tail}",
            f"0{head}.{middle}.{tail}",
        ]
        return rng.choice(forms)
    area, dial = rng.randint(2, 989), country.dial
    return rng.choice(
        (
            f"+{dial} {area} {one} {tail}",
            f"+{dial}-{area}-{one}{tail}",
            f"({area}) {one}-{tail}",
            f"{area}.{one}.{tail}",
            f"00{dial} {area} {one}{tail}",
        )
    )


def _korean_house(rng: Random, korean: bool) -> tuple[str, str, str]:
    """Name with its legal form, without it, and the full name in the other script."""
    head, tail = rng.choice(_SYLLABLES), rng.choice(_TAILS)
    second = rng.choice(_SYLLABLES) if rng.random() < 0.35 else ("", "")
    ko, roman = head[0] + second[0] + tail[0], head[1] + second[1].lower()
    short = f"{roman.upper() if rng.random() < 0.15 else roman} {tail[1]}"
    en = f"{short} {rng.choice(COUNTRIES['KR'].forms)}"
    forms = ("{}(주)", "(주){}", "주식회사 {}", "㈜{}", "{} 주식회사", "{}", "(주) {}", "{}㈜",
             "{}", "(유){}", "유한회사 {}", "{} (주)", "{}")  # fmt: skip
    full = rng.choice(forms).format(ko)
    return (full, ko, en) if korean else (en, short, full)


def _foreign_house(rng: Random, country: Country) -> tuple[str, str, str]:
    """The same of a house abroad; its other script stays empty."""
    syllables = _REGIONS[country.region]["houses"]
    tail = rng.choice(_NAMES["western_houses"]["tails"])
    one, two, three, four = (rng.choice(syllables) for _ in range(4))
    shape = rng.randrange(6)
    if country.region == "vietnamese" and shape < 3:
        name = f"{one} {two} {tail}"
    elif country.region == "chinese" and shape < 2:
        name = f"{rng.choice(country.cities)[1].split(',')[0]} {one}{two.lower()} {tail}"
    elif shape == 3:
        name = f"{one}{two.lower()} & {three}{four.lower()}"
    elif shape == 4:
        name = f"{one[0]}{two[0]}{three[0]} {tail}".replace(tail, tail)
    else:
        name = f"{one}{two.lower()}{three.lower() if rng.random() < 0.2 else ''} {tail}"
    form = rng.choice(country.forms)
    full = (
        f"PT {name} {form}"
        if country.code == "ID"
        else f"{name}{', ' if rng.random() < 0.12 else ' '}{form}"
    )
    chance = rng.random()
    return (full.upper() if chance < 0.12 else name if chance < 0.28 else full), name, ""


def _person(rng: Random, country: Country, korean: bool) -> tuple[str, str, str, str]:
    """The full name, its other spelling, how English greetings call the person, the family name."""
    if country.code == "KR":
        family, one, two = rng.choice(_FAMILIES), rng.choice(_GIVEN), rng.choice(_GIVEN)
        if one[0] == two[0]:
            two = ("현", "Hyun") if one[0] != "현" else ("우", "Woo")
        ko = family[0] + one[0] + two[0]
        given = rng.choice(
            (f"{one[1]}{two[1].lower()}", f"{one[1]}-{two[1].lower()}", f"{one[1]} {two[1]}")
        )
        if not korean and rng.random() < 0.2:
            given = rng.choice(_REGIONS["western"]["given"])
        en = f"{family[1]} {given}" if rng.random() < 0.33 else f"{given} {family[1]}"
        return (ko, en, given, family[0]) if korean else (en, ko, given, family[1])
    names = _REGIONS[country.region]
    given, family_name = rng.choice(names["given"]), rng.choice(names["family"])
    if country.region == "vietnamese":
        middle = rng.choice(("Thi", "Van", "Minh", "Ngoc", "Thanh", "Quoc"))
        return f"{family_name} {middle} {given}", "", given, family_name
    return f"{given} {family_name}", "", given, family_name


def _email(rng: Random, side: str, country: Country, company: str, contact: str) -> str:
    latin = re.sub(r"[^a-z0-9 ]", "", company.lower().replace("&", "n")).split()[:2]
    words = re.sub(r"[^a-z ]", "", contact.lower()).split() or ["info"]
    desks = (
        ("sales", "info", "export", "trade")
        if side == "supplier"
        else ("purchase", "order", "buyer", "info")
    )
    local = rng.choice(
        (
            words[0],
            f"{words[0]}.{words[-1]}",
            f"{words[0][0]}{words[-1]}",
            f"{words[-1]}{rng.randint(1, 99)}",
            rng.choice((words[0], *desks)),
        )
    )
    ending = rng.choice((country.ending, country.ending, "com", "example"))
    return f"{local}@{''.join(latin) or 'mail'}.{ending}"


def _address(rng: Random, country: Country, korean: bool) -> str:
    city = rng.choice(country.cities)
    if korean and country.code == "KR":
        street = rng.choice(_NAMES["korean_letters"]["streets"])
        quarter = rng.choice(("중구", "남구", "서구", "동구", "북구", "강서구", "상록구", "단원구"))
        floor = rng.choice(
            (
                "",
                "",
                "",
                f", {rng.randint(2, 18)}층",
                f" {rng.randint(101, 1904)}호",
                f"-{rng.randint(2, 40)}",
            )
        )
        return f"{city[0]}시 {quarter} {street} {rng.randint(2, 480)}{floor}"
    street, code = rng.choice(_NAMES["english_letters"]["streets"]), rng.randint(10000, 99999)
    return rng.choice(
        (
            f"{rng.randint(2, 980)} {street}, {city[1]} {code}, {country.english}",
            f"No. {rng.randint(2, 320)}, {street}, {city[1]}, {country.english}",
            f"{street} {rng.randint(2, 200)}, {code} {city[1]}",
            f"{city[1]}, {country.english}",
        )
    )


def make_party(rng: Random, side: str, country: Country, korean: bool) -> Party:
    """A new house of ``side`` ("buyer" or "supplier"); ``korean``: it writes Korean."""
    house = _korean_house(rng, korean) if country.code == "KR" else _foreign_house(rng, country)
    company, short, other = house
    contact, contact_other, called, family = _person(rng, country, korean)
    letters = _NAMES["korean_letters" if korean else "english_letters"]
    kind = "buying" if side == "buyer" else "selling"
    title = rng.choice(letters["titles"] if korean else letters[f"{kind}_titles"])
    team = rng.choice(letters[f"{kind}_teams"]) if korean and country.code == "KR" else ""
    return Party(
        side=side,
        country=country,
        company=company,
        company_short=short,
        company_other=other,
        contact=contact,
        contact_other=contact_other,
        called=called,
        family=family,
        title=title,
        team=team,
        email=_email(
            rng,
            side,
            country,
            short if short.isascii() else other,
            contact if contact.isascii() else contact_other,
        ),
        signature=rng.randrange(16),
        phone=_phone(rng, country, False),
        mobile=_phone(rng, country, True),
        address=_address(rng, country, korean),
        spellings={
            "company": tuple(dict.fromkeys(x for x in (company, short, other) if x)),
            "contact": tuple(dict.fromkeys(x for x in (contact, contact_other, called) if x)),
        },
    )
