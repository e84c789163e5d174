"""What the command line says and where: results to standard output, all else to standard error.

Must not know what the commands do.
"""

import time
from typing import TextIO

from quoteflow_desktop.core.errors import QuoteFlowError
from quoteflow_desktop.services.progress import Progress

QUIET_SECONDS = 10.0  # between two lines of progress where no terminal shows them in place


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
        print(text, file=self._out, flush=True)

    def notice(self, text: str) -> None:
        """A line about the work."""
        self._close_line()
        print(text, file=self._err, flush=True)

    def error(self, error: QuoteFlowError) -> None:
        """Why the work failed, and what can be done about it."""
        self.notice(f"quoteflow: {error}{' ' + error.hint if error.hint else ''}")

    def progress(self, progress: Progress) -> None:
        """Where the work is: in place on a terminal, else a line now and then."""
        total = f"/{progress.total}" if progress.total else ""
        line = f"{progress.stage} {progress.done}{total} {progress.detail}".rstrip()
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
