"""Dates in Korean and English mail text, resolved against the mail's own date.

Own small grammar: what two readers would read differently ("03/04/2027", "next Friday" where it
matters) gives nothing. Never looks at today's date. Must not know what a date is for.

A date without a year is taken in the mail's year; more than ``PAST_DAYS`` before the mail it is
next year's ("ETD Jan 20" in October), more than ``FUTURE_DAYS`` after it last year's ("12월 20일에
보냈습니다" in January).
"""

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

PAST_DAYS = 60
FUTURE_DAYS = 305


@dataclass(frozen=True, slots=True)
class DateSpan:
    """``text[start:end]`` names the days ``first`` to ``last``.

    ``exact``: one day is meant ("12월 5일", "end of March", which is its last day). Where it is
    False ("12월초", "2주 이내") only the span is known.
    """

    start: int
    end: int
    text: str
    first: date
    last: date
    exact: bool = True


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

_MONTH = (
    r"(?P<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_MONTH_ANY = f"(?i:{_MONTH})"
_WEEKDAY = (
    r"(?P<weekday>(?i:Mon(?:day)?|Tue(?:s(?:day)?)?|Wed(?:nesday)?|Thu(?:rs?(?:day)?)?"
    r"|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?))"
)
_L = r"(?<![0-9A-Za-z./-])"
_R = r"(?![0-9A-Za-z]|[./-][0-9])"
_KO_DAY = r"(?: ?\([월화수목금토일](?:요일)?\))?"


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


Found = tuple[date, date, bool] | None
Reader = Callable[["re.Match[str]", date | None, bool], Found]


def _one(day: date | None) -> Found:
    return (day, day, True) if day else None


def _full(m: "re.Match[str]", on: date | None, korean: bool) -> Found:
    """Year, month and day in figures, in that order."""
    year = _year(m["year"])
    if len(m["year"]) == 2 and not (korean or on is None):
        # 26.12.05 is a date for a Korean reader; elsewhere it may be the 26th of December 2005
        return None
    if len(m["year"]) == 2 and (on is None or abs(year - on.year) > 3):
        return None
    return _one(_day(year, int(m["month"]), int(m["day"])))


def _figures_year_last(m: "re.Match[str]", on: date | None, korean: bool) -> Found:
    first, second, year = int(m["first"]), int(m["second"]), int(m["year"])
    if m["mark"] == ".":
        return _one(_day(year, second, first))
    days = {d for d in (_day(year, first, second), _day(year, second, first)) if d}
    return _one(days.pop()) if len(days) == 1 else None


def _month_slash_day(m: "re.Match[str]", on: date | None, korean: bool) -> Found:
    if on is None or not korean:
        return None
    return _one(_next_year_if_past(on.year, int(m["month"]), int(m["day"]), on))


def _korean_month_day(m: "re.Match[str]", on: date | None, korean: bool) -> Found:
    month, day = int(m["month"]), int(m["day"])
    word = m["rel"]
    if m["year"]:
        return _one(_day(_year(m["year"]), month, day))
    if on is None:
        return None
    if word:
        return _one(_day(on.year + {"내년": 1, "작년": -1, "지난해": -1}.get(word, 0), month, day))
    return _one(_next_year_if_past(on.year, month, day, on))


def _korean_rel_month(m: "re.Match[str]", on: date | None, korean: bool) -> Found:
    """다음 달 15일, 이달 말, 익월 10일."""
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


def _month_part(m: "re.Match[str]", on: date | None, korean: bool) -> Found:
    """12월초, 3월 말, mid-January, end of March: the end is one day, the rest spans."""
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


def _this_month_end(m: "re.Match[str]", on: date | None, korean: bool) -> Found:
    """월말, end of this month, month-end; 익월말 and "end of next month" are another rule."""
    if on is None:
        return None
    ahead = 1 if (m["rel"] or "").lower() == "next" else 0
    return _one(_month_end(on.year, on.month + ahead))


_KO_AHEAD = {"오늘": 0, "금일": 0, "당일": 0, "내일": 1, "명일": 1, "모레": 2, "내일모레": 2,
             "글피": 3}  # fmt: skip


def _korean_word(m: "re.Match[str]", on: date | None, korean: bool) -> Found:
    return _one(_shift(on, _KO_AHEAD[m["word"]])) if on else None


def _english_word(m: "re.Match[str]", on: date | None, korean: bool) -> Found:
    if on is None:
        return None
    ahead = {"today": 0, "tomorrow": 1, "day after tomorrow": 2}[m["word"].lower()]
    return _one(_shift(on, ahead))


def _korean_weekday(m: "re.Match[str]", on: date | None, korean: bool) -> Found:
    """이번 주 금요일, 차주 수요일; weeks begin on Monday. Without a week: the coming one."""
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


def _english_weekday(m: "re.Match[str]", on: date | None, korean: bool) -> Found:
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


def _days_after(m: "re.Match[str]", on: date | None, korean: bool) -> Found:
    """3일 후, 2주 뒤, in 3 weeks: counted from the mail."""
    if on is None:
        return None
    count = int(m["count"]) * (7 if m["unit"].lower() in ("주", "주일", "weeks", "week") else 1)
    return _one(_shift(on, count))


def _within(m: "re.Match[str]", on: date | None, korean: bool) -> Found:
    found = _days_after(m, on, korean)
    return (on, found[1], False) if found and on else None


def _week_span(m: "re.Match[str]", on: date | None, korean: bool) -> Found:
    """금주 중, 이번 주 안으로, 다음 주, 이번 주말, by end of next week."""
    if on is None:
        return None
    week = m["week"].replace(" ", "").lower()
    ahead = 7 if week in ("다음주", "차주", "내주", "담주", "next") else 0
    monday = _shift(on, ahead - on.weekday())
    sunday = _shift(on, ahead - on.weekday() + 6)
    if monday is None or sunday is None:
        return None
    if m["end"]:
        return sunday - timedelta(days=1), sunday, False
    return (max(monday, on), sunday, False)


def _first_week(m: "re.Match[str]", on: date | None, korean: bool) -> Found:
    """ETD 1W Dec: shipping's weeks of a month, seven days each from the first."""
    if on is None:
        return None
    week, month = int(m["week"]), _MONTHS[m["month"].lower()]
    near = _next_year_if_past(on.year, month, min(week * 7, 28), on)
    if near is None:
        return None
    end = _month_end(near.year, month).day
    return date(near.year, month, week * 7 - 6), date(near.year, month, min(week * 7, end)), False


def _english(m: "re.Match[str]", on: date | None, korean: bool) -> Found:
    """Jan 20, 20 January 2026, 15-Jan-26, Jan 18-20 (its last day is the promise)."""
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


def _day_only(m: "re.Match[str]", on: date | None, korean: bool) -> Found:
    """20일까지, by the 15th: this month's, or next month's when it is over."""
    if on is None:
        return None
    number = int(m["day"])
    day = _day(on.year, on.month, number)
    if day is None or day < on:
        year, month = on.year + on.month // 12, on.month % 12 + 1
        day = _day(year, month, number)
    return _one(day)


_YEAR_KO = r"(?P<year>(?:20)[0-9]{2}|(?<=')[0-9]{2}|[0-9]{2}(?=년))"
_RANGE_TAIL = r"(?:(?: ?[-–~] ?|/)(?P<last>[0-3]?[0-9])(?:st|nd|rd|th)?(?![0-9:./,]))?"
_YEAR_TAIL = r"(?:(?:,? ?|,?\s)(?P<year>20[0-9]{2})(?![0-9])|-(?P<yy>)(?!))?"

# In order of trust: of two that overlap the earlier start, then the longer one stands.
_RULES: tuple[tuple["re.Pattern[str]", Reader], ...] = (
    (
        re.compile(
            rf"{_L}(?P<year>20[0-9]{{2}})(?P<mark>[-./])(?: ?)(?P<month>[01]?[0-9])(?P=mark) ?(?P<day>[0-3]?[0-9])(?![0-9A-Za-z]|[-/][0-9])\.?{_KO_DAY}"
        ),
        _full,
    ),
    (
        re.compile(
            rf"{_L}(?P<year>[0-9]{{2}})(?P<mark>[./])(?P<month>[01]?[0-9])(?P=mark)(?P<day>[0-3]?[0-9]){_R}{_KO_DAY}"
        ),
        _full,
    ),
    (
        re.compile(
            rf"{_L}(?P<first>[0-3]?[0-9])(?P<mark>[-./])(?P<second>[0-3]?[0-9])(?P=mark)(?P<year>20[0-9]{{2}}){_R}"
        ),
        _figures_year_last,
    ),
    (
        re.compile(
            rf"(?:(?<![0-9])(?P<year>20[0-9]{{2}}|[0-9]{{2}}) ?년 ?|(?P<rel>올해|금년|내년|작년|지난해) ?)?(?<![0-9./-])(?P<month>1[0-2]|0?[1-9]) ?월 ?(?P<day>3[01]|[12][0-9]|0?[1-9]) ?일(?! ?(?:간|차)){_KO_DAY}"
        ),
        _korean_month_day,
    ),
    (
        re.compile(
            rf"(?P<rel>다다음 ?달|다음 ?달|담 ?달|익월|내달|차월|이번 ?달|금월|당월|이달) ?(?:(?P<day>3[01]|[12][0-9]|0?[1-9]) ?일(?! ?간)|(?P<end>말일?)(?![가-힣]|씀)|(?P<end2>말)(?=까지|에|경)|(?P<part>초순?|중순)){_KO_DAY}".replace(
                "(?P<end>말일?)(?![가-힣]|씀)|(?P<end2>말)(?=까지|에|경)",
                "(?P<end>말일?)(?=까지|에|경|쯤|부터|이|로|입|의|을|전|안|납|[^가-힣]|$)",
            )
        ),
        _korean_rel_month,
    ),
    (
        re.compile(
            r"(?:(?<![0-9])(?P<year>20[0-9]{2}|[0-9]{2}) ?년 ?)?(?<![0-9./-])(?P<month>1[0-2]|0?[1-9]) ?월 ?(?P<part>초순?|중순|하순|말일?)(?=까지|에|경|쯤|부터|이|로|입|의|을|전|안|납|도|선|출|[^가-힣]|$)"
        ),
        _month_part,
    ),
    (
        re.compile(
            rf"(?<![0-9A-Za-z])(?:{_L}(?P<month>1[0-2]|0?[1-9])/(?P<day>3[01]|[12][0-9]|0?[1-9])){_R}(?![\"″'인%]| ?(?:인치|수준|\"|inch)){_KO_DAY}"
        ),
        _month_slash_day,
    ),
    (
        re.compile(
            rf"(?<![A-Za-z0-9]){_MONTH_ANY}\.?[ -](?P<day>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9:]|[.][0-9]|[A-Za-z]){_RANGE_TAIL}(?:,?[ \n]?(?P<year>20[0-9]{{2}})(?![0-9]))?"
        ),
        _english,
    ),
    (
        re.compile(
            rf"(?<![0-9A-Za-z./-])(?P<day>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?: ?[-–~/] ?(?P<last>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?)?(?: of)?[ -]{_MONTH_ANY}(?![A-Za-z0-9])\.?(?:(?:,? ?|-)(?P<year>20[0-9]{{2}}|(?<=-)[0-9]{{2}})(?![0-9]))?"
        ),
        _english,
    ),
    (
        re.compile(
            rf"(?<![A-Za-z])(?P<part>(?i:early|mid|middle|late|end|beginning))(?:[ -]of)?[ -]{_MONTH_ANY}(?![A-Za-z])(?:,? (?P<year>20[0-9]{{2}})(?![0-9]))?"
        ),
        _month_part,
    ),
    (
        re.compile(
            r"(?<![A-Za-z])(?i:(?:the )?end of (?:the|(?P<rel>this|next)) month|month[- ]end)(?![A-Za-z])"
        ),
        _this_month_end,
    ),
    (re.compile(r"(?<![가-힣])(?P<rel>)월말(?!마감|[ ]?결제|정산)"), _this_month_end),
    (
        re.compile(
            r"(?<![가-힣])(?P<word>내일모레|내일|명일|모레|글피|오늘|금일)(?=까지|에|은|중|이|부터|오|출|선|도|발|납|입|[^가-힣]|$)"
        ),
        _korean_word,
    ),
    (
        re.compile(r"(?<![A-Za-z])(?P<word>(?i:day after tomorrow|tomorrow|today))(?![A-Za-z])"),
        _english_word,
    ),
    (
        re.compile(
            r"(?<![가-힣])(?P<week>다다음 ?주|다음 ?주|차차주|차주|내주|담주|이번 ?주|금주) ?(?P<weekday>[월화수목금토일])요일"
        ),
        _korean_weekday,
    ),
    (
        re.compile(r"(?<![가-힣])(?P<week>)(?P<weekday>[월화수목금토일])요일(?=까지|에|날|중|오)"),
        _korean_weekday,
    ),
    (
        re.compile(
            rf"(?<![A-Za-z])(?P<word>(?i:by|on|before|until|till|this|next|coming|COB|EOD)) (?:this |coming )?{_WEEKDAY}(?![A-Za-z])(?!,? ?(?i:{_MONTH.replace('?P<month>', '?:')}|[0-9]))"
        ),
        _english_weekday,
    ),
    (
        re.compile(
            r"(?<![0-9~.,/-])(?P<count>[0-9]{1,3}) ?(?P<unit>일|주일?) ?(?:후|뒤)(?!불|에 ?결제)"
        ),
        _days_after,
    ),
    (
        re.compile(
            r"(?<![A-Za-z])(?i:in (?P<count>[0-9]{1,3}) (?P<unit>days|day|weeks|week)(?: time)?|(?P<n2>)(?!))(?![A-Za-z]| (?:after|from|of|upon))"
        ),
        _days_after,
    ),
    (
        re.compile(r"(?<![0-9~.,/-])(?P<count>[0-9]{1,3}) ?(?P<unit>일|주일?) ?(?:이내|안에|내)"),
        _within,
    ),
    (
        re.compile(
            r"(?<![A-Za-z])(?i:within (?P<count>[0-9]{1,3}) (?P<unit>days|day|weeks|week))(?![A-Za-z]| (?:after|from|of|upon))"
        ),
        _within,
    ),
    (
        re.compile(
            r"(?<![가-힣])(?P<week>다음 ?주|차주|내주|이번 ?주|금주) ?(?:중|안|내|(?P<end>말))"
        ),
        _week_span,
    ),
    (
        re.compile(r"(?<![A-Za-z])(?i:(?:end of )(?P<week>next|this) (?P<end>)week)(?![A-Za-z])"),
        _week_span,
    ),
    (re.compile(rf"(?<![A-Za-z0-9])(?P<week>[1-4])W[ /]{_MONTH_ANY}(?![A-Za-z])"), _first_week),
    (
        re.compile(
            r"(?<![0-9~.,/월-])(?<![월] )(?P<day>3[01]|[12][0-9]|0?[1-9])일(?=까지|에 |자로|부로| ?\([월화수목금토일]\))"
        ),
        _day_only,
    ),
    (
        re.compile(
            r"(?<![A-Za-z])(?i:(?:by|on|before|until) the )(?P<day>3[01]|[12][0-9]|[1-9])(?:st|nd|rd|th)(?! of|[A-Za-z]| floor)"
        ),
        _day_only,
    ),
)
# An event before "3일 후" makes it a lead time (CONTRACT.md), not a date.
_EVENT = re.compile(
    r"(?:후|이후|부터|약|최대|최소|발주|주문|입금|계약|결제|선적|승인|확정|수령|수주|B/L|BL|완료|date|deposit|order|payment)[ ]?$"
)
_RELATIVE = frozenset({_days_after, _within, _day_only})


def is_korean(text: str) -> bool:
    """Whether a third or more of the letters are Hangul (CONTRACT.md, ``language``)."""
    hangul = len(re.findall(r"[가-힣]", text))
    letters = hangul + len(re.findall(r"[A-Za-z]", text))
    return letters > 0 and hangul * 3 >= letters


def find_dates(
    text: str, mail_date: date | None, *, korean: bool | None = None
) -> Iterator[DateSpan]:
    """The dates in ``text``, in order, not overlapping; offsets count in ``text``.

    Args:
        text: narrow digits (``numerals.narrow``).
        mail_date: the mail's own date; without it only dates with a year are found.
        korean: whether "12/5" is month and day and "26.12.05" begins with the year; by the
            text's own letters when not given.
    """
    if korean is None:
        korean = is_korean(text)
    found: list[DateSpan] = []
    for pattern, reader in _RULES:
        for match in pattern.finditer(text):
            if reader in _RELATIVE and _EVENT.search(
                text, max(0, match.start() - 8), match.start()
            ):
                continue
            days = reader(match, mail_date, korean)
            if days:
                found.append(DateSpan(match.start(), match.end(), match[0], *days))
    found.sort(key=lambda d: (d.start, d.start - d.end))
    end = 0
    for span in found:
        if span.start >= end:
            yield span
            end = span.end


def parse_date(text: str, mail_date: date | None) -> date | None:
    """The one day that ``text`` names exactly; None for none, several or a vague one."""
    spans = list(find_dates(text, mail_date))
    return spans[0].last if len(spans) == 1 and spans[0].exact else None
