"""Mail files to threads: what ``analyze`` begins with.

Reads, parses, groups; asks no model and knows no store.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from pathlib import Path

from quoteflow_desktop.core.messages import Message, Thread
from quoteflow_desktop.core.values import Value
from quoteflow_desktop.mail.files import Skipped, read_paths
from quoteflow_desktop.mail.mime import parse
from quoteflow_desktop.mail.threader import group
from quoteflow_desktop.services.progress import Cancel, Progress, Report, silent


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
    dated = [_dated(thread, reference_date) for thread in group(messages)]
    threads = tuple(sorted(dated, key=_first_date))
    return Imported(threads=threads, skipped=tuple(skipped))


def _first_date(thread: Thread) -> tuple[bool, datetime]:
    """Sort key: threads without any date last, in the order they came."""
    date = thread.messages[0].date
    return date is None, date or datetime.max.replace(tzinfo=UTC)


def _dated(thread: Thread, day: date | None) -> Thread:
    if day is None or all(message.date for message in thread.messages):
        return thread
    stamp = datetime.combine(day, time(), tzinfo=UTC)
    messages = tuple(
        message if message.date else message.model_copy(update={"date": stamp})
        for message in thread.messages
    )
    return thread.model_copy(update={"messages": messages})
