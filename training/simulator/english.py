"""How English mail writes dates.

Every function gives a text that means exactly its value. Must not know the deal.
"""

from calendar import monthrange
from datetime import date
from random import Random

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def ordinal(day: int) -> str:
    """``1st``, ``22nd``, ``13th``."""
    ending = "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def date_en(rng: Random, day: date, today: date) -> str:
    """A date in English mail, resolved against ``today``."""
    month, number, year = MONTHS[day.month - 1], day.day, day.year
    short = "Sept" if day.month == 9 and rng.random() < 0.3 else month[:3]
    forms = [
        f"{month} {number}, {year}",
        f"{number} {month} {year}",
        f"{day:%Y-%m-%d}",
        f"{number:02d}-{month[:3]}-{year}",
        f"{short} {number}, {year}",
        f"{number} {short} {year}",
    ]
    if number > 12:  # else day and month could be taken for each other
        forms += [f"{number}.{day.month:02d}.{year}", f"{day.month}/{number}/{year}"]
    if 0 < (day - today).days < 300:
        forms += [
            f"{month} {number}",
            f"{month} {number}",
            f"{number} {month}",
            f"{short} {number}",
            f"{short} {number}",
            f"{number} {short}",
            f"{month} {ordinal(number)}",
            f"{short}. {number}",
            f"{ordinal(number)} {month}",
            f"{ordinal(number)} of {month}",
            f"{WEEKDAYS[day.weekday()]}, {month} {number}",
        ]
        forms += _relative(day, today, month, short)
    return rng.choice(forms)


def _relative(day: date, today: date, month: str, short: str) -> list[str]:
    """Ways to name tomorrow or the end of a month."""
    forms: list[str] = []
    if day.day == monthrange(day.year, day.month)[1]:
        months = (day.year - today.year) * 12 + day.month - today.month
        forms += [f"end of {month}", f"the end of {month}", f"end {short}"] * 3
        near = {0: "end of this month", 1: "end of next month"}.get(months)
        forms += [near, f"the {near}"] * 3 if near else []
    return forms + (["tomorrow"] * 5 if (day - today).days == 1 else [])
