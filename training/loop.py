"""The training loop: batches in, trained weights out, within a budget of wall-clock minutes.

Learning rates follow the share of the budget that is gone, so a run always ends annealed. With
``steps`` they follow those, and the losses are the same however often the run was cut. Every step
is a line of JSON and a point of TensorBoard's curves; checkpoints make a run resumable. Must not
know mails, tasks or what the weights are for.
"""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from quoteflow_desktop.core.errors import SettingsError
from training.journal import Clock, Journal
from training.muon import Muon
from training.packing import PAD, Row
from training.processes import average_gradients

SOFTCAP = 30.0  # of the final logits, Gemma 2's own
RAMP = 50  # steps to the full rate where the optimizers' memory was left behind


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
            muon = Muon(hidden, lr=muon_lr, weight_decay=weight_decay, momentum=0.95)
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
        """Go on from ``state``, whose list of optimizers may be empty."""
        with torch.no_grad():
            for parameter, kept in zip(self.parameters, state["weights"], strict=True):
                parameter.copy_(kept)
        for optimizer, kept in zip(self._all, state["optimizers"] or (), strict=False):
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
    processes: int = 1
    rows_a_step: int = 1  # of each process
    leg_minutes: float | None = None  # stop, to be gone on with, after so many
    steps: int | None = None  # an end before the budget's; rates then follow the steps


@dataclass(frozen=True)
class Ended:
    """The last evaluation, and whether the plan was carried out or only a leg of it."""

    scores: dict[str, float]
    whole: bool


def train(
    plan: Plan,
    optimizers: Optimizers,
    batches: Iterator[Row],
    loss_of: Callable[[Row], Tensor],
    evaluate: Callable[[], dict[str, float]],
    *,
    rank: int = 0,
) -> Ended:
    """Train until the budget, or the leg's part of it, is gone.

    ``batches`` begin behind the rows that the checkpoint has read, see ``steps_done``.
    Process 0 writes ``log.jsonl``, ``tensorboard/`` and ``checkpoint.pt`` into the plan's folder
    and evaluates; all go on from a checkpoint that is there, and follow one averaged clock.

    Raises:
        SettingsError: the GPU's memory does not hold a row.
    """
    plan.folder.mkdir(parents=True, exist_ok=True)
    with closing(Journal(plan.folder, Clock(plan.minutes * 60))) as journal:
        return _train(plan, optimizers, batches, loss_of, evaluate, journal, rank)


def _train(
    plan: Plan,
    optimizers: Optimizers,
    batches: Iterator[Row],
    loss_of: Callable[[Row], Tensor],
    evaluate: Callable[[], dict[str, float]],
    journal: Journal,
    rank: int,
) -> Ended:
    checkpoint, clock, ramp = plan.folder / "checkpoint.pt", journal.clock, 1
    if checkpoint.is_file():
        kept = torch.load(checkpoint, weights_only=True, map_location="cpu")
        optimizers.restore(kept["state"])
        journal.step, journal.tokens = kept["step"], kept["tokens"]
        clock.spent_before = kept["spent"]
        if not kept["state"]["optimizers"]:
            ramp = RAMP
    if rank == 0:
        journal.open_board()
    first, end, gone = journal.step, clock.share_after(plan.leg_minutes), clock.gone()
    saved = looked = clock.spent()
    while gone < end and journal.step != plan.steps:
        step_rows = [next(batches) for _ in range(plan.rows_a_step)]
        loss = _backward(step_rows, loss_of)
        tokens = sum(int((row.token != PAD).sum()) for row in step_rows)
        gone, mean, tokens_mean = average_gradients(
            optimizers.parameters, clock.gone(), loss, tokens
        )
        share = journal.step / plan.steps if plan.steps else gone
        rate = plan.schedule.at(share) * min(1.0, (journal.step - first + 1) / ramp)
        norm = optimizers.step(rate, plan.clip)
        if rank != 0:
            journal.step += 1
            continue
        found = {}
        if clock.spent() - looked > plan.evaluation_minutes * 60:
            found = evaluate()
            looked = clock.spent()  # after it: on a busy machine it may outlast the pause itself
        journal.add(tokens_mean * plan.processes, mean, norm, rate, found)
        if clock.spent() - saved > plan.checkpoint_minutes * 60:
            saved = clock.spent()
            _save(checkpoint, optimizers, journal)
    whole = gone >= 1.0 or journal.step == plan.steps
    if rank != 0:
        return Ended({}, whole)
    final = evaluate()
    journal.end(final)
    _save(checkpoint, optimizers, journal)
    return Ended(final, whole)


def steps_done(folder: Path) -> int:
    """The steps that a plan of this folder has done so far."""
    return _kept(folder, "step")


def tokens_done(folder: Path) -> int:
    """The tokens that a plan of this folder has trained on so far."""
    return _kept(folder, "tokens")


def _kept(folder: Path, name: str) -> int:
    checkpoint = folder / "checkpoint.pt"
    if not checkpoint.is_file():
        return 0
    return int(torch.load(checkpoint, weights_only=True, map_location="cpu")[name])


def _backward(step_rows: list[Row], loss_of: Callable[[Row], Tensor]) -> float:
    """Gradients of the mean over all weights of the step's rows; gives that mean."""
    weights = sum(float(row.weight.sum()) for row in step_rows)
    total = 0.0
    for row in step_rows:
        try:
            loss = loss_of(row) / weights
            loss.backward()
        except torch.OutOfMemoryError as error:
            size = len(row.token)
            raise SettingsError(
                f"The GPU's memory does not hold a row of {size} tokens: lower row_tokens (or, "
                f"where it is not set, batch_tokens), to {size // 256 * 128} say."
            ) from error
        total += float(loss.detach())
    return total


def _save(path: Path, optimizers: Optimizers, journal: Journal) -> None:
    part = path.with_suffix(".part")
    state = {
        "state": optimizers.state(),
        "step": journal.step,
        "tokens": journal.tokens,
        "spent": journal.clock.spent(),
    }
    torch.save(state, part)
    part.rename(path)
