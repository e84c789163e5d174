"""All that a long call may say or hear: where it is, whether to stop, how it ended.

Must not know who listens.
"""

import threading
from collections.abc import Callable

from pydantic import ConfigDict

from quoteflow_desktop.core.changes import Changes
from quoteflow_desktop.core.errors import Cancelled, QuoteFlowError
from quoteflow_desktop.core.values import Value


class Progress(Value):
    """``done`` of ``total`` steps of ``stage`` (a key of labels); ``detail`` names the thing."""

    stage: str
    done: int
    total: int
    detail: str = ""


class Ended(Value):
    """How work on many things ended: what it changed, and what failed of it all the same.

    ``notices`` are what nothing failed on and a person should know.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    changes: Changes = Changes()
    failures: tuple[QuoteFlowError, ...] = ()
    notices: tuple[Progress, ...] = ()


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
