"""All that a long call may say or hear: a report of where it is, and whether to stop.

Must not know who listens.
"""

import threading
from collections.abc import Callable

from quoteflow_desktop.core.errors import Cancelled
from quoteflow_desktop.core.values import Value


class Progress(Value):
    """``done`` of ``total`` steps of ``stage`` (a key of the labels); ``detail`` names the thing."""

    stage: str
    done: int
    total: int
    detail: str = ""


Report = Callable[[Progress], None]


def silent(_: Progress) -> None:
    """A report that nobody reads."""


class Cancel:
    """A token that one thread sets and another looks at."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next look."""
        self._event.set()

    @property
    def requested(self) -> bool:
        """Whether somebody asked."""
        return self._event.is_set()

    def check(self) -> None:
        """Raise Cancelled when somebody asked to stop."""
        if self._event.is_set():
            raise Cancelled()
