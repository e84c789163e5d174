"""The one rendering: a thread's mails and a task's instruction as the model reads them.

Window, command line, training and evaluation all render here. A rendered mail keeps, for every
character, where it stands in the mail, so that what the model copies can be shown verbatim.
Must not know tokens, models or what an answer means.

Layout: turn head, mails oldest first (the shared prefix), then the task's instruction, the turn's
end and the model turn's head, which is the adapters' invocation sequence.
"""

import hashlib
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime

from quoteflow_desktop.config.paths import resources_dir
from quoteflow_desktop.core.messages import Message
from quoteflow_desktop.core.values import Value
from quoteflow_desktop.inference.engine import TaskName

HEAD = "<start_of_turn>user\n"  # after BOS
INVOCATION = "<end_of_turn>\n<start_of_turn>model\n"  # adapters act from here on
FORM = 3  # raised when the rendering or a task's form changes: adapters must be trained anew

_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WRAP_COLUMN = 60  # a shorter line ends because its writer ended it
_LIST_START = re.compile(r"\s*([-*•·▶■□○●>|]|\d{1,2}[.)]|[(]?[가-하][.)]|[A-Za-z][.)]\s)")
_INVISIBLE = {"Cf", "Co", "Cs", "Cn"}


class Piece(Value):
    """A run of the rendering: ``text[start:start+length]`` is ``where[offset:offset+length]``."""

    start: int
    length: int
    where: str  # "body", "subject", "from", "to"
    offset: int


class RenderedMail(Value):
    """A mail as the model reads it. ``searchable`` is where the subject begins: code looks for
    candidates from there on."""

    text: str
    pieces: tuple[Piece, ...]
    searchable: int


def render_mail(
    message: Message, number: int, readable: Sequence[tuple[int, int]] | None = None
) -> RenderedMail:
    """Mail ``number`` (from 1) as text.

    ``readable`` are the runs of the body to read, all of it when None. Soft-wrapped lines are
    joined, runs of blank lines and of spaces shortened, invisible characters become spaces.
    """
    made = _Rendering()
    made.plain(f"[{number}] {_day(message.date)}\nFrom: ")
    made.copy("from", str(message.sender), 0)
    made.plain("\nTo: ")
    made.copy("to", ", ".join(str(a) for a in message.to), 0)
    made.plain("\nSubject: ")
    searchable = made.length
    made.copy("subject", message.subject, 0)
    made.plain("\n\n")
    for start, end in readable if readable is not None else [(0, len(message.body))]:
        _render_lines(made, message.body[start:end], start)
    made.plain("\n\n")
    return RenderedMail(text=made.text(), pieces=tuple(made.pieces), searchable=searchable)


def _day(date: datetime | None) -> str:
    """Never through the locale: a Korean desktop must not change what the model reads."""
    return f"{date:%Y-%m-%d} {_WEEKDAYS[date.weekday()]}" if date else "no date"


