"""Numbers and file names of quotes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteflow_desktop.core.quote import Party
from quoteflow_desktop.quotes.numbering import file_name, number_of, printed_number
from tests.quotes.samples import quote


def named(company: str, **changes: object):
    return quote(("1", "1")).model_copy(update={"buyer": Party(company=company), **changes})


def test_a_number_has_the_day_and_a_serial_of_three_digits():
    assert number_of(date(2026, 11, 20), 3) == "QT-20261120-003"


def test_only_a_revision_is_printed_with_its_count():
    first = quote(("1", "1"))

    assert printed_number(first) == "QT-20261120-001"
    assert printed_number(first.model_copy(update={"revision": 2})) == "QT-20261120-001-R2"


@pytest.mark.parametrize(
    ("company", "expected"),
    [
        ("Buyer", "QT-20261120-001_Buyer.pdf"),
        ("(주)대성포장산업", "QT-20261120-001_(주)대성포장산업.pdf"),
        ("Mwangi Power Ltd.", "QT-20261120-001_Mwangi-Power-Ltd.pdf"),
        ("../../etc/passwd", "QT-20261120-001_etc-passwd.pdf"),
        ("a\u202egpj.exe\x00", "QT-20261120-001_a-gpj-exe.pdf"),
        ("", "QT-20261120-001.pdf"),
    ],
)
def test_the_file_is_named_by_number_and_buyer(company, expected):
    assert file_name(named(company)) == expected


def test_a_revision_is_in_the_name():
    assert file_name(named("Buyer", revision=1)) == "QT-20261120-001-R1_Buyer.pdf"


@given(st.text(max_size=400))
def test_every_buyer_gives_a_name_that_every_file_system_takes(company):
    name = file_name(named(company))

    assert not set(name) & set('<>:"/\\|?*\x00\n\t ')
    assert len(name.encode()) <= 200
    assert name.startswith("QT-20261120-001")
    assert name.endswith(".pdf")


def test_a_draft_for_nobody_still_has_a_name():
    assert file_name(named("", number="")) == "quote.pdf"
