import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from quoteflow_desktop.core.errors import StoreError
from quoteflow_desktop.store import database
from quoteflow_desktop.store.database import (
    integrity_problems,
    is_encrypted,
    open_store,
    transaction,
)
from quoteflow_desktop.store.migrations import STEPS

KEY = bytes(range(32))


def serials(db: database.Store) -> list[tuple[str, int]]:
    return [tuple(row) for row in db.execute("SELECT day, last FROM serials ORDER BY day")]


def put(db: database.Store, day: str) -> None:
    db.execute("INSERT INTO serials (day, last) VALUES (?, 1)", (day,))


def test_a_store_is_made_with_its_folder_and_opens_again(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "mail.db"
    db = open_store(path)
    put(db, "a")
    db.close()
    again = open_store(path)
    assert (serials(again), integrity_problems(again)) == ([("a", 1)], ())
    again.close()


def test_it_writes_ahead_and_keeps_foreign_keys(tmp_path: Path) -> None:
    db = open_store(tmp_path / "mail.db")
    found = [
        db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "foreign_keys")
    ]
    db.close()
    assert found == ["wal", 1]


def test_the_sqlite_inside_is_one_without_the_wal_fault() -> None:
    assert tuple(map(int, database.sqlite_version().split("."))) >= (3, 51, 3)


def test_with_a_key_nothing_can_be_read_without_it(tmp_path: Path) -> None:
    path = tmp_path / "mail.db"
    db = open_store(path, KEY)
    put(db, "secret-day")
    db.close()
    assert is_encrypted(path)
    assert b"secret-day" not in path.read_bytes()
    for key in (None, bytes(32)):
        with pytest.raises(StoreError, match="another key"):
            open_store(path, key)
    again = open_store(path, KEY)
    assert serials(again) == [("secret-day", 1)]
    again.close()


def test_a_plain_store_stays_readable_when_there_is_a_key_later(tmp_path: Path) -> None:
    path = tmp_path / "mail.db"
    open_store(path).close()
    open_store(path, KEY).close()
    assert not is_encrypted(path)


