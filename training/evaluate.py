"""Recipe: the contract's scores of the exported model, through the program's own service.

    python -m training.evaluate CONFIG
    python -m training.evaluate CONFIG --ceiling

Simulated threads of held-out seeds, and folders of hand-written threads where the settings name
some. Prints the scores, keeps them in ``scores.json`` of the run and in the model's manifest. With
``--ceiling`` the gold answers in the model's place: what candidates, deltas and fold lose by
themselves on simulated threads.
"""

import json
import sys
import time
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import tomli_w

from quoteflow_desktop.config.paths import resources_dir
from quoteflow_desktop.core.messages import Thread
from quoteflow_desktop.inference.engine import (
    Choose,
    Copy,
    Engine,
    Job,
    ScriptedEngine,
    TaskName,
)
from quoteflow_desktop.inference.models import MANIFEST, find_model
from quoteflow_desktop.inference.tasks import program
from quoteflow_desktop.inference.worker import WorkerEngine
from quoteflow_desktop.services.analysing import analyse_thread
from quoteflow_desktop.services.importing import load_threads
from training.chat import Oracle, Reader
from training.config import Config, load_config
from training.dataset import simulate
from training.metrics import Gold, Score, add
from training.simulator.gold import GoldThread

Case = tuple[Thread, Gold]


def simulated_cases(config: Config) -> Iterator[tuple[str, Case]]:
    """Held-out simulated threads with their family's letter."""
    for number in range(config.evaluation.threads):
        made = simulate(config.data, "held-out", number)
        yield made.family, (made.thread, gold_of(made))


def gold_of(made: GoldThread) -> Gold:
    """A simulated thread's gold as a development set's."""
    points = [
        made.thread.messages[run.message - 1].body[run.start : run.end]
        for mail in made.mails
        for run in mail.points
        if run.where == "body"
    ]
    return Gold(
        facts=made.facts, items=made.items, tags=frozenset(made.tags), key_points=tuple(points)
    )


def written_cases(folder: Path) -> Iterator[Case]:
    """Hand-written threads: subfolders at any depth with ``gold.json`` and ``.eml`` files, which
    may lie in the sample mailbox under the same name.

    The longest thread of a folder is the one that its gold is for.
    """
    if not folder.is_dir():
        print(f"{folder} is not there: left out", flush=True)
    for path in sorted(folder.rglob("gold.json")):
        kept = json.loads(path.read_text(encoding="utf-8"))
        sample = resources_dir() / "demo" / "mailbox" / path.parent.name
        mails = sorted(path.parent.glob("*.eml")) or sorted(sample.glob("*.eml"))
        imported = load_threads(mails, reference_date=None)
        thread = max(imported.threads, key=lambda t: len(t.messages))
        yield (
            thread,
            Gold(
                facts={key: _accepted(entry) for key, entry in kept["facts"].items()},
                items=[{k: _accepted(e) for k, e in item.items()} for item in kept["items"]],
                tags=frozenset(kept["tags"]),
                optional_tags=frozenset(kept.get("optional_tags", ())),
                key_points=kept.get("key_points", ()),
            ),
        )


def _accepted(entry: dict[str, list[str | None]] | None) -> list[str | None] | None:
    return entry["accept"] if entry else None


def score_cases(cases: Iterable[Case], engine: Engine) -> tuple[Score, float]:
    """The score of all cases, and the seconds a thread."""
    score, started = Score(), time.monotonic()
    for thread, gold in cases:
        add(score, analyse_thread(thread, engine), gold, thread)
    return score, (time.monotonic() - started) / max(1, score.threads)


def gold_engine(made: GoldThread) -> Engine:
    """An engine that answers for this thread as its gold says."""
    reader = Reader(made)
    oracles: dict[tuple[TaskName, int], Oracle] = {}

    def answer(job: Job, step: Choose | Copy) -> str:
        place = job.task, len(job.mails) - 1
        oracle = oracles.setdefault(place, Oracle(reader, *place))
        if isinstance(step, Choose):
            return oracle.choose(step)
        span = oracle.copy(step.about)
        return reader.mails[span[0]].text[span[1] : span[2]] if span else ""

    return ScriptedEngine(answer, program)


def ceiling(config: Config) -> dict[str, Score]:
    """The score of perfect answers, by family."""
    scores: dict[str, Score] = {}
    for number in range(config.evaluation.threads):
        made = simulate(config.data, "held-out", number)
        score = scores.setdefault(made.family, Score())
        analysis = analyse_thread(made.thread, gold_engine(made))
        add(score, analysis, gold_of(made), made.thread)
    return scores


def evaluate(config: Config) -> dict[str, float | int | str]:
    """All scores by name, prefixed with the set: "A", "B", "C" or a folder's name."""
    engine = WorkerEngine(find_model(str(config.export.target), ()))
    sets: dict[str, list[Case]] = {}
    for family, case in simulated_cases(config):
        sets.setdefault(family, []).append(case)
    for folder in config.evaluation.folders:
        if written := list(written_cases(folder)):
            sets[folder.name] = written
    scores: dict[str, float | int | str] = {}
    try:
        for name in sorted(sets):
            score, seconds = score_cases(sets[name], engine)
            report = {**score.report(), "seconds_a_thread": round(seconds, 2)}
            show(name, score, report)
            scores |= {f"{name}_{key}": value for key, value in report.items()}
    finally:
        engine.close()
    return scores


def show(name: str, score: Score, report: Mapping[str, float | int | str]) -> None:
    """Print a set's scores, and those of each key."""
    print(name, json.dumps(report), flush=True)
    for key, tally in sorted(score.keys.items()):
        print(
            f"  {key:20s} P {tally.precision():.2f} R {tally.recall():.2f} "
            f"F1 {tally.f1():.2f} ({tally.right}/{tally.wrong}/{tally.missing})"
        )


def main() -> None:
    """Evaluate, keep the scores beside the run and in the manifest."""
    config = load_config(Path(sys.argv[1]))
    if "--ceiling" in sys.argv[2:]:
        for family, score in sorted(ceiling(config).items()):
            show(family, score, score.report())
        return
    scores = evaluate(config)
    (config.run.folder / "scores.json").write_text(json.dumps(scores, indent=1), encoding="utf-8")
    path = config.export.target / MANIFEST
    manifest = tomllib.loads(path.read_text(encoding="utf-8"))
    path.write_text(tomli_w.dumps({**manifest, "scores": scores}), encoding="utf-8")


if __name__ == "__main__":
    main()
