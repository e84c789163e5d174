"""Validity is read where it is clear and left alone where it is not."""

from datetime import date

import pytest

from quoteflow_desktop.quotes.validity import read_validity

ISSUED = date(2026, 11, 20)


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-31",
        "until 2026.12.31",
        "2026/12/31까지",
        "2026년 12월 31일까지 유효",
        "valid through 31 December 2026",
        "31st of Dec. 2026",
        "December 31, 2026",
        "Dec 31st, 2026",
        "31-Dec-2026",
    ],
)
def test_a_whole_date_is_read(text):
    assert read_validity(text, ISSUED) == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30 days", date(2026, 12, 20)),
        ("견적일로부터 30일간", date(2026, 12, 20)),
        ("valid for 2 weeks", date(2026, 12, 4)),
        ("발행 후 2주", date(2026, 12, 4)),
    ],
)
def test_a_span_counts_from_the_day_of_issue(text, expected):
    assert read_validity(text, ISSUED) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "이번 달 말까지",
        "12/11",
        "30일까지",
        "12월 5일까지",
        "2026-13-31",
        "31 February 2027",
        "12 of 99 2026",
        "2026-12-01 to 2026-12-31",
        "14 days, at most 30 days",
        "1.5 weeks",
        "as long as stocks last",
    ],
)
def test_what_is_not_clear_is_left_alone(text):
    assert read_validity(text, ISSUED) is None
