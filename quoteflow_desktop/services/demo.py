"""The main job on the bundled sample mailbox, in a store of its own, never the user's.

Must not know the window or the command line; both show what it prepares.
"""

import hashlib
import shutil
import tomllib
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from quoteflow_desktop.config.paths import Home, make_folders, resources_dir
from quoteflow_desktop.config.settings import Settings, load_company
from quoteflow_desktop.core.analysis import to_json
from quoteflow_desktop.core.errors import InputError, StoreError
from quoteflow_desktop.core.quote import QuoteCheck
from quoteflow_desktop.core.values import Value
from quoteflow_desktop.inference.models import reading_digest
from quoteflow_desktop.inference.prompts import prompt_digest
from quoteflow_desktop.services import quoting, wiring
from quoteflow_desktop.services.collecting import collect_files
from quoteflow_desktop.services.desk import Desk
from quoteflow_desktop.services.importing import load_threads
from quoteflow_desktop.services.progress import Cancel, Report
from quoteflow_desktop.services.wiring import Workplace

STAMP = "made-of"


class Demonstration(Value):
    """A workplace of its own with the sample mail in it, and the thread that gets a quote."""

    workplace: Workplace
    quote_thread: str


class Results(Value):
    """What the headless demonstration wrote; ``accepted`` are the checks that failed and would have
    stopped a real export, to be told."""

    quote: Path
    analyses: Path
    accepted: tuple[QuoteCheck, ...] = ()


def prepare(user: Workplace, report: Report, cancel: Cancel) -> Demonstration:
    """The sample mailbox in a store beside the user's cache; what an earlier run read of the same
    mails with the same model is kept.

    Raises:
        StoreError: the store cannot be made. ModelError: there is no model.
    """
    folder = user.home.cache_dir / "demo"
    sample = _workplace(user, folder)
    made_of = _digest(sample)
    stamp = folder / STAMP
    try:
        if not stamp.is_file() or stamp.read_text(encoding="utf-8") != made_of:
            shutil.rmtree(folder, ignore_errors=True)
        make_folders(sample.home)
        with closing(wiring.open_database(sample, None)) as store:
            collect_files(
                store, [mailbox()], own=sample.own_addresses, report=report, cancel=cancel
            )
        stamp.write_text(made_of, encoding="utf-8")
    except OSError as error:
        raise StoreError(
            f"The demonstration cannot be kept in {folder}: {error.strerror or error}."
        ) from error
    return Demonstration(workplace=sample, quote_thread=_quote_thread())


def run(sample: Demonstration, desk: Desk, folder: Path, report: Report, cancel: Cancel) -> Results:
    """Reads every thread and writes ``quote.pdf`` and ``analysis.jsonl`` into ``folder``, threads
    by the date of their first mail.

    Raises:
        ModelError: the model failed. QuoteError: the named thread gives no quote. InputError: the
            folder cannot be written.
    """
    quote_file, analyses_file = folder / "quote.pdf", folder / "analysis.jsonl"
    desk.analyse_waiting(sample.quote_thread, report, cancel)
    lines = [to_json(analysis) for analysis in desk.all_analyses()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        analyses_file.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"The folder {folder} cannot be written: {error.strerror or error}.",
            hint="Choose another with -o.",
        ) from error
    draft = desk.draft_quote(sample.quote_thread)
    failing = desk.blocking(draft)
    accepted = quoting.accept(draft, {check.rule for check in failing})
    desk.export_quote(accepted, quote_file)
    return Results(quote=quote_file, analyses=analyses_file, accepted=failing)


def mailbox() -> Path:
    """The folder of the sample mails."""
    return resources_dir() / "demo" / "mailbox"


def _workplace(user: Workplace, folder: Path) -> Workplace:
    home = Home(
        settings_dir=folder,
        data_dir=folder,
        cache_dir=folder,
        models_dir=user.home.models_dir,
        quotes_dir=folder / "quotes",
    )
    chosen = {name: getattr(user.settings, name) for name in ("language", "model", "adapters")}
    return Workplace(
        home=home,
        settings=Settings(**chosen),
        company=load_company(wiring.sample_profile()),
        sample_company=True,
        sample_mail=True,
    )


def _digest(sample: Workplace) -> str:
    """Names the model, the prompts and the bytes of the sample mails."""
    parts = hashlib.sha256(reading_digest(wiring.choose_model(sample), prompt_digest()).encode())
    for path in _files(mailbox()):
        parts.update(path.name.encode())
        parts.update(path.read_bytes())
    return parts.hexdigest()


def _files(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _quote_thread() -> str:
    """The id of the thread that ``demo.toml`` names by its folder."""
    path = resources_dir() / "demo" / "demo.toml"
    folder = tomllib.loads(path.read_text(encoding="utf-8"))["quote_thread_folder"]
    return load_threads([mailbox() / folder]).threads[0].id
