"""How new mails change the store's threads: only those they touch are grouped anew.

Works inside the transaction that stores the mails. The rule that makes threads is the caller's
``group``; this file finds the mails that it must see.
"""

import json
from collections.abc import Callable, Iterable, Sequence

from quoteflow_desktop.core.changes import Changes
from quoteflow_desktop.core.messages import Message, Thread
from quoteflow_desktop.store.database import Store

Grouping = Callable[[Sequence[Message]], tuple[Thread, ...]]


def thread_up(db: Store, new: Sequence[int], group: Grouping) -> Changes:
    """Group the mails ``new`` with all that they touch; each thread that changed waits.

    A thread that is joined to another loses its id; what the user decided and quoted in it goes
    along to the thread that holds its mails.
    """
    if not new:
        return Changes()
    old_ids = _touched(db, new)
    rows = _mails(db, old_ids, new)
    before = {row_id: old for row_id, _, old in rows}
    number = {message.message_id: row_id for row_id, message, _ in reversed(rows)}
    threads = group([message for _, message, _ in rows])
    changed = set()
    for thread in threads:
        ids = [number[message.message_id] for message in thread.messages]
        if any(before[row_id] != thread.id for row_id in ids):
            changed.add(thread.id)
        _write(db, thread, ids)
        for old in {before[row_id] for row_id in ids} - {None, thread.id}:
            _move(db, str(old), thread.id)
    vanished = old_ids - {thread.id for thread in threads}
    _forget(db, vanished)
    again = [(thread_id,) for thread_id in sorted(changed)]
    db.executemany("INSERT OR REPLACE INTO waiting (thread_id) VALUES (?)", again)
    db.executemany("UPDATE threads SET state = 'waiting' WHERE id = ?", again)
    return Changes(threads=frozenset(changed | vanished))


def _touched(db: Store, new: Sequence[int]) -> set[str]:
    """Threads that share a Message-ID with a new mail, or its subject where one is a reply."""
    ids = json.dumps(list(new))
    named = db.execute(
        "SELECT DISTINCT m.thread_id FROM names n JOIN names o USING (message_id)"
        " JOIN mails m ON m.id = o.mail_id"
        " WHERE n.mail_id IN (SELECT value FROM json_each(?))",
        (ids,),
    ).fetchall()
    alike = db.execute(
        "SELECT DISTINCT m.thread_id FROM mails n JOIN mails m USING (subject_key)"
        " WHERE n.id IN (SELECT value FROM json_each(?))"
        " AND n.subject_key != '' AND (n.is_reply OR m.is_reply)",
        (ids,),
    ).fetchall()
    return {row[0] for row in (*named, *alike) if row[0]}


def _mails(
    db: Store, threads: Iterable[str], new: Sequence[int]
) -> list[tuple[int, Message, str | None]]:
    """(row, mail, thread so far) of those threads and the new mails, in order of arrival."""
    rows = db.execute(
        "SELECT id, parsed, thread_id FROM mails"
        " WHERE thread_id IN (SELECT value FROM json_each(?))"
        " OR id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(sorted(threads)), json.dumps(list(new))),
    )
    return [(row[0], Message.model_validate_json(row[1]), row[2]) for row in rows]


def _forget(db: Store, thread_ids: Iterable[str]) -> None:
    """Drop threads that have no mail any more."""
    ids = [(thread_id,) for thread_id in thread_ids]
    db.executemany("DELETE FROM threads WHERE id = ?", ids)
    db.executemany("DELETE FROM waiting WHERE thread_id = ?", ids)
    db.executemany("DELETE FROM analyses WHERE thread_id = ?", ids)


def _write(db: Store, thread: Thread, ids: Sequence[int]) -> None:
    """The thread's row, and its mails' places; copies of a mail follow it."""
    for place, (row_id, message) in enumerate(zip(ids, thread.messages, strict=True)):
        db.execute(
            "UPDATE mails SET thread_id = ?, place = ? WHERE id = ? OR message_id = ?",
            (thread.id, place, row_id, message.message_id),
        )
    dates = [message.date for message in thread.messages if message.date]
    unread = db.execute(
        "SELECT COALESCE(SUM(unread), 0) FROM mails WHERE thread_id = ?", (thread.id,)
    ).fetchone()[0]
    db.execute(
        "INSERT INTO threads (id, subject, sender, first_date, last_date, last_seconds, count,"
        " unread) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
        " subject = excluded.subject, sender = excluded.sender, first_date = excluded.first_date,"
        " last_date = excluded.last_date, last_seconds = excluded.last_seconds,"
        " count = excluded.count, unread = excluded.unread",
        (
            thread.id,
            thread.subject,
            _who(db, thread, ids),
            min(dates).isoformat() if dates else None,
            max(dates).isoformat() if dates else None,
            max(dates).timestamp() if dates else 0.0,
            len(thread.messages),
            unread,
        ),
    )


def _who(db: Store, thread: Thread, ids: Sequence[int]) -> str:
    """The other side: who last wrote to us, else to whom we wrote."""
    for row_id, message in zip(reversed(ids), reversed(thread.messages), strict=True):
        outgoing = db.execute("SELECT outgoing FROM mails WHERE id = ?", (row_id,)).fetchone()[0]
        if not outgoing:
            return message.sender.name or message.sender.email
    to = thread.messages[0].to
    return (to[0].name or to[0].email) if to else ""


def _move(db: Store, old: str, new: str) -> None:
    """What belongs to a thread that changed its id, to its new one."""
    db.execute("UPDATE user_deltas SET thread_id = ? WHERE thread_id = ?", (new, old))
    db.execute("UPDATE quotes SET thread_id = ? WHERE thread_id = ?", (new, old))
    db.execute("UPDATE OR IGNORE analyses SET thread_id = ? WHERE thread_id = ?", (new, old))
