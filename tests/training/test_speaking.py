"""A recipe that cannot work ends with a sentence."""

import runpy

import pytest

from quoteflow_desktop.core.errors import InputError
from training.speaking import run_recipe

RECIPES = (
    "adapt",
    "corpus.collect",
    "corpus.prepare",
    "domain_questions",
    "evaluate",
    "export_gguf",
    "finetune",
    "gpu",
    "instruct",
    "pipeline",
    "pretrain",
)


def test_the_world_s_error_is_one_line_with_its_hint_and_a_bug_stays_one() -> None:
    def fails() -> None:
        raise InputError("The corpus is empty.", hint="Name a source.")

    with pytest.raises(SystemExit) as ended:
        run_recipe(fails)
    assert ended.value.code == "The corpus is empty. Name a source."
    with pytest.raises(KeyError):
        run_recipe(lambda: {}["bug"])


@pytest.mark.filterwarnings("ignore:.*found in sys.modules.*:RuntimeWarning")
@pytest.mark.parametrize("recipe", RECIPES)
def test_settings_that_are_not_there_are_a_sentence(
    recipe: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = ["--out", "nowhere"] if recipe == "gpu" else []
    monkeypatch.setattr("sys.argv", [recipe, "nowhere.toml", *more])

    with pytest.raises(SystemExit) as ended:
        runpy.run_module(f"training.{recipe}", run_name="__main__")

    assert ended.value.code == "nowhere.toml cannot be read: No such file or directory."
