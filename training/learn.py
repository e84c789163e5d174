"""Recipe: the facts adapter goes on from a user's corrections, and is compared.

    python -m training.learn CONFIG --corrections DIR [--model FOLDER] [--adapters FOLDER] -o FOLDER

DIR holds what ``quoteflow models export-corrections`` wrote. The current adapter (the model's own,
or the promoted ones in ``--adapters``) is trained on the corrections and simulated threads. Both
then read held-out corrected and simulated threads through the program's own service. The new folder
is a set of adapters as ``quoteflow models promote`` takes it; only where the new one is better on
the corrections and no worse than the tolerance on the simulator does its manifest say so, else
status 1. Must not know how threads are simulated or models decoded.
"""

import argparse
import hashlib
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import torch
from peft import PeftModel
from torch import Tensor

from quoteflow_desktop.core.errors import InputError, ModelError, QuoteFlowError
from quoteflow_desktop.inference.engine import Engine
from quoteflow_desktop.inference.models import MANIFEST, ModelSpec, find_model, verify
from quoteflow_desktop.inference.worker import ChildBugError, WorkerEngine
from quoteflow_desktop.services.analysing import analyse_thread
from quoteflow_desktop.services.assembling import MailResult
from quoteflow_desktop.services.decided_facts import Lesson
from quoteflow_desktop.services.teaching import FILE, read_corrections
from quoteflow_desktop.services.wiring import with_adapters
from training.adapters import ADAPTER, open_adapter, write_folder, write_manifest
from training.chat import Writer
from training.config import Config, load_config
from training.corrections import split, taught
from training.dataset import Trees, forever, make_trees, only
from training.devices import autocast
from training.evaluation.cases import simulated_cases
from training.evaluation.compare import pairs
from training.evaluation.correction_scores import lesson_case, lesson_tally
from training.evaluation.reading import read_sets
from training.evaluation.tally import Tally, tally_of
from training.loop import Optimizers, Plan, Schedule, capped_loss, train
from training.model import adapted_logits
from training.packing import Row, Tree, rows
from training.reader import Reader
from training.shipped import unpack
from training.tokenizer import Tokenizer


@dataclass(frozen=True)
class Figures:
    """F1 of an adapter on the held-out corrections and on simulated threads."""

    corrections: float
    simulated: float


def better(new: Figures, old: Figures, tolerance: float) -> bool:
    """Whether the new adapter may take the old one's place."""
    return new.corrections > old.corrections and new.simulated >= old.simulated - tolerance


def current_model(model: Path, adapters: Path | None) -> ModelSpec:
    """The model in use, with its promoted adapters where there are.

    Raises:
        ModelError: there is none, it is damaged, or the adapters are for another base.
    """
    spec = find_model(str(model), ())
    if adapters is not None:
        spec = with_adapters(spec, adapters)
    verify(spec)
    if spec.manifest is None:
        raise ModelError(f"{model} is no folder of a model: it has no {MANIFEST}.")
    return spec


def read_lessons(
    lessons: Sequence[Lesson], engine: Engine, tokenizer: Tokenizer, config: Config
) -> list[Tree]:
    """The lessons as trees, after the current model read their mails."""
    trees = []
    for lesson in lessons:
        results: dict[str, str] = {}
        try:
            analyse_thread(lesson.thread, engine, keep=results.__setitem__)
        except (QuoteFlowError, ChildBugError) as error:
            said = str(error).strip().splitlines()[-1]
            print(f"“{lesson.thread.subject}” could not be read: {said}", flush=True)
            continue
        readings = [
            MailResult.model_validate_json(results[message.message_id]).facts
            for message in lesson.thread.messages
        ]
        known = taught(lesson, readings)
        if known.without_effect:
            print(
                f"“{lesson.thread.subject}”: {', '.join(known.without_effect)} is not the model's "
                "to say",
                flush=True,
            )
        writer = Writer(Reader(known.gold), tokenizer, config.data, known.knows)
        tree = weighed(writer.tree((ADAPTER,)), config.learn.weight)
        if tree.branches:
            trees.append(tree)
    return trees


def weighed(tree: Tree, weight: float) -> Tree:
    """The tree with its answers' weights times ``weight``, the mails at 0, branches of weight 0
    left out."""
    branches = tuple(
        replace(branch, weights=tuple(one * weight for one in branch.weights))
        for branch in tree.branches
        if any(branch.weights)
    )
    return Tree(tree.trunk, (0.0,) * len(tree.trunk), branches)


def mixed(lessons: Sequence[Tree], simulated: Trees, replay: float, seed: int) -> Iterator[Tree]:
    """For ever: a lesson, then ``replay`` simulated threads on average."""
    others = forever(simulated, seed)
    owed = 0.0
    while True:
        for lesson in lessons:
            yield lesson
            owed += replay
            while owed >= 1.0:
                owed -= 1.0
                yield only(next(others), (ADAPTER,))


def train_adapter(model: PeftModel, trees: Iterator[Tree], config: Config, folder: Path) -> None:
    """Train within the settings' minutes or steps."""
    section, adapters = config.learn, config.adapters

    def loss_of(row: Row) -> Tensor:
        chosen = row.weight.nonzero().squeeze(1)
        with autocast(torch.device("cpu")):
            logits = adapted_logits(model, row, chosen)
        return capped_loss(logits, row.target[chosen], row.weight[chosen])

    plan = Plan(
        folder=folder,
        schedule=Schedule(adapters.warmup, adapters.cooldown, adapters.final_lr),
        minutes=section.minutes,
        clip=adapters.clip,
        steps=section.steps,
    )
    batches = rows(trees, adapters.batch_tokens, config.run.seed, tailed=True)
    optimizers = Optimizers(model, adam_lr=section.lr)
    train(plan, optimizers, batches, loss_of, dict)


