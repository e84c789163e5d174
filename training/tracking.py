"""How a run is followed while it goes and afterwards: a line of JSON a step, TensorBoard, and the
time left on the screen. Must not know what is trained.
"""

import json
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any


class Board:
    """TensorBoard's files in ``folder/tensorboard``, gone on with behind step ``done``.

    Without the package nothing is written, which is printed once a process.
    """

    def __init__(self, folder: Path, done: int = 0) -> None:
        writer = _writer()
        self._writer = writer(str(folder / "tensorboard"), purge_step=done + 1) if writer else None

    def add(self, step: int, values: Mapping[str, float]) -> None:
        """A point of every curve."""
        if self._writer:
            for name, value in values.items():
                self._writer.add_scalar(name, value, step)

    def close(self) -> None:
        """All is on disk."""
        if self._writer:
            self._writer.close()


@cache
def _writer() -> Any:
    """The class that writes, or None; a machine that only trains may lack it."""
    try:
        from torch.utils.tensorboard import SummaryWriter
    except ImportError:
        print(
            "TensorBoard is not installed: the run goes on, and log.jsonl alone holds its figures "
            "(pip install tensorboard adds the curves)."
        )
        return None
    return SummaryWriter


class Tracker:
    """Writes ``log.jsonl`` and TensorBoard's files into a folder; goes on behind what is there."""

    def __init__(self, folder: Path, total: int, done: int = 0) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / "log.jsonl"
        self._board = Board(folder, done)
        self._total = total
        self._first = done
        self._started = time.monotonic()

    def add(self, step: int, values: Mapping[str, float]) -> None:
        """Step ``step`` of the total was done."""
        spent = time.monotonic() - self._started
        gone = max(1, step - self._first)
        left = spent / gone * max(0, self._total - step)
        line = {"step": step, "of": self._total, "spent": round(spent, 1), **values}
        with self._path.open("a", encoding="utf-8") as log:
            log.write(json.dumps(line) + "\n")
        self._board.add(step, values)
        shown = "  ".join(f"{name} {value:.4g}" for name, value in values.items())
        print(f"{step:5d}/{self._total}  {left / 60:6.1f} min left  {shown}", flush=True)

    def close(self) -> None:
        """All is on disk."""
        self._board.close()
