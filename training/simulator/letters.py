"""Whole mails written by hand, with slots: drawn in place of the composed text of a step.

``draw`` picks a letter that the deal can fill, ``write`` writes it. The form of a letter stands at
the head of ``data/letters-en.toml``. Must not know what a step does to the deal.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from quoteflow_desktop.core.facts import Act
from training.simulator.blocks import items_block
from training.simulator.deal import Deal, Line
from training.simulator.draft import slots_of
from training.simulator.slots import SLOTS, product
from training.simulator.terms import Phrases, expand, load
from training.simulator.writer import Writer
from training.simulator.writing import money

SHARE = 0.5  # of the mails of a step, where a letter fits
OWN = frozenset(("items", "greet", "close", "sig", "no", "amount", "asked"))
_OF_ITEM = frozenset(("p", "spec", "q", "price", "other", "wrong", "wrongq"))
# Slots that only some steps can fill.
_SPECIAL = frozenset(("disc", "asked", "other", "wrong", "wrongq", "budget"))
_TERMS = {
    "term": "incoterm", "incoterm": "incoterm", "place": "incoterm", "date": "date",
    "arrive": "date", "ship": "date", "pay": "pay", "cert": "cert", "pack": "pack",
    "warr": "warr", "method": "method", "pod": "pod", "pol": "pol", "lead": "lead",
    "valid": "valid",
}  # fmt: skip
_POINT = re.compile(r"⟦(?:(\d)\|)?(.*?)⟧")
_BULLET = re.compile(r"[\s\-•*·]*(?:\(?\{no\}[.):]?\s*)?")
_NUMBER = re.compile(r"(\s*(?=[가-힣])|)([1-9]|[가나다라마바사아자])([.)] )")
_SIGNS = "가나다라마바사아자"
_EACH = re.compile("«([^«»]*)»")  # written once for each item, in one line
_OWNER = {"inquiry": "buyer", "order": "buyer", "quote": "supplier"}
_NO_SLOTS: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Template:
    """A letter as the data file has it."""

    text: str
    several: bool = False
    side: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True)
class Letter:
    """A letter with its choices and optional lines drawn; ``ending`` is "close", "sig" or ""."""

    lines: tuple[str, ...]
    ending: str
    tags: tuple[str, ...] = ()

    @property
    def slots(self) -> frozenset[str]:
        """The slots of all lines."""
        return _slots(self.lines)

    def terms(self, deal: Deal) -> set[str]:
        """The terms that it names, by the keys of the composed grammar."""
        keys = {_TERMS[name] for name in self.slots if name in _TERMS}
        return {"ship" if key == "date" and not deal.arrival else key for key in keys}


def _read(language: str) -> tuple[dict[str, Phrases], dict[str, Template]]:
    """The texts of each step in the order of the file, and what a text stands for."""
    texts: dict[str, list[str]] = {}
    templates: dict[str, Template] = {}
    for entry in load(f"letters-{language}.toml")["letter"]:
        text = entry["text"].strip("\n")
        texts.setdefault(entry["step"], []).append(text)
        templates[text] = Template(
            text, entry.get("several", False), entry.get("side", ""), tuple(entry.get("tags", ()))
        )
    return {step: Phrases(found) for step, found in texts.items()}, templates


LETTERS = {korean: _read("ko" if korean else "en") for korean in (True, False)}


def _slots(lines: Iterable[str]) -> frozenset[str]:
    return frozenset(name for line in lines for name in slots_of(line))


def draw(
    writer: Writer, step: str, lines: list[Line], one_of: frozenset[str] = _NO_SLOTS,
    need: frozenset[str] = _NO_SLOTS, may: frozenset[str] = _NO_SLOTS,
) -> Letter | None:  # fmt: skip
    """A letter of ``step`` about ``lines``, or None for the composed text.

    It has every slot of ``need`` and, unless that is empty, one of ``one_of``; ``may`` are slots
    that only this step can fill.
    """
    texts, templates = LETTERS[writer.korean]
    if step not in texts or not writer.maybe(SHARE):
        return None
    wanted = list(texts[step].of(writer.deal.family))
    writer.rng.shuffle(wanted)
    for text in wanted:
        template = templates[text]
        if template.side not in ("", writer.side) or (template.several and len(lines) < 2):
            continue
        letter = _drawn(writer, template, need | may)
        slots = letter.slots
        fits = need <= slots and (not one_of or slots & one_of)
        if fits and _possible(writer, slots, need | may) and _fits_items(writer, letter, lines):
            return letter
    return None


def _drawn(writer: Writer, template: Template, may: frozenset[str]) -> Letter:
    """The letter with one of its choices each and some of its optional lines."""
    lines = expand(writer.rng, template.text).split("\n")
    ending = ""
    if lines[-1].strip() in ("{close}", "{sig}"):
        ending = lines.pop().strip("{} ")
    kept = []
    for line in lines:
        if not line.startswith("?"):
            kept.append(line)
        elif writer.maybe(0.55) and _possible(writer, slots_of(line), may):
            kept.append(line[1:].removeprefix(" "))
    return Letter(renumbered(kept), ending, template.tags)


def renumbered(lines: list[str]) -> tuple[str, ...]:
    """Numbered lines, by digits or Korean letters, count on where an optional one was left out."""
    counts, found = {True: 0, False: 0}, []
    for line in lines:
        if match := _NUMBER.match(line):
            digits = match[2].isdigit()
            number = counts[digits] = 1 if match[2] in "1가" else counts[digits] + 1
            sign = str(number) if digits or number > len(_SIGNS) else _SIGNS[number - 1]
            line = f"{match[1]}{sign}{match[3]}{line[match.end() :]}"
        found.append(line)
    return tuple(found)


def _possible(writer: Writer, slots: frozenset[str], may: frozenset[str]) -> bool:
    """Whether the deal can fill the slots."""
    deal = writer.deal
    if slots & _SPECIAL - may:
        return False
    if slots & {"term", "incoterm", "place"} and not deal.incoterm:
        return False
    if "tax" in slots and deal.currency != "KRW":
        return False
    if ("pol" in slots and deal.pol is None) or ("pod" in slots and deal.pod is None):
        return False
    if ("ship" if deal.arrival else "arrive") in slots:
        return False
    return "ref" not in slots or _has_reference(writer)


def _has_reference(writer: Writer) -> bool:
    """A number is the writer's own, or an earlier mail has named it."""
    kind = writer.ref_kind
    known = any(entry.ident == kind for entry in writer.deal.slot("reference").seen)
    return known or _OWNER[kind] == writer.side


