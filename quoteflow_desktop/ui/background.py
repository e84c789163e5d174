"""The one door to threads: three lanes with one worker each, results by one signal.

Work runs on its lane and comes back to the window's thread as a call of ``done`` or ``failed``.
Must not know what the work does. No other file of ``ui`` may start a thread.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from quoteflow_desktop.services.progress import Cancel, Progress, Report

Work = Callable[[Report, Cancel], Any]


class Lane(StrEnum):
    """One worker each, so that two jobs of a lane never overlap."""

    MAIL = "mail"
    MODEL = "model"
    SHORT = "short"  # the store, quotes: what a person waits for


class Task:
    """A job that was handed in; ``stop()`` asks it to end and keeps its result away."""

    def __init__(
        self,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        progress: Callable[[Progress], None],
    ) -> None:
        self.done = done
        self.failed = failed
        self.progress = progress
        self.cancel = Cancel()

    def stop(self) -> None:
        """Ask the work to stop; it ends as Cancelled."""
        self.cancel.cancel()


def _ignore(_: object) -> None:
    """For callers that do not care."""


class Background(QObject):
    """Owns the workers. ``idle`` is emitted when the last task of all lanes is delivered."""

    idle = Signal()
    _arrived = Signal(object, object)  # a callback of the window's thread, and its argument

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workers = {
            lane: ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"lane-{lane}")
            for lane in Lane
        }
        self._tasks: set[Task] = set()
        self._closed = False
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether any task is still to be delivered."""
        return bool(self._tasks)

    def run(
        self,
        lane: Lane,
        work: Work,
        done: Callable[[Any], None] = _ignore,
        failed: Callable[[Exception], None] = _ignore,
        progress: Callable[[Progress], None] = _ignore,
    ) -> Task:
        """Put ``work(report, cancel)`` on a lane; the callbacks run on the window's thread."""
        task = Task(done, failed, progress)
        self._tasks.add(task)
        self._workers[lane].submit(self._work, task, work)
        return task

    def close(self) -> None:
        """Ask all work to stop, wait for the lanes, deliver nothing any more."""
        self._closed = True
        for task in self._tasks:
            task.stop()
        for worker in self._workers.values():
            worker.shutdown(wait=True, cancel_futures=True)
        self._tasks.clear()

    def _work(self, task: Task, work: Work) -> None:
        """On the lane's thread. Every end of the work becomes a delivery, bugs too."""

        def report(progress: Progress) -> None:
            self._post(task.progress, progress)

        try:
            task.cancel.check()
            result = work(report, task.cancel)
        except Exception as error:
            self._post(lambda failure: self._finish(task, task.failed, failure), error)
        else:
            self._post(lambda value: self._finish(task, task.done, value), result)

    def _post(self, callback: Callable[[Any], None], argument: object) -> None:
        if not self._closed:
            self._arrived.emit(callback, argument)

    def _finish(self, task: Task, callback: Callable[[Any], None], argument: object) -> None:
        self._tasks.discard(task)
        try:
            callback(argument)
        finally:  # a bug in a view must not look like work without end
            if not self._tasks:
                self.idle.emit()

    def _deliver(self, callback: Callable[[Any], None], argument: object) -> None:
        if not self._closed:
            callback(argument)
