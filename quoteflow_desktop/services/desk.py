"""All that the window asks for, as calls on one workplace; each may run on a thread of its own.

Every call opens its own connection to the store, as SQLite wants. Must not know widgets.
"""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path

from quoteflow_desktop.config.settings import Account
from quoteflow_desktop.core.analysis import Analysis
from quoteflow_desktop.core.changes import Changes
from quoteflow_desktop.core.errors import ModelError, QuoteError
from quoteflow_desktop.core.facts import Delta
from quoteflow_desktop.core.quote import Quote, QuoteCheck
from quoteflow_desktop.core.values import Value
from quoteflow_desktop.inference.models import ModelSpec, reading_digest
from quoteflow_desktop.inference.prompts import prompt_digest
from quoteflow_desktop.inference.worker import WorkerEngine
from quoteflow_desktop.mail.mailbox import Mailbox
from quoteflow_desktop.quotes.arithmetic import Totals
from quoteflow_desktop.services import accounts, collecting, quoting, reading, waiting, wiring
from quoteflow_desktop.services.collecting import Collected
from quoteflow_desktop.services.progress import Cancel, Ended, Report
from quoteflow_desktop.services.quoting import Exported
from quoteflow_desktop.services.reading import Opened, ThreadLine
from quoteflow_desktop.services.syncing import sync_accounts
from quoteflow_desktop.services.wiring import Workplace
from quoteflow_desktop.store import analyses, messages
from quoteflow_desktop.store.database import Store, transaction

DRAFT_NUMBER = "QT-DRAFT"  # the store gives the real one when the quote is saved


class Status(Value):
    """The status line: the model (empty where there is none), its device once it runs, how many
    threads wait, and the mail servers that this session spoke to: no others are ever spoken to."""

    model: str
    device: str
    waiting: int
    hosts: tuple[str, ...]


