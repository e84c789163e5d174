"""What the command line says and where: results to standard output, all else to standard error.

Must not know what the commands do.
"""

import sys
import time
from io import TextIOWrapper
from typing import TextIO

from quoteflow_desktop.core.errors import InputError, QuoteFlowError
from quoteflow_desktop.services.progress import Progress

QUIET_SECONDS = 10.0  # between two lines of progress where no terminal shows them in place


# What each stage is called; a stage of mails or threads begins with the next one of them.
_STAGES = {
    "import": "Importing",
    "sync": "Fetching",
    "reading-mail": "Reading mail",
    "reading-thread": "Summing up",
    "reading-threads": "Reading thread",
}


def _said(progress: Progress) -> str:
    name = _STAGES.get(progress.stage, progress.stage)
    if progress.stage == "reading-thread":
        return f"{name}: {progress.detail}".removesuffix(": ")
    number, of = progress.done, progress.total
    if progress.stage == "reading-mail":
        number, of = number + 1, of - 1  # the last step is that of the whole thread
    elif progress.stage == "reading-threads":
        number += 1
    count = f"{number} of {of}" if of else f"{number}"
    return f"{name} {count}: {progress.detail}".removesuffix(": ")


def open_streams() -> "Console":
    """The process's own streams in UTF-8: a Korean machine's code page lacks many letters."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    return Console(sys.stdout, sys.stderr)


class Console:
    """One run's two streams."""

    def __init__(self, out: TextIO, err: TextIO) -> None:
        self._out = out
        self._err = err
        self._in_place = err.isatty()
        self._line_open = False
        self._stage = ""
        self._said_at = 0.0

    def result(self, text: str) -> None:
        """A line that was asked for."""
        self._close_line()
        try:
            print(text, file=self._out, flush=True)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise InputError(f"The output cannot be written: {error.strerror or error}.") from None

    def notice(self, text: str) -> None:
        """A line about the work."""
        self._close_line()
        print(text, file=self._err, flush=True)

    def error(self, error: QuoteFlowError) -> None:
        """Why the work failed, and what can be done about it."""
        self.notice(f"quoteflow: {error}{' ' + error.hint if error.hint else ''}")

    def progress(self, progress: Progress) -> None:
        """Where the work is: in place on a terminal, else a line now and then."""
        line = _said(progress)
        if self._in_place:
            print(f"\r\x1b[K{line[:100]}", end="", file=self._err, flush=True)
            self._line_open = True
            return
        now = time.monotonic()
        if progress.stage != self._stage or now - self._said_at >= QUIET_SECONDS:
            self._stage, self._said_at = progress.stage, now
            print(line, file=self._err, flush=True)

    def _close_line(self) -> None:
        if self._line_open:
            print("\r\x1b[K", end="", file=self._err, flush=True)
            self._line_open = False
