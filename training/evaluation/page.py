"""The page on which a person browses the errors beside the mails.

One self-contained file: the threads that have errors, each with a table of them and its mails, in
which the evidence of the given value and the words of the right one are marked. Mails are not to
be trusted: all text is escaped and the page may load nothing. Must not know models.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import pairwise
from pathlib import Path
from string import Template

from quoteflow_desktop.core.messages import Thread
from training.evaluation.cases import Case
from training.evaluation.errors import Error, mail_text

_PAGE = Path(__file__).with_name("page.html")
Mark = tuple[int, int, str, int]  # start, end, "got" or "wanted", number of the error


def write_page(errors: Sequence[Error], cases: Iterable[Case], path: Path, title: str) -> None:
    """Write the page to ``path``, whole or not at all."""
    part = path.with_name(path.name + ".part")
    part.write_text(error_page(errors, cases, title), encoding="utf-8")
    part.replace(path)


def error_page(errors: Sequence[Error], cases: Iterable[Case], title: str) -> str:
    """The page as HTML; threads in the order of ``cases``."""
    by_thread: dict[tuple[str, str], list[tuple[int, Error]]] = {}
    for number, error in enumerate(errors):
        by_thread.setdefault((error.set, error.thread), []).append((number, error))
    sections = [
        _section(case, by_thread[case.set, case.name])
        for case in cases
        if (case.set, case.name) in by_thread
    ]
    return Template(_PAGE.read_text(encoding="utf-8")).substitute(
        title=escape(title),
        count=len(errors),
        sets=_options(Counter(error.set for error in errors)),
        keys=_options(Counter(error.key for error in errors)),
        classes=_options(Counter(error.kind.value for error in errors)),
        threads="\n".join(sections) or "<p>Nothing is wrong in any thread.</p>",
    )


def _options(counted: Mapping[str, int]) -> str:
    return "".join(
        f'<option value="{escape(name)}">{escape(name)} ({count})</option>'
        for name, count in sorted(counted.items())
    )


def _section(case: Case, errors: Sequence[tuple[int, Error]]) -> str:
    rows = "\n".join(_row(number, error) for number, error in errors)
    mails = "\n".join(
        f"<h3>[{number}] {escape(str(message.date or 'no date'))}</h3>"
        f"<pre>{marked(mail_text(message), _marks(case.thread, number, errors))}</pre>"
        for number, message in enumerate(case.thread.messages, start=1)
    )
    count = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
    return (
        f"<section><h2>{escape(case.set)} / {escape(case.name)}: {count}</h2>"
        '<div class="pair"><div class="errors"><table>'
        "<tr><th>Key</th><th>Class</th><th>Given</th><th>Right</th><th>Mail</th></tr>\n"
        f'{rows}\n</table></div><div class="mails">{mails}</div></div></section>'
    )


def _row(number: int, error: Error) -> str:
    key = error.key if error.item is None else f"{error.key} [{error.item}]"
    shown = escape(key).replace("_", "_<wbr>")  # where a narrow column may break it
    history = "; ".join(f"[{e.message}] {e.by} {e.act} {e.value}" for e in error.history)
    seen = ", ".join(str(mail) for mail in error.seen)
    note = {True: "a candidate", False: "no candidate", None: ""}[error.offered]
    where = ", ".join(filter(None, [f"in mail {seen}" if seen else "nowhere verbatim", note]))
    return (
        f'<tr data-error="{number}" data-set="{escape(error.set)}" data-key="{escape(error.key)}" '
        f'data-class="{error.kind.value}"><td>{shown}</td><td>{error.kind.value}</td>'
        f'<td class="got">{escape(error.got or "–")}{_small(history)}</td>'
        f'<td class="wanted">{escape(" | ".join(error.wanted) or "–")}'
        f"{_small(where if error.wanted and error.key != 'tag' else '')}</td>"
        f"<td>{error.mail or ''}</td></tr>"
    )


def _small(text: str) -> str:
    return f"<br><small>{escape(text)}</small>" if text else ""


def _marks(thread: Thread, mail: int, errors: Sequence[tuple[int, Error]]) -> list[Mark]:
    """Runs of the mail's text to mark: all evidence quotes, and the right values as written."""
    text, marks = mail_text(thread.messages[mail - 1]), []
    for number, error in errors:
        quotes = [(e.quote, "got") for e in error.evidence if e.message == mail]
        if mail in error.seen:
            quotes += [(words, "wanted") for words in error.as_written]
        for quote, kind in quotes:
            marks += [
                (run.start(), run.end(), kind, number)
                for run in re.finditer(re.escape(quote), text)
                if quote
            ]
    return marks


def marked(text: str, marks: Sequence[Mark]) -> str:
    """The escaped text with its marks; where some overlap, a run is cut at each border and belongs
    to all that cover it ("wanted" shows over "got")."""
    borders = sorted({0, len(text), *(at for start, end, _, _ in marks for at in (start, end))})
    parts = []
    for start, end in pairwise(borders):
        over = [mark for mark in marks if mark[0] <= start and end <= mark[1]]
        run = escape(text[start:end])
        if over:
            kind = "wanted" if any(mark[2] == "wanted" for mark in over) else "got"
            numbers = " ".join(str(n) for n in sorted({mark[3] for mark in over}))
            run = f'<mark class="{kind}" data-errors="{numbers}">{run}</mark>'
        parts.append(run)
    return "".join(parts)
