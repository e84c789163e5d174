"""Secrets go to the system's keyring or nowhere."""

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import chainer, fail, null
from keyring.errors import KeyringLocked, PasswordDeleteError

from quoteflow_desktop.config import keychain
from quoteflow_desktop.core.errors import SettingsError


class MemoryKeyring(KeyringBackend):
    """A keyring that keeps secrets for one test."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked("locked")
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise PasswordDeleteError("not there")
        del self.kept[service, username]


@pytest.fixture
def memory() -> Iterator[MemoryKeyring]:
    before = keyring.get_keyring()
    backend = MemoryKeyring()
    keyring.set_keyring(backend)
    yield backend
    keyring.set_keyring(before)


@pytest.fixture
def no_keyring() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    yield
    keyring.set_keyring(before)


def test_a_secret_comes_back_and_can_be_forgotten(memory: MemoryKeyring) -> None:
    keychain.write_secret("sales", "s3cret")
    assert keychain.read_secret("sales") == "s3cret"

    keychain.delete_secret("sales")
    keychain.delete_secret("sales")

    assert keychain.read_secret("sales") is None
    assert not memory.kept


def test_the_stores_key_is_made_once_and_has_32_bytes(memory: MemoryKeyring) -> None:
    key = keychain.store_key()

    assert key is not None
    assert len(key) == 32
    assert keychain.store_key() == key


def test_a_damaged_store_key_is_told_and_never_replaced(memory: MemoryKeyring) -> None:
    keychain.write_secret(keychain.STORE_KEY, "not hexadecimal")

    with pytest.raises(SettingsError, match="is damaged"):
        keychain.store_key()

    assert keychain.read_secret(keychain.STORE_KEY) == "not hexadecimal"


def test_a_locked_keyring_can_be_tried_again(memory: MemoryKeyring) -> None:
    memory.locked = True

    with pytest.raises(SettingsError, match="refused") as caught:
        keychain.read_secret("sales")

    assert caught.value.retryable


def test_without_a_keyring_nothing_is_kept_and_the_user_is_told(no_keyring: None) -> None:
    assert "has no keyring" in (keychain.fault() or "")
    assert keychain.store_key() is None
    with pytest.raises(SettingsError, match="has no keyring") as caught:
        keychain.write_secret("sales", "s3cret")
    assert "gnome-keyring" in caught.value.hint


class Chain(chainer.ChainerBackend):
    """A chain of the given keyrings."""

    backends: tuple[KeyringBackend, ...] = ()


def test_a_keyring_that_forgets_or_an_empty_chain_counts_as_none() -> None:
    assert keychain.fault_of(null.Keyring()) == keychain.NO_KEYRING
    assert keychain.fault_of(Chain()) == keychain.NO_KEYRING


def test_a_chain_is_as_good_as_its_first_keyring() -> None:
    chain = Chain()
    chain.backends = (MemoryKeyring(), null.Keyring())

    assert keychain.fault_of(chain) is None


def test_a_keyring_of_plain_files_is_refused() -> None:
    plain = type("PlaintextKeyring", (MemoryKeyring,), {"__module__": "keyrings.alt.file"})

    assert "plain files" in (keychain.fault_of(plain()) or "")


def test_a_keyring_that_works_has_no_fault(memory: MemoryKeyring) -> None:
    assert keychain.fault() is None
