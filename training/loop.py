"""The training loop: batches in, trained weights out, within a budget of wall-clock minutes.

Learning rates follow the share of the budget that is gone, so a run always ends annealed. Every
step is a line of JSON; checkpoints make a run resumable. Must not know mails, tasks or adapters' files.
"""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor

from training.packing import PAD, Row

FORGOTTEN = 0.98  # of the running loss
SOFTCAP = 30.0  # of the final logits, Gemma 2's own


@dataclass(frozen=True)
class Schedule:
    """A trapezoid over the share of the budget that is gone: ``warmup``, full, ``cooldown`` down
    to ``final`` of the peak."""

    warmup: float
    cooldown: float
    final: float

    def at(self, gone: float) -> float:
        """The factor of the peak rate when ``gone`` (0 to 1) of the budget is."""
        if gone < self.warmup:
            return gone / self.warmup + 1e-3
        left = max(0.0, 1.0 - gone)
        if left < self.cooldown:
            return self.final + (1.0 - self.final) * left / self.cooldown
        return 1.0


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


def capped_loss(logits: Tensor, target: Tensor, weight: Tensor) -> Tensor:
    """Weighted sum of the cross entropies of uncapped logits (count, vocabulary)."""
    capped = torch.tanh(logits.float() / SOFTCAP) * SOFTCAP
    right = capped.gather(1, target[:, None]).squeeze(1)
    return ((torch.logsumexp(capped, dim=1) - right) * weight).sum()


class Optimizers:
    """Muon for the hidden matrices where ``muon_lr`` is given, AdamW for the rest."""

    def __init__(
        self,
        model: torch.nn.Module,
        *,
        adam_lr: float,
        muon_lr: float | None = None,
        weight_decay: float = 0.0,
    ) -> None:
        named = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
        hidden = [p for name, p in named if muon_lr and p.ndim == 2 and "embed" not in name]
        taken = {id(p) for p in hidden}
        rest = [p for _, p in named if id(p) not in taken]
        self.parameters = [p for _, p in named]
        self._all: list[torch.optim.Optimizer] = [
            torch.optim.AdamW(rest, lr=adam_lr, betas=(0.9, 0.95), eps=1e-8, weight_decay=0.0)
        ]
        if hidden and muon_lr is not None:
            muon = torch.optim.Muon(hidden, lr=muon_lr, weight_decay=weight_decay, momentum=0.95)
            self._all.append(muon)
        self._peaks = [optimizer.param_groups[0]["lr"] for optimizer in self._all]

    def step(self, rate: float, clip: float) -> float:
        """One update at ``rate`` times the peak rates; the gradients' norm before clipping."""
        norm = torch.nn.utils.clip_grad_norm_(self.parameters, clip)
        for optimizer, peak in zip(self._all, self._peaks, strict=True):
            optimizer.param_groups[0]["lr"] = peak * rate
            optimizer.step()
            optimizer.zero_grad()
        return float(norm)

    def state(self) -> dict[str, object]:
        """What ``restore`` needs, the weights included."""
        return {
            "weights": [parameter.detach() for parameter in self.parameters],
            "optimizers": [optimizer.state_dict() for optimizer in self._all],
        }

    def restore(self, state: dict[str, list]) -> None:  # type: ignore[type-arg]
        """Go on from ``state``."""
        with torch.no_grad():
            for parameter, kept in zip(self.parameters, state["weights"], strict=True):
                parameter.copy_(kept)
        for optimizer, kept in zip(self._all, state["optimizers"], strict=True):
            optimizer.load_state_dict(kept)


@dataclass(frozen=True)
class Plan:
    """How long, how often and where to."""

    folder: Path
    schedule: Schedule
    minutes: float
    clip: float
    checkpoint_minutes: float = 5
    evaluation_minutes: float = 5
    steps: int | None = None  # an end before the budget's, for tests and probes


LossOf = Callable[[Row], Tensor]


def train(
    plan: Plan,
    optimizers: Optimizers,
    batches: Iterator[Row],
    loss_of: LossOf,
    evaluate: Callable[[], dict[str, float]],
) -> dict[str, float]:
    """Train until the budget is gone; gives the last evaluation.

    Writes ``log.jsonl`` and ``checkpoint.pt`` into the plan's folder, and goes on from a
    checkpoint that is there.
    """
    plan.folder.mkdir(parents=True, exist_ok=True)
    checkpoint = plan.folder / "checkpoint.pt"
    step, tokens, clock = 0, 0, Clock(plan.minutes * 60)
    if checkpoint.is_file():
        kept = torch.load(checkpoint, weights_only=True)
        optimizers.restore(kept["state"])
        step, tokens = kept["step"], kept["tokens"]
        clock = Clock(plan.minutes * 60, spent_before=kept["spent"])
    running, saved, looked = 0.0, clock.spent(), clock.spent()
    with (plan.folder / "log.jsonl").open("a", encoding="utf-8") as log:
        while clock.gone() < 1.0 and step != plan.steps:
            row = next(batches)
            rate = plan.schedule.at(clock.gone())
            loss = loss_of(row) / row.weight.sum()
            loss.backward()  # type: ignore[no-untyped-call]
            norm = optimizers.step(rate, plan.clip)
            step, tokens = step + 1, tokens + int((row.token != PAD).sum())
            mean = float(loss.detach())
            running = mean if running == 0.0 else FORGOTTEN * running + (1 - FORGOTTEN) * mean
            line: dict[str, float] = {
                "step": step, "tokens": tokens, "loss": round(mean, 4),
                "running": round(running, 4), "norm": round(norm, 3), "rate": round(rate, 4),
                "spent": round(clock.spent(), 1),
            }  # fmt: skip
            if clock.spent() - looked > plan.evaluation_minutes * 60:
                looked = clock.spent()
                line |= evaluate()
            _write(log, line, clock)
            if clock.spent() - saved > plan.checkpoint_minutes * 60:
                saved = clock.spent()
                _save(checkpoint, optimizers, step, tokens, clock)
        final = evaluate()
        _write(log, {"step": step, "tokens": tokens, **final}, clock)
    _save(checkpoint, optimizers, step, tokens, clock)
    return final


def _write(log: object, line: dict[str, float], clock: Clock) -> None:
    text = json.dumps(line)
    log.write(text + "\n")  # type: ignore[attr-defined]
    log.flush()  # type: ignore[attr-defined]
    if line["step"] % 20 == 0 or len(line) > 8 or "loss" not in line:
        left = (clock.budget - clock.spent()) / 60
        print(f"{left:6.1f} min left  {text}", flush=True)


def _save(path: Path, optimizers: Optimizers, step: int, tokens: int, clock: Clock) -> None:
    part = path.with_suffix(".part")
    state = {"state": optimizers.state(), "step": step, "tokens": tokens, "spent": clock.spent()}
    torch.save(state, part)
    part.rename(path)
