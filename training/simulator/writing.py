"""How amounts, quantities and dates are written, in either language.

Every function takes the value and gives a text that means exactly it. Must not know the deal.
"""

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from training.simulator.english import date_en
from training.simulator.goods import UNITS
from training.simulator.korean import date_ko, korean_digits
from training.simulator.terms import load

# What a US dollar is worth, to set price levels.
CURRENCY_RATE = {"USD": 1, "EUR": 0.92, "GBP": 0.79, "CNY": 7.2, "JPY": 150, "KRW": 1380, "INR": 84,
                 "THB": 35, "AUD": 1.5, "SGD": 1.34, "VND": 25000, "AED": 3.67}  # fmt: skip
WHOLE = ("KRW", "JPY", "VND")  # currencies without decimals

_FORMS = load("currencies.toml")
CURRENCY_WORDS: dict[str, list[str]] = _FORMS["words"]


def digits(rng: Random, value: Decimal, group: float = 0.9, zeros: float = 0.75) -> str:
    """Arabic digits, grouped as a rule; decimals padded to two as a rule."""
    whole, _, rest = format(value, "f").partition(".")
    rest = rest.rstrip("0")
    grouped = f"{int(whole):,}" if rng.random() < group else whole
    if rest:
        return f"{grouped}.{rest.ljust(2, '0') if rng.random() < zeros else rest}"
    return grouped


def money(rng: Random, korean: bool, currency: str, value: Decimal, total: bool = False) -> str:
    """An amount with its currency."""
    if korean and currency == "KRW" and rng.random() < 0.22:
        written = korean_digits(rng, value)
        if written:
            return written + rng.choice(("원", "원", " 원"))
    forms = _FORMS["korean"].get(currency) if korean else None
    form = str(rng.choice(forms or _FORMS["english"][currency]))
    text = digits(rng, value, 0.93 if value >= 1000 else 0.9)
    if currency not in WHOLE and "." not in text:
        text += ".00" if rng.random() < (0.35 if total else 0.6) else ""
    elif currency == "KRW" and form.startswith("₩") and rng.random() < 0.12:
        text += ".-"
    return form.format(text)


def bare_price(rng: Random, currency: str, value: Decimal) -> str:
    """An amount alone, as in a table's column or a terse reply."""
    text = digits(rng, value, 0.95, 0.9)
    if currency not in WHOLE and "." not in text and rng.random() < 0.7:
        text += ".00"
    return text


def unit_word(rng: Random, korean: bool, unit: str) -> str:
    """The unit as a quantity writes it."""
    return rng.choice(UNITS[unit].korean if korean else UNITS[unit].english)


def per_word(rng: Random, korean: bool, unit: str) -> str:
    """The unit as a price writes it: ``/pc``."""
    return rng.choice(UNITS[unit].korean_each if korean else UNITS[unit].english_each)


def unit_spellings(unit: str) -> tuple[str, ...]:
    """Every spelling of a unit."""
    found = UNITS[unit]
    return tuple(
        dict.fromkeys((*found.korean, *found.english, *found.korean_each, *found.english_each))
    )


def quantity(rng: Random, korean: bool, value: Decimal, unit: str) -> tuple[str, str]:
    """A quantity with its unit, and the unit as written."""
    word = unit_word(rng, korean, unit)
    number = digits(rng, value, 0.88)
    thousand = value >= 1000 and value % 1000 == 0
    if korean:
        written = korean_digits(rng, value) if rng.random() < 0.16 else None
        if not written and thousand and value < 10000 and rng.random() < 0.1:
            number = f"{int(value) // 1000}천"
        elif not written and value < 1000 and value % 100 == 0 and rng.random() < 0.06:
            number = f"{int(value) // 100}백"
        gap = " " if written or rng.random() < (0.35 if word.isascii() else 0.25) else ""
        return f"{written or number}{gap}{word}", word
    if thousand and value < 100000 and rng.random() < 0.06:
        return f"{int(value) // 1000}{rng.choice('kK')} {word}", word
    if value == 1 and word.endswith("s"):
        word = UNITS[unit].english_each[0]
    gap = "" if rng.random() < 0.25 and len(word) <= 6 else " "
    return f"{number}{gap}{word}", word


def date_text(rng: Random, korean: bool, day: date, today: date) -> str:
    """A date as mail writes it on ``today``."""
    return date_ko(rng, day, today) if korean else date_en(rng, day, today)


def pick_day(rng: Random, today: date, low: int, high: int) -> date:
    """A working day ahead, at times the last day of a month."""
    day = today + timedelta(days=rng.randint(low, high))
    if rng.random() < 0.16:
        return day.replace(day=monthrange(day.year, day.month)[1])
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day
