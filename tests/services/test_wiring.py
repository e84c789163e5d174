"""From settings to what a session works with."""

from pathlib import Path

import pytest

from quoteflow_desktop.config.settings import Account, Settings
from quoteflow_desktop.core.errors import ModelError, SettingsError
from quoteflow_desktop.services import wiring
from quoteflow_desktop.services.wiring import Workplace, open_workplace
from tests.scripted import make_model

PROFILE = 'name = "새솔전자"\nown_addresses = ["Kim@Saesol.example"]\n'


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


def opened(home: Path) -> Workplace:
    return open_workplace({"QUOTEFLOW_HOME": str(home)})


def test_without_a_profile_the_sample_firm_quotes_but_its_addresses_are_not_ours(
    home: Path,
) -> None:
    workplace = opened(home)

    assert workplace.sample_company
    assert workplace.company.name == "(주)솔미르산업"
    assert workplace.own_addresses == frozenset()


def test_the_own_profile_is_used_with_its_addresses_in_lower_case(home: Path) -> None:
    (home / "firm.toml").write_text(PROFILE, encoding="utf-8")
    (home / "settings.toml").write_text(f'company_profile = "{home / "firm.toml"}"\n')

    workplace = opened(home)

    assert workplace.company.name == "새솔전자"
    assert workplace.own_addresses == {"kim@saesol.example"}


def test_a_profile_that_cannot_be_used_leaves_the_settings_as_they_were(home: Path) -> None:
    workplace = opened(home)

    with pytest.raises(SettingsError, match="cannot be read"):
        wiring.change_settings(workplace, Settings(company_profile=home / "none.toml"))

    assert not workplace.home.settings_file.exists()


def test_the_users_model_comes_before_a_shipped_one_of_the_same_name(home: Path) -> None:
    make_model(home / "models" / "quoteflow-mini", "quoteflow-mini")

    spec = wiring.choose_model(opened(home))

    assert spec.base == home / "models" / "quoteflow-mini" / "base.gguf"


def test_a_model_may_be_named_by_its_path(home: Path, tmp_path: Path) -> None:
    folder = make_model(tmp_path / "elsewhere", "other")

    assert wiring.choose_model(opened(home), str(folder)).name == "other"


def test_an_unknown_model_is_an_error(home: Path) -> None:
    with pytest.raises(ModelError, match="no model named nothing"):
        wiring.choose_model(opened(home), "nothing")


def test_quotes_go_where_the_settings_say(home: Path, tmp_path: Path) -> None:
    (home / "settings.toml").write_text(f'quote_folder = "{tmp_path / "paper" / "2026"}"\n')

    folder = wiring.quotes_folder(opened(home))

    assert folder == tmp_path / "paper" / "2026"
    assert folder.is_dir()


def test_a_quote_folder_that_cannot_be_made_is_a_sentence(home: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    (home / "settings.toml").write_text(f'quote_folder = "{tmp_path / "file" / "x"}"\n')

    with pytest.raises(SettingsError, match="cannot be made"):
        wiring.quotes_folder(opened(home))


def test_an_account_is_found_by_name_or_address() -> None:
    account = Account(name="sales", address="a@b.example", host="h")
    settings = Settings(accounts=(account,))

    assert wiring.find_account(settings, "sales") == account
    assert wiring.find_account(settings, "a@b.example") == account
