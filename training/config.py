"""The settings of a training run: one TOML file, frozen, unknown keys refused.

Every recipe takes the same file and reads its own section. Must not know torch.
"""

import argparse
import tomllib
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationError, model_validator

from quoteflow_desktop.core.errors import SettingsError
from quoteflow_desktop.core.values import Value
from training.knowledge_config import KnowledgeSections

JOINT = "joint"  # the adapter of all tasks
RowTokens = Annotated[int, Field(gt=0, multiple_of=128)] | None


class RunSection(Value):
    """Where a run keeps its files, its seed, and its processes of one CPU thread each.

    On a GPU (``device``) one process trains, whatever ``threads`` says. ``attention`` "flex" is for
    GPUs, "tree" for CPUs; both give the same.
    """

    folder: Path
    seed: int = 1
    threads: int = 2
    device: Literal["auto", "cpu", "cuda"] = "auto"
    attention: Literal["auto", "tree", "flex"] = "auto"


class DataSection(Value):
    """How many simulated threads; seeds of the splits never overlap.

    ``family_shares`` weighs the simulator's families A, B and C in training; B is held back there
    to see how well unseen phrasings go. ``workers`` are processes. ``first_thread`` is the number
    of the first training thread, so that a later leg reads new ones. ``streamed`` simulates while
    training reads, without end and without ``train.npz``; each thread then comes ``repeats`` times.
    """

    train_threads: int
    first_thread: int = 0
    held_out_threads: int
    tokenizer_threads: int = 2000
    family_shares: tuple[float, float, float] = (0.6, 0.0, 0.4)
    workers: int = 2
    streamed: bool = False
    repeats: int = 1
    mail_weight: float = 0.25
    determined_weight: float = 0.1


class TokenizerSection(Value):
    """Size of the SentencePiece vocabulary, control and byte pieces included."""

    vocabulary: int = 4096
    character_coverage: float = 0.9995


class ModelSection(Value):
    """The shape of a Gemma 2 (head_dim is 128 throughout, see model.py)."""

    hidden: int = 256
    layers: int = 6
    heads: int = 2
    kv_heads: int = 1
    intermediate: int = 768
    context: int = 8192

    @model_validator(mode="after")
    def _rows(self) -> Self:
        if self.hidden % 256 or self.intermediate % 256:
            raise ValueError("hidden and intermediate must be multiples of 256")
        if self.heads % self.kv_heads:
            raise ValueError("heads must be a multiple of kv_heads")
        return self


class PretrainSection(Value):
    """``minutes`` is a wall-clock budget: the learning rates follow the share of it that is gone,
    so that a run always ends annealed. ``batch_tokens``, shared by the processes, are one
    optimizer step. ``steps`` ends a run early, and the rates follow them. ``start`` is a shipped
    model to go on from, with its tokenizer, instead of from nothing. ``row_tokens`` are read at
    once, in as many rows as a step needs: less of them needs less memory."""

    minutes: float
    start: Path | None = None
    batch_tokens: int = 8192
    row_tokens: RowTokens = None
    muon_lr: float = 0.02
    adam_lr: float = 3e-3
    weight_decay: float = 0.05
    warmup: float = 0.02  # share of the budget
    cooldown: float = 0.5  # share of the budget with falling rates
    final_lr: float = 0.02  # share of the peak at the end
    clip: float = 1.0
    compiled: bool = True
    checkpoint_minutes: float = 5
    evaluation_minutes: float = 5
    steps: int | None = None


class AdaptersSection(Value):
    """The aLoRA adapters, one a task name of the manifest (facts, summary, tags). With ``joint``
    one adapter serves them all, trained on all tasks in the minutes of one."""

    minutes: float
    rank: int = 16
    lr: float = 1e-3
    batch_tokens: int = 8192
    row_tokens: RowTokens = None
    tasks: tuple[str, ...] = ("facts", "summary", "tags")
    joint: bool = False
    warmup: float = 0.05
    cooldown: float = 0.7
    final_lr: float = 0.02
    clip: float = 1.0
    steps: int | None = None

    @property
    def trained(self) -> tuple[str, ...]:
        """The names of the adapters that are trained."""
        return (JOINT,) if self.joint else self.tasks


class LearnSection(Value):
    """How the facts adapter goes on from a user's corrections.

    ``lr`` is lower than the adapters' own, since it starts from a trained one. A row holds a tree
    of the corrections for every ``replay`` simulated ones, so that nothing is forgotten; an answer
    that a correction determines weighs ``weight`` of a simulated one. ``held_out`` is the share of
    the corrected threads that is never trained on. The new adapter may lose ``tolerance`` of F1 on
    ``threads`` simulated held-out threads.
    """

    minutes: float = 5
    steps: int | None = None
    lr: float = 3e-4
    replay: float = 1.0
    replay_threads: int = 600
    weight: float = 4.0
    held_out: float = 0.25
    tolerance: float = 0.005
    threads: int = 60
    compiled: bool = True


class ExportSection(Value):
    """What is written for the program. ``trained_on`` says it where earlier legs saw more than
    this run's data."""

    name: str = "quoteflow-mini"
    target: Path = Path("resources/models/quoteflow-mini")
    quantization: Literal["F16", "Q8_0", "Q4_K_M", "Q5_K_M", "Q6_K"] = "Q8_0"
    description: str = ""
    licence: str = "Apache-2.0"
    trained_on: str = ""
    notice: str = ""  # what the base's terms want beside the files; written as NOTICE


class EvaluationSection(Value):
    """Simulated threads of held-out seeds, and folders of hand-written threads with gold."""

    threads: int = 60
    folders: tuple[Path, ...] = ()


class Config(KnowledgeSections):
    """One training run, from simulator to manifest; ``knowledge_config`` has the sections of the
    knowledge stages."""

    run: RunSection
    data: DataSection
    tokenizer: TokenizerSection = TokenizerSection()
    model: ModelSection = ModelSection()
    pretrain: PretrainSection = PretrainSection(minutes=60)
    adapters: AdaptersSection = AdaptersSection(minutes=5)
    learn: LearnSection = LearnSection()
    export: ExportSection = ExportSection()
    evaluation: EvaluationSection = EvaluationSection()


def load_config(path: Path) -> Config:
    """The run that the TOML file at ``path`` describes.

    Raises:
        SettingsError: the file is missing, is no TOML, or holds a wrong or unknown key; all
            problems are in the one message.
    """
    try:
        return Config.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}.") from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path} is no valid TOML: {error}.") from error
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(str(part) for part in problem['loc'])}: {problem['msg']}"
            for problem in error.errors()
        )
        raise SettingsError(f"{path} holds wrong settings: {problems}.") from error


def config_of_command() -> Config:
    """The run that a recipe's command line names: ``CONFIG [--base NAME-OR-FOLDER]``."""
    parser = argparse.ArgumentParser()
    parser.add_argument("config", type=Path, help="the run's TOML file")
    parser.add_argument("--base", help="a Gemma 2 on the hub, or its folder; wins over the file's")
    given = parser.parse_args()
    config = load_config(given.config)
    if given.base:
        base = config.base.model_copy(update={"name": given.base})
        config = config.model_copy(update={"base": base})
    return config
