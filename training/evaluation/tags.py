"""Tags: strict F1, and one-to-one semantic F1 where a near synonym may stand for the right one.

The published system mapped each tag to its nearest neighbour and so counted one gold tag twice;
here each stands for one other at most: exact matches first, then the best assignment (the
Hungarian method) of the rest. Near is what ``resources/near-tags.toml`` lists, or what an encoder
finds more alike than ``CUT_OFF``. Must not know models.
"""

import tomllib
from collections.abc import Callable, Sequence

from quoteflow_desktop.config.paths import resources_dir
from training.evaluation.cases import Gold
from training.evaluation.encoders import Encoder, cosines
from training.evaluation.tally import Tally

CUT_OFF = 0.7  # cosine of two tags' words from which on one may stand for the other
Likeness = Callable[[str, str], float]  # 0 where one cannot stand for the other


def strict_tags(got: frozenset[str], gold: Gold) -> Tally:
    """Exact keys; optional tags neither help nor harm."""
    return Tally(
        right=len(gold.tags & got),
        extra=len(got - gold.tags - gold.optional_tags),
        missed=len(gold.tags - got),
    )


def semantic_tags(got: frozenset[str], gold: Gold, likeness: Likeness) -> Tally:
    """The strict counts with as many extra tags as possible standing for lost ones."""
    extra = sorted(got - gold.tags - gold.optional_tags)
    lost = sorted(gold.tags - got)
    near = len(best_pairs([[likeness(one, other) for other in lost] for one in extra]))
    exact = strict_tags(got, gold)
    return Tally(exact.right + near, exact.extra - near, missed=exact.missed - near)


def table_likeness() -> Likeness:
    """1 for two tags of one group of the table of near synonyms."""
    path = resources_dir() / "near-tags.toml"
    groups = [frozenset(g) for g in tomllib.loads(path.read_text(encoding="utf-8"))["groups"]]
    return lambda one, other: float(any({one, other} <= group for group in groups))


def encoder_likeness(encoder: Encoder) -> Likeness:
    """The cosine of the tags' words where it reaches ``CUT_OFF``."""

    def likeness(one: str, other: str) -> float:
        cosine = cosines([(_words(one), _words(other))], encoder)[0]
        return cosine if cosine >= CUT_OFF else 0.0

    return likeness


def _words(tag: str) -> str:
    return tag.replace("-", " ")


def best_pairs(worth: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """The one-to-one pairs (row, column) of greatest total worth, those worth nothing left out.

    The Hungarian method with potentials, O(rows² columns) (Kuhn 1955, Munkres 1957).
    """
    if not worth or not worth[0]:
        return []
    if len(worth) > len(worth[0]):
        return sorted((r, c) for c, r in best_pairs(list(zip(*worth, strict=True))))
    rows, columns = len(worth), len(worth[0])
    row_part, column_part = [0.0] * (rows + 1), [0.0] * (columns + 1)
    owner = [0] * (columns + 1)  # the row (from 1) that a column (from 1) is given to
    for row in range(1, rows + 1):
        owner[0], at = row, 0
        slack, came = [float("inf")] * (columns + 1), [0] * (columns + 1)
        used = [False] * (columns + 1)
        while owner[at]:
            used[at] = True
            free = [c for c in range(1, columns + 1) if not used[c]]
            for c in free:
                cost = -worth[owner[at] - 1][c - 1] - row_part[owner[at]] - column_part[c]
                if cost < slack[c]:
                    slack[c], came[c] = cost, at
            step = min(free, key=lambda c: slack[c])
            delta = slack[step]
            for c in range(columns + 1):
                if used[c]:
                    row_part[owner[c]] += delta
                    column_part[c] -= delta
                else:
                    slack[c] -= delta
            at = step
        while at:
            owner[at], at = owner[came[at]], came[at]
    found = [(owner[c] - 1, c - 1) for c in range(1, columns + 1) if owner[c]]
    return sorted(pair for pair in found if worth[pair[0]][pair[1]] > 0)
