"""An adapter goes on from corrections with a tiny model: read back, trained, compared, promoted."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import tomli_w
import torch
from safetensors.numpy import load_file

from quoteflow_desktop.core.analysis import Analysis, Coverage, ModelView, Summary, ThreadView
from quoteflow_desktop.core.errors import InputError, ModelError
from quoteflow_desktop.core.facts import Cell, Item, State
from quoteflow_desktop.core.messages import Address, Message, Thread
from quoteflow_desktop.inference.models import AdapterFile, Manifest, file_digest
from quoteflow_desktop.inference.prompts import prompt_digest
from quoteflow_desktop.services import model_choice
from quoteflow_desktop.services.decided_facts import KnownFact, Lesson, TextRun
from quoteflow_desktop.services.teaching import FILE
from quoteflow_desktop.services.wiring import Workplace, open_workplace
from training import learn as recipe
from training.adapters import open_adapter
from training.config import (
    AdaptersSection,
    Config,
    DataSection,
    LearnSection,
    ModelSection,
    PretrainSection,
    RunSection,
)
from training.evaluation.correction_scores import lesson_tally
from training.evaluation.tally import Tally
from training.export_gguf import write_adapter, write_base
from training.learn import Figures, better, current_model, learn, weighed
from training.model import attach_adapter, build_model
from training.packing import Branch, Tree
from training.shipped import adapter_from
from training.tokenizer import Tokenizer

SHAPE = ModelSection(hidden=256, layers=1, heads=2, kv_heads=1, intermediate=256, context=4096)
BODY = "Dear Tom,\n\nwe offer FOB Busan, USD 12.50/pc.\nPayment: T/T 30/70\n\nKim"


@pytest.fixture(scope="module")
def model(tokenizer: Tokenizer, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model's folder with random weights and a facts adapter of rank 4."""
    folder = tmp_path_factory.mktemp("model")
    torch.manual_seed(7)
    base = build_model(SHAPE, len(tokenizer))
    fingerprint = write_base(base, tokenizer, "tiny", folder / "base.gguf")
    adapted = attach_adapter(base, "facts", rank=4, invocation=tokenizer.invocation())
    with torch.no_grad():
        for name, parameter in adapted.named_parameters():
            if "lora_" in name:
                parameter.normal_(0.0, 0.05)
    adapted.save_pretrained(folder / "peft")
    write_adapter(
        load_file(folder / "peft" / "facts" / "adapter_model.safetensors"),
        alpha=8,
        invocation=tokenizer.invocation(),
        extra={"quoteflow.base_fingerprint": fingerprint},
        path=folder / "facts.gguf",
    )
    adapter = AdapterFile(file="facts.gguf", sha256=file_digest(folder / "facts.gguf"))
    manifest = Manifest(
        name="tiny", architecture="gemma2", base="base.gguf",
        base_sha256=file_digest(folder / "base.gguf"), base_fingerprint=fingerprint,
        parameters=1, context=SHAPE.context, quantization="F32", prompt_digest=prompt_digest(),
        adapters={"facts": adapter},
    )  # fmt: skip
    (folder / "manifest.toml").write_text(tomli_w.dumps(manifest.model_dump()), encoding="utf-8")
    return folder


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return Config(
        run=RunSection(folder=tmp_path / "run"),
        data=DataSection(train_threads=1, held_out_threads=1, workers=1),
        pretrain=PretrainSection(minutes=1),
        adapters=AdaptersSection(minutes=1, batch_tokens=1024),
        learn=LearnSection(
            minutes=60, steps=1, replay=0.0, replay_threads=1, threads=0, compiled=False
        ),
    )


def lesson(number: int) -> Lesson:
    message = Message(
        message_id=f"<{number}@x>",
        subject="offer",
        date=datetime(2026, 3, 2, 9, tzinfo=UTC),
        sender=Address(name="Kim", email="kim@x.kr"),
        to=(Address(email="tom@y.com"),),
        body=BODY,
    )
    thread = Thread(id=f"t{number}", subject="offer", messages=(message,))
    return Lesson(
        thread=thread, facts=(fact("incoterm", "FOB"), fact("payment_terms", "T/T 30/70"))
    )


def fact(key: str, value: str) -> KnownFact:
    start = BODY.index(value)
    run = TextRun(message=1, where="body", start=start, end=start + len(value))
    return KnownFact(key=key, value=value, confirmed=False, run=run)


@pytest.fixture
def corrections(tmp_path: Path) -> Path:
    folder = tmp_path / "corrections"
    folder.mkdir()
    lines = [lesson(number).model_dump_json() + "\n" for number in range(2)]
    (folder / FILE).write_text("".join(lines), encoding="utf-8")
    return folder


@pytest.fixture
def workplace(tmp_path: Path, model: Path) -> Workplace:
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.toml").write_text(f'model = "{model}"\n', encoding="utf-8")
    return open_workplace({"QUOTEFLOW_HOME": str(home)})


