"""The phrasings of both languages, read once from ``data/en.toml`` and ``data/ko.toml``.

Must not know the deal or how a mail is laid out.
"""

from dataclasses import dataclass

from training.simulator.terms import Phrases, load


@dataclass(frozen=True)
class Phrasebook:
    """Phrasings by act, labels of "label: value" lines, words for ways of transport."""

    phrases: dict[str, Phrases]
    labels: dict[str, tuple[str, ...]]
    methods: dict[str, tuple[str, ...]]


def _read(language: str) -> Phrasebook:
    table = load(f"{language}.toml")
    return Phrasebook(
        phrases={key: Phrases(texts) for key, texts in table["phrases"].items()},
        labels={key: tuple(texts) for key, texts in table["labels"].items()},
        methods={key: tuple(texts) for key, texts in table["methods"].items()},
    )


KOREAN = _read("ko")
ENGLISH = _read("en")
