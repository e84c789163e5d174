"""Terms of trade as texts: payment, lead time, packing, warranty, certificates, validity.

The patterns stand in ``data/terms.toml``: ``<a|b>`` is a choice and ``<10-60:5>`` a range. Must
not know the deal.
"""

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Any

_DATA = Path(__file__).parent / "data"
_CHOICE = re.compile(r"<([^<>]+)>")
_RANGE = re.compile(r"(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)")


def load(name: str) -> dict[str, Any]:
    """A table of the simulator's ``data`` folder."""
    return tomllib.loads((_DATA / name).read_text(encoding="utf-8"))


def load_text(name: str) -> str:
    """A plain text of the simulator's ``data`` folder."""
    return (_DATA / name).read_text(encoding="utf-8")


class Phrases(tuple[str, ...]):
    """Phrasings of one thing. ``of("B")`` gives the share that families A and C never use."""

    __slots__ = ()

    def of(self, family: str) -> tuple[str, ...]:
        """The phrasings that a family may use; lists of less than five are shared."""
        return _share(self, family == "B")


@lru_cache(maxsize=4000)
def _share(phrases: Phrases, held_out: bool) -> tuple[str, ...]:
    if len(phrases) < 5:
        return tuple(phrases)
    kept = max(1, round(len(phrases) * 0.15))
    return tuple(phrases[-kept:]) if held_out else tuple(phrases[:-kept])


def expand(rng: Random, pattern: str) -> str:
    """The pattern with its choices and ranges drawn."""

    def draw(match: re.Match[str]) -> str:
        ranged = _RANGE.fullmatch(match[1])
        if not ranged:
            return rng.choice(str(match[1]).split("|"))
        low, high, step = (float(part) for part in ranged.groups())
        value = low + step * rng.randint(0, round((high - low) / step))
        return f"{value:,.0f}" if step >= 1 and low == int(low) else f"{value:.1f}"

    return _CHOICE.sub(draw, pattern) if "<" in pattern else pattern


_TABLE = load("terms.toml")
_PATTERNS = {
    (key, language == "ko"): Phrases(_TABLE[key][language])
    for key in ("payment_terms", "lead_time", "packaging", "warranty", "quote_validity")
    for language in ("ko", "en")
}
_MARKS = {name: Phrases(marks) for name, marks in _TABLE["certification"].items()}
_CERTIFICATES = {name: Phrases(words) for name, words in _TABLE["certificates"].items()}


def _certificate(rng: Random, language: str, family: str, industry: str) -> str:
    """A mark, a paper or both in one of the wordings; no mark stands twice."""
    common = _CERTIFICATES["marks"].of(family)
    own = [m for m in _MARKS[industry].of(family) if language == "ko" or m.isascii()] or common
    one = rng.choice(own if rng.random() < 0.75 else common)
    others = rng.sample([mark for mark in dict.fromkeys((*own, *common)) if mark != one], 2)
    text = rng.choice(_CERTIFICATES[f"forms_{language}"].of(family))
    words = {"{c}": one, "{d}": others[0], "{e}": others[1]}
    words["{w}"] = rng.choice(_CERTIFICATES[f"papers_{language}"].of(family))
    for slot, word in words.items():
        text = text.replace(slot, word)
    return expand(rng, text)


def draw_term(rng: Random, key: str, korean: bool, family: str, industry: str) -> str:
    """A text for a term; a certificate is the industry's or a common one, or two of them."""
    if key == "certification":
        return _certificate(rng, "ko" if korean else "en", family, industry)
    text = rng.choice(_PATTERNS[key, korean].of(family))
    if "{a}" in text:
        deposit = rng.choice((10, 20, 25, 30, 30, 30, 40, 50, 50))
        text = text.replace("{a}", str(deposit)).replace("{b}", str(100 - deposit))
    return expand(rng, text)
