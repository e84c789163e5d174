"""Where a run computes: the CPU's processes or one GPU, and what follows from that.

Must not know models, mails or tasks.
"""

from dataclasses import dataclass
from functools import cache

import torch

from quoteflow_desktop.core.errors import SettingsError
from training.config import AdaptersSection, PretrainSection, RunSection


@cache
def fast_bfloat16(device: torch.device) -> bool:
    """Whether products in bfloat16 are worth it: any GPU, CPUs with AVX-512; others emulate it."""
    return device.type != "cpu" or bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())


def autocast(device: torch.device) -> torch.autocast:
    """Products in bfloat16 where they are fast, weights in float32."""
    return torch.autocast(device.type, torch.bfloat16, enabled=fast_bfloat16(device))


@dataclass(frozen=True)
class Place:
    """A device and the processes that share the work there."""

    device: torch.device
    processes: int
    flex: bool  # attention by blocks, not by segments

    def rows(self, section: PretrainSection | AdaptersSection) -> tuple[int, int]:
        """Tokens of a row, and rows of a step in each process."""
        share = section.batch_tokens // self.processes
        length = section.row_tokens or share
        return length, max(1, round(share / length))


def place_of(section: RunSection) -> Place:
    """Where to compute.

    Raises:
        SettingsError: a GPU is asked for and there is none.
    """
    there = torch.cuda.is_available()
    if section.device == "cuda" and not there:
        raise SettingsError('No GPU is found: set device = "auto" or "cpu" in [run].')
    gpu = there and section.device != "cpu"
    return Place(
        device=torch.device("cuda" if gpu else "cpu"),
        processes=1 if gpu else section.threads,
        flex=gpu if section.attention == "auto" else section.attention == "flex",
    )
