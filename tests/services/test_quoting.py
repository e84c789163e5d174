"""From an analysis to a numbered, saved and verified PDF."""

import builtins
from pathlib import Path

import pypdf
import pytest

from quoteflow_desktop.core.errors import QuoteError
from quoteflow_desktop.core.quote import OpenPoint
from quoteflow_desktop.services import quoting
from quoteflow_desktop.store.database import open_store
from quoteflow_desktop.store.quotes import quotes_of
from tests.quotes.samples import COMPANY, ISSUED, analysis, asked, cell, export_analysis, item


@pytest.fixture
def db(tmp_path):
    store = open_store(tmp_path / "store.db")
    yield store
    store.close()


@pytest.fixture
def folder(tmp_path) -> Path:
    made = tmp_path / "quotes"
    made.mkdir()
    return made


def drafted(found=None, **more):
    return quoting.draft_quote(
        found or export_analysis(), COMPANY, issued_on=ISSUED, number="", **more
    )


def wrong_total():
    return drafted(export_analysis(total_amount=cell("180000")))


def text_of(path):
    return "".join(page.extract_text() for page in pypdf.PdfReader(path).pages)


@pytest.mark.parametrize(("language", "expected"), [(None, "en"), ("ko", "ko")])
def test_a_quote_is_in_the_language_of_its_thread_unless_told(language, expected):
    assert drafted(language=language).language == expected


def test_a_failing_check_blocks_until_it_is_accepted():
    quote = wrong_total()

    assert [check.rule for check in quoting.blocking(quote)] == ["stated-total"]
    assert quoting.blocking(quoting.accept(quote, {"stated-total"})) == ()


def test_accepting_what_does_not_fail_is_a_slip_and_says_so():
    with pytest.raises(QuoteError, match="No failing check is called figures-positive") as caught:
        quoting.accept(wrong_total(), {"figures-positive", "stated-total"})

    assert caught.value.hint == "Failing: stated-total."


def test_open_points_do_not_block(tmp_path):
    quote = drafted(export_analysis(payment_terms=asked("60 days")))

    exported = quoting.export_only(quote, tmp_path / "quote.pdf")

    assert quote.open_points == (OpenPoint(field="payment_terms", reason="only-asked"),)
    assert "To be agreed (requested: 60 days)" in text_of(exported.path)


def test_a_blocked_quote_is_not_written_and_the_error_names_the_rule(tmp_path):
    with pytest.raises(QuoteError, match=r"stated-total: The mails say USD 180,000\.00"):
        quoting.export_only(wrong_total(), tmp_path / "quote.pdf")

    assert list(tmp_path.iterdir()) == []


def test_a_preview_shows_a_blocked_quote():
    assert quoting.preview(wrong_total()).startswith(b"%PDF-")


def test_export_takes_a_number_saves_and_writes(db, folder):
    exported = quoting.save_and_export(db, drafted(), folder)

    assert exported.path == folder / "QT-20261120-001_Mwangi-Power-Ltd.pdf"
    assert exported.changes.quotes == {"QT-20261120-001"}
    assert "QT-20261120-001" in text_of(exported.path)
    (kept,) = quotes_of(db, exported.quote.thread_id)
    assert (kept.quote, kept.path) == (exported.quote, exported.path)


def test_a_second_export_of_a_quote_is_its_next_revision(db, folder):
    first = quoting.save_and_export(db, drafted(), folder)

    second = quoting.save_and_export(db, first.quote, folder)

    assert second.path.name == "QT-20261120-001-R1_Mwangi-Power-Ltd.pdf"
    assert sorted(folder.iterdir()) == sorted([first.path, second.path])


def test_a_chosen_file_name_is_kept(db, folder):
    exported = quoting.save_and_export(db, drafted(), folder / "mine.pdf")

    assert exported.path == folder / "mine.pdf"


def test_a_file_of_another_computer_is_not_overwritten(db, folder):
    other = folder / "QT-20261120-001_Mwangi-Power-Ltd.pdf"
    other.write_bytes(b"theirs")

    exported = quoting.save_and_export(db, drafted(), folder)

    assert exported.path.name == "QT-20261120-001_Mwangi-Power-Ltd (2).pdf"
    assert other.read_bytes() == b"theirs"


def test_a_blocked_quote_takes_no_number(db, folder):
    with pytest.raises(QuoteError):
        quoting.save_and_export(db, wrong_total(), folder)

    assert quoting.save_and_export(db, drafted(), folder).quote.number == "QT-20261120-001"


def test_a_pdf_that_fails_leaves_the_quote_saved_but_not_exported(db, folder):
    found = analysis({"currency": cell("USD")}, (item("🎉", "1", "pcs", cell("5")),))

    with pytest.raises(QuoteError, match="cannot print"):
        quoting.save_and_export(db, drafted(found), folder)

    (kept,) = quotes_of(db, found.thread.id)
    assert (kept.quote.number, kept.path) == ("QT-20261120-001", None)
    assert list(folder.iterdir()) == []


def test_an_edit_runs_the_checks_anew():
    found = export_analysis(total_amount=cell("180000"))
    quote = drafted(found)
    cheaper = quote.lines[0].model_copy(update={"unit_price": quote.lines[0].unit_price - 15})

    edited = quoting.revise(quote.model_copy(update={"lines": (cheaper,)}), found)

    assert quoting.blocking(quote) != ()
    assert quoting.blocking(edited) == ()
    assert quoting.totals(edited).total == 180000


def test_missing_libraries_of_the_press_are_a_sentence(tmp_path, monkeypatch):
    name = "quoteflow_desktop.quotes.document"
    real_import = builtins.__import__

    def no_pango(wanted, *rest):
        if wanted == name:
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real_import(wanted, *rest)

    monkeypatch.setattr(builtins, "__import__", no_pango)

    with pytest.raises(QuoteError, match="Pango") as caught:
        quoting.export_only(drafted(), tmp_path / "q.pdf")

    assert "quoteflow doctor" in caught.value.hint
