"""A run as a few files of bounded size, and back: what travels between two machines.

The tokenizer, the base (or, before it is done, its checkpoint) in bfloat16, the adapters and the
logs, in one archive cut into parts. The optimizers' memory stays behind: it is three times the
weights and is made anew in some fifty steps. Must not know how anything is trained.
"""

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor

from quoteflow_desktop.core.errors import ModelError

PART = 16 * 2**20 - 4096  # bytes of a part at most
LIST = "parts.json"
_KEPT = (
    "tokenizer.model",
    "pretrain/log.jsonl",
    "pretrain/record.json",
    "pretrain/tensorboard/*",
    "finetune/*/log.jsonl",
    "finetune/*/record.json",
    "finetune/*/tensorboard/*",
    "adapters/*/adapter_config.json",
    "adapters/*/adapter_model.safetensors",
)
_BASE, _CHECKPOINT = "base.safetensors", "pretrain/checkpoint.pt"


def halve(path: Path) -> None:
    """Round the weights of a safetensors file to bfloat16, whole or not at all."""
    part = path.with_suffix(".part")
    save_file({name: tensor.to(torch.bfloat16) for name, tensor in load_file(path).items()}, part)
    part.rename(path)


def _light(checkpoint: Path) -> bytes:
    """The checkpoint with its weights in bfloat16 and without the optimizers' memory."""
    kept = torch.load(checkpoint, weights_only=True, map_location="cpu")
    weights: list[Tensor] = kept["state"]["weights"]
    kept["state"] = {"weights": [w.to(torch.bfloat16) for w in weights], "optimizers": []}
    written = io.BytesIO()
    torch.save(kept, written)
    return written.getvalue()


def _files(run: Path) -> Iterator[tuple[str, bytes]]:
    for pattern in _KEPT:
        for path in sorted(run.glob(pattern)):
            yield path.relative_to(run).as_posix(), path.read_bytes()
    if (run / _BASE).is_file():
        yield _BASE, (run / _BASE).read_bytes()
    elif (run / _CHECKPOINT).is_file():
        yield _CHECKPOINT, _light(run / _CHECKPOINT)


def split(run: Path, target: Path, size: int = PART) -> list[Path]:
    """Write the run into ``target`` as parts of at most ``size`` bytes with their list; parts of
    an earlier state go when the new list stands."""
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        for name, content in _files(run):
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    whole = archive.getvalue()
    digest = hashlib.sha256(whole).hexdigest()
    target.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, start in enumerate(range(0, len(whole), size)):
        paths.append(target / f"run-{digest[:8]}-{number:02d}.part")
        paths[-1].write_bytes(whole[start : start + size])
    new = target / f"{LIST}.new"
    names = [path.name for path in paths]
    new.write_text(json.dumps({"sha256": digest, "parts": names}), encoding="utf-8")
    new.rename(target / LIST)
    for old in target.glob("run-*.part"):
        if old not in paths:
            old.unlink()
    return paths


def join(source: Path, run: Path) -> list[str]:
    """Unpack the parts in ``source`` into the run's folder; gives the files' names.

    Raises:
        ModelError: a part is missing or damaged; nothing is unpacked then.
    """
    try:
        listed = json.loads((source / LIST).read_text(encoding="utf-8"))
        whole = b"".join((source / name).read_bytes() for name in listed["parts"])
    except OSError as error:
        raise ModelError(f"A part of the run is missing: {error.filename}.") from error
    if hashlib.sha256(whole).hexdigest() != listed["sha256"]:
        raise ModelError(f"The parts in {source} are damaged: their digest is another.")
    run.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(whole)) as tar:
        tar.extractall(run, filter="data")
        return tar.getnames()
