"""Models are found by name or path, and a file that is not the manifest's is refused."""

from pathlib import Path

import pytest

from quoteflow_desktop.core.errors import ModelError
from quoteflow_desktop.inference.models import (
    damaged_models,
    file_digest,
    find_model,
    list_models,
    verify,
)


def make_model(folder: Path, name: str = "tiny", base: bytes = b"GGUF1") -> Path:
    home = folder / name
    home.mkdir(parents=True)
    (home / "base.gguf").write_bytes(base)
    (home / "facts.gguf").write_bytes(b"GGUF2")
    (home / "manifest.toml").write_text(
        f'name = "{name}"\narchitecture = "gemma2"\nbase = "base.gguf"\n'
        f'base_sha256 = "{file_digest(home / "base.gguf")}"\nparameters = 10\ncontext = 512\n'
        'quantization = "Q8_0"\nprompt_digest = "abc"\n'
        f'[adapters.facts]\nfile = "facts.gguf"\nsha256 = "{file_digest(home / "facts.gguf")}"\n',
        encoding="utf-8",
    )
    return home


def test_a_model_is_found_by_name_in_the_first_folder_that_has_it(tmp_path: Path) -> None:
    mine, shipped = tmp_path / "mine", tmp_path / "shipped"
    make_model(shipped)
    expected = make_model(mine)
    assert find_model("tiny", [mine, shipped]).base == expected / "base.gguf"


def test_a_model_is_found_by_the_path_of_its_folder_or_of_a_bare_file(tmp_path: Path) -> None:
    home = make_model(tmp_path)
    assert find_model(str(home), []).name == "tiny"
    assert find_model(str(home / "base.gguf"), []).adapters == {}


def test_an_unknown_model_is_named_in_the_sentence() -> None:
    with pytest.raises(ModelError, match="no model named nosuch"):
        find_model("nosuch", [])


def test_a_whole_model_verifies(tmp_path: Path) -> None:
    make_model(tmp_path)
    verify(find_model("tiny", [tmp_path]))


@pytest.mark.parametrize("file", ["base.gguf", "facts.gguf"])
def test_a_changed_file_is_refused(tmp_path: Path, file: str) -> None:
    home = make_model(tmp_path)
    (home / file).write_bytes(b"GGUF-other")
    with pytest.raises(ModelError, match=f"{file} is damaged"):
        verify(find_model("tiny", [tmp_path]))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    home = make_model(tmp_path)
    (home / "base.gguf").unlink()
    with pytest.raises(ModelError, match=r"base\.gguf is not there"):
        verify(find_model("tiny", [tmp_path]))


def test_a_damaged_manifest_is_one_sentence_and_named_beside_the_list(tmp_path: Path) -> None:
    home = make_model(tmp_path)
    (home / "manifest.toml").write_text("name = ", encoding="utf-8")
    with pytest.raises(ModelError, match="manifest of the model in tiny is damaged"):
        find_model("tiny", [tmp_path])
    assert list_models([tmp_path]) == ()
    assert damaged_models([tmp_path]) == ("The manifest of the model in tiny is damaged.",)
