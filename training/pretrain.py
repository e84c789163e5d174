"""Recipe: from nothing to a base that knows mails and tasks.

    python -m training.pretrain CONFIG [--prepare]      # tokenizer and data only

Tokenizer, simulated trees, training, weights: each stage is skipped where its file is there, and
training goes on from its checkpoint.
"""

import sys
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import torch
from torch import Tensor

from training.config import Config, load_config
from training.dataset import (
    TASKS,
    Trees,
    forever,
    load_trees,
    make_trees,
    only,
    training_texts,
)
from training.loop import Optimizers, Plan, Schedule, capped_loss, train
from training.model import (
    build_model,
    compile_layers,
    hidden_states,
    load_weights,
    parameters_of,
    save_weights,
)
from training.packing import Row, rows
from training.processes import run_in_processes
from training.shipped import unpack
from training.tokenizer import Tokenizer, train_tokenizer

EVALUATION_ROWS = 3  # of each task


def prepare(config: Config) -> None:
    """Tokenizer and trees on disk, each made where it is not there."""
    folder = config.run.folder
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "tokenizer.model"
    if config.pretrain.start is not None and not (folder / "start.safetensors").is_file():
        print(f"start: weights and tokenizer of {config.pretrain.start}", flush=True)
        unpack(config.pretrain.start, folder)
    if not path.is_file():
        print("tokenizer: training", flush=True)
        train_tokenizer(training_texts(config.data), config.tokenizer, path)
    for split in ("held-out", "train"):
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
            target = row.target[chosen]
            loss += float(torch.nn.functional.cross_entropy(logits, target, reduction="sum"))
            right += float((logits.argmax(1) == target).sum())
            count += len(chosen)
        result[f"{name}_loss"] = round(loss / max(1.0, count), 4)
        result[f"{name}_right"] = round(right / max(1.0, count), 4)
    return result


def pretrain(rank: int, config: Config) -> None:
    """Train the base in one of ``config.run.threads`` processes; process 0 saves it."""
    torch.manual_seed(config.run.seed)
    section, folder = config.pretrain, config.run.folder
    processes = config.run.threads
    tokenizer = Tokenizer(folder / "tokenizer.model")
    model = build_model(config.model, len(tokenizer))
    if section.start is not None:
        load_weights(model, folder / "start.safetensors")
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
        with torch.autocast("cpu", torch.bfloat16):
            return model.lm_head(hidden_states(model.model, row)[chosen])

    def loss_of(row: Row) -> Tensor:
        chosen = row.weight.nonzero().squeeze(1)
        return cost(logits_of(row, chosen), row.target[chosen], row.weight[chosen])

    length = section.batch_tokens // processes
    held_out = load_trees(folder / "held-out.npz")
    parts = {task: task_rows(held_out, (task,), length) for task in TASKS}
    trees = load_trees(folder / "train.npz")
    if rank == 0:
        print(f"{parameters_of(model) / 1e6:.2f} M parameters, vocabulary {len(tokenizer)}, "
              f"{len(trees)} threads, {trees.tokens()} tokens", flush=True)  # fmt: skip
    own = forever(trees, config.run.seed, part=rank, parts=processes)
    plan = Plan(
        folder=folder / "pretrain",
        schedule=Schedule(section.warmup, section.cooldown, section.final_lr),
        minutes=section.minutes,
        clip=section.clip,
        checkpoint_minutes=section.checkpoint_minutes,
        evaluation_minutes=section.evaluation_minutes,
        processes=processes,
        steps=section.steps,
    )
    train(
        plan,
        optimizers,
        rows(own, length, config.run.seed + rank),
        loss_of,
        lambda: scores(logits_of, parts),
        rank=rank,
    )
    if rank == 0:
        save_weights(model, folder / "base.safetensors")


def main() -> None:
    """Run with the settings file named on the command line."""
    config = load_config(Path(sys.argv[1]))
    prepare(config)
    if "--prepare" not in sys.argv:
        run_in_processes(config.run.threads, pretrain, config)


if __name__ == "__main__":
    main()
