"""The facts task as a program: what is asked of a mail's deal, goods, figures and terms.

Form: the mail's head (side, stage, answer), the goods that stand already, each with a letter, then
every candidate that code found, shown with a few words around it, to which the model gives a role,
an act and, by letter, its item: goods that stand, or new ones, whose name it copies there; then the
items that the mail names without a figure, then the free texts, copied. Must not know tokens,
models or gold.
"""

from collections.abc import Generator, Sequence

from quoteflow_desktop.core.facts import DEAL_STAGES, Act, Candidate, CandidateKind, Side
from quoteflow_desktop.core.reading import (
    NAME_KEYS,
    TEXT_KEYS,
    MailReading,
    ReadFigure,
    ReadItem,
    ReadWords,
)
from quoteflow_desktop.inference.answers import NONE, choose, tidy
from quoteflow_desktop.inference.engine import Choose, Copy, Force, Program, Question, Step

NEW = " new"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # one names an item, of the thread or new
MAX_ITEMS = len(LETTERS)
MAX_CANDIDATES = 120  # more figures than this are a price list, not a mail
LEFT, RIGHT = 24, 12  # characters of the line shown around a candidate

_MONEY_ROLES = {"price": "unit_price", "total": "total_amount", "budget": "budget"}
_NUMBER_ROLES = {"quantity": "quantity", **_MONEY_ROLES}
ROLES: dict[CandidateKind, dict[str, str]] = {
    CandidateKind.AMOUNT: _MONEY_ROLES,
    CandidateKind.NUMBER: _NUMBER_ROLES,
    CandidateKind.QUANTITY: {"quantity": "quantity"},
    CandidateKind.PERCENT: {"discount": "discount_percent"},
    CandidateKind.DATE: {"delivery": "delivery_date"},
    CandidateKind.INCOTERM: {"incoterm": "incoterm"},
    CandidateKind.CURRENCY: {"currency": "currency"},
    CandidateKind.METHOD: {"method": "shipping_method"},
}
ITEM_ROLES = ("quantity", "unit_price")
# Candidates that may be of goods, and so bring new ones in.
NAMING_KINDS = frozenset(k for k, roles in ROLES.items() if {*roles.values()} & {*ITEM_ROLES})
ACTS = tuple(f" {act}" for act in Act)


def facts(mail: str, candidates: tuple[Candidate, ...], known: tuple[str, ...] = ()) -> Program:
    """Side, stage, answer, items, roles of the candidates, texts of one rendered mail; ``known``
    are the goods that stand before it."""
    side = yield from choose("side:", Question(name="side"), tuple(f" {s}" for s in Side))
    stage = yield from choose(
        "\nstage:", Question(name="stage"), (NONE, *(f" {s}" for s in DEAL_STAGES))
    )
    answer = yield from choose("\nanswer:", Question(name="answer"), (NONE, " accept", " refuse"))
    known = known[:MAX_ITEMS]
    yield Force(text="\n" + listed(known))
    goods = _Goods(known)
    figures = yield from _figures(mail, candidates[:MAX_CANDIDATES], goods)
    yield from _other_items(goods)
    words = yield from _words()
    return MailReading(
        side=Side(side),
        stage=None if stage == "-" else stage,
        answer=None if answer == "-" else Act(answer),
        items=tuple(item for _, item in goods.items),
        figures=figures,
        words=words,
    )


def listed(known: Sequence[str]) -> str:
    """The lines that give the goods that stand already their letters."""
    return "".join(f"{letter} {name}\n" for letter, name in zip(LETTERS, known, strict=False))


class _Goods:
    """The goods that may be meant: those that stand (``known``), and those that the mail being
    read brings in. ``items`` are the ones that it names, with their letters, in that order."""

    def __init__(self, known: tuple[str, ...]) -> None:
        self._names = dict(zip(LETTERS, known, strict=False))
        self._lines: dict[str, int] = {}  # where the line begins that brought them in
        self.items: list[tuple[str, ReadItem]] = []

    def letters(self) -> list[str]:
        """All letters that a name stands for."""
        return [letter for letter, name in self._names.items() if name]

    def left(self) -> list[str]:
        """Letters of goods that stand and that the mail has not named yet."""
        named = {letter for letter, _ in self.items}
        return [letter for letter in self.letters() if letter not in named]

    def full(self) -> bool:
        """Whether no letter is free."""
        return len(self._names) >= MAX_ITEMS

    def on_line(self, line: str, start: int) -> str | None:
        """The letter of the one that the line names; None where it names none or several, or one
        that it brought in itself, beside which it may bring in others. ``start`` is the line's."""
        at = item_on_line(line, tuple(self._names.values()))
        letter = None if at is None else list(self._names)[at]
        return None if self._lines.get(letter or "") == start else letter

    def place(self, letter: str) -> int | None:
        """Where in ``items`` the letter stands."""
        named = [one for one, _ in self.items]
        return named.index(letter) if letter in named else None

    def named(self, letter: str, act: Act, line: int = -1) -> Generator[Step, str, int | None]:
        """Where in ``items`` the goods of the letter, or new ones (NEW), stand; asks for their
        name and specification where the mail has not named them yet. None without a name."""
        place = self.place(letter)
        if place is not None:
            yield Force(text="\n")
            return place
        place = len(self.items)
        if letter == NEW:
            letter = LETTERS[len(self._names)]
            yield Force(text=f" {letter}\nname:")
            about = Question(name="product", index=place, key=letter)
            name = tidy((yield Copy(about=about, scope="told")))
            self._names[letter], self._lines[letter] = name, line
        else:
            name = self._names[letter]
            yield Force(text="\n")
        yield Force(text="spec:")
        about = Question(name="specification", index=place, key=letter)
        specification = tidy((yield Copy(about=about, none=NONE, optional=True)))
        if not name:
            return None
        item = ReadItem(product=name, specification=specification, act=act)
        self.items.append((letter, item))
        return place


