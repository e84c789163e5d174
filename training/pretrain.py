"""Recipe: from nothing to a base that knows mails and tasks.

    python -m training.pretrain CONFIG [--prepare]      # tokenizer and data only

Tokenizer, simulated trees, training, weights: each stage is skipped where its file is there, and
training goes on from its checkpoint.
"""

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path

import torch
from torch import Tensor

from training.config import Config, load_config
from training.dataset import (
    TASKS,
    Split,
    Trees,
    endless,
    forever,
    load_trees,
    make_trees,
    only,
    training_texts,
)
from training.devices import autocast, place_of
from training.loop import (
    Ended,
    Optimizers,
    Plan,
    Schedule,
    capped_loss,
    steps_done,
    tokens_done,
    train,
)
from training.model import (
    FLEX,
    TREE,
    build_model,
    compile_layers,
    hidden_states,
    load_weights,
    parameters_of,
    save_weights,
)
from training.packing import Row, rows
from training.processes import run_in_processes
from training.record import data_of, write_record
from training.speaking import run_recipe
from training.stream import rows_of_workers
from training.tokenizer import Tokenizer, train_tokenizer

EVALUATION_ROWS = 3  # of each task


def prepare(config: Config) -> None:
    """Tokenizer and trees on disk, each made where it is not there."""
    folder = config.run.folder
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "tokenizer.model"
    if config.pretrain.start is not None and not (folder / "start.safetensors").is_file():
        from training.shipped import unpack  # needs gguf, which nothing else here does

        print(f"start: weights and tokenizer of {config.pretrain.start}", flush=True)
        unpack(config.pretrain.start, folder)
    if not path.is_file():
        print("tokenizer: training", flush=True)
        train_tokenizer(training_texts(config.data), config.tokenizer, path)
    splits: tuple[Split, ...] = ("held-out",) if config.data.streamed else ("held-out", "train")
    for split in splits:
        if not (folder / f"{split}.npz").is_file():
            print(f"{split}: simulating", flush=True)
            trees, said = make_trees(config.data, split, path)
            trees.save(folder / f"{split}.npz")
            print(said, flush=True)
            with (folder / "data.log").open("a", encoding="utf-8") as log:
                log.write(said + "\n")


def task_rows(
    trees: Trees, tasks: tuple[str, ...], length: int, *, tailed: bool = False
) -> list[Row]:
    """A few rows of these tasks alone, to look at how well they go."""
    chosen = (only(trees[number], tasks) for number in range(len(trees)))
    return list(islice(rows(chosen, length, 0, tailed=tailed), EVALUATION_ROWS))


def scores(
    logits_of: Callable[[Row, Tensor], Tensor], parts: dict[str, list[Row]]
) -> dict[str, float]:
    """Per task the loss, and the share of fully weighed tokens that come out on top.

    ``logits_of`` gives the logits (count, vocabulary), capped or not, at the chosen positions.
    """
    result = {}
    for name, held_out in parts.items():
        loss = right = count = 0.0
        for row in held_out:
            chosen = (row.weight == 1.0).nonzero().squeeze(1)
            with torch.no_grad():
                logits = logits_of(row, chosen).float()
            target = row.target[chosen].to(logits.device)
            loss += float(torch.nn.functional.cross_entropy(logits, target, reduction="sum"))
            right += float((logits.argmax(1) == target).sum())
            count += len(chosen)
        result[f"{name}_loss"] = round(loss / max(1.0, count), 4)
        result[f"{name}_right"] = round(right / max(1.0, count), 4)
    return result


def _streamed(
    config: Config, length: int, tasks: tuple[str, ...], first: int, part: int, parts: int
) -> Iterator[Row]:
    """What one worker makes: rows of new threads, for an adapter if ``tasks`` are given."""
    trees = endless(
        config.data, config.run.folder / "tokenizer.model", first=first, part=part, parts=parts
    )
    chosen = (only(tree, tasks) for tree in trees) if tasks else trees
    return rows(chosen, length, config.run.seed + part, tailed=bool(tasks))


