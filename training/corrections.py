"""A user's corrections as trees: what they determine weighs, the rest is only read.

The gold of such a thread is the current model's own reading with what the user said put in its
place. A correction determines the role of a figure, the item it belongs to, that a text is given
and its words, a product's or specification's words, a deal's stage. It does not determine acts or
facts that the user never looked at: those answers stand in the tree so that what follows is read
as in decoding, at loss weight 0. Must not know models or files.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from quoteflow_desktop.analysis.matching import AmbiguousError, find_item
from quoteflow_desktop.core.facts import FACT_KINDS, Act, Side
from quoteflow_desktop.core.messages import Thread
from quoteflow_desktop.core.reading import NAME_KEYS, TEXT_KEYS, MailReading
from quoteflow_desktop.core.vocabulary import STEP_TITLES
from quoteflow_desktop.inference.engine import Choose, Copy
from quoteflow_desktop.inference.facts_task import ITEM_ROLES, MAX_ITEMS, ROLES
from quoteflow_desktop.inference.prompts import runs_of, source_run
from quoteflow_desktop.services.decided_facts import KnownFact, Lesson, TextRun
from training.reader import Reader, Span
from training.simulator.gold import Figure, GoldItem, GoldMail, GoldThread, Run, Words

FIGURE_KEYS = frozenset(key for roles in ROLES.values() for key in roles.values())


@dataclass
class Determined:
    """The steps of one mail that the corrections answer: indices of candidates and items, keys of
    texts."""

    roles: set[int] = field(default_factory=set)
    letters: set[int] = field(default_factory=set)
    products: set[int] = field(default_factory=set)
    specifications: set[int] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    stage: bool = False

    def knows(self, step: Choose | Copy, reply: str) -> bool:
        """Whether the answer ``reply`` to the step is determined."""
        about = step.about
        match about.name:
            case "stage":
                return self.stage
            case "role":
                return about.index in self.roles
            case "letter":
                return about.index in self.letters
            case "product":
                return about.index in self.products
            case "specification":
                return about.index in self.specifications
            case "key":
                return reply.removesuffix(":") in self.texts
            case "text":
                return about.key in self.texts
        return False

    def __len__(self) -> int:
        counted = (self.roles, self.products, self.specifications, self.texts)
        return sum(len(one) for one in counted) + self.stage


@dataclass(frozen=True)
class Taught:
    """A thread to train on; ``determined`` has an entry a mail. ``without_effect`` are keys that a
    correction gives and the model does not decide (a unit, the currency of an amount)."""

    gold: GoldThread
    determined: tuple[Determined, ...]
    without_effect: tuple[str, ...]

    def knows(self, mail: int, step: Choose | Copy, reply: str) -> bool:
        """Whether the answer to a step of mail ``mail`` (from 0) is determined."""
        return self.determined[mail].knows(step, reply)

    def __len__(self) -> int:
        return sum(len(one) for one in self.determined)


def split(lessons: Sequence[Lesson], share: float) -> tuple[list[Lesson], list[Lesson]]:
    """Lessons to train on and held-out ones, about ``share`` of them, by a digest of the thread's
    id: a thread stays on its side whatever else is exported. None is left empty when there are
    two or more."""

    def place(lesson: Lesson) -> float:
        digest = hashlib.sha256(lesson.thread.id.encode()).digest()
        return int.from_bytes(digest[:4], "big") / 2**32

    ordered = sorted(lessons, key=place)
    count = sum(place(lesson) < share for lesson in ordered)
    if len(ordered) > 1:
        count = min(max(count, 1), len(ordered) - 1)
    return ordered[count:], ordered[:count]


def taught(lesson: Lesson, readings: Sequence[MailReading]) -> Taught:
    """The lesson with the model's ``readings`` of its mails, corrected."""
    reader = Reader(_gold(lesson.thread, [_blank(reading) for reading in readings]))
    mails = [_Mail(reader, number, reading) for number, reading in enumerate(readings)]
    without_effect = [
        fact.key
        for fact in sorted(lesson.facts, key=lambda fact: fact.key != "product")
        if fact.run and not mails[fact.run.message - 1].learn(fact, lesson.facts)
    ]
    return Taught(
        gold=_gold(lesson.thread, [mail.gold() for mail in mails]),
        determined=tuple(mail.determined for mail in mails),
        without_effect=tuple(without_effect),
    )


