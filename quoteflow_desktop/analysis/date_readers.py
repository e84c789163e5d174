"""What the words of a date mean, given the mail's own date: one reader for each date rule.

A date without a year is taken in the mail's year; more than ``PAST_DAYS`` before the mail it is
next year's ("ETD Jan 20" in October), more than ``FUTURE_DAYS`` after it last year's ("12월 20일에
보냈습니다" in January). Must not know where in a text the words stand.
"""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

PAST_DAYS = 60
FUTURE_DAYS = 305

# First day, last day, and whether one day is meant; None where the words name no day.
Found = tuple[date, date, bool] | None
Reader = Callable[["re.Match[str]", "Context"], Found]


@dataclass(frozen=True, slots=True)
class Context:
    """What a date is read against: the mail's own date, and whether its reader is Korean."""

    on: date | None
    korean: bool


_MONTHS = {
    name: i
    for i, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
         "august aug", "september sept sep", "october oct", "november nov", "december dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_DAYS_EN = {
    name: i
    for i, names in enumerate(
        ("monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thur thurs",
         "friday fri", "saturday sat", "sunday sun")
    )
    for name in names.split()
}  # fmt: skip
_DAYS_KO = "월화수목금토일"


def _next_year_if_past(year: int, month: int, day: int, on: date) -> date | None:
    try:
        here = date(year, month, day)
    except ValueError:
        # 29 February of a year that has none
        return _day(year + 1, month, day)
    if (on - here).days > PAST_DAYS:
        return _day(year + 1, month, day)
    if (here - on).days > FUTURE_DAYS:
        return _day(year - 1, month, day)
    return here


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> date:
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, calendar.monthrange(year, month)[1])


def _shift(on: date, days: int) -> date | None:
    try:
        return on + timedelta(days=days)
    except OverflowError:
        return None


def _year(text: str) -> int:
    return int(text) if len(text) == 4 else 2000 + int(text)


def _one(day: date | None) -> Found:
    return (day, day, True) if day else None


def full(m: "re.Match[str]", at: Context) -> Found:
    """Year, month and day in figures, in that order."""
    on = at.on
    year = _year(m["year"])
    if len(m["year"]) == 2 and not (at.korean or on is None):
        # 26.12.05 is a date for a Korean reader; elsewhere it may be the 26th of December 2005
        return None
    if len(m["year"]) == 2 and (on is None or abs(year - on.year) > 3):
        return None
    return _one(_day(year, int(m["month"]), int(m["day"])))


def figures_year_last(m: "re.Match[str]", _at: Context) -> Found:
    first, second, year = int(m["first"]), int(m["second"]), int(m["year"])
    if m["mark"] == ".":
        return _one(_day(year, second, first))
    days = {d for d in (_day(year, first, second), _day(year, second, first)) if d}
    return _one(days.pop()) if len(days) == 1 else None


def month_slash_day(m: "re.Match[str]", at: Context) -> Found:
    on = at.on
    if on is None or not at.korean:
        return None
    return _one(_next_year_if_past(on.year, int(m["month"]), int(m["day"]), on))


def korean_month_day(m: "re.Match[str]", at: Context) -> Found:
    on = at.on
    month, day = int(m["month"]), int(m["day"])
    word = m["rel"]
    if m["year"]:
        return _one(_day(_year(m["year"]), month, day))
    if on is None:
        return None
    if word:
        return _one(_day(on.year + {"내년": 1, "작년": -1, "지난해": -1}.get(word, 0), month, day))
    return _one(_next_year_if_past(on.year, month, day, on))


def korean_rel_month(m: "re.Match[str]", at: Context) -> Found:
    """다음 달 15일, 이달 말, 익월 10일."""
    on = at.on
    if on is None:
        return None
    ahead = _months_ahead(m["rel"])
    year, month = on.year + (on.month - 1 + ahead) // 12, (on.month - 1 + ahead) % 12 + 1
    if m["end"]:
        return _one(_month_end(year, month))
    if m["part"]:
        return _third(year, month, m["part"])
    return _one(_day(year, month, int(m["day"])))


def _months_ahead(word: str) -> int:
    word = word.replace(" ", "")
    return {"다다음달": 2, "다음달": 1, "담달": 1, "익월": 1, "내달": 1, "차월": 1}.get(word, 0)


def _third(year: int, month: int, part: str) -> Found:
    """Early, middle or late third of a month."""
    if part in ("초", "초순", "early", "beginning"):
        return date(year, month, 1), date(year, month, 10), False
    if part in ("중순", "중", "mid", "middle"):
        return date(year, month, 11), date(year, month, 20), False
    return date(year, month, 21), _month_end(year, month), False


def month_part(m: "re.Match[str]", at: Context) -> Found:
    """12월초, 3월 말, mid-January, end of March: the end is one day, the rest spans."""
    on = at.on
    name = m["month"].lower()
    month = int(name) if name.isdigit() else _MONTHS[name]
    if not 1 <= month <= 12:
        return None
    if m["year"]:
        year = _year(m["year"])
    elif on is None:
        return None
    else:
        near = _next_year_if_past(on.year, month, _month_end(on.year, month).day, on)
        if near is None:
            return None
        year = near.year
    part = m["part"].lower()
    if part in ("말", "말일", "end", "ultimo"):
        return _one(_month_end(year, month))
    return _third(year, month, part)


