"""What a user asks for about models: which there are, whether they are whole, which adapters.

A promotion points the settings at a folder of adapters; a rollback goes back to the one before.
Must not know how a model is run or trained.
"""

from pathlib import Path

from quoteflow_desktop.core.errors import ModelError
from quoteflow_desktop.core.values import Value
from quoteflow_desktop.inference.models import Manifest, damaged_models, list_models, verify
from quoteflow_desktop.services import wiring
from quoteflow_desktop.services.wiring import Workplace


class KnownModel(Value):
    """One model as a list shows it; ``problem`` says what is wrong with its files, or nothing."""

    name: str
    chosen: bool
    manifest: Manifest | None
    problem: str = ""


def known_models(workplace: Workplace, *, check_files: bool = False) -> tuple[KnownModel, ...]:
    """Every model there is; with ``check_files`` each file's digest is computed."""
    return tuple(
        KnownModel(
            name=spec.name,
            chosen=spec.name == workplace.settings.model,
            manifest=spec.manifest,
            problem=_problem(workplace, spec.name) if check_files else "",
        )
        for spec in list_models(workplace.models_dirs)
    )


def damaged(workplace: Workplace) -> tuple[str, ...]:
    """A sentence for each model folder that cannot be listed."""
    return damaged_models(workplace.models_dirs)


def _problem(workplace: Workplace, name: str) -> str:
    try:
        verify(wiring.choose_model(workplace, name))
    except ModelError as error:
        return str(error)
    return ""


def promote(workplace: Workplace, folder: Path, *, force: bool = False) -> Workplace:
    """The workplace with the adapters in ``folder`` in use from now on.

    Raises:
        ModelError: they are damaged or made for another model than the chosen one, or no
            comparison shows that they are better (with ``force`` none is asked for).
    """
    folder = folder.expanduser().resolve()
    spec = wiring.choose_model(workplace, workplace.settings.model)
    promoted = wiring.with_adapters(spec, folder)
    verify(promoted)
    if not force and not (promoted.manifest and promoted.manifest.comparison):
        raise ModelError(
            f"No comparison shows that the adapters in {folder} are better than those in use.",
            hint="`quoteflow models promote --force` uses them all the same.",
        )
    sets = (*workplace.settings.adapters, folder)
    return wiring.change_settings(
        workplace, workplace.settings.model_copy(update={"adapters": sets})
    )


def roll_back(workplace: Workplace) -> Workplace:
    """The workplace with the adapters that were in use before the last promotion.

    Raises:
        ModelError: nothing was promoted.
    """
    sets = workplace.settings.adapters
    if not sets:
        raise ModelError("No adapters were promoted, so there is nothing to go back to.")
    return wiring.change_settings(
        workplace, workplace.settings.model_copy(update={"adapters": sets[:-1]})
    )
