"""A mail's text with its marks, written left to right so that offsets are exact.

``Draft.add`` writes plain text, ``Draft.mark`` a value with its role, ``Draft.say`` a template
with slots; Korean particles after a slot follow its last sound. Must not know the deal.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from quoteflow_desktop.core.facts import Act

FIGURE_KEYS = frozenset((
    "quantity", "unit_price", "total_amount", "budget", "discount_percent", "delivery_date",
    "incoterm", "shipping_method", "currency",
))  # fmt: skip

# After "{slot}" a particle in square brackets: with a final consonant, and without.
_PARTICLES = {
    "을": ("을", "를"), "은": ("은", "는"), "이": ("이", "가"), "과": ("과", "와"),
    "로": ("으로", "로"), "으로": ("으로", "로"), "이라": ("이라", "라"), "이나": ("이나", "나"),
    "이고": ("이고", "고"), "이며": ("이며", "며"), "이면": ("이면", "면"),
    "이에요": ("이에요", "예요"), "이었": ("이었", "였"), "이던": ("이던", "던"),
    "이랑": ("이랑", "랑"), "이라서": ("이라서", "라서"), "이니": ("이니", "니"),
    "이라면": ("이라면", "라면"), "이요": ("이요", "요"), "이네요": ("이네요", "네요"),
}  # fmt: skip
_PIECE = re.compile(r"\{([a-z_]+)\}|\[([가-힣]+)\]")
# Latin letters and digits whose Korean reading ends in a consonant.
_CLOSED = frozenset("lmnrLMNR013678")


@dataclass
class Mark:
    """One written value; ``ident`` names what it means when spellings differ."""

    key: str
    act: Act
    start: int
    end: int
    value: str
    item: int | None = None
    ident: str = ""
    unit: str = ""


@dataclass
class Point:
    """A clause that a summary may keep; the heavier ones first."""

    start: int
    end: int
    weight: int


@lru_cache(maxsize=20000)
def _pieces(template: str) -> tuple[tuple[str, str], ...]:
    """The template as (kind, text): text, slot or particle."""
    pieces, at = [], 0
    for match in _PIECE.finditer(template):
        if match.start() > at:
            pieces.append(("text", template[at : match.start()]))
        if match[1]:
            pieces.append(("slot", match[1]))
        elif match[2] in _PARTICLES:
            pieces.append(("particle", match[2]))
        else:
            pieces.append(("text", match[0]))
        at = match.end()
    if at < len(template):
        pieces.append(("text", template[at:]))
    return tuple(pieces)


def slots_of(template: str) -> frozenset[str]:
    """The names of a template's slots."""
    return frozenset(text for kind, text in _pieces(template) if kind == "slot")


def _closed(char: str) -> bool:
    """Whether the last sound of a word is a consonant."""
    if "가" <= char <= "힣":
        return (ord(char) - 0xAC00) % 28 != 0
    return char in _CLOSED


def bent(name: str, before: str) -> str:
    """The particle of that name (a key of ``_PARTICLES``) as it follows the text ``before``."""
    last = next((char for char in reversed(before) if char.isalnum() or char == "%"), "가")
    closed, vowel = _PARTICLES[name]
    rieul = "가" <= last <= "힣" and (ord(last) - 0xAC00) % 28 == 8
    if name in ("로", "으로") and (rieul or last in "lLrR178"):
        return vowel
    return closed if _closed(last) else vowel


@dataclass
class Draft:
    """The text of one part of a mail while it is written."""

    noise: Callable[[str], str] | None = None
    text: str = ""
    marks: list[Mark] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)

    def add(self, text: str) -> None:
        """Plain text, through the noise of a noisy thread."""
        self.text += self.noise(text) if self.noise and text.strip() else text

    def raw(self, text: str) -> None:
        """Plain text that noise must not touch."""
        self.text += text

    def mark(self, key: str, act: Act, text: str, value: str, item: int | None = None,
             ident: str = "", unit: str = "") -> Mark:  # fmt: skip
        """A value: ``text`` as written, ``value`` in canonical form."""
        start = len(self.text)
        self.text += text
        mark = Mark(key, act, start, len(self.text), value, item, ident or value, unit)
        self.marks.append(mark)
        return mark

    def say(self, template: str, slot: Callable[[str], None], weight: int = 0) -> None:
        """The template with every slot written by ``slot``; a point when ``weight`` is given."""
        start = len(self.text)
        for kind, text in _pieces(template):
            if kind == "text":
                self.add(text)
            elif kind == "slot":
                slot(text)
            else:
                self.text += bent(text, self.text)
        if weight:
            self.point(start, weight)

    def point(self, start: int, weight: int) -> None:
        """The text from ``start`` to here as a clause worth a line of the summary."""
        end = len(self.text)
        while end > start and self.text[end - 1].isspace():
            end -= 1
        while start < end and (self.text[start].isspace() or self.text[start] in "-•*·ㅇ|>"):
            start += 1
        if end > start:
            self.points.append(Point(start, end, weight))
