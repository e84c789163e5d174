"""Threads to trees on disk and back: simulated once, read by every recipe.

Seeds decide everything: a split owns a range of them, the family of a thread is drawn from its
seed. Must not know models or the form of the tasks.
"""

import multiprocessing
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from training.chat import Reader, Writer, answer_text
from training.config import DataSection
from training.packing import Branch, Tree
from training.simulator.gold import GoldThread
from training.simulator.threads import make_thread
from training.tokenizer import Tokenizer

Split = Literal["train", "held-out"]
FIRST_SEED: dict[Split, int] = {"train": 0, "held-out": 100_000_000}
TASKS = ("facts", "summary", "headline", "tags")
FAMILIES = ("A", "B", "C")
_STEPS = 200  # loss weights are kept as whole numbers of 1/200


def simulate(section: DataSection, split: Split, number: int) -> GoldThread:
    """Thread ``number`` (from 0) of a split."""
    seed = FIRST_SEED[split] + number
    family = random.Random(seed).choices(FAMILIES, section.family_shares)[0]
    return make_thread(seed, family)


def training_texts(section: DataSection) -> Iterator[str]:
    """What the tokenizer learns from: rendered mails and whole answers."""
    with multiprocessing.Pool(section.workers) as pool:
        work = partial(_texts, section)
        for texts in pool.imap(work, range(section.tokenizer_threads), chunksize=16):
            yield from texts


def _texts(section: DataSection, number: int) -> list[str]:
    reader = Reader(simulate(section, "train", number))
    answers = [answer_text(reader, task, mail) for task, mail in reader.jobs()]
    return [mail.text for mail in reader.mails] + answers


@dataclass(frozen=True)
class Trees:
    """Trees in flat arrays: ``paths`` has a line a path (tree, task or -1 for the trunk, fork,
    size, invoked), in the order of ``token`` and ``weight``."""

    token: npt.NDArray[np.uint16]
    weight: npt.NDArray[np.uint8]
    paths: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return int(self.paths[-1, 0]) + 1 if len(self.paths) else 0

    def tokens(self) -> int:
        """All tokens, mails and answers."""
        return len(self.token)

    def all(self) -> list[Tree]:
        """Every tree; about 100 bytes a token."""
        starts = np.concatenate(([0], np.cumsum(self.paths[:, 3])))
        trees: list[Tree] = []
        parts: list[Branch] = []
        for (_, task, fork, size, invoked), start in zip(self.paths, starts, strict=False):
            tokens = tuple(self.token[start : start + size].tolist())
            weights = tuple((self.weight[start : start + size] / _STEPS).tolist())
            if task < 0:
                parts = []
                trees.append(Tree(tokens, weights, ()))
            else:
                parts.append(Branch(TASKS[task], int(fork), tokens, weights, int(invoked)))
                trees[-1] = Tree(trees[-1].trunk, trees[-1].weights, tuple(parts))
        return trees

    def save(self, path: Path) -> None:
        """Write to ``path`` (.npz), whole or not at all."""
        part = path.with_name(path.name + ".part.npz")
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez(part, token=self.token, weight=self.weight, paths=self.paths)
        part.rename(path)


def load_trees(path: Path) -> Trees:
    """What ``Trees.save`` wrote."""
    with np.load(path) as kept:
        return Trees(kept["token"], kept["weight"], kept["paths"])


def as_trees(trees: list[Tree]) -> Trees:
    """Trees in flat arrays."""
    paths, tokens, weights = [], [], []
    for number, tree in enumerate(trees):
        paths.append((number, -1, 0, len(tree.trunk), 0))
        tokens.append(np.asarray(tree.trunk, np.uint16))
        weights.append(np.asarray(tree.weights))
        for branch in tree.branches:
            paths.append(
                (number, TASKS.index(branch.task), branch.fork, len(branch.tokens), branch.invoked)
            )
            tokens.append(np.asarray(branch.tokens, np.uint16))
            weights.append(np.asarray(branch.weights))
    whole = np.rint(np.concatenate(weights) * _STEPS).astype(np.uint8)
    return Trees(np.concatenate(tokens), whole, np.asarray(paths, np.int64))


def make_trees(section: DataSection, split: Split, tokenizer_path: Path) -> tuple[Trees, str]:
    """Simulate a split; gives the trees and a line that says what is in them and what code's
    candidates missed."""
    count = section.train_threads if split == "train" else section.held_out_threads
    missed: Counter[str] = Counter()
    trees, shown = [], 0
    with multiprocessing.Pool(section.workers, _open_tokenizer, (tokenizer_path,)) as pool:
        work = partial(_tree, section, split)
        for tree, lost, figures in pool.imap(work, range(count), chunksize=16):
            trees.append(tree)
            missed.update(lost)
            shown += figures
    found = 1 - sum(missed.values()) / max(1, shown)
    kept = as_trees(trees)
    weighed = int((kept.weight == _STEPS).sum())
    return kept, (
        f"{split}: {count} threads, {kept.tokens()} tokens, {weighed} chosen or copied; candidates "
        f"show {found:.4f} of {shown} figures, missed {dict(missed.most_common())}"
    )


_tokenizer: Tokenizer  # of a worker process


def _open_tokenizer(path: Path) -> None:
    global _tokenizer
    _tokenizer = Tokenizer(path)


def _tree(section: DataSection, split: Split, number: int) -> tuple[Tree, Counter[str], int]:
    writer = Writer(Reader(simulate(section, split, number)), _tokenizer, section)
    return writer.tree(), writer.missed, writer.shown


def only(tree: Tree, tasks: tuple[str, ...]) -> Tree:
    """The tree with the branches of these tasks; the mails' own words weigh nothing."""
    branches = tuple(branch for branch in tree.branches if branch.task in tasks)
    return Tree(tree.trunk, (0.0,) * len(tree.trunk), branches)


def forever(trees: list[Tree], seed: int) -> Iterator[Tree]:
    """The trees in a new order every time round."""
    draw = random.Random(seed)
    while True:
        order = list(trees)
        draw.shuffle(order)
        yield from order
