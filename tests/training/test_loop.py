"""Training learns, ends annealed, and goes on from where it was stopped."""

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest
import torch
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from torch import Tensor

from quoteflow_desktop.core.errors import SettingsError
from training import tracking
from training.config import ModelSection
from training.journal import Clock
from training.loop import Optimizers, Plan, Schedule, capped_loss, steps_done, train
from training.model import build_model, hidden_states
from training.packing import Branch, Row, Tree, lay_out
from training.processes import average_gradients, run_in_processes

SHAPE = ModelSection(hidden=256, layers=1, heads=2, kv_heads=1, intermediate=256, context=512)
SCHEDULE = Schedule(warmup=0.1, cooldown=0.5, final=0.1)
TREE = Tree(tuple(range(4, 30)), (1.0,) * 26, (Branch("tags", 26, (5, 9, 5), (0.0, 1.0, 1.0), 1),))


def _rows() -> Iterator[Row]:
    while True:
        yield lay_out([TREE], 40)


def _run(folder: Path, steps: int) -> tuple[torch.nn.Module, dict[str, float]]:
    torch.manual_seed(3)
    model = build_model(SHAPE, 32)

    def loss_of(row: Row) -> Tensor:
        chosen = row.weight.nonzero().squeeze(1)
        logits = model.lm_head(hidden_states(model.model, row)[chosen])
        return capped_loss(logits, row.target[chosen], row.weight[chosen])

    plan = Plan(folder, Schedule(0.0, 0.5, 0.1), minutes=60, clip=1.0, steps=steps)
    optimizers = Optimizers(model, adam_lr=3e-3, muon_lr=0.02)
    with torch.no_grad():
        row = next(_rows())
    return model, train(
        plan, optimizers, _rows(), loss_of, lambda: {"loss_now": float(loss_of(row).detach())}
    )


def test_a_row_seen_again_and_again_is_learnt(tmp_path: Path) -> None:
    _run(tmp_path, 30)
    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    assert [line["step"] for line in lines] == [*range(1, 31), 30]
    assert lines[29]["loss"] < lines[0]["loss"] / 3


def _losses(folder: Path, steps: int, stops: int | None = None) -> list[tuple[int, float]]:
    """What the log has after a run over rows that all differ, cut off in step ``stops``."""
    torch.manual_seed(3)
    model = build_model(SHAPE, 32)
    begun = []

    def loss_of(row: Row) -> Tensor:
        begun.append(row)
        if len(begun) == stops:
            raise KeyboardInterrupt
        chosen = row.weight.nonzero().squeeze(1)
        logits = model.lm_head(hidden_states(model.model, row)[chosen])
        return capped_loss(logits, row.target[chosen], row.weight[chosen])

    plan = Plan(folder, SCHEDULE, minutes=60, clip=1.0, checkpoint_minutes=0, steps=steps)
    trees = [
        replace(TREE, trunk=tuple(4 + (3 * n + k) % 26 for k in range(26)), branches=())
        for n in range(steps)
    ]
    batches = islice((lay_out([tree], 40) for tree in trees), steps_done(folder), None)
    optimizers = Optimizers(model, adam_lr=3e-3, muon_lr=0.02)
    if stops:
        with pytest.raises(KeyboardInterrupt):
            train(plan, optimizers, batches, loss_of, dict)
    else:
        train(plan, optimizers, batches, loss_of, dict)
    lines = [json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()]
    return [(line["step"], line["loss"]) for line in lines if "loss" in line]


def test_a_run_that_was_cut_off_has_the_loss_curve_of_a_whole_one(tmp_path: Path) -> None:
    whole = _losses(tmp_path / "whole", 6)
    _losses(tmp_path / "cut", 6, stops=4)
    assert steps_done(tmp_path / "cut") == 3

    assert _losses(tmp_path / "cut", 6) == whole
    assert len({loss for _, loss in whole}) == 6


def _curves(folder: Path) -> dict[str, list[tuple[int, float]]]:
    events = EventAccumulator(str(folder / "tensorboard"))
    events.Reload()
    return {
        name: [(point.step, point.value) for point in events.Scalars(name)]
        for name in events.Tags()["scalars"]
    }


def test_tensorboard_has_every_step_and_evaluation(tmp_path: Path) -> None:
    _run(tmp_path, 3)

    lines = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    curves = _curves(tmp_path)

    assert set(curves) == {"loss", "running", "norm", "rate", "tokens", "spent", "loss_now"}
    for name in ("loss", "running", "norm", "rate"):
        assert curves[name] == [(line["step"], pytest.approx(line[name])) for line in lines[:3]]
    assert curves["loss_now"] == [(3, pytest.approx(lines[3]["loss_now"]))]


