"""A shipped model back in trainable form: its tokenizer and weights out of the GGUF base.

    python -m training.shipped MODEL-FOLDER RUN-FOLDER

What a machine forgets between two legs of a training is kept by the model that the last leg
shipped: ``tokenizer.model`` and ``start.safetensors`` of the run come from it. Q8_0 weights lose
about a 250th of their block's largest weight, which the first steps of a leg make good. Must not
know mails, tasks or the training loop.
"""

import struct
import sys
from pathlib import Path

import gguf
import numpy as np
import torch
from gguf import GGUFReader, TokenType
from safetensors.torch import save_file
from torch import Tensor

from quoteflow_desktop.inference.models import find_model, verify
from training.config import ModelSection
from training.export_gguf import gguf_name
from training.model import HEAD_DIM, build_model
from training.speaking import run_recipe
from training.tokenizer import ALONE, BOS, EOS, PAD, UNK

# The numbers of sentencepiece_model.proto.
_PIECE_KINDS = {
    TokenType.NORMAL: 1,
    TokenType.UNKNOWN: 2,
    TokenType.CONTROL: 3,
    TokenType.USER_DEFINED: 4,
    TokenType.UNUSED: 5,
    TokenType.BYTE: 6,
}
_BPE = 2


def tokenizer_of(path: Path) -> bytes:
    """The SentencePiece model that the GGUF file's vocabulary was written from, as bytes.

    The settings are those of ``training.tokenizer``: BPE, byte fallback, no normalisation. Written
    field by field: the generated classes want a protobuf that other libraries here do not bear.
    """
    fields = GGUFReader(path).fields
    tokens, scores, kinds = (
        fields[f"tokenizer.ggml.{name}"].contents() for name in ("tokens", "scores", "token_type")
    )
    pieces = b"".join(
        _field(1, _field(1, token) + _field(2, score) + _field(3, _PIECE_KINDS[TokenType(kind)]))
        for token, score, kind in zip(tokens, scores, kinds, strict=True)
    )
    trainer = (
        _field(3, _BPE)
        + _field(4, len(tokens))
        + _field(25, 1)  # split_digits
        + _field(26, 1)  # allow_whitespace_only_pieces
        + b"".join(_field(31, symbol) for symbol in ALONE)
        + _field(35, 1)  # byte_fallback
        + _field(40, UNK)
        + _field(41, BOS)
        + _field(42, EOS)
        + _field(43, PAD)
        + _field(46, "<bos>")
        + _field(47, "<eos>")
        + _field(48, "<pad>")
    )
    # Identity: no dummy prefix (3), spaces kept (4) and escaped (5).
    normalizer = _field(1, "identity") + _field(3, 0) + _field(4, 0) + _field(5, 1)
    return pieces + _field(2, trainer) + _field(3, normalizer)


def _field(number: int, value: str | bytes | int | float) -> bytes:
    """One field in protobuf's wire format: text and messages by length, whole numbers as varints,
    floats in four bytes."""
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    if isinstance(value, float):
        return _varint(number << 3 | 5) + struct.pack("<f", value)
    data = value.encode("utf-8") if isinstance(value, str) else value
    return _varint(number << 3 | 2) + _varint(len(data)) + data


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def section_of(path: Path) -> ModelSection:
    """The shape of the Gemma 2 in the GGUF file."""
    fields = GGUFReader(path).fields

    def number(key: str) -> int:
        return int(fields[f"gemma2.{key}"].contents())

    if number("attention.key_length") != HEAD_DIM:
        raise ValueError(f"{path.name} has another head_dim than {HEAD_DIM}")
    return ModelSection(
        hidden=number("embedding_length"),
        layers=number("block_count"),
        heads=number("attention.head_count"),
        kv_heads=number("attention.head_count_kv"),
        intermediate=number("feed_forward_length"),
        context=number("context_length"),
    )


def weights_from(path: Path) -> dict[str, Tensor]:
    """The float32 weights by transformers' names, without the tied head."""
    reader = GGUFReader(path)
    found = {tensor.name: tensor for tensor in reader.tensors}
    vocabulary = len(reader.fields["tokenizer.ggml.tokens"].data)
    model = build_model(section_of(path), vocabulary)
    weights = {}
    for name, like in model.state_dict().items():
        if name == "lm_head.weight":
            continue
        tensor = found[f"{gguf_name(name)}.weight"]
        array = np.asarray(gguf.quants.dequantize(tensor.data, tensor.tensor_type), np.float32)
        array = array.reshape(tuple(like.shape))
        if name.endswith("norm.weight"):
            array = array - 1.0  # llama.cpp's norms stand around one
        weights[name] = torch.from_numpy(np.ascontiguousarray(array))
    return weights


def adapter_from(path: Path) -> dict[str, Tensor]:
    """The float32 weights of an adapter's GGUF by llama.cpp's names (``….weight.lora_a``), scaled
    as an adapter of ``model.attach_adapter`` is, whose alpha is twice its rank."""
    reader = GGUFReader(path)
    alpha = float(reader.fields[gguf.Keys.Adapter.LORA_ALPHA].contents())
    weights = {}
    for tensor in reader.tensors:
        array = np.asarray(gguf.quants.dequantize(tensor.data, tensor.tensor_type), np.float32)
        array = array.reshape(tuple(int(size) for size in reversed(tensor.shape)))
        if tensor.name.endswith("lora_b"):
            array = array * (alpha / (2 * array.shape[1]))
        weights[tensor.name] = torch.from_numpy(np.array(array))
    return weights


def unpack(model: Path, run: Path) -> None:
    """Write ``tokenizer.model`` and ``start.safetensors`` of the model in ``model`` into ``run``.

    Raises:
        ModelError: there is no model in the folder, or its files are damaged.
    """
    spec = find_model(str(model), ())
    verify(spec)
    run.mkdir(parents=True, exist_ok=True)
    part = run / "start.part"
    save_file(weights_from(spec.base), part)
    part.rename(run / "start.safetensors")
    (run / "tokenizer.part").write_bytes(tokenizer_of(spec.base))
    (run / "tokenizer.part").rename(run / "tokenizer.model")


def main() -> None:
    """Unpack the model named first into the run folder named second."""
    unpack(Path(sys.argv[1]), Path(sys.argv[2]))


if __name__ == "__main__":
    run_recipe(main)
