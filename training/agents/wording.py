"""A finished draft as clauses with locked slots, and other words put in their place.

``clauses_of`` cuts out of a draft the plain words that somebody may say anew, with a marker such
as ``[[price:1]]`` for every value, figure, code and name in them. ``read_reply`` reads the same
clauses back, ``refill`` puts them into the draft with the markers' own texts, so that every mark
stays exact. All else (tables, lists of terms, quoted lines, the signature) is not given away.
Must not know models or endpoints.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from training.agents.checks import fault
from training.simulator.draft import bent
from training.simulator.writer import Writer

_MARKER = re.compile(r"\[\[([a-z]+:\d+)\]\]")
# Words that hold a figure, an address or a code, without the punctuation around them.
_FIXED = re.compile(
    r"[^\s(\[\"'|]*\d[^\s|]*[^\s.,;:!?)\]\"'|]|\d|\S+@\S+|www\.\S+|[$€₩¥%]|\b[A-Z][A-Z0-9&./-]*[A-Z0-9]\b"
)
_BULLET = re.compile(r"[-•*·ㅇ>\s]*")
_TABLE = re.compile(r"[|\t]|\S {2,}\S| / .* / ")
_PARTICLE = re.compile(
    r"(?:(으로|로)|(을|를)|(은|는)|(이|가)|(과|와)|(이라|라)|(이나|나)|(이고|고)|(이며|며))"
    r"(?![가-힣])"
)
_NAMES_OF_PARTICLES = ("로", "을", "은", "이", "과", "이라", "이나", "이고", "이며")
_LINE = re.compile(r"\s*(\d+)\s*[.:)]\s*(\S.*)")
_THOUGHT = re.compile(r"<think>.*?</think>", re.DOTALL)


@dataclass(frozen=True)
class Slot:
    """A run of the draft that nobody may change; ``name`` is its marker's."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Clause:
    """Words of the draft that may be said anew; ``template`` holds markers for its slots."""

    start: int
    end: int
    template: str
    slots: tuple[Slot, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The markers' names in the order of the text."""
        return tuple(slot.name for slot in self.slots)


def clauses_of(writer: Writer) -> tuple[Clause, ...]:
    """The clauses of the mail that are worth other words, in its order."""
    draft, end = writer.draft, len(writer.draft.text)
    own = end if writer.signature_at is None else writer.signature_at
    kept = [*writer.quoted, (own, end)]
    edges = {0, own, *(at for pair in writer.quoted for at in pair)}
    edges.update(at for point in draft.points for at in (point.start, point.end))
    for at, char in enumerate(draft.text[:own]):
        if char == "\n":
            edges.update((at, at + 1))
    inside = [(mark.start, mark.end) for mark in draft.marks]
    cuts = sorted(
        at for at in edges if at <= own and not any(start < at < stop for start, stop in inside)
    )
    fixed, found = _fixed(writer, own), []
    numbers: dict[str, int] = {}
    for start, stop in pairwise(cuts):
        if any(left < stop and start < right for left, right in kept):
            continue
        clause = _clause(writer, start, stop, fixed, numbers)
        if clause is not None:
            found.append(clause)
    return tuple(found)


def _fixed(writer: Writer, end: int) -> list[tuple[int, int, str]]:
    """Every run that stays, with what it is; no two overlap."""
    text = writer.draft.text[:end]
    runs = [(mark.start, mark.end, mark.key.replace("_", "")) for mark in writer.draft.marks]
    runs += [(match.start(), match.end(), "text") for match in _FIXED.finditer(text)]
    names = sorted(filter(None, _names(writer)), key=len, reverse=True)
    if names:
        known = re.compile("|".join(map(re.escape, names)))
        runs += [(match.start(), match.end(), "name") for match in known.finditer(text)]
    merged: list[tuple[int, int, str]] = []
    for start, stop, kind in sorted(runs, key=lambda run: (run[0], -run[1])):
        if merged and start < merged[-1][1]:
            first, last, name = merged[-1]
            merged[-1] = (first, max(last, stop), kind if name == "text" else name)
        elif start < end:
            merged.append((start, stop, kind))
    return merged


def _names(writer: Writer) -> Iterable[str]:
    """The names that the deal knows: people, houses, places, goods."""
    deal = writer.deal
    for party in (deal.buyer, deal.supplier):
        yield from (party.company, party.company_short, party.company_other)
        yield from (party.contact, party.contact_other, party.called, party.title, party.team)
        yield from (f"{party.family}{party.title}", f"{party.family} {party.title}")
        yield from (city for pair in party.country.cities for city in pair)
        yield from (party.country.korean, party.country.english)
    for pair in (deal.place, deal.pol, deal.pod):
        yield from pair or ()
    for line in deal.lines:
        yield from (line.name(True), line.name(False), line.code, *line.spelled, *line.specs)


def _clause(
    writer: Writer, start: int, stop: int, fixed: Sequence[tuple[int, int, str]],
    numbers: dict[str, int],
) -> Clause | None:  # fmt: skip
    text = writer.draft.text
    bullet = _BULLET.match(text, start, stop)
    start = bullet.end() if bullet else start
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    runs = [run for run in fixed if run[0] < stop and start < run[1]]
    if any(run[0] < start or run[1] > stop for run in runs) or _TABLE.search(text, start, stop):
        return None
    free, at = "", start
    for left, right, _ in runs:
        free, at = free + text[at:left] + " ", right
    free += text[at:stop]
    letters = sum(char.isalpha() for char in free)
    if letters < (6 if writer.korean else 12) or len(free.split()) < 2:
        return None
    slots, template, at = [], "", start
    for left, right, kind in runs:
        numbers[kind] = numbers.get(kind, 0) + 1
        slots.append(Slot(f"{kind}:{numbers[kind]}", left, right))
        template += f"{text[at:left]}[[{slots[-1].name}]]"
        at = right
    return Clause(start, stop, template + text[at:stop], tuple(slots))


def free_words(template: str) -> str:
    """The template without its markers."""
    return _MARKER.sub(" ", template)


def read_reply(reply: str, clauses: Sequence[Clause], korean: bool) -> tuple[tuple[str, ...], str]:
    """The new templates in the clauses' order and "", or () and what is wrong, as a sentence."""
    lines: dict[int, str] = {}
    for text in _THOUGHT.sub("", reply).strip().splitlines():
        match = _LINE.fullmatch(text.rstrip())
        if match:
            if int(match[1]) in lines:
                return (), f"Line {int(match[1])} came twice."
            lines[int(match[1])] = match[2]
        elif text.strip():
            return (), "Every line must begin with its number, and there must be no other lines."
    if sorted(lines) != list(range(1, len(clauses) + 1)):
        return (), f"There must be exactly the lines 1 to {len(clauses)}."
    for number, clause in enumerate(clauses, 1):
        wrong = _fault(clause, lines[number], korean)
        if wrong:
            return (), f"Line {number}: {wrong}"
    return tuple(lines[number] for number in range(1, len(clauses) + 1)), ""


def _fault(clause: Clause, template: str, korean: bool) -> str:
    names = tuple(_MARKER.findall(template))
    if names != clause.names:
        wanted = " ".join(f"[[{name}]]" for name in clause.names) or "no marker"
        return f"it must hold {wanted}, each once and in this order."
    return fault(free_words(template), free_words(clause.template), korean)


def refill(writer: Writer, clauses: Sequence[Clause], templates: Sequence[str]) -> None:
    """Puts the templates in the clauses' place; marks, points, quotes and signature follow."""
    draft, old = writer.draft, writer.draft.text
    text, at = "", 0
    same: list[tuple[int, int, int]] = []  # runs between clauses: old start, old end, new start
    moved: list[tuple[int, int, int]] = []  # slots
    for clause, template in zip(clauses, templates, strict=True):
        same.append((at, clause.start, len(text)))
        text += old[at : clause.start]
        pieces = _MARKER.split(template)
        text += pieces[0]
        for slot, after in zip(clause.slots, pieces[2::2], strict=True):
            moved.append((slot.start, slot.end, len(text)))
            text += old[slot.start : slot.end]
            text += _bend(after, text) if writer.korean else after
        at = clause.end
    same.append((at, len(old), len(text)))
    text += old[at:]

    def move(start: int, end: int, runs: Sequence[tuple[int, int, int]]) -> tuple[int, int]:
        left, _, new = next(run for run in runs if run[0] <= start and end <= run[1])
        return new + start - left, new + end - left

    def edge(position: int) -> int:
        return move(position, position, [*same, *moved])[0]

    draft.text = text
    for mark in draft.marks:
        mark.start, mark.end = move(mark.start, mark.end, [*moved, *same])
    for point in draft.points:
        point.start, point.end = edge(point.start), edge(point.end)
    writer.quoted = [(edge(start), edge(end)) for start, end in writer.quoted]
    if writer.signature_at is not None:
        writer.signature_at = edge(writer.signature_at)


def _bend(after: str, before: str) -> str:
    """A particle behind a slot follows the last sound of the slot's text."""
    match = _PARTICLE.match(after)
    if match is None or match.lastindex is None:
        return after
    return bent(_NAMES_OF_PARTICLES[match.lastindex - 1], before) + after[match.end() :]
