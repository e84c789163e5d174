"""A shipped model back in trainable form: its tokenizer and weights out of the GGUF base.

    python -m training.shipped MODEL-FOLDER RUN-FOLDER

What a machine forgets between two legs of a training is kept by the model that the last leg
shipped: ``tokenizer.model`` and ``start.safetensors`` of the run come from it. Q8_0 weights lose
about a 250th of their block's largest weight, which the first steps of a leg make good. Must not
know mails, tasks or the training loop.
"""

import sys
from pathlib import Path

import gguf
import numpy as np
import torch
from gguf import GGUFReader, TokenType
from safetensors.torch import save_file
from sentencepiece import sentencepiece_model_pb2 as pieces
from torch import Tensor

from quoteflow_desktop.inference.models import find_model, verify
from training.config import ModelSection
from training.export_gguf import gguf_name
from training.model import HEAD_DIM, build_model
from training.tokenizer import ALONE, BOS, EOS, PAD, UNK

_KINDS = {
    TokenType.NORMAL: "NORMAL",
    TokenType.UNKNOWN: "UNKNOWN",
    TokenType.CONTROL: "CONTROL",
    TokenType.USER_DEFINED: "USER_DEFINED",
    TokenType.UNUSED: "UNUSED",
    TokenType.BYTE: "BYTE",
}


def tokenizer_of(path: Path) -> bytes:
    """The SentencePiece model that the GGUF file's vocabulary was written from, as bytes.

    The settings are those of ``training.tokenizer``: BPE, byte fallback, no normalisation.
    """
    reader = GGUFReader(path)
    model = pieces.ModelProto()
    for token, score, kind in zip(
        reader.fields["tokenizer.ggml.tokens"].contents(),
        reader.fields["tokenizer.ggml.scores"].contents(),
        reader.fields["tokenizer.ggml.token_type"].contents(),
        strict=True,
    ):
        name = _KINDS[TokenType(kind)]
        model.pieces.add(
            piece=token, score=score, type=pieces.ModelProto.SentencePiece.Type.Value(name)
        )
    trainer = model.trainer_spec
    trainer.model_type = pieces.TrainerSpec.BPE
    trainer.vocab_size = len(model.pieces)
    trainer.byte_fallback = trainer.split_digits = trainer.allow_whitespace_only_pieces = True
    trainer.pad_id, trainer.eos_id, trainer.bos_id, trainer.unk_id = PAD, EOS, BOS, UNK
    trainer.pad_piece, trainer.eos_piece, trainer.bos_piece = "<pad>", "<eos>", "<bos>"
    trainer.user_defined_symbols.extend(ALONE)
    normalizer = model.normalizer_spec
    normalizer.name = "identity"
    normalizer.add_dummy_prefix = normalizer.remove_extra_whitespaces = False
    normalizer.escape_whitespaces = True
    return bytes(model.SerializeToString())


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
    main()
