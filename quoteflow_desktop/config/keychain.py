"""Passwords and the store's key, kept by the operating system's keyring and nowhere else.

A machine without a usable keyring is told so; nothing is ever written as plain text. Must not
know what the secrets open.
"""

import secrets

import keyring
import keyring.backends.chainer
import keyring.backends.fail
import keyring.backends.null
from keyring.backend import KeyringBackend
from keyring.errors import KeyringError, PasswordDeleteError

from quoteflow_desktop.core.errors import SettingsError

SERVICE = "QuoteFlow Desktop"
STORE_KEY = "store-key"
STORE_KEY_BYTES = 32

NO_KEYRING = "This machine has no keyring to keep secrets in."
HINT = (
    "On Linux, install and unlock gnome-keyring or KWallet; "
    "until then QuoteFlow asks for passwords each time."
)


def fault() -> str | None:
    """Why secrets cannot be kept on this machine, in a sentence; None where they can."""
    return fault_of(keyring.get_keyring())


def fault_of(backend: KeyringBackend) -> str | None:
    """What is wrong with a keyring backend: none there, or one that stores plain text."""
    if isinstance(backend, keyring.backends.chainer.ChainerBackend):
        links = list(backend.backends)  # the first of the chain is the one that is written to
        return fault_of(links[0]) if links else NO_KEYRING
    if isinstance(backend, keyring.backends.fail.Keyring | keyring.backends.null.Keyring):
        return NO_KEYRING
    if type(backend).__module__.startswith("keyrings.alt"):
        return "The keyring of this machine keeps secrets as plain files, so it is not used."
    return None


def read_secret(name: str) -> str | None:
    """The secret kept under ``name``, or None.

    Raises:
        SettingsError: there is no usable keyring, or it is locked.
    """
    _require_keyring()
    try:
        kept: str | None = keyring.get_password(SERVICE, name)
    except KeyringError as error:
        raise _refused(error) from error
    return kept


def write_secret(name: str, secret: str) -> None:
    """Keeps ``secret`` under ``name``.

    Raises:
        SettingsError: there is no usable keyring, or it is locked.
    """
    _require_keyring()
    try:
        keyring.set_password(SERVICE, name, secret)
    except KeyringError as error:
        raise _refused(error) from error


def delete_secret(name: str) -> None:
    """Forgets the secret of ``name``; no error where there is none.

    Raises:
        SettingsError: there is no usable keyring, or it is locked.
    """
    _require_keyring()
    try:
        keyring.delete_password(SERVICE, name)
    except PasswordDeleteError:
        return  # it was not there, which is what the caller wants
    except KeyringError as error:
        raise _refused(error) from error


def store_key() -> bytes | None:
    """The 32 bytes that encrypt the local store, made at the first call; None without a keyring.

    Raises:
        SettingsError: there is a keyring, but it is locked or holds a damaged key.
    """
    if fault() is not None:
        return None
    kept = read_secret(STORE_KEY)
    if kept is None:
        kept = secrets.token_hex(STORE_KEY_BYTES)
        write_secret(STORE_KEY, kept)
    try:
        key = bytes.fromhex(kept)
    except ValueError:
        key = b""
    if len(key) != STORE_KEY_BYTES:
        raise SettingsError("The key of the local store in this machine's keyring is damaged.")
    return key


def _require_keyring() -> None:
    problem = fault()
    if problem is not None:
        raise SettingsError(problem, hint=HINT)


def _refused(error: KeyringError) -> SettingsError:
    return SettingsError(
        f"The keyring of this machine refused: {error}.", hint="Unlock it.", retryable=True
    )
