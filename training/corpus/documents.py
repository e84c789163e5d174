"""Documents and lines of JSON: the forms in which the corpus lies on disk.

Must not know how a document was read or what is made of it.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import ValidationError

from quoteflow_desktop.core.errors import InputError
from quoteflow_desktop.core.values import Value

Kept = TypeVar("Kept", bound=Value)
Use = Literal["domain", "replay"]


class Document(Value):
    """A text with where it is from; ``source`` is a name within the corpus, never a whole path of
    somebody's machine; ``digest`` is of the text."""

    source: str
    licence: str
    digest: str
    use: Use
    text: str


class Lesson(Value):
    """What a knowledge stage learns from: ``prompt`` is read, ``answer`` is learnt. Raw text has
    no prompt. ``topic`` is a key of the glossary, where the lesson is of one."""

    form: Literal["raw", "term", "question"]
    language: Literal["ko", "en"]
    prompt: str
    answer: str
    source: str
    licence: str
    digest: str
    topic: str = ""
    use: Use = "domain"
    held_out: bool = False


def digest(text: str) -> str:
    """Sixteen hex digits that tell texts apart."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def file_digest(path: Path) -> str:
    """The same of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def write_lines(path: Path, values: Iterable[Value | dict[str, Any]]) -> int:
    """Write a line of JSON a value, whole or not at all; gives their number."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    count = 0
    with part.open("w", encoding="utf-8") as file:
        for value in values:
            fields = value.model_dump(mode="json") if isinstance(value, Value) else value
            file.write(json.dumps(fields, ensure_ascii=False) + "\n")
            count += 1
    part.rename(path)
    return count


def read_lines(path: Path, kind: type[Kept]) -> list[Kept]:
    """What ``write_lines`` wrote.

    Raises:
        InputError: the file is missing, empty, or holds a line of another kind.
    """
    if not path.is_file():
        raise InputError(f"{path} is not there.", hint="Run the stages before this one first.")
    values = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            values.append(kind.model_validate_json(line))
        except ValidationError as error:
            raise InputError(f"{path}, line {number}, is no {kind.__name__.lower()}.") from error
    if not values:
        raise InputError(f"{path} is empty.", hint="The corpus settings name no readable document.")
    return values
