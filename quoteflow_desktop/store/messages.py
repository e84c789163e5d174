"""Mails and threads in the store: batches in, rows and threads out.

A batch is one transaction with its watermark, so a crash loses nothing and repeats one batch at
most. Must not know MIME, IMAP or how mails become threads: the caller gives ``group``.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from quoteflow_desktop.core.changes import Changes
from quoteflow_desktop.core.errors import StoreError
from quoteflow_desktop.core.messages import (
    Message,
    Thread,
    Watermark,
    same_mail,
    subject_key,
    under_own_id,
)
from quoteflow_desktop.core.values import Value
from quoteflow_desktop.store.database import Store, errors_told, transaction
from quoteflow_desktop.store.search import grams, queries
from quoteflow_desktop.store.threads import Grouping, thread_up


class ThreadRow(Value):
    """One line of the list. ``state``: "waiting", "read" or "failed"; ``amount``: plain digits."""

    id: str
    subject: str
    sender: str
    last_date: datetime | None
    count: int
    unread: int
    tags: tuple[str, ...] = ()
    stage: str = ""
    amount: str = ""
    currency: str = ""
    state: str = "waiting"


def watermark(db: Store, account: str, folder: str) -> Watermark | None:
    """How far the folder has been stored, None before the first batch."""
    with errors_told():
        row = db.execute(
            "SELECT uidvalidity, uid FROM folders WHERE account = ? AND folder = ?",
            (account, folder),
        ).fetchone()
    return Watermark(uidvalidity=row[0], uid=row[1]) if row else None


def known_uids(db: Store, account: str, folder: str, uidvalidity: int) -> frozenset[int]:
    """UIDs of the folder's mails that are stored and not known to be gone from the server."""
    with errors_told():
        rows = db.execute(
            "SELECT uid FROM places WHERE account = ? AND folder = ? AND uidvalidity = ?"
            " AND gone = 0",
            (account, folder, uidvalidity),
        )
        return frozenset(row[0] for row in rows)


def save_batch(
    db: Store,
    account: str,
    folder: str,
    mails: Sequence[tuple[int, bytes, Message]],
    watermark: Watermark,
    *,
    group: Grouping,
    outgoing: bool = False,
    seen: Collection[int] = (),
) -> Changes:
    """Store mails (uid, bytes, parsed) of one folder, their threads and the watermark, at once.

    Threads that grew wait for a new analysis. ``seen`` are UIDs that were read elsewhere.

    Raises:
        StoreError: nothing of the batch was stored.
    """
    with transaction(db):
        new = []
        for uid, raw, message in mails:
            unread = not outgoing and uid not in seen
            mail_id, is_new = _put(db, raw, message, outgoing=outgoing, unread=unread)
            if is_new:
                new.append(mail_id)
            db.execute(
                "INSERT OR REPLACE INTO places (account, folder, uidvalidity, uid, mail_id)"
                " VALUES (?, ?, ?, ?, ?)",
                (account, folder, watermark.uidvalidity, uid, mail_id),
            )
        db.execute(
            "INSERT OR REPLACE INTO folders (account, folder, uidvalidity, uid)"
            " VALUES (?, ?, ?, ?)",
            (account, folder, watermark.uidvalidity, watermark.uid),
        )
        return thread_up(db, new, group)


def save_imported(
    db: Store,
    mails: Sequence[tuple[bytes, Message]],
    *,
    group: Grouping,
    own: frozenset[str] = frozenset(),
) -> Changes:
    """Store mails from files; those from an address in ``own`` (lower case) are outgoing."""
    with transaction(db):
        new = []
        for raw, message in mails:
            outgoing = message.sender.email.lower() in own
            mail_id, is_new = _put(db, raw, message, outgoing=outgoing, unread=not outgoing)
            if is_new:
                new.append(mail_id)
        return thread_up(db, new, group)


def mark_gone(db: Store, account: str, folder: str, uidvalidity: int, uids: Iterable[int]) -> None:
    """Note that the server no longer has these; the mails themselves stay."""
    with transaction(db):
        db.executemany(
            "UPDATE places SET gone = 1 WHERE account = ? AND folder = ? AND uidvalidity = ?"
            " AND uid = ?",
            [(account, folder, uidvalidity, uid) for uid in uids],
        )


def note_undelivered(
    db: Store, account: str, folder: str, uidvalidity: int, uids: Iterable[int]
) -> None:
    """Count one more failure of the server to deliver these."""
    with transaction(db):
        db.executemany(
            "INSERT INTO undelivered (account, folder, uidvalidity, uid, tries)"
            " VALUES (?, ?, ?, ?, 1)"
            " ON CONFLICT (account, folder, uidvalidity, uid) DO UPDATE SET tries = tries + 1",
            [(account, folder, uidvalidity, uid) for uid in uids],
        )


def given_up(
    db: Store, account: str, folder: str, uidvalidity: int, *, tries: int = 3
) -> frozenset[int]:
    """UIDs that the server failed to deliver ``tries`` times."""
    with errors_told():
        rows = db.execute(
            "SELECT uid FROM undelivered WHERE account = ? AND folder = ? AND uidvalidity = ?"
            " AND tries >= ?",
            (account, folder, uidvalidity, tries),
        )
        return frozenset(row[0] for row in rows)


