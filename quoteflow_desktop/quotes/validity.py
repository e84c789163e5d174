"""Until when a quote holds, read from the words of a mail: only what is clear without doubt.

A whole date or a span after the day of issue; ``None`` for everything else ("이번 달 말까지",
"12/11"). Must not guess: the builder falls back on the company's own rule and says so.
"""

import re
from datetime import date, timedelta

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>[a-z]{3})[a-z]*\.?"
_YEAR = r"(?P<year>20\d\d)"
_DAY = r"(?P<day>\d{1,2})"

_DATES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){_YEAR}\s*(?:[-./]|년)\s*(?P<month>\d{{1,2}})\s*(?:[-./]|월)\s*{_DAY}(?!\d)",
        rf"(?<!\d){_DAY}(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{_MONTH}[\s,-]+{_YEAR}(?!\d)",
        rf"\b{_MONTH}\s+{_DAY}(?:st|nd|rd|th)?,?\s+{_YEAR}(?!\d)",
    )
)
_SPAN = re.compile(
    r"(?<![\d.,-])(?P<count>\d{1,3})\s*-?\s*(?P<unit>일|주|days?\b|weeks?\b)(?!까지|자)",
    re.IGNORECASE,
)


def read_validity(text: str, issued_on: date) -> date | None:
    """The last day on which the quote holds, or None where ``text`` does not say it clearly.

    A span ("30일간", "valid for 2 weeks") counts from ``issued_on``.
    """
    dates = {found for pattern in _DATES for found in _dates(pattern, text)}
    if dates:
        return dates.pop() if len(dates) == 1 else None
    spans = list(_SPAN.finditer(text))
    if len(spans) != 1 or len(re.findall(r"\d+", text)) != 1:
        return None  # "30일 (12월 5일까지)": two figures, and no way to know which holds
    days = int(spans[0]["count"]) * (7 if spans[0]["unit"][0].lower() in "주w" else 1)
    return issued_on + timedelta(days=days)


def _dates(pattern: re.Pattern[str], text: str) -> list[date]:
    found = []
    for match in pattern.finditer(text):
        month = match["month"].lower()
        number = int(month) if month.isdigit() else _month_of(month)
        try:
            found.append(date(int(match["year"]), number, int(match["day"])))
        except ValueError:
            continue  # 31 February is no date, so it is not clear
    return found


def _month_of(name: str) -> int:
    """1 to 12, or 0 for a word that is no month."""
    return _MONTHS.index(name) + 1 if name in _MONTHS else 0
