"""Perplexity of a tiny model, before and after an adapter."""

import math
from pathlib import Path

import pytest
import torch
from torch import Tensor

from training.config import (
    AdaptersSection,
    Config,
    DataSection,
    ModelSection,
    PretrainSection,
    RunSection,
)
from training.dataset import as_trees
from training.evaluation.perplexity import before_and_after, perplexity
from training.model import attach_adapter, build_model, save_weights
from training.packing import Branch, Row, Tree, lay_out
from training.tokenizer import Tokenizer

ROW = lay_out(
    [Tree((4, 5, 6), (0.0,) * 3, (Branch("facts", 3, (7, 8, 9), (0.0, 1.0, 1.0), 0),))], 8
)


def _even(row: Row, chosen: Tensor) -> Tensor:
    return torch.zeros(len(chosen), 16)


def _right(row: Row, chosen: Tensor) -> Tensor:
    return torch.nn.functional.one_hot(row.target[chosen], 16) * 300.0


def test_a_model_without_an_opinion_has_the_vocabularys_size() -> None:
    assert perplexity(_even, [ROW, ROW]) == pytest.approx(16.0)


def test_a_model_that_is_right_has_one_and_the_soft_cap_is_applied() -> None:
    # logits capped at 30: the right token against 15 at 0
    assert perplexity(_right, [ROW]) == pytest.approx(1 + 15 * math.exp(-30), abs=1e-6)


def test_nothing_weighed_has_no_perplexity() -> None:
    assert math.isnan(perplexity(_even, []))


SHAPE = ModelSection(hidden=256, layers=1, intermediate=256)


def _run(folder: Path, tokenizer: Tokenizer, *, trained: bool) -> Config:
    """A run's files with a random base and an adapter that changes nothing unless trained."""
    (folder / "tokenizer.model").write_bytes(tokenizer.model.serialized_model_proto())
    torch.manual_seed(0)
    base = build_model(SHAPE, len(tokenizer))
    save_weights(base, folder / "base.safetensors")
    model = attach_adapter(base, "facts", 4, tokenizer.invocation())
    if trained:
        for name, weight in model.named_parameters():
            if "lora_B" in name:
                torch.nn.init.normal_(weight, std=0.2)
    model.save_pretrained(folder / "adapters")
    answer = (*tokenizer.invocation(), *tokenizer.tokenize("FOB Busan\n"))
    weights = tuple(float(at >= len(tokenizer.invocation())) for at in range(len(answer)))
    mail = tuple(tokenizer.tokenize("please quote FOB Busan"))
    tree = Tree(mail, (0.0,) * len(mail), (Branch("facts", len(mail), answer, weights, 0),))
    as_trees([tree]).save(folder / "held-out.npz")
    return Config(
        run=RunSection(folder=folder, threads=1),
        data=DataSection(train_threads=0, held_out_threads=1),
        model=SHAPE,
        pretrain=PretrainSection(minutes=0),
        adapters=AdaptersSection(minutes=0, rank=4, batch_tokens=256),
    )


def test_adapter_that_learnt_nothing_changes_nothing(tmp_path: Path, tokenizer: Tokenizer) -> None:
    found = before_and_after(_run(tmp_path, tokenizer, trained=False))
    assert list(found) == ["facts"]  # the others have no adapter in this run
    before, after = found["facts"]
    assert before == pytest.approx(after)
    assert before > 100  # a random model of 600 tokens


def test_adapter_is_off_before_and_on_after(tmp_path: Path, tokenizer: Tokenizer) -> None:
    before, after = before_and_after(_run(tmp_path, tokenizer, trained=True))["facts"]
    other = tmp_path / "other"
    other.mkdir()
    untrained, _ = before_and_after(_run(other, tokenizer, trained=False))["facts"]
    assert before == pytest.approx(untrained)
    assert after != pytest.approx(before, rel=0.01)
