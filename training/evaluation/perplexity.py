"""Perplexity of the held-out answers before and after an adapter's training.

exp of the mean negative log likelihood (nats) of the tokens that the model chooses or copies, on
rows of held-out threads: the bare base beside the base with the adapter, on the same tokens. Must
not know mails or GGUF.
"""

import math
from collections.abc import Callable, Sequence
from functools import partial

import torch
from peft import PeftModel
from torch import Tensor

from training.config import Config
from training.dataset import load_trees
from training.finetune import tasks_of
from training.loop import capped_loss
from training.model import adapted_logits
from training.packing import Row
from training.pretrain import task_rows
from training.run_base import open_run_base


def perplexity(logits_of: Callable[[Row, Tensor], Tensor], rows: Sequence[Row]) -> float:
    """Of the tokens that weigh 1; ``logits_of`` gives uncapped logits at the chosen places. NaN
    without such tokens."""
    loss, count = 0.0, 0
    for row in rows:
        chosen = (row.weight == 1.0).nonzero().squeeze(1)
        with torch.no_grad():
            logits = logits_of(row, chosen)
        loss += float(capped_loss(logits, row.target[chosen], row.weight[chosen]))
        count += len(chosen)
    return math.exp(loss / count) if count else math.nan


def before_and_after(config: Config) -> dict[str, tuple[float, float]]:
    """By adapter: the perplexity of its tasks' answers from the base, and with the adapter.

    Adapters that are not in the run's folder are left out.
    """
    folder = config.run.folder
    held_out = load_trees(folder / "held-out.npz")
    length = config.adapters.batch_tokens // config.run.threads
    found = {}
    for adapter in config.adapters.trained:
        if not (folder / "adapters" / adapter / "adapter_model.safetensors").is_file():
            continue
        base = open_run_base(config)
        model = PeftModel.from_pretrained(base, folder / "adapters" / adapter, adapter).eval()
        rows = task_rows(held_out, tasks_of(adapter), length, tailed=True)
        after = perplexity(partial(adapted_logits, model), rows)
        with model.disable_adapter():
            before = perplexity(partial(adapted_logits, model), rows)
        found[adapter] = (before, after)
    return found
