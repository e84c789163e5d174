"""The commands that read mail files: ``analyze``, ``quote`` and ``demo``.

Each opens what it needs, calls services and prints. Must not know how any of it works.
"""

import argparse
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

from quoteflow_desktop.cli.console import Console
from quoteflow_desktop.cli.printed import analysis_lines
from quoteflow_desktop.config import display
from quoteflow_desktop.config.settings import load_company
from quoteflow_desktop.core.analysis import Analysis, to_json
from quoteflow_desktop.core.errors import InputError, ModelError
from quoteflow_desktop.core.messages import Thread
from quoteflow_desktop.core.quote import Company, Quote
from quoteflow_desktop.services import demo as demonstration
from quoteflow_desktop.services import quoting, wiring
from quoteflow_desktop.services.analysing import analyse_thread
from quoteflow_desktop.services.desk import Desk
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
    _require_known_rules(options.accept)
    company = _company(options.company, workplace, console)
    thread = _one_thread(_threads(options, console), options.thread)
    issued_on = options.reference_date or date.today()
    for analysis in _analyses((thread,), options, workplace, console):
        draft = quoting.draft_quote(
            analysis,
            company,
            language=options.lang,
            issued_on=issued_on,
            number=f"QT-{issued_on:%Y%m%d}-{thread.id[:6].upper()}",
        )
        _export(_accepted(draft, options.accept, console), options, console)
        return DONE
    return FAILED


def demo(
    options: argparse.Namespace,
    workplace: Workplace,
    console: Console,
    open_window: Callable[[Desk, str], int] | None,
    take_picture: Callable[[Desk, str, Path], None],
) -> int:
    """``quoteflow demo``: the sample mailbox in the window, or without one into a folder."""
    sample = demonstration.prepare(workplace, console.progress, Cancel())
    with closing(Desk(sample.workplace)) as desk:
        if open_window is not None:
            return open_window(desk, sample.quote_thread)
        results = demonstration.run(sample, desk, options.folder, console.progress, Cancel())
        for check in results.accepted:
            console.notice(f"A real export would stop here. {check.rule}: {check.message}")
        picture = options.folder / "window.png"
        take_picture(desk, sample.quote_thread, picture)
    for path in (results.quote, results.analyses, picture):
        console.result(str(path))
    return DONE


def _threads(options: argparse.Namespace, console: Console) -> tuple[Thread, ...]:
    """The threads of the paths; what had to be skipped is named and counted.

    Raises:
        InputError: nothing can be read.
    """
    imported = load_threads(
        options.paths,
        reference_date=options.reference_date,
        report=console.progress,
        cancel=Cancel(),
    )
    for skipped in imported.skipped:
        console.notice(f"skipped {skipped.path}: {skipped.reason}")
    if imported.skipped:
        console.notice(f"{len(imported.skipped)} skipped in all")
    if not imported.threads:
        raise InputError("There is no mail to read in what was given.")
    return imported.threads


def _analyses(
    threads: Sequence[Thread], options: argparse.Namespace, workplace: Workplace, console: Console
) -> Iterator[Analysis]:
    """Each thread's analysis as it is ready; one that the model fails on is named and left out.

    Raises:
        ModelError: the model cannot be opened at all.
    """
    me = frozenset(address.casefold() for address in options.me) or workplace.own_addresses
    engine = wiring.open_engine(wiring.choose_model(workplace, options.model))
    try:
        engine.start()
        for thread in threads:
            try:
                yield analyse_thread(thread, engine, me=me, report=console.progress)
            except ModelError as error:
                console.notice(f"{thread.subject} [{thread.id}] was not read.")
                console.error(error)
    finally:
        engine.close()


def _one_thread(threads: Sequence[Thread], wanted: str | None) -> Thread:
    found = [thread for thread in threads if wanted in (None, thread.id)]
    if len(found) == 1:
        return found[0]
    problem = "There are several threads; choose one" if found else f"There is no thread {wanted}"
    listing = "".join(f"\n  --thread {thread.id}  {thread.subject}" for thread in threads)
    raise argparse.ArgumentError(None, f"{problem}:{listing}")


def _company(profile: Path | None, workplace: Workplace, console: Console) -> Company:
    if profile is not None:
        return load_company(profile)
    if workplace.sample_company:
        console.notice("No company profile is set: the quote carries the sample firm.")
    return workplace.company


def _require_known_rules(rules: Sequence[str]) -> None:
    known = display.groups("en")["check"]
    for rule in rules:
        if rule not in known:
            raise argparse.ArgumentError(
                None, f"--accept {rule}: there is no such check, only {', '.join(known)}"
            )


def _accepted(draft: Quote, rules: Sequence[str], console: Console) -> Quote:
    failing = {check.rule for check in draft.checks if not check.ok}
    for rule in rules:
        if rule not in failing:
            console.notice(f"The check {rule} does not fail, so there is nothing to accept.")
    return quoting.accept(draft, failing.intersection(rules))


def _export(draft: Quote, options: argparse.Namespace, console: Console) -> None:
    for point in draft.open_points:
        field = display.field_label(point.field, draft.language)
        reason = display.label(f"reason.{point.reason}", draft.language)
        console.notice(f"to be agreed: {field} ({reason})")
    exported = quoting.export_only(draft, options.output)
    if options.json:
        fields = {"path": str(exported.path), **exported.quote.model_dump(mode="json")}
        fields["totals"] = quoting.totals(exported.quote).model_dump(mode="json")
        console.result(json.dumps(fields, ensure_ascii=False))
    else:
        console.result(str(exported.path))
