from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from quoteflow_desktop.core.quote import Company, Party, Quote, QuoteLine, TaxMode
from quoteflow_desktop.store import quotes
from quoteflow_desktop.store.database import Store, open_store, transaction

DAY = date(2026, 11, 20)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "mail.db")
    yield opened
    opened.close()


def number_of(day: date, serial: int) -> str:
    return f"{day:%m%d}-{serial}"


def draft(remarks: str = "", number: str = "", thread: str = "t") -> Quote:
    return Quote(
        number=number, language="ko", issued_on=DAY, valid_until=None, thread_id=thread,
        seller=Company(name="B"), buyer=Party(), currency="KRW", tax_mode=TaxMode.DOMESTIC,
        lines=(QuoteLine(product="새우"),), remarks=remarks,
    )  # fmt: skip


def test_serials_count_from_one_each_day(db: Store) -> None:
    days = (DAY, DAY, date(2026, 11, 21), DAY)
    assert [quotes.next_serial(db, day) for day in days] == [1, 2, 1, 3]


def test_a_serial_is_given_back_when_the_saving_fails(db: Store) -> None:
    with pytest.raises(ZeroDivisionError), transaction(db):
        quotes.next_serial(db, DAY)
        raise ZeroDivisionError
    assert quotes.next_serial(db, DAY) == 1


def test_a_draft_gets_the_next_number(db: Store) -> None:
    found = [quotes.save_quote(db, draft(), number_of=number_of).number for _ in range(2)]
    assert found == ["1120-1", "1120-2"]


def test_before_its_export_a_quote_is_changed_in_place(db: Store) -> None:
    kept = quotes.save_quote(db, draft(), number_of=number_of)
    again = quotes.save_quote(db, kept.model_copy(update={"remarks": "new"}), number_of=number_of)
    assert (again.number, again.revision) == (kept.number, 0)
    assert [one.quote for one in quotes.quotes_of(db, "t")] == [again]


def test_after_its_export_an_edit_makes_a_revision(db: Store) -> None:
    kept = quotes.save_quote(db, draft(), number_of=number_of)
    path = Path("a.pdf")
    changes = quotes.mark_exported(db, kept.number, 0, path)
    again = quotes.save_quote(db, kept, number_of=number_of)
    assert (changes.quotes, again.number, again.revision) == ({kept.number}, kept.number, 1)
    assert [(one.quote.revision, one.path) for one in quotes.quotes_of(db, "t")] == [
        (0, path),
        (1, None),
    ]


def test_a_number_of_another_thread_is_a_placeholder(db: Store) -> None:
    quotes.save_quote(db, draft(), number_of=number_of)
    other = quotes.save_quote(db, draft(number="1120-1", thread="u"), number_of=number_of)
    assert other.number == "1120-2"