class _Rendering:
    """Text under construction, with the origin of its runs."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.pieces: list[Piece] = []

    def plain(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def copy(self, where: str, text: str, offset: int) -> None:
        for match in re.finditer(r"[^\S\n]{3,}|(?:(?![^\S\n]{3,}).)+", text, re.DOTALL):
            run = match.group()
            run = "  " if run.isspace() else run
            self.pieces.append(
                Piece(
                    start=self.length,
                    length=len(run),
                    where=where,
                    offset=offset + match.start(),
                )
            )
            self.plain(visible(run))

    def text(self) -> str:
        return "".join(self.parts)


def visible(text: str) -> str:
    """The same length, with control, zero-width, bidi and private characters as spaces."""
    return "".join(
        " "
        if (unicodedata.category(c) in _INVISIBLE or (c < " " and c != "\n") or c == "\x7f")
        else c
        for c in text
    )


def _render_lines(made: _Rendering, body: str, offset: int) -> None:
    lines = body.split("\n")
    at = offset
    blank = True
    for index, line in enumerate(lines):
        stripped = line.rstrip()
        if stripped.strip("> \t"):
            made.copy("body", stripped, at)
            follower = lines[index + 1] if index + 1 < len(lines) else ""
            made.plain(" " if _wraps(stripped, follower) else "\n")
            blank = False
        elif not blank:
            made.plain("\n")
            blank = True
        at += len(line) + 1


def _wraps(line: str, follower: str) -> bool:
    """Whether ``follower`` goes on with the sentence of ``line``, broken by the mail program."""
    if _width(line) < _WRAP_COLUMN or line.endswith((":", ";")) or not follower.strip():
        return False
    return not (_LIST_START.match(follower) or follower.startswith((" ", "\t")) or "  " in line)


def _width(line: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)


def quote_at(message: Message, mail: RenderedMail, start: int, end: int) -> str | None:
    """The verbatim run of the mail that ``mail.text[start:end]`` shows, None where it shows none.

    The run stays within one part of the mail; what the rendering shortened is whole again.
    """
    run = source_run(message, mail, start, end)
    return source_of(message, run[0])[run[1] : run[2]] if run else None


def source_run(
    message: Message, mail: RenderedMail, start: int, end: int
) -> tuple[str, int, int] | None:
    """The part of the mail ("body", "subject", "from", "to") that ``mail.text[start:end]`` shows,
    with the run's offsets in it; None where it shows none."""
    while start < end and mail.text[start].isspace():
        start += 1
    while end > start and mail.text[end - 1].isspace():
        end -= 1
    first, last = _piece_at(mail, start), _piece_at(mail, end - 1)
    if start >= end or first is None or last is None or first.where != last.where:
        return None
    begin = first.offset + start - first.start
    finish = last.offset + end - last.start
    shown = source_of(message, first.where)[begin:finish]
    if visible(shown).split() != mail.text[start:end].split():
        return None  # something between was left out of the rendering: another mail's words
    return (first.where, begin, finish) if shown else None


def _piece_at(mail: RenderedMail, position: int) -> Piece | None:
    index = bisect_right([p.start for p in mail.pieces], position) - 1
    if index < 0:
        return None
    piece = mail.pieces[index]
    return piece if position < piece.start + piece.length else None


def source_of(message: Message, where: str) -> str:
    """The text of a part of the mail, as offsets in it count."""
    if where == "from":
        return str(message.sender)
    if where == "to":
        return ", ".join(str(a) for a in message.to)
    return message.subject if where == "subject" else message.body


def find_quote(message: Message, mail: RenderedMail, text: str) -> str | None:
    """The verbatim run of the mail that shows ``text``, white space aside; body before headers."""
    for start, end in runs_of(mail, text):
        quote = quote_at(message, mail, start, end)
        if quote:
            return quote
    return None


def runs_of(mail: RenderedMail, text: str) -> list[tuple[int, int]]:
    """Where ``mail.text`` holds ``text``, white space aside; the body's before the headers'."""
    words = [re.escape(word) for word in text.split()]
    if not words:
        return []
    # Not within a longer Latin word or number: "30" is not shown by "1300".
    pattern = r"(?<![A-Za-z0-9])" * words[0][:1].isascii() * words[0][:1].isalnum() + r"\s+".join(
        words
    )
    pattern += r"(?![A-Za-z0-9])" * (text[-1].isascii() and text[-1].isalnum())
    hits = list(re.finditer(pattern, mail.text))
    hits.sort(key=lambda hit: hit.start() < mail.searchable)
    return [hit.span() for hit in hits]


def instruction(task: TaskName, number: int) -> str:
    """The sentence that asks for ``task``; ``number`` is the mail's."""
    path = resources_dir() / "prompts" / f"{task}.txt"
    return path.read_text(encoding="utf-8").strip().replace("{number}", str(number))


def prompt_digest() -> str:
    """A digest of all that makes up the rendering; an adapter trained under another one does not
    fit."""
    texts = [str(FORM), HEAD, INVOCATION]
    texts += [instruction(task, 0) for task in ("facts", "summary", "headline", "tags")]
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]