def _fits_items(writer: Writer, letter: Letter, lines: list[Line]) -> bool:
    """Whether the letter names and counts its items as they are."""
    loose = _slots(_EACH.sub("", line) for line in letter.lines if not line.startswith("@"))
    each = _slots(line for line in letter.lines if line.startswith("@"))
    each |= _slots(part for line in letter.lines for part in _EACH.findall(line))
    names = "items" in loose or "p" in loose or "p" in each
    several = len(writer.deal.alive) > 1
    if loose & _OF_ITEM and (len(lines) != 1 or (several and "p" not in loose)):
        return False
    if each and (not lines or (several and "p" not in each)):
        return False
    return names or all(line.named is not None for line in lines)


def write(
    writer: Writer, letter: Letter, lines: list[Line], act: Act, prices: bool,
    terms: Act | None = None,
) -> None:  # fmt: skip
    """Writes the letter; ``terms`` is the act of its terms where they are not of one act."""
    writer.deal.tags.update(letter.tags)
    kept, writer.line = writer.act, lines[0] if lines else writer.line
    acts = (act, terms or act)
    block: list[str] = []
    for text in (*letter.lines, ""):
        if text.startswith("@"):
            block.append(text[1:].removeprefix(" "))
            continue
        for number, line in enumerate(lines if block else (), 1):
            writer.line = line
            for row in block:
                forms = row.split(" ‖ ")
                form = writer.rng.choice(forms) if len(forms) > 1 else row
                _line(writer, form, acts, number, len(lines) > 1, lines)
        if block and lines:
            writer.line = lines[0]
        block = []
        if text == "{items}":
            items_block(writer, lines, act, prices, False)
        else:
            _line(writer, text, acts, 0, False, lines)
    writer.act = kept
    writer.ending = letter.ending


def _line(
    writer: Writer, text: str, acts: tuple[Act, Act], number: int, row: bool, lines: list[Line]
) -> None:
    """One line with its points; a blank one never follows another."""
    draft, slots = writer.draft, slots_of(text)
    if not text:
        if draft.text and not draft.text.endswith("\n\n"):
            draft.raw("\n")
        return
    if "total" in slots and writer.wrote("total_amount"):
        return  # the table has it

    def slot(name: str) -> None:
        writer.act = acts[name in _TERMS]
        _slot(writer, name, number)

    if number and "⟦" not in text and slots & {"p", "price"}:
        head = _BULLET.match(text)
        text = f"{head[0]}⟦{text[head.end() :]}⟧" if head else text
    at = 0
    for match in _POINT.finditer(text):
        _say(writer, text[at : match.start()], slot, lines)
        start = len(draft.text)
        _say(writer, match[2], slot, lines)
        draft.point(start, int(match[1] or 0) or _weight(slots_of(match[2]), row))
        at = match.end()
    _say(writer, text[at:], slot, lines)
    draft.raw("\n")


def _say(writer: Writer, text: str, slot: Callable[[str], None], lines: list[Line]) -> None:
    """The text; what stands in « » once for each item, joined as a sentence joins them."""
    comma, last = ", ", ", "
    if not writer.korean and "«" in text:
        comma = writer.rng.choice((", ", ", ", "; "))
        last = writer.rng.choice((" and ", " and ", ", and ", comma))
    for at, part in enumerate(_EACH.split(text)):
        if at % 2 == 0:
            writer.draft.say(part, slot)
            continue
        kept = writer.line
        for number, line in enumerate(lines):
            writer.line = line
            writer.draft.raw((last if number == len(lines) - 1 else comma) if number else "")
            writer.draft.say(part, slot)
        writer.line = kept


def _weight(slots: frozenset[str], row: bool) -> int:
    """How much a clause matters, by what it names."""
    if slots & (_OF_ITEM | {"disc", "asked"}):
        return 6 if row else 8
    if "total" in slots:
        return 7
    return 5 if slots & (_TERMS.keys() | {"budget", "ref"}) else 4


def _slot(writer: Writer, name: str, number: int) -> None:
    if name == "greet":
        writer.draft.say(writer.phrase("greet"), writer.slot)
    elif name == "no":
        writer.draft.raw(str(number))
    elif name == "amount":
        text = money(writer.rng, writer.korean, writer.deal.currency, writer.line.price_of_line)
        writer.draft.raw(text)
    elif name == "asked":
        asked = writer.deal.slot("discount_percent").asked
        value = asked.value if asked else str(writer.deal.discount or Decimal(5))
        writer.draft.mark("discount_percent", Act.REFUSE, f"{value}%", value)
    elif name == "p" and number:
        product(writer, writer.line)  # a list has full names
    else:
        SLOTS[name](writer)
