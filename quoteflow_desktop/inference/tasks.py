"""The four tasks as programs: the only place that decides what the model is asked and how its
answer is read.

A program yields steps (text it writes itself, choices, copies) and returns a reading. Decoding,
training and scripted tests all run these same programs, so they cannot drift apart. Must not
know tokens, models or gold.

Form of the facts task: the mail's head (side, stage, answer), the goods that stand already, each
with a letter, the items of the mail (one of those by its letter, or a new one, copied), then every
candidate that code found, shown with a few words around it, to which the model gives a role, an
act and an item, then the free texts, copied.
"""

import re
from collections.abc import Generator, Sequence

from quoteflow_desktop.core.facts import DEAL_STAGES, Act, Candidate, CandidateKind, Side
from quoteflow_desktop.core.reading import (
    NAME_KEYS,
    TEXT_KEYS,
    HeadlineReading,
    MailReading,
    ReadFigure,
    ReadItem,
    ReadWords,
    StepReading,
    TagsReading,
)
from quoteflow_desktop.core.vocabulary import COUNTRY_PREFIX, STEP_TITLES, TAG_GROUPS
from quoteflow_desktop.inference.engine import Choose, Copy, Force, Job, Program, Question, Step

NONE = " -"
NEW = " new"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"  # one names an item, of the thread or new
MAX_ITEMS = len(LETTERS)
MAX_POINTS = 4
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
ACTS = tuple(f" {act}" for act in Act)
_LIST_MARK = re.compile(r"^\(?\d{1,2}[.)]\s+(?=\D)")


def program(job: Job) -> Program:
    """The program of a job's task."""
    if job.task == "facts":
        return facts(job.mails[-1], job.candidates, job.items)
    if job.task == "summary":
        return summary()
    if job.task == "headline":
        return headline()
    return tags(job.countries)


def facts(mail: str, candidates: tuple[Candidate, ...], known: tuple[str, ...] = ()) -> Program:
    """Side, stage, answer, items, roles of the candidates, texts of one rendered mail; ``known``
    are the goods that stand before it."""
    side = yield from _choose("side:", Question(name="side"), tuple(f" {s}" for s in Side))
    stage = yield from _choose(
        "\nstage:", Question(name="stage"), (NONE, *(f" {s}" for s in DEAL_STAGES))
    )
    answer = yield from _choose("\nanswer:", Question(name="answer"), (NONE, " accept", " refuse"))
    known = known[:MAX_ITEMS]
    yield Force(text="\n" + listed(known))
    lettered = yield from _items(known)
    items = tuple(item for _, item in lettered)
    figures = yield from _figures(mail, candidates[:MAX_CANDIDATES], lettered)
    words = yield from _words()
    return MailReading(
        side=Side(side),
        stage=None if stage == "-" else stage,
        answer=None if answer == "-" else Act(answer),
        items=items,
        figures=figures,
        words=words,
    )


def _choose(
    lead: str,
    about: Question,
    options: tuple[str, ...],
    in_doubt: str = "",
    *,
    of_any: bool = False,
) -> Generator[Step, str, str]:
    yield Force(text=lead)
    reply = yield Choose(about=about, options=options, in_doubt=in_doubt, of_any=of_any)
    return reply.strip()


Lettered = tuple[tuple[str, ReadItem], ...]


def listed(known: Sequence[str]) -> str:
    """The lines that give the goods that stand already their letters."""
    return "".join(f"{letter} {name}\n" for letter, name in zip(LETTERS, known, strict=False))


def _items(known: tuple[str, ...]) -> Generator[Step, str, Lettered]:
    """The mail's items with their letters: those that stand already first, in their order."""
    items: list[tuple[str, ReadItem]] = []
    left = LETTERS[: len(known)]  # from behind the last one that was named
    unused = LETTERS[len(known) :]
    while left or unused:
        at = len(items)
        options = (NONE, *(f" {letter}" for letter in left), *([NEW] if unused else []))
        lead, about = "item:", Question(name="item", index=at)
        letter = yield from _choose(lead, about, options, NONE, of_any=True)
        if letter == "-":
            yield Force(text="\n")
            break
        new = letter == NEW.strip()
        if new:
            letter, left, unused = unused[0], "", unused[1:]
            yield Force(text=f" {letter}")
        else:
            left = left[left.index(letter) + 1 :]
        act = yield Choose(about=Question(name="item_act", index=at), options=ACTS)
        if new:
            product = yield Copy(about=Question(name="product", index=at), scope="thread")
        else:
            product = known[LETTERS.index(letter)]
            yield Force(text="\n")
        yield Force(text="spec:")
        about = Question(name="specification", index=at)
        specification = yield Copy(about=about, none=NONE, optional=True)
        item = ReadItem(product=tidy(product), specification=tidy(specification), act=Act(act[1:]))
        items.append((letter, item))
    return tuple((letter, item) for letter, item in items if item.product)


