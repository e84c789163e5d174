"""Reads the threads that wait in the store, each mail once, and keeps what came out.

A crash repeats one mail at most: every mail's reading is kept as soon as it is there. Must not
know which engine it is or who waits for the result.
"""

import hashlib
from collections.abc import Iterator

from quoteflow_desktop.core.changes import Changes
from quoteflow_desktop.core.errors import ModelError
from quoteflow_desktop.core.messages import Thread
from quoteflow_desktop.inference.engine import Engine
from quoteflow_desktop.services.analysing import analyse_thread, thread_key
from quoteflow_desktop.services.progress import Cancel, Progress, Report
from quoteflow_desktop.store import analyses, messages
from quoteflow_desktop.store.database import Store


def analyse_waiting(
    store: Store,
    engine: Engine,
    *,
    digest: str,
    me: frozenset[str],
    first: str | None = None,
    report: Report,
    cancel: Cancel,
) -> Changes:
    """Reads every waiting thread, ``first`` before the others.

    ``digest`` names model and prompts, so that what another model read is not taken for this
    one's. A thread that the model fails on is marked failed and the next one is read.

    Raises:
        Cancelled: ``cancel`` was asked for; what was read so far is kept.
        StoreError: nothing can be kept.
    """
    changes = Changes()
    seen: set[str] = set()
    # Asked anew each time: a sync beside this may have brought mails or joined threads.
    while queue := [one for one in analyses.waiting(store) if one not in seen]:
        cancel.check()
        thread_id = first if first in queue else queue[0]
        report(Progress(stage="reading-threads", done=len(seen), total=len(seen) + len(queue)))
        seen.add(thread_id)
        try:
            changes += analyse_one(
                store, engine, thread_id, digest=digest, me=me, report=report, cancel=cancel
            )
        except ModelError:  # the list shows it, and its thread can be asked for again
            changes += analyses.save_failure(store, thread_id)
    return changes


def analyse_one(
    store: Store,
    engine: Engine,
    thread_id: str,
    *,
    digest: str,
    me: frozenset[str],
    report: Report,
    cancel: Cancel,
) -> Changes:
    """Reads the mails of one thread that were not read yet and keeps its analysis.

    Raises:
        ModelError: the engine failed. StoreError: there is no such thread (any more).
        Cancelled: mails read so far are kept.
    """
    thread = messages.thread(store, thread_id)
    digests = dict(_reading_digests(thread, digest))
    known = {
        message_id: reading
        for message_id, own_digest in digests.items()
        if (reading := analyses.delta_for(store, message_id, own_digest)) is not None
    }
    analysis = analyse_thread(
        thread,
        engine,
        me=me,
        user_deltas=analyses.user_deltas(store, thread_id),
        known=known,
        keep=lambda message_id, text: analyses.save_delta(
            store, message_id, digests[message_id], text
        ),
        report=report,
        cancel=cancel,
    )
    return analyses.save_analysis(store, analysis)


def _reading_digests(thread: Thread, digest: str) -> Iterator[tuple[str, str]]:
    """Message-ID and what its reading depends on: model, prompts, the mails before it; the thread's
    key last. A mail that arrives late and belongs earlier makes the readings after it stale."""
    for message in thread.messages:
        digest = hashlib.sha256(f"{digest}\0{message.message_id}".encode()).hexdigest()[:32]
        yield message.message_id, digest
    yield thread_key(thread), digest
