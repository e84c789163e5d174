"""The gold in the model's place: what it answers to each step of a task.

Must not know tokens, models or files.
"""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from quoteflow_desktop.analysis.matching import AmbiguousError, find_item, normal_name
from quoteflow_desktop.core.facts import Candidate
from quoteflow_desktop.core.reading import TEXT_KEYS
from quoteflow_desktop.inference.answers import NONE
from quoteflow_desktop.inference.engine import Choose, Copy, Question, TaskName
from quoteflow_desktop.inference.facts_task import LETTERS, MAX_ITEMS, NEW, ROLES
from training.reader import Reader, Span
from training.simulator.gold import Figure, GoldItem, Words

_OF_ITEMS = ("product", "specification")


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