@contextmanager
def training_rows(
    config: Config,
    rank: int,
    length: int,
    *,
    tasks: tuple[str, ...] = (),
    done: int = 0,
    read: int = 0,
) -> Iterator[Iterator[Row]]:
    """The rows that process ``rank`` trains on, all tasks or, for an adapter, ``tasks``.

    Streamed rows begin behind the threads of the ``done`` tokens that were read before: a thread
    has two thousand tokens on average, so a thread for each thousand is never too few. Rows of
    stored threads go on behind the ``read`` ones, so that a stopped run reads what it would have.
    """
    if config.data.streamed:
        source = partial(_streamed, config, length, tasks, done // 1000)
        with rows_of_workers(source, config.data.workers) as made:
            yield made
        return
    trees = load_trees(config.run.folder / "train.npz")
    if rank == 0:
        print(f"{len(trees)} threads, {trees.tokens()} tokens", flush=True)
    parts = place_of(config.run).processes
    own = forever(trees, config.run.seed + bool(tasks), part=rank, parts=parts)
    chosen = (only(tree, tasks) for tree in own) if tasks else own
    made = rows(chosen, length, config.run.seed + rank, tailed=bool(tasks))
    yield islice(made, read, None)


def pretrain(rank: int, config: Config, leg_minutes: float | None = None) -> Ended:
    """Train the base in one of the place's processes; process 0 saves it when all is done."""
    torch.manual_seed(config.run.seed)
    section, folder = config.pretrain, config.run.folder
    place = place_of(config.run)
    length, rows_a_step = place.rows(section)
    tokenizer = Tokenizer(folder / "tokenizer.model")
    attention = FLEX if place.flex else TREE
    model = build_model(config.model, len(tokenizer), attention=attention)
    if section.start is not None:
        load_weights(model, folder / "start.safetensors")
    model.to(place.device)
    optimizers = Optimizers(
        model,
        adam_lr=section.adam_lr,
        muon_lr=section.muon_lr,
        weight_decay=section.weight_decay,
    )
    cost = capped_loss
    if section.compiled:
        compile_layers(model)
        cost = torch.compile(capped_loss, dynamic=True)

    def logits_of(row: Row, chosen: Tensor) -> Tensor:
        with autocast(place.device):
            hidden = hidden_states(model.model, row.to(place.device))
            return model.lm_head(hidden[chosen.to(place.device)])

    def loss_of(row: Row) -> Tensor:
        chosen = row.weight.nonzero().squeeze(1)
        target, weight = row.target[chosen], row.weight[chosen]
        return cost(logits_of(row, chosen), target.to(place.device), weight.to(place.device))

    held_out = load_trees(folder / "held-out.npz")
    parts = {task: task_rows(held_out, (task,), length) for task in TASKS}
    if rank == 0:
        size = f"{parameters_of(model) / 1e6:.2f} M parameters, vocabulary {len(tokenizer)}"
        print(f"{size}, on {place.device}: {rows_a_step} x {length} tokens a step", flush=True)
    plan = Plan(
        folder=folder / "pretrain",
        schedule=Schedule(section.warmup, section.cooldown, section.final_lr),
        minutes=section.minutes,
        clip=section.clip,
        checkpoint_minutes=section.checkpoint_minutes,
        evaluation_minutes=section.evaluation_minutes,
        processes=place.processes,
        rows_a_step=rows_a_step,
        leg_minutes=leg_minutes,
        steps=section.steps,
    )
    done, read = tokens_done(plan.folder), steps_done(plan.folder) * rows_a_step
    with training_rows(config, rank, length, done=done, read=read) as batches:
        ended = train(
            plan, optimizers, batches, loss_of, lambda: scores(logits_of, parts), rank=rank
        )
    if rank == 0 and ended.whole:
        save_weights(model, folder / "base.safetensors")
        write_record(plan.folder, "pretrain", config, data=data_of(folder), scores=ended.scores)
    return ended


def main() -> None:
    """Run with the command line's settings."""
    parser = argparse.ArgumentParser(prog="python -m training.pretrain")
    parser.add_argument("config", type=Path, help="the run's TOML file")
    parser.add_argument("--prepare", action="store_true", help="tokenizer and data only")
    options = parser.parse_args()
    config = load_config(options.config)
    prepare(config)
    if not options.prepare:
        run_in_processes(place_of(config.run).processes, pretrain, config)


if __name__ == "__main__":
    run_recipe(main)
