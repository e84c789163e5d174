"""The one command for a GPU, on the CPU: legs, parts and the run they make again."""

import json
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from quoteflow_desktop.core.errors import ModelError, SettingsError
from training.config import Config, RunSection, load_config
from training.devices import place_of
from training.gpu import arguments, main, run
from training.model import build_model, parameters_of
from training.parts import LIST, join, split
from training.tokenizer import Tokenizer

CONFIGS = Path("training/configs")


def _config(folder: Path, tokenizer: Tokenizer, **pretrain: object) -> Config:
    """A run of seconds, its tokenizer made before."""
    folder.mkdir(parents=True)
    (folder / "tokenizer.model").write_bytes(tokenizer.model.serialized_model_proto())
    return Config.model_validate(
        {
            "run": {"folder": folder, "threads": 1, "device": "cpu"},
            "data": {
                "train_threads": 0,
                "held_out_threads": 1,
                "workers": 1,
                "streamed": True,
                "repeats": 2,
            },
            "model": {"hidden": 256, "layers": 1, "intermediate": 256},
            "pretrain": {
                "minutes": 5,
                "batch_tokens": 4096,
                "row_tokens": 2048,
                "compiled": False,
                **pretrain,
            },
            "adapters": {
                "minutes": 1,
                "rank": 4,
                "batch_tokens": 2048,
                "tasks": ("tags",),
                "steps": 1,
            },
        }
    )


def test_tokens_to_adapters_in_legs_and_parts(tokenizer: Tokenizer, tmp_path: Path) -> None:
    config = _config(tmp_path / "first", tokenizer, steps=1)
    out = tmp_path / "out"
    assert not run(config, out, minutes=0.0)  # no time: what there is is kept all the same
    second = _config(tmp_path / "second", tokenizer, steps=1)
    join(out, second.run.folder)
    assert run(second, out, minutes=5)
    made = tmp_path / "made"
    names = join(out, made)
    assert "pretrain/checkpoint.pt" not in names
    base = load_file(made / "base.safetensors")
    assert {tensor.dtype for tensor in base.values()} == {torch.bfloat16}
    adapter = load_file(made / "adapters" / "tags" / "adapter_model.safetensors")
    kept = load_file(second.run.folder / "adapters" / "tags" / "adapter_model.safetensors")
    assert all(torch.equal(adapter[name], kept[name]) for name in kept)
    lines = (made / "pretrain" / "log.jsonl").read_text().splitlines()
    assert [json.loads(line)["step"] for line in lines] == [0, 1, 1]


def test_parts_are_small_and_join_to_the_same_bytes(tmp_path: Path) -> None:
    run_folder = tmp_path / "run"
    (run_folder / "pretrain" / "tensorboard").mkdir(parents=True)
    (run_folder / "pretrain" / "tensorboard" / "events").write_bytes(b"curves")
    (run_folder / "tokenizer.model").write_bytes(bytes(range(256)) * 40)
    (run_folder / "pretrain" / "log.jsonl").write_text('{"step": 1}\n')
    (run_folder / "train.npz").write_bytes(b"stays")
    old = split(run_folder, tmp_path / "out", size=1000)
    (run_folder / "pretrain" / "log.jsonl").write_text('{"step": 2}\n')
    parts = split(run_folder, tmp_path / "out", size=1000)
    assert max(part.stat().st_size for part in parts) <= 1000
    assert sorted(tmp_path.joinpath("out").iterdir()) == sorted([*parts, tmp_path / "out" / LIST])
    assert not set(old) & set(parts)
    assert set(join(tmp_path / "out", tmp_path / "back")) == {
        "tokenizer.model",
        "pretrain/log.jsonl",
        "pretrain/tensorboard/events",
    }
    for name in ("tokenizer.model", "pretrain/log.jsonl", "pretrain/tensorboard/events"):
        assert (tmp_path / "back" / name).read_bytes() == (run_folder / name).read_bytes()


def test_missing_or_damaged_part_unpacks_nothing(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "tokenizer.model").write_bytes(b"abc" * 4000)
    parts = split(tmp_path / "run", tmp_path / "out", size=5000)
    parts[1].write_bytes(b"x" + parts[1].read_bytes()[1:])
    with pytest.raises(ModelError, match="damaged"):
        join(tmp_path / "out", tmp_path / "back")
    parts[1].unlink()
    with pytest.raises(ModelError, match=r"missing: .*-01\.part"):
        join(tmp_path / "out", tmp_path / "back")
    assert not (tmp_path / "back").exists()


def test_error_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    argv = ["gpu", "--join", str(tmp_path / "nothing"), str(tmp_path / "run")]
    monkeypatch.setattr("sys.argv", argv)
    with pytest.raises(SystemExit, match="A part of the run is missing"):
        main()


def test_settings_and_target_are_needed() -> None:
    with pytest.raises(SystemExit):
        arguments(["training/configs/mini-gpu.toml"])


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU")
def test_gpu_that_is_not_there_is_said() -> None:
    with pytest.raises(SettingsError, match="No GPU is found"):
        place_of(RunSection(folder=Path("runs/x"), device="cuda"))
    assert not place_of(RunSection(folder=Path("runs/x"))).flex


def test_gpu_model_ships_within_its_limits() -> None:
    config = load_config(CONFIGS / "mini-gpu.toml")
    with torch.device("meta"):
        model = build_model(config.model, config.tokenizer.vocabulary)
    assert parameters_of(model) <= 25e6
    shape, rank = config.model, config.adapters.rank
    attention = shape.hidden + 128 * shape.heads
    pairs = 2 * attention + 2 * (shape.hidden + 128 * shape.kv_heads)
    pairs += 3 * (shape.hidden + shape.intermediate)
    adapters = len(config.adapters.tasks) * 2 * rank * shape.layers * pairs  # F16
    base = parameters_of(model) * 34 / 32  # Q8_0: 34 bytes for 32 weights
    vocabulary = config.tokenizer.vocabulary * 32  # pieces, scores, kinds
    assert base + adapters + vocabulary < 28e6
