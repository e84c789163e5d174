"""Quotes in the store: numbers that never come twice, revisions, where their PDFs lie.

Must not know how a number looks or how a quote is made.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from quoteflow_desktop.core.changes import Changes
from quoteflow_desktop.core.quote import Quote
from quoteflow_desktop.core.values import Value
from quoteflow_desktop.store.database import Store, errors_told, transaction


class StoredQuote(Value):
    """A quote as it was saved; ``path`` of its PDF, None while it was never exported."""

    quote: Quote
    path: Path | None = None


def next_serial(db: Store, on: date) -> int:
    """The next serial of the day, from 1, taken for good; inside ``database.transaction`` it is
    given back when the transaction fails."""
    with transaction(db):
        row = db.execute(
            "INSERT INTO serials (day, last) VALUES (?, 1)"
            " ON CONFLICT (day) DO UPDATE SET last = last + 1 RETURNING last",
            (on.isoformat(),),
        ).fetchone()
    return int(row[0])


def save_quote(db: Store, quote: Quote, *, number_of: Callable[[date, int], str]) -> Quote:
    """The quote as it is kept: the first time with a new number of its day, then, while its PDF
    was never written, in its place, and after that as the next revision.

    A number that the store does not know is a draft's placeholder and replaced.
    """
    with transaction(db):
        row = db.execute(
            "SELECT revision, path FROM quotes WHERE number = ? AND thread_id = ?"
            " ORDER BY revision DESC LIMIT 1",
            (quote.number, quote.thread_id),
        ).fetchone()
        if row is None:
            number = number_of(quote.issued_on, next_serial(db, quote.issued_on))
            kept = quote.model_copy(update={"number": number, "revision": 0})
        else:
            revision = row[0] + 1 if row[1] else row[0]
            kept = quote.model_copy(update={"revision": revision})
        db.execute(
            "INSERT OR REPLACE INTO quotes (number, revision, thread_id, quote)"
            " VALUES (?, ?, ?, ?)",
            (kept.number, kept.revision, kept.thread_id, kept.model_dump_json()),
        )
    return kept


def mark_exported(db: Store, number: str, revision: int, path: Path) -> Changes:
    """The PDF of this quote lies at ``path``; from now on an edit makes a revision."""
    with transaction(db):
        db.execute(
            "UPDATE quotes SET path = ? WHERE number = ? AND revision = ?",
            (str(path), number, revision),
        )
    return Changes(quotes=frozenset((number,)))


def quotes_of(db: Store, thread_id: str) -> tuple[StoredQuote, ...]:
    """The thread's quotes by number and revision."""
    with errors_told():
        rows = db.execute(
            "SELECT quote, path FROM quotes WHERE thread_id = ? ORDER BY number, revision",
            (thread_id,),
        )
        return tuple(
            StoredQuote(
                quote=Quote.model_validate_json(row[0]), path=Path(row[1]) if row[1] else None
            )
            for row in rows
        )
