"""Domain adaptation and pre-instruction on a tiny random Gemma 2 in Hugging Face form."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file

from quoteflow_desktop.config.glossary import glossary
from quoteflow_desktop.core.errors import InputError, ModelError, SettingsError
from training import lora_training
from training.adapt import adapt
from training.config import (
    Config,
    DataSection,
    RunSection,
    config_of_command,
)
from training.corpus.documents import write_lines
from training.corpus.lesson_forms import domain_questions, glossary_lessons
from training.hf_base import base_of, find_base, open_base
from training.instruct import instruct
from training.knowledge_config import AdaptSection, BaseSection, InstructSection
from training.lora_training import lower
from training.record import is_finished, read_record

ROOT = Path(__file__).resolve().parents[2]
SMALL = {"batch": 1, "accumulation": 1, "length": 256, "rank": 4, "lr": 1e-3, "evaluations": 2}


@pytest.fixture(autouse=True)
def _one_thread():
    """Two would wait for each other on a busy machine."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def config(tmp_path, tiny_base):
    terms = glossary()[:3]
    keys = {term.key for term in terms}
    made = [x for x in glossary_lessons(glossary(), ("ko", "en"), 1, 1) if x.topic in keys]
    made = [
        lesson.model_copy(update={"held_out": n % 4 == 0 and lesson.form == "raw"})
        for n, lesson in enumerate(made)
    ]
    corpus = tmp_path / "run" / "corpus"
    write_lines(corpus / "lessons.jsonl", made)
    write_lines(corpus / "domain_questions.jsonl", domain_questions(terms, ("ko", "en"), 2, 1))
    return Config(
        run=RunSection(folder=tmp_path / "run", threads=1),
        data=DataSection(train_threads=1, held_out_threads=1),
        base=BaseSection(name=str(tiny_base)),
        adapt=AdaptSection(**SMALL, steps=4),
        instruct=InstructSection(**SMALL, steps=4),
    )


def changed(config, stage, **settings):
    section = getattr(config, stage).model_copy(update=settings)
    return config.model_copy(update={stage: section})


def adapter(config, stage="adapt"):
    return load_file(config.run.folder / stage / "adapter" / "adapter_model.safetensors")


def test_adaptation_learns_and_leaves_all_that_a_run_keeps(config):
    adapt(changed(config, "adapt", steps=6))
    folder = config.run.folder / "adapt"
    record = read_record(folder)

    assert record["scores"]["loss_after"] < record["scores"]["loss_before"]
    assert record["data"]["digest"]
    assert record["settings"]["adapt"]["rank"] == 4
    steps = [json.loads(line) for line in (folder / "log.jsonl").read_text().splitlines()]
    assert [line["step"] for line in steps if "eval_loss" in line] == [3, 6]
    assert list((folder / "tensorboard").iterdir())


def test_the_adapted_model_is_whole_and_the_next_stage_goes_on_from_it(config, tiny_base):
    adapt(config)
    assert base_of(config) == config.run.folder / "adapt" / "model"
    merged = open_base(base_of(config), torch.float32).state_dict()
    before = open_base(tiny_base, torch.float32).state_dict()
    name = "model.layers.0.mlp.up_proj.weight"
    lora = adapter(config)
    key = f"base_model.model.{name.removesuffix('.weight')}"
    change = 2 * lora[f"{key}.lora_B.weight"] @ lora[f"{key}.lora_A.weight"]
    assert torch.allclose(merged[name], before[name] + change, atol=1e-5)

    instruct(config)
    assert read_record(config.run.folder / "instruct")["base"] == str(base_of(config)).replace(
        "instruct", "adapt"
    )
    assert (config.run.folder / "instruct" / "model" / "tokenizer.model").is_file()


def test_a_finished_stage_is_not_run_again(config, capsys):
    adapt(config)
    first = (config.run.folder / "adapt" / "record.json").read_bytes()
    adapt(config)

    assert "finished already" in capsys.readouterr().out
    assert (config.run.folder / "adapt" / "record.json").read_bytes() == first


def test_a_stopped_run_goes_on_as_if_it_had_not_been(config, tmp_path, monkeypatch):
    adapt(config)
    whole = adapter(config)
    for name in ("record.json", "log.jsonl"):
        (config.run.folder / "adapt" / name).unlink()
    stopped = config.model_copy(update={"run": RunSection(folder=tmp_path / "second", threads=1)})
    (tmp_path / "second").mkdir()
    (tmp_path / "second" / "corpus").symlink_to(config.run.folder / "corpus")
    add = lora_training.Tracker.add

    def stop_after_three(self, step, values):
        add(self, step, values)
        if step == 3:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(lora_training.Tracker, "add", stop_after_three)
        adapt(stopped)
    assert not is_finished(tmp_path / "second" / "adapt")

    adapt(stopped)
    again = adapter(stopped)
    assert all(torch.allclose(whole[name], again[name], atol=1e-6) for name in whole)


