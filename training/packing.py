"""Tree rows: a thread's mails once, every task's answer as a branch from the mail it reads.

A token of a branch sees the mails up to its fork and its own branch; mails never see branches.
So one row teaches all tasks of a thread at the price of reading it once, and gives the logits
that separate rows would give (a test holds that). Several trees lie in one row of a fixed length.
Must not know tokenizers or tasks.
"""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from training.attention import FIELDS

PAD = 0
CHUNK = 384
POOL = 48  # trees that wait for a place in a row
SEGMENTS = 512  # most segments of a row of up to 8192 tokens; a longer one has more in proportion


@dataclass(frozen=True)
class Branch:
    """Tokens that go on from the trunk's first ``fork`` tokens. ``weights[i]`` is the loss
    weight of predicting ``tokens[i]``; the first token's is not looked at. ``task`` names whose it
    is; ``invoked`` is the index in ``tokens`` from which on the task's adapter acts."""

    task: str
    fork: int
    tokens: tuple[int, ...]
    weights: tuple[float, ...]
    invoked: int


@dataclass(frozen=True)
class Tree:
    """A thread as tokens: the trunk (BOS, head, mails) with its weights, and the branches."""

    trunk: tuple[int, ...]
    weights: tuple[float, ...]
    branches: tuple[Branch, ...]

    def __len__(self) -> int:
        return len(self.trunk) + sum(len(branch.tokens) for branch in self.branches)


@dataclass(frozen=True)
class Row:
    """Trees side by side, tensors of shape (length,).

    ``tail`` counts the tokens from the end, padding included, on which adapters act (rows that
    were laid out ``tailed``). ``target`` is the token that follows on the same path,
    ``weight`` its loss weight, 0 in the padding. ``segments`` (SEGMENTS, FIELDS) is the table for
    ``attention``.
    """

    token: Tensor
    position: Tensor
    target: Tensor
    weight: Tensor
    segments: Tensor
    tail: int

    def to(self, device: torch.device) -> "Row":
        """The row on ``device``; the table stays on the CPU, where attention reads it."""
        if device.type == "cpu":
            return self
        return replace(
            self,
            token=self.token.to(device),
            position=self.position.to(device),
            target=self.target.to(device),
            weight=self.weight.to(device),
        )


class _Columns:
    """The arrays of a row while it is laid out."""

    def __init__(self) -> None:
        self.token: list[int] = []
        self.position: list[int] = []
        self.target: list[int] = []
        self.weight: list[float] = []

    def add(
        self, tokens: Sequence[int], weights: Sequence[float], position: int, begin: int, end: int
    ) -> tuple[int, int]:
        """Append ``tokens[begin:end]`` of a path that starts at ``position``; their place."""
        start = len(self.token)
        self.token += tokens[begin:end]
        self.position += range(position + begin, position + end)
        self.target += [*tokens[begin + 1 : end + 1], PAD][: end - begin]
        self.weight += [*weights[begin + 1 : end + 1], 0.0][: end - begin]
        return start, start + end - begin


def lay_out(trees: Sequence[Tree], length: int, *, tailed: bool = False) -> Row:
    """The trees as one row of ``length`` tokens, trunks first.

    With ``tailed`` come what each branch holds before its adapter acts, then what each holds from
    there on, so that one number of tokens tells PEFT where adapters act.

    Raises:
        ValueError: they are longer than that.
    """
    columns, table = _Columns(), []
    trunks = []
    for tree in trees:
        start, end = columns.add(tree.trunk, tree.weights, 0, 0, len(tree.trunk))
        trunks.append(start)
        for at in range(start, end, CHUNK):
            table.append((at, min(end, at + CHUNK), start, at, 0, 0))
    branches = [
        (branch, trunk)
        for tree, trunk in zip(trees, trunks, strict=True)
        for branch in tree.branches
    ]
    asked = []
    for branch, trunk in branches:
        end = branch.invoked if tailed else len(branch.tokens)
        place = columns.add(branch.tokens, branch.weights, branch.fork, 0, end)
        asked.append(place)
        table.append((*place, trunk, trunk + branch.fork, 0, 0))
    before = len(columns.token)
    for (branch, trunk), question in zip(branches if tailed else (), asked, strict=False):
        size = len(branch.tokens)
        place = columns.add(branch.tokens, branch.weights, branch.fork, branch.invoked, size)
        table.append((*place, trunk, trunk + branch.fork, *question))
    return _as_tensors(columns, table, length, before)


def _as_tensors(
    columns: _Columns, table: Sequence[tuple[int, ...]], length: int, before: int
) -> Row:
    missing = length - len(columns.token)
    most = max(SEGMENTS, length // 16)
    if missing < 0 or len(table) > most:
        raise ValueError(f"the trees do not fit into {length} tokens and {most} segments")
    segments = np.zeros((most, FIELDS), np.int32)
    if table:
        segments[: len(table)] = table
    filler = [PAD] * missing
    return Row(
        token=torch.tensor(columns.token + filler),
        position=torch.tensor(columns.position + filler),
        target=torch.tensor(columns.target + filler),
        weight=torch.tensor(columns.weight + [0.0] * missing),
        segments=torch.from_numpy(segments),
        tail=length - before,
    )


def fit(tree: Tree, length: int, draw: random.Random) -> Tree | None:
    """The tree with as many branches, drawn at random, as fit into ``length``; None where the
    trunk alone does not."""
    if len(tree) <= length:
        return tree
    left = length - len(tree.trunk)
    order = list(range(len(tree.branches)))
    draw.shuffle(order)
    kept = set()
    for index in order:
        size = len(tree.branches[index].tokens)
        if size <= left:
            kept.add(index)
            left -= size
    if not kept:
        return None
    branches = tuple(b for index, b in enumerate(tree.branches) if index in kept)
    return replace(tree, branches=branches)


def rows(trees: Iterable[Tree], length: int, seed: int, *, tailed: bool = False) -> Iterator[Row]:
    """Rows of ``length`` filled from a pool of waiting trees, the largest that fit first."""
    draw = random.Random(seed)
    pool: list[Tree] = []
    source = iter(trees)
    while True:
        for tree in source:
            fitted = fit(tree, length, draw)
            if fitted is not None:
                pool.append(fitted)
            if len(pool) >= POOL:
                break
        if not pool:
            return
        chosen, left = [pool.pop(0)], length
        left -= len(chosen[0])
        for tree in sorted(pool, key=len, reverse=True):
            if len(tree) <= left:
                chosen.append(tree)
                left -= len(tree)
        taken = {id(tree) for tree in chosen}
        pool = [tree for tree in pool if id(tree) not in taken]
        yield lay_out(chosen, length, tailed=tailed)
