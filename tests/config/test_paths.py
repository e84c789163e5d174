"""Where the program looks for its files."""

import stat
import sys
from pathlib import Path

import pytest

from quoteflow_desktop.config import paths
from quoteflow_desktop.core.errors import SettingsError


def test_quoteflow_home_moves_everything_into_one_folder(tmp_path: Path) -> None:
    home = paths.find_home({"QUOTEFLOW_HOME": str(tmp_path)})

    folders = [getattr(home, name) for name in paths.Home.model_fields]
    assert all(folder == tmp_path or folder.parent == tmp_path for folder in folders)
    assert home.settings_file == tmp_path / "settings.toml"
    assert home.store_file == tmp_path / "data" / "quoteflow.db"


def test_a_relative_quoteflow_home_becomes_absolute() -> None:
    home = paths.find_home({"QUOTEFLOW_HOME": "somewhere"})

    assert home.settings_dir == Path.cwd() / "somewhere"


@pytest.mark.parametrize("environ", [{}, {"QUOTEFLOW_HOME": ""}])
def test_without_quoteflow_home_each_kind_has_its_own_folder(environ: dict[str, str]) -> None:
    home = paths.find_home(environ)

    assert all("quoteflow" in str(getattr(home, name)).lower() for name in paths.Home.model_fields)
    assert home.settings_dir != home.cache_dir


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_folders_are_made_for_their_owner_only(tmp_path: Path) -> None:
    home = paths.find_home({"QUOTEFLOW_HOME": str(tmp_path / "new")})

    paths.make_folders(home)

    assert stat.S_IMODE(home.data_dir.stat().st_mode) == 0o700
    assert not home.quotes_dir.exists()


def test_a_folder_that_cannot_be_made_is_one_sentence_with_a_hint(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    home = paths.find_home({"QUOTEFLOW_HOME": str(tmp_path / "file")})

    with pytest.raises(SettingsError, match="cannot be made") as caught:
        paths.make_folders(home)

    assert "QUOTEFLOW_HOME" in caught.value.hint


def test_the_source_tree_finds_its_resources() -> None:
    assert (paths.resources_dir() / "tags.toml").is_file()


def test_an_installed_wheel_finds_the_resources_inside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "quoteflow_desktop" / "_resources"
    inside.mkdir(parents=True)
    monkeypatch.setattr(
        paths, "__file__", str(tmp_path / "quoteflow_desktop" / "config" / "paths.py")
    )

    assert paths.resources_dir() == inside


def test_an_incomplete_installation_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "__file__", str(tmp_path / "package" / "config" / "paths.py"))

    with pytest.raises(SettingsError, match="are missing"):
        paths.resources_dir()
