"""What works on this machine: each check finds it well, worth a notice, or at fault with a mend.

Looks only; must not repair anything or know who shows the findings.
"""

import importlib
import os
import socket
import sys
from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path

from quoteflow_desktop.config import keychain
from quoteflow_desktop.config.paths import resources_dir
from quoteflow_desktop.core.errors import QuoteFlowError
from quoteflow_desktop.core.values import Value
from quoteflow_desktop.inference.models import verify
from quoteflow_desktop.services import wiring
from quoteflow_desktop.store import database

OLDEST_SAFE_SQLITE = (3, 51, 3)  # sqlite.org/wal.html#walresetbug: older ones can harm a store
FONTS = ("NanumGothic.ttf", "NanumGothicBold.ttf")


class Health(StrEnum):
    """``NOTICE``: works, with something a person may want to know."""

    OK = "ok"
    NOTICE = "notice"
    FAULT = "fault"


class Finding(Value):
    """What was looked at, what was found, and what mends it where it is not ok."""

    check: str
    health: Health
    found: str
    mend: str = ""


Look = Callable[[Mapping[str, str]], Finding]


def examine(environ: Mapping[str, str]) -> tuple[Finding, ...]:
    """Every check, in the order in which a person would want them."""
    checks: tuple[tuple[str, Look], ...] = (
        ("settings", settings_check),
        ("model", model_check),
        ("engine", engine_check),
        ("keyring", keyring_check),
        ("fonts", fonts_check),
        ("pdf", pdf_check),
        ("sqlite", sqlite_check),
        ("store", store_check),
        ("display", display_check),
    )
    return tuple(_guarded(name, look, environ) for name, look in checks)


def _guarded(name: str, look: Look, environ: Mapping[str, str]) -> Finding:
    try:
        return look(environ)
    except QuoteFlowError as error:
        return _fault(name, str(error), error.hint)
    except (ImportError, OSError) as error:  # a library that does not load
        return _fault(name, f"{type(error).__name__}: {error}", "Run `make setup` again.")


def settings_check(environ: Mapping[str, str]) -> Finding:
    """Settings and company profile can be read; a sample profile is worth a notice."""
    workplace = wiring.open_workplace(environ)
    if workplace.sample_company:
        return Finding(
            check="settings",
            health=Health.NOTICE,
            found="No company profile is set, so quotes carry the sample firm.",
            mend=f"Set company_profile in {workplace.home.settings_file}.",
        )
    return _ok("settings", f"{len(workplace.settings.accounts)} accounts")


def model_check(environ: Mapping[str, str]) -> Finding:
    """The chosen model's files are there and are those that its manifest names."""
    spec = wiring.choose_model(wiring.open_workplace(environ))
    verify(spec)
    return _ok("model", f"{spec.name}, {len(spec.adapters)} adapters, digests agree")


def engine_check(environ: Mapping[str, str]) -> Finding:
    """The model opens in a process of its own; says whether that uses a GPU."""
    engine = wiring.open_engine(wiring.choose_model(wiring.open_workplace(environ)))
    try:
        engine.start()
        device = engine.device
    finally:
        engine.close()
    if device == "gpu":
        return _ok("engine", "llama.cpp on the GPU")
    return Finding(
        check="engine",
        health=Health.NOTICE,
        found="llama.cpp on the processor; this build has no GPU back end.",
        mend="`GPU=cuda make setup` (or vulkan, metal) builds one.",
    )


def keyring_check(_: Mapping[str, str]) -> Finding:
    """Secrets can be kept."""
    problem = keychain.fault()
    if problem is not None:
        found = f"{problem} The store is not encrypted and passwords are asked for each time."
        return _fault("keyring", found, keychain.HINT)
    return _ok("keyring", "passwords and the store's key are kept by the system")


def fonts_check(_: Mapping[str, str]) -> Finding:
    """The fonts of the quote are there."""
    folder = resources_dir() / "quote" / "fonts"
    missing = [name for name in FONTS if not (folder / name).is_file()]
    if missing:
        return _fault("fonts", f"{', '.join(missing)} missing", "Install the program again.")
    return _ok("fonts", "NanumGothic, bundled")


def pdf_check(_: Mapping[str, str]) -> Finding:
    """The libraries that set the quote load."""
    importlib.import_module("quoteflow_desktop.quotes.document")
    return _ok("pdf", "the libraries that set the quote load")


def sqlite_check(_: Mapping[str, str]) -> Finding:
    """The store's SQLite is one without the WAL fault."""
    found = database.sqlite_version()
    version = tuple(int(part) for part in found.split("."))
    if version < OLDEST_SAFE_SQLITE:
        return _fault("sqlite", f"SQLite {found} can harm a store", "Run `make setup` again.")
    return _ok("sqlite", f"SQLite {found}")


def store_check(environ: Mapping[str, str]) -> Finding:
    """The store opens and is whole."""
    workplace = wiring.open_workplace(environ)
    path = workplace.home.store_file
    if not path.exists():
        return _ok("store", "none yet; the first sync or import makes it")
    store = wiring.open_database(workplace, wiring.store_key(workplace))
    try:
        problems = database.integrity_problems(store)
    finally:
        store.close()
    if problems:
        return _fault(
            "store",
            f"{path} is damaged: {problems[0]}",
            "Move the file away and sync again; the mail is still on the server.",
        )
    secrecy = "encrypted" if database.is_encrypted(path) else "not encrypted"
    return _ok("store", f"{path}, {secrecy}")


def display_check(environ: Mapping[str, str]) -> Finding:
    """A window could be shown."""
    problem = display_fault(environ)
    if problem is None:
        return _ok("display", "there is one")
    return Finding(
        check="display",
        health=Health.NOTICE,
        found=problem,
        mend="`quoteflow demo --headless`, `analyze` and `quote` work without one.",
    )


def display_fault(environ: Mapping[str, str]) -> str | None:
    """Why no window can be shown, in a sentence; None where one can.

    Asked before Qt is, which ends the whole process where it finds no display.
    """
    platform = environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if platform in ("offscreen", "minimal"):
        return f"Qt is told to draw where nobody sees it (QT_QPA_PLATFORM={platform})."
    if platform == "vnc":
        return None
    if sys.platform in ("darwin", "win32"):
        return None
    wayland, x11 = environ.get("WAYLAND_DISPLAY"), environ.get("DISPLAY")
    if not wayland and not x11:
        return "There is no display to open a window on."
    if wayland and _answers(Path(environ.get("XDG_RUNTIME_DIR", "/run"), wayland)):
        return None
    if x11 and _x11_answers(x11):
        return None
    return f"The display {x11 or wayland} does not answer."


def _x11_answers(display: str) -> bool:
    """Whether an X server listens at ``[host]:number[.screen]``."""
    host, _, rest = display.rpartition(":")
    number = rest.partition(".")[0]
    if not number.isdigit():
        return False
    if host in ("", "unix"):
        # An abstract socket comes first: a container may hide the folder of the other.
        name = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - where X servers put it
        return _answers(f"\0{name}") or _answers(name)
    try:
        with socket.create_connection((host, 6000 + int(number)), timeout=3):
            return True
    except OSError:
        return False


def _answers(address: str | os.PathLike[str]) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(os.fspath(address))
        except OSError:
            return False
    return True


def _ok(check: str, found: str) -> Finding:
    return Finding(check=check, health=Health.OK, found=found)


def _fault(check: str, found: str, mend: str) -> Finding:
    return Finding(check=check, health=Health.FAULT, found=found, mend=mend)
