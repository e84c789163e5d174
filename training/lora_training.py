"""LoRA over a Hugging Face base on packed rows: what domain adaptation and pre-instruction share.

Evaluation loss while training, checkpoints to go on from, a sentence when the GPU's memory is
full. Runs in one process or in several under ``accelerate launch``. Must not know lessons.
"""

import math
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from accelerate import PartialState
from datasets import Dataset
from peft import LoraConfig
from transformers import TrainerCallback
from transformers.trainer_utils import get_last_checkpoint
from trl import SFTConfig, SFTTrainer

from quoteflow_desktop.core.errors import SettingsError
from quoteflow_desktop.core.values import Value
from training.config import Config
from training.hf_base import dtype_of, open_base, open_hf_tokenizer, write_merged
from training.knowledge_config import KnowledgeTraining
from training.model import TARGETS
from training.record import write_record
from training.tracking import Tracker

LOGGED = ("loss", "eval_loss", "learning_rate", "grad_norm")


class Rows(Value):
    """What a stage trains on; ``held_out`` may be None. ``data`` describes it in the record."""

    model_config = {**Value.model_config, "arbitrary_types_allowed": True}

    train: Dataset
    held_out: Dataset | None
    data: Mapping[str, Any]


def train_lora(
    stage: str, config: Config, section: KnowledgeTraining, base: Path, rows: Rows
) -> None:
    """Train, then write ``adapter/``, ``model/`` (base and adapter in one) and the record into
    the stage's folder of the run. Goes on from the last checkpoint.

    Raises:
        SettingsError: the GPU's memory is full, or a setting asks for what this machine lacks.
    """
    folder = config.run.folder / stage
    checkpoints = folder / "checkpoints"
    kept = get_last_checkpoint(str(checkpoints)) if checkpoints.is_dir() else None
    steps = steps_of(section, len(rows.train), PartialState().num_processes)
    started = time.monotonic()
    try:
        trainer = _trainer(config, section, base, rows, checkpoints, steps)
        before = _held_out_loss(trainer, rows, "before")
        follow = _Follow(folder, steps, int(kept.rsplit("-", 1)[1]) if kept else 0)
        trainer.add_callback(follow)
        trainer.train(resume_from_checkpoint=kept)
        trainer.remove_callback(follow)
        after = _held_out_loss(trainer, rows, "after")
    except torch.OutOfMemoryError as error:
        raise SettingsError(
            f"The GPU's memory does not hold this training: {lower(section, stage)}.",
            hint="The run goes on from its last checkpoint.",
        ) from error
    trainer.save_model(str(folder / "adapter"))
    trainer.accelerator.wait_for_everyone()
    if PartialState().is_main_process:
        dtype = dtype_of(config.base)
        write_merged(base, folder / "adapter", dtype, folder / "model")
        write_record(
            folder, stage, config, data=rows.data, scores={**before, **after}, base=str(base),
            steps=steps, processes=PartialState().num_processes,
            seconds=round(time.monotonic() - started, 1),
        )  # fmt: skip
    trainer.accelerator.wait_for_everyone()


def steps_of(section: KnowledgeTraining, rows: int, processes: int) -> int:
    """Optimizer steps of the whole run."""
    if section.steps is not None:
        return section.steps
    batches = math.ceil(rows / (section.batch * processes))
    return max(1, math.ceil(math.ceil(batches / section.accumulation) * section.epochs))


def lower(section: KnowledgeTraining, stage: str) -> str:
    """Which setting to change when memory does not suffice, the one that costs least first."""
    if section.batch > 1:
        half = section.batch // 2
        return f"set {stage}.batch to {half} and {stage}.accumulation to twice its value"
    if not section.checkpointing:
        return f"set {stage}.checkpointing = true"
    if not section.quantized:
        return f"set {stage}.quantized = true (QLoRA)"
    return f"lower {stage}.length, now {section.length}"


def _trainer(
    config: Config,
    section: KnowledgeTraining,
    base: Path,
    rows: Rows,
    checkpoints: Path,
    steps: int,
) -> SFTTrainer:
    gpu = torch.cuda.is_available()
    every = max(1, steps // section.evaluations)
    settings = SFTConfig(
        output_dir=str(checkpoints),
        max_steps=steps,
        learning_rate=section.lr,
        lr_scheduler_type="cosine",
        warmup_steps=round(section.warmup * steps),
        per_device_train_batch_size=section.batch,
        per_device_eval_batch_size=section.batch,
        gradient_accumulation_steps=section.accumulation,
        gradient_checkpointing=section.checkpointing,
        bf16=gpu,
        use_cpu=not gpu,
        seed=config.run.seed,
        data_seed=config.run.seed,
        train_sampling_strategy="sequential",  # rows lie in the order in which they are learnt
        dataset_kwargs={"skip_prepare_dataset": True},  # they are tokens, packed
        padding_free=True,
        max_length=None,
        eval_strategy="steps" if rows.held_out is not None else "no",
        eval_steps=every,
        save_strategy="steps",
        save_steps=every,
        save_total_limit=2,
        logging_steps=max(1, every // 5),
        report_to="none",
        disable_tqdm=True,
    )
    model = open_base(base, dtype_of(config.base), quantized=section.quantized)
    adapter = LoraConfig(
        r=section.rank,
        lora_alpha=2 * section.rank,
        lora_dropout=section.dropout,
        target_modules=list(TARGETS),
        task_type="CAUSAL_LM",
    )
    return SFTTrainer(
        model=model,
        args=settings,
        train_dataset=rows.train,
        eval_dataset=rows.held_out,
        processing_class=open_hf_tokenizer(base),
        peft_config=adapter,
    )


def _held_out_loss(trainer: SFTTrainer, rows: Rows, when: str) -> dict[str, float]:
    """Loss and perplexity a token on the rows held back; nothing where there are none."""
    if rows.held_out is None:
        return {}
    loss = float(trainer.evaluate()["eval_loss"])
    return {f"loss_{when}": round(loss, 4), f"perplexity_{when}": round(math.exp(loss), 3)}


class _Follow(TrainerCallback):  # type: ignore[misc]
    """Hands the first process's figures to the tracker."""

    def __init__(self, folder: Path, steps: int, done: int) -> None:
        first = PartialState().is_main_process
        self._tracker = Tracker(folder, steps, done) if first else None

    def on_log(self, _args: Any, state: Any, _control: Any, logs: Any = None, **_: Any) -> None:
        """Figures of a step, or of an evaluation."""
        values = {name: float(logs[name]) for name in LOGGED if logs and name in logs}
        if values and self._tracker:
            self._tracker.add(state.global_step, values)

    def on_train_end(self, _args: Any, _state: Any, _control: Any, **_: Any) -> None:
        """The last step was done."""
        if self._tracker:
            self._tracker.close()
