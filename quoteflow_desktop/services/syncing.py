"""An account's Inbox and Sent into the store: list, decide (``mail/plan``), fetch, keep.

A batch of mails, their threads and the folder's watermark are one transaction: whatever stops the
work, nothing is lost and one batch at most is fetched again. Nothing on the server is changed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing

from quoteflow_desktop.core.changes import Changes
from quoteflow_desktop.core.errors import Cancelled, QuoteFlowError
from quoteflow_desktop.core.messages import Message, Watermark
from quoteflow_desktop.mail.mailbox import Fetched, Folder, Listing, Mailbox, Role
from quoteflow_desktop.mail.mime import parse
from quoteflow_desktop.mail.plan import Fetch, MarkGone, Resync, Stop, plan
from quoteflow_desktop.mail.threader import group
from quoteflow_desktop.services.progress import Cancel, Ended, Progress, Report, silent
from quoteflow_desktop.store import messages as store
from quoteflow_desktop.store.database import Store

NOTICES = ("sync-stopped", "sync-undelivered")  # stages that stand in ``Ended.notices``
BATCH = 50  # mails in one transaction
BATCH_BYTES = 8 * 1024 * 1024  # or as many as this


def sync_accounts(
    boxes: Iterable[tuple[str, Callable[[], Mailbox]]], db: Store, report: Report, cancel: Cancel
) -> Ended:
    """``sync_account`` for each (account, how to open it); one that fails stops no other.

    ``failures`` ends with Cancelled where the work was stopped.
    """
    changes: list[Changes] = []
    failures: list[QuoteFlowError] = []
    notices: list[Progress] = []

    def hear(progress: Progress) -> None:
        if progress.stage in NOTICES:
            notices.append(progress)
        else:
            report(progress)

    for account, open_box in boxes:
        try:
            with closing(open_box()) as mailbox:
                sync_account(mailbox, db, account, hear, cancel, changes.append)
        except QuoteFlowError as error:
            failures.append(error)
            if isinstance(error, Cancelled):
                break
    return Ended(changes=sum(changes, Changes()), failures=tuple(failures), notices=tuple(notices))


def sync_account(
    mailbox: Mailbox,
    db: Store,
    account: str,
    report: Report = silent,
    cancel: Cancel | None = None,
    stored: Callable[[Changes], None] = lambda _: None,
) -> Changes:
    """Fetch what is new in Inbox and Sent; the threads that grew wait for analysis.

    ``stored`` hears of every batch as soon as it is kept: what fails later hides nothing.

    Progress has the stage ``sync`` with the folder as detail; ``sync-stopped`` where a folder
    looks wrong and was left alone, ``sync-undelivered`` where the server kept mails back.

    Raises:
        MailError: the server failed; what came before is stored. StoreError: the store failed.
        Cancelled: between two batches.
    """
    token = cancel or Cancel()
    changes = Changes()
    for folder in wanted(mailbox.folders()):
        for kept in _sync_folder(mailbox, db, account, folder, report, token):
            stored(kept)
            changes += kept
    return changes


def wanted(folders: Sequence[Folder]) -> tuple[Folder, ...]:
    """The folders that a sync reads: Inbox, then Sent."""
    return tuple(
        folder for role in (Role.INBOX, Role.SENT) for folder in folders if folder.role is role
    )


def _sync_folder(
    mailbox: Mailbox, db: Store, account: str, folder: Folder, report: Report, cancel: Cancel
) -> Iterator[Changes]:
    cancel.check()
    listing = mailbox.listing(folder.name)
    mark = store.watermark(db, account, folder.name)
    validity = mark.uidvalidity if mark else listing.uidvalidity
    steps = plan(
        listing,
        mark,
        store.known_uids(db, account, folder.name, validity),
        store.given_up(db, account, folder.name, validity),
    )
    for step in steps:
        match step:
            case Stop(reason=reason):
                report(Progress(stage="sync-stopped", done=0, total=0, detail=reason))
            case Resync():
                mark = None  # the new numbers start from nothing; all stored mails stay
            case Fetch(uids=uids):
                yield from _fetch(mailbox, db, account, folder, listing, mark, uids, report, cancel)
            case MarkGone():
                _mark_gone(mailbox, db, account, folder, listing, step)


def _fetch(
    mailbox: Mailbox,
    db: Store,
    account: str,
    folder: Folder,
    listing: Listing,
    mark: Watermark | None,
    uids: Sequence[int],
    report: Report,
    cancel: Cancel,
) -> Iterator[Changes]:
    """Fetch and store ``uids`` batch by batch, each with what it changed."""
    done = 0
    reached = mark.uid if mark else 0
    arrived: set[int] = set()
    source = f"{account}/{folder.name}/{listing.uidvalidity}"
    report(Progress(stage="sync", done=0, total=len(uids), detail=folder.name))
    for batch in _batches(mailbox.fetch(folder.name, listing.uidvalidity, uids)):
        reached = max(reached, *(mail.uid for mail in batch))
        yield store.save_batch(
            db,
            account,
            folder.name,
            [(mail.uid, mail.data, _parsed(mail, source)) for mail in batch],
            Watermark(uidvalidity=listing.uidvalidity, uid=reached),
            group=group,
            outgoing=folder.role is Role.SENT,
            seen={mail.uid for mail in batch if mail.seen},
        )
        arrived.update(mail.uid for mail in batch)
        done += len(batch)
        report(Progress(stage="sync", done=done, total=len(uids), detail=folder.name))
        cancel.check()
    missing = sorted(set(uids) - arrived)
    if missing:
        store.note_undelivered(db, account, folder.name, listing.uidvalidity, missing)
        detail = f"{folder.name}: {len(missing)}"
        report(Progress(stage="sync-undelivered", done=done, total=len(uids), detail=detail))


def _parsed(mail: Fetched, source: str) -> Message:
    return parse(mail.data, f"{source}/{mail.uid}")


def _batches(mails: Iterator[Fetched]) -> Iterator[list[Fetched]]:
    batch: list[Fetched] = []
    size = 0
    for mail in mails:
        batch.append(mail)
        size += len(mail.data)
        if len(batch) >= BATCH or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _mark_gone(
    mailbox: Mailbox, db: Store, account: str, folder: Folder, listing: Listing, step: MarkGone
) -> None:
    """Note what the server no longer has; a great loss must show in a second listing too."""
    gone = step.uids
    if step.doubtful:
        again = mailbox.listing(folder.name)
        if again.uidvalidity != listing.uidvalidity:
            return
        gone -= again.uids
    store.mark_gone(db, account, folder.name, listing.uidvalidity, gone)
