"""Settings of the knowledge stages: the base, the corpus, domain adaptation, pre-instruction.

Part of the one TOML file that ``config`` reads. Must not know torch.
"""

from pathlib import Path
from typing import Literal, Self

from pydantic import Field, model_validator

from quoteflow_desktop.core.values import Value

Order = Literal["deck", "paper", "mixed"]


class BaseSection(Value):
    """A Gemma 2 in Hugging Face form: a hub name or a folder. Empty ``name`` means the embedded
    model that ``pretrain`` makes. ``dtype`` "auto" is bfloat16 on a GPU, float32 without."""

    name: str = ""
    revision: str = "main"
    dtype: Literal["auto", "float32", "bfloat16"] = "auto"


class SourceSection(Value):
    """A folder or file of documents. ``licence`` is asked for so that nobody trains on what they
    may not; ``use`` "replay" is general text that is only mixed in against forgetting."""

    path: Path
    licence: str = Field(min_length=2)
    use: Literal["domain", "replay"] = "domain"


class CorpusSection(Value):
    """What is collected, and how it is prepared. ``chunk`` is in characters; ``similarity`` is the
    share of common word triples from which on two texts count as doubles."""

    sources: tuple[SourceSection, ...] = ()
    glossary: bool = True
    languages: tuple[Literal["ko", "en"], ...] = ("ko", "en")
    mask_names: bool = True
    chunk: int = Field(default=1600, ge=200)
    shortest: int = Field(default=60, ge=0)
    similarity: float = Field(default=0.8, gt=0, le=1)
    phrasings: int = Field(default=3, ge=1)  # of each question, trained on
    questions_held_out: int = Field(default=60, ge=0)
    held_out: float = Field(default=0.03, ge=0, lt=0.5)  # share of chunks


class KnowledgeTraining(Value):
    """LoRA over a Hugging Face base. ``batch`` counts rows of ``length`` tokens on each device;
    ``accumulation`` such batches make one optimizer step. ``steps`` ends early, for probes."""

    epochs: float = 2.0
    lr: float = 2e-4
    rank: int = 16
    dropout: float = 0.0
    batch: int = Field(default=2, ge=1)
    accumulation: int = Field(default=8, ge=1)
    length: int = Field(default=2048, ge=16)
    warmup: float = 0.03  # share of the steps
    checkpointing: bool = True
    quantized: bool = False  # QLoRA, nf4; needs CUDA
    evaluations: int = Field(default=10, ge=1)  # over the run, each with a checkpoint
    steps: int | None = None


class AdaptSection(KnowledgeTraining):
    """Domain adaptation; ``replay`` is the share of general text among the training rows."""

    replay: float = Field(default=0.1, ge=0, lt=1)


class InstructSection(KnowledgeTraining):
    """Pre-instruction tuning. ``order``: the deck's documents before questions, the paper's
    questions before questions with documents, or all mixed."""

    order: Order = "paper"
    epochs: float = 3.0


class KnowledgeSections(Value):
    """The sections that a run of the embedded model does without."""

    base: BaseSection = BaseSection()
    corpus: CorpusSection = CorpusSection()
    adapt: AdaptSection = AdaptSection()
    instruct: InstructSection = InstructSection()

    @model_validator(mode="after")
    def _replay_has_text(self) -> Self:
        uses = {source.use for source in self.corpus.sources}
        if "replay" in self.adapt.model_fields_set and self.adapt.replay and "replay" not in uses:
            raise ValueError('adapt.replay needs a corpus source with use = "replay"')
        return self