def test_a_key_of_another_length_is_a_mistake_of_ours(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        open_store(tmp_path / "mail.db", b"short")


def test_a_store_of_a_newer_version_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "mail.db"
    db = open_store(path)
    db.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
    db.close()
    with pytest.raises(StoreError, match="newer QuoteFlow") as caught:
        open_store(path)
    assert "nothing was changed" in caught.value.hint


def test_a_step_that_fails_leaves_the_version_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mail.db"
    db = open_store(path)
    put(db, "kept")
    db.close()
    bad = ("CREATE TABLE half (x)", "CREATE TABLE half (x)")
    monkeypatch.setattr(database, "STEPS", (*STEPS, bad))
    with pytest.raises(Exception, match="already exists"):
        open_store(path)
    monkeypatch.setattr(database, "STEPS", STEPS)
    again = open_store(path)
    assert serials(again) == [("kept", 1)]
    again.close()


def test_a_later_step_brings_an_older_store_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mail.db"
    db = open_store(path)
    put(db, "kept")
    db.close()
    monkeypatch.setattr(database, "STEPS", (*STEPS, ("ALTER TABLE serials ADD COLUMN x",)))
    again = open_store(path)
    row = again.execute("SELECT day, x FROM serials").fetchone()
    again.close()
    assert tuple(row) == ("kept", None)


def test_garbage_is_no_store(tmp_path: Path) -> None:
    path = tmp_path / "mail.db"
    path.write_bytes(b"not a database at all" * 500)
    with pytest.raises(StoreError, match="no database"):
        open_store(path)


def test_a_damaged_page_is_found(tmp_path: Path) -> None:
    path = tmp_path / "mail.db"
    db = open_store(path)
    with transaction(db):
        for number in range(2000):
            put(db, f"day-{number:06d}")
    db.close()
    data = bytearray(path.read_bytes())
    for page in range(len(data) // 4096 // 2, len(data) // 4096):
        data[page * 4096 : page * 4096 + 200] = b"\xff" * 200
    path.write_bytes(data)
    try:
        again = open_store(path)
        problems = integrity_problems(again)
        again.close()
    except StoreError as error:
        problems = (str(error),)
    assert problems


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(tmp_path / "mail.db")


def test_a_path_that_is_no_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be made"):
        open_store(tmp_path / "file" / "mail.db")


def test_a_locked_store_is_worth_another_try(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "mail.db"
    holder = open_store(path)
    monkeypatch.setattr(database, "BUSY_SECONDS", 0.05)
    other = open_store(path)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="Another program") as caught, transaction(other):
        put(other, "x")
    holder.execute("ROLLBACK")
    assert caught.value.retryable
    other.close()
    holder.close()


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    db = open_store(tmp_path / "mail.db")
    with pytest.raises(ZeroDivisionError), transaction(db):
        put(db, "x")
        raise ZeroDivisionError
    assert serials(db) == []
    db.close()


def test_an_inner_transaction_falls_with_the_outer(tmp_path: Path) -> None:
    db = open_store(tmp_path / "mail.db")
    with pytest.raises(ZeroDivisionError), transaction(db):
        with transaction(db):
            put(db, "x")
        raise ZeroDivisionError
    assert serials(db) == []
    db.close()


FILL = """
import resource, signal, sys
from pathlib import Path
from quoteflow_desktop.core.errors import StoreError
from quoteflow_desktop.store.database import open_store, transaction
db = open_store(Path(sys.argv[1]))
# A limit on the size of files is as near to a full disk as a test gets without a disk.
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))
kept = 0
try:
    while True:
        with transaction(db):
            db.execute("INSERT INTO serials (day, last) VALUES (?, 1)", (f"{kept:06d}" + "x" * 20_000,))
        kept += 1
except StoreError as error:
    print(kept, str(error))
"""  # noqa: E501


def test_a_store_that_can_grow_no_more_is_told(tmp_path: Path) -> None:
    db = open_store(tmp_path / "mail.db")
    db.execute(f"PRAGMA max_page_count = {db.execute('PRAGMA page_count').fetchone()[0] + 4}")
    with pytest.raises(StoreError, match="disk is full"), transaction(db):
        put(db, "x" * 100_000)
    assert serials(db) == []
    db.close()


def test_a_full_disk_is_told_and_what_was_stored_stays(tmp_path: Path) -> None:
    path = tmp_path / "mail.db"
    done = subprocess.run(
        [sys.executable, "-c", FILL, str(path)], capture_output=True, text=True, check=True
    )
    kept, _, message = done.stdout.strip().partition(" ")
    assert "disk is full" in message
    db = open_store(path)
    assert (len(serials(db)), integrity_problems(db)) == (int(kept), ())
    db.close()
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 400_000


WRITE = """
import sys
from pathlib import Path
from quoteflow_desktop.store.database import open_store, transaction
db = open_store(Path(sys.argv[1]))
number = 0
while True:
    number += 1
    with transaction(db):
        for part in range(10):
            row = (f"{number}-{part}", number)
            db.execute("INSERT INTO serials (day, last) VALUES (?, ?)", row)
    print(number, flush=True)
"""


def test_what_was_told_to_be_stored_survives_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "mail.db"
    with subprocess.Popen(
        [sys.executable, "-c", WRITE, str(path)], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        told = [int(writer.stdout.readline()) for _ in range(30)][-1]
        writer.send_signal(signal.SIGKILL)
        told = max([told, *(int(line) for line in writer.stdout if line.endswith("\n"))])
    db = open_store(path)
    rows = db.execute("SELECT last, COUNT(*) FROM serials GROUP BY last").fetchall()
    db.close()
    assert {row[1] for row in rows} == {10}
    assert {row[0] for row in rows} >= set(range(1, told + 1))
