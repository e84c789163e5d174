"""The shipped model in its process: it survives the process's death, and says what is wrong."""

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from quoteflow_desktop.config.paths import resources_dir
from quoteflow_desktop.core.errors import Cancelled, ModelError
from quoteflow_desktop.core.reading import MailReading, StepReading
from quoteflow_desktop.inference.engine import Job
from quoteflow_desktop.inference.models import ModelSpec, find_model
from quoteflow_desktop.inference.worker import WorkerEngine

MAIL = (
    "[1] 2026-03-02 Mon\nFrom: Kim <kim@a.example>\nTo: b@b.example\nSubject: Quotation\n\n"
    "Dear Mr. Brown,\nWe offer the LED driver at USD 6.42/pc.\nBest regards,\nKim\n\n\n"
)
FACTS = Job(task="facts", mails=(MAIL,))
STEP = Job(task="summary", mails=(MAIL,))


@pytest.fixture(scope="module")
def spec() -> ModelSpec:
    return find_model("quoteflow-mini", [resources_dir() / "models"])


@pytest.fixture(scope="module")
def engine(spec: ModelSpec) -> Iterator[WorkerEngine]:
    made = WorkerEngine(spec, threads=1)
    yield made
    made.close()


def test_each_task_gets_its_kind_of_answer(engine: WorkerEngine) -> None:
    assert isinstance(engine.run(FACTS).reading, MailReading)
    assert isinstance(engine.run(STEP).reading, StepReading)


def test_what_is_copied_stands_in_the_mail(engine: WorkerEngine) -> None:
    reading = engine.run(STEP).reading
    assert isinstance(reading, StepReading)
    assert all(point in MAIL for point in reading.points)


def test_a_killed_process_is_started_again_and_the_job_answered_alike(engine: WorkerEngine) -> None:
    expected = engine.run(FACTS)
    assert engine.pid is not None
    os.kill(engine.pid, signal.SIGKILL)
    assert engine.run(FACTS) == expected


def test_a_process_killed_in_the_middle_of_a_job_costs_one_retry(engine: WorkerEngine) -> None:
    engine.run(STEP)
    victim = engine.pid
    assert victim is not None
    os.kill(victim, signal.SIGSTOP)  # so that the job is under way and cannot end
    killer = threading.Timer(0.2, os.kill, (victim, signal.SIGKILL))
    killer.start()
    outcome = engine.run(FACTS)
    killer.join()
    assert isinstance(outcome.reading, MailReading)
    assert engine.pid != victim


class Asked:
    """A token of somebody who asked to stop."""

    requested = True


def test_work_can_be_stopped_and_goes_on_afterwards(engine: WorkerEngine) -> None:
    engine.start()
    long_mail = MAIL + "We also offer many other goods at other prices.\n" * 100
    with pytest.raises(Cancelled):
        engine.run(Job(task="facts", mails=(long_mail,)), Asked())
    assert isinstance(engine.run(STEP).reading, StepReading)


def test_the_view_names_model_and_adapters(engine: WorkerEngine) -> None:
    view = engine.model_view()
    assert (view.name, view.engine) == ("quoteflow-mini", "llama.cpp")
    assert set(view.adapters) == {"facts", "summary", "tags"}


def test_a_missing_file_is_one_sentence(spec: ModelSpec, tmp_path: Path) -> None:
    gone = spec.model_copy(update={"base": tmp_path / "gone.gguf"})
    with pytest.raises(ModelError, match=r"gone\.gguf is not there"):
        WorkerEngine(gone).run(STEP)


def test_a_damaged_file_is_refused_before_anything_native_opens_it(
    spec: ModelSpec, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(spec.base.read_bytes()[:-100])
    damaged = spec.model_copy(update={"base": broken})
    with pytest.raises(ModelError, match=r"broken\.gguf is damaged"):
        WorkerEngine(damaged).run(STEP)


def test_a_damaged_file_without_a_digest_is_one_sentence_too(tmp_path: Path) -> None:
    broken = tmp_path / "broken.gguf"
    broken.write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ModelError, match=r"broken\.gguf is damaged or unknown"):
        WorkerEngine(ModelSpec(name="broken", base=broken)).run(STEP)


def test_adapters_of_another_rendering_are_refused(spec: ModelSpec) -> None:
    other = spec.model_copy(update={"prompt_digest": "0" * 16})
    with pytest.raises(ModelError, match="made for another version of the program"):
        WorkerEngine(other).run(STEP)


def test_an_adapter_of_another_base_is_refused(spec: ModelSpec, tmp_path: Path) -> None:
    """The adapter's file names the base it was made for."""
    other = tmp_path / "other.gguf"
    data = spec.adapters["facts"].read_bytes()
    made_for = spec.base_fingerprint.encode()
    assert data.count(made_for) == 1
    other.write_bytes(data.replace(made_for, b"0" * len(made_for)))
    wrong = spec.model_copy(update={"adapters": {"facts": other}, "adapter_sha256": {}})
    with pytest.raises(ModelError, match="made for another base model"):
        WorkerEngine(wrong).run(STEP)
