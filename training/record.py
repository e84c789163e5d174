"""What a finished run leaves beside its files: settings, digest of the data, scores, versions.

Must not know what was trained. A stage is finished when its record is there.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from quoteflow_desktop.core.values import Value
from quoteflow_desktop.inference.models import file_digest

RECORD = "record.json"
_PACKAGES = ("torch", "transformers", "peft", "trl", "datasets", "accelerate")


def is_finished(folder: Path) -> bool:
    """Whether the stage of this folder ran to its end."""
    return (folder / RECORD).is_file()


def write_record(
    folder: Path,
    stage: str,
    settings: Value,
    *,
    data: Mapping[str, Any],
    scores: Mapping[str, float],
    **more: Any,
) -> None:
    """Write ``record.json``; the last thing a stage does."""
    record = {
        "stage": stage,
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        **more,
        "settings": settings.model_dump(mode="json"),
        "data": dict(data),
        "scores": dict(scores),
        "versions": {name: _version(name) for name in _PACKAGES},
    }
    part = folder / f"{RECORD}.part"
    folder.mkdir(parents=True, exist_ok=True)
    part.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    part.rename(folder / RECORD)


def read_record(folder: Path) -> dict[str, Any]:
    """What ``write_record`` wrote."""
    record: dict[str, Any] = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    return record


def data_of(run: Path) -> dict[str, str]:
    """Digests of what a run of the task stages reads, as far as it lies in its folder; streamed
    threads follow from the settings and the seed."""
    names = ("tokenizer.model", "start.safetensors", "train.npz", "held-out.npz")
    return {name: file_digest(run / name) for name in names if (run / name).is_file()}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
