"""Reads the threads that wait in the store, each mail once, and keeps what came out.

A crash repeats one mail at most: every mail's reading is kept as soon as it is there. Must not
know which engine it is or who waits for the result.
"""

import hashlib
from collections.abc import Callable, Iterator

from quoteflow_desktop.core.changes import Changes
from quoteflow_desktop.core.errors import ModelError
from quoteflow_desktop.core.messages import Thread
from quoteflow_desktop.inference.engine import Engine
from quoteflow_desktop.services.analysing import analyse_thread, fold_known, thread_key
from quoteflow_desktop.services.progress import Cancel, Ended, Progress, Report
from quoteflow_desktop.services.rendering import candidates_in, render_thread
from quoteflow_desktop.store import analyses, messages
from quoteflow_desktop.store.database import Store


def analyse_waiting(
    store: Store,
    engine: Engine,
    *,
    digest: str,
    me: frozenset[str],
    first: Callable[[], str | None] = lambda: None,
    report: Report,
    cancel: Cancel,
) -> Ended:
    """Reads every waiting thread; ``first`` is asked before each which one to take, if it waits.

    ``digest`` names model and prompts, so that what another model read is not taken for this
    one's. A thread that the model fails on is marked failed, and the next one is read.

    Raises:
        Cancelled: ``cancel`` was asked for; what was read so far is kept.
        StoreError: nothing can be kept.
    """
    changes = Changes()
    failures: list[ModelError] = []
    seen: set[str] = set()
    # Asked anew each time: a sync beside this may have brought mails or joined threads.
    while queue := [one for one in analyses.waiting(store) if one not in seen]:
        cancel.check()
        wanted = first()
        thread_id = wanted if wanted in queue else queue[0]
        report(Progress(stage="reading-threads", done=len(seen), total=len(seen) + len(queue)))
        seen.add(thread_id)
        try:
            changes += analyse_one(
                store, engine, thread_id, digest=digest, me=me, report=report, cancel=cancel
            )
        except ModelError as error:  # the list shows it, and its thread can be asked for again
            failures.append(error)
            changes += analyses.save_failure(store, thread_id)
    return Ended(changes=changes, failures=tuple(failures))


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
    user_deltas = analyses.user_deltas(store, thread_id)
    analysis = analyse_thread(
        thread,
        engine,
        me=me,
        user_deltas=user_deltas,
        known=_known(store, digests),
        keep=lambda message_id, text: analyses.save_delta(
            store, message_id, digests[message_id], text
        ),
        report=report,
        cancel=cancel,
    )
    changes = analyses.save_analysis(store, analysis)
    if analyses.user_deltas(store, thread_id) != user_deltas:  # the user spoke meanwhile
        changes += fold_one(store, thread_id, digest=digest, me=me)
    return changes


def fold_one(store: Store, thread_id: str, *, digest: str, me: frozenset[str]) -> Changes:
    """Folds anew what was read and what the user said; asks no model.

    A thread with something unread goes back to the waiting ones: then ``analyses`` of the changes
    is empty.

    Raises:
        StoreError: there is no such thread (any more).
    """
    thread = messages.thread(store, thread_id)
    digests = dict(_reading_digests(thread, digest))
    known = _known(store, digests)
    before = analyses.analysis(store, thread_id)
    if before is None or known.keys() != digests.keys():
        return analyses.wait_again(store, thread_id)
    user_deltas = analyses.user_deltas(store, thread_id)
    analysis = fold_known(thread, known, before.model, me=me, user_deltas=user_deltas)
    return analyses.save_analysis(store, analysis)


def _known(store: Store, digests: dict[str, str]) -> dict[str, str]:
    """The readings that are kept under ``digests``."""
    found = {key: analyses.delta_for(store, key, digest) for key, digest in digests.items()}
    return {key: reading for key, reading in found.items() if reading is not None}


def _reading_digests(thread: Thread, digest: str) -> Iterator[tuple[str, str]]:
    """Message-ID and what its reading depends on: model, prompts, the mail and those before it as
    rendered, and what code found in it (a reading points into both); the thread's key last."""
    for message, mail in zip(thread.messages, render_thread(thread), strict=True):
        found = "".join(one.model_dump_json() for one in candidates_in(message, mail))
        parts = "\0".join((digest, message.message_id, mail.text, found))
        digest = hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        yield message.message_id, digest
    yield thread_key(thread), digest
