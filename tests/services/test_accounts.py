"""Accounts: the settings hold who, the keyring holds the password."""

from pathlib import Path

import keyring
import pytest
from keyring.backends import fail

from quoteflow_desktop.config.settings import Account, load_settings
from quoteflow_desktop.core.errors import SettingsError
from quoteflow_desktop.services import accounts
from quoteflow_desktop.services.wiring import Workplace, find_account, open_workplace

SALES = Account(name="sales", address="Sales@Firm.example", host="h", aliases=("x@firm.example",))


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    return open_workplace({"QUOTEFLOW_HOME": str(tmp_path)})


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    backend = fail.Keyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)


def test_an_added_account_is_saved_and_its_addresses_are_the_firms_own(
    workplace: Workplace,
) -> None:
    changed = accounts.add_account(workplace, SALES, None)

    assert load_settings(workplace.home.settings_file).accounts == (SALES,)
    assert changed.own_addresses == {"sales@firm.example", "x@firm.example"}


def test_a_name_is_taken_once(workplace: Workplace) -> None:
    changed = accounts.add_account(workplace, SALES, None)

    with pytest.raises(SettingsError, match="already is an account named sales"):
        accounts.add_account(changed, SALES, None)


def test_without_a_keyring_a_password_is_refused_and_nothing_saved(workplace: Workplace) -> None:
    with pytest.raises(SettingsError, match="no keyring"):
        accounts.add_account(workplace, SALES, "s3cret")

    assert not workplace.home.settings_file.exists()


def test_a_removed_account_is_gone(workplace: Workplace) -> None:
    changed = accounts.add_account(workplace, SALES, None)

    accounts.remove_account(changed, "sales")

    assert load_settings(workplace.home.settings_file).accounts == ()


def test_an_unknown_account_is_told_with_those_there_are(workplace: Workplace) -> None:
    changed = accounts.add_account(workplace, SALES, None)

    with pytest.raises(SettingsError, match="no account named support") as caught:
        find_account(changed.settings, "support")

    assert caught.value.hint == "There is: sales."


def test_a_password_that_is_not_kept_says_how_to_give_it(workplace: Workplace) -> None:
    with pytest.raises(SettingsError, match="is not kept") as caught:
        accounts.require_secret(SALES)

    assert "quoteflow sync sales" in caught.value.hint