def _gold(thread: Thread, mails: Sequence[GoldMail]) -> GoldThread:
    """The gold of the facts task alone; what other tasks ask of it is not known."""
    return GoldThread(
        thread=thread, mails=tuple(mails), tags=(), facts={}, items=(), language="en", family="A",
        headline=Run(message=1, where="subject", start=0, end=1), seed=-1,
    )  # fmt: skip


def _blank(reading: MailReading) -> GoldMail:
    return GoldMail(
        side=reading.side, stage=reading.stage, answer=reading.answer, title=STEP_TITLES[0]
    )


class _Mail:
    """The gold of one mail while it is put together; ``number`` counts from 0."""

    def __init__(self, reader: Reader, number: int, reading: MailReading) -> None:
        self.reader = reader
        self.number = number
        self.reading = reading
        self.stage = reading.stage
        self.determined = Determined()
        self.items: list[GoldItem] = []
        self.names: list[str] = []
        place: dict[int, int] = {}
        for at, item in enumerate(reading.items):
            product = self._find(item.product, earlier=True)
            if product is None or len(self.items) == MAX_ITEMS:
                continue
            place[at] = len(self.items)
            self.names.append(item.product)
            specification = self._find(item.specification) if item.specification else None
            self.items.append(GoldItem(product=product, specification=specification, act=item.act))
        self.figures: dict[int, Figure] = {}
        spans = [(c.start, c.end) for c in reader.candidates[number]]
        for figure in reading.figures:
            span = figure.candidate.start, figure.candidate.end
            run = self._run(number, *span)
            if run is not None and span in spans and (figure.item is None or figure.item in place):
                self.figures[spans.index(span)] = Figure(
                    key=figure.key, act=figure.act, run=run, value=figure.candidate.value,
                    item=None if figure.item is None else place[figure.item],
                )  # fmt: skip
        self.words: dict[str, Words] = {}
        for words in reading.words:
            found = self._find(words.text)
            if found is not None:
                self.words[words.key] = Words(key=words.key, act=words.act, run=found)

    def gold(self) -> GoldMail:
        """What came of it."""
        return _blank(self.reading).model_copy(
            update={
                "stage": self.stage,
                "items": tuple(self.items),
                "figures": tuple(self.figures.values()),
                "words": tuple(self.words.values()),
            }
        )

    def learn(self, fact: KnownFact, known: Sequence[KnownFact]) -> bool:
        """Put what the user said in its place; whether that is the model's to say."""
        if fact.run is None:
            return False
        run = Run.model_validate(fact.run.model_dump())
        span = self.reader.span(run)
        if fact.key == "deal_stage":
            self.stage, self.determined.stage = fact.value, True
            return True
        if span is None:
            return False
        if fact.key in FIGURE_KEYS:
            return self._learn_figure(fact, run, span, known)
        if fact.key in ("product", "specification"):
            return self._learn_name(fact, run)
        return self._learn_words(fact, run)

    def _learn_figure(
        self, fact: KnownFact, run: Run, span: Span, known: Sequence[KnownFact]
    ) -> bool:
        at = self._candidate(span, fact.key)
        if at is None:
            return False
        item = self._item(fact) if fact.key in ITEM_ROLES else None
        before = self.figures.get(at)
        self.figures[at] = Figure(
            key=fact.key,
            act=before.act if before else self._act(fact.key),
            run=run,
            value=self.reader.candidates[self.number][at].value,
            item=item if item is not None else before.item if before else None,
        )
        self.determined.roles.add(at)
        if item is not None:
            self.determined.letters.add(at)
        self._unlearn(fact, at, known)
        return True

    def _unlearn(self, fact: KnownFact, right: int, known: Sequence[KnownFact]) -> None:
        """The figure that stood there before is not this fact: none, unless another fact of the
        user's says what it is."""
        if fact.wrong is None or any(_same_place(fact.wrong, one.run) for one in known):
            return
        span = self.reader.span(Run.model_validate(fact.wrong.model_dump()))
        at = self._candidate(span, fact.key) if span else None
        if at is None or at == right:
            return
        if at in self.figures and self.figures[at].key == fact.key:
            del self.figures[at]
            self.determined.roles.add(at)

    def _candidate(self, span: Span, key: str) -> int | None:
        """The candidate of this mail at the span that can have the key's role."""
        for at, candidate in enumerate(self.reader.candidates[self.number]):
            overlaps = candidate.start < span[2] and span[1] < candidate.end
            if overlaps and key in ROLES[candidate.kind].values():
                return at
        return None

    def _item(self, fact: KnownFact) -> int | None:
        """The item that the fact belongs to, as this mail names it; where it names one only, a
        figure is of that one."""
        for name in fact.names:
            try:
                found = find_item(name, [(one,) for one in self.names], set(), alone=False)
            except AmbiguousError:
                continue
            if found is not None:
                return found
        return 0 if len(self.items) == 1 and fact.key in ITEM_ROLES else None

    def _learn_name(self, fact: KnownFact, run: Run) -> bool:
        at = self._item(fact)
        if at is None:
            return False
        self.items[at] = self.items[at].model_copy(update={fact.key: run})
        learnt = self.determined.products
        if fact.key == "specification":
            learnt = self.determined.specifications
        learnt.add(at)
        return True

    def _learn_words(self, fact: KnownFact, run: Run) -> bool:
        key = _text_key(fact.key, self.reading.side)
        if key is None:
            return False
        before = self.words.get(key)
        act = Act.INFORM if key in NAME_KEYS else self._act(key)
        self.words[key] = Words(key=key, act=before.act if before else act, run=run)
        self.determined.texts.add(key)
        return True

    def _act(self, key: str) -> Act:
        """The act to read on with, which nobody said: what the mail does with others of the key,
        else what its side does as a rule."""
        for figure in self.figures.values():
            if figure.key == key:
                return figure.act
        return Act.ASK if self.reading.side is Side.BUYER else Act.OFFER

    def _find(self, text: str, *, earlier: bool = False) -> Run | None:
        """Where this mail, or with ``earlier`` one before it, holds the text in one line."""
        for number in range(self.number, -1 if earlier else self.number - 1, -1):
            for start, end in runs_of(self.reader.mails[number], text):
                run = self._run(number, start, end)
                if run is not None and self.reader.span(run) is not None:
                    return run
        return None

    def _run(self, number: int, start: int, end: int) -> Run | None:
        message = self.reader.gold.thread.messages[number]
        found = source_run(message, self.reader.mails[number], start, end)
        if found is None:
            return None
        where, first, last = found
        return Run.model_validate(
            {"message": number + 1, "where": where, "start": first, "end": last}
        )


def _same_place(one: TextRun, other: TextRun | None) -> bool:
    if other is None or (one.message, one.where) != (other.message, other.where):
        return False
    return one.start < other.end and other.start < one.end


def _text_key(key: str, side: Side) -> str | None:
    """The key by which the facts task asks for a text fact in a mail of ``side``; None where it
    does not."""
    if key in TEXT_KEYS:
        return key
    party, _, name = key.partition("_")
    if name not in NAME_KEYS or side is Side.OTHER or key not in FACT_KINDS:
        return None
    return name if party == side else f"to_{name}"
