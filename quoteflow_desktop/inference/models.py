"""Which models there are and whether their files are whole.

A model is a folder with ``manifest.toml``: base file, adapters, digests, scores. Found by name
among the user's and the shipped models, or by path. Digests are checked before anything native
opens a file. Must not know llama_cpp.
"""

import hashlib
import tomllib
from collections.abc import Sequence
from pathlib import Path

from pydantic import Field, ValidationError

from quoteflow_desktop.core.errors import ModelError
from quoteflow_desktop.core.values import Value

MANIFEST = "manifest.toml"
FINGERPRINT = "quoteflow.base_fingerprint"  # GGUF key of base and adapters: which base it is
DEFAULT_MODEL = "quoteflow-mini"
_HINT = "Install the model again, or choose another one in the settings."


class AdapterFile(Value):
    """One adapter: file name in the model's folder and its SHA-256."""

    file: str
    sha256: str


class Manifest(Value):
    """``manifest.toml`` of a model folder. ``comparison`` has the figures by which adapters learnt
    from a user's corrections beat those that they started from; only such may be promoted."""

    name: str
    architecture: str
    base: str
    base_sha256: str
    base_fingerprint: str = ""
    parameters: int
    context: int
    quantization: str
    prompt_digest: str
    description: str = ""
    licence: str = ""
    trained_on: str = ""
    trained_at: str = ""
    data_digest: str = ""
    adapters: dict[str, AdapterFile] = {}
    scores: dict[str, float | int | str] = {}
    comparison: dict[str, float | int | str] = {}


class ModelSpec(Value):
    """A model ready to be opened: absolute paths, digests to check."""

    name: str
    base: Path
    base_sha256: str = ""
    base_fingerprint: str = ""
    prompt_digest: str = ""
    context: int = 8192
    adapters: dict[str, Path] = {}
    adapter_sha256: dict[str, str] = {}
    manifest: Manifest | None = Field(default=None, repr=False)


def find_model(name_or_path: str, models_dirs: Sequence[Path]) -> ModelSpec:
    """The model of that name in one of the folders, or the folder or GGUF file at that path.

    Raises:
        ModelError: there is none, or its manifest is damaged.
    """
    name = name_or_path or DEFAULT_MODEL
    for folder in models_dirs:
        if (folder / name / MANIFEST).is_file():
            return _from_folder(folder / name)
    path = Path(name).expanduser()
    if (path / MANIFEST).is_file():
        return _from_folder(path.resolve())
    if path.is_file():
        return ModelSpec(name=path.stem, base=path.resolve())
    raise ModelError(f"There is no model named {name}.", hint=_HINT)


def list_models(models_dirs: Sequence[Path]) -> tuple[ModelSpec, ...]:
    """Every model in the folders, earlier folders first; ``damaged_models`` has the rest."""
    found: dict[str, ModelSpec] = {}
    for folder in models_dirs:
        for manifest in sorted(folder.glob(f"*/{MANIFEST}")):
            try:
                spec = _from_folder(manifest.parent)
            except ModelError:
                continue  # ``damaged_models`` names it
            found.setdefault(spec.name, spec)
    return tuple(found.values())


def damaged_models(models_dirs: Sequence[Path]) -> tuple[str, ...]:
    """A sentence for each model folder whose manifest cannot be read."""
    said = []
    for folder in models_dirs:
        for manifest in sorted(folder.glob(f"*/{MANIFEST}")):
            try:
                _from_folder(manifest.parent)
            except ModelError as error:
                said.append(str(error))
    return tuple(said)


def _from_folder(folder: Path) -> ModelSpec:
    try:
        manifest = Manifest.model_validate(
            tomllib.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        )
    except (OSError, tomllib.TOMLDecodeError, ValidationError, UnicodeDecodeError) as error:
        raise ModelError(
            f"The manifest of the model in {folder.name} is damaged.", hint=_HINT
        ) from error
    return ModelSpec(
        name=manifest.name,
        base=folder / manifest.base,
        base_sha256=manifest.base_sha256,
        base_fingerprint=manifest.base_fingerprint,
        prompt_digest=manifest.prompt_digest,
        context=manifest.context,
        adapters={task: folder / entry.file for task, entry in manifest.adapters.items()},
        adapter_sha256={task: entry.sha256 for task, entry in manifest.adapters.items()},
        manifest=manifest,
    )


def verify(spec: ModelSpec) -> None:
    """Raise ModelError where a file is missing or is not the one that the manifest names."""
    _verify_file(spec.base, spec.base_sha256)
    for task, path in spec.adapters.items():
        _verify_file(path, spec.adapter_sha256.get(task, ""))


def _verify_file(path: Path, expected: str) -> None:
    if not path.is_file():
        raise ModelError(f"The model file {path.name} is not there.", hint=_HINT)
    if expected and file_digest(path) != expected:
        raise ModelError(f"The model file {path.name} is damaged.", hint=_HINT)


def file_digest(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def reading_digest(spec: ModelSpec, prompt_digest: str) -> str:
    """What a stored reading of a mail depends on: base, adapters and rendering."""
    parts = [spec.base_sha256 or str(spec.base), prompt_digest]
    parts += [spec.adapter_sha256[task] for task in sorted(spec.adapter_sha256)]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]