def _figures(
    mail: str, candidates: tuple[Candidate, ...], items: Lettered
) -> Generator[Step, str, tuple[ReadFigure, ...]]:
    figures: list[ReadFigure] = []
    for at, candidate in enumerate(candidates):
        roles = ROLES[candidate.kind]
        role = yield from _choose(
            shown(mail, candidate) + " =",
            Question(name="role", index=at),
            (NONE, *(f" {name}" for name in roles)),
            in_doubt=NONE,
        )
        if role != "-":
            act = yield Choose(about=Question(name="act", index=at), options=ACTS)
            item = None
            if roles[role] in ITEM_ROLES and items:
                item = yield from _item_of(mail, candidate, at, items)
            figures.append(
                ReadFigure(candidate=candidate, key=roles[role], act=Act(act.strip()), item=item)
            )
        yield Force(text="\n")
    return tuple(figures)


def _item_of(
    mail: str, candidate: Candidate, at: int, items: Lettered
) -> Generator[Step, str, int]:
    """Which item a figure belongs to: the only one, the one named on its line, or the model's
    choice."""
    if len(items) == 1:
        return 0
    letters = [letter for letter, _ in items]
    named = item_on_line(line_around(mail, candidate), tuple(item for _, item in items))
    if named is not None:
        yield Force(text=f" {letters[named]}")
        return named
    options = tuple(f" {letter}" for letter in letters)
    letter = yield Choose(about=Question(name="letter", index=at), options=options)
    return letters.index(letter.strip())


def item_on_line(line: str, items: tuple[ReadItem, ...]) -> int | None:
    """The index of the one item that the line names; a longer name wins over one within it."""
    names = {i: item.product for i, item in enumerate(items) if item.product in line}
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


def summary() -> Program:
    """Title and up to four copied points of one mail."""
    titles = tuple(f" {title}\n" for title in STEP_TITLES)
    title = yield from _choose("title:", Question(name="title"), titles)
    points: list[str] = []
    while len(points) < MAX_POINTS:
        more = yield Choose(
            about=Question(name="more", index=len(points)), options=("point:", "-\n")
        )
        if more == "-\n":
            break
        about = Question(name="point", index=len(points))
        point = yield Copy(about=about, scope="body", max_tokens=64)
        points.append(tidy(point))
    return StepReading(title=title, points=tuple(p for p in dict.fromkeys(points) if _says(p)))


def _says(point: str) -> bool:
    """Whether a copied clause holds words: a bare number or list mark is no point."""
    return sum(c.isalpha() for c in point) >= 4


def headline() -> Program:
    """The goods or the matter of the thread, copied."""
    yield Force(text="goods:")
    goods = yield Copy(about=Question(name="goods"), scope="thread", none=NONE, max_tokens=24)
    return HeadlineReading(goods=tidy(goods))


def tags(countries: tuple[str, ...]) -> Program:
    """Tags in the vocabulary's order, a line each."""
    order = (
        *TAG_GROUPS["stage"], *TAG_GROUPS["topic"], *TAG_GROUPS["industry"],
        *(COUNTRY_PREFIX + code for code in countries), *TAG_GROUPS["flag"],
    )  # fmt: skip
    chosen: list[str] = []
    left = order
    while left:
        options = (*(f"{tag}\n" for tag in left), "-\n")
        reply = yield Choose(about=Question(name="tag", index=len(chosen)), options=options)
        if reply == "-\n":
            break
        tag = reply.removesuffix("\n")
        chosen.append(tag)
        left = left[left.index(tag) + 1 :]
    return TagsReading(tags=tuple(chosen))


def tidy(text: str) -> str:
    """A copied run without list mark, white space and stray punctuation at its ends. A minus sign
    and an inch mark belong to the value."""
    text = _LIST_MARK.sub("", " ".join(text.split())).strip(" \t,;:|·•*=<>「」")
    text = re.sub(r"^[-–—]+\s+|\s+[-–—]+$", "", text)
    if text[:1] in ("'", '"') and text.count(text[0]) % 2:
        text = text[1:]
    if text.endswith(".") and not text.endswith(("Ltd.", "Inc.", "Co.", "No.", "Corp.")):
        text = text[:-1]
    if text.endswith(")") and "(" not in text:
        text = text[:-1]
    if text.startswith("(") and ")" not in text:
        text = text[1:]
    return text.strip()
