"""The user's confirmations and corrections as a file that a training learns from.

``corrections.jsonl`` holds a ``decided_facts.Lesson`` as one JSON object a line: ``form`` (1),
``masked``, ``thread`` (a ``core.messages.Thread``), ``facts`` (``KnownFact``) and ``unusable``.
Must not know how a model is trained.
"""

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from quoteflow_desktop.core.errors import InputError
from quoteflow_desktop.core.values import Value
from quoteflow_desktop.services import wiring
from quoteflow_desktop.services.decided_facts import FORM, Lesson, lesson_of
from quoteflow_desktop.services.hiding import hidden, plain_lesson
from quoteflow_desktop.services.wiring import Workplace
from quoteflow_desktop.store import analyses, messages
from quoteflow_desktop.store.database import Store

FILE = "corrections.jsonl"


class Exported(Value):
    """What was written. ``unusable``: a sentence a thread on the facts that no mail shows."""

    path: Path
    threads: int
    facts: int
    left_out: int
    unusable: tuple[str, ...] = ()


def export_corrections(workplace: Workplace, folder: Path, *, mask_names: bool) -> Exported:
    """Write every thread in which the user decided something into ``folder``, whole or not at all.

    Raises:
        InputError: nothing was confirmed or corrected yet, or no mail shows any of it; the folder
            cannot be written.
        StoreError: the store cannot be read.
    """
    store = wiring.open_database(workplace, wiring.store_key(workplace))
    try:
        found = list(_lessons(store, mask_names=mask_names))
    finally:
        store.close()
    if not found:
        raise InputError(
            "No fact has been confirmed or corrected yet, so there is nothing to learn from.",
            hint="Confirm or correct facts in the window first.",
        )
    unusable = tuple(
        f"“{lesson.thread.subject}”: no mail shows the value of {', '.join(lesson.unusable)}"
        for lesson in found
        if lesson.unusable
    )
    kept = [lesson for lesson in found if lesson.facts]
    if not kept:
        raise InputError(
            "No mail shows a value that was confirmed or corrected, so there is nothing to learn "
            "from.",
            hint="; ".join(unusable),
        )
    path = folder / FILE
    _write(path, "".join(lesson.model_dump_json() + "\n" for lesson in kept))
    return Exported(
        path=path,
        threads=len(kept),
        facts=sum(len(lesson.facts) for lesson in kept),
        left_out=sum(len(lesson.unusable) for lesson in found),
        unusable=unusable,
    )


def _lessons(store: Store, *, mask_names: bool) -> Iterator[Lesson]:
    for thread_id in analyses.corrected_threads(store):
        thread = messages.thread(store, thread_id)
        analysis = analyses.analysis(store, thread_id)
        lesson = lesson_of(thread, analysis, analyses.user_deltas(store, thread_id))
        yield hidden(lesson, analysis) if mask_names else plain_lesson(lesson)


def _write(path: Path, text: str) -> None:
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.touch(mode=0o600)  # mails are nobody else's business
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise InputError(f"{path} cannot be written: {error.strerror or error}.") from error


def read_corrections(folder: Path) -> tuple[Lesson, ...]:
    """The lessons that ``export_corrections`` wrote into ``folder``.

    Raises:
        InputError: there is no such file, it holds none, or a line is of another form.
    """
    path = folder / FILE
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"There are no corrections in {folder}.",
            hint="`quoteflow models export-corrections -o DIR` writes them.",
        ) from error
    lessons = []
    for number, line in enumerate(lines, start=1):
        try:
            lesson = Lesson.model_validate_json(line)
        except ValidationError as error:
            raise InputError(f"Line {number} of {path} is no lesson of this program.") from error
        if lesson.form != FORM:
            raise InputError(f"Line {number} of {path} is of form {lesson.form}, not {FORM}.")
        lessons.append(lesson)
    if not lessons:
        raise InputError(f"There are no corrections in {folder}.")
    return tuple(lessons)
