"""The store's file: opened, brought to the newest shape, its errors in our words.

Only the packages of ``store`` import sqlcipher3. A connection belongs to the thread that opened
it: one writes, others open their own to read. Must not know mails or quotes.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from sqlcipher3 import dbapi2

from quoteflow_desktop.core.errors import StoreError
from quoteflow_desktop.store.migrations import STEPS

Store: TypeAlias = dbapi2.Connection

BUSY_SECONDS = 5.0
_PLAIN_HEADER = b"SQLite format 3\x00"

# What SQLite says, what the user reads, what to do, whether trying again can help.
_MESSAGES: dict[str, tuple[str, str, bool]] = {
    "SQLITE_FULL": ("The disk is full.", "Make room and try again; nothing was lost.", True),
    "SQLITE_IOERR": ("The disk is full or failing.", "Make room and try again.", True),
    "SQLITE_BUSY": ("Another program is using the mail store.", "Try again in a moment.", True),
    "SQLITE_LOCKED": ("The mail store is busy.", "Try again in a moment.", True),
    "SQLITE_READONLY": ("The mail store may not be written.", "Check the folder's rights.", False),
    "SQLITE_CANTOPEN": ("The mail store cannot be opened.", "Check the folder's rights.", False),
    "SQLITE_PERM": ("The mail store may not be opened.", "Check the folder's rights.", False),
    "SQLITE_CORRUPT": (
        "The mail store is damaged.",
        "Move the file away and sync again; the mail is still on the server.",
        False,
    ),
    "SQLITE_NOTADB": (
        "The mail store is no database, or another key encrypted it.",
        "Check the keyring, or move the file away and sync again.",
        False,
    ),
}


def open_store(path: Path, key: bytes | None = None) -> Store:
    """A connection to the store at ``path``, made where there is none.

    A new store is encrypted when ``key`` (32 bytes) is given. A store that was made without a key
    stays readable without one (``is_encrypted`` tells).

    Raises:
        StoreError: it cannot be opened, is damaged, encrypted with another key, or was written by
            a newer version of the program.
    """
    if key is not None and len(key) != 32:
        raise ValueError("the key of a store is 32 bytes")
    with errors_told():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"The folder {path.parent} cannot be made.", hint="Check its rights."
            ) from error
        encrypted = key is not None and not is_plain(path)
        db = dbapi2.connect(str(path), timeout=BUSY_SECONDS, isolation_level=None)
        try:
            if encrypted and key is not None:
                db.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            _configure(db)
            _migrate(db, path)
        except BaseException:
            db.close()
            raise
    return db


def _configure(db: Store) -> None:
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = FULL")  # a mail that is stored survives a power cut
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA trusted_schema = OFF")
    db.execute("PRAGMA cell_size_check = ON")


def _migrate(db: Store, path: Path) -> None:
    """Bring the file to the newest shape, one transaction a step."""
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version > len(STEPS):
        raise StoreError(
            f"The mail store {path} was written by a newer QuoteFlow.",
            hint="Install the newer version; nothing was changed.",
        )
    for number, step in enumerate(STEPS[version:], start=version + 1):
        with transaction(db):
            # Another process may have done it while this one waited for the lock.
            if db.execute("PRAGMA user_version").fetchone()[0] >= number:
                continue
            for statement in step:
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {number:d}")


@contextmanager
def transaction(db: Store) -> Iterator[None]:
    """All of the block's writes or none. One that is open already is joined.

    Raises:
        StoreError: the disk is full, the store is locked, read-only or damaged.
    """
    with errors_told():
        if db.in_transaction:
            yield
            return
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:  # a full disk has rolled back by itself
                db.execute("ROLLBACK")
            raise


@contextmanager
def errors_told() -> Iterator[None]:
    """SQLite's errors of the world as StoreError; what is our own mistake passes through."""
    try:
        yield
    except dbapi2.Error as error:
        name = getattr(error, "sqlite_errorname", "") or ""
        told = _MESSAGES.get(name) or _MESSAGES.get("_".join(name.split("_")[:2]))
        if told is None:
            raise
        message, hint, retryable = told
        raise StoreError(message, hint=hint, retryable=retryable) from error


def is_plain(path: Path) -> bool:
    """Whether there is a store at ``path`` that is not encrypted."""
    try:
        with path.open("rb") as file:
            return file.read(len(_PLAIN_HEADER)) == _PLAIN_HEADER
    except OSError:
        return False


def is_encrypted(path: Path) -> bool:
    """Whether there is a store at ``path`` and a key is needed to read it."""
    return path.exists() and path.stat().st_size > 0 and not is_plain(path)


def sqlite_version() -> str:
    """The version of the SQLite inside, such as ``3.53.4``."""
    return str(dbapi2.sqlite_version)


def integrity_problems(db: Store) -> tuple[str, ...]:
    """What is wrong with the file, empty when it is whole."""
    with errors_told():
        found = [row[0] for row in db.execute("PRAGMA quick_check(20)")]
        broken = db.execute("PRAGMA foreign_key_check").fetchall()
    problems = [text for text in found if text != "ok"]
    return (*problems, *(f"a row of {row[0]} points nowhere" for row in broken[:20]))
