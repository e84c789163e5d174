"""Data parallel training on one machine: a process a core, gradients averaged every step.

Two processes with a thread each beat one with two here: the many small products of tree
attention do not divide well, and a busy core then delays a step once, not a thousand times. Must
not know models or data.
"""

import tempfile
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
import torch.multiprocessing as mp
from torch import Tensor


def run_in_processes(count: int, work: Callable[..., object], *arguments: Any) -> None:
    """Call ``work(rank, *arguments)`` in ``count`` processes that can average tensors; one runs
    in this very process. An error of any ends all."""
    if count == 1:
        work(0, *arguments)
        return
    with tempfile.TemporaryDirectory() as folder:
        meeting = f"file://{Path(folder) / 'meeting'}"
        mp.spawn(_join, (count, meeting, work, arguments), nprocs=count)


def _join(
    rank: int, count: int, meeting: str, work: Callable[..., object], arguments: Sequence[Any]
) -> None:
    torch.set_num_threads(1)
    dist.init_process_group(
        "gloo", init_method=meeting, rank=rank, world_size=count, timeout=timedelta(hours=1)
    )
    try:
        work(rank, *arguments)
    finally:
        dist.destroy_process_group()


def average_gradients(parameters: Sequence[torch.nn.Parameter], *numbers: float) -> list[float]:
    """Average the gradients over the processes in place; gives the averages of ``numbers``."""
    if not dist.is_initialized():
        return list(numbers)
    gradients = [p.grad for p in parameters if p.grad is not None]
    flat = torch.cat([g.reshape(-1) for g in gradients] + [torch.tensor(numbers)])
    dist.all_reduce(flat)
    flat /= dist.get_world_size()
    at = 0
    for gradient in gradients:
        gradient.copy_(flat[at : at + gradient.numel()].view_as(gradient))
        at += gradient.numel()
    averages: Tensor = flat[at:]
    return [float(number) for number in averages]
