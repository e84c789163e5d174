"""Opens a model with its adapters for a session. Imported in the child process only, so that
llama.cpp never enters the window's process. Must not know jobs or pipes."""

from quoteflow_desktop.core.errors import ModelError
from quoteflow_desktop.inference.constrain import Sureness
from quoteflow_desktop.inference.llama import LlamaModel
from quoteflow_desktop.inference.models import FINGERPRINT, ModelSpec
from quoteflow_desktop.inference.session import Session

SMALL = 100_000_000  # parameters; measured on quoteflow-mini (6 M), see DECISIONS.md


def open_session(
    spec: ModelSpec,
    *,
    gpu_layers: int | None = -1,
    threads: int | None = None,
    sure: Sureness = Sureness(),  # noqa: B008 - frozen
) -> tuple[Session, str]:
    """A session on the opened model, and the device it uses ("gpu" or "cpu").

    Raises:
        ModelError: a file is missing or damaged, or an adapter was made for another base.
    """
    model = LlamaModel(
        spec.base,
        context=spec.context,
        gpu_layers=-1 if gpu_layers is None else gpu_layers,
        threads=threads or _threads_for(spec),
    )
    for task, path in spec.adapters.items():
        model.add_adapter(task, path)
        made_for = model.adapter_metadata(task, FINGERPRINT)
        if made_for != model.metadata(FINGERPRINT):
            raise ModelError(
                f"The adapter {path.name} was made for another base model than {spec.base.name}.",
                hint="Install model and adapters together.",
            )
    return Session(model, frozenset(spec.adapters), sure), "gpu" if model.gpu else "cpu"


def _threads_for(spec: ModelSpec) -> int | None:
    """One thread for a small model: its products are so short that threads wait for each other,
    and on a busy machine wait long. None leaves it to the number of cores."""
    small = spec.manifest is not None and spec.manifest.parameters < SMALL
    return 1 if small else None
