"""Tree rows: a thread's mails once, every task's answer as a branch from the mail it reads.

A token of a branch sees the mails up to its fork and its own branch; mails never see branches.
So one row teaches all tasks of a thread at the price of reading it once, and gives the logits
that separate rows would give (a test holds that). Must not know tokenizers or tasks.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from training.tokenizer import PAD

TRUNK = 0


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
    """A tree laid out flat; all arrays have its length.

    The order is trunk, what each branch holds before its adapter acts, then what each holds from
    there on, so that one ``tail`` (tokens counted from the end) tells PEFT where adapters act.
    ``target`` is the token that follows on the same path and ``weight`` its loss weight;
    ``branch`` is TRUNK or the branch's number from 1; ``fork`` is the number of trunk positions
    that the token sees.
    """

    token: npt.NDArray[np.int32]
    position: npt.NDArray[np.int32]
    branch: npt.NDArray[np.int32]
    fork: npt.NDArray[np.int32]
    target: npt.NDArray[np.int32]
    weight: npt.NDArray[np.float32]
    tail: int

    def __len__(self) -> int:
        return len(self.token)


def flatten(tree: Tree) -> Row:
    """The tree as one row."""
    size = len(tree.trunk)
    asked, answered = [_path(tree.trunk, tree.weights, 0, TRUNK, size)], []
    for number, branch in enumerate(tree.branches, start=1):
        path = _path(branch.tokens, branch.weights, branch.fork, number, branch.fork)
        asked.append(tuple(array[: branch.invoked] for array in path))
        answered.append(tuple(array[branch.invoked :] for array in path))
    arrays = [np.concatenate(parts) for parts in zip(*asked, *answered, strict=True)]
    return Row(*arrays, tail=sum(len(path[0]) for path in answered))


_Path = tuple[npt.NDArray[np.int32] | npt.NDArray[np.float32], ...]


def _path(
    tokens: Sequence[int], weights: Sequence[float], start: int, number: int, fork: int
) -> _Path:
    size = len(tokens)
    token = np.asarray(tokens, np.int32)
    return (
        token,
        np.arange(start, start + size, dtype=np.int32),
        np.full(size, number, np.int32),
        np.full(size, fork, np.int32),
        np.append(token[1:], np.int32(PAD)),
        np.append(np.asarray(weights[1:], np.float32), np.float32(0)),
    )


@dataclass(frozen=True)
class Batch:
    """Rows of one length as tensors (rows, length); padding has weight 0 and sees padding only.
    ``tails`` count the tokens from the end, padding included, on which adapters act."""

    token: Tensor
    position: Tensor
    branch: Tensor
    fork: Tensor
    target: Tensor
    weight: Tensor
    tails: tuple[int, ...]


def stack(rows: Sequence[Row], length: int) -> Batch:
    """Rows padded at the end to ``length``; raises ValueError where one is longer."""
    if any(len(row) > length for row in rows):
        raise ValueError(f"a row is longer than {length}")

    def padded(name: str, filler: int) -> Tensor:
        arrays = [
            np.pad(getattr(row, name), (0, length - len(row)), constant_values=filler)
            for row in rows
        ]
        return torch.from_numpy(np.stack(arrays))

    return Batch(
        token=padded("token", PAD).long(),
        position=padded("position", 0).long(),
        branch=padded("branch", -1),
        fork=padded("fork", 0),
        target=padded("target", PAD).long(),
        weight=padded("weight", 0),
        tails=tuple(row.tail + length - len(row) for row in rows),
    )


def additive_mask(batch: Batch, dtype: torch.dtype) -> Tensor:
    """The tree as an additive attention mask (rows, 1, length, length).

    Query i sees key j at or before it that is on its own path: the same branch, or a trunk
    position below its fork.
    """
    length = batch.token.shape[1]
    order = torch.arange(length)
    earlier = order[None, :, None] >= order[None, None, :]
    same = batch.branch[:, :, None] == batch.branch[:, None, :]
    trunk = (batch.branch[:, None, :] == TRUNK) & (
        batch.position[:, None, :] < batch.fork[:, :, None]
    )
    seen = earlier & (same | trunk)
    mask = torch.zeros(seen.shape, dtype=dtype).masked_fill_(~seen, torch.finfo(dtype).min)
    return mask[:, None]


def bucket(length: int, lengths: Sequence[int]) -> int | None:
    """The smallest of ``lengths`` that holds a row of ``length``; None where none does."""
    return min((limit for limit in lengths if limit >= length), default=None)
