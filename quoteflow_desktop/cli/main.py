"""The command line: its words, its exit status, and the one place that prints errors.

0: done. 1: the work failed and one line says why. 2: unusable arguments. No traceback: a bug is a
sentence and the path of a crash report. Knows the window only as a function it was given.
"""

import argparse
import os
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path

from quoteflow_desktop.cli import analyze, manage
from quoteflow_desktop.cli.console import Console, open_streams
from quoteflow_desktop.config.paths import find_home
from quoteflow_desktop.core.errors import InputError, QuoteFlowError
from quoteflow_desktop.services.desk import Desk
from quoteflow_desktop.services.doctor import display_fault
from quoteflow_desktop.services.wiring import Workplace, open_workplace

OpenWindow = Callable[[Desk, str], int]  # shows the thread of that id until closed; exit status
TakePicture = Callable[[Desk, str, Path], None]  # the same as a PNG file, without a display

DONE, FAILED, UNUSABLE = 0, 1, 2


def run(
    arguments: Sequence[str],
    environ: Mapping[str, str],
    *,
    open_window: OpenWindow,
    take_picture: TakePicture,
) -> int:
    """Does what ``arguments`` (without the program's name) say; the exit status."""
    console = open_streams()
    parser = _parser()
    try:
        options = parser.parse_args(arguments)
    except SystemExit as leaving:  # argparse has printed help or what is wrong
        return leaving.code if isinstance(leaving.code, int) else UNUSABLE
    try:
        return _dispatch(options, environ, console, open_window, take_picture)
    except argparse.ArgumentError as error:
        console.notice(f"quoteflow: {error}")
        return UNUSABLE
    except QuoteFlowError as error:
        console.error(error)
    except KeyboardInterrupt:
        console.notice("quoteflow: Stopped.")
    except BrokenPipeError:
        # Whoever read the results left; the interpreter must not complain about it at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception as error:
        console.notice(crash_sentence(error, environ))
    return FAILED


def _dispatch(
    options: argparse.Namespace,
    environ: Mapping[str, str],
    console: Console,
    open_window: OpenWindow,
    take_picture: TakePicture,
) -> int:
    if options.command == "doctor":  # must work where nothing else does
        return manage.doctor(environ, console)
    workplace = open_workplace(environ)
    if options.command is None:
        problem = display_fault(environ)
        if problem is not None:
            raise InputError(problem, hint="`quoteflow --help` shows what works without a window.")
        with closing(Desk(workplace)) as desk:
            return open_window(desk, "")
    if options.command == "demo":
        headless = options.headless or display_fault(environ) is not None
        window = None if headless else open_window
        return analyze.demo(options, workplace, console, window, take_picture)
    command: Callable[[argparse.Namespace, Workplace, Console], int] = options.run
    return command(options, workplace, console)


def crash_sentence(error: Exception, environ: Mapping[str, str]) -> str:
    """Keeps a crash report in the user's data folder; the sentence that names it."""
    home = find_home(environ)
    path = home.data_dir / f"crash-{datetime.now():%Y%m%d-%H%M%S}.txt"
    report = "".join(traceback.format_exception(error))
    try:
        home.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(f"QuoteFlow {version('quoteflow-desktop')}\n{report}", encoding="utf-8")
    except OSError:
        return f"quoteflow: A bug in QuoteFlow stopped the work ({type(error).__name__})."
    return f"quoteflow: A bug in QuoteFlow stopped the work; the report is {path}."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="quoteflow",
        description="Reads trade mail on this machine and writes quotes. "
        "Without a command it opens the window.",
    )
    parser.add_argument("--version", action="version", version=version("quoteflow-desktop"))
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    _add_demo(commands)
    _add_analyze(commands)
    _add_quote(commands)
    manage.add_commands(commands)
    return parser


Commands = argparse._SubParsersAction  # argparse has no public name for what add_subparsers gives


def _add_demo(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("demo", help="the main job on the bundled sample mailbox")
    parser.add_argument("--headless", action="store_true", help="no window, also with a display")
    parser.add_argument(
        "-o", dest="folder", metavar="DIR", type=Path, default=Path("quoteflow-demo"),
        help="where the results go without a window (default: %(default)s)",
    )  # fmt: skip


def _add_analyze(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("analyze", help="read mail files and say what stands in them")
    _add_reading_options(parser)
    parser.add_argument("--json", action="store_true", help="one JSON object a line, one a thread")
    parser.set_defaults(run=analyze.analyze)


def _add_quote(commands: "Commands[argparse.ArgumentParser]") -> None:
    parser = commands.add_parser("quote", help="read mail files and write a thread's quote")
    _add_reading_options(parser)
    parser.add_argument("-o", dest="output", metavar="FILE.pdf", type=Path, required=True)
    parser.add_argument("--thread", metavar="ID", help="which thread, where there are several")
    parser.add_argument("--lang", choices=("ko", "en"), help="default: the thread's language")
    parser.add_argument("--company", metavar="PROFILE.toml", type=Path)
    parser.add_argument(
        "--accept", metavar="RULE", action="append", default=[],
        help="export although this check fails; may be repeated",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true", help="print the quote's fields as JSON")
    parser.set_defaults(run=analyze.quote)


def _add_reading_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "paths", metavar="PATH", nargs="+", type=Path, help=".eml, .mbox, Maildir or folder"
    )
    parser.add_argument("--model", metavar="NAME-OR-PATH", default="")
    parser.add_argument(
        "--me", metavar="ADDRESS", action="append", default=[],
        help="an address of the firm; may be repeated",
    )  # fmt: skip
    parser.add_argument(
        "--reference-date", metavar="YYYY-MM-DD", type=_day,
        help="today, for issue dates and mails without a date",
    )  # fmt: skip


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2026-03-02") from None
