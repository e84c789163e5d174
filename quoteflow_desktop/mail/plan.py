"""What to do with a folder, from what the server lists and what is stored. Pure: first decide,
then act.

The watermark says up to where the store has been; a mail below it that is not stored is fetched
all the same. Must not know IMAP or the store.
"""

from quoteflow_desktop.core.messages import Watermark
from quoteflow_desktop.core.values import Value
from quoteflow_desktop.mail.mailbox import Listing

# A listing this much smaller than what is stored must be seen twice before mails count as gone.
SHRINKS_BELOW = 0.5
_FEW = 10  # in a small folder half of the mails may well go at once


class Fetch(Value):
    """Get these mails, oldest UID first."""

    uids: tuple[int, ...]


class MarkGone(Value):
    """The server no longer has these; ``doubtful`` ones need a second listing first."""

    uids: frozenset[int]
    doubtful: bool = False


class Resync(Value):
    """The UIDs mean other mails by now: list anew under ``uidvalidity``, forget nothing."""

    uidvalidity: int


class Stop(Value):
    """Do nothing in this folder; ``reason`` is a sentence."""

    reason: str


Step = Fetch | MarkGone | Resync | Stop


def plan(
    listing: Listing,
    mark: Watermark | None,
    known: frozenset[int],
    given_up: frozenset[int] = frozenset(),
) -> tuple[Step, ...]:
    """The steps for one folder, in order; none where all is as it was.

    ``known`` are the stored UIDs of the watermark's UIDVALIDITY that are not gone; ``given_up``
    those that the server failed to deliver too often.
    """
    if mark is None:
        return _fetch(listing.uids)
    # A server without UIDVALIDITY gives no promise at all: its UIDs are new each time.
    if mark.uidvalidity != listing.uidvalidity or not listing.uidvalidity:
        return (Resync(uidvalidity=listing.uidvalidity), *_fetch(listing.uids))
    if known and not listing.uids:
        return (Stop(reason="The server shows an empty folder that held mail before."),)
    gone = known - listing.uids
    steps: tuple[Step, ...] = _fetch(listing.uids - known - given_up)
    if gone:
        doubtful = len(known) > _FEW and len(known - gone) < SHRINKS_BELOW * len(known)
        steps = (*steps, MarkGone(uids=gone, doubtful=doubtful))
    return steps


def _fetch(uids: frozenset[int]) -> tuple[Step, ...]:
    return (Fetch(uids=tuple(sorted(uids))),) if uids else ()