def figures(spec: ModelSpec, held_out: Sequence[Lesson], config: Config) -> Figures:
    """What the model scores on held-out corrections and simulated threads."""
    section = config.evaluation.model_copy(update={"threads": config.learn.threads})
    simulated = list(simulated_cases(config.model_copy(update={"evaluation": section})))
    read = read_sets(
        {"corrections": [lesson_case(one) for one in held_out], "simulated": simulated}, spec
    )
    decided, known = Tally(), Tally()
    for lesson, reading in zip(held_out, read["corrections"], strict=True):
        decided.add(lesson_tally(lesson, reading.analysis))
    for reading in read["simulated"]:
        known.add(tally_of(pairs(reading.analysis, reading.case.gold)))
    return Figures(decided.f1(), known.f1())


def learn(config: Config, corrections: Path, spec: ModelSpec, target: Path) -> bool:
    """Train, compare, write; whether the new adapter is better.

    Raises:
        QuoteFlowError: no corrections to train on, a damaged model, a target that is there.
    """
    if target.exists():
        raise InputError(f"{target} is there already.", hint="Name a new folder with -o.")
    lessons = read_corrections(corrections)
    training, held_out = split(lessons, config.learn.held_out)
    if not training or not held_out:
        raise InputError(
            "One corrected thread cannot both be learnt from and show what was learnt.",
            hint="Confirm or correct facts in a second thread.",
        )
    work = config.run.folder / "learn" / _digest(corrections, spec, config)
    unpack(spec.base.parent, work)
    tokenizer = Tokenizer(work / "tokenizer.model")
    engine = WorkerEngine(spec)
    try:
        engine.start()
        trees = read_lessons(training, engine, tokenizer, config)
    finally:
        engine.close()
    fitting = [tree for tree in trees if len(tree.trunk) < config.adapters.batch_tokens]
    if not fitting:
        raise InputError(
            "No correction is one that the model could learn from.",
            hint="Units and the currency of an amount are read by code; threads of more than "
            f"{config.adapters.batch_tokens} tokens need a larger batch_tokens.",
        )
    data = config.data.model_copy(update={"train_threads": config.learn.replay_threads})
    simulated, said = make_trees(data, "train", work / "tokenizer.model")
    print(
        f"{len(fitting)} of {len(training)} corrected threads to learn from, {len(held_out)} held "
        f"out; {said}",
        flush=True,
    )
    torch.manual_seed(config.run.seed)
    model = open_adapter(spec, tokenizer, config.adapters.rank, fused=config.learn.compiled)
    trees_for_ever = mixed(fitting, simulated, config.learn.replay, config.run.seed)
    train_adapter(model, trees_for_ever, config, work)
    part = target.with_name(target.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    new = write_folder(spec, model, tokenizer, work, part)
    before, after = figures(spec, held_out, config), figures(new, held_out, config)
    passed = better(after, before, config.learn.tolerance)
    print(
        f"corrections (held out, {len(held_out)} threads): F1 {before.corrections:.3f} -> "
        f"{after.corrections:.3f}; simulator ({config.learn.threads} threads): F1 "
        f"{before.simulated:.3f} -> {after.simulated:.3f}",
        flush=True,
    )
    comparison: dict[str, float | int | str] = {
        "corrections_f1_before": round(before.corrections, 4),
        "corrections_f1": round(after.corrections, 4),
        "corrections_threads": len(held_out),
        "simulated_f1_before": round(before.simulated, 4),
        "simulated_f1": round(after.simulated, 4),
        "simulated_threads": config.learn.threads,
        "tolerance": config.learn.tolerance,
        "trained_threads": len(fitting),
    }
    write_manifest(new, part, comparison if passed else {})
    part.rename(target)
    return passed


def _digest(corrections: Path, spec: ModelSpec, config: Config) -> str:
    """What a stopped training depends on, so that another one does not go on from it."""
    digest = hashlib.sha256((corrections / FILE).read_bytes())
    digest.update(repr(sorted(spec.adapter_sha256.items())).encode())
    digest.update(f"{spec.base_sha256} {config.learn!r} {config.adapters!r}".encode())
    return digest.hexdigest()[:16]


def main() -> None:
    """Run with the command line's settings."""
    parser = argparse.ArgumentParser(prog="python -m training.learn")
    parser.add_argument("config", type=Path)
    parser.add_argument("--corrections", type=Path, required=True, metavar="DIR")
    parser.add_argument("--model", type=Path, help="a model's folder; else the settings' export")
    parser.add_argument("--adapters", type=Path, help="promoted adapters; else the model's own")
    parser.add_argument("-o", dest="target", type=Path, required=True, metavar="FOLDER")
    options = parser.parse_args()
    try:
        config = load_config(options.config)
        spec = current_model(options.model or config.export.target, options.adapters)
        passed = learn(config, options.corrections, spec, options.target)
    except QuoteFlowError as error:
        sys.exit(" ".join(filter(None, [str(error), error.hint])))
    if not passed:
        sys.exit(
            "The new adapter is not better than the current one on the corrections held out, or is "
            "worse on the simulator: `quoteflow models promote` will not take it."
        )
    print(f"quoteflow models promote {options.target}", flush=True)


if __name__ == "__main__":
    main()
