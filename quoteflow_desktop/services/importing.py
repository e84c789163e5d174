"""Mail files to threads: what ``analyze`` begins with, and the way of files into the store.

Reads, parses, groups; asks no model.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from pathlib import Path

from quoteflow_desktop.core.changes import Changes
from quoteflow_desktop.core.messages import Message, Thread
from quoteflow_desktop.core.values import Value
from quoteflow_desktop.mail.files import Skipped, read_paths
from quoteflow_desktop.mail.mime import parse
from quoteflow_desktop.mail.threader import group
from quoteflow_desktop.services.progress import Cancel, Progress, Report, silent
from quoteflow_desktop.store.database import Store
from quoteflow_desktop.store.messages import save_imported

BATCH = 100  # mails in one transaction


class Imported(Value):
    """Threads by the date of their first mail, and what could not be read."""

    threads: tuple[Thread, ...]
    skipped: tuple[Skipped, ...]


def load_threads(
    paths: Iterable[Path],
    *,
    reference_date: date | None = None,
    report: Report = silent,
    cancel: Cancel | None = None,
) -> Imported:
    """All mails under ``paths`` as threads.

    ``reference_date`` is given to mails that have no date, after they are put in order. Raises
    Cancelled between two mails.
    """
    messages: list[Message] = []
    skipped: list[Skipped] = []
    for found in read_paths(paths):
        if cancel is not None:
            cancel.check()
        if isinstance(found, Skipped):
            skipped.append(found)
        else:
            messages.append(parse(found.data, found.source))
            report(Progress(stage="import", done=len(messages), total=0, detail=found.source))
    threads = tuple(_dated(thread, reference_date) for thread in group(messages))
    return Imported(threads=threads, skipped=tuple(skipped))


def _dated(thread: Thread, day: date | None) -> Thread:
    if day is None or all(message.date for message in thread.messages):
        return thread
    stamp = datetime.combine(day, time(), tzinfo=UTC)
    messages = tuple(
        message if message.date else message.model_copy(update={"date": stamp})
        for message in thread.messages
    )
    return thread.model_copy(update={"messages": messages})


class Stored(Value):
    """What an import changed in the store, how many mails it read, and what it could not read."""

    changes: Changes
    mails: int
    skipped: tuple[Skipped, ...]


def import_paths(
    db: Store,
    paths: Iterable[Path],
    *,
    own: frozenset[str] = frozenset(),
    report: Report = silent,
    cancel: Cancel | None = None,
) -> Stored:
    """Put all mails under ``paths`` into the store, BATCH at a time.

    ``own`` are the firm's addresses in lower case. Raises StoreError; Cancelled between two mails
    (whole batches stay stored).
    """
    changes, count = Changes(), 0
    skipped: list[Skipped] = []
    batch: list[tuple[bytes, Message]] = []
    for found in read_paths(paths):
        if cancel is not None:
            cancel.check()
        if isinstance(found, Skipped):
            skipped.append(found)
            continue
        batch.append((found.data, parse(found.data, found.source)))
        count += 1
        report(Progress(stage="import", done=count, total=0, detail=found.source))
        if len(batch) >= BATCH:
            changes += save_imported(db, batch, group=group, own=own)
            batch = []
    changes += save_imported(db, batch, group=group, own=own)
    return Stored(changes=changes, mails=count, skipped=tuple(skipped))
