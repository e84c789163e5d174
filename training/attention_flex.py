"""The attention of ``attention.py`` by torch's flex_attention, for GPUs.

The table of segments becomes four bounds a query, and a block mask that names the blocks of keys
worth computing; a block that some of its queries see in part is masked by the bounds. Equal to
tree attention on the same rows (a test holds that). Must not know models, mails or tasks.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import torch
from torch import Tensor
from torch.nn.attention.flex_attention import BlockMask, flex_attention

BLOCK = 128  # queries and keys of a block; rows are multiples of it


def bounds_of(segments: Tensor, length: int) -> Tensor:
    """What each of ``length`` queries sees, int32 (5, length): the runs [0, 1) and [2, 3), and all
    from [4] up to itself. Padding sees itself."""
    sizes = segments[:, 1] - segments[:, 0]
    fields = torch.repeat_interleave(segments, sizes, dim=0)
    bounds = torch.zeros((5, length), dtype=torch.int32)
    bounds[4] = torch.arange(length)
    filled = len(fields)
    bounds[:4, :filled] = fields[:, 2:].T
    own = fields[:, 0]
    # a trunk's pieces go on from one another: one run, whose blocks can be seen whole
    bounds[4, :filled] = torch.where(fields[:, 3] == own, fields[:, 2], own)
    return bounds


def _sees(bounds: Tensor) -> Callable[[Tensor, Tensor, Tensor, Tensor], Tensor]:
    first, first_end, second, second_end, own = bounds.unbind()

    def sees(batch: Tensor, head: Tensor, query: Tensor, key: Tensor) -> Tensor:  # noqa: ARG001
        return (
            ((key >= first[query]) & (key < first_end[query]))
            | ((key >= second[query]) & (key < second_end[query]))
            | ((key >= own[query]) & (key <= query))
        )

    return sees


def block_mask(segments: Tensor, length: int, device: torch.device) -> BlockMask:
    """The mask of a row of ``length`` tokens; ``segments`` is its table, on the CPU.

    Raises:
        ValueError: ``length`` is no multiple of BLOCK.
    """
    if length % BLOCK:
        raise ValueError(f"a row of {length} tokens is no multiple of {BLOCK}")
    bounds = bounds_of(segments, length).to(device, non_blocking=True)
    query = torch.arange(length, dtype=torch.int32, device=device)
    runs = ((bounds[0], bounds[1]), (bounds[2], bounds[3]), (bounds[4], query + 1))
    starts = torch.arange(0, length, BLOCK, dtype=torch.int32, device=device)
    some = torch.zeros((length, len(starts)), dtype=torch.bool, device=device)
    whole = some.clone()
    for start, end in runs:
        some |= (start[:, None] < starts + BLOCK) & (end[:, None] > starts) & (end > start)[:, None]
        whole |= (start[:, None] <= starts) & (end[:, None] >= starts + BLOCK)
    some = some.view(-1, BLOCK, len(starts)).any(1)
    whole = whole.view(-1, BLOCK, len(starts)).all(1)
    return BlockMask.from_kv_blocks(
        *_listed(some & ~whole), *_listed(whole), BLOCK_SIZE=BLOCK, mask_mod=_sees(bounds)
    )


def _listed(blocks: Tensor) -> tuple[Tensor, Tensor]:
    """Counts and indices of the true blocks of each line, true ones first."""
    counts = blocks.sum(1, dtype=torch.int32)
    order = torch.argsort(blocks.to(torch.int32), dim=1, descending=True, stable=True)
    return counts[None, None], order.to(torch.int32)[None, None].contiguous()


@cache
def _compiled() -> Callable[..., Any]:
    compiled: Callable[..., Any] = torch.compile(flex_attention, dynamic=False)
    return compiled


def gemma2_flex_attention(
    module: torch.nn.Module,  # noqa: ARG001
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attention_mask: BlockMask,
    dropout: float = 0.0,  # noqa: ARG001
    scaling: float = 1.0,
    softcap: float = 50.0,
    **_: object,
) -> tuple[Tensor, None]:
    """transformers' attention interface; ``attention_mask`` is the row's ``block_mask``.

    query (1, heads, length, dim); gives (1, length, heads, dim). Not compiled on the CPU, where
    it is there for tests: whole scores are made there.
    """

    def capped(score: Tensor, *_place: Tensor) -> Tensor:
        return torch.tanh(score / softcap) * softcap

    attend = _compiled() if query.is_cuda else flex_attention
    dtype = value.dtype  # rotary embedding leaves query and key in float32 under autocast
    output = attend(
        query.to(dtype),
        key.to(dtype),
        value,
        score_mod=capped,
        block_mask=attention_mask,
        scale=scaling,
        enable_gqa=query.shape[1] != key.shape[1],
    )
    return output.transpose(1, 2), None
