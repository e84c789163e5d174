"""The recipe: base beside tuned, everything kept, the manifest only after a whole run."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import tomli_w

from quoteflow_desktop.core.errors import InputError, ModelError
from quoteflow_desktop.inference.engine import ScriptedEngine
from quoteflow_desktop.inference.models import Manifest, ModelSpec
from quoteflow_desktop.inference.tasks import program
from tests.training.evaluation.samples import analysis, cell
from training import evaluate as recipe
from training.config import (
    AdaptersSection,
    Config,
    DataSection,
    EvaluationSection,
    ExportSection,
    PretrainSection,
    RunSection,
)
from training.evaluation.cases import Case
from training.evaluation.reading import Reading, bare, read

MAIL = (
    b"From: a@b.com\r\nTo: c@d.com\r\nSubject: RFQ\r\nMessage-ID: <1@b>\r\n"
    b"Date: Mon, 2 Mar 2026 09:00:00 +0900\r\n\r\nFOB Busan in USD please.\r\n"
)
GOLD = {
    "facts": {"incoterm": {"accept": ["FOB"]}, "currency": {"accept": ["USD"]}},
    "items": [],
    "tags": ["inquiry"],
    "key_points": ["FOB Busan"],
}


@pytest.fixture
def config(tmp_path: Path) -> Config:
    folder = tmp_path / "mine" / "01"
    folder.mkdir(parents=True)
    (folder / "1.eml").write_bytes(MAIL)
    (folder / "gold.json").write_text(json.dumps(GOLD))
    model = tmp_path / "model"
    model.mkdir()
    manifest = Manifest(
        name="tiny", architecture="gemma2", base="tiny.gguf", base_sha256="", parameters=1,
        context=1, quantization="Q8_0", prompt_digest="", scores={"old": 1},
    )  # fmt: skip
    (model / "manifest.toml").write_text(tomli_w.dumps(manifest.model_dump()))
    return Config(
        run=RunSection(folder=tmp_path / "run"),
        data=DataSection(train_threads=0, held_out_threads=0),
        pretrain=PretrainSection(minutes=0),
        adapters=AdaptersSection(minutes=0),
        export=ExportSection(name="tiny", target=model),
        evaluation=EvaluationSection(threads=0, folders=(tmp_path / "mine",)),
    )


@pytest.fixture(autouse=True)
def opened(monkeypatch: pytest.MonkeyPatch) -> list[ModelSpec]:
    """Models read without an engine: adapters give both facts, a bare base one, F32 none."""
    models: list[ModelSpec] = []

    def read_sets(
        sets: Mapping[str, Sequence[Case]], spec: ModelSpec, *, threads: int | None
    ) -> dict[str, list[Reading]]:
        models.append(spec)
        facts = {"incoterm": cell("FOB", "FOB")}
        if len(models) == 1:
            facts["currency"] = cell("EUR", "USD")
        said = analysis(tags=("inquiry",), headline="FOB Busan", **facts)
        return {name: [Reading(case, said, 1.0) for case in cases] for name, cases in sets.items()}

    monkeypatch.setattr(recipe, "read_sets", read_sets)
    return models


def _manifest_scores(config: Config) -> dict[str, object]:
    text = (config.export.target / "manifest.toml").read_text("utf-8")
    return dict(tomllib.loads(text)["scores"])


def test_whole_run_keeps_everything_and_scores_the_manifest(
    config: Config, opened: list[ModelSpec]
) -> None:
    report = recipe.evaluate(config, recipe.arguments(["c.toml"]))
    assert [spec.name for spec in opened] == ["tiny", "tiny without adapters"]
    # tuned: one right, one wrong; base: one right, one missed
    found = report.sets["mine"]
    assert (found.tuned["fact_f1"], found.base["fact_f1"]) == (0.5, 0.667)
    assert found.classes == {"not in the mail": 1}
    kept = sorted(path.name for path in (config.run.folder / "evaluation").iterdir())
    assert kept == [
        "error-classes.png", "errors.html", "errors.jsonl", "f1-by-key.png", "report.json",
        "scores.json",
    ]  # fmt: skip
    scores = _manifest_scores(config)
    assert (scores["mine_fact_f1"], scores["mine_base_fact_f1"]) == (0.5, 0.667)
    assert "old" not in scores
    assert str(scores["encoder"]).startswith("hashed character")


@pytest.mark.parametrize("option", ["--written-only", "--tuned-only", "--sets=mine", "--limit=1"])
def test_partial_run_leaves_the_manifest_alone(config: Config, option: str) -> None:
    recipe.evaluate(config, recipe.arguments(["c.toml", option]))
    assert _manifest_scores(config) == {"old": 1}


def test_quantization_is_measured_on_the_unquantized_file_with_the_same_adapters(
    config: Config, opened: list[ModelSpec]
) -> None:
    options = recipe.arguments(["c.toml", "--quantization", "--tuned-only"])
    with pytest.raises(InputError, match="tiny-F32"):
        recipe.evaluate(config, options)
    assert opened == []  # said before an hour of reading
    config.run.folder.mkdir(parents=True)
    (config.run.folder / "tiny-F32.gguf").write_bytes(b"")
    report = recipe.evaluate(config, options)
    before, after, lost = report.quantization["mine"]
    assert (before, after) == (pytest.approx(2 / 3), 0.5)
    assert lost == pytest.approx(1 / 6)


def test_bare_base_has_no_adapters() -> None:
    spec = ModelSpec(
        name="m", base=Path("b"), adapters={"facts": Path("f")}, adapter_sha256={"facts": "1"}
    )
    assert (bare(spec).adapters, bare(spec).adapter_sha256, bare(spec).base) == ({}, {}, Path("b"))


def _fails(*_: object) -> str:
    raise ModelError("The model's process ended twice.\nwhile reading")


def test_thread_that_the_model_fails_on_is_a_reading_without_analysis(config: Config) -> None:
    (case,) = recipe.all_cases(config)["mine"]
    (reading,) = read([case], ScriptedEngine(_fails, program))
    assert (reading.analysis, reading.failure) == (None, "while reading")
