"""Settings and company profile: in and out of TOML, and every problem told at once."""

import stat
import sys
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from quoteflow_desktop.config.settings import (
    Account,
    Settings,
    load_company,
    load_settings,
    save_settings,
)
from quoteflow_desktop.core.errors import SettingsError

ACCOUNT = Account(name="sales", address="sales@firm.example", host="imap.firm.example")


def test_a_missing_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "none.toml") == Settings()


names = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=20)


@given(
    language=st.sampled_from(["ko", "en"]),
    model=names,
    adapters=st.lists(names.filter(lambda name: "\0" not in name), max_size=3),
    users=st.lists(names, max_size=3),
)
def test_saved_settings_come_back_as_they_were(
    tmp_path_factory: pytest.TempPathFactory,
    language: str,
    model: str,
    adapters: list[str],
    users: list[str],
) -> None:
    settings = Settings.model_validate(
        {
            "language": language,
            "model": model,
            "adapters": tuple(Path(name) for name in adapters),
            "quote_folder": Path("quotes"),
            "accounts": tuple(
                ACCOUNT.model_copy(update={"name": f"account {number}", "user": user})
                for number, user in enumerate(users)
            ),
        }
    )
    path = tmp_path_factory.mktemp("settings") / "settings.toml"

    save_settings(path, settings)

    assert load_settings(path) == settings


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_settings_are_readable_by_their_owner_only_and_leave_no_other_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"

    save_settings(path, Settings())

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_settings_that_cannot_be_written_say_where(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").mkdir()

    with pytest.raises(SettingsError, match="cannot be saved"):
        save_settings(tmp_path / "settings.toml", Settings())


def test_all_problems_of_a_file_are_told_at_once_with_their_keys(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    path.write_text(
        'language = "fr"\ncolour = "blue"\n[[accounts]]\nname = "a"\nport = 0\nhost = "h"\n'
    )

    with pytest.raises(SettingsError) as caught:
        load_settings(path)

    said = str(caught.value)
    assert said.startswith(str(path))
    assert "language: " in said
    assert "colour: is no known key" in said
    assert "accounts.1.address: is missing" in said
    assert "accounts.1.port: " in said


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"language = ", "is not valid TOML"), (b'model = "\xff"', "is not UTF-8 text")],
)
def test_a_file_that_is_no_toml_is_one_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(content)

    with pytest.raises(SettingsError, match=said):
        load_settings(path)


def test_two_accounts_cannot_share_a_name(tmp_path: Path) -> None:
    path = tmp_path / "settings.toml"
    one = '[[accounts]]\nname = "a"\naddress = "a@b.example"\nhost = "h"\n'
    path.write_text(one + one)

    with pytest.raises(SettingsError, match="two accounts have the name a"):
        load_settings(path)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1"])
def test_mail_without_tls_is_allowed_on_this_machine(host: str) -> None:
    account = Account(name="a", address="a@b.example", host=host, tls="none-loopback-only")

    assert account.host == host


def test_mail_without_tls_is_refused_over_a_network() -> None:
    with pytest.raises(ValidationError, match="only allowed on this machine"):
        Account(name="a", address="a@b.example", host="imap.firm.example", tls="none-loopback-only")


def test_the_sign_in_name_is_the_address_unless_it_is_given() -> None:
    assert ACCOUNT.sign_in == "sales@firm.example"
    assert ACCOUNT.model_copy(update={"user": "u1"}).sign_in == "u1"


def test_a_company_profile_is_read_with_exact_decimals(tmp_path: Path) -> None:
    path = tmp_path / "company.toml"
    path.write_text('name = "(주)새솔"\ndomestic_vat_percent = 10.1\nvalidity_days = 14\n')

    company = load_company(path)

    assert company.name == "(주)새솔"
    assert company.domestic_vat_percent == Decimal("10.1")
    assert company.validity_days == 14


def test_a_company_profile_tells_all_its_problems(tmp_path: Path) -> None:
    path = tmp_path / "company.toml"
    path.write_text('name = " "\ndomestic_vat_percent = 101\nvalidity_days = 0\n')

    with pytest.raises(SettingsError) as caught:
        load_company(path)

    assert "name: is empty" in str(caught.value)
    assert "domestic_vat_percent: is not between 0 and 100" in str(caught.value)
    assert "validity_days: is not 1 or more" in str(caught.value)


def test_a_missing_company_profile_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load_company(tmp_path / "none.toml")
