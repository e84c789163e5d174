"""Settings files are read whole or refused with every problem named."""

from pathlib import Path

import pytest

from quoteflow_desktop.core.errors import SettingsError
from training.config import load_config

CONFIGS = Path(__file__).parents[2] / "training" / "configs"


@pytest.mark.parametrize("path", sorted(CONFIGS.glob("*.toml")), ids=lambda path: path.stem)
def test_every_shipped_settings_file_is_valid(path: Path) -> None:
    assert load_config(path).model.hidden % 256 == 0


def test_unknown_keys_and_wrong_shapes_are_all_named(tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(
        '[run]\nfolder = "x"\nspeed = 3\n[data]\ntrain_threads = 1\nheld_out_threads = 1\n'
        "[model]\nhidden = 300\n[pretrain]\nminutes = 1\n[adapters]\nminutes = 1\n"
    )
    with pytest.raises(SettingsError, match=r"run\.speed.*model.*multiples of 256"):
        load_config(path)


def test_missing_file_is_a_settings_error(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load_config(tmp_path / "none.toml")