def mark_read(db: Store, thread_id: str) -> Changes:
    """The user looked at the thread; the server is not told."""
    with transaction(db):
        touched = db.execute(
            "UPDATE mails SET unread = 0 WHERE thread_id = ? AND unread = 1", (thread_id,)
        ).rowcount
        db.execute("UPDATE threads SET unread = 0 WHERE id = ?", (thread_id,))
    return Changes(threads=frozenset((thread_id,))) if touched else Changes()


def thread_ids(db: Store) -> list[str]:
    """All threads, those with the newest mail first."""
    with errors_told():
        rows = db.execute("SELECT id FROM threads ORDER BY last_seconds DESC, id")
        return [row[0] for row in rows]


def thread(db: Store, thread_id: str) -> Thread:
    """The thread with its mails in order.

    Raises:
        StoreError: there is no such thread (any more: a mail may have joined it to another).
    """
    with errors_told():
        head = db.execute("SELECT subject FROM threads WHERE id = ?", (thread_id,)).fetchone()
        rows = db.execute(
            "SELECT parsed FROM mails WHERE thread_id = ? AND copy = 0 ORDER BY place, id",
            (thread_id,),
        ).fetchall()
    if head is None:
        raise StoreError("This thread is no longer in the store.", hint="Look at the list again.")
    messages = tuple(Message.model_validate_json(row[0]) for row in rows)
    return Thread(id=thread_id, subject=head[0], messages=messages)


def thread_rows(db: Store, *, text: str = "", limit: int = 200, offset: int = 0) -> list[ThreadRow]:
    """Lines of the list, newest first; with ``text`` those threads that hold all of its words."""
    words = queries(text)
    if text.strip() and not words:
        return []
    with errors_told():
        chosen = _holding(db, words) if words else None
        rows = db.execute(
            "SELECT id, subject, sender, last_date, count, unread, tags, stage, amount, currency,"
            " state FROM threads WHERE ?1 IS NULL OR id IN (SELECT value FROM json_each(?1))"
            " ORDER BY last_seconds DESC, id LIMIT ?2 OFFSET ?3",
            (None if chosen is None else json.dumps(sorted(chosen)), limit, offset),
        )
        return [_row(row) for row in rows]


def _holding(db: Store, words: Sequence[str]) -> set[str]:
    """Threads that hold every word in one of their mails each."""
    found: set[str] | None = None
    for word in words:
        rows = db.execute(
            "SELECT DISTINCT thread_id FROM grams JOIN mails ON mails.id = grams.rowid"
            " WHERE grams MATCH ?",
            (word,),
        )
        ids = {row[0] for row in rows}
        found = ids if found is None else found & ids
    return found or set()


def _row(row: Sequence[object]) -> ThreadRow:
    names = ThreadRow.model_fields
    values = dict(zip(names, row, strict=True))
    values["tags"] = tuple(json.loads(str(values["tags"])))
    return ThreadRow.model_validate(values)


def _put(
    db: Store, raw: bytes, message: Message, *, outgoing: bool, unread: bool
) -> tuple[int, bool]:
    """The row of this mail and whether it is new; the same bytes are one row for ever."""
    digest = hashlib.sha256(raw).hexdigest()
    known = db.execute("SELECT id, message_id FROM mails WHERE digest = ?", (digest,)).fetchone()
    if known is None:
        message = _told_apart(db, message)
    if outgoing:  # a copy of one's own mail may have come to the Inbox first
        name = known[1] if known else message.message_id
        db.execute("UPDATE mails SET outgoing = 1, unread = 0 WHERE message_id = ?", (name,))
    if known:
        return known[0], False
    first = db.execute(
        "SELECT outgoing FROM mails WHERE message_id = ? LIMIT 1", (message.message_id,)
    ).fetchone()
    key, is_reply = subject_key(message.subject)
    mail_id = db.execute(
        "INSERT INTO mails (digest, message_id, copy, subject_key, is_reply, outgoing, unread,"
        " parsed) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            digest,
            message.message_id,
            first is not None,
            key,
            is_reply,
            outgoing or bool(first and first[0]),
            unread and first is None,
            message.model_dump_json(),
        ),
    ).lastrowid
    db.execute("INSERT INTO raw_mails (mail_id, data) VALUES (?, ?)", (mail_id, raw))
    db.executemany(
        "INSERT OR IGNORE INTO names (message_id, mail_id) VALUES (?, ?)",
        [(one, mail_id) for one in (message.message_id, *message.references)],
    )
    words = f"{message.subject}\n{message.sender}\n{message.body}"
    db.execute("INSERT INTO grams (rowid, body) VALUES (?, ?)", (mail_id, grams(words)))
    return mail_id, True


def _told_apart(db: Store, message: Message) -> Message:
    """``message``, under an id of its own where its Message-ID is another mail's."""
    first = db.execute(
        "SELECT parsed FROM mails WHERE message_id = ? AND copy = 0", (message.message_id,)
    ).fetchone()
    if first is None or same_mail(Message.model_validate_json(first[0]), message):
        return message
    return under_own_id(message)
