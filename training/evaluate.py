"""Recipe: all scores of the exported model, through the program's own service.

    python -m training.evaluate CONFIG
    python -m training.evaluate CONFIG --written-only --tuned-only    # a quick look
    python -m training.evaluate CONFIG --ceiling

Simulated threads of held-out seeds, and the folders of hand-written threads that the settings
name, read by the model and by its base without adapters. Prints the scores; keeps them with every
error (``errors.jsonl``, ``errors.html``) in ``evaluation/`` of the run, and, where nothing was left
out, in the model's manifest. ``--ceiling`` puts the gold answers in the model's place.
"""

import argparse
import json
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import tomli_w

from quoteflow_desktop.core.errors import QuoteFlowError
from quoteflow_desktop.inference.models import MANIFEST, find_model
from training.config import Config, load_config
from training.evaluation.cases import all_cases
from training.evaluation.ceiling import ceiling
from training.evaluation.errors import errors_of
from training.evaluation.page import write_page
from training.evaluation.reading import Reading, bare, read_sets
from training.evaluation.score import Score, add

Scores = dict[str, float | int | str]


def arguments(given: Sequence[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.evaluate")
    parser.add_argument("config", type=Path)
    parser.add_argument("--ceiling", action="store_true", help="perfect answers, no model")
    parser.add_argument("--model", type=Path, help="a model's folder; else the settings' export")
    parser.add_argument("--written-only", action="store_true", help="no simulated threads")
    parser.add_argument("--sets", default="", help="NAME,... of A, B, C and the folders' names")
    parser.add_argument("--limit", type=int, help="most threads of each set")
    parser.add_argument("--tuned-only", action="store_true", help="leave the bare base out")
    return parser.parse_args(given)


def scores_of(readings: Sequence[Reading]) -> tuple[Score, Scores]:
    """A set's counts and its scores by name."""
    score = Score()
    for reading in readings:
        add(score, reading.analysis, reading.case.gold, reading.case.thread)
    seconds = sum(reading.seconds for reading in readings) / max(1, len(readings))
    return score, {**score.report(), "seconds_a_thread": round(seconds, 2)}


def write_errors(read: Mapping[str, Sequence[Reading]], folder: Path, title: str) -> None:
    """``errors.jsonl`` and ``errors.html`` of all sets."""
    readings = [reading for name in read for reading in read[name]]
    errors = [error for r in readings for error in errors_of(r.case, r.analysis)]
    lines = "".join(error.model_dump_json() + "\n" for error in errors)
    (folder / "errors.jsonl").write_text(lines, encoding="utf-8")
    write_page(errors, [r.case for r in readings], folder / "errors.html", title)
    print(f"{len(errors)} errors: {folder / 'errors.html'}", flush=True)


def show(name: str, score: Score, report: Mapping[str, float | int | str]) -> None:
    """Print a set's scores, and those of each key."""
    print(name, json.dumps(report), flush=True)
    for key, tally in sorted(score.keys.items()):
        print(
            f"  {key:20s} P {tally.precision():.2f} R {tally.recall():.2f} "
            f"F1 {tally.f1():.2f} ({tally.right}/{tally.wrong}/{tally.missing})"
        )


def evaluate(config: Config, options: argparse.Namespace) -> None:
    """Evaluate, print and keep everything.

    Raises:
        QuoteFlowError: no such model or set, damaged gold.
    """
    target: Path = options.model or config.export.target
    spec = find_model(str(target), ())
    only = tuple(filter(None, options.sets.split(",")))
    sets = all_cases(config, simulated=not options.written_only, only=only, limit=options.limit)
    folder = config.run.folder / "evaluation"
    folder.mkdir(parents=True, exist_ok=True)
    read = read_sets(sets, spec)
    scores: Scores = {}
    for name, readings in read.items():
        score, report = scores_of(readings)
        show(name, score, report)
        scores |= {f"{name}_{key}": value for key, value in report.items()}
    write_errors(read, folder, spec.name)
    if not options.tuned_only:
        for name, readings in read_sets(sets, bare(spec)).items():
            score, report = scores_of(readings)
            print(f"{name} base", json.dumps(report), flush=True)
            scores |= {f"{name}_base_{key}": report[key] for key in ("fact_f1", "tag_f1")}
    (folder / "scores.json").write_text(json.dumps(scores, indent=1), encoding="utf-8")
    if not (only or options.limit or options.written_only or options.tuned_only):
        path = spec.base.with_name(MANIFEST)
        manifest = tomllib.loads(path.read_text(encoding="utf-8"))
        part = path.with_suffix(".part")
        part.write_text(tomli_w.dumps({**manifest, "scores": scores}), encoding="utf-8")
        part.replace(path)


def main() -> None:
    """Run with the command line's settings."""
    options = arguments(sys.argv[1:])
    try:
        config = load_config(options.config)
        if options.ceiling:
            for family, score in sorted(ceiling(config).items()):
                show(family, score, score.report())
            return
        evaluate(config, options)
    except QuoteFlowError as error:
        sys.exit(" ".join(filter(None, [str(error), error.hint])))


if __name__ == "__main__":
    main()
