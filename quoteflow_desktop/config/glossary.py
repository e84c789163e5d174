"""Reads the trade glossary out of ``resources/glossary.toml``.

Must not know who looks terms up.
"""

import tomllib
from functools import cache

from pydantic import ValidationError

from quoteflow_desktop.config.paths import resources_dir
from quoteflow_desktop.core.errors import SettingsError
from quoteflow_desktop.core.glossary import Term


@cache
def glossary() -> tuple[Term, ...]:
    """All terms in the file's order.

    Raises:
        SettingsError: the file is missing or damaged; the installation is incomplete.
    """
    path = resources_dir() / "glossary.toml"
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        return tuple(Term(key=key, **fields) for key, fields in tables.items())
    except (OSError, tomllib.TOMLDecodeError, ValidationError, TypeError) as error:
        raise SettingsError(
            "The trade glossary cannot be read.", hint="Install the program again."
        ) from error
