"""Threads with gold from a seed: the door of the simulator.

``make_thread(seed, family)`` is pure: the same seed gives the same thread. Family A is the grammar
to train on, B holds back plots and phrasings, C is noisy.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from random import Random
from typing import Literal

from quoteflow_desktop.core.facts import Act
from quoteflow_desktop.core.messages import Address, MarkKind, Message, Thread, thread_id
from training.simulator.deal import Deal
from training.simulator.dialogue import Plot, Step, choose_plot
from training.simulator.draft import Draft
from training.simulator.frame import close
from training.simulator.gold import GoldMail, GoldThread
from training.simulator.labels import label_mail
from training.simulator.mailing import (
    Envelope,
    display_name,
    make_message,
    message_id,
    moment,
    next_day,
    reply_subject,
    start_of,
    wrap,
)  # fmt: skip
from training.simulator.making import make_deal
from training.simulator.noise import casual, noise_of
from training.simulator.notrade import make_not_trade
from training.simulator.outcome import facts_of, item_of, tags_of
from training.simulator.steps import Done
from training.simulator.writer import Writer

Family = Literal["A", "B", "C"]
# Gives a finished draft other words; must leave its values and the deal's random numbers alone.
Reword = Callable[[Writer, Done], None]
_SALT = {"A": 11, "B": 22, "C": 33}
_SUBJECT_OF = {"quotation": "quote", "order": "order", "sample": "sample"}


def threads(seed: int, count: int, family: Family = "A") -> Iterator[GoldThread]:
    """``count`` threads, the same ones for the same seed."""
    for number in range(count):
        yield make_thread(seed * 1_000_003 + number, family)


def make_thread(seed: int, family: Family = "A", reword: Reword | None = None) -> GoldThread:
    """One thread of the family with its gold; ``reword`` may give each mail other words."""
    rng = Random(f"{seed}:{_SALT[family]}")
    korean = rng.random() < 0.5
    if rng.random() < 0.04:
        return make_not_trade(rng, seed, family, korean)
    start = start_of(rng)
    deal = make_deal(rng, family, korean, start.date())
    return _Builder(rng, deal, seed, family, start, reword).build(choose_plot(rng, family))


class _Builder:
    """Builds the thread mail by mail; the deal's ledger follows."""

    def __init__(
        self, rng: Random, deal: Deal, seed: int, family: Family, day: datetime,
        reword: Reword | None,
    ) -> None:  # fmt: skip
        self.rng, self.deal, self.seed, self.family, self.day = rng, deal, seed, family, day
        self.reword = reword
        self.messages: list[Message] = []
        self.golds: list[GoldMail] = []
        self.addresses = {
            side: Address(name=display_name(rng, deal.party(side)), email=deal.party(side).email)
            for side in ("buyer", "supplier")
        }
        self.quotes = rng.random() < 0.5
        self.wraps = rng.random() < 0.22
        self.subject = ""

    def build(self, plot: Plot) -> GoldThread:
        """All mails of the plot, then what stands."""
        for number, (side, step) in enumerate(plot, 1):
            self._mail(number, side, step)
        deal, root = self.deal, self.messages[0]
        thread = Thread(
            id=thread_id(root.message_id), subject=root.subject, messages=tuple(self.messages)
        )
        named = [line for line in deal.lines if line.named is not None]
        return GoldThread(
            thread=thread, mails=tuple(self.golds), tags=tags_of(deal),
            headline=next(item.product for mail in self.golds for item in mail.items),
            facts=facts_of(deal),
            items=tuple(item_of(deal, line) for line in named if line.alive),
            language=language_of(self.messages), family=self.family, seed=self.seed,
        )  # fmt: skip

    def _mail(self, number: int, side: str, step: Step) -> None:
        deal, rng = self.deal, self.rng
        writer = Writer(deal, side, number, self._next_moment(number, side))
        writer.draft.noise = self._noise(side)
        writer.earlier = self._last_points(side)
        done = step(writer)
        close(writer, done.terse)
        if self.reword is not None:
            self.reword(writer, done)
        if self.wraps and not writer.korean:
            wrap(writer.draft, rng.choice((68, 72, 76)))
        subject = self._subject(writer, done)
        quote = self.quotes and number > 1 and rng.random() < 0.7
        other = "supplier" if side == "buyer" else "buyer"
        envelope = Envelope(
            subject=subject.text,
            sender=self.addresses[side],
            to=(self.addresses[other],),
            when=writer.moment,
            identifier=message_id(rng, writer.me),
        )
        language = ("ko" if writer.korean else "en") if quote else None
        message = make_message(
            rng, writer.draft.text, writer.marks(), envelope, self.messages, language
        )
        self.messages.append(message)
        self.golds.append(label_mail(writer, done, subject, message))

    def _next_moment(self, number: int, side: str) -> datetime:
        if number > 1:
            self.day = next_day(self.rng, self.day)
        after = self.messages[-1].date if self.messages else None
        when = moment(self.rng, after, self.day, self.deal.party(side))
        self.day = self.day.replace(year=when.year, month=when.month, day=when.day)
        return when

    def _noise(self, side: str) -> Callable[[str], str] | None:
        korean = self.deal.korean[side]
        if self.family == "C":
            return noise_of(self.rng, korean, self.rng.choice((0.08, 0.2, 0.35)))
        return casual(korean, self.rng) if self.rng.random() < 0.08 else None

    def _last_points(self, side: str) -> list[str]:
        """What the other side's last mail said, for answers between the lines."""
        if not self.golds or self.golds[-1].side == side:
            return []
        body = self.messages[-1].body
        said = [body[run.start : run.end] for run in self.golds[-1].points]
        return [" ".join(text.split("\n")) for text in said]

    def _subject(self, writer: Writer, done: Done) -> Draft:
        draft, deal, rng = Draft(), self.deal, self.rng
        if writer.number > 1 and not (done.title == "order" and rng.random() < 0.35):
            draft.raw(reply_subject(rng, self.subject, writer.korean))
            return draft

        def slot(name: str) -> None:
            if name != "p_":
                draft.raw(writer.me.company_short)
                return
            more = len(deal.alive) - 1
            rest = f" 외 {more}건" if writer.korean else f" + {more} more"
            draft.raw(
                deal.alive[0].name(writer.korean) + (rest if more and rng.random() < 0.5 else "")
            )

        kind = _SUBJECT_OF.get(done.title, "inquiry")
        draft.say(writer.phrase(f"subject.{kind}"), slot)
        if kind in deal.refs and writer.wrote("reference") and rng.random() < 0.1:
            draft.raw(rng.choice((" - ", " / ", " #")))
            draft.mark("reference", Act.INFORM, deal.refs[kind], deal.refs[kind], ident=kind)
        self.subject = draft.text
        return draft


def language_of(messages: Sequence[Message]) -> Literal["ko", "en"]:
    """``ko`` where a third or more of the letters of the unquoted text are Hangul."""
    hangul = letters = 0
    for message in messages:
        history = (
            mark.start
            for mark in message.marks
            if mark.kind is MarkKind.QUOTED and mark.end == len(message.body)
        )
        for char in message.body[: min(history, default=len(message.body))]:
            if char.isalpha():
                letters += 1
                hangul += "가" <= char <= "힣"
    return "ko" if letters and hangul * 3 >= letters else "en"