def test_curves_go_on_from_the_checkpoint_without_doubles(tmp_path: Path) -> None:
    _run(tmp_path, 2)
    _run(tmp_path, 4)

    assert [step for step, _ in _curves(tmp_path)["loss"]] == [1, 2, 3, 4]
    assert [step for step, _ in _curves(tmp_path)["loss_now"]] == [2, 4]


@pytest.fixture
def no_tensorboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    tracking._writer.cache_clear()
    monkeypatch.setitem(sys.modules, "torch.utils.tensorboard", None)
    yield
    tracking._writer.cache_clear()


def test_without_tensorboard_a_run_works_and_says_so_once(
    tmp_path: Path, no_tensorboard: None, capsys: pytest.CaptureFixture[str]
) -> None:
    _run(tmp_path / "one", 1)
    _run(tmp_path / "two", 1)

    assert capsys.readouterr().out.count("TensorBoard is not installed") == 1
    for name in ("one", "two"):
        assert len((tmp_path / name / "log.jsonl").read_text().splitlines()) == 2
        assert not (tmp_path / name / "tensorboard").exists()


@pytest.mark.parametrize(
    ("gone", "factor"), [(0.05, 0.501), (0.1, 1.0), (0.5, 1.0), (0.75, 0.55), (1.0, 0.1)]
)
def test_rates_rise_stay_and_fall_with_the_budget(gone: float, factor: float) -> None:
    assert SCHEDULE.at(gone) == pytest.approx(factor)


def test_clock_counts_what_was_spent_before_a_restart() -> None:
    assert Clock(budget=100.0, spent_before=50.0).gone() == pytest.approx(0.5, abs=0.01)


def test_capped_loss_is_the_cross_entropy_of_capped_logits() -> None:
    logits = torch.randn(5, 7) * 40
    target = torch.tensor([0, 1, 2, 3, 4])
    weight = torch.tensor([1.0, 0.5, 0.0, 2.0, 1.0])
    capped = torch.tanh(logits / 30) * 30
    each = torch.nn.functional.cross_entropy(capped, target, reduction="none")
    assert torch.allclose(capped_loss(logits, target, weight), (each * weight).sum())


def _average(rank: int, folder: Path) -> None:
    parameter = torch.nn.Parameter(torch.zeros(3))
    parameter.grad = torch.full((3,), float(rank))
    numbers = average_gradients([parameter], 10.0 * rank)
    (folder / f"{rank}.json").write_text(json.dumps([*parameter.grad.tolist(), *numbers]))


def test_processes_share_the_mean_of_their_gradients(tmp_path: Path) -> None:
    run_in_processes(2, _average, tmp_path)
    assert [json.loads((tmp_path / f"{rank}.json").read_text()) for rank in (0, 1)] == [
        [0.5, 0.5, 0.5, 5.0]
    ] * 2


def test_rows_of_a_step_count_by_their_weights(tmp_path: Path) -> None:
    torch.manual_seed(3)
    model = build_model(SHAPE, 32)
    light = Tree(tuple(range(5, 31)), (0.25,) * 26, TREE.branches)
    pair = [lay_out([TREE], 40), lay_out([light], 40)]
    losses = []

    def loss_of(row: Row) -> Tensor:
        chosen = row.weight.nonzero().squeeze(1)
        logits = model.lm_head(hidden_states(model.model, row)[chosen])
        loss = capped_loss(logits, row.target[chosen], row.weight[chosen])
        losses.append(float(loss.detach()))
        return loss

    plan = Plan(tmp_path, SCHEDULE, minutes=60, clip=1.0, steps=1, rows_a_step=2)
    train(plan, Optimizers(model, adam_lr=1e-3), iter(pair), loss_of, dict)
    line = json.loads((tmp_path / "log.jsonl").read_text().splitlines()[0])
    expected = sum(losses) / sum(float(row.weight.sum()) for row in pair)
    assert line["loss"] == pytest.approx(expected, abs=1e-4)
    assert line["tokens"] == sum(int((row.token != 0).sum()) for row in pair)


def test_gpu_without_memory_names_the_setting_to_lower(tmp_path: Path) -> None:
    def loss_of(row: Row) -> Tensor:
        raise torch.OutOfMemoryError("CUDA out of memory")

    optimizers = Optimizers(build_model(SHAPE, 32), adam_lr=1e-3)
    plan = Plan(tmp_path, SCHEDULE, minutes=60, clip=1.0)
    with pytest.raises(SettingsError, match=r"row of 40 tokens: lower row_tokens"):
        train(plan, optimizers, _rows(), loss_of, dict)


def test_leg_is_over_before_the_plan() -> None:
    clock = Clock(budget=600.0, spent_before=60.0)
    assert clock.share_after(3) == pytest.approx(0.4, abs=0.01)
    assert clock.share_after(None) == clock.share_after(30) == 1.0