def _figures(
    mail: str, candidates: tuple[Candidate, ...], goods: _Goods
) -> Generator[Step, str, tuple[ReadFigure, ...]]:
    figures: list[ReadFigure] = []
    for at, candidate in enumerate(candidates):
        roles = ROLES[candidate.kind]
        role = yield from choose(
            shown(mail, candidate) + " =",
            Question(name="role", index=at),
            (NONE, *(f" {name}" for name in roles)),
            in_doubt=NONE,
        )
        if role == "-":
            yield Force(text="\n")
            continue
        act = Act((yield Choose(about=Question(name="act", index=at), options=ACTS)).strip())
        item = None
        if roles[role] in ITEM_ROLES:
            item = yield from _item_of(mail, candidate, act, at, goods)
        else:
            yield Force(text="\n")
        figures.append(ReadFigure(candidate=candidate, key=roles[role], act=act, item=item))
    return tuple(figures)


def _item_of(
    mail: str, candidate: Candidate, act: Act, at: int, goods: _Goods
) -> Generator[Step, str, int | None]:
    """Which item of the mail a figure belongs to: the one named on its line, or the model's
    choice of the goods so far, of none of them, or of new ones."""
    start = mail.rfind("\n", 0, candidate.start) + 1
    letter = goods.on_line(line_around(mail, candidate), start)
    if letter is not None:
        yield Force(text=f" {letter}")
    else:
        letters = tuple(f" {one}" for one in goods.letters())
        options = (*letters, *(() if goods.full() else (NEW,)), NONE)
        reply = yield Choose(about=Question(name="letter", index=at), options=options)
        if reply == NONE:
            yield Force(text="\n")
            return None
        letter = NEW if reply == NEW else reply.strip()
    # a price that is refused does not refuse the goods
    place = yield from goods.named(letter, Act.INFORM if act is Act.REFUSE else act, start)
    return place


def _other_items(goods: _Goods) -> Generator[Step, str, None]:
    """The items that the mail names without a figure: goods that stand first, then new ones."""
    left = goods.left()  # from behind the last one that was named
    while left or not goods.full():
        at = len(goods.items)
        options = (NONE, *(f" {one}" for one in left), *(() if goods.full() else (NEW,)))
        lead, about = "item:", Question(name="item", index=at)
        reply = yield from choose(lead, about, options, NONE, of_any=True)
        if reply == "-":
            yield Force(text="\n")
            return
        new = reply == NEW.strip()
        left = [] if new else left[left.index(reply) + 1 :]
        act = yield Choose(about=Question(name="item_act", index=at), options=ACTS)
        yield from goods.named(NEW if new else reply, Act(act.strip()))


def item_on_line(line: str, goods: tuple[str, ...]) -> int | None:
    """The index of the one of the goods that the line names; a longer name wins over one within
    it."""
    line = line.casefold()
    folded = [name.casefold() for name in goods]
    names = {i: name for i, name in enumerate(folded) if name and name in line}
    within = {
        i for i, name in names.items() if any(name in o and name != o for o in names.values())
    }
    longest = [i for i in names if i not in within]
    return longest[0] if len(longest) == 1 else None


def line_around(mail: str, candidate: Candidate) -> str:
    """The rendered line that the candidate stands on."""
    start = mail.rfind("\n", 0, candidate.start) + 1
    end = mail.find("\n", candidate.end)
    return mail[start : len(mail) if end < 0 else end]


def shown(mail: str, candidate: Candidate) -> str:
    """The candidate between its guillemets with the words of its line around it."""
    line_start = mail.rfind("\n", 0, candidate.start) + 1
    line_end = mail.find("\n", candidate.end)
    line_end = len(mail) if line_end < 0 else line_end
    left = mail[max(line_start, candidate.start - LEFT) : candidate.start]
    right = mail[candidate.end : min(line_end, candidate.end + RIGHT)]
    return f"{left}«{mail[candidate.start : candidate.end]}»{right}"


def _words() -> Generator[Step, str, tuple[ReadWords, ...]]:
    words: list[ReadWords] = []
    left: tuple[str, ...] = TEXT_KEYS  # in this order, each at most once
    while left:
        options = (*(f"{key}:" for key in left), "-\n")
        reply = yield Choose(about=Question(name="key", index=len(words)), options=options)
        if reply == "-\n":
            break
        key = reply.removesuffix(":")
        act = Act.INFORM
        if key not in NAME_KEYS:
            act = Act(
                (yield Choose(about=Question(name="text_act", key=key), options=ACTS)).strip()
            )
        text = yield Copy(about=Question(name="text", key=key), optional=True)
        if tidy(text):
            words.append(ReadWords(key=key, act=act, text=tidy(text)))
        left = left[left.index(key) + 1 :]
    return tuple(words)
