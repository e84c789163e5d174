"""What a user asks for about quotes: draft one, accept its checks, export it.

Must not know windows or command lines; both call these same functions.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from quoteflow_desktop.core.analysis import Analysis
from quoteflow_desktop.core.changes import Changes
from quoteflow_desktop.core.errors import QuoteError
from quoteflow_desktop.core.quote import Company, Quote, QuoteCheck
from quoteflow_desktop.core.values import Value
from quoteflow_desktop.quotes import builder, numbering
from quoteflow_desktop.quotes.arithmetic import Totals
from quoteflow_desktop.quotes.arithmetic import totals as quote_totals
from quoteflow_desktop.store import quotes as store_quotes
from quoteflow_desktop.store.database import Store


class Exported(Value):
    """A quote that lies on the disk, as it was numbered and saved."""

    path: Path
    quote: Quote
    changes: Changes = Changes()


def draft_quote(
    analysis: Analysis,
    company: Company,
    *,
    language: str | None = None,
    issued_on: date,
    number: str,
) -> Quote:
    """A draft in ``language``, by default the thread's own; raises QuoteError as the builder."""
    return builder.draft(
        analysis,
        company,
        language=language or analysis.thread.language,
        issued_on=issued_on,
        number=number,
    )


def revise(quote: Quote, analysis: Analysis) -> Quote:
    """An edited ``quote`` with checks run anew and settled open points taken out."""
    return builder.revise(quote, analysis)


def totals(quote: Quote) -> Totals:
    """The sums that the paper shows."""
    return quote_totals(quote)


def accept(quote: Quote, rules: Collection[str]) -> Quote:
    """``quote`` with the failing checks of ``rules`` accepted by a person.

    Raises:
        QuoteError: a rule is named that no failing check has; a slip must not pass in silence.
    """
    failing = {check.rule for check in quote.checks if not check.ok}
    unknown = sorted(set(rules) - failing)
    if unknown:
        raise QuoteError(
            f"No failing check is called {', '.join(unknown)}.",
            hint=f"Failing: {', '.join(sorted(failing)) or 'none'}.",
        )
    checks = tuple(
        check.model_copy(update={"accepted": True})
        if not check.ok and check.rule in rules
        else check
        for check in quote.checks
    )
    return quote.model_copy(update={"checks": checks})


def blocking(quote: Quote) -> tuple[QuoteCheck, ...]:
    """The failing checks that nobody accepted yet; open points never block."""
    return tuple(check for check in quote.checks if not check.ok and not check.accepted)


def file_name(quote: Quote) -> str:
    """``QT-20261120-001_Buyer.pdf``."""
    return numbering.file_name(quote)


def preview(quote: Quote) -> bytes:
    """The PDF in memory, checks or no checks; raises QuoteError for what cannot be printed."""
    with _press():
        from quoteflow_desktop.quotes.document import pdf_bytes
    return pdf_bytes(quote)


def export_only(quote: Quote, path: Path) -> Exported:
    """Writes the PDF without a store, as the command line does.

    Raises:
        QuoteError: a check blocks, or the file cannot be written and verified.
    """
    _require_unblocked(quote)
    _write_pdf(quote, path)
    return Exported(path=path, quote=quote)


def numbered(db: Store, draft: Quote) -> Quote:
    """``draft`` under its thread's newest number, as the revision that it would be saved as; the
    thread's first quote as it is, for the store to number."""
    kept = store_quotes.quotes_of(db, draft.thread_id)
    if not kept:
        return draft
    last = kept[-1]
    revision = last.quote.revision + (1 if last.path else 0)
    return draft.model_copy(update={"number": last.quote.number, "revision": revision})


def save_and_export(db: Store, quote: Quote, path: Path) -> Exported:
    """Numbers and saves ``quote``, then writes its PDF to ``path``.

    A folder as ``path`` gets the file under ``file_name``, never over another file. A quote that
    was exported before becomes its next revision. Where the PDF fails, the saved quote stays,
    without a path, and the next try takes its place.

    Raises:
        QuoteError: a check blocks, or the file cannot be written and verified.
        StoreError: the quote cannot be saved; then nothing was written.
    """
    _require_unblocked(quote)
    saved = store_quotes.save_quote(db, quote, number_of=numbering.number_of)
    target = _free_name(path / file_name(saved)) if path.is_dir() else path
    _write_pdf(saved, target)
    changes = store_quotes.mark_exported(db, saved.number, saved.revision, target)
    return Exported(path=target, quote=saved, changes=changes)


def _write_pdf(quote: Quote, path: Path) -> None:
    with _press():
        from quoteflow_desktop.quotes.document import write_pdf
    write_pdf(quote, path)


@contextmanager
def _press() -> Iterator[None]:
    """Around the import of what sets paper: it takes most of a second, so it comes with the first
    paper, and a machine that lacks its libraries can still read mail."""
    try:
        yield
    except OSError as error:
        raise QuoteError(
            "The libraries that set a quote (Pango) do not load on this machine.",
            hint="`quoteflow doctor` says more; `make setup` installs them.",
        ) from error


def _free_name(path: Path) -> Path:
    """``path``, or with the first count that no file has: two computers may share a folder."""
    free, count = path, 2
    while free.exists():
        free = path.with_name(f"{path.stem} ({count}){path.suffix}")
        count += 1
    return free


def _require_unblocked(quote: Quote) -> None:
    failing = blocking(quote)
    if failing:
        named = "; ".join(f"{check.rule}: {check.message}" for check in failing)
        raise QuoteError(
            f"The quote is blocked by a failing check. {named}",
            hint="Mend it, or accept the check where you know better (`--accept RULE`).",
        )
