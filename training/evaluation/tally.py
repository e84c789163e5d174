"""Counts of right and wrong answers, F1 of them in both definitions, and bootstrap intervals.

Must not know what was counted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from training.evaluation.compare import Pair

RESAMPLES = 2000


@dataclass
class Tally:
    """Counts of answers: right, given where nothing is right (``extra``), given and differing
    from the gold (``replaced``), not given (``missed``).

    Strict (CONTRACT.md): a replaced value is a false positive and a false negative. As published
    (the deck's own definition): it is one false positive only.
    """

    right: int = 0
    extra: int = 0
    replaced: int = 0
    missed: int = 0

    def add(self, other: "Tally") -> None:
        """Count another's answers too."""
        self.right += other.right
        self.extra += other.extra
        self.replaced += other.replaced
        self.missed += other.missed

    @property
    def wrong(self) -> int:
        """False positives."""
        return self.extra + self.replaced

    @property
    def missing(self) -> int:
        """False negatives, strictly."""
        return self.missed + self.replaced

    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    def recall(self) -> float:
        return self.right / max(1, self.right + self.missing)

    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missing)

    def published_f1(self) -> float:
        """F1 with a replaced value counted once."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


def tally_of(compared: Iterable[Pair]) -> Tally:
    """The counts of these pairs."""
    tally = Tally()
    for pair in compared:
        if pair.right:
            tally.right += 1
        elif pair.got:
            tally.replaced += bool(pair.wanted)
            tally.extra += not pair.wanted
        else:
            tally.missed += not pair.spared
    return tally


def summed(tallies: Iterable[Tally]) -> Tally:
    """All counts together."""
    total = Tally()
    for tally in tallies:
        total.add(tally)
    return total


def f1_interval(threads: Sequence[Tally], seed: int = 0) -> tuple[float, float]:
    """The 95 % interval of the strict micro F1: threads drawn with replacement, percentiles
    (Efron 1979). (0, 0) without threads.

    The thread is what is drawn, since errors within one hang together.
    """
    if not threads:
        return 0.0, 0.0
    counts = np.array([(t.right, t.wrong + t.missing) for t in threads], np.int64)
    draw = np.random.default_rng(seed).integers(0, len(threads), (RESAMPLES, len(threads)))
    right, faults = counts[draw].sum(axis=1).T
    scores = 2 * right / np.maximum(1, 2 * right + faults)
    low, high = np.percentile(scores, (2.5, 97.5))
    return float(low), float(high)
