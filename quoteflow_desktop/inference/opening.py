"""Opens a model with its adapters for a session. Imported in the child process only, so that
llama.cpp never enters the window's process. Must not know jobs or pipes."""

from quoteflow_desktop.core.errors import ModelError
from quoteflow_desktop.inference.llama import LlamaModel
from quoteflow_desktop.inference.models import FINGERPRINT, ModelSpec
from quoteflow_desktop.inference.session import Session


def open_session(
    spec: ModelSpec, *, gpu_layers: int | None = -1, threads: int | None = None
) -> tuple[Session, str]:
    """A session on the opened model, and the device it uses ("gpu" or "cpu").

    Raises:
        ModelError: a file is missing or damaged, or an adapter was made for another base.
    """
    model = LlamaModel(
        spec.base,
        context=spec.context,
        gpu_layers=-1 if gpu_layers is None else gpu_layers,
        threads=threads,
    )
    for task, path in spec.adapters.items():
        model.add_adapter(task, path)
        made_for = model.adapter_metadata(task, FINGERPRINT)
        if made_for != model.metadata(FINGERPRINT):
            raise ModelError(
                f"The adapter {path.name} was made for another base model than {spec.base.name}.",
                hint="Install model and adapters together.",
            )
    return Session(model, frozenset(spec.adapters)), "gpu" if model.gpu else "cpu"