class Desk:
    """One window's work. The model's process starts with the first thread that is read; ``close``
    ends it."""

    def __init__(self, workplace: Workplace) -> None:
        self.workplace = workplace
        self.language: str = workplace.settings.language
        self._key = wiring.store_key(workplace)
        self._engine: WorkerEngine | None = None
        self._digest = ""
        self._starting = threading.Lock()
        self._hosts: tuple[str, ...] = ()
        self._opened_id: str | None = None

    # -- what lists and panels show -----------------------------------------------------------

    def thread_lines(self, text: str, limit: int, offset: int) -> tuple[ThreadLine, ...]:
        """One page of the list; ``text`` searches."""
        with self._store() as store:
            rows = messages.thread_rows(store, text=text, limit=limit, offset=offset)
        return tuple(
            ThreadLine(
                id=row.id,
                subject=row.subject,
                who=row.sender,
                last=row.last_date,
                count=row.count,
                unread=row.unread > 0,
                tags=row.tags,
                stage=row.stage,
                amount=row.amount,
                currency=row.currency,
                reading=row.state,
            )
            for row in rows
        )

    def open_thread(self, thread_id: str) -> Opened:
        """The thread with its analysis, and no longer unread; if it waits, it is read next.

        Raises:
            StoreError: it is gone.
        """
        self._opened_id = thread_id
        with self._store() as store:
            thread = messages.thread(store, thread_id)
            messages.mark_read(store, thread_id)
            analysis = analyses.analysis(store, thread_id)
            state = analyses.state(store, thread_id)
        return reading.opened(thread, analysis, self.workplace.own_addresses, state)

    def all_analyses(self) -> tuple[Analysis, ...]:
        """The analyses there are, threads by the date of their first mail."""
        with self._store() as store:
            found = [analyses.analysis(store, one) for one in messages.thread_ids(store)]
        kept = [analysis for analysis in found if analysis is not None]
        return tuple(sorted(kept, key=_first_date))

    def status(self) -> Status:
        """What the status line shows now."""
        with self._store() as store:
            count = len(analyses.waiting(store))
        try:
            model = wiring.choose_model(self.workplace).name
        except ModelError:  # why there is none is told when something is to be read
            model = ""
        device = self._engine.device if self._engine is not None else "llama.cpp"
        return Status(model=model, device=device, waiting=count, hosts=self._hosts)

    # -- mail and model -----------------------------------------------------------------------

    def import_files(self, paths: Sequence[Path], report: Report, cancel: Cancel) -> Collected:
        """Mail files into the store."""
        with self._store() as store:
            return collecting.collect_files(
                store, paths, own=self.workplace.own_addresses, report=report, cancel=cancel
            )

    def sync(self, report: Report, cancel: Cancel) -> Ended:
        """What is new of every account; one that fails keeps no other from being asked.

        ``failures`` ends with Cancelled where the work was stopped.
        """
        boxes = [
            (account.name, partial(self._open_mailbox, account))
            for account in self.workplace.settings.accounts
        ]
        with self._store() as store:
            return sync_accounts(boxes, store, report, cancel)

    def _open_mailbox(self, account: Account) -> Mailbox:
        self._hosts = tuple(dict.fromkeys((*self._hosts, account.host)))
        return wiring.open_mailbox(account, accounts.require_secret(account))

    def analyse_waiting(self, first: str | None, report: Report, cancel: Cancel) -> Ended:
        """Reads what waits; the thread that was opened last, or else ``first``, before others.

        Raises:
            ModelError: the model cannot be opened. Cancelled: as asked.
        """
        engine = self._open_engine()
        with self._store() as store:
            return waiting.analyse_waiting(
                store,
                engine,
                digest=self._digest,
                me=self.workplace.own_addresses,
                first=lambda: self._opened_id or first,
                report=report,
                cancel=cancel,
            )

    def wait_again(self, thread_id: str) -> Changes:
        """Lets a thread wait for the model anew, such as one that could not be read."""
        with self._store() as store:
            return analyses.wait_again(store, thread_id)

    # -- what the user decides ----------------------------------------------------------------

    def save_user_delta(self, thread_id: str, delta: Delta) -> Changes:
        """Keeps what the user says of a fact and folds it in; no mail is read again.

        Where something of the thread is unread it waits for the model: then ``analyses`` of the
        changes is empty. What fails keeps nothing, so that a second try says it once.
        """
        with self._store() as store, transaction(store):
            analyses.save_user_delta(store, thread_id, delta)
            return self._fold(store, thread_id)

    def undo_user_delta(self, thread_id: str) -> Changes:
        """Takes the user's last word on this thread back; else as ``save_user_delta``."""
        with self._store() as store, transaction(store):
            analyses.drop_last_user_delta(store, thread_id)
            return self._fold(store, thread_id)

    def _fold(self, store: Store, thread_id: str) -> Changes:
        try:
            digest = self._digest or self._digest_of(wiring.choose_model(self.workplace))
        except ModelError:  # told when the model is to read what waits
            return analyses.wait_again(store, thread_id)
        return waiting.fold_one(store, thread_id, digest=digest, me=self.workplace.own_addresses)

    # -- quotes -------------------------------------------------------------------------------

    def draft_quote(self, thread_id: str) -> Quote:
        """A quote filled from what stands.

        Raises:
            QuoteError: the thread was not read yet, or there is nothing to quote.
        """
        with self._store() as store:
            analysis = analyses.analysis(store, thread_id)
            if analysis is None:
                raise QuoteError(
                    "This thread was not read yet.", hint="Wait for the model.", retryable=True
                )
            draft = quoting.draft_quote(
                analysis,
                self.workplace.company,
                issued_on=self._issue_day(analysis),
                number=DRAFT_NUMBER,
            )
            return quoting.numbered(store, draft)

    def _issue_day(self, analysis: Analysis) -> date:
        """Today; in the demonstration the day of the last mail, so that its offers still hold."""
        days = [mail.date.date() for mail in analysis.thread.messages if mail.date is not None]
        return max(days) if days and self.workplace.sample_mail else date.today()

    def revise_quote(self, quote: Quote) -> Quote:
        """An edited quote with its checks run anew and settled open points taken out."""
        with self._store() as store:
            analysis = analyses.analysis(store, quote.thread_id)
        return quote if analysis is None else quoting.revise(quote, analysis)

    def blocking(self, quote: Quote) -> tuple[QuoteCheck, ...]:
        """The checks that stop the export."""
        return quoting.blocking(quote)

    def totals(self, quote: Quote) -> Totals:
        """The sums, as the paper shows them."""
        return quoting.totals(quote)

    def quote_pdf(self, quote: Quote) -> bytes:
        """The paper, for the preview."""
        return quoting.preview(quote)

    def export_quote(self, quote: Quote, path: Path | None) -> Exported:
        """Saves the quote and writes its PDF, by default into the firm's quote folder.

        The checks run anew first: ``quote`` may carry those of a figure that was edited since.

        Raises:
            QuoteError: a check blocks, or the paper cannot be written.
        """
        checked = self.revise_quote(quote)
        with self._store() as store:
            if checked.number == DRAFT_NUMBER:  # an export since the draft may have failed
                checked = quoting.numbered(store, checked)
            return quoting.save_and_export(
                store, checked, path or wiring.quotes_folder(self.workplace)
            )

    # -- the workplace ------------------------------------------------------------------------

    def close(self) -> None:
        """Ends the model's process."""
        with self._starting:
            if self._engine is not None:
                self._engine.close()
            self._engine = None

    @contextmanager
    def _store(self) -> Iterator[Store]:
        store = wiring.open_database(self.workplace, self._key)
        try:
            yield store
        finally:
            store.close()

    def _open_engine(self) -> WorkerEngine:
        with self._starting:
            if self._engine is None:
                spec = wiring.choose_model(self.workplace)
                engine = wiring.open_engine(spec)
                engine.start()
                self._digest = self._digest_of(spec)
                self._engine = engine
            return self._engine

    @staticmethod
    def _digest_of(spec: ModelSpec) -> str:
        return reading_digest(spec, prompt_digest())


def _first_date(analysis: Analysis) -> datetime:
    first = analysis.thread.messages[0].date
    return first if first is not None else datetime.max.replace(tzinfo=UTC)
