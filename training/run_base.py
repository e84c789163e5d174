"""The base that a run's task adapters stand on: the embedded model, or a Gemma 2 of the user's.

One place opens it for training, export and scores. Must not know tasks or adapters.
"""

import shutil

from transformers import Gemma2ForCausalLM

from training.config import Config
from training.hf_base import base_of, dtype_of, open_base
from training.model import build_model, load_weights
from training.tokenizer import Tokenizer


def take_tokenizer(config: Config) -> None:
    """Put the tokenizer of a Hugging Face base where the run's stages look for it."""
    path = config.run.folder / "tokenizer.model"
    if config.base.name and not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(base_of(config) / "tokenizer.model", path)


def open_run_base(config: Config, *, attention: str = "tree_softcap") -> Gemma2ForCausalLM:
    """The base with its weights, on the CPU still."""
    folder = config.run.folder
    if config.base.name:
        return open_base(base_of(config), dtype_of(config.base), attention=attention)
    model = build_model(
        config.model, len(Tokenizer(folder / "tokenizer.model")), attention=attention
    )
    load_weights(model, folder / "base.safetensors")
    return model
