"""Recipe: the aLoRA adapters of the tasks on the finished base.

    python -m training.finetune CONFIG [--base NAME-OR-FOLDER]

One adapter after the other, each a few minutes, or one for all tasks (``adapters.joint``); an
adapter that is there is skipped. The mails are read by the bare base, the adapter acts from each
task's invocation on. The base is the embedded model, or with ``[base]`` any Gemma 2, adapted and
instructed where those stages ran.
"""

import torch
from torch import Tensor

from quoteflow_desktop.inference.engine import ADAPTER_OF
from training.config import JOINT, Config, config_of_command
from training.dataset import load_trees
from training.devices import autocast, place_of
from training.loop import Optimizers, Plan, Schedule, capped_loss, steps_done, tokens_done, train
from training.model import FLEX, TREE, adapted_logits, attach_adapter, fuse_attention
from training.packing import Row
from training.pretrain import prepare, scores, task_rows, training_rows
from training.processes import run_in_processes
from training.record import data_of, write_record
from training.run_base import open_run_base, take_tokenizer
from training.speaking import run_recipe
from training.tokenizer import Tokenizer


def tasks_of(adapter: str) -> tuple[str, ...]:
    """The tasks that an adapter serves."""
    return tuple(task for task, name in ADAPTER_OF.items() if adapter in (name, JOINT))


def finetune(rank: int, config: Config, adapter: str) -> None:
    """Train one adapter; process 0 saves it in PEFT's own form under ``adapters/``."""
    section, folder = config.adapters, config.run.folder
    torch.manual_seed(config.run.seed)
    place = place_of(config.run)
    length, rows_a_step = place.rows(section)
    tokenizer = Tokenizer(folder / "tokenizer.model")
    base = open_run_base(config, attention=FLEX if place.flex else TREE)
    if config.pretrain.compiled:
        fuse_attention(base)
    model = attach_adapter(base, adapter, section.rank, tokenizer.invocation())
    model.to(place.device)
    optimizers = Optimizers(model, adam_lr=section.lr)

    def logits_of(row: Row, chosen: Tensor) -> Tensor:
        with autocast(place.device):
            return adapted_logits(model, row.to(place.device), chosen.to(place.device))

    def loss_of(row: Row) -> Tensor:
        chosen = row.weight.nonzero().squeeze(1)
        target, weight = row.target[chosen], row.weight[chosen]
        return capped_loss(logits_of(row, chosen), target.to(place.device), weight.to(place.device))

    tasks = tasks_of(adapter)
    held_out = load_trees(folder / "held-out.npz")
    parts = {task: task_rows(held_out, (task,), length, tailed=True) for task in tasks}
    if rank == 0:
        print(f"{adapter}: before {scores(logits_of, parts)}", flush=True)
    plan = Plan(
        folder=folder / "finetune" / adapter,
        schedule=Schedule(section.warmup, section.cooldown, section.final_lr),
        minutes=section.minutes,
        clip=section.clip,
        processes=place.processes,
        rows_a_step=rows_a_step,
        steps=section.steps,
    )
    done = tokens_done(folder / "pretrain")  # the base has read those threads
    done, read = done + tokens_done(plan.folder), steps_done(plan.folder) * rows_a_step
    with training_rows(config, rank, length, tasks=tasks, done=done, read=read) as batches:
        after = train(
            plan, optimizers, batches, loss_of, lambda: scores(logits_of, parts), rank=rank
        )
    if rank == 0:
        print(f"{adapter}: after {after.scores}", flush=True)
        model.save_pretrained(folder / "adapters")
        write_record(
            plan.folder, f"finetune {adapter}", config, data=data_of(folder), scores=after.scores
        )


def missing_adapters(config: Config) -> list[str]:
    """The adapters that are not there yet."""
    folder = config.run.folder / "adapters"
    return [
        adapter
        for adapter in config.adapters.trained
        if not (folder / adapter / "adapter_model.safetensors").is_file()
    ]


def main() -> None:
    """Train every adapter that is not there yet."""
    config = config_of_command()
    take_tokenizer(config)
    prepare(config)
    for adapter in missing_adapters(config):
        run_in_processes(place_of(config.run).processes, finetune, config, adapter)


if __name__ == "__main__":
    run_recipe(main)
