"""Models: listed, verified, adapters promoted and rolled back."""

from pathlib import Path

import pytest

from quoteflow_desktop.config.settings import load_settings
from quoteflow_desktop.core.errors import ModelError
from quoteflow_desktop.services import model_choice, wiring
from quoteflow_desktop.services.wiring import Workplace, open_workplace
from tests.scripted import make_model


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    home = tmp_path / "home"
    make_model(home / "models" / "mine", "mine")
    (home / "settings.toml").write_text('model = "mine"\n')
    return open_workplace({"QUOTEFLOW_HOME": str(home)})


def test_the_chosen_model_is_listed_as_such(workplace: Workplace) -> None:
    models = {model.name: model for model in model_choice.known_models(workplace)}

    assert models["mine"].chosen
    assert models["mine"].problem == ""


def test_a_damaged_file_is_found_by_its_digest(workplace: Workplace) -> None:
    (workplace.home.models_dir / "mine" / "facts.gguf").write_bytes(b"other")

    models = {m.name: m for m in model_choice.known_models(workplace, check_files=True)}

    assert models["mine"].problem == "The model file facts.gguf is damaged."


def test_promoted_adapters_are_used_and_a_rollback_brings_back_those_before(
    workplace: Workplace, tmp_path: Path
) -> None:
    second = make_model(tmp_path / "second", "mine", adapter=b"second")
    third = make_model(tmp_path / "third", "mine", adapter=b"third")

    promoted = model_choice.promote(model_choice.promote(workplace, second), third)
    assert wiring.choose_model(promoted).adapters["facts"].read_bytes() == b"third"

    once = model_choice.roll_back(promoted)
    assert wiring.choose_model(once).adapters["facts"].read_bytes() == b"second"

    twice = model_choice.roll_back(once)
    assert wiring.choose_model(twice).adapters["facts"].read_bytes() == b"first"
    assert load_settings(workplace.home.settings_file).adapters == ()


def test_a_model_that_is_named_comes_with_its_own_adapters(
    workplace: Workplace, tmp_path: Path
) -> None:
    promoted = model_choice.promote(
        workplace, make_model(tmp_path / "second", "mine", adapter=b"second")
    )

    assert wiring.choose_model(promoted, "mine").adapters["facts"].read_bytes() == b"first"


def test_adapters_of_another_base_are_not_promoted(workplace: Workplace, tmp_path: Path) -> None:
    foreign = make_model(tmp_path / "foreign", "mine", base=b"another")

    with pytest.raises(ModelError, match="made for another model than mine"):
        model_choice.promote(workplace, foreign)

    assert load_settings(workplace.home.settings_file).adapters == ()


def test_damaged_adapters_are_not_promoted(workplace: Workplace, tmp_path: Path) -> None:
    damaged = make_model(tmp_path / "damaged", "mine")
    (damaged / "facts.gguf").write_bytes(b"cut")

    with pytest.raises(ModelError, match=r"facts\.gguf is damaged"):
        model_choice.promote(workplace, damaged)


def test_promoted_adapters_that_are_gone_are_named_with_the_way_back(
    workplace: Workplace, tmp_path: Path
) -> None:
    second = make_model(tmp_path / "second", "mine", adapter=b"second")
    promoted = model_choice.promote(workplace, second)
    second.rename(tmp_path / "moved")

    with pytest.raises(ModelError, match="second") as caught:
        wiring.choose_model(promoted)

    assert "rollback" in caught.value.hint


def test_there_is_nothing_to_roll_back_before_a_promotion(workplace: Workplace) -> None:
    with pytest.raises(ModelError, match="nothing to go back to"):
        model_choice.roll_back(workplace)


def test_adapters_that_were_not_found_better_are_promoted_only_by_force(
    workplace: Workplace, tmp_path: Path
) -> None:
    second = make_model(tmp_path / "second", "mine", adapter=b"second", compared=False)

    with pytest.raises(ModelError, match="No comparison shows") as caught:
        model_choice.promote(workplace, second)

    assert "--force" in caught.value.hint
    assert load_settings(workplace.home.settings_file).adapters == ()
    forced = model_choice.promote(workplace, second, force=True)
    assert wiring.choose_model(forced).adapters["facts"].read_bytes() == b"second"
