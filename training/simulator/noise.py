"""The noise of family C: typing errors, lost spaces, mixed languages, in plain words only.

Marked values are never touched. Must not know the deal.
"""

from collections.abc import Callable
from random import Random

from training.simulator.terms import load

_SWITCH = load("noise.toml")


def casual(korean: bool, rng: Random) -> Callable[[str], str]:
    """A writer without ceremony: no capitals in English, friendly endings in Korean."""
    if not korean:
        return str.lower
    ending = rng.choice(("~", "^^", "..", "!", "~~", ";;", " ㅎㅎ"))
    return lambda text: (
        text[:-1] + ending if text.endswith(("다.", "요.", "요?")) and rng.random() < 0.6 else text
    )


def noise_of(rng: Random, korean: bool, strength: float) -> Callable[[str], str]:
    """A function that makes a plain text noisy, a little differently each time."""
    words: dict[str, list[str]] = _SWITCH["ko" if korean else "en"]

    def noisy(text: str) -> str:
        for word, others in words.items():
            if word in text and rng.random() < strength:
                text = text.replace(word, rng.choice(others), 1)
        if rng.random() < strength * 0.7:
            text = _slip(rng, text)
        if rng.random() < strength * 0.5:
            text = text.lower() if not korean else text.replace(" ", "", 1)
        if rng.random() < strength * 0.25:
            text = text.replace(". ", rng.choice((".. ", " ", "!! ", "~ ", "; ")))
        return text

    return noisy


def _slip(rng: Random, text: str) -> str:
    """Two letters swapped, one lost or doubled."""
    letters = [
        at for at in range(1, len(text) - 1) if text[at].isalpha() and text[at + 1].isalpha()
    ]
    if not letters:
        return text
    at = rng.choice(letters)
    kind = rng.randrange(3)
    if kind == 0:
        return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    if kind == 1:
        return text[:at] + text[at + 1 :]
    return text[:at] + text[at] + text[at:]
