"""Soft-capped attention over a forest of token trees, as one operator of torch.

Trees lie behind one another in a single row. Every *segment* of queries names the runs of keys
that it sees beside itself, so nothing is computed for pairs on different paths, and no mask of
length by length exists. Equal to transformers' eager Gemma 2 with the tree as its mask (a test
holds that). Scores are capped at +-50, so exponentials need no maximum taken off first.
Must not know models, mails or tasks.
"""

import os
from collections.abc import Callable
from functools import cache

import torch
from torch import Tensor

# oneDNN makes a kernel per shape; shapes are rounded so that they repeat, and all are kept.
os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", "16384")

ROWS, COLUMNS = 64, 128  # queries and keys of a segment are rounded up to these
FIELDS = 6  # of a segment: self start, end; first seen run start, end; second seen run start, end
_HIDDEN = 1 << 30


def _spread(scores: Tensor, row: Tensor, column: Tensor, scale: float, cap: float) -> Tensor:
    """exp of the capped scores, zero where the column is later than the row."""
    capped = torch.tanh(scores.float() * (scale / cap)) * cap
    return torch.where(column[None, :] <= row[:, None], torch.exp(capped), 0.0)


def _forward_kernel(
    scores: Tensor, row: Tensor, column: Tensor, scale: float, cap: float
) -> tuple[Tensor, Tensor]:
    spread = _spread(scores, row, column, scale, cap)
    return spread.to(scores.dtype), 1.0 / spread.sum(-1)


def _backward_kernel(  # one fused pass over the scores
    scores: Tensor,
    row: Tensor,
    column: Tensor,
    scale: float,
    cap: float,
    inverse: Tensor,
    pull: Tensor,
    balance: Tensor,
) -> tuple[Tensor, Tensor]:
    """The attention weights, and the gradient of the raw scores."""
    tanh = torch.tanh(scores.float() * (scale / cap))
    weights = torch.where(column[None, :] <= row[:, None], torch.exp(tanh * cap), 0.0)
    weights = weights * inverse[:, None]
    slope = weights * (pull.float() - balance[:, None]) * (1.0 - tanh * tanh) * scale
    return weights.to(scores.dtype), slope.to(scores.dtype)


Kernel = Callable[..., tuple[Tensor, Tensor]]


@cache
def _kernels(fused: bool) -> tuple[Kernel, Kernel]:
    """The kernels of both directions; fused by inductor, which is worth it for runs of minutes."""
    if not fused:
        return _forward_kernel, _backward_kernel
    return (
        torch.compile(_forward_kernel, dynamic=True),
        torch.compile(_backward_kernel, dynamic=True),
    )


