"""Gold to tokens: the one place where a simulated thread becomes what the model learns.

It runs the program's own task programs with the gold in the model's place, on the program's own
rendering and candidates, so training cannot drift from decoding. Must not know models or files.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from itertools import accumulate
from random import Random

from quoteflow_desktop.analysis.matching import AmbiguousError, find_item, normal_name
from quoteflow_desktop.core.facts import Act, Candidate
from quoteflow_desktop.core.reading import TEXT_KEYS
from quoteflow_desktop.inference.engine import Choose, Copy, Job, Question, TaskName, drive
from quoteflow_desktop.inference.prompts import HEAD, INVOCATION, RenderedMail, instruction
from quoteflow_desktop.inference.tasks import LETTERS, MAX_ITEMS, NEW, NONE, ROLES, program, tidy
from quoteflow_desktop.services.rendering import candidates_in, countries_in, render_thread
from training.config import DataSection
from training.packing import Branch, Tree
from training.simulator.gold import Figure, GoldItem, GoldThread, Run, Words
from training.tokenizer import Tokenizer

_OF_ITEMS = ("product", "specification")
_MISSING, _FALSE = 0.06, 0.15  # shares of the lists of known goods that are distorted

Span = tuple[int, int, int]  # mail (from 0), start and end in its rendering
# Whether the answer to a step of mail (from 0) is known to be right; others are read, not learnt.
Known = Callable[[int, Choose | Copy, str], bool]


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


class Oracle:
    """Answers one job's steps from the gold.

    ``known`` are the goods that the job lists, the reader's own where None; names in it may differ
    from the gold's.
    """

    def __init__(
        self, reader: Reader, task: TaskName, mail: int, known: Sequence[str] | None = None
    ) -> None:
        self._reader = reader
        self._mail = mail
        self._task = task
        gold = reader.gold.mails[mail]
        self._gold = gold
        known = reader.known[mail] if known is None else known
        self._items = self._placed(known)
        self._unused = list(LETTERS[len(known) :])
        self._letters = {index: letter for index, (letter, _, _) in self._items.items() if letter}
        self._named: list[int] = []  # gold items that the answer has named so far
        self._words: dict[str, tuple[Words, Span]] = {}
        for words in gold.words:
            span = reader.span(words.run)
            if span is not None and span[0] == mail:
                self._words.setdefault(words.key, (words, span))
        self._points = [s for run in gold.points if (s := reader.span(run)) and s[0] == mail]
        self._figures = self._match(reader.candidates[mail]) if task == "facts" else {}

    def _placed(self, known: Sequence[str]) -> dict[int, tuple[str, GoldItem, Span]]:
        """By index in the gold mail: letter of the goods that stand ("" for new ones), item, span;
        those of the job's list in its order first."""
        old: dict[str, tuple[int, GoldItem, Span]] = {}
        new = []
        for index, item in enumerate(self._gold.items):
            span = self._reader.span(item.product)
            if span is None or span[0] > self._mail:
                continue
            place = _place_in(known, self._reader.name(item))
            if place is None or LETTERS[place] in old:
                new.append((index, item, span))
            else:
                old[LETTERS[place]] = index, item, span
        room = MAX_ITEMS - len(known)
        asked = [(letter, *old[letter]) for letter in sorted(old)]
        asked += [("", *one) for one in new[:room]]
        return {index: (letter, item, span) for letter, index, item, span in asked}

    def _match(self, candidates: Sequence[Candidate]) -> dict[int, Figure]:
        """Which candidate shows which figure."""
        spans = [(figure, self._reader.span(figure.run)) for figure in self._gold.figures]
        matched: dict[int, Figure] = {}
        for index, candidate in enumerate(candidates):
            for figure, span in spans:
                if (
                    span is not None
                    and span[0] == self._mail
                    and span[1] < candidate.end
                    and candidate.start < span[2]
                    and figure.key in ROLES[candidate.kind].values()
                    and same_value(figure.value, candidate.value)
                    and (figure.item is None or figure.item in self._items)
                ):
                    matched[index] = figure
                    break
        return matched

    def _name(self, index: int) -> str:
        """The option that names the gold item."""
        known = self._letters.get(index)
        if index not in self._named:
            self._named.append(index)
        if known is None:
            self._letters[index] = self._unused.pop(0)
        return f" {known}" if known else NEW

    def _of_letter(self, letter: str) -> int | None:
        """The gold item of the letter, which the program may have written itself: named by now."""
        for index, one in self._letters.items():
            if one == letter:
                if index not in self._named:
                    self._named.append(index)
                return index
        return None

    def as_gold(self, step: Choose | Copy) -> Choose | Copy:
        """The step, with an item's index as in the gold mail instead of the order of asking."""
        about = step.about
        at = self._of_letter(about.key) if about.name in _OF_ITEMS else None
        if at is None:
            return step
        return step.model_copy(update={"about": about.model_copy(update={"index": at})})

    def missed(self) -> list[Figure]:
        """Figures that no candidate shows: what the model can never say."""
        found = list(self._figures.values())
        return [figure for figure in self._gold.figures if figure not in found]

    def choose(self, step: Choose) -> str:  # noqa: C901 - one line a question
        """The option that the gold says."""
        about, gold = step.about, self._gold
        figure = self._figures.get(about.index)
        match about.name:
            case "side":
                return f" {gold.side}"
            case "stage":
                return f" {gold.stage}" if gold.stage else NONE
            case "answer":
                return f" {gold.answer}" if gold.answer else NONE
            case "item":
                left = [index for index in self._items if index not in self._named]
                return self._name(left[0]) if left else NONE
            case "item_act":
                return f" {self._items[self._named[-1]][1].act}"
            case "role":
                return f" {role_of(figure)}" if figure else NONE
            case "act" if figure:
                return f" {figure.act}"
            case "letter" if figure:
                return NONE if figure.item is None else self._name(figure.item)
            case "key":
                keys = [key for key in TEXT_KEYS if key in self._words]
                return _first([f"{key}:" for key in keys], step.options)
            case "text_act":
                return f" {self._words[about.key][0].act}"
            case "title":
                return f" {gold.title}\n"
            case "more":
                return "point:" if about.index < len(self._points) else "-\n"
            case "tag":
                return _first([f"{tag}\n" for tag in self._reader.gold.tags], step.options)
        raise ValueError(f"the gold has no answer to {about}")

    def copy(self, about: Question) -> Span | None:
        """The run that the gold says; None for none."""
        match about.name:
            case "product":
                return self._items[self._named[-1]][2]
            case "specification":
                index = self._of_letter(about.key)
                if index is None:
                    return None
                run = self._items[index][1].specification
                span = self._reader.span(run) if run else None
                return span if span and span[0] == self._mail else None
            case "text":
                return self._words[about.key][1]
            case "point":
                return self._points[about.index]
            case "goods":
                return self._reader.span(self._reader.gold.headline)
        raise ValueError(f"the gold has no answer to {about}")


