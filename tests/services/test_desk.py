"""One window's work on a real store, with an engine that knows what the sample thread says."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail

from quoteflow_desktop.config.settings import Account
from quoteflow_desktop.core.errors import ModelError, QuoteError, SettingsError, StoreError
from quoteflow_desktop.core.facts import Origin
from quoteflow_desktop.services import accounts, wiring
from quoteflow_desktop.services.correcting import edited
from quoteflow_desktop.services.desk import Desk
from quoteflow_desktop.services.progress import Cancel, Progress, silent
from quoteflow_desktop.services.wiring import Workplace, open_workplace
from quoteflow_desktop.store import analyses
from tests.scripted import MAILS, OTHER_MAIL, Reader, engine_for, make_model, write_mails


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Reader:
    backend = fail.Keyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    made = Reader()
    monkeypatch.setattr(wiring, "open_engine", engine_for(made, []))
    return made


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    home = tmp_path / "home"
    make_model(home / "models" / "mine", "mine")
    (home / "settings.toml").write_text('model = "mine"\nlanguage = "en"\n')
    return open_workplace({"QUOTEFLOW_HOME": str(home)})


@pytest.fixture
def desk(workplace: Workplace, reader: Reader, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(workplace)
    made.import_files([write_mails(tmp_path / "in", *MAILS, OTHER_MAIL)], silent, Cancel())
    yield made
    made.close()


def inverters(desk: Desk) -> str:
    (line,) = [line for line in desk.thread_lines("", 10, 0) if line.subject == "Solar inverters"]
    return line.id


def read_all(desk: Desk) -> str:
    desk.analyse_waiting(None, silent, Cancel())
    return inverters(desk)


def test_the_list_shows_threads_as_waiting_until_they_are_read(desk: Desk) -> None:
    before = desk.thread_lines("", 10, 0)
    desk.analyse_waiting(None, silent, Cancel())
    after = desk.thread_lines("", 10, 0)

    assert [line.reading for line in before] == ["waiting", "waiting"]
    assert [line.reading for line in after] == ["read", "read"]
    assert [line.subject for line in after] == ["Solar inverters", "Freight news"]


def test_the_list_is_searched(desk: Desk) -> None:
    assert [line.subject for line in desk.thread_lines("rates", 10, 0)] == ["Freight news"]


def test_an_opened_thread_shows_its_mails_before_it_was_read_and_is_no_longer_unread(
    desk: Desk,
) -> None:
    opened = desk.open_thread(inverters(desk))

    assert opened.analysis is None
    assert [mail.index for mail in opened.mails] == [1, 2]
    assert not desk.thread_lines("", 10, 0)[0].unread


def test_a_thread_that_is_gone_says_so(desk: Desk) -> None:
    with pytest.raises(StoreError, match="no longer in the store"):
        desk.open_thread("nothing")


def test_what_the_user_edits_stands_and_can_be_taken_back(desk: Desk, reader: Reader) -> None:
    thread_id = read_all(desk)
    analysis = desk.open_thread(thread_id).analysis
    assert analysis is not None
    mails_read = sum(job.task == "facts" for job in reader.jobs)

    desk.save_user_delta(thread_id, edited(analysis, "facts/payment_terms", "T/T in advance"))
    changed = desk.open_thread(thread_id).analysis
    desk.undo_user_delta(thread_id)
    undone = desk.open_thread(thread_id).analysis

    assert changed is not None
    assert undone is not None
    cell = changed.facts["payment_terms"]
    assert cell is not None
    assert (cell.value, cell.origin) == ("T/T in advance", Origin.USER)
    assert undone.facts == analysis.facts
    assert sum(job.task == "facts" for job in reader.jobs) == mails_read


def test_a_thread_that_was_not_read_gives_no_quote(desk: Desk) -> None:
    with pytest.raises(QuoteError, match="not read yet"):
        desk.draft_quote(inverters(desk))


def test_a_quote_goes_into_the_firms_folder_with_a_number(desk: Desk) -> None:
    quote = desk.draft_quote(read_all(desk))

    exported = desk.export_quote(quote, None)

    assert exported.path.parent == desk.workplace.home.quotes_dir
    assert exported.path.read_bytes().startswith(b"%PDF")
    assert exported.quote.number.endswith("-001")
    assert str(desk.totals(exported.quote).total) == "184500.00"


def test_the_preview_is_the_paper_and_leaves_nothing_behind(desk: Desk) -> None:
    quote = desk.draft_quote(read_all(desk))

    assert desk.quote_pdf(quote).startswith(b"%PDF")
    assert not desk.workplace.home.quotes_dir.exists()


def test_the_status_counts_what_waits_and_names_no_host(desk: Desk) -> None:
    status = desk.status()

    assert (status.model, status.waiting, status.hosts) == ("mine", 2, ())


def test_without_a_model_the_status_says_none_and_reading_says_why(
    workplace: Workplace, reader: Reader, tmp_path: Path
) -> None:
    (workplace.home.models_dir / "mine").rename(tmp_path / "moved")
    desk = Desk(workplace)

    assert desk.status().model == ""
    with pytest.raises(ModelError, match="no model named mine"):
        desk.analyse_waiting(None, silent, Cancel())


def test_a_sync_without_a_kept_password_says_what_to_do(
    workplace: Workplace, reader: Reader
) -> None:
    account = Account(name="sales", address="a@b.example", host="127.0.0.1")
    desk = Desk(accounts.add_account(workplace, account, None))

    (error,) = desk.sync(silent, Cancel()).failures

    assert isinstance(error, SettingsError)
    assert "password of sales is not kept" in str(error)


def test_closing_ends_the_model(desk: Desk, reader: Reader) -> None:
    read_all(desk)

    desk.close()

    assert reader.closed


def test_a_figure_that_was_edited_since_its_checks_is_not_exported(desk: Desk) -> None:
    thread_id = read_all(desk)
    analysis = desk.open_thread(thread_id).analysis
    assert analysis is not None
    desk.save_user_delta(thread_id, edited(analysis, "facts/total_amount", "184500"))
    quote = desk.draft_quote(thread_id)
    line = quote.lines[0].model_copy(update={"unit_price": Decimal(600)})
    stale = quote.model_copy(update={"lines": (line,)})

    with pytest.raises(QuoteError, match="stated-total"):
        desk.export_quote(stale, None)

    assert desk.blocking(stale) == ()


def test_a_second_export_of_a_thread_is_the_next_revision_of_its_quote(desk: Desk) -> None:
    thread_id = read_all(desk)
    first = desk.export_quote(desk.draft_quote(thread_id), None).quote

    draft = desk.draft_quote(thread_id)
    second = desk.export_quote(draft, None).quote

    assert (draft.number, draft.revision) == (first.number, 1)
    assert (second.number, first.revision, second.revision) == (first.number, 0, 1)


def test_after_a_paper_that_failed_the_same_draft_takes_the_same_number(
    desk: Desk, tmp_path: Path
) -> None:
    draft = desk.draft_quote(read_all(desk))
    (tmp_path / "in the way").touch()
    with pytest.raises(QuoteError):
        desk.export_quote(draft, tmp_path / "in the way" / "a.pdf")

    exported = desk.export_quote(draft, tmp_path / "a.pdf").quote

    assert (exported.number[-4:], exported.revision) == ("-001", 0)


def test_an_edit_of_a_thread_that_must_be_read_waits_and_starts_no_model(
    desk: Desk, reader: Reader, tmp_path: Path
) -> None:
    thread_id = read_all(desk)
    analysis = desk.open_thread(thread_id).analysis
    assert analysis is not None
    later = MAILS[1].replace("<2@", "<3@").replace("Tue, 03", "Wed, 04")
    desk.import_files([write_mails(tmp_path / "later", later)], silent, Cancel())
    asked = len(reader.jobs)

    changes = desk.save_user_delta(thread_id, edited(analysis, "facts/incoterm", "FOB"))

    assert (changes.analyses, len(reader.jobs)) == (frozenset(), asked)
    assert desk.status().waiting == 1


def test_an_edit_without_a_model_is_kept_for_later(desk: Desk, tmp_path: Path) -> None:
    thread_id = read_all(desk)
    analysis = desk.open_thread(thread_id).analysis
    assert analysis is not None
    (desk.workplace.home.models_dir / "mine").rename(tmp_path / "moved")
    again = Desk(desk.workplace)

    changes = again.save_user_delta(thread_id, edited(analysis, "facts/incoterm", "FOB"))

    assert (changes.threads, changes.analyses) == ({thread_id}, frozenset())


def test_an_edit_that_cannot_be_folded_is_not_kept_so_a_retry_says_it_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread_id = read_all(desk)
    analysis = desk.open_thread(thread_id).analysis
    assert analysis is not None
    delta = edited(analysis, "facts/incoterm", "FOB")
    with monkeypatch.context() as broken:
        broken.setattr(analyses, "save_analysis", _full_disk)
        with pytest.raises(StoreError):
            desk.save_user_delta(thread_id, delta)

    desk.save_user_delta(thread_id, delta)
    desk.undo_user_delta(thread_id)

    undone = desk.open_thread(thread_id).analysis
    assert undone is not None
    assert undone.facts == analysis.facts


def _full_disk(*_: object) -> None:
    raise StoreError("The disk is full.", retryable=True)


def test_a_thread_that_failed_says_so_until_it_is_to_be_read_again(
    desk: Desk, reader: Reader
) -> None:
    thread_id = inverters(desk)
    reader.broken = "inverter"
    desk.analyse_waiting(None, silent, Cancel())
    failed = desk.open_thread(thread_id).reading
    reader.broken = ""

    desk.wait_again(thread_id)
    waits = desk.open_thread(thread_id).reading
    desk.analyse_waiting(None, silent, Cancel())

    assert (failed, waits, desk.open_thread(thread_id).reading) == ("failed", "waiting", "read")


def test_the_thread_that_is_opened_while_the_model_works_is_read_next(
    desk: Desk, reader: Reader, tmp_path: Path
) -> None:
    fair = OTHER_MAIL.replace("<news@", "<fair@").replace("Freight news", "Fair")
    desk.import_files([write_mails(tmp_path / "fair", fair)], silent, Cancel())
    lines = desk.thread_lines("", 10, 0)
    order: list[str] = []

    def open_the_last(progress: Progress) -> None:
        if progress.stage == "reading-mail" and progress.detail not in order:
            order.append(progress.detail)
            desk.open_thread(lines[-1].id)

    desk.analyse_waiting(None, open_the_last, Cancel())

    assert order == [lines[0].subject, lines[2].subject, lines[1].subject]
