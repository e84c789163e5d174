"""What the knowledge stages brought is measured on both models with the same questions."""

import json

import numpy as np
import pytest
import torch

from quoteflow_desktop.config.glossary import glossary
from quoteflow_desktop.core.errors import InputError
from training.config import Config, DataSection, RunSection
from training.corpus.documents import write_lines
from training.corpus.lesson_forms import domain_questions
from training.domain_questions import answers, compare
from training.evaluation.encoders import HashedNgrams
from training.hf_base import open_base, write_model
from training.knowledge_config import BaseSection


@pytest.fixture
def config(tmp_path, tiny_base):
    questions = domain_questions(glossary()[:6], ("ko", "en"), 2, 1)
    write_lines(tmp_path / "corpus" / "domain_questions.jsonl", questions)
    return Config(
        run=RunSection(folder=tmp_path),
        data=DataSection(train_threads=1, held_out_threads=1),
        base=BaseSection(name=str(tiny_base)),
    )


def test_before_a_knowledge_stage_there_is_nothing_to_compare(config):
    with pytest.raises(InputError, match="nothing to compare"):
        compare(config, HashedNgrams())


def test_greedy_answers_are_the_same_twice_and_end(tiny_base):
    first = answers(tiny_base, torch.float32, ["What is FOB?"])

    assert first == answers(tiny_base, torch.float32, ["What is FOB?"])
    assert len(first) == 1


def test_both_models_are_asked_the_same_and_the_encoder_is_named(config, tiny_base, monkeypatch):
    write_model(
        open_base(tiny_base, torch.float32), tiny_base, config.run.folder / "adapt" / "model"
    )
    said = {tiny_base: "", config.run.folder / "adapt" / "model": "the right words"}

    class Letters:
        """A text is its length: equal texts have cosine one."""

        name, digest = "letters", "1"

        def encode(self, texts):
            return np.ones((len(texts), 1), np.float32)

    monkeypatch.setattr(
        "training.domain_questions.answers",
        lambda folder, _dtype, asked: [said[folder]] * len(asked),
    )
    result = compare(config, Letters())

    assert result["semscore"]["base_all"] == 0.0
    assert result["gain"] == result["semscore"]["after_all"] == 1.0
    assert (result["encoder"], result["questions"]) == ("letters", 2)
    kept = json.loads((config.run.folder / "domain_questions.json").read_text())
    assert kept == result
    lines = (config.run.folder / "domain_answers.jsonl").read_text().splitlines()
    assert [json.loads(line)["after"] for line in lines] == ["the right words"] * 2
