"""Dates in Korean and English mail, resolved against a mail of Friday 2026-11-20."""

from datetime import date

import pytest

from quoteflow_desktop.analysis.dates import find_dates, is_korean, parse_date

ON = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("오늘 오후 3시", "2026-11-20"),
        ("내일", "2026-11-21"),
        ("모레까지", "2026-11-22"),
        ("글피", "2026-11-23"),
        ("다음 주 월요일", "2026-11-23"),
        ("차주 수요일", "2026-11-25"),
        ("이번 주 금요일", "2026-11-20"),
        ("금요일까지", "2026-11-20"),
        ("월요일까지", "2026-11-23"),
        ("다음 달 15일", "2026-12-15"),
        ("익월 말", "2026-12-31"),
        ("이달 말까지", "2026-11-30"),
        ("월말", "2026-11-30"),
        ("1월 말까지", "2027-01-31"),
        ("3일 후", "2026-11-23"),
        ("2주 뒤", "2026-12-04"),
        ("12 월 5 일", "2026-12-05"),
        ("12월 5일(토)", "2026-12-05"),
        ("내년 1월 5일", "2027-01-05"),
        ("2026년 2월 13일까지", "2026-02-13"),
        ("26.12.05 납품", "2026-12-05"),
        ("12/5 입고", "2026-12-05"),
        ("12월 20일까지", "2026-12-20"),
        ("25일까지 납품", "2026-11-25"),
        ("15일까지 납품", "2026-12-15"),
        ("2026. 2. 13.", "2026-02-13"),
        ("2026.02.13", "2026-02-13"),
        ("2026-02-13", "2026-02-13"),
        ("2026/2/13", "2026-02-13"),
        ("Jan 20", "2027-01-20"),
        ("Jan. 20th, 2026", "2026-01-20"),
        ("January 20", "2027-01-20"),
        ("20 January 2026", "2026-01-20"),
        ("20th of January", "2027-01-20"),
        ("15-Jan-2027", "2027-01-15"),
        ("15-Jan-27", "2027-01-15"),
        ("31st March", "2027-03-31"),
        ("Jan 18-20", "2027-01-20"),
        ("18-20 January", "2027-01-20"),
        ("5 Dec", "2026-12-05"),
        ("by the 15th", "2026-12-15"),
        ("COB Monday", "2026-11-23"),
        ("by Friday", "2026-11-20"),
        ("next Friday", "2026-11-27"),
        ("tomorrow", "2026-11-21"),
        ("in 3 weeks", "2026-12-11"),
        ("end of next month", "2026-12-31"),
        ("end of this month", "2026-11-30"),
        ("end of March", "2027-03-31"),
        ("13.02.2027", "2027-02-13"),
        ("25/12/2026", "2026-12-25"),
        ("12/25/2026", "2026-12-25"),
        ("05/05/2027", "2027-05-05"),
        ("Oct 31", "2026-10-31"),
        ("Feb 29 2028", "2028-02-29"),
    ],
)
def test_a_date_that_means_one_day(text: str, day: str) -> None:
    assert parse_date(text, ON) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("금주 중", "2026-11-20", "2026-11-22"),
        ("이번 주말", "2026-11-21", "2026-11-22"),
        ("12월초", "2026-12-01", "2026-12-10"),
        ("12월 중순", "2026-12-11", "2026-12-20"),
        ("12월 하순", "2026-12-21", "2026-12-31"),
        ("2주 이내", "2026-11-20", "2026-12-04"),
        ("within 2 weeks", "2026-11-20", "2026-12-04"),
        ("by end of next week", "2026-11-28", "2026-11-29"),
        ("mid-January", "2027-01-11", "2027-01-20"),
        ("ETD 1W Dec", "2026-12-01", "2026-12-07"),
    ],
)
def test_a_vague_date_is_a_span_and_no_day(text: str, first: str, last: str) -> None:
    spans = list(find_dates(text, ON))
    assert [(s.first.isoformat(), s.last.isoformat(), s.exact) for s in spans] == [
        (first, last, False)
    ]
    assert parse_date(text, ON) is None


@pytest.mark.parametrize(
    "text",
    [
        "B/L 후 30일", "발주 후 3주 후", "ASAP", "03/04/2027", "ship 12/5",
        "invoice 26.12.05 attached",
        "2월 30일", "Feb 30", "May I ask", "march on", "3/8\" pipe", "납기 4주", "1/2 수준",
        "25일", "3일간",
        "45 days after deposit", "in 3 weeks after order", "2026.13.45", "월말 마감",
        "익월 15일 현금",
    ],
)  # fmt: skip
def test_what_names_no_day_or_could_be_two_gives_nothing(text: str) -> None:
    assert list(find_dates(text, ON)) == []


@pytest.mark.parametrize(
    ("on", "text", "day"),
    [
        ("2025-10-06", "ETD Jan 20", "2026-01-20"),
        ("2026-01-05", "12월 20일에 보냈습니다", "2025-12-20"),
        ("2026-04-13", "4/8 견적대로", "2026-04-08"),
        ("2026-12-31", "다음 달 15일", "2027-01-15"),
        ("2028-02-01", "이달 말", "2028-02-29"),
        ("2026-01-31", "2월 말까지", "2026-02-28"),
    ],
)
def test_a_date_without_a_year_is_near_its_mail(on: str, text: str, day: str) -> None:
    assert parse_date(text, date.fromisoformat(on)) == date.fromisoformat(day)


def test_next_friday_in_the_middle_of_a_week_could_be_two_days() -> None:
    assert parse_date("next Friday", date(2026, 11, 16)) is None


def test_without_the_mails_date_only_full_dates_are_found() -> None:
    text = "모레, Jan 20, 12월 5일, 2026-02-13, 20 January 2027"
    assert [s.text for s in find_dates(text, None)] == ["2026-02-13", "20 January 2027"]


def test_a_figure_pair_is_month_and_day_for_a_korean_reader_only() -> None:
    assert [s.first for s in find_dates("12/5", ON, korean=True)] == [date(2026, 12, 5)]
    assert list(find_dates("12/5", ON, korean=False)) == []


def test_a_text_is_korean_from_a_third_of_hangul_on() -> None:
    assert is_korean("견적 ABCD")
    assert not is_korean("견적 ABCDE")
    assert not is_korean("123")