def test_the_adapter_in_use_is_what_training_starts_from(model: Path, tokenizer: Tokenizer) -> None:
    spec = current_model(model, None)
    opened = open_adapter(spec, tokenizer, 16, fused=False)

    kept = adapter_from(spec.adapters["facts"])
    written = load_file(model / "peft" / "facts" / "adapter_model.safetensors")
    states = {name: p for name, p in opened.named_parameters() if "lora_" in name}

    assert len(states) == len(kept) == len(written)
    for name, parameter in states.items():
        source = written[name.replace(".facts.weight", ".weight")]
        kept_as = torch.from_numpy(source).half().float()  # what the file holds
        assert torch.equal(parameter.detach(), kept_as), name


def test_new_adapters_are_trained_compared_and_promoted(
    model: Path,
    config: Config,
    corrections: Path,
    workplace: Workplace,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    spec = current_model(model, None)
    scored = iter([Figures(0.5, 0.9), Figures(0.75, 0.897)])
    monkeypatch.setattr(recipe, "figures", lambda *_: next(scored))

    assert learn(config, corrections, spec, tmp_path / "new")

    new = current_model(model, tmp_path / "new")
    before, after = adapter_from(spec.adapters["facts"]), adapter_from(new.adapters["facts"])
    assert before.keys() == after.keys()
    assert any(not torch.equal(before[name], after[name]) for name in before)
    assert new.manifest is not None
    assert new.manifest.comparison == {
        "corrections_f1_before": 0.5, "corrections_f1": 0.75, "corrections_threads": 1,
        "simulated_f1_before": 0.9, "simulated_f1": 0.897, "simulated_threads": 0,
        "tolerance": 0.005, "trained_threads": 1,
    }  # fmt: skip
    promoted = model_choice.promote(workplace, tmp_path / "new")
    assert model_choice.roll_back(promoted).settings.adapters == ()
    with pytest.raises(InputError, match="is there already"):
        learn(config, corrections, spec, tmp_path / "new")


def test_adapters_that_are_not_better_are_not_promoted(
    model: Path, config: Config, corrections: Path, workplace: Workplace, tmp_path: Path
) -> None:
    """A random model reads nothing right, before and after: the real comparison says so."""
    assert not learn(config, corrections, current_model(model, None), tmp_path / "new")

    with pytest.raises(ModelError, match="No comparison shows"):
        model_choice.promote(workplace, tmp_path / "new")


def test_one_thread_is_not_enough(
    model: Path, config: Config, corrections: Path, tmp_path: Path
) -> None:
    (corrections / FILE).write_text(lesson(1).model_dump_json() + "\n", encoding="utf-8")

    with pytest.raises(InputError, match="One corrected thread"):
        learn(config, corrections, current_model(model, None), tmp_path / "new")

    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("new", "passes"),
    [
        (Figures(0.6, 0.9), True),
        (Figures(0.6, 0.895), True),
        (Figures(0.6, 0.894), False),
        (Figures(0.5, 0.95), False),
    ],
)
def test_better_on_the_corrections_and_no_worse_on_the_simulator(
    new: Figures, *, passes: bool
) -> None:
    assert better(new, Figures(0.5, 0.9), 0.005) is passes


def test_lessons_weigh_more_and_take_turns_with_simulated_threads() -> None:
    branches = (
        Branch("facts", 1, (5, 6), (0.0, 1.0), 1),
        Branch("facts", 1, (5, 6), (0.0, 0.0), 1),
    )
    tree = weighed(Tree((1, 2), (0.25, 0.25), branches), 4.0)
    assert tree.weights == (0.0, 0.0)
    assert [branch.weights for branch in tree.branches] == [(0.0, 4.0)]


def cell(value: str) -> Cell:
    return Cell(value=value, state=State.OFFERED, evidence=())


def test_only_what_the_user_decided_is_scored() -> None:
    analysis = Analysis(
        thread=ThreadView(id="t", subject="s", language="en", messages=()),
        model=ModelView(name="m", engine="e"),
        summary=Summary(headline="h"),
        facts={"incoterm": cell("FOB"), "warranty": cell("1 year"), "packaging": cell("carton")},
        items=(
            Item(product=cell("valve X1"), unit_price=cell("12.50")),
            Item(product=cell("gasket"), unit_price=cell("3")),
        ),
        coverage=Coverage(messages=1, messages_read=1),
    )
    facts = (
        KnownFact(key="incoterm", value="FOB", confirmed=True),
        KnownFact(key="payment_terms", value="T/T", confirmed=False),
        KnownFact(key="warranty", value="", confirmed=False),
        KnownFact(key="lead_time", value="", confirmed=False),
        KnownFact(key="unit_price", value="12.5", names=("valve X1",), confirmed=True),
        KnownFact(key="unit_price", value="4", names=("gasket",), confirmed=False),
    )
    known = Lesson(thread=lesson(1).thread, facts=facts)

    assert lesson_tally(known, analysis) == Tally(right=2, extra=1, replaced=1, missed=1)
    assert lesson_tally(known, None) == Tally(missed=4)