def _round(size: int, step: int) -> int:
    return -(-size // step) * step


class _Segment:
    """One segment's slices and its row and column numbers."""

    def __init__(self, fields: list[int], groups: int, device: torch.device) -> None:
        self.start, self.end = fields[0], fields[1]
        self.runs = [(a, b) for a, b in (fields[2:4], fields[4:6]) if b > a]
        self.size = self.end - self.start
        self.rows = _round(self.size, ROWS)
        seen = sum(b - a for a, b in self.runs)
        self.others = _round(seen, COLUMNS)
        order = torch.arange(1, self.rows + 1, device=device)
        self.row = order.repeat(groups)
        beside = torch.full((self.others,), _HIDDEN, device=device)
        beside[:seen] = 0
        self.column = torch.cat((beside, order))

    def queries(self, whole: Tensor) -> Tensor:
        """(heads, length, dim) -> (kv_heads, groups * rows, dim), zeros behind the end."""
        heads, _, dim = whole.shape
        out = whole.new_zeros(heads, self.rows, dim)
        out[:, : self.size] = whole[:, self.start : self.end]
        return out

    def keys(self, whole: Tensor) -> Tensor:
        """(kv_heads, length, dim) -> (kv_heads, others + rows, dim), zeros in the gaps."""
        out = whole.new_zeros(whole.shape[0], self.others + self.rows, whole.shape[2])
        at = 0
        for start, end in self.runs:
            out[:, at : at + end - start] = whole[:, start:end]
            at += end - start
        out[:, self.others : self.others + self.size] = whole[:, self.start : self.end]
        return out

    def give_back(self, part: Tensor, whole: Tensor) -> None:
        """Add the gradient of ``keys`` to the whole's."""
        at = 0
        for start, end in self.runs:
            whole[:, start:end] += part[:, at : at + end - start]
            at += end - start
        whole[:, self.start : self.end] += part[:, self.others : self.others + self.size]


def _segments(table: Tensor, groups: int, device: torch.device) -> list[_Segment]:
    return [_Segment(fields, groups, device) for fields in table.tolist() if fields[1] > fields[0]]


@torch.library.custom_op("quoteflow::tree_attention", mutates_args=())  # type: ignore[untyped-decorator]
def tree_attention(
    query: Tensor,
    key: Tensor,
    value: Tensor,
    segments: Tensor,
    scale: float,
    cap: float,
    fused: bool,
) -> tuple[Tensor, Tensor]:
    """Attention of (heads, length, dim) queries over (kv_heads, length, dim) keys and values.

    segments: int (count, FIELDS); a line of zeros is none. Gives the output (heads, length, dim),
    zero where no segment lies, and each query's inverse sum, which the gradient needs.
    """
    heads, length, dim = query.shape
    kv_heads = key.shape[0]
    groups = heads // kv_heads
    forward, _ = _kernels(fused)
    output = torch.zeros_like(query)
    inverses = query.new_zeros(heads, length, dtype=torch.float32)
    for segment in _segments(segments, groups, query.device):
        q = segment.queries(query).view(kv_heads, -1, dim)
        k, v = segment.keys(key), segment.keys(value)
        for h in range(kv_heads):
            scores = q[h] @ k[h].T
            spread, inverse = forward(scores, segment.row, segment.column, scale, cap)
            mixed = ((spread @ v[h]).float() * inverse[:, None]).to(query.dtype)
            own = slice(h * groups, (h + 1) * groups)
            place = slice(segment.start, segment.end)
            output[own, place] = mixed.view(groups, -1, dim)[:, : segment.size]
            inverses[own, place] = inverse.view(groups, -1)[:, : segment.size]
    return output, inverses


@tree_attention.register_fake
def _(query, key, value, segments, scale, cap, fused):  # type: ignore[no-untyped-def]  # noqa: ARG001
    return torch.empty_like(query), query.new_empty(query.shape[:2], dtype=torch.float32)


@torch.library.custom_op("quoteflow::tree_attention_backward", mutates_args=())  # type: ignore[untyped-decorator]
def tree_attention_backward(  # what autograd hands over
    gradient: Tensor,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    output: Tensor,
    inverses: Tensor,
    segments: Tensor,
    scale: float,
    cap: float,
    fused: bool,
) -> tuple[Tensor, Tensor, Tensor]:
    """Gradients of query, key and value; the scores are computed again."""
    heads, _, dim = query.shape
    kv_heads = key.shape[0]
    groups = heads // kv_heads
    _, backward = _kernels(fused)
    balances = (gradient.float() * output.float()).sum(-1)
    to_query = torch.zeros_like(query)
    to_key = torch.zeros_like(key, dtype=torch.float32)
    to_value = torch.zeros_like(value, dtype=torch.float32)
    for segment in _segments(segments, groups, query.device):
        q = segment.queries(query).view(kv_heads, -1, dim)
        g = segment.queries(gradient).view(kv_heads, -1, dim)
        inverse = segment.queries(inverses[..., None]).view(kv_heads, -1)
        balance = segment.queries(balances[..., None]).view(kv_heads, -1)
        k, v = segment.keys(key), segment.keys(value)
        keys, values = torch.empty_like(k), torch.empty_like(v)
        for h in range(kv_heads):
            weights, slope = backward(
                q[h] @ k[h].T, segment.row, segment.column, scale, cap,
                inverse[h], g[h] @ v[h].T, balance[h],
            )  # fmt: skip
            own = slice(h * groups, (h + 1) * groups)
            back = (slope @ k[h]).view(groups, -1, dim)[:, : segment.size]
            to_query[own, segment.start : segment.end] = back
            keys[h], values[h] = slope.T @ q[h], weights.T @ g[h]
        segment.give_back(keys, to_key)
        segment.give_back(values, to_value)
    return to_query, to_key.to(key.dtype), to_value.to(value.dtype)


@tree_attention_backward.register_fake
def _(gradient, query, key, value, output, inverses, segments, scale, cap, fused):  # type: ignore[no-untyped-def]  # noqa: ARG001
    return torch.empty_like(query), torch.empty_like(key), torch.empty_like(value)


def _keep(ctx, inputs, output) -> None:  # type: ignore[no-untyped-def]
    query, key, value, segments, ctx.scale, ctx.cap, ctx.fused = inputs
    ctx.save_for_backward(query, key, value, *output, segments)


def _back(ctx, gradient: Tensor, _: Tensor):  # type: ignore[no-untyped-def]
    query, key, value, output, inverses, segments = ctx.saved_tensors
    gradients = tree_attention_backward(
        gradient.contiguous(),
        query,
        key,
        value,
        output,
        inverses,
        segments,
        ctx.scale,
        ctx.cap,
        ctx.fused,
    )
    return (*gradients, None, None, None, None)


tree_attention.register_autograd(_back, setup_context=_keep)


def gemma2_tree_attention(
    module: torch.nn.Module,
    query: Tensor,
    key: Tensor,
    value: Tensor,
    attention_mask: Tensor,
    dropout: float = 0.0,  # noqa: ARG001
    scaling: float = 1.0,
    softcap: float = 50.0,
    **_: object,
) -> tuple[Tensor, None]:
    """transformers' attention interface; ``attention_mask`` is the table of segments.

    One row: query (1, heads, length, dim); gives (1, length, heads, dim).
    """
    fused: bool = getattr(module.config, "fused_attention", False)
    dtype = value.dtype  # rotary embedding leaves query and key in float32 under autocast
    output, _inverse = tree_attention(
        query[0].to(dtype), key[0].to(dtype), value[0], attention_mask, scaling, softcap, fused
    )
    return output.transpose(0, 1)[None], None
