"""Mail files into the store: what the window's import and the demonstration begin with.

Must not know who asked, and asks no model.
"""

from collections.abc import Iterable
from pathlib import Path

from quoteflow_desktop.core.changes import Changes
from quoteflow_desktop.core.messages import Message
from quoteflow_desktop.core.values import Value
from quoteflow_desktop.mail.files import Skipped, read_paths
from quoteflow_desktop.mail.mime import parse
from quoteflow_desktop.mail.threader import group
from quoteflow_desktop.services.progress import Cancel, Progress, Report
from quoteflow_desktop.store.database import Store
from quoteflow_desktop.store.messages import save_imported

BATCH = 200  # mails in one transaction: a crash repeats these at most


class Collected(Value):
    """What came into the store, and which files gave no mail."""

    changes: Changes = Changes()
    skipped: tuple[Skipped, ...] = ()


def collect_files(
    store: Store,
    paths: Iterable[Path],
    *,
    own: frozenset[str],
    report: Report,
    cancel: Cancel,
) -> Collected:
    """Stores every mail under ``paths``; mails that are there already change nothing.

    ``own`` are the firm's addresses in lower case.

    Raises:
        StoreError: the batch at hand was not stored, those before it were.
        Cancelled: between two mails; what was read so far is stored.
    """
    skipped: list[Skipped] = []
    batch: list[tuple[bytes, Message]] = []
    changes, count = Changes(), 0
    for found in read_paths(paths):
        if isinstance(found, Skipped):
            skipped.append(found)
            continue
        batch.append((found.data, parse(found.data, found.source)))
        count += 1
        report(Progress(stage="importing", done=count, total=count, detail=found.source))
        if len(batch) == BATCH or cancel.requested:
            changes += save_imported(store, batch, group=group, own=own)
            batch.clear()
            cancel.check()
    changes += save_imported(store, batch, group=group, own=own)
    return Collected(changes=changes, skipped=tuple(skipped))