def test_memory_that_does_not_suffice_names_the_setting(config, monkeypatch):
    def full(*_args, **_more):
        raise torch.OutOfMemoryError

    monkeypatch.setattr(lora_training.SFTTrainer, "train", full)
    with pytest.raises(SettingsError, match=r"set adapt\.quantized = true"):
        adapt(config)
    assert not (config.run.folder / "adapt" / "model").exists()


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"batch": 4}, "set adapt.batch to 2 and adapt.accumulation to twice its value"),
        ({"batch": 1, "checkpointing": False}, "set adapt.checkpointing = true"),
        ({"batch": 1}, r"set adapt.quantized = true \(QLoRA\)"),
        ({"batch": 1, "quantized": True}, "lower adapt.length, now 2048"),
    ],
)
def test_the_cheapest_setting_is_named_first(settings, words):
    assert lower(AdaptSection(**settings), "adapt") == words.replace("\\", "")


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU")
def test_quantized_training_without_a_gpu_is_a_sentence(config):
    with pytest.raises(SettingsError, match="QLoRA needs an NVIDIA GPU"):
        adapt(changed(config, "adapt", quantized=True))


def test_another_architecture_is_refused(tmp_path):
    (tmp_path / "config.json").write_text('{"model_type": "llama"}')
    with pytest.raises(ModelError, match="is a llama, not a Gemma 2"):
        find_base(BaseSection(name=str(tmp_path)))


def test_a_base_that_is_nowhere_is_a_sentence(tmp_path, monkeypatch):
    with pytest.raises(ModelError, match=r"folder .*/none is not there"):
        find_base(BaseSection(name=str(tmp_path / "none")))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelError, match="hub cannot be reached") as caught:
        find_base(BaseSection(name="google/gemma-2-2b-it"))
    assert "HF_HUB_OFFLINE" in caught.value.hint


def test_damaged_weights_are_a_sentence(tmp_path, tiny_base):
    for path in tiny_base.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "model.safetensors").write_bytes(b"half")
    with pytest.raises(ModelError, match="cannot be read"):
        open_base(tmp_path, torch.float32)


def test_without_lessons_the_stage_says_what_to_run(config, tmp_path):
    lost = config.model_copy(update={"run": RunSection(folder=tmp_path / "empty")})
    with pytest.raises(InputError, match=r"lessons.jsonl is not there"):
        adapt(lost)


def test_the_base_of_the_command_line_wins(tmp_path, monkeypatch):
    path = tmp_path / "run.toml"
    path.write_text('[run]\nfolder = "r"\n[data]\ntrain_threads = 1\nheld_out_threads = 1\n'
                    '[base]\nname = "google/gemma-2-9b-it"\n')  # fmt: skip
    monkeypatch.setattr(sys, "argv", ["adapt", str(path), "--base", "google/gemma-2-2b-it"])

    assert config_of_command().base.name == "google/gemma-2-2b-it"


def test_two_processes_under_accelerate_train_one_adapter(config, tmp_path, tiny_base):
    path = tmp_path / "run.toml"
    path.write_text(
        f'[run]\nfolder = "{config.run.folder}"\n[data]\ntrain_threads = 1\n'
        f'held_out_threads = 1\n[base]\nname = "{tiny_base}"\n[adapt]\nsteps = 2\nbatch = 1\n'
        "accumulation = 1\nlength = 256\nrank = 4\nevaluations = 1\n"
    )
    command = [
        sys.executable, "-m", "accelerate.commands.launch", "--multi_gpu", "--num_processes", "2",
        "--num_machines", "1", "--mixed_precision", "no", "--dynamo_backend", "no",
        "--num_cpu_threads_per_process", "1", "--main_process_port", "0",
        "-m", "training.adapt", str(path),
    ]  # fmt: skip
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=240,
        env={**os.environ, "PYTHONPATH": str(ROOT), "ACCELERATE_USE_CPU": "true"},
    )  # fmt: skip

    assert done.returncode == 0, done.stderr[-2000:]
    assert read_record(config.run.folder / "adapt")["processes"] == 2
    steps = (config.run.folder / "adapt" / "log.jsonl").read_text().splitlines()
    assert sum('"loss"' in line for line in steps) == 2  # one process writes
