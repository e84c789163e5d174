"""One mail while it is written: phrases with their slots, separators, what the mail names.

``slots`` fills the slots, ``blocks`` and ``frame`` build the larger parts. Must not know plots or
headers.
"""

from datetime import datetime
from decimal import Decimal

from quoteflow_desktop.core.facts import Act
from quoteflow_desktop.core.messages import Mark, MarkKind
from training.simulator.deal import Deal, Line
from training.simulator.draft import Draft
from training.simulator.draft import Mark as Written
from training.simulator.phrasebook import ENGLISH, KOREAN
from training.simulator.slots import SLOTS


class Writer:
    """A mail of ``side``; ``number`` is its place in the thread, ``moment`` when it is written.

    ``act`` is what the side does with the values that it writes just now, ``line`` the item that
    the phrases speak of.
    """

    def __init__(self, deal: Deal, side: str, number: int, moment: datetime) -> None:
        self.deal, self.side, self.number = deal, side, number
        self.moment, self.when = moment, moment.date()
        self.rng = deal.rng
        self.korean = deal.korean[side]
        self.book = KOREAN if self.korean else ENGLISH
        self.me, self.you = deal.party(side), deal.other(side)
        self.draft = Draft()
        self.act = Act.ASK if side == "buyer" else Act.OFFER
        self.line: Line = deal.lines[0]
        self.acts: dict[int, Act] = {}  # items that the mail names, in order
        self.specs: dict[int, Written] = {}
        self.products: dict[int, Written] = {}
        self.signature_at: int | None = None
        self.ending = "close"  # what is left to write: "close", "sig" (the signature), ""
        self.prose = self.rng.random() < (0.4 if self.korean else 0.6)
        self.ref_kind = "inquiry"
        self.earlier: list[str] = []  # clauses of the other side's last mail
        self.quoted: list[tuple[int, int]] = []
        self.basis = ""  # the unit that a table's prices are for, where its header says it
        self.bargains = side == "buyer"  # a PO names prices without a wish
        self.wrong = self.wrong_quantity = Decimal(0)  # the slip that a correction names

    def phrases(self, key: str) -> tuple[str, ...]:
        """The phrasings of ``key`` that the thread's family may use."""
        return self.book.phrases[key].of(self.deal.family)

    def phrase(self, key: str) -> str:
        """One phrasing of ``key``."""
        return self.rng.choice(self.phrases(key))

    def label(self, key: str) -> str:
        """A label for a "label: value" line."""
        wanted = self.book.labels.get(f"{key}.ask", ()) if self.side == "buyer" else ()
        return self.rng.choice((*self.book.labels[key], *wanted))

    def maybe(self, chance: float) -> bool:
        """True with this chance."""
        return self.rng.random() < chance

    def slot(self, name: str) -> None:
        """Writes the slot of that name."""
        SLOTS[name](self)

    def say(
        self, key: str, weight: int = 0, line: Line | None = None, act: Act | None = None
    ) -> None:
        """A sentence; the separator before it follows the mail's layout."""
        self.line = line or self.line
        kept, self.act = self.act, act or self.act
        template = self.phrase(key)
        if line is not None and line.named is None and line.index not in self.products:
            template = self._naming(key, template)
        self.gap()
        self.draft.say(template, self.slot, weight)
        self.act = kept

    def _naming(self, key: str, template: str) -> str:
        """A phrasing that names the goods, for their first mention."""
        if "{p}" in template:
            return template
        naming = [text for text in self.phrases(key) if "{p}" in text]
        return self.rng.choice(naming) if naming else "{p}: " + template

    def gap(self) -> None:
        """A space or a new line, unless a line has just begun."""
        text = self.draft.text
        if text and not text.endswith("\n"):
            self.draft.raw(" " if self.prose and self.maybe(0.85) else "\n")

    def br(self, blank: bool | None = None) -> None:
        """A new line, at times a blank one."""
        text = self.draft.text
        if not text:
            return
        if not text.endswith("\n"):
            self.draft.raw("\n")
        blank = self.maybe(0.6) if blank is None else blank
        if blank and not self.draft.text.endswith("\n\n"):
            self.draft.raw("\n")

    def touch(self, line: Line, act: Act) -> None:
        """Notes that the mail names the line; a refusal counts only when nothing else is done."""
        if self.acts.get(line.index) in (None, Act.REFUSE):
            self.acts[line.index] = act

    def wrote(self, key: str) -> bool:
        """Whether the mail has marked a value of this key."""
        return any(mark.key == key for mark in self.draft.marks)

    def marks(self) -> list[Mark]:
        """Lines quoted between the mail's own, and the signature, as mail readers mark them."""
        marks = [Mark(start=start, end=end, kind=MarkKind.QUOTED) for start, end in self.quoted]
        if self.signature_at is not None:
            end = len(self.draft.text)
            marks.append(Mark(start=self.signature_at, end=end, kind=MarkKind.SIGNATURE))
        return marks
