"""The rules of years and months that the date readers share."""

import re
from datetime import date, timedelta

import pytest

from quoteflow_desktop.analysis import date_readers as read


def korean(text: str, on: date) -> read.Found:
    match = re.fullmatch(r"(?:(?P<year>\d+)년)?(?P<rel>내년)?(?P<month>\d+)월(?P<day>\d+)일", text)
    assert match is not None
    return read.korean_month_day(match, read.Context(on=on, korean=True))


def test_sixty_days_back_are_still_this_year() -> None:
    on = date(2026, 11, 20)
    back = on - timedelta(days=read.PAST_DAYS)
    found = korean(f"{back.month}월{back.day}일", on)
    assert found == (back, back, True)


def test_one_day_further_back_is_next_year() -> None:
    on = date(2026, 11, 20)
    back = on - timedelta(days=read.PAST_DAYS + 1)
    found = korean(f"{back.month}월{back.day}일", on)
    assert found is not None and found[0] == back.replace(year=2027)


@pytest.mark.parametrize(
    ("text", "day"), [("2026년2월29일", None), ("2028년2월29일", date(2028, 2, 29))]
)
def test_the_29th_of_february_needs_its_year(text: str, day: date | None) -> None:
    found = korean(text, date(2026, 11, 20))
    assert (found[0] if found else None) == day
