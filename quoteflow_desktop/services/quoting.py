"""What a user asks for about quotes: draft one, accept its checks, export it.

Must not know windows or command lines; both call these same functions.
"""

from collections.abc import Collection
from datetime import date
from pathlib import Path

from quoteflow_desktop.core.analysis import Analysis
from quoteflow_desktop.core.errors import QuoteError
from quoteflow_desktop.core.quote import Company, Quote, QuoteCheck
from quoteflow_desktop.quotes import builder, checks, document, numbering


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
