"""Trees fill rows without loss, and every token knows what follows on its own path."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.packing import PAD, Branch, Tree, fit, lay_out, rows

TREE = Tree(
    trunk=(10, 11, 12, 13),
    weights=(0.0, 0.25, 0.25, 0.25),
    branches=(Branch("facts", 2, (20, 21, 22), (0.0, 0.0, 1.0), 1),
              Branch("tags", 4, (30, 31), (0.0, 0.5), 1)),
)  # fmt: skip


def test_targets_follow_the_path_and_not_the_row() -> None:
    row = lay_out([TREE], 12)
    assert row.token.tolist() == [10, 11, 12, 13, 20, 21, 22, 30, 31, PAD, PAD, PAD]
    assert row.target.tolist()[:9] == [11, 12, 13, PAD, 21, 22, PAD, 31, PAD]
    assert row.weight.tolist()[:9] == [0.25, 0.25, 0.25, 0, 0, 1.0, 0, 0.5, 0]
    assert row.position.tolist()[:9] == [0, 1, 2, 3, 2, 3, 4, 4, 5]


def test_tailed_row_puts_what_the_adapter_reads_at_its_end() -> None:
    row = lay_out([TREE], 12, tailed=True)
    assert row.token.tolist()[:9] == [10, 11, 12, 13, 20, 30, 21, 22, 31]
    assert row.target.tolist()[:9] == [11, 12, 13, PAD, 21, 31, 22, PAD, PAD]
    assert row.tail == 3 + 3


def test_trees_longer_than_the_row_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit"):
        lay_out([TREE], 8)


def test_long_tree_keeps_its_trunk_and_the_branches_that_fit() -> None:
    fitted = fit(TREE, 7, random.Random(0))
    assert fitted is not None
    assert fitted.trunk == TREE.trunk
    assert len(fitted) <= 7
    assert fit(TREE, 5, random.Random(0)) is None


@given(st.lists(st.tuples(st.integers(1, 60), st.integers(1, 30)), min_size=1, max_size=80))
def test_every_tree_comes_out_once(sizes: list[tuple[int, int]]) -> None:
    trees = [
        Tree(
            (4 + n,) * trunk,
            (0.0,) * trunk,
            (Branch("tags", trunk, (3,) * size, (1.0,) * size, 1),),
        )
        for n, (trunk, size) in enumerate(sizes)
    ]
    seen = [t for row in rows(trees, 100, 0) for t in row.token.tolist() if t >= 4]
    assert sorted(seen) == sorted(t for tree in trees for t in tree.trunk)
