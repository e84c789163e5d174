"""A budget's clock and the log of what is done within it. Must not know what is trained."""

import json
import time
from dataclasses import dataclass, field
from pathlib import Path

from training.tracking import Board

FORGOTTEN = 0.98  # of the running loss


@dataclass
class Clock:
    """The budget in seconds of training; evaluation and compilation count, pauses do not."""

    budget: float
    spent_before: float = 0.0
    started: float = field(default_factory=time.monotonic)

    def spent(self) -> float:
        return self.spent_before + time.monotonic() - self.started

    def gone(self) -> float:
        return min(1.0, self.spent() / self.budget)

    def share_after(self, minutes: float | None) -> float:
        """The share of the budget that will be gone after ``minutes`` from now; 1 at most."""
        return 1.0 if minutes is None else min(1.0, (self.spent() + minutes * 60) / self.budget)


class Journal:
    """A line of JSON and TensorBoard's points a step; every twentieth, and every evaluation, is
    printed too."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._board: Board | None = None
        self.clock = clock
        self.step = 0
        self.tokens = 0
        self._running = 0.0

    def open_board(self) -> None:
        """Curves go on behind the step that the journal is at; later points are forgotten."""
        self._board = Board(self._folder, self.step)

    def close(self) -> None:
        """All is on disk."""
        if self._board:
            self._board.close()

    def add(
        self, tokens: float, loss: float, norm: float, rate: float, found: dict[str, float]
    ) -> None:
        """One step was done."""
        self.step += 1
        self.tokens += round(tokens)
        before = self._running or loss
        self._running = FORGOTTEN * before + (1 - FORGOTTEN) * loss
        line = {
            "step": self.step, "tokens": self.tokens, "loss": round(loss, 4),
            "running": round(self._running, 4), "norm": round(norm, 3), "rate": round(rate, 4),
            "spent": round(self.clock.spent(), 1), **found,
        }  # fmt: skip
        self._write(line, line, shown=bool(found) or self.step % 20 == 0)

    def end(self, found: dict[str, float]) -> None:
        """The last evaluation."""
        spent = round(self.clock.spent(), 1)
        line = {"step": self.step, "tokens": self.tokens, "spent": spent, **found}
        self._write(line, found, shown=True)

    def _write(self, line: dict[str, float], points: dict[str, float], *, shown: bool) -> None:
        text = json.dumps(line)
        with (self._folder / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(text + "\n")
        if self._board:
            self._board.add(self.step, {k: v for k, v in points.items() if k != "step"})
        if shown:
            left = (self.clock.budget - self.clock.spent()) / 60
            print(f"{left:6.1f} min left  {text}", flush=True)
