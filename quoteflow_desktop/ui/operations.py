"""The user's actions: each puts one service call on its lane and announces what it changed.

``Desk`` is all that the window asks of the rest of the program; ``services/wiring`` makes the
real one. Must not know widgets, nor how anything is stored, read or printed.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal

from quoteflow_desktop.core.changes import Changes
from quoteflow_desktop.core.errors import Cancelled
from quoteflow_desktop.core.facts import Delta
from quoteflow_desktop.core.quote import Quote
from quoteflow_desktop.services.progress import Cancel, Ended, Progress, Report
from quoteflow_desktop.services.reading import Opened, ThreadLine
from quoteflow_desktop.ui.background import Background, Lane, Task


class Desk(Protocol):
    """What the window needs, as calls that may take long; each runs on a lane's thread.

    ``analyse_waiting`` reads the waiting threads, the one that was opened last before the others,
    or else ``first``, and reports after every mail. A decision whose Changes name no analysis
    waits for the model. ``export_quote`` saves and writes the PDF (None: into the firm's folder).
    """

    language: str

    def thread_lines(self, text: str, limit: int, offset: int) -> tuple[ThreadLine, ...]: ...
    def open_thread(self, thread_id: str) -> Opened: ...
    def status(self) -> Any: ...  # model, engine, device: str; waiting: int; hosts: tuple[str, ...]
    def import_files(self, paths: Sequence[Path], report: Report, cancel: Cancel) -> Any: ...
    def sync(self, report: Report, cancel: Cancel) -> Ended: ...
    def analyse_waiting(self, first: str | None, report: Report, cancel: Cancel) -> Ended: ...
    def wait_again(self, thread_id: str) -> Changes: ...
    def save_user_delta(self, thread_id: str, delta: Delta) -> Changes: ...
    def undo_user_delta(self, thread_id: str) -> Changes: ...
    def draft_quote(self, thread_id: str) -> Quote: ...
    def revise_quote(self, quote: Quote) -> Quote: ...
    def blocking(self, quote: Quote) -> Sequence[Any]: ...
    def totals(self, quote: Quote) -> Any: ...
    def quote_pdf(self, quote: Quote) -> bytes: ...
    def export_quote(self, quote: Quote, path: Path | None) -> Any: ...


class Operations(QObject):
    """One object a window. ``failed`` carries the error and a call that tries again, or None."""

    changed = Signal(object)  # Changes
    failed = Signal(object, object)  # Exception, Callable[[], None] | None
    progressed = Signal(object)  # Progress, or None when mail and model rest
    noticed = Signal(object)  # tuple[Progress, ...]: what a sync found odd
    status_changed = Signal(object)
    imported = Signal(object)
    exported = Signal(object)

    def __init__(self, desk: Desk, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.background = background
        self._mail: list[Task] = []
        self._analysis: Task | None = None
        self._again = False

    # -- reading ------------------------------------------------------------------------------

    def load_lines(
        self, text: str, limit: int, offset: int, done: Callable[[tuple[ThreadLine, ...]], None]
    ) -> None:
        """One page of the thread list."""
        self._short(lambda: self.desk.thread_lines(text, limit, offset), done)

    def open_thread(self, thread_id: str, done: Callable[[Opened], None]) -> None:
        """A thread's mails and analysis."""
        self._short(lambda: self.desk.open_thread(thread_id), done)

    def refresh_status(self) -> None:
        """Ask again what the status line shows."""
        self._short(self.desk.status, self.status_changed.emit)

    # -- mail and model -----------------------------------------------------------------------

    def import_files(self, paths: Sequence[Path]) -> None:
        """Bring mail files in, then read them."""

        def done(result: Any) -> None:
            self.imported.emit(result)
            self._announce(result.changes)
            self.analyse_waiting()

        self._mail_work(
            lambda r, c: self.desk.import_files(paths, r, c), done, lambda: self.import_files(paths)
        )

    def sync_now(self) -> None:
        """Fetch what is new of all accounts, then read it."""

        def done(result: Ended) -> None:
            self._announce(result.changes)
            if result.notices:
                self.noticed.emit(result.notices)
            self._tell(result.failures, self.sync_now)
            if not any(isinstance(error, Cancelled) for error in result.failures):
                self.analyse_waiting()

        self._mail_work(self.desk.sync, done, self.sync_now)

    def read_again(self, thread_id: str) -> None:
        """Let the model read a thread anew."""

        def done(changes: Changes) -> None:
            self._announce(changes)
            self.analyse_waiting()

        self._short(lambda: self.desk.wait_again(thread_id), done)

    def analyse_waiting(self, first: str | None = None) -> None:
        """Let the model read what waits; one run at a time, another follows when asked for."""
        if self._analysis is not None:
            self._again = True
            return
        self._analysis = self._run(
            Lane.MODEL,
            lambda r, c: self.desk.analyse_waiting(first, r, c),
            self._analysed,
            self.analyse_waiting,
            ended=self._analysis_ended,
            progress=self.progressed.emit,
        )

    def stop(self) -> None:
        """Ask mail and model to stop after their present step."""
        self._again = False
        for task in self._mail:
            task.stop()
        if self._analysis is not None:
            self._analysis.stop()

    @property
    def analysing(self) -> bool:
        """Whether the model is at work."""
        return self._analysis is not None

    def _mail_work(
        self,
        work: Callable[[Report, Cancel], Any],
        done: Callable[[Any], None],
        again: Callable[[], Any],
    ) -> None:
        self._mail.append(self._run(Lane.MAIL, work, done, again, ended=self._mail_ended))

    def _mail_ended(self) -> None:
        self._mail.pop(0)  # a lane ends its tasks in order
        self._rest()
        self.changed.emit(Changes())  # what failed may have stored mails: the list is read anew

    def _rest(self) -> None:
        if not self._mail and self._analysis is None:
            self.progressed.emit(None)

    def _analysed(self, result: Ended) -> None:
        self._announce(result.changes)
        self._tell(result.failures, None)  # each thread offers to be read again

    def _analysis_ended(self) -> None:
        self._analysis = None
        self._rest()
        self.refresh_status()
        if self._again:
            self._again = False
            self.analyse_waiting()

    # -- what the user decides ----------------------------------------------------------------

    def save_delta(self, thread_id: str, delta: Delta) -> None:
        """Keep what the user says of a fact."""
        self._short(lambda: self.desk.save_user_delta(thread_id, delta), self._decided)

    def undo_delta(self, thread_id: str) -> None:
        """Take the user's last decision on this thread back."""
        self._short(lambda: self.desk.undo_user_delta(thread_id), self._decided)

    def _decided(self, changes: Changes) -> None:
        self._announce(changes)
        if not changes.analyses:
            self.analyse_waiting()

    # -- quotes -------------------------------------------------------------------------------

    def quote_at_once(self, thread_id: str, to_edit: Callable[[Quote], None]) -> None:
        """Export when nothing is open and no check fails; else hand the draft to ``to_edit``."""

        def work() -> tuple[Quote, Any]:
            quote = self.desk.draft_quote(thread_id)
            if quote.open_points or self.desk.blocking(quote):
                return quote, None
            return quote, self.desk.export_quote(quote, None)

        def done(result: tuple[Quote, Any]) -> None:
            quote, exported = result
            if exported is None:
                to_edit(quote)
            else:
                self._exported(exported)

        self._short(work, done)

    def draft_quote(self, thread_id: str, done: Callable[[Quote], None]) -> None:
        """A quote filled from what stands."""
        self._short(lambda: self.desk.draft_quote(thread_id), done)

    def totals(self, quote: Quote) -> Any:
        """The sums of a quote: arithmetic on a few figures, fit for the window's thread."""
        return self.desk.totals(quote)

    def revise_quote(self, quote: Quote, done: Callable[[Quote], None]) -> None:
        """Checks and open points of an edited quote."""
        self._short(lambda: self.desk.revise_quote(quote), done)

    def preview(
        self, quote: Quote, draw: Callable[[bytes], Any], done: Callable[[Any], None]
    ) -> None:
        """The quote's paper, drawn by ``draw`` off the window's thread."""
        self._short(lambda: draw(self.desk.quote_pdf(quote)), done)

    def export_quote(
        self, quote: Quote, done: Callable[[], None], ended: Callable[[], None]
    ) -> None:
        """Save the quote and write its PDF into the firm's folder."""

        def exported(result: Any) -> None:
            self._exported(result)
            done()

        self._run(
            Lane.SHORT, lambda _report, _cancel: self.desk.export_quote(quote, None), exported,
            lambda: self.export_quote(quote, done, ended), ended=ended,
        )  # fmt: skip

    def _exported(self, result: Any) -> None:
        self.exported.emit(result)
        self._announce(result.changes)

    # -- plumbing -----------------------------------------------------------------------------

    def _announce(self, changes: Changes) -> None:
        if changes:
            self.changed.emit(changes)

    def _tell(self, failures: Sequence[Exception], again: Callable[[], None] | None) -> None:
        for error in failures:
            if not isinstance(error, Cancelled):
                self.failed.emit(error, again)

    def _short(self, work: Callable[[], Any], done: Callable[[Any], None]) -> Task:
        return self._run(
            Lane.SHORT, lambda _report, _cancel: work(), done, lambda: self._short(work, done)
        )

    def _run(
        self,
        lane: Lane,
        work: Callable[[Report, Cancel], Any],
        done: Callable[[Any], None],
        again: Callable[[], Any],
        *,
        ended: Callable[[], None] = lambda: None,
        progress: Callable[[Progress], None] | None = None,
    ) -> Task:
        def finished(result: Any) -> None:
            try:
                done(result)
            finally:
                ended()

        def failed(error: Exception) -> None:
            ended()
            self._tell((error,), again)

        return self.background.run(lane, work, finished, failed, progress or self.progressed.emit)
