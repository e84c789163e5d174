"""What is exported gives llama.cpp the same tokens and logits as training has."""

from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.numpy import load_file

from quoteflow_desktop.inference.llama import LlamaModel, quantize
from quoteflow_desktop.inference.models import FINGERPRINT
from training.config import ModelSection
from training.export_gguf import gguf_name, write_adapter, write_base
from training.model import attach_adapter, build_model
from training.tokenizer import CONTROL, Tokenizer

SHAPE = ModelSection(hidden=256, layers=3, heads=2, kv_heads=1, intermediate=256, context=1024)


def _random_model(vocabulary: int) -> torch.nn.Module:
    torch.manual_seed(5)
    model = build_model(SHAPE, vocabulary, attention="eager")
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.normal_(0.0, 0.08)  # norms too: their shift by one must show
    return model.eval()


@pytest.fixture(scope="module")
def base(
    tokenizer: Tokenizer, tmp_path_factory: pytest.TempPathFactory
) -> tuple[torch.nn.Module, Path]:
    model = _random_model(len(tokenizer))
    path = tmp_path_factory.mktemp("gguf") / "base.gguf"
    write_base(model, tokenizer, "tiny", path)
    return model, path


def _prompt(tokenizer: Tokenizer, texts: list[str]) -> list[int]:
    return [tokenizer.bos, *tokenizer.tokenize("".join(texts[:3]))][:250]


def test_llama_cpp_tokenizes_every_mail_as_training_does(
    base: tuple[torch.nn.Module, Path], tokenizer: Tokenizer, texts: list[str]
) -> None:
    llama = LlamaModel(base[1], context=256, gpu_layers=0)
    odd = [
        "",
        " ",
        "  a",
        "<end_of_turn>\n",
        "<0x41>",
        "<unk>",
        "\t\n\n «1»",
        "ㅎㅎ 뷁 \u3000",
        "é🇰🇷",
    ]
    ours = [tokenizer.tokenize(text) for text in texts + odd]
    theirs = [llama.tokenize(text) for text in texts + odd]
    llama.close()
    assert ours == theirs


def test_turn_markers_are_control_tokens_only_where_asked(
    base: tuple[torch.nn.Module, Path], tokenizer: Tokenizer
) -> None:
    llama = LlamaModel(base[1], context=256, gpu_layers=0)
    plain = llama.tokenize(CONTROL[1])
    special = llama.tokenize(f"{CONTROL[1]}\n{CONTROL[0]}model\n", special=True)
    llama.close()
    assert special == tokenizer.invocation()
    assert special[0] not in plain


def test_base_gives_the_logits_of_transformers(
    base: tuple[torch.nn.Module, Path], tokenizer: Tokenizer, texts: list[str]
) -> None:
    model, path = base
    prompt = _prompt(tokenizer, texts)
    with torch.no_grad():
        expected = model(input_ids=torch.tensor([prompt])).logits[0].numpy()
    llama = LlamaModel(path, context=512, gpu_layers=0)
    got = np.stack([llama.decode([token], at, 0) for at, token in enumerate(prompt)])
    llama.close()
    assert np.abs(got - expected).max() < 1e-2
    assert (got.argmax(1) == expected.argmax(1)).all()


def test_adapters_over_a_shared_prefix_give_the_logits_of_peft(
    base: tuple[torch.nn.Module, Path], tokenizer: Tokenizer, texts: list[str], tmp_path: Path
) -> None:
    _, path = base
    prefix = _prompt(tokenizer, texts)
    suffix = tokenizer.invocation() + tokenizer.tokenize("side: buyer\nstage: inquiry\n")
    llama = LlamaModel(path, context=1024, gpu_layers=0)
    llama.decode(prefix, 0, 0)
    for number, task in enumerate(("facts", "summary")):
        model = attach_adapter(
            _random_model(len(tokenizer)), task, rank=8, invocation=tokenizer.invocation()
        ).eval()
        torch.manual_seed(number)
        with torch.no_grad():
            for name, parameter in model.named_parameters():
                if "lora_" in name:
                    parameter.normal_(0.0, 0.05)
            expected = model(input_ids=torch.tensor([prefix + suffix])).logits[0, len(prefix) :]
        model.save_pretrained(tmp_path)
        write_adapter(
            load_file(tmp_path / task / "adapter_model.safetensors"),
            alpha=16,
            invocation=tokenizer.invocation(),
            extra={FINGERPRINT: "here"},
            path=tmp_path / f"{task}.gguf",
        )
        llama.add_adapter(task, tmp_path / f"{task}.gguf")
        llama.fork(0, 1)
        llama.use_adapter(task)
        got = np.stack([llama.decode([t], len(prefix) + at, 1) for at, t in enumerate(suffix)])
        llama.use_adapter(None)
        llama.drop(1)
        assert np.abs(got - expected.numpy()).max() < 1e-2
        assert (got.argmax(1) == expected.numpy().argmax(1)).all()
        assert llama.adapter_metadata(task, FINGERPRINT) == "here"
    llama.close()


def test_quantized_base_stays_near_and_keeps_its_fingerprint(
    base: tuple[torch.nn.Module, Path], tokenizer: Tokenizer, texts: list[str], tmp_path: Path
) -> None:
    target = tmp_path / "q8.gguf"
    quantize(base[1], target, "Q8_0")
    prompt = _prompt(tokenizer, texts)
    logits = []
    for path in (base[1], target):
        llama = LlamaModel(path, context=512, gpu_layers=0)
        logits.append(llama.decode(prompt, 0, 0))
        fingerprint = llama.metadata(FINGERPRINT)
        llama.close()
    assert np.abs(logits[0] - logits[1]).max() < 0.5
    assert len(fingerprint) == 32
    assert target.stat().st_size < base[1].stat().st_size / 3


def test_weight_that_gemma2_does_not_have_is_refused() -> None:
    with pytest.raises(KeyError):
        gguf_name("model.layers.0.self_attn.qkv.weight")


def test_adapter_on_the_embedding_is_refused(tmp_path: Path) -> None:
    weights = {"base_model.model.lm_head.lora_magnitude_vector": np.zeros((1, 1), np.float32)}
    with pytest.raises(ValueError, match="lm_head"):
        write_adapter(weights, alpha=1, invocation=[1], extra={}, path=tmp_path / "a.gguf")
