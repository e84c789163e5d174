"""The task adapters on a Gemma 2 in Hugging Face form: trained, exported, read by the program."""

import json
import tomllib

import pytest
import torch
from safetensors.torch import load_file

from quoteflow_desktop.core.errors import ModelError
from quoteflow_desktop.inference.models import file_digest, find_model, verify
from training import export_gguf
from training.config import (
    AdaptersSection,
    Config,
    DataSection,
    ExportSection,
    ModelSection,
    PretrainSection,
    RunSection,
)
from training.dataset import TASKS, as_trees, load_trees
from training.export_gguf import export
from training.finetune import finetune, tasks_of
from training.knowledge_config import BaseSection
from training.packing import Branch, Tree
from training.pretrain import prepare
from training.record import read_record
from training.run_base import open_run_base, take_tokenizer
from training.tokenizer import BOS, Tokenizer


@pytest.fixture(scope="module")
def config(tmp_path_factory, tiny_base):
    """A run on the tiny base with its simulated trees."""
    folder = tmp_path_factory.mktemp("run")
    made = Config(
        run=RunSection(folder=folder, threads=1),
        data=DataSection(train_threads=2, held_out_threads=1, workers=1),
        base=BaseSection(name=str(tiny_base)),
        model=ModelSection(context=1024),
        pretrain=PretrainSection(minutes=1, compiled=False),
        adapters=AdaptersSection(minutes=5, steps=2, batch_tokens=512, rank=4, joint=True),
        export=ExportSection(
            name="tiny", target=folder / "model", licence="gemma", notice="Terms apply."
        ),
    )
    take_tokenizer(made)
    prepare(made)
    return made


@pytest.fixture(scope="module")
def trained(config, tmp_path_factory):
    """The same run on short trees, so that two steps take a second."""
    run = config.run.model_copy(update={"folder": tmp_path_factory.mktemp("short")})
    export_to = config.export.model_copy(update={"target": run.folder / "model"})
    config = config.model_copy(update={"run": run, "export": export_to})
    take_tokenizer(config)
    tokenizer = Tokenizer(run.folder / "tokenizer.model")
    mail = (BOS, *tokenizer.tokenize("Please quote 300 pcs of bolts, FOB Busan."))
    answer = (*tokenizer.invocation(), *tokenizer.tokenize("buyer inquiry"))
    weights = (0.0,) * len(tokenizer.invocation()) + (1.0,) * (
        len(answer) - len(tokenizer.invocation())
    )
    branches = tuple(Branch(task, len(mail), answer, weights, 0) for task in TASKS)
    trees = as_trees([Tree(mail, (0.25,) * len(mail), branches)])
    for split in ("train", "held-out"):
        trees.save(run.folder / f"{split}.npz")
    finetune(0, config, "joint")
    return config


def test_the_trees_are_in_the_base_s_own_tokens(config, tiny_base):
    assert (config.run.folder / "tokenizer.model").read_bytes() == (
        tiny_base / "tokenizer.model"
    ).read_bytes()
    assert len(load_trees(config.run.folder / "train.npz")) == 2


def test_one_joint_adapter_serves_all_tasks():
    joint = AdaptersSection(minutes=1, joint=True)

    assert joint.trained == ("joint",)
    assert tasks_of("joint") == ("facts", "summary", "headline", "tags")
    assert tasks_of("summary") == ("summary", "headline")


def test_training_moves_the_adapter_and_leaves_the_base(trained, tiny_base):
    weights = load_file(trained.run.folder / "adapters" / "joint" / "adapter_model.safetensors")
    log = (trained.run.folder / "finetune" / "joint" / "log.jsonl").read_text().splitlines()

    assert max(float(w.abs().max()) for name, w in weights.items() if "lora_B" in name) > 0
    assert {"facts_loss", "summary_loss", "headline_loss", "tags_loss"} <= set(json.loads(log[-1]))
    record = read_record(trained.run.folder / "finetune" / "joint")
    assert record["settings"]["adapters"]["steps"] == 2
    assert set(record["data"]) == {"tokenizer.model", "train.npz", "held-out.npz"}
    assert record["data"]["train.npz"] == file_digest(trained.run.folder / "train.npz")
    assert {"facts_loss", "tags_loss"} <= set(record["scores"])
    before = load_file(tiny_base / "model.safetensors")
    after = open_run_base(trained).state_dict()
    assert all(torch.equal(after[name], tensor) for name, tensor in before.items())


def test_an_export_that_fails_leaves_the_model_that_is_there(trained, tmp_path, monkeypatch):
    there = tmp_path / "model"
    there.mkdir()
    (there / "manifest.toml").write_text("old")
    to = trained.export.model_copy(update={"target": there})

    def fails(*_given, **_more):
        raise ModelError("tiny-F32.gguf could not be quantized to Q8_0.")

    monkeypatch.setattr(export_gguf, "quantize", fails)
    with pytest.raises(ModelError, match="quantized"):
        export(trained.model_copy(update={"export": to}), {})
    assert [(path.name, path.read_text()) for path in there.iterdir()] == [("manifest.toml", "old")]


def test_the_export_names_the_base_s_licence_and_the_program_takes_it(trained):
    trained.export.target.mkdir()
    (trained.export.target / "notes.txt").write_text("mine")
    target = export(trained, {})
    assert (target / "notes.txt").read_text() == "mine"  # what is no model's file stays
    assert "| Licence | gemma |" in (target / "README.md").read_text()
    assert not list(target.parent.glob("*.part"))
    manifest = tomllib.loads((target / "manifest.toml").read_text())

    assert manifest["licence"] == "gemma"
    assert (target / "NOTICE").read_text() == "Terms apply.\n"
    assert set(manifest["adapters"]) == {"facts", "summary", "tags"}
    spec = find_model(str(target), ())
    verify(spec)
