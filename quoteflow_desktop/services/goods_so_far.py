"""The goods that stand after the mails read so far: what the next mail's items are chosen from.

They are those that the program shows, by the mails alone: a user's decision changes no reading.
Must not know engines or stores.
"""

from collections.abc import Sequence

from quoteflow_desktop.analysis.deltas import build_delta
from quoteflow_desktop.analysis.naming import settle_next
from quoteflow_desktop.analysis.standing import State, step, view
from quoteflow_desktop.core.messages import Thread
from quoteflow_desktop.inference.prompts import RenderedMail
from quoteflow_desktop.services.assembling import MailResult, mail_of, with_one_side_a_house


class GoodsSoFar:
    """Follows the fold of one thread mail by mail, so that a long thread is folded once."""

    def __init__(self, thread: Thread, mails: Sequence[RenderedMail]) -> None:
        self._thread = thread
        self._mails = mails
        self._folded = 0
        self._state = State()
        self._known: list[set[str]] = []

    def after(self, results: Sequence[MailResult]) -> tuple[str, ...]:
        """Names of the goods that stand after ``results``, one a mail from the first on; a later
        call gives the same ones and more."""
        first = self._thread.model_copy(update={"messages": self._thread.messages[: len(results)]})
        sided = with_one_side_a_house(first, results)
        for number in range(self._folded + 1, len(results) + 1):
            result, text = sided[number - 1], self._mails[number - 1].text
            mail = mail_of(self._thread, self._mails, number, result.step.points)
            delta = settle_next(build_delta(result.facts, mail), text, self._known)
            self._state = step(self._state, delta)
            self._folded = number
        items = view(self._state).items
        return tuple(item.product.value for item in items if item.product)