def role_of(figure: Figure) -> str:
    """The word of the facts task for a figure's key."""
    names = {key: name for roles in ROLES.values() for name, key in roles.items()}
    return names[figure.key]


def same_value(left: str, right: str) -> bool:
    """Whether two canonical values are equal, numbers by value."""
    try:
        return Decimal(left) == Decimal(right)
    except InvalidOperation:
        return left == right


def _place_in(known: Sequence[str], name: str) -> int | None:
    """Where ``name`` stands among the known goods, as it is or, failing that, as it is meant."""
    spelled = [normal_name(one) for one in known]
    if normal_name(name) in spelled:
        return spelled.index(normal_name(name))
    try:
        return find_item(name, [(one,) for one in known], (), alone=False)
    except AmbiguousError:
        return None


def _first(wanted: Sequence[str], options: Sequence[str]) -> str:
    """The first of ``options`` that is wanted; the last option, "no more", where none is."""
    return next((option for option in options if option in wanted), options[-1])


def answer_text(reader: Reader, task: TaskName, mail: int) -> str:
    """The whole answer as text, for the tokenizer's training."""
    oracle = Oracle(reader, task, mail)
    parts: list[str] = []

    def answer(step: Choose | Copy) -> str:
        if isinstance(step, Choose):
            reply = oracle.choose(step)
            parts.append(reply)
            return reply
        span = oracle.copy(step.about)
        reply = reader.mails[span[0]].text[span[1] : span[2]] if span else ""
        parts.extend((reply or step.none, "\n"))
        return reply

    drive(program(reader.job(task, mail)), answer, parts.append)
    return "".join(parts)


