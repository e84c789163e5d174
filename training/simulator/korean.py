"""How Korean mail writes round numbers and dates.

Every function gives a text that means exactly its value. Must not know the deal.
"""

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from random import Random

WEEKDAYS = "월화수목금토일"
_NUMERALS = "영일이삼사오육칠팔구"


def korean_digits(rng: Random, value: Decimal) -> str | None:
    """Units of ten thousand where the value is round enough: 12만5천, 1,250만, 3억 5천만."""
    if value != value.to_integral_value() or value < 10000:
        return None
    eok, rest = divmod(int(value), 100_000_000)
    man, small = divmod(rest, 10_000)
    if small % 1000 or (small and man > 999):
        return None
    if not eok and small and rng.random() < 0.3:
        return f"{value.normalize() / 10000:f}만"  # 1.2만
    if 10_000 < value < 1_000_000 and rng.random() < 0.12:
        return spoken(int(value))
    parts = [f"{eok:,}억"] if eok else []
    if man:
        parts.append(_man(rng, man))
    if small:
        parts.append(f"{small // 1000}천" if rng.random() < 0.7 else f"{small:,}")
    return rng.choice(("", " ")).join(parts)


def _man(rng: Random, man: int) -> str:
    """Ten thousands: 3천만, 3천2백만, 3,200만."""
    if man % 1000 == 0 and rng.random() < 0.6:
        return f"{man // 1000}천만"
    thousands, hundreds = divmod(man, 1000)
    if thousands and hundreds and hundreds % 100 == 0 and rng.random() < 0.35:
        return f"{thousands}천{hundreds // 100}백만"
    return f"{man:,}만"


def spoken(value: int, formal: bool = False) -> str:
    """A whole number in Hangul: 만오천; ``formal`` as papers write it: 일만오천."""
    text = ""
    for scale, word in ((10**12, "조"), (10**8, "억"), (10**4, "만"), (1, "")):
        section = value // scale % 10**4
        if section:
            bare = section == 1 and word == "만" and not formal and not text
            text += ("" if bare else _spoken_section(section, formal)) + word
    return text


def _spoken_section(section: int, formal: bool) -> str:
    text = ""
    for scale, word in ((1000, "천"), (100, "백"), (10, "십"), (1, "")):
        digit = section // scale % 10
        if digit:
            text += ("" if digit == 1 and word and not formal else _NUMERALS[digit]) + word
    return text


def date_ko(rng: Random, day: date, today: date) -> str:
    """A date in Korean mail, resolved against ``today``."""
    month, number = day.month, day.day
    forms = [
        f"{day.year}년 {month}월 {number}일",
        f"{day:%Y-%m-%d}",
        f"{day:%Y.%m.%d}",
        f"{day.year}. {month}. {number}",
        f"{day:%y.%m.%d}",
        f"'{day:%y}.{month}.{number}",
        f"'{day:%y}년 {month}월 {number}일",
        f"{day:%Y/%m/%d}",
        f"{day:%Y. %m. %d}",
        f"{day.year}년 {month:02d}월 {number:02d}일",
    ]
    if 0 < (day - today).days < 300:
        weekday = WEEKDAYS[day.weekday()]
        forms += [f"{month}월 {number}일"] * 5 + [f"{month}/{number}"] * 2
        forms += [
            f"{month}월{number}일",
            f"{month}월 {number}일({weekday})",
            f"{month}/{number}({weekday})",
            f"{month}월 {number}일 ({weekday})",
            f"{month}/{number} ({weekday})",
            f"{month:02d}/{number:02d}",
            f"{month} 월 {number} 일",
        ]
        forms += _relative(day, today)
    return rng.choice(forms)


def _relative(day: date, today: date) -> list[str]:
    """Ways to name a near date or the end of a month."""
    forms: list[str] = []
    months = (day.year - today.year) * 12 + day.month - today.month
    if day.day == monthrange(day.year, day.month)[1]:
        forms += [f"{day.month}월 말", f"{day.month}월말"] * 2
        forms += [f"{day.month}월 말일", f"{day.year}년 {day.month}월 말"]
        forms += {
            0: ["이달 말", "이번 달 말", "월말", "이번달 말", "당월 말"] * 2,
            1: ["다음 달 말", "다음달 말", "익월 말", "내달 말", "담달 말"] * 2,
        }.get(months, [])
    elif months == 1:
        heads = ("다음 달", "다음달", "익월", "내달", "담달")
        forms += [f"{head} {day.day}일" for head in heads]
    elif months == 0:
        forms += [f"이번 달 {day.day}일", f"이달 {day.day}일"]
    monday = today - timedelta(days=today.weekday())
    week = (day - timedelta(days=day.weekday()) - monday).days // 7
    weekday = f"{WEEKDAYS[day.weekday()]}요일"
    weeks = {
        0: ("이번 주", "금주", "이번주") * 2,
        1: ("다음 주", "다음주", "차주", "담주", "내주") * 2,
        2: ("다다음 주", "다다음주"),
    }
    forms += [f"{head} {weekday}" for head in weeks.get(week, ())]
    forms += {1: ["내일"] * 4, 2: ["모레"] * 3}.get((day - today).days, [])
    return forms
