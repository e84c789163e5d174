"""Analyses in the store: which threads wait, what the model said of a mail, what came of it.

Must not know how an analysis is made.
"""

import json

from quoteflow_desktop.core.analysis import Analysis, from_json, to_json
from quoteflow_desktop.core.changes import Changes
from quoteflow_desktop.core.facts import Cell, Delta
from quoteflow_desktop.store.database import Store, errors_told, transaction


def waiting(db: Store) -> list[str]:
    """Threads that have something new since they were analysed, those with newest mail first."""
    with errors_told():
        rows = db.execute(
            "SELECT w.thread_id FROM waiting w JOIN threads t ON t.id = w.thread_id"
            " ORDER BY t.last_seconds DESC, t.id"
        )
        return [row[0] for row in rows]


def wait_again(db: Store, thread_id: str | None = None) -> Changes:
    """Let one thread, or all, be analysed anew (a new model, a correction)."""
    with transaction(db):
        rows = db.execute(
            "SELECT id FROM threads WHERE ? IS NULL OR id = ?", (thread_id, thread_id)
        ).fetchall()
        db.executemany("INSERT OR REPLACE INTO waiting (thread_id) VALUES (?)", rows)
        db.executemany("UPDATE threads SET state = 'waiting' WHERE id = ?", rows)
    return Changes(threads=frozenset(row[0] for row in rows))


def delta_for(db: Store, message_id: str, digest: str) -> str | None:
    """The kept reading of a mail, as the text that was saved; ``digest`` says what it depends on
    (model, prompts, the mails before)."""
    with errors_told():
        row = db.execute(
            "SELECT reading FROM readings WHERE message_id = ? AND digest = ?",
            (message_id, digest),
        ).fetchone()
    return row[0] if row else None


def save_delta(db: Store, message_id: str, digest: str, reading: str) -> None:
    """Keep a mail's reading, so that a new mail of the thread costs that mail only."""
    with transaction(db):
        db.execute(
            "INSERT OR REPLACE INTO readings (message_id, digest, reading) VALUES (?, ?, ?)",
            (message_id, digest, reading),
        )


def save_analysis(db: Store, analysis: Analysis) -> Changes:
    """Keep a thread's analysis and fill its row of the list.

    The thread stays waiting when mails came while it was read; an analysis of a thread that is
    gone meanwhile is dropped (the Changes are empty).
    """
    thread_id = analysis.thread.id
    with transaction(db):
        stored = db.execute("SELECT count FROM threads WHERE id = ?", (thread_id,)).fetchone()
        if stored is None:
            return Changes()
        is_current = stored[0] == len(analysis.thread.messages)
        db.execute(
            "INSERT OR REPLACE INTO analyses (thread_id, analysis) VALUES (?, ?)",
            (thread_id, to_json(analysis)),
        )
        if is_current:
            db.execute("DELETE FROM waiting WHERE thread_id = ?", (thread_id,))
        db.execute(
            "UPDATE threads SET tags = ?, stage = ?, amount = ?, currency = ?, state = ?"
            " WHERE id = ?",
            (
                json.dumps(analysis.tags),
                _value(analysis.facts.get("deal_stage")),
                _value(analysis.facts.get("total_amount")),
                _value(analysis.facts.get("currency")),
                "read" if is_current else "waiting",
                thread_id,
            ),
        )
    return Changes(threads=frozenset((thread_id,)), analyses=frozenset((thread_id,)))


def _value(cell: Cell | None) -> str:
    return cell.value if cell else ""


def state(db: Store, thread_id: str) -> str:
    """ "waiting", "read" or "failed", as the list shows it."""
    with errors_told():
        row = db.execute("SELECT state FROM threads WHERE id = ?", (thread_id,)).fetchone()
    return str(row[0]) if row else "waiting"


def save_failure(db: Store, thread_id: str) -> Changes:
    """The thread could not be read; it is not tried again until it changes or is asked for."""
    with transaction(db):
        db.execute("DELETE FROM waiting WHERE thread_id = ?", (thread_id,))
        db.execute("UPDATE threads SET state = 'failed' WHERE id = ?", (thread_id,))
    return Changes(threads=frozenset((thread_id,)))


def analysis(db: Store, thread_id: str) -> Analysis | None:
    """The last analysis of the thread, None before the first."""
    with errors_told():
        row = db.execute(
            "SELECT analysis FROM analyses WHERE thread_id = ?", (thread_id,)
        ).fetchone()
    return from_json(row[0]) if row else None


def save_user_delta(db: Store, thread_id: str, delta: Delta) -> Changes:
    """Keep what the user confirmed or edited, after what was kept before."""
    with transaction(db):
        db.execute(
            "INSERT INTO user_deltas (thread_id, delta) VALUES (?, ?)",
            (thread_id, delta.model_dump_json()),
        )
    return Changes(analyses=frozenset((thread_id,)))


def drop_last_user_delta(db: Store, thread_id: str) -> Changes:
    """Undo the last ``save_user_delta`` of the thread, if there is one."""
    with transaction(db):
        db.execute(
            "DELETE FROM user_deltas WHERE id ="
            " (SELECT MAX(id) FROM user_deltas WHERE thread_id = ?)",
            (thread_id,),
        )
    return Changes(analyses=frozenset((thread_id,)))


def user_deltas(db: Store, thread_id: str) -> tuple[Delta, ...]:
    """All that the user confirmed or edited in the thread, oldest first."""
    with errors_told():
        rows = db.execute(
            "SELECT delta FROM user_deltas WHERE thread_id = ? ORDER BY id", (thread_id,)
        )
        return tuple(Delta.model_validate_json(row[0]) for row in rows)


def corrected_threads(db: Store) -> tuple[str, ...]:
    """Threads in which the user confirmed or edited something, by id."""
    with errors_told():
        rows = db.execute(
            "SELECT DISTINCT u.thread_id FROM user_deltas u"
            " JOIN threads t ON t.id = u.thread_id ORDER BY u.thread_id"
        )
        return tuple(row[0] for row in rows)
