"""How Korean mail writes round numbers and dates.

Every function gives a text that means exactly its value. Must not know the deal.
"""

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from random import Random

WEEKDAYS = "월화수목금토일"


def korean_digits(rng: Random, value: Decimal) -> str | None:
    """Units of ten thousand where the value is round enough: 12만5천, 1,250만, 3억 5천만."""
    if value != value.to_integral_value() or value < 10000:
        return None
    eok, rest = divmod(int(value), 100_000_000)
    man, small = divmod(rest, 10_000)
    if small % 1000 or (small and man > 999):
        return None
    parts = [f"{eok:,}억"] if eok else []
    if man:
        thousands = man % 1000 == 0 and rng.random() < 0.6
        parts.append(f"{man // 1000}천만" if thousands else f"{man:,}만")
    if small:
        parts.append(f"{small // 1000}천" if rng.random() < 0.7 else f"{small:,}")
    return rng.choice(("", " ")).join(parts)


def date_ko(rng: Random, day: date, today: date) -> str:
    """A date in Korean mail, resolved against ``today``."""
    month, number = day.month, day.day
    forms = [
        f"{day.year}년 {month}월 {number}일",
        f"{day:%Y-%m-%d}",
        f"{day:%Y.%m.%d}",
        f"{day.year}. {month}. {number}",
        f"{day:%y.%m.%d}",
    ]
    if 0 < (day - today).days < 300:
        weekday = WEEKDAYS[day.weekday()]
        forms += [f"{month}월 {number}일"] * 5 + [f"{month}/{number}"] * 2
        forms += [
            f"{month}월{number}일",
            f"{month}월 {number}일({weekday})",
            f"{month}/{number}({weekday})",
        ]
        forms += _relative(day, today)
    return rng.choice(forms)


def _relative(day: date, today: date) -> list[str]:
    """Ways to name a near date or the end of a month."""
    forms: list[str] = []
    months = (day.year - today.year) * 12 + day.month - today.month
    if day.day == monthrange(day.year, day.month)[1]:
        forms += [f"{day.month}월 말", f"{day.month}월말"] * 2
        forms += {0: ["이달 말", "이번 달 말", "월말"] * 2, 1: ["다음 달 말", "다음달 말"] * 3}.get(
            months, []
        )
    elif months == 1:
        forms += [f"다음 달 {day.day}일", f"다음달 {day.day}일"] * 2
    monday = today - timedelta(days=today.weekday())
    week = (day - timedelta(days=day.weekday()) - monday).days // 7
    weekday = f"{WEEKDAYS[day.weekday()]}요일"
    heads = {0: ("이번 주", "금주") * 2, 1: ("다음 주", "다음주", "차주") * 2}.get(week, ())
    forms += [f"{head} {weekday}" for head in heads]
    forms += {1: ["내일"] * 4, 2: ["모레"] * 3}.get((day - today).days, [])
    return forms