class Writer:
    """Tokens and loss weights of a thread's tree; where ``known`` is given, only what it says is
    known weighs."""

    def __init__(
        self,
        reader: Reader,
        tokenizer: Tokenizer,
        section: DataSection,
        known: Known | None = None,
    ) -> None:
        self._known = known
        self._reader = reader
        self._tokenizer = tokenizer
        self._section = section
        self._mail_tokens = [tokenizer.tokenize(mail.text) for mail in reader.mails]
        self._ends = [
            list(accumulate(len(tokenizer.detokenize_bytes([t])) for t in tokens))
            for tokens in self._mail_tokens
        ]
        self.missed: Counter[str] = Counter()
        self.shown = 0

    def tree(self, tasks: Sequence[TaskName] = ("facts", "summary", "headline", "tags")) -> Tree:
        """The thread with these tasks."""
        head = [self._tokenizer.bos, *self._tokenizer.tokenize(HEAD, special=True)]
        trunk, weights = list(head), [0.0] * len(head)
        forks = []
        for tokens in self._mail_tokens:
            trunk += tokens
            weights += [self._section.mail_weight] * len(tokens)
            forks.append(len(trunk))
        branches = tuple(
            self._branch(task, mail, forks[mail])
            for task, mail in self._reader.jobs()
            if task in tasks
        )
        return Tree(trunk=tuple(trunk), weights=tuple(weights), branches=branches)

    def _branch(self, task: TaskName, mail: int, fork: int) -> Branch:
        question = self._tokenizer.tokenize(instruction(task, mail + 1))
        tokens = question + self._tokenizer.tokenize(INVOCATION, special=True)
        weights = [0.0] * len(tokens)
        oracle = Oracle(self._reader, task, mail)
        if task == "facts":
            self.missed.update(figure.key for figure in oracle.missed())
            self.shown += len(self._reader.gold.mails[mail].figures)

        def add(added: Sequence[int], weighed: Sequence[float]) -> None:
            tokens.extend(added)
            weights.extend(weighed)

        def write(text: str) -> None:
            forced = self._tokenizer.tokenize(text)
            add(forced, [0.0] * len(forced))

        def answer(step: Choose | Copy) -> str:
            if isinstance(step, Choose):
                reply = oracle.choose(step)
                added, weighed = self._choice(step, reply)
            else:
                added, weighed, reply = self._copied(step, oracle.copy(step.about))
            if self._known and not self._known(mail, oracle.as_gold(step), reply):
                weighed = [0.0] * len(added)
            add(added, weighed)
            return reply

        drive(program(self._reader.job(task, mail)), answer, write)
        return Branch(
            task=task,
            fork=fork,
            tokens=tuple(tokens),
            weights=tuple(weights),
            invoked=len(question),
        )

    def _choice(self, step: Choose, reply: str) -> tuple[list[int], list[float]]:
        """The option's tokens; those where options part weigh 1, the others follow by force."""
        paths = [self._tokenizer.tokenize(option) for option in step.options]
        chosen = self._tokenizer.tokenize(reply)
        weights = []
        for depth, token in enumerate(chosen):
            parted = len({path[depth] for path in paths}) > 1 if len(paths) > 1 else False
            weights.append(1.0 if parted else self._section.determined_weight)
            paths = [path for path in paths if len(path) > depth and path[depth] == token]
        return chosen, weights

    def _copied(self, step: Copy, span: Span | None) -> tuple[list[int], list[float], str]:
        newline = self._tokenizer.tokenize("\n")
        if span is None:
            none = self._tokenizer.tokenize(step.none)
            weights = [1.0, *[self._section.determined_weight] * len(none)]
            return none + newline, weights[: len(none) + 1], ""
        mail, start, end = span
        text, ends = self._reader.mails[mail].text, self._ends[mail]
        first = bisect_right(ends, len(text[:start].encode()))
        last = bisect_left(ends, len(text[:end].encode()))
        copied = self._mail_tokens[mail][first : last + 1][: step.max_tokens]
        return copied + newline, [1.0] * (len(copied) + 1), self._tokenizer.detokenize(copied)
