"""A Gemma 2 in Hugging Face form: found on disk or on the hub, opened, written back whole.

Another architecture is refused with a sentence before its weights are loaded. Must not know what
a base is trained on.
"""

import importlib.util
import json
import os
import shutil
from pathlib import Path
from typing import Any

import torch
from huggingface_hub import snapshot_download
from huggingface_hub.errors import (
    GatedRepoError,
    HfHubHTTPError,
    LocalEntryNotFoundError,
    OfflineModeIsEnabled,
    RepositoryNotFoundError,
)
from peft import PeftModel
from safetensors import SafetensorError
from transformers import AutoTokenizer, BitsAndBytesConfig, Gemma2ForCausalLM, GemmaTokenizer
from transformers.convert_slow_tokenizer import generate_merges

from quoteflow_desktop.core.errors import ModelError, SettingsError
from training.config import Config
from training.knowledge_config import BaseSection
from training.tokenizer import Tokenizer

ARCHITECTURE = "gemma2"
TOKENIZER_FILES = (
    "tokenizer.model", "tokenizer.json", "tokenizer_config.json", "special_tokens_map.json",
    "chat_template.jinja", "generation_config.json",
)  # fmt: skip
_WANTED = ["config.json", *TOKENIZER_FILES, "*.safetensors", "*.safetensors.index.json"]
# Gemma's own form of a dialogue, which the program's rendering follows: turns alternate and the
# thread's text stands in the user's; a system turn does not exist.
CHAT_TEMPLATE = (
    "{{ bos_token }}{% for message in messages %}{{ '<start_of_turn>' + "
    "('model' if message['role'] == 'assistant' else message['role']) + '\\n' + "
    "message['content'] | trim + '<end_of_turn>\\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<start_of_turn>model\\n' }}{% endif %}"
)


def find_base(section: BaseSection) -> Path:
    """The folder of the base, fetched from the hub where it is no folder of this machine.

    ``HF_HUB_OFFLINE=1`` keeps to what the hub's cache holds.

    Raises:
        ModelError: it is nowhere, its terms are not accepted, or it is no Gemma 2.
    """
    folder = Path(section.name).expanduser()
    if not folder.is_dir():
        if not _is_hub_name(section.name):
            raise ModelError(f"The base model's folder {section.name} is not there.")
        _check(_fetched(section, ["config.json"]), section.name)  # before gigabytes of weights
        folder = _fetched(section, _WANTED)
    _check(folder, section.name)
    if not (folder / "tokenizer.model").is_file():
        raise ModelError(
            f"The base {section.name} has no tokenizer.model.",
            hint="Copy the SentencePiece model beside its tokenizer.json.",
        )
    return folder


def _is_hub_name(name: str) -> bool:
    parts = name.split("/")
    return len(parts) == 2 and all(parts) and not name.startswith((".", "~"))


def _fetched(section: BaseSection, patterns: list[str]) -> Path:
    try:
        return Path(
            snapshot_download(section.name, revision=section.revision, allow_patterns=patterns)
        )
    except GatedRepoError as error:
        raise ModelError(
            f"The hub gives {section.name} only to those who accepted its terms.",
            hint="Accept them on the model's page, then set HF_TOKEN.",
        ) from error
    except RepositoryNotFoundError as error:
        raise ModelError(f"The hub has no model {section.name}.") from error
    except (LocalEntryNotFoundError, OfflineModeIsEnabled, HfHubHTTPError, OSError) as error:
        offline = os.environ.get("HF_HUB_OFFLINE", "") not in ("", "0")
        raise ModelError(
            f"The base {section.name} is not on this machine and the hub cannot be reached.",
            hint="Unset HF_HUB_OFFLINE, or name a folder that holds it." if offline
            else "Name a folder that holds it.",
            retryable=True,
        ) from error  # fmt: skip


def _check(folder: Path, name: str) -> None:
    try:
        kind = json.loads((folder / "config.json").read_text(encoding="utf-8")).get("model_type")
    except (OSError, ValueError, AttributeError) as error:
        raise ModelError(f"The base {name} has no readable config.json.") from error
    if kind != ARCHITECTURE:
        raise ModelError(
            f"The base {name} is a {kind}, not a Gemma 2.",
            hint="These recipes take any Gemma 2 (gemma-2-2b-it, -9b-it, quoteflow-mini).",
        )


def base_of(config: Config) -> Path:
    """What a later stage goes on from: the newest of instructed, adapted and given base."""
    for stage in ("instruct", "adapt"):
        folder = config.run.folder / stage / "model"
        if (folder / "config.json").is_file():
            return folder
    return find_base(config.base)


