"""Mail files go into the store once, and what cannot be read is named."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from quoteflow_desktop.core.errors import Cancelled
from quoteflow_desktop.services.collecting import collect_files
from quoteflow_desktop.services.progress import Cancel, Progress, silent
from quoteflow_desktop.store import messages
from quoteflow_desktop.store.database import Store, open_store
from tests.scripted import MAILS, OTHER_MAIL, SUPPLIER, write_mails


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "store.db")
    yield opened
    opened.close()


def collect(store: Store, *paths: Path, **options: object):
    return collect_files(
        store,
        paths,
        **{"own": frozenset({SUPPLIER}), "report": silent, "cancel": Cancel(), **options},
    )


def test_mails_become_threads_and_only_incoming_ones_are_unread(
    store: Store, tmp_path: Path
) -> None:
    collected = collect(store, write_mails(tmp_path / "in", *MAILS, OTHER_MAIL))

    rows = messages.thread_rows(store)
    assert [(row.subject, row.count, row.unread) for row in rows] == [
        ("Solar inverters", 2, 1),
        ("Freight news", 1, 1),
    ]
    assert collected.changes.threads == {row.id for row in rows}


def test_the_same_mails_again_change_nothing(store: Store, tmp_path: Path) -> None:
    folder = write_mails(tmp_path / "in")
    collect(store, folder)

    again = collect(store, folder)

    assert not again.changes


def test_what_is_not_there_is_named_and_the_rest_comes_in(store: Store, tmp_path: Path) -> None:
    folder = write_mails(tmp_path / "in")

    collected = collect(store, tmp_path / "nowhere", folder)

    assert [skipped.path for skipped in collected.skipped] == [str(tmp_path / "nowhere")]
    assert len(messages.thread_ids(store)) == 1


def test_stopped_work_keeps_what_was_read(store: Store, tmp_path: Path) -> None:
    cancel = Cancel()

    def stop_at_the_first(_: Progress) -> None:
        cancel.cancel()

    with pytest.raises(Cancelled):
        collect(
            store,
            write_mails(tmp_path / "in"),
            report=stop_at_the_first,
            cancel=cancel,
        )

    assert [row.count for row in messages.thread_rows(store)] == [1]
