"""Reads a thread: mail by mail through the engine, deltas by code, the fold, the checks.

The one way from mails to an Analysis, for window, command line and evaluation. Must not know
which engine it is, nor where mails and analyses are kept.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence

from quoteflow_desktop.core.analysis import (
    Analysis,
    ModelView,
)
from quoteflow_desktop.core.facts import Delta
from quoteflow_desktop.core.messages import Thread
from quoteflow_desktop.core.reading import HeadlineReading, MailReading, StepReading, TagsReading
from quoteflow_desktop.inference.engine import Engine, Job, Outcome, TaskName
from quoteflow_desktop.inference.prompts import RenderedMail
from quoteflow_desktop.services.assembling import MailResult, ThreadResult, assemble
from quoteflow_desktop.services.goods_so_far import GoodsSoFar
from quoteflow_desktop.services.progress import Cancel, Progress, Report, silent
from quoteflow_desktop.services.rendering import (
    candidates_in,
    countries_in,
    render_thread,
)

Keep = Callable[[str, str], None]  # Message-ID or thread key, result as JSON


def analyse_thread(
    thread: Thread,
    engine: Engine,
    *,
    me: frozenset[str] = frozenset(),
    user_deltas: Sequence[Delta] = (),
    known: Mapping[str, str] | None = None,
    keep: Keep | None = None,
    report: Report = silent,
    cancel: Cancel | None = None,
) -> Analysis:
    """The analysis of ``thread``.

    ``known`` maps Message-IDs (and the thread's key) to results of an earlier reading: those are
    not asked for again; ``keep`` is told each new one. ``me`` are the firm's own addresses.

    Raises:
        ModelError: the engine failed.
        Cancelled: ``cancel`` was asked for; mails read so far were kept.
    """
    cancel = cancel or Cancel()
    mails = render_thread(thread)
    results: list[MailResult] = []
    goods = GoodsSoFar(thread, mails)
    total = len(mails) + 1
    for number in range(1, len(mails) + 1):
        cancel.check()
        report(Progress(stage="reading-mail", done=number - 1, total=total, detail=thread.subject))
        results.append(_result(thread, mails, results, goods, engine, known or {}, keep, cancel))
    report(Progress(stage="reading-thread", done=total - 1, total=total, detail=thread.subject))
    whole = _whole_thread(thread, mails, engine, known or {}, keep, cancel)
    report(Progress(stage="reading-thread", done=total, total=total, detail=thread.subject))
    return assemble(thread, mails, results, user_deltas, whole, engine.model_view(), me)


def fold_known(
    thread: Thread,
    known: Mapping[str, str],
    model: ModelView,
    *,
    me: frozenset[str] = frozenset(),
    user_deltas: Sequence[Delta] = (),
) -> Analysis:
    """The analysis of a thread that was read in full, without an engine.

    ``known`` holds a result for every mail and for the thread's key; ``model`` gave them.
    """
    results = [MailResult.model_validate_json(known[one.message_id]) for one in thread.messages]
    whole = ThreadResult.model_validate_json(known[thread_key(thread)])
    return assemble(thread, render_thread(thread), results, user_deltas, whole, model, me)


def _result(
    thread: Thread,
    mails: Sequence[RenderedMail],
    before: Sequence[MailResult],
    goods: GoodsSoFar,
    engine: Engine,
    known: Mapping[str, str],
    keep: Keep | None,
    cancel: Cancel,
) -> MailResult:
    number = len(before) + 1
    message = thread.messages[number - 1]
    if message.message_id in known:
        return MailResult.model_validate_json(known[message.message_id])
    candidates = candidates_in(message, mails[number - 1])
    texts = tuple(mail.text for mail in mails[:number])
    job = Job(task="facts", mails=texts, candidates=candidates, items=goods.after(before))
    facts = engine.run(job, cancel)
    step = engine.run(Job(task="summary", mails=texts), cancel)
    if not isinstance(facts.reading, MailReading) or not isinstance(step.reading, StepReading):
        raise TypeError("the engine answered another task than it was asked")
    result = MailResult(
        facts=facts.reading,
        step=step.reading,
        first_mail=facts.first_mail,
        cut=facts.cut,
        figures_left=facts.figures_left,
    )
    if keep is not None:
        keep(message.message_id, result.model_dump_json())
    return result


def _whole_thread(
    thread: Thread,
    mails: Sequence[RenderedMail],
    engine: Engine,
    known: Mapping[str, str],
    keep: Keep | None,
    cancel: Cancel,
) -> ThreadResult:
    key = thread_key(thread)
    if key in known:
        return ThreadResult.model_validate_json(known[key])

    def ask(task: TaskName, countries: tuple[str, ...] = ()) -> Outcome:
        texts = tuple(mail.text for mail in mails)
        return engine.run(Job(task=task, mails=texts, countries=countries), cancel)

    headline = ask("headline").reading
    tags = ask("tags", countries_in(thread, mails)).reading
    if not isinstance(headline, HeadlineReading) or not isinstance(tags, TagsReading):
        raise TypeError("the engine answered another task than it was asked")
    result = ThreadResult(goods=headline.goods, tags=tags.tags)
    if keep is not None:
        keep(key, result.model_dump_json())
    return result


def thread_key(thread: Thread) -> str:
    """What headline and tags depend on besides the model: the mails of the thread."""
    ids = "\0".join(message.message_id for message in thread.messages)
    return "thread:" + hashlib.sha256(ids.encode("utf-8", "surrogatepass")).hexdigest()
