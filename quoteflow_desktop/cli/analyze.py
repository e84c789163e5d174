"""The commands that read mail files: ``analyze``, ``quote`` and ``demo``.

Each opens what it needs, calls services and prints. Must not know how any of it works.
"""

import argparse
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from quoteflow_desktop.cli.console import Console
from quoteflow_desktop.cli.printed import analysis_lines
from quoteflow_desktop.config.settings import load_company
from quoteflow_desktop.core.analysis import Analysis, to_json
from quoteflow_desktop.core.errors import ModelError, QuoteError
from quoteflow_desktop.core.messages import Thread
from quoteflow_desktop.core.quote import Company, Quote
from quoteflow_desktop.services import demo as demonstration
from quoteflow_desktop.services import quoting, wiring
from quoteflow_desktop.services.analysing import analyse_thread
from quoteflow_desktop.services.importing import load_threads
from quoteflow_desktop.services.progress import Cancel
from quoteflow_desktop.services.wiring import Workplace

DONE, FAILED = 0, 1


def analyze(options: argparse.Namespace, workplace: Workplace, console: Console) -> int:
    """``quoteflow analyze``: prints each thread as soon as it is read."""
    threads = _threads(options, console)
    printed = 0
    for analysis in _analyses(threads, options, workplace, console):
        if options.json:
            console.result(to_json(analysis))
        else:
            console.result("\n".join(analysis_lines(analysis)))
        printed += 1
    return DONE if printed else FAILED


def quote(options: argparse.Namespace, workplace: Workplace, console: Console) -> int:
    """``quoteflow quote``: the PDF of one thread."""
    thread = _only_thread(_threads(options, console), options.thread)
    company = _company(options.company, workplace, console)
    (analysis,) = _analyses((thread,), options, workplace, console)
    issued_on = options.reference_date or date.today()
    draft = quoting.draft_quote(
        analysis,
        company,
        language=options.lang,
        issued_on=issued_on,
        number=quoting.number_without_store(issued_on),
    )
    draft = quoting.accept_checks(draft, options.accept)
    _say_open_points(draft, console)
    for check in quoting.blocking(draft):
        console.notice(f"quoteflow: {check.message} (--accept {check.rule} exports all the same)")
    exported = quoting.export_only(draft, options.output)
    if options.json:
        fields = {"path": str(exported.path), **exported.quote.model_dump(mode="json")}
        console.result(json.dumps(fields, ensure_ascii=False))
    else:
        console.result(str(exported.path))
    return DONE
