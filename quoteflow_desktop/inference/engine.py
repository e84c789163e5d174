"""What an engine is: it takes a job and gives back what the model said of it.

The steps a task is made of, the protocol that every engine keeps, and ``ScriptedEngine``, which
answers the same steps from a function and needs no model. Must not know llama.cpp or prompts.
"""

from collections.abc import Callable, Generator
from typing import Literal, Protocol

from quoteflow_desktop.core.analysis import ModelView
from quoteflow_desktop.core.facts import Candidate
from quoteflow_desktop.core.reading import (
    HeadlineReading,
    MailReading,
    StepReading,
    TagsReading,
)
from quoteflow_desktop.core.values import Value

TaskName = Literal["facts", "summary", "headline", "tags"]
Reading = MailReading | StepReading | HeadlineReading | TagsReading

# The adapter that serves a task.
ADAPTER_OF: dict[TaskName, str] = {
    "facts": "facts", "summary": "summary", "headline": "summary", "tags": "tags",
}  # fmt: skip


class Question(Value):
    """What a step asks: ``name`` of the question, ``index`` of the candidate, item or point it is
    about (from 0), ``key`` of the text asked for or the letter of the goods."""

    name: str
    index: int = 0
    key: str = ""


class Force(Value):
    """Text that the task writes itself."""

    text: str


class Choose(Value):
    """The model picks one of the options; none may be the beginning of another in tokens.

    ``in_doubt`` is the option to take where the model is not sure of another one; with ``of_any``
    where it is not sure that it is any other.
    """

    about: Question
    options: tuple[str, ...]
    in_doubt: str = ""
    of_any: bool = False


class Copy(Value):
    """The model copies a run of the mail's own tokens, up to the end of a line.

    ``scope`` "thread" allows earlier mails too, "body" leaves out the mail's head, "told" allows
    subjects and bodies of all mails. With ``none`` given, the model may write that instead, and the
    answer is empty; so it is where the model is not sure of an ``optional`` text.
    """

    about: Question
    scope: Literal["mail", "thread", "body", "told"] = "mail"
    none: str = ""
    optional: bool = False
    max_tokens: int = 48


Step = Force | Choose | Copy
Program = Generator[Step, str, Reading]


class Job(Value):
    """One task over the mails up to the one it reads.

    ``mails`` are rendered (``prompts.render_mail``), oldest first; the last one is read. Offsets
    of ``candidates`` count in it. ``items`` are the goods that stand before it, for the facts;
    ``countries`` those that code found, for the tags.
    """

    task: TaskName
    mails: tuple[str, ...]
    candidates: tuple[Candidate, ...] = ()
    items: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


class Outcome(Value):
    """The reading, and what of the job's mails the model had before it.

    ``first_mail`` (from 1) is the oldest mail in the window; ``cut`` says that the mail that was
    read did not fit and lost its end; ``figures_left`` counts candidates that were too many to ask.
    """

    reading: Reading
    first_mail: int = 1
    cut: bool = False
    figures_left: int = 0


class CancelToken(Protocol):
    """Whether somebody asked to stop."""

    @property
    def requested(self) -> bool: ...


class Engine(Protocol):
    """Runs jobs, one at a time."""

    def run(self, job: Job, cancel: CancelToken | None = None) -> Outcome:
        """The outcome of one job.

        Raises:
            ModelError: the model file or its process failed, also after one retry.
            Cancelled: ``cancel`` was requested.
        """
        ...

    def model_view(self) -> ModelView:
        """Names of model, engine and adapters."""
        ...

    def close(self) -> None:
        """Free the model."""
        ...


Oracle = Callable[[Job, Choose | Copy], str]


def drive(
    program: Program,
    answer: Callable[[Choose | Copy], str],
    write: Callable[[str], object] = len,
) -> Reading:
    """Run a task: ``answer`` is asked what the model is asked, ``write`` is told the text that the
    program writes itself.

    A Choose must be answered with one of its options; a Copy with text of the mail.
    """
    reply: str | None = None
    try:
        while True:
            step = next(program) if reply is None else program.send(reply)
            reply = None
            if isinstance(step, Force):
                write(step.text)
                continue
            reply = answer(step)
            if isinstance(step, Choose) and reply not in step.options:
                raise ValueError(f"{reply!r} is no option of {step.about}")
    except StopIteration as done:
        reading: Reading = done.value
        return reading


class ScriptedEngine:
    """An engine that asks a function instead of a model, and keeps the jobs it was given."""

    def __init__(self, oracle: Oracle, make_program: Callable[[Job], Program]) -> None:
        self._oracle = oracle
        self._make_program = make_program
        self.jobs: list[Job] = []

    def run(self, job: Job, cancel: CancelToken | None = None) -> Outcome:  # noqa: ARG002 - answers at once
        """Drive the job's task with the oracle."""
        self.jobs.append(job)
        reading = drive(self._make_program(job), lambda step: self._oracle(job, step))
        return Outcome(reading=reading)

    def model_view(self) -> ModelView:
        """A model view that names itself scripted."""
        return ModelView(name="scripted", engine="scripted", adapters={})

    def close(self) -> None:
        """Nothing to free."""
