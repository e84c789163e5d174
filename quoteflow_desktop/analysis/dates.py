"""Finds dates in Korean and English mail text, resolved against the mail's own date.

Own small grammar: what two readers would read differently ("03/04/2027", "next Friday" where it
matters) gives nothing. What the words mean is in ``date_readers``. Never looks at today's date;
must not know what a date is for.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from quoteflow_desktop.analysis import date_readers as read


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


@dataclass(frozen=True, slots=True)
class _Rule:
    """A pattern and its reader; ``hint`` is what a text without such a date does not hold."""

    hint: str
    pattern: "re.Pattern[str]"
    reader: read.Reader


_MONTH = (
    r"(?P<month>(?i:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?))"
)
_WEEKDAY = (
    r"(?P<weekday>(?i:Mon(?:day)?|Tue(?:s(?:day)?)?|Wed(?:nesday)?|Thu(?:rs?(?:day)?)?"
    r"|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?))"
)
_DAY = r"(?P<day>3[01]|[12][0-9]|0?[1-9])"
_MONTH_KO = r"(?<![0-9./-])(?P<month>1[0-2]|0?[1-9]) ?월 ?"
_YEAR_KO = r"(?:(?<![0-9])(?P<year>20[0-9]{2}|[0-9]{2}) ?년 ?)?"
_TH = r"(?:st|nd|rd|th)?"
_L = r"(?<![0-9A-Za-z./-])"
_R = r"(?![0-9A-Za-z]|[./-][0-9])"
_IN_BRACKETS = r"(?: ?\([월화수목금토일](?:요일)?\))?"
# What may follow a Korean word that ends a date: a particle, a verb of trade or no Hangul.
_END_KO = r"(?=까지|에|경|쯤|부터|이|로|입|의|을|전|안|납|도|선|출|은|중|오|발|$|[^가-힣])"
_NEXT_KO = r"다음 ?주|차주|내주|담주"
_NAMED_MONTH = "(month)"  # the hint of rules that need an English month's name

_RULES = tuple(
    _Rule(hint, re.compile(pattern), reader)
    for hint, pattern, reader in (
        # 2026.02.13, 2026-02-13, 2026. 2. 13.
        ("20", rf"{_L}(?P<year>20[0-9]{{2}})(?P<mark>[-./]) ?(?P<month>[01]?[0-9])(?P=mark) ?"
         rf"(?P<day>[0-3]?[0-9])(?![0-9A-Za-z]|[-/][0-9])\.?{_IN_BRACKETS}", read.full),
        # 26.12.05
        ("", rf"{_L}(?P<year>[0-9]{{2}})(?P<mark>[./])(?P<month>[01]?[0-9])(?P=mark)"
         rf"(?P<day>[0-3]?[0-9]){_R}{_IN_BRACKETS}", read.full),
        # 13.02.2026, 02/13/2026
        ("20", rf"{_L}(?P<first>[0-3]?[0-9])(?P<mark>[-./])(?P<second>[0-3]?[0-9])(?P=mark)"
         rf"(?P<year>20[0-9]{{2}}){_R}", read.figures_year_last),
        # 2026년 2월 13일, 내년 1월 5일, 12 월 5 일(수)
        ("월", rf"(?:{_YEAR_KO}|(?P<rel>올해|금년|내년|작년"
              rf"|지난해) ?){_MONTH_KO}{_DAY} ?일(?! ?(?:간|차))"
         rf"{_IN_BRACKETS}", read.korean_month_day),
        # 다음 달 15일, 이달 말, 익월초
        ("", r"(?P<rel>다다음 ?달|다음 ?달|담 ?달|익월|내달|차월|이번 ?달|금월|당월|이달) ?"
         rf"(?:{_DAY} ?일(?! ?간)|(?P<end>말일?){_END_KO}|(?P<part>초순?|중순))(?! ?(?:현금|결제"
         rf"|지급|입금|마감|어음)){_IN_BRACKETS}",
         read.korean_rel_month),
        # 12월초, 3월 말
        ("월", rf"{_YEAR_KO}{_MONTH_KO}(?P<part>초순?|중순|하순|말일?){_END_KO}", read.month_part),
        # 12/5 in Korean text
        ("/", rf"{_L}(?P<month>1[0-2]|0?[1-9])/{_DAY}{_R}(?![\"″'인%]| ?(?:인치|수준|inch))"
         rf"{_IN_BRACKETS}", read.month_slash_day),
        # Jan 20, Jan. 20th, 2026, Jan 18-20
        (_NAMED_MONTH, rf"(?<![A-Za-z0-9]){_MONTH}\.?[ -]{_DAY}{_TH}(?![0-9:A-Za-z]|[.][0-9])"
         rf"(?:(?: ?[-–~] ?|/)(?P<last>[0-3]?[0-9]){_TH}(?![0-9:./,A-Za-z]))?"
         r"(?:,?[ ]?(?P<year>20[0-9]{2})(?![0-9]))?", read.english),
        # 20 January 2026, 31st March, 15-Jan-26, 18-20 Jan
        (_NAMED_MONTH, rf"{_L}{_DAY}{_TH}(?: ?[-–~/] ?(?P<last>3[01]|[12][0-9]"
                       rf"|0?[1-9]){_TH})?(?: of)?[ -]"
         rf"{_MONTH}(?![A-Za-z0-9])(?:(?:\.?,? ?|-)(?P<year>20[0-9]{{2}}"
         rf"|(?<=-)[0-9]{{2}})(?![0-9]))?",
         read.english),
        # mid-January, end of March 2026
        (_NAMED_MONTH, r"(?<![A-Za-z])(?P<part>(?i:early|mid|middle|late|end"
                       r"|beginning))(?:[ -]of)?[ -]"
         rf"{_MONTH}(?![A-Za-z])(?! [0-3]?[0-9](?:st|nd|rd|th)?(?![0-9]))"
         r"(?:,? (?P<year>20[0-9]{2})(?![0-9]))?", read.month_part),
        ("nth", r"(?<![A-Za-z])(?i:(?:the )?end of (?:the|(?P<rel>this|next)) month"
                r"|month[- ]end)(?![A-Za-z])",
         read.this_month_end),
        ("월말", r"(?<![가-힣])(?P<rel>)월말(?! ?(?:마감|결제|정산|현금|지급))",
        read.this_month_end),
        ("", rf"(?<![가-힣])(?P<word>내일모레|내일|명일|모레|글피|오늘|금일){_END_KO}",
        read.korean_word),
        ("o", r"(?<![A-Za-z])(?P<word>(?i:day after tomorrow|tomorrow|today))(?![A-Za-z])",
         read.english_word),
        # 이번 주 금요일; 금요일까지
        ("요일", rf"(?<![가-힣])(?P<week>다다음 ?주|{_NEXT_KO}|차차주|이번 ?주|금주) ?"
         r"(?P<weekday>[월화수목금토일])요일", read.korean_weekday),
        ("요일", r"(?<![가-힣])(?P<week>)(?P<weekday>[월화수목금토일])요일(?=까지|날|중|오"
               r"| ?(?:오전|오후))",
         read.korean_weekday),
        # COB Monday, by Friday, next Friday
        ("", r"(?<![A-Za-z])(?P<word>(?i:by|on|before|until|till|this|next|coming|COB"
             r"|EOD)) (?:this |coming )?"
         rf"{_WEEKDAY}(?![A-Za-z])(?!,? ?(?:{_MONTH.replace('?P<month>', '?:')}|[0-9]))",
         read.english_weekday),
        # 3일 후, in 3 weeks: after the mail
        ("", r"(?<![0-9~.,/-])(?P<count>[0-9]{1,3}) ?(?P<unit>일|주일?) ?(?:후|뒤)(?!불|에 ?결제)",
         read.days_after),
        ("in ", r"(?<![A-Za-z])(?i:in (?P<count>[0-9]{1,3}) (?P<unit>days|day|weeks"
                r"|week)(?: time)?)"
         r"(?![A-Za-z]| (?:after|from|of|upon))", read.days_after),
        ("", r"(?<![0-9~.,/-])(?P<count>[0-9]{1,3}) ?(?P<unit>일|주일?) ?(?:이내|안에|내)",
         read.within),
        ("ithin", r"(?<![A-Za-z])(?i:within (?P<count>[0-9]{1,3}) (?P<unit>days|day|weeks|week))"
         r"(?![A-Za-z]| (?:after|from|of|upon))", read.within),
        # 금주 중, 이번 주말, by end of next week, 1W Dec
        ("주", rf"(?<![가-힣])(?P<week>{_NEXT_KO}|이번 ?주|금주) ?(?:중|안|내|(?P<end>말))",
         read.week_span),
        ("week", r"(?<![A-Za-z])(?i:end of (?P<week>next|this) (?P<end>)week)(?![A-Za-z])",
         read.week_span),
        (_NAMED_MONTH, rf"(?<![A-Za-z0-9])(?P<week>[1-4])W[ /]{_MONTH}(?![A-Za-z])",
        read.first_week),
        # 20일까지, by the 15th
        ("일", rf"(?<![0-9~.,/월-])(?<![월] ){_DAY}일(?=까지|에 |자로|부로"
              rf"| ?\([월화수목금토일]\))", read.day_only),
        (" the ", rf"(?<![A-Za-z])(?i:(?:by|on|before|until) the ){_DAY}(?:st|nd|rd|th)(?! of"
                  rf"|[A-Za-z]| floor)",
         read.day_only),
    )
)  # fmt: skip
_NAME_OF_MONTH = re.compile(rf"(?<![A-Za-z]){_MONTH.replace('?P<month>', '?:')}(?![a-z])")
# An event before "3일 후" makes it a lead time (CONTRACT.md), not a date.
_EVENT = re.compile(
    r"(?:후|이후|부터|약|최대|최소|발주|주문|입금|계약|결제|선적|승인|확정|수령|수주|B/L|BL|완료"
    r"|date|deposit"
    r"|order|payment)[ ]?$"
)
_RELATIVE = frozenset({read.days_after, read.within, read.day_only})
# Sentences that were wrapped: "by end\nof this month".
_WRAP = re.compile(r"(?<=[a-z,])\n(?=[a-z])")
_HANGUL, _LETTER = re.compile(r"[가-힣]"), re.compile(r"[A-Za-z]")


def is_korean(text: str) -> bool:
    """Whether a third or more of the letters are Hangul (CONTRACT.md, ``language``)."""
    hangul = len(_HANGUL.findall(text))
    letters = hangul + len(_LETTER.findall(text))
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
    context = read.Context(on=mail_date, korean=korean)
    text = _WRAP.sub(" ", text)
    has_month = _NAME_OF_MONTH.search(text) is not None
    found: list[DateSpan] = []
    for rule in _RULES:
        if not (has_month if rule.hint is _NAMED_MONTH else rule.hint in text):
            continue
        for match in rule.pattern.finditer(text):
            if rule.reader in _RELATIVE and _follows_event(text, match.start()):
                continue
            days = _read(rule, match, context)
            if days:
                found.append(DateSpan(match.start(), match.end(), match[0], *days))
    yield from _without_overlap(found)


def _read(rule: _Rule, match: "re.Match[str]", context: read.Context) -> read.Found:
    try:
        return rule.reader(match, context)
    except (OverflowError, ValueError):
        return None  # the calendar of ``date`` ends with the years 1 and 9999


def _follows_event(text: str, position: int) -> bool:
    return _EVENT.search(text, max(0, position - 8), position) is not None


def _without_overlap(found: list[DateSpan]) -> Iterator[DateSpan]:
    """Of two that overlap the one that begins first, then the longer one."""
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
