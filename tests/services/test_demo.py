"""The demonstration: the sample mails in a store of their own, read and quoted."""

from contextlib import closing
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail

from quoteflow_desktop.config.paths import resources_dir
from quoteflow_desktop.core.analysis import from_json
from quoteflow_desktop.core.errors import InputError
from quoteflow_desktop.services import demo, wiring
from quoteflow_desktop.services.demo import Demonstration
from quoteflow_desktop.services.desk import Desk
from quoteflow_desktop.services.importing import load_threads
from quoteflow_desktop.services.progress import Cancel, silent
from quoteflow_desktop.services.wiring import Workplace, open_workplace
from quoteflow_desktop.store import messages
from tests.scripted import MAILS, OTHER_MAIL, Reader, engine_for, make_model, write_mails


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    backend = fail.Keyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    monkeypatch.setattr(wiring, "open_engine", engine_for(Reader(), []))
    home = tmp_path / "home"
    make_model(home / "models" / "mine", "mine")
    (home / "settings.toml").write_text('model = "mine"\nlanguage = "en"\n')
    return open_workplace({"QUOTEFLOW_HOME": str(home)})


@pytest.fixture
def small_mailbox(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In place of the bundled mails those that the scripted engine can read."""
    folder = tmp_path / "resources" / "demo"
    write_mails(folder / "mailbox" / "inverters")
    write_mails(folder / "mailbox" / "news", OTHER_MAIL)
    (folder / "demo.toml").write_text('quote_thread_folder = "inverters"\n')
    monkeypatch.setattr(demo, "resources_dir", lambda: tmp_path / "resources")


def prepare(workplace: Workplace) -> Demonstration:
    return demo.prepare(workplace, silent, Cancel())


def ids(sample: Demonstration) -> list[str]:
    with closing(wiring.open_database(sample.workplace, None)) as store:
        return messages.thread_ids(store)


def test_the_whole_bundled_mailbox_comes_in_and_the_named_thread_is_in_it(
    workplace: Workplace,
) -> None:
    sample = prepare(workplace)

    threads = load_threads([resources_dir() / "demo" / "mailbox"]).threads
    assert sorted(ids(sample)) == sorted(thread.id for thread in threads)
    assert len(threads) >= 12
    assert sample.quote_thread in ids(sample)


def test_the_users_own_store_and_settings_are_left_alone(workplace: Workplace) -> None:
    before = (workplace.home.settings_file).read_bytes()

    prepare(workplace)

    assert not workplace.home.store_file.exists()
    assert workplace.home.settings_file.read_bytes() == before


def test_the_sample_firms_addresses_are_the_own_ones(workplace: Workplace) -> None:
    assert "sales@solmir.example" in prepare(workplace).workplace.own_addresses
    assert workplace.own_addresses == frozenset()


def test_the_headless_run_writes_quote_and_analyses(
    workplace: Workplace, small_mailbox: None, tmp_path: Path
) -> None:
    sample = prepare(workplace)

    with closing(Desk(sample.workplace)) as desk:
        results = demo.run(sample, desk, tmp_path / "out", silent, Cancel())

    lines = results.analyses.read_text("utf-8").splitlines()
    subjects = [from_json(line).thread.subject for line in lines]
    assert subjects == ["Freight news", "Solar inverters"]
    assert results.quote.read_bytes().startswith(b"%PDF")
    assert results.accepted == ()


def test_the_sample_quote_is_issued_on_the_day_of_its_last_mail(
    workplace: Workplace, small_mailbox: None, tmp_path: Path
) -> None:
    sample = prepare(workplace)

    with closing(Desk(sample.workplace)) as desk:
        demo.run(sample, desk, tmp_path / "out", silent, Cancel())
        quote = desk.draft_quote(sample.quote_thread)

    assert quote.issued_on.isoformat() == "2026-03-03"


def test_a_second_run_keeps_what_was_read(workplace: Workplace, small_mailbox: None) -> None:
    sample = prepare(workplace)
    with closing(Desk(sample.workplace)) as desk:
        desk.analyse_waiting(None, silent, Cancel())

    again = prepare(workplace)

    with closing(Desk(again.workplace)) as desk:
        assert desk.status().waiting == 0
        assert len(desk.all_analyses()) == 2


def test_other_mails_make_a_new_store(
    workplace: Workplace, small_mailbox: None, tmp_path: Path
) -> None:
    prepare(workplace)
    write_mails(tmp_path / "resources" / "demo" / "mailbox" / "inverters", MAILS[0])
    (tmp_path / "resources" / "demo" / "mailbox" / "inverters" / "02.eml").unlink()

    sample = prepare(workplace)

    with closing(wiring.open_database(sample.workplace, None)) as store:
        assert [row.count for row in messages.thread_rows(store)] == [1, 1]


def test_a_folder_that_cannot_be_written_is_one_sentence(
    workplace: Workplace, small_mailbox: None, tmp_path: Path
) -> None:
    (tmp_path / "out").write_text("in the way")
    sample = prepare(workplace)

    with (
        closing(Desk(sample.workplace)) as desk,
        pytest.raises(InputError, match="cannot be written"),
    ):
        demo.run(sample, desk, tmp_path / "out", silent, Cancel())
