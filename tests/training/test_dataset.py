"""What is simulated once is read back the same, and splits never share a thread."""

from pathlib import Path

import pytest

from training.config import DataSection
from training.dataset import as_trees, forever, load_trees, only, simulate
from training.packing import Branch, Tree

SECTION = DataSection(train_threads=4, held_out_threads=4, workers=1)
TREES = [
    Tree((2, 700, 4), (0.0, 0.25, 0.25), (Branch("facts", 3, (5, 6), (0.0, 1.0), 1),)),
    Tree((2, 9), (0.0, 0.25), ()),
    Tree(
        (2,), (0.0,),
        (Branch("tags", 1, (7,), (0.1,), 1), Branch("summary", 1, (8, 8), (0.0, 1.0), 1)),
    ),
]  # fmt: skip


def test_trees_survive_the_disk(tmp_path: Path) -> None:
    as_trees(TREES).save(tmp_path / "trees.npz")
    kept = load_trees(tmp_path / "trees.npz")
    assert [kept[number] for number in range(len(kept))] == TREES
    with pytest.raises(IndexError):
        kept[3]


def test_tokens_of_a_large_vocabulary_survive_too(tmp_path: Path) -> None:
    """Gemma 2's has 256,000."""
    tree = Tree((2, 255_999, 65_536), (0.0, 0.25, 0.25), ())
    as_trees([tree]).save(tmp_path / "trees.npz")

    assert load_trees(tmp_path / "trees.npz")[0] == tree
    assert (as_trees(TREES).token.itemsize, as_trees([tree]).token.itemsize) == (2, 4)


def test_processes_share_the_trees_without_overlap() -> None:
    trees = as_trees(TREES)
    first, second = forever(trees, 1, part=0, parts=2), forever(trees, 1, part=1, parts=2)
    assert {len(next(first)) for _ in range(4)} == {len(TREES[0]), len(TREES[2])}
    assert next(second) == next(second) == TREES[1]


def test_a_task_alone_keeps_the_mails_without_their_weight() -> None:
    alone = only(TREES[2], ("tags",))
    assert [branch.task for branch in alone.branches] == ["tags"]
    assert alone.trunk == TREES[2].trunk
    assert set(alone.weights) == {0.0}


def test_a_seed_gives_the_same_thread_and_splits_differ() -> None:
    assert simulate(SECTION, "train", 3) == simulate(SECTION, "train", 3)
    train = {simulate(SECTION, "train", number).thread.id for number in range(6)}
    held_out = {simulate(SECTION, "held-out", number).thread.id for number in range(6)}
    assert not train & held_out


def test_family_that_is_held_back_is_never_trained_on() -> None:
    families = {simulate(SECTION, "train", number).family for number in range(20)}
    assert families == {"A", "C"}
