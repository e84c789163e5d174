"""Waiting threads are read once each, mail by mail, and what failed does not stop the others."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from quoteflow_desktop.core.errors import Cancelled
from quoteflow_desktop.core.facts import Act, Claim, Delta, Origin, Side
from quoteflow_desktop.services.collecting import collect_files
from quoteflow_desktop.services.progress import Cancel, Progress, silent
from quoteflow_desktop.services.waiting import analyse_waiting, fold_one
from quoteflow_desktop.store import analyses, messages
from quoteflow_desktop.store.database import Store, open_store
from tests.scripted import MAILS, OTHER_MAIL, Reader, write_mails


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "store.db")
    yield opened
    opened.close()


def collect(store: Store, folder: Path, *texts: str) -> None:
    collect_files(
        store, [write_mails(folder, *texts)], own=frozenset(), report=silent, cancel=Cancel()
    )


def read(store: Store, reader: Reader, digest: str = "d", **options: object):
    return analyse_waiting(
        store,
        reader,
        digest=digest,
        me=frozenset(),
        **{"report": silent, "cancel": Cancel(), **options},
    )


def facts_read(reader: Reader) -> list[int]:
    """The mails that the facts task was asked about, by number."""
    return [len(job.mails) for job in reader.jobs if job.task == "facts"]


def test_what_waits_is_read_and_kept(store: Store, tmp_path: Path) -> None:
    collect(store, tmp_path / "in")
    (thread_id,) = analyses.waiting(store)

    ended = read(store, Reader())

    analysis = analyses.analysis(store, thread_id)
    assert analysis is not None
    price = analysis.items[0].unit_price
    assert price is not None
    assert price.value == "615"
    assert ended.changes.analyses == {thread_id}
    assert analyses.waiting(store) == []


def test_a_new_mail_costs_that_mail_only(store: Store, tmp_path: Path) -> None:
    reader = Reader()
    collect(store, tmp_path / "in", MAILS[0])
    read(store, reader)
    collect(store, tmp_path / "later", MAILS[1])

    read(store, reader)

    assert facts_read(reader) == [1, 2]


def test_another_model_reads_everything_anew(store: Store, tmp_path: Path) -> None:
    reader = Reader()
    collect(store, tmp_path / "in")
    read(store, reader, digest="old")
    analyses.wait_again(store)

    read(store, reader, digest="new")

    assert facts_read(reader) == [1, 2, 1, 2]


def test_the_same_model_reads_nothing_twice(store: Store, tmp_path: Path) -> None:
    reader = Reader()
    collect(store, tmp_path / "in")
    read(store, reader)
    analyses.wait_again(store)

    read(store, reader)

    assert facts_read(reader) == [1, 2]


def test_a_mail_that_belongs_earlier_makes_later_readings_stale(
    store: Store, tmp_path: Path
) -> None:
    reader = Reader()
    collect(store, tmp_path / "in", MAILS[1])
    read(store, reader)
    collect(store, tmp_path / "late", MAILS[0])

    read(store, reader)

    assert facts_read(reader) == [1, 1, 2]


def test_a_thread_that_fails_is_marked_and_the_next_one_is_read(
    store: Store, tmp_path: Path
) -> None:
    collect(store, tmp_path / "in", *MAILS, OTHER_MAIL)
    reader = Reader()
    reader.broken = "Freight news"

    ended = read(store, reader)

    states = {row.subject: row.state for row in messages.thread_rows(store)}
    assert states == {"Solar inverters": "read", "Freight news": "failed"}
    assert [str(error) for error in ended.failures] == [
        "The model's process ended twice while reading this mail."
    ]


def test_the_open_thread_is_read_first(store: Store, tmp_path: Path) -> None:
    collect(store, tmp_path / "in", *MAILS, OTHER_MAIL)
    last = analyses.waiting(store)[-1]
    reader = Reader()

    read(store, reader, first=lambda: last)

    thread = messages.thread(store, last)
    assert thread.messages[0].body.strip() in reader.jobs[0].mails[0]


def test_stopped_work_keeps_the_mails_that_were_read(store: Store, tmp_path: Path) -> None:
    collect(store, tmp_path / "in")
    reader, cancel = Reader(), Cancel()

    def stop_after_the_first_mail(progress: Progress) -> None:
        if progress.stage == "reading-mail" and progress.done == 1:
            cancel.cancel()

    with pytest.raises(Cancelled):
        read(store, reader, report=stop_after_the_first_mail, cancel=cancel)
    read(store, reader)

    assert facts_read(reader).count(1) == 1
    assert analyses.waiting(store) == []


def test_the_thread_that_is_wanted_meanwhile_is_read_next(store: Store, tmp_path: Path) -> None:
    third = (
        OTHER_MAIL.replace("news@", "fair@").replace("Freight news", "Fair").replace("01 M", "28 F")
    )
    collect(store, tmp_path / "in", *MAILS, OTHER_MAIL, third.replace("Sun, 28", "Sat, 28"))
    first, _, last = analyses.waiting(store)
    wanted = [first]
    order: list[str] = []

    def look(progress: Progress) -> None:
        if progress.stage == "reading-mail" and progress.detail not in order:
            order.append(progress.detail)
            wanted[0] = last

    read(store, Reader(), first=lambda: wanted[0], report=look)

    assert order == ["Solar inverters", "Fair", "Freight news"]


def said(value: str) -> Delta:
    claim = Claim(key="incoterm", value=value, act=Act.INFORM, evidence=(), origin=Origin.USER)
    return Delta(message=1, by=Side.SUPPLIER, claims=(claim,))


def test_a_fold_gives_what_a_reading_gives_and_asks_no_model(store: Store, tmp_path: Path) -> None:
    reader = Reader()
    collect(store, tmp_path / "in")
    read(store, reader)
    (thread_id,) = messages.thread_ids(store)
    before, asked = analyses.analysis(store, thread_id), len(reader.jobs)

    changes = fold_one(store, thread_id, digest="d", me=frozenset())

    assert analyses.analysis(store, thread_id) == before
    assert (changes.analyses, len(reader.jobs)) == ({thread_id}, asked)


def test_a_thread_with_an_unread_mail_waits_instead_of_being_folded(
    store: Store, tmp_path: Path
) -> None:
    collect(store, tmp_path / "in", MAILS[0])
    read(store, Reader())
    collect(store, tmp_path / "later", MAILS[1])
    (thread_id,) = messages.thread_ids(store)

    changes = fold_one(store, thread_id, digest="d", me=frozenset())

    assert (changes.threads, changes.analyses) == ({thread_id}, frozenset())
    assert analyses.waiting(store) == [thread_id]


def test_what_the_user_says_while_the_model_reads_stands(store: Store, tmp_path: Path) -> None:
    collect(store, tmp_path / "in")
    (thread_id,) = messages.thread_ids(store)

    def speak(progress: Progress) -> None:
        if progress.stage == "reading-mail" and progress.done == 1:
            analyses.save_user_delta(store, thread_id, said("FOB"))

    read(store, Reader(), report=speak)

    analysis = analyses.analysis(store, thread_id)
    assert analysis is not None
    cell = analysis.facts["incoterm"]
    assert cell is not None
    assert (cell.value, cell.origin) == ("FOB", Origin.USER)
