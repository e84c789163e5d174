"""A simulated thread as the program reads it, and where its gold lies in that rendering.

Rendering, candidates and the goods that stand are the program's own, so training cannot drift from
decoding. Must not know tokens, models or files.
"""

from collections.abc import Sequence
from random import Random

from quoteflow_desktop.analysis.matching import normal_name
from quoteflow_desktop.core.facts import Act
from quoteflow_desktop.inference.answers import tidy
from quoteflow_desktop.inference.engine import Job, TaskName
from quoteflow_desktop.inference.facts_task import MAX_ITEMS
from quoteflow_desktop.inference.prompts import RenderedMail
from quoteflow_desktop.services.rendering import candidates_in, countries_in, render_thread
from training.simulator.gold import GoldItem, GoldThread, Run

_MISSING, _FALSE = 0.06, 0.15  # shares of the lists of known goods that are distorted

Span = tuple[int, int, int]  # mail (from 0), start and end in its rendering


class Reader:
    """A simulated thread as the program reads it: rendering, candidates, and where gold lies.

    ``known`` has for each mail the goods that stand before it. With ``draw`` some lists are
    wrong, as a model's are: one of the goods is missing, or words that are none stand in it.
    """

    def __init__(self, gold: GoldThread, draw: Random | None = None) -> None:
        self.gold = gold
        self.mails = render_thread(gold.thread)
        self.candidates = [
            candidates_in(message, mail)
            for message, mail in zip(gold.thread.messages, self.mails, strict=True)
        ]
        self.countries = countries_in(gold.thread, self.mails)
        self.known = [goods_before(self, number) for number in range(len(self.mails))]
        if draw is not None:
            self.known = [
                _distorted(names, [mail.text for mail in self.mails[:number]], draw)
                for number, names in enumerate(self.known)
            ]

    def name(self, item: GoldItem) -> str:
        """The item as a list of goods gives it; empty where it was not rendered in one line."""
        span = self.span(item.product)
        return tidy(self.mails[span[0]].text[span[1] : span[2]]) if span else ""

    def job(self, task: TaskName, mail: int) -> Job:
        """The job that the program makes for ``task`` at mail ``mail`` (from 0)."""
        texts = tuple(rendered.text for rendered in self.mails[: mail + 1])
        if task == "facts":
            return Job(
                task=task, mails=texts, candidates=self.candidates[mail], items=self.known[mail]
            )
        return Job(task=task, mails=texts, countries=self.countries if task == "tags" else ())

    def span(self, run: Run) -> Span | None:
        """Where a gold run stands in the rendering; None where it was not rendered whole in one
        line."""
        mail = self.mails[run.message - 1]
        start, last = (
            _rendered_at(mail, run.where, run.start),
            _rendered_at(mail, run.where, run.end - 1),
        )
        if start is None or last is None or "\n" in mail.text[start : last + 1]:
            return None
        return run.message - 1, start, last + 1

    def jobs(self) -> list[tuple[TaskName, int]]:
        """All tasks of the thread with the mail each reads."""
        last = len(self.mails) - 1
        each: list[tuple[TaskName, int]] = []
        for mail in range(len(self.mails)):
            each += [("facts", mail), ("summary", mail)]
        return [*each, ("headline", last), ("tags", last)]


def _rendered_at(mail: RenderedMail, where: str, offset: int) -> int | None:
    for piece in mail.pieces:
        if piece.where == where and piece.offset <= offset < piece.offset + piece.length:
            return piece.start + offset - piece.offset
    return None


def goods_before(reader: Reader, mail: int) -> tuple[str, ...]:
    """The goods that stand before ``mail`` (from 0) as the gold has them, in the order in which
    they were first named."""
    standing: dict[str, str] = {}
    for gold in reader.gold.mails[:mail]:
        for item in gold.items:
            name = reader.name(item)
            if item.act is Act.WITHDRAW:
                standing.pop(normal_name(name), None)
            elif name:
                standing.setdefault(normal_name(name), name)
    return tuple(standing.values())[:MAX_ITEMS]


def _distorted(names: tuple[str, ...], mails: Sequence[str], draw: Random) -> tuple[str, ...]:
    chance = draw.random()
    if chance < _MISSING and names:
        at = draw.randrange(len(names))
        return names[:at] + names[at + 1 :]
    if chance > 1 - _FALSE and mails and len(names) < MAX_ITEMS:
        lines = [line for mail in mails for line in mail.split("\n") if line.strip()]
        words = draw.choice(lines).split()
        at, size = draw.randrange(len(words)), draw.randint(1, 5)
        scrap, place = tidy(" ".join(words[at : at + size])), draw.randrange(len(names) + 1)
        if scrap and not any(scrap in name or name in scrap for name in names):
            return (*names[:place], scrap, *names[place:])
    return names
