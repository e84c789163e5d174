"""A facts adapter read back from the model in use, and written as a set that can be promoted.

Must not know mails, corrections or the training loop.
"""

import shutil
from pathlib import Path
from typing import Any

import tomli_w
import torch
from peft import PeftModel
from safetensors.numpy import load_file

from quoteflow_desktop.core.errors import ModelError
from quoteflow_desktop.inference.engine import TaskName
from quoteflow_desktop.inference.models import (
    FINGERPRINT,
    MANIFEST,
    AdapterFile,
    ModelSpec,
    file_digest,
)
from quoteflow_desktop.inference.prompts import prompt_digest
from training.export_gguf import gguf_name, write_adapter
from training.model import attach_adapter, build_model, fuse_attention
from training.shipped import adapter_from, section_of, weights_from
from training.tokenizer import Tokenizer

ADAPTER: TaskName = "facts"


def open_adapter(spec: ModelSpec, tokenizer: Tokenizer, rank: int, *, fused: bool) -> PeftModel:
    """The base out of the GGUF with the current facts adapter, ready to be trained on; without
    one a fresh adapter of ``rank``. ``fused`` compiles the attention, a minute at the first run."""
    base = build_model(section_of(spec.base), len(tokenizer))
    weights = weights_from(spec.base)
    weights["lm_head.weight"] = weights["model.embed_tokens.weight"]
    base.load_state_dict(weights, strict=True)
    if fused:
        fuse_attention(base)
    path = spec.adapters.get(ADAPTER)
    kept = adapter_from(path) if path else {}
    if kept:
        rank = next(t.shape[0] for name, t in kept.items() if name.endswith("lora_a"))
    model = attach_adapter(base, ADAPTER, rank, tokenizer.invocation())
    with torch.no_grad():
        for name, parameter in model.named_parameters() if kept else ():
            if "lora_" in name:
                parameter.copy_(kept.pop(_gguf_adapter_name(name)))
    if kept:
        raise ModelError(f"The adapter {path} has weights that the model does not have.")
    return model


def _gguf_adapter_name(name: str) -> str:
    stem, _, part = name.removeprefix("base_model.model.").partition(".lora_")
    return f"{gguf_name(stem)}.weight.lora_{part[0].lower()}"


def write_folder(
    spec: ModelSpec, model: PeftModel, tokenizer: Tokenizer, work: Path, target: Path
) -> ModelSpec:
    """Write the new facts adapter and the others of ``spec`` into ``target``; the model with
    them. There is no manifest yet, so nobody takes the folder for a whole one."""
    model.save_pretrained(work / "adapters")
    target.mkdir(parents=True)
    config: Any = model.peft_config[ADAPTER]
    write_adapter(
        load_file(work / "adapters" / ADAPTER / "adapter_model.safetensors"),
        alpha=config.lora_alpha,
        invocation=tokenizer.invocation(),
        extra={
            FINGERPRINT: spec.base_fingerprint,
            "quoteflow.task": ADAPTER,
            "quoteflow.prompt_digest": prompt_digest(),
        },
        path=target / f"{ADAPTER}.gguf",
    )
    for task, path in spec.adapters.items():
        if task != ADAPTER:
            shutil.copyfile(path, target / f"{task}.gguf")
    paths = {task: target / f"{task}.gguf" for task in {*spec.adapters, ADAPTER}}
    digests = {task: file_digest(path) for task, path in paths.items()}
    return spec.model_copy(update={"adapters": paths, "adapter_sha256": digests})


def write_manifest(spec: ModelSpec, target: Path, said: dict[str, float | int | str]) -> None:
    """The manifest of the new adapters, with the comparison that they passed."""
    if spec.manifest is None:
        raise ModelError(f"{spec.name} has no manifest.")
    files = {
        task: AdapterFile(file=path.name, sha256=spec.adapter_sha256[task])
        for task, path in spec.adapters.items()
    }
    manifest = spec.manifest.model_copy(
        update={"adapters": files, "comparison": said, "scores": {}, "base": spec.base.name}
    )
    part = target / f"{MANIFEST}.part"
    part.write_text(tomli_w.dumps(manifest.model_dump()), encoding="utf-8")
    part.rename(target / MANIFEST)
