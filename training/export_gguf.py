"""Writes what llama.cpp reads: base model and adapters as GGUF, quantised, with the manifest.

    python -m training.export_gguf CONFIG [--base NAME-OR-FOLDER]

Every key that llama.cpp has a default for is written all the same, since a wrong default loads
silently. Must not know mails, tasks or training loops.
"""

import hashlib
import shutil
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import gguf
import numpy as np
import tomli_w
from gguf import GGUFWriter, TokenType
from safetensors.numpy import load_file
from torch import Tensor
from transformers import Gemma2Config, Gemma2ForCausalLM

from quoteflow_desktop.inference.llama import quantize
from quoteflow_desktop.inference.models import (
    FINGERPRINT,
    MANIFEST,
    AdapterFile,
    Manifest,
    file_digest,
)
from quoteflow_desktop.inference.prompts import prompt_digest
from training.card import CARD, card
from training.config import JOINT, Config, config_of_command
from training.hf_base import CHAT_TEMPLATE
from training.model import parameters_of
from training.run_base import open_run_base
from training.speaking import run_recipe
from training.tokenizer import BOS, CONTROL, EOS, PAD, UNK, Tokenizer

ARCHITECTURE = "gemma2"
_F32 = 0  # general.file_type
_NAMES = {
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
    "input_layernorm": "attn_norm",
    "post_attention_layernorm": "post_attention_norm",
    "pre_feedforward_layernorm": "ffn_norm",
    "post_feedforward_layernorm": "post_ffw_norm",
}


def gguf_name(name: str) -> str:
    """llama.cpp's name of a transformers weight of Gemma 2, without ``.weight``.

    Raises:
        KeyError: Gemma 2 has no such weight.
    """
    stem = name.removesuffix(".weight")
    if stem == "model.embed_tokens":
        return "token_embd"
    if stem == "model.norm":
        return "output_norm"
    _, _, layer, part = stem.split(".", 3)
    return f"blk.{layer}.{_NAMES[part]}"


def base_fingerprint(weights: Mapping[str, Tensor]) -> str:
    """A digest of the base's float32 weights: what an adapter was trained on."""
    digest = hashlib.sha256()
    for name in sorted(weights):
        digest.update(name.encode())
        digest.update(weights[name].detach().float().numpy().tobytes())
    return digest.hexdigest()[:32]


def weights_of(model: Gemma2ForCausalLM) -> dict[str, Tensor]:
    """The weights by transformers' names, the tied head left out."""
    return {n: t for n, t in model.state_dict().items() if n != "lm_head.weight"}


def write_base(
    model: Gemma2ForCausalLM,
    tokenizer: Tokenizer,
    name: str,
    path: Path,
    licence: str = "apache-2.0",
) -> str:
    """Write the base as float32 GGUF; gives its fingerprint."""
    weights = weights_of(model)
    fingerprint = base_fingerprint(weights)
    path.parent.mkdir(parents=True, exist_ok=True)
    writer = GGUFWriter(path, ARCHITECTURE)
    writer.add_type(gguf.GGUFType.MODEL)
    writer.add_name(name)
    writer.add_license(licence.lower())
    writer.add_string(FINGERPRINT, fingerprint)
    _add_shape(writer, model.config)
    _add_vocabulary(writer, tokenizer, model.config.vocab_size)
    for key, tensor in weights.items():
        array = tensor.detach().float().numpy()
        if key.endswith("norm.weight"):
            array = array + 1.0  # Gemma's norms are stored around zero, llama.cpp's around one
        writer.add_tensor(f"{gguf_name(key)}.weight", np.ascontiguousarray(array, np.float32))
    _finish(writer)
    return fingerprint


def _add_shape(writer: GGUFWriter, config: Gemma2Config) -> None:
    writer.add_context_length(config.max_position_embeddings)
    writer.add_embedding_length(config.hidden_size)
    writer.add_block_count(config.num_hidden_layers)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_head_count(config.num_attention_heads)
    writer.add_head_count_kv(config.num_key_value_heads)
    writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    writer.add_key_length(config.head_dim)
    writer.add_value_length(config.head_dim)
    writer.add_attn_logit_softcapping(config.attn_logit_softcapping)
    writer.add_final_logit_softcapping(config.final_logit_softcapping)
    writer.add_sliding_window(config.sliding_window)
    writer.add_rope_freq_base(10000.0)
    writer.add_file_type(_F32)


def _add_vocabulary(writer: GGUFWriter, tokenizer: Tokenizer, size: int) -> None:
    """The SentencePiece pieces; rows of the embedding beyond them become unused tokens."""
    model = tokenizer.model
    tokens, scores, kinds = [], [], []
    for token in range(len(tokenizer)):
        tokens.append(model.IdToPiece(token).encode("utf-8"))
        scores.append(float(model.GetScore(token)))
        kinds.append(_kind(tokenizer, token))
    for token in range(len(tokenizer), size):
        tokens.append(f"<unused{token}>".encode())
        scores.append(-1000.0)
        kinds.append(TokenType.UNUSED)
    if len(set(tokens)) != len(tokens):
        raise ValueError("the vocabulary holds a piece twice, which llama.cpp does not survive")
    writer.add_tokenizer_model("llama")
    writer.add_tokenizer_pre("default")
    writer.add_token_list(tokens)
    writer.add_token_scores(scores)
    writer.add_token_types(kinds)
    writer.add_bos_token_id(BOS)
    writer.add_eos_token_id(EOS)
    writer.add_unk_token_id(UNK)
    writer.add_pad_token_id(PAD)
    writer.add_eot_token_id(model.PieceToId("<end_of_turn>"))
    writer.add_add_bos_token(True)
    writer.add_add_eos_token(False)
    writer.add_add_space_prefix(False)
    writer.add_chat_template(CHAT_TEMPLATE)


