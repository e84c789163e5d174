"""The user's settings and the company profile: frozen values, TOML in and out.

Unknown keys are refused and all problems of a file are told at once. Holds no secrets:
``config/keychain`` does.
"""

import os
import re
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import tomli_w
from pydantic import AfterValidator, Field, ValidationError, model_validator

from quoteflow_desktop.core.errors import SettingsError
from quoteflow_desktop.core.quote import Company
from quoteflow_desktop.core.values import Value

DEFAULT_MODEL = "quoteflow-mini"
LOOPBACK = ("localhost", "127.0.0.1", "::1")

Record = TypeVar("Record", bound=Value)


def _address(text: str) -> str:
    if not re.fullmatch(r"[^@\s<>]+@[^@\s<>]+", text):
        raise ValueError(f"{text!r} is no mail address")
    return text


Email = Annotated[str, AfterValidator(_address)]
Text = Annotated[str, Field(min_length=1)]


class Account(Value):
    """One mailbox on an IMAP server. ``name`` is what the user calls it; ``aliases`` are further
    addresses that count as the user's own."""

    name: Text
    address: Email
    host: Text
    port: int = Field(default=993, ge=1, le=65535)
    tls: Literal["tls", "starttls", "none-loopback-only"] = "tls"
    user: str = ""  # the sign-in name, where it is not the address
    aliases: tuple[Email, ...] = ()

    @model_validator(mode="after")
    def _no_plain_text_over_a_network(self) -> "Account":
        if self.tls == "none-loopback-only" and self.host not in LOOPBACK:
            raise ValueError(f"mail without TLS is only allowed on this machine, not {self.host}")
        return self

    @property
    def sign_in(self) -> str:
        """The name to sign in with."""
        return self.user or self.address


class Settings(Value):
    """What the user chose. ``adapters`` are the folders of promoted adapter sets, oldest first;
    the last one is in use, none means those that came with the model."""

    language: Literal["ko", "en"] = "ko"
    model: Text = DEFAULT_MODEL
    adapters: tuple[Path, ...] = ()
    company_profile: Path | None = None
    quote_folder: Path | None = None
    accounts: tuple[Account, ...] = ()

    @model_validator(mode="after")
    def _one_name_an_account(self) -> "Settings":
        names = [account.name for account in self.accounts]
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise ValueError(f"two accounts have the name {', '.join(twice)}")
        return self


def load_settings(path: Path) -> Settings:
    """The settings in ``path``; the defaults where there is no such file.

    Raises:
        SettingsError: the file is not readable, no TOML, or holds something unknown or wrong.
    """
    if not path.exists():
        return Settings()
    return _validated(Settings, path)


def save_settings(path: Path, settings: Settings) -> None:
    """Writes the settings, for their owner's eyes only; the old file stays until the new is whole.

    Raises:
        SettingsError: the file cannot be written.
    """
    content = settings.model_dump(mode="json", exclude_none=True)
    partial = path.with_suffix(".partial")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        partial.touch(mode=0o600)
        with partial.open("wb") as file:
            file.write(tomli_w.dumps(content).encode())
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except OSError as error:
        raise SettingsError(
            f"The settings cannot be saved to {path}: {error.strerror or error}."
        ) from error


def load_company(path: Path) -> Company:
    """The company profile in ``path``.

    Raises:
        SettingsError: no such file, no TOML, or something unknown or wrong in it.
    """
    company = _validated(Company, path)
    problems = []
    if not company.name.strip():
        problems.append("name: is empty")
    if not 0 <= company.domestic_vat_percent <= 100:
        problems.append("domestic_vat_percent: is not between 0 and 100")
    if company.validity_days < 1:
        problems.append("validity_days: is not 1 or more")
    if problems:
        raise _refused(path, problems)
    return company


def _validated(kind: type[Record], path: Path) -> Record:
    content = _read_toml(path)
    try:
        return kind.model_validate(content)
    except ValidationError as error:
        raise _refused(path, [_sentence(problem) for problem in error.errors()]) from error


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path} is not UTF-8 text.") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is not valid TOML: {error}.") from error


def _sentence(problem: Any) -> str:
    where = ".".join(str(part + 1) if isinstance(part, int) else part for part in problem["loc"])
    what = {"extra_forbidden": "is no known key", "missing": "is missing"}.get(
        problem["type"], problem["msg"].removeprefix("Value error, ")
    )
    return f"{where}: {what}" if where else what


def _refused(path: Path, problems: list[str]) -> SettingsError:
    return SettingsError(
        f"{path} cannot be used: {'; '.join(problems)}.", hint="Correct the file and try again."
    )
