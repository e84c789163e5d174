"""A shipped model can be trained further: tokenizer and weights come back out of its GGUF."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
import torch

from quoteflow_desktop.config.paths import resources_dir
from quoteflow_desktop.core.errors import ModelError
from quoteflow_desktop.inference.llama import LlamaModel
from quoteflow_desktop.inference.models import find_model
from training.model import build_model, load_weights
from training.shipped import section_of, unpack
from training.tokenizer import Tokenizer

SHIPPED = resources_dir() / "models" / "quoteflow-mini"
TEXTS = (
    "견적 부탁드립니다. LQ-100D24 5,000개, FOB 얀티안 USD 7.42/pc\n",
    "Dear Ms Park,\n\nwe can offer 1,200 pcs at EUR 4.150,00 «each» by 14/03/2026.",
    "金春花 ✓ ſ \t  two  spaces <end_of_turn>",
)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    unpack(SHIPPED, folder)
    return folder


@pytest.fixture(scope="module")
def llama() -> Iterator[LlamaModel]:
    model = LlamaModel(find_model(str(SHIPPED), ()).base, context=256, gpu_layers=0)
    yield model
    model.close()


def test_the_tokenizer_reads_as_the_shipped_model_does(run: Path, llama: LlamaModel) -> None:
    tokenizer = Tokenizer(run / "tokenizer.model")
    assert [tokenizer.tokenize(t) for t in TEXTS] == [llama.tokenize(t) for t in TEXTS]
    marker = "<end_of_turn>\n<start_of_turn>model\n"
    assert tokenizer.tokenize(marker, special=True) == llama.tokenize(marker, special=True)


def test_the_weights_give_the_logits_of_the_shipped_model(run: Path, llama: LlamaModel) -> None:
    tokenizer = Tokenizer(run / "tokenizer.model")
    model = build_model(
        section_of(find_model(str(SHIPPED), ()).base), len(tokenizer), attention="eager"
    )
    load_weights(model, run / "start.safetensors")
    prompt = [tokenizer.bos, *tokenizer.tokenize(TEXTS[0] + TEXTS[1])]
    with torch.no_grad():
        ours = model.eval()(input_ids=torch.tensor([prompt])).logits[0, -1].numpy()
    theirs = llama.decode(prompt, 0, 0)
    assert int(ours.argmax()) == int(theirs.argmax())
    assert np.abs(ours - theirs).max() < 0.25  # llama.cpp quantises the activations too


def test_a_folder_without_a_model_is_refused_and_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(ModelError):
        unpack(tmp_path / "none", tmp_path / "run")
    assert not (tmp_path / "run").exists()
