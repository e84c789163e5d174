"""Threads to trees on disk and back: simulated once, read by every recipe.

Seeds decide everything: a split owns a range of them, the family of a thread is drawn from its
seed, held-out threads come from all families alike. Must not know models or the form of the tasks.
"""

import multiprocessing
import random
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property, partial
from itertools import count
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from training.build_audit import Look, audited, look
from training.chat import Writer, answer_text
from training.config import DataSection
from training.packing import Branch, Tree
from training.reader import Reader
from training.simulator.generate import Family, make_thread
from training.simulator.gold import GoldThread
from training.tokenizer import Tokenizer

Split = Literal["train", "held-out"]
FIRST_SEED: dict[Split, int] = {"train": 0, "held-out": 100_000_000}
TASKS = ("facts", "summary", "headline", "tags")
FAMILIES: tuple[Family, ...] = ("A", "B", "C")
_KEPT = 200  # threads that may come again, of a worker
_STEPS = 200  # loss weights are kept as whole numbers of 1/200


def simulate(section: DataSection, split: Split, number: int) -> GoldThread:
    """Thread ``number`` (from 0) of a split."""
    seed = FIRST_SEED[split] + number + (section.first_thread if split == "train" else 0)
    shares = section.family_shares if split == "train" else (1.0, 1.0, 1.0)
    return make_thread(seed, random.Random(seed).choices(FAMILIES, shares)[0])


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
    size, invoked), in the order of ``token`` and ``weight``. Tokens take two bytes where the
    vocabulary allows it, else four."""

    token: npt.NDArray[np.uint16] | npt.NDArray[np.uint32]
    weight: npt.NDArray[np.uint8]
    paths: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return int(self.paths[-1, 0]) + 1 if len(self.paths) else 0

    def tokens(self) -> int:
        """All tokens, mails and answers."""
        return len(self.token)

    def __getitem__(self, number: int) -> Tree:
        """Tree ``number``; raises IndexError behind the last."""
        if not 0 <= number < len(self):
            raise IndexError(number)
        first, end = self.starts[number], self.starts[number + 1]
        at = int(self.places[first])
        parts: list[tuple[tuple[int, ...], tuple[float, ...]]] = []
        for size in self.paths[first:end, 3].tolist():
            weights = self.weight[at : at + size] / _STEPS
            parts.append((tuple(self.token[at : at + size].tolist()), tuple(weights.tolist())))
            at += size
        branches = tuple(
            Branch(TASKS[task], fork, *part, invoked)
            for (_, task, fork, _, invoked), part in zip(
                self.paths[first + 1 : end].tolist(), parts[1:], strict=True
            )
        )
        return Tree(*parts[0], branches)

    @cached_property
    def starts(self) -> npt.NDArray[np.int64]:
        """The first line of ``paths`` of every tree, and the end."""
        return np.append(np.flatnonzero(self.paths[:, 1] < 0), len(self.paths))

    @cached_property
    def places(self) -> npt.NDArray[np.int64]:
        """Where in ``token`` every path begins."""
        return np.cumsum(self.paths[:, 3]) - self.paths[:, 3]

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
        tokens.append(np.asarray(tree.trunk, np.uint32))
        weights.append(np.asarray(tree.weights))
        for branch in tree.branches:
            paths.append(
                (number, TASKS.index(branch.task), branch.fork, len(branch.tokens), branch.invoked)
            )
            tokens.append(np.asarray(branch.tokens, np.uint32))
            weights.append(np.asarray(branch.weights))
    whole = np.rint(np.concatenate(weights) * _STEPS).astype(np.uint8)
    flat = np.concatenate(tokens)
    narrow = flat.astype(np.uint16) if int(flat.max()) < 1 << 16 else flat
    return Trees(narrow, whole, np.asarray(paths, np.int64))


def make_trees(section: DataSection, split: Split, tokenizer_path: Path) -> tuple[Trees, str]:
    """Simulate a split; gives the trees and a line that says what is in them, what the audit found
    and what code's candidates missed. Mislabelled threads are left out.

    Raises:
        InputError: the audit does not let the split pass.
    """
    wanted = section.train_threads if split == "train" else section.held_out_threads
    missed: Counter[str] = Counter()
    trees, looks, others, shown = [], [], [], 0
    with multiprocessing.Pool(section.workers) as pool:
        work = partial(_tree, section, split, tokenizer_path)
        for tree, lost, figures, seen in pool.imap(work, range(wanted), chunksize=16):
            looks.append(seen)
            if seen.faults:
                continue
            trees.append(tree)
            missed.update(lost)
            shown += figures
        if split == "train":
            held_out = range(section.held_out_threads)
            others = pool.map(partial(_held_out_look, section), held_out)
    checked = audited(split, looks, others)
    found = 1 - sum(missed.values()) / max(1, shown)
    kept = as_trees(trees)
    weighed = int((kept.weight == _STEPS).sum())
    return kept, (
        f"{split}: {len(trees)} threads, {kept.tokens()} tokens, {weighed} chosen or copied; "
        f"candidates show {found:.4f} of {shown} figures, missed {dict(missed.most_common())}; "
        f"{checked}"
    )


def _held_out_look(section: DataSection, number: int) -> Look:
    return look(simulate(section, "held-out", number))


@cache
def _open_tokenizer(path: Path) -> Tokenizer:
    """Once a worker process."""
    return Tokenizer(path)


def _tree(
    section: DataSection, split: Split, tokenizer: Path, number: int
) -> tuple[Tree, Counter[str], int, Look]:
    made = simulate(section, split, number)
    seen = look(made)
    if seen.faults:  # a wrong label may have no tokens at all
        return Tree((), (), ()), Counter(), 0, seen
    draw = random.Random(made.seed) if split == "train" else None
    writer = Writer(Reader(made, draw), _open_tokenizer(tokenizer), section)
    return writer.tree(), writer.missed, writer.shown, seen


def only(tree: Tree, tasks: tuple[str, ...]) -> Tree:
    """The tree with the branches of these tasks; the mails' own words weigh nothing."""
    branches = tuple(branch for branch in tree.branches if branch.task in tasks)
    return Tree(tree.trunk, (0.0,) * len(tree.trunk), branches)


def forever(trees: Trees, seed: int, *, part: int = 0, parts: int = 1) -> Iterator[Tree]:
    """Every ``parts``-th of the trees from ``part`` on, in a new order every time round."""
    draw = random.Random(seed)
    order = list(range(part, len(trees), parts))
    while True:
        draw.shuffle(order)
        for number in order:
            yield trees[number]


def endless(
    section: DataSection, tokenizer: Path, *, first: int = 0, part: int = 0, parts: int = 1
) -> Iterator[Tree]:
    """New training threads for ever, every ``parts``-th from ``first`` + ``part`` on, mislabelled
    ones left out and named. After each come ``repeats`` - 1 of the last ones again."""
    draw = random.Random(part)
    kept: deque[Tree] = deque(maxlen=_KEPT)
    for number in count(first + part, parts):
        tree, _, _, seen = _tree(section, "train", tokenizer, number)
        if seen.faults:
            print(f"left out, thread of seed {seen.seed}: {seen.faults[0]}", flush=True)
            continue
        kept.append(tree)
        yield tree
        for _ in range(section.repeats - 1):
            yield draw.choice(kept)
