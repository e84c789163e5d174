"""SemScore: how near answers are to the references in meaning, as an encoder sees it.

The mean over the items of the cosine of both texts' vectors (Aynetdinov and Akbik 2024,
arXiv 2401.17072). A measure of a system: single items say little. It means something only with
the encoder named, and never beside another encoder's. Must not know models or files.
"""

from collections.abc import Sequence

from quoteflow_desktop.core.values import Value
from training.evaluation.encoders import Encoder, cosines


class SemScore(Value):
    """The score of ``pairs`` items, from -1 to 1, and what measured it."""

    score: float
    pairs: int
    encoder: str
    digest: str


def semscore(pairs: Sequence[tuple[str, str]], encoder: Encoder) -> float:
    """The mean cosine of (reference, answer) pairs; 0 without pairs. An empty answer counts 0."""
    return measured(pairs, encoder).score


def measured(pairs: Sequence[tuple[str, str]], encoder: Encoder) -> SemScore:
    """The score with the encoder's name and digest."""
    given = [pair for pair in pairs if pair[0].strip() and pair[1].strip()]
    total = sum(cosines(given, encoder))
    return SemScore(
        score=total / len(pairs) if pairs else 0.0,
        pairs=len(pairs),
        encoder=encoder.name,
        digest=encoder.digest,
    )