def dtype_of(section: BaseSection) -> torch.dtype:
    """The weights' number format on this machine."""
    if section.dtype == "auto":
        return torch.bfloat16 if torch.cuda.is_available() else torch.float32
    return torch.bfloat16 if section.dtype == "bfloat16" else torch.float32


def open_base(
    folder: Path, dtype: torch.dtype, *, quantized: bool = False, attention: str = "eager"
) -> Gemma2ForCausalLM:
    """The model in ``folder``; ``quantized`` opens it in nf4 for QLoRA.

    Raises:
        SettingsError: nf4 is asked for without CUDA or without bitsandbytes.
        ModelError: the weights are missing or damaged.
    """
    more: dict[str, Any] = {}
    if quantized:
        if not torch.cuda.is_available():
            raise SettingsError(
                "QLoRA needs an NVIDIA GPU, and this machine shows none.",
                hint="Set quantized = false; plain LoRA trains on any machine.",
            )
        if importlib.util.find_spec("bitsandbytes") is None:
            raise SettingsError(
                "QLoRA needs the package bitsandbytes.", hint="Install the extra train-gpu."
            )
        place = {"": int(os.environ.get("LOCAL_RANK", "0"))}
        more = {"device_map": place, "quantization_config": BitsAndBytesConfig(
            load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_use_double_quant=True,
            bnb_4bit_compute_dtype=torch.bfloat16,
        )}  # fmt: skip
    try:
        model = Gemma2ForCausalLM.from_pretrained(
            folder, dtype=dtype, attn_implementation=attention, local_files_only=True, **more
        )
    except (OSError, RuntimeError, ValueError, SafetensorError) as error:
        raise ModelError(f"The weights in {folder} cannot be read: {_line(error)}.") from error
    model.config.use_cache = False  # with a cache, packed rows would see each other
    return model


def _line(error: Exception) -> str:
    return str(error).strip().split("\n")[0].rstrip(".")


def open_hf_tokenizer(folder: Path) -> Any:
    """transformers' own tokenizer of the base, as TRL wants it."""
    return AutoTokenizer.from_pretrained(folder, local_files_only=True)


def write_merged(base: Path, adapter: Path, dtype: torch.dtype, target: Path) -> None:
    """Base and LoRA adapter as one model in ``target``, with the base's tokenizer; whole or not
    at all."""
    model: Any = PeftModel.from_pretrained(open_base(base, dtype), str(adapter))
    write_model(model.merge_and_unload(), base, target)


def write_model(model: Gemma2ForCausalLM, tokenizer_from: Path, target: Path) -> None:
    """A model in Hugging Face form with the tokenizer files of ``tokenizer_from``."""
    part = target.with_name(target.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    model.save_pretrained(part)
    for name in TOKENIZER_FILES:
        if (tokenizer_from / name).is_file():
            shutil.copy(tokenizer_from / name, part / name)
    shutil.rmtree(target, ignore_errors=True)
    part.rename(target)


def write_embedded(model: Gemma2ForCausalLM, sentencepiece: Path, target: Path) -> None:
    """The embedded model in Hugging Face form, its SentencePiece tokenizer made a Gemma one."""
    part = target.with_name(target.name + ".tokenizer")
    part.mkdir(parents=True, exist_ok=True)
    _as_gemma_tokenizer(Tokenizer(sentencepiece)).save_pretrained(part)
    shutil.copy(sentencepiece, part / "tokenizer.model")
    write_model(model, part, target)
    shutil.rmtree(part)


def _as_gemma_tokenizer(tokenizer: Tokenizer) -> Any:
    """transformers' form of a SentencePiece BPE: pieces, and the pairs that make them."""
    model = tokenizer.model
    pieces = [model.IdToPiece(number) for number in range(len(tokenizer))]
    vocabulary = {piece: number for number, piece in enumerate(pieces)}
    whole = {
        piece: model.GetScore(number)
        for number, piece in enumerate(pieces)
        if not (model.IsControl(number) or model.IsByte(number) or model.IsUnknown(number))
    }
    made: Any = GemmaTokenizer(
        vocab=vocabulary,
        merges=generate_merges(vocabulary, whole),
        mask_token="<reserved0>",  # noqa: S106 - a piece that is there: the vocabulary must not grow
        additional_special_tokens=["<start_of_turn>", "<end_of_turn>"],
        chat_template=CHAT_TEMPLATE,
    )
    return made
