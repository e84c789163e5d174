"""The stage graph: order, what is skipped and why, running with stops, and the cluster's form."""

import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from quoteflow_desktop.core.errors import InputError
from training import pipeline
from training.config import (
    AdaptersSection,
    Config,
    DataSection,
    ExportSection,
    RunSection,
    load_config,
)
from training.knowledge_config import BaseSection
from training.pipeline import fasttrack, is_done, run, shown, stages

CONFIGS = Path(__file__).resolve().parents[2] / "training" / "configs"
NAMES = ["collect", "prepare", "tokenizer", "pretrain", "adapt", "instruct", "finetune", "export",
         "evaluate"]  # fmt: skip


def config(folder, base="", **adapters):
    return Config(
        run=RunSection(folder=folder),
        data=DataSection(train_threads=1, held_out_threads=1),
        base=BaseSection(name=base),
        adapters=AdaptersSection(minutes=1, **adapters),
        export=ExportSection(target=folder / "model"),
    )


@pytest.fixture
def machine(monkeypatch, tmp_path):
    """Stages that only leave their outputs; ``failing`` names one that does not."""
    made = SimpleNamespace(ran=[], failing="", status=0)

    def leave(command, check):
        module, arguments = command[2], command[4:]
        name = next(
            stage.name
            for stage in stages(config(tmp_path, made.base))
            if stage.module == module and list(stage.arguments) == arguments
        )
        made.ran.append(name)
        if name == made.failing:
            return subprocess.CompletedProcess(command, made.status)
        stage = next(s for s in stages(config(tmp_path, made.base)) if s.name == name)
        for output in stage.outputs:
            path = tmp_path / output
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()
        if name == "finetune":
            (tmp_path / "tokenizer.model").touch()
        return subprocess.CompletedProcess(command, 0)

    made.base = ""
    monkeypatch.setattr(pipeline.subprocess, "run", leave)
    return made


@pytest.mark.parametrize("base", ["", "google/gemma-2-2b-it"])
def test_every_stage_comes_after_those_it_needs(base, tmp_path):
    graph = stages(config(tmp_path, base))
    names = [stage.name for stage in graph]

    assert names == NAMES
    assert all(names.index(need) < names.index(s.name) for s in graph for need in s.needs)


@pytest.mark.parametrize("base", ["", "google/gemma-2-2b-it"])
def test_every_input_is_the_output_of_a_stage_that_runs(base, tmp_path):
    running = [stage for stage in stages(config(tmp_path, base)) if not stage.skip]
    left = {output for stage in running for output in stage.outputs} | {"tokenizer.model"}

    assert {name for stage in running for name in stage.inputs} <= left


def test_the_embedded_model_skips_the_knowledge_stages(machine, tmp_path):
    run(config(tmp_path), Path("run.toml"))

    assert machine.ran == ["tokenizer", "pretrain", "finetune", "export", "evaluate"]


def test_a_given_base_skips_pretraining(machine, tmp_path):
    machine.base = "google/gemma-2-2b-it"
    run(config(tmp_path, machine.base), Path("run.toml"))

    assert machine.ran == ["collect", "prepare", "adapt", "instruct", "finetune", "export",
                           "evaluate"]  # fmt: skip


def test_a_second_run_goes_on_where_the_first_failed(machine, tmp_path):
    machine.failing, machine.status = "finetune", 3
    with pytest.raises(InputError, match="finetune failed with status 3"):
        run(config(tmp_path), Path("run.toml"))

    machine.failing, machine.ran = "", []
    run(config(tmp_path), Path("run.toml"))
    assert machine.ran == ["finetune", "export", "evaluate"]


def test_a_stage_that_leaves_nothing_has_failed(machine, tmp_path):
    machine.failing = "pretrain"
    with pytest.raises(InputError, match="outputs are not there"):
        run(config(tmp_path), Path("run.toml"))


def test_a_stage_alone_says_what_it_lacks(machine, tmp_path):
    with pytest.raises(InputError, match=r"export lacks tokenizer\.model, base\.safetensors"):
        run(config(tmp_path), Path("run.toml"), ["export"])
    with pytest.raises(InputError, match="no stage dance"):
        run(config(tmp_path), Path("run.toml"), ["dance"])


def test_one_joint_adapter_is_one_output(tmp_path):
    finetune = stages(config(tmp_path, joint=True))[NAMES.index("finetune")]

    assert finetune.outputs == ("adapters/joint/adapter_model.safetensors",)
    assert not is_done(finetune, tmp_path)


def test_the_cluster_s_form_holds_the_same_graph(tmp_path):
    made = config(tmp_path, "google/gemma-2-2b-it")
    written = yaml.safe_load(fasttrack(made, "training/configs/gemma-2-2b.toml"))
    tasks = {task["name"]: task for task in written["tasks"]}

    assert list(tasks) == NAMES
    assert {name for name, task in tasks.items() if task["skip"]} == {"tokenizer", "pretrain"}
    assert {name: task["dependencies"] for name, task in tasks.items()} == {
        stage.name: list(stage.needs) for stage in stages(made)
    }
    assert {task["type"] for task in tasks.values()} == {"Custom Task"}
    assert "python -m training.adapt training/configs/gemma-2-2b.toml" in tasks["adapt"]["command"]
    assert tasks["adapt"]["resources"] == {"cpu": "8", "mem": "64g", "cuda.shares": "1.0"}
    assert "cuda.shares" not in tasks["collect"]["resources"]
    keys = {"name", "type", "cluster_mode", "cluster_size", "command", "environment", "resources",
            "resource_opts", "dependencies", "mounts", "skip"}  # fmt: skip
    assert all(set(task) == keys for task in tasks.values())


def test_the_graph_says_what_is_done(tmp_path):
    (tmp_path / "base.safetensors").touch()
    lines = shown(config(tmp_path)).splitlines()

    assert lines[NAMES.index("pretrain")].split()[:2] == ["pretrain", "done"]
    assert "learns the tasks from scratch" in lines[NAMES.index("adapt")]


@pytest.mark.parametrize("path", sorted(CONFIGS.glob("*.toml")), ids=str)
def test_every_shipped_config_is_read_and_gives_a_graph(path):
    made = load_config(path)

    assert [stage.name for stage in stages(made)] == NAMES
    assert len(yaml.safe_load(fasttrack(made, path.as_posix()))["tasks"]) == len(NAMES)