def _kind(tokenizer: Tokenizer, token: int) -> TokenType:
    model = tokenizer.model
    if model.IsUnknown(token):
        return TokenType.UNKNOWN
    if model.IsControl(token) or model.IdToPiece(token) in CONTROL:
        return TokenType.CONTROL
    if model.IsByte(token):
        return TokenType.BYTE
    if model.IdToPiece(token) in tokenizer.alone:
        return TokenType.USER_DEFINED
    return TokenType.UNUSED if model.IsUnused(token) else TokenType.NORMAL


def write_adapter(
    weights: Mapping[str, np.ndarray],
    *,
    alpha: float,
    invocation: Sequence[int],
    extra: Mapping[str, str],
    path: Path,
) -> None:
    """Write a PEFT aLoRA adapter (``adapter_model.safetensors`` as arrays) as GGUF.

    Matrices become F16, which moves logits by less than quantisation does. ``extra`` are text keys
    of our own. Raises ValueError for weights that llama.cpp cannot take.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    writer = GGUFWriter(path, ARCHITECTURE)
    writer.add_type(gguf.GGUFType.ADAPTER)
    writer.add_string(gguf.Keys.Adapter.TYPE, "lora")
    writer.add_float32(gguf.Keys.Adapter.LORA_ALPHA, float(alpha))
    writer.add_key_value(
        gguf.Keys.Adapter.ALORA_INVOCATION_TOKENS,
        [int(token) for token in invocation],
        gguf.GGUFValueType.ARRAY,
        sub_type=gguf.GGUFValueType.UINT32,
    )
    for key, value in extra.items():
        writer.add_string(key, value)
    for key in sorted(weights):
        writer.add_tensor(_adapter_name(key), np.ascontiguousarray(weights[key], np.float16))
    _finish(writer)


def _adapter_name(key: str) -> str:
    for ours, theirs in ((".lora_A.weight", "lora_a"), (".lora_B.weight", "lora_b")):
        if key.startswith("base_model.model.") and key.endswith(ours):
            stem = key.removeprefix("base_model.model.").removesuffix(ours)
            return f"{gguf_name(stem)}.weight.{theirs}"
    raise ValueError(f"llama.cpp cannot take the adapter weight {key}")


def _finish(writer: GGUFWriter) -> None:
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def export(config: Config, scores: Mapping[str, float | int | str]) -> Path:
    """Write base, adapters and manifest of the run; gives the model's folder. A model that is there
    stays until all is written."""
    folder, name = config.run.folder, config.export.name
    target = config.export.target.with_name(f"{config.export.target.name}.part")
    shutil.rmtree(target, ignore_errors=True)
    tokenizer = Tokenizer(folder / "tokenizer.model")
    model = open_run_base(config, attention="eager")
    whole = folder / f"{name}-F32.gguf"
    fingerprint = write_base(model, tokenizer, name, whole, config.export.licence)
    base = target / f"{name}-{config.export.quantization}.gguf"
    base.parent.mkdir(parents=True, exist_ok=True)
    quantize(whole, base, config.export.quantization, threads=config.run.threads)
    adapters = {}
    for task in config.adapters.tasks:
        trained = JOINT if config.adapters.joint else task
        source = folder / "adapters" / trained / "adapter_model.safetensors"
        if not source.is_file():
            print(f"no adapter for {task} in {folder}: left out")
            continue
        write_adapter(
            load_file(source),
            alpha=2 * config.adapters.rank,
            invocation=tokenizer.invocation(),
            extra={
                FINGERPRINT: fingerprint,
                "quoteflow.task": task,
                "quoteflow.prompt_digest": prompt_digest(),
            },
            path=target / f"{task}.gguf",
        )
        adapters[task] = AdapterFile(
            file=f"{task}.gguf", sha256=file_digest(target / f"{task}.gguf")
        )
    data = folder / "train.npz"
    manifest = Manifest(
        name=name,
        architecture=ARCHITECTURE,
        base=base.name,
        base_sha256=file_digest(base),
        base_fingerprint=fingerprint,
        parameters=parameters_of(model),
        context=min(config.model.context, model.config.max_position_embeddings),
        quantization=config.export.quantization,
        prompt_digest=prompt_digest(),
        description=config.export.description,
        licence=config.export.licence,
        trained_on=config.export.trained_on or _trained_on(config),
        data_digest=file_digest(data)[:16] if data.is_file() else "",
        trained_at=datetime.now(UTC).date().isoformat(),
        adapters=adapters,
        scores=dict(scores),
    )
    if config.export.notice:
        (target / "NOTICE").write_text(f"{config.export.notice}\n", encoding="utf-8")
    (target / CARD).write_text(card(manifest), encoding="utf-8")
    (target / MANIFEST).write_text(tomli_w.dumps(manifest.model_dump()), encoding="utf-8")
    return take_place(target, config.export.target)


def _trained_on(config: Config) -> str:
    if config.data.streamed:
        return "simulated threads, each made for the run"
    return f"{config.data.train_threads} simulated threads"


def take_place(made: Path, target: Path) -> Path:
    """Move a model's files over the one in ``target``, the manifest last: its digests refuse what
    an interruption between two files leaves. Other files there stay."""
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(made.iterdir(), key=lambda path: path.name == MANIFEST):
        path.replace(target / path.name)
    made.rmdir()
    return target


def main() -> None:
    """Export the run that the settings file names, with the scores that evaluate.py left."""
    print(export(config_of_command(), {}))


if __name__ == "__main__":
    run_recipe(main)