def this_month_end(m: "re.Match[str]", at: Context) -> Found:
    """월말, end of this month, month-end; 익월말 and "end of next month" are another rule."""
    on = at.on
    if on is None:
        return None
    ahead = 1 if (m["rel"] or "").lower() == "next" else 0
    return _one(_month_end(on.year, on.month + ahead))


_KO_AHEAD = {"오늘": 0, "금일": 0, "당일": 0, "내일": 1, "명일": 1, "모레": 2, "내일모레": 2,
             "글피": 3}  # fmt: skip


def korean_word(m: "re.Match[str]", at: Context) -> Found:
    on = at.on
    return _one(_shift(on, _KO_AHEAD[m["word"]])) if on else None


def english_word(m: "re.Match[str]", at: Context) -> Found:
    on = at.on
    if on is None:
        return None
    ahead = {"today": 0, "tomorrow": 1, "day after tomorrow": 2}[m["word"].lower()]
    return _one(_shift(on, ahead))


def korean_weekday(m: "re.Match[str]", at: Context) -> Found:
    """이번 주 금요일, 차주 수요일; weeks begin on Monday. Without a week: the coming one."""
    on = at.on
    if on is None:
        return None
    day = _DAYS_KO.index(m["weekday"])
    week = (m["week"] or "").replace(" ", "")
    monday = on - timedelta(days=on.weekday()) if on.toordinal() > 7 else on
    if not week:
        return _one(_shift(on, (day - on.weekday()) % 7))
    ahead = {"다음주": 7, "차주": 7, "내주": 7, "담주": 7, "다다음주": 14, "차차주": 14}.get(
        week, 0
    )
    return _one(_shift(monday, ahead + day))


def english_weekday(m: "re.Match[str]", at: Context) -> Found:
    on = at.on
    if on is None:
        return None
    day = _DAYS_EN[m["weekday"].lower()]
    coming = _shift(on, (day - on.weekday()) % 7)
    if (m["word"] or "").lower() != "next":
        return _one(coming)
    # "next Friday" is the coming one for some, that of next week for others
    following = _shift(on, 7 - on.weekday() + day)
    strictly = _shift(on, (day - on.weekday() - 1) % 7 + 1)
    return _one(following) if following == strictly else None


def days_after(m: "re.Match[str]", at: Context) -> Found:
    """3일 후, 2주 뒤, in 3 weeks: counted from the mail."""
    on = at.on
    if on is None:
        return None
    count = int(m["count"]) * (7 if m["unit"].lower() in ("주", "주일", "weeks", "week") else 1)
    return _one(_shift(on, count))


def within(m: "re.Match[str]", at: Context) -> Found:
    on = at.on
    found = days_after(m, at)
    return (on, found[1], False) if found and on else None


def week_span(m: "re.Match[str]", at: Context) -> Found:
    """금주 중, 이번 주 안으로, 다음 주, 이번 주말, by end of next week."""
    on = at.on
    if on is None:
        return None
    week = m["week"].replace(" ", "").lower()
    ahead = 7 if week in ("다음주", "차주", "내주", "담주", "next") else 0
    monday = _shift(on, ahead - on.weekday())
    sunday = _shift(on, ahead - on.weekday() + 6)
    if monday is None or sunday is None:
        return None
    if m["end"] is not None:
        return sunday - timedelta(days=1), sunday, False
    return (max(monday, on), sunday, False)


def first_week(m: "re.Match[str]", at: Context) -> Found:
    """ETD 1W Dec: shipping's weeks of a month, seven days each from the first."""
    on = at.on
    if on is None:
        return None
    week, month = int(m["week"]), _MONTHS[m["month"].lower()]
    near = _next_year_if_past(on.year, month, min(week * 7, 28), on)
    if near is None:
        return None
    end = _month_end(near.year, month).day
    return date(near.year, month, week * 7 - 6), date(near.year, month, min(week * 7, end)), False


def english(m: "re.Match[str]", at: Context) -> Found:
    """Jan 20, 20 January 2026, 15-Jan-26, Jan 18-20 (its last day is the promise)."""
    on = at.on
    month, day = _MONTHS[m["month"].lower()], int(m["day"])
    last = int(m["last"]) if m["last"] else day
    if m["year"]:
        first_day, last_day = (
            _day(_year(m["year"]), month, day),
            _day(_year(m["year"]), month, last),
        )
    elif on is None:
        return None
    else:
        last_day = _next_year_if_past(on.year, month, last, on)
        first_day = _day(last_day.year, month, day) if last_day else None
    if not first_day or not last_day or last_day < first_day:
        return None
    return first_day, last_day, True


def day_only(m: "re.Match[str]", at: Context) -> Found:
    """20일까지, by the 15th: this month's, or next month's when it is over."""
    on = at.on
    if on is None:
        return None
    number = int(m["day"])
    day = _day(on.year, on.month, number)
    if day is None or day < on:
        year, month = on.year + on.month // 12, on.month % 12 + 1
        day = _day(year, month, number)
    return _one(day)
