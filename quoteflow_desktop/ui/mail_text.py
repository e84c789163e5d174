"""Writes the mails of a thread into a text document and knows where each character went.

Plain text only: nothing of a mail is ever read as HTML, so nothing of it can be loaded. Must not
know the widget that shows the document.
"""

from collections.abc import Collection
from dataclasses import dataclass, field

from PySide6.QtGui import (
    QColor,
    QFont,
    QPalette,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from quoteflow_desktop.services.reading import MailText, Opened, Piece, PieceKind, Place
from quoteflow_desktop.ui import look
from quoteflow_desktop.ui.texts import Texts

# A run without a space is broken here: laying out one unbroken word of a megabyte takes minutes.
_LONGEST_RUN = 1000

HEAD_AIR = 6  # pixels of a head's band above and below its words


@dataclass
class Stretch:
    """``length`` characters of a mail's body from ``start`` lie at ``position`` of the document;
    positions count UTF-16 units, as Qt does."""

    message: int
    start: int
    length: int
    position: int
    text: str


@dataclass
class Layout:
    """Where things are in the document that was written."""

    stretches: list[Stretch] = field(default_factory=list)
    heads: dict[int, tuple[int, int]] = field(default_factory=dict)  # mail -> range of its head

    def span(self, place: Place) -> tuple[int, int] | None:
        """The document's range of a place; None while it is folded away."""
        if place.start is None or place.end is None:
            return self.heads.get(place.message)
        return self.body_span(place.message, place.start, place.end)

    def body_span(self, message: int, start: int, end: int) -> tuple[int, int] | None:
        """The document's range of ``body[start:end]``; None while any end is folded away."""
        first = self._position(message, start)
        last = self._position(message, end - 1, after=True)
        return None if first is None or last is None else (first, last)

    def _position(self, message: int, offset: int, *, after: bool = False) -> int | None:
        for stretch in self.stretches:
            inside = offset - stretch.start
            if stretch.message == message and 0 <= inside < stretch.length:
                return stretch.position + units(stretch.text[: inside + (1 if after else 0)])
        return None


def units(text: str) -> int:
    """UTF-16 units of ``text``: what Qt counts."""
    return len(text) + sum(character > "\uffff" for character in text)


def write_thread(
    document: QTextDocument,
    thread: Opened,
    texts: Texts,
    palette: QPalette,
    font: QFont,
    folded: Collection[int],
    quotes_open: Collection[tuple[int, int]],
) -> Layout:
    """Replace the document's text by the thread's; ``quotes_open`` holds (mail, piece start)."""
    document.clear()
    document.setDefaultFont(font)
    frame = document.rootFrame().frameFormat()
    frame.setTopMargin(HEAD_AIR)  # the first block's own margin does not count
    document.rootFrame().setFrameFormat(frame)
    writer = _Writer(document, texts, palette, font)
    for mail in thread.mails:
        writer.mail(mail, folded=mail.index in folded, quotes_open=quotes_open)
    return writer.layout


class _Writer:
    """Holds the cursor and the formats while a document is written."""

    def __init__(
        self, document: QTextDocument, texts: Texts, palette: QPalette, font: QFont
    ) -> None:
        self.layout = Layout()
        self._cursor = QTextCursor(document)
        self._texts = texts
        self._palette = palette
        self._size = font.pointSizeF()
        self._fresh = True
        text = palette.color(QPalette.ColorRole.Text)
        self._dim = self._format(look.dim(palette))
        self._body = self._format(text)
        self._strong = self._format(text, bold=True)
        self._note = self._format(look.amber(palette))

    def _format(self, colour: QColor, *, bold: bool = False, href: str = "") -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(colour)
        if bold:
            made.setFontWeight(QFont.Weight.DemiBold)
        if href:
            made.setAnchor(True)
            made.setAnchorHref(href)
        return made

    def _block(self, *, head: bool = False, top: float = 0, bottom: float = 0) -> None:
        shape = QTextBlockFormat()
        shape.setLeftMargin(14)
        shape.setRightMargin(14)
        shape.setTopMargin(top)
        shape.setBottomMargin(bottom)
        if not head:
            shape.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if self._fresh:
            self._cursor.setBlockFormat(shape)
            self._fresh = False
        else:
            self._cursor.insertBlock(shape)

    def _put(self, text: str, shape: QTextCharFormat) -> None:
        self._cursor.insertText(text, shape)

    def mail(
        self, mail: MailText, *, folded: bool, quotes_open: Collection[tuple[int, int]]
    ) -> None:
        """Head, notes, pieces, attachments."""
        self._head(mail, folded)
        if folded:
            return
        if mail.hidden_text:
            self._notice(self._texts("hidden-text"))
        if mail.defects:
            self._notice(self._texts("defects", what="; ".join(mail.defects)))
        if not mail.body.strip():
            self._block(top=8, bottom=8)
            self._put(self._texts("no-text"), self._dim)
        self._pieces(mail, quotes_open)
        for name in mail.attachments:
            unread = name in mail.unread_attachments
            key = "attachment-unread" if unread else "attachment"
            self._block(top=2)
            self._put(self._texts(key, names=name), self._note if unread else self._dim)
        self._block()

    def _head(self, mail: MailText, folded: bool) -> None:
        self._block(head=True, top=0 if self._fresh else HEAD_AIR + 4, bottom=HEAD_AIR)
        start = self._cursor.position()
        href = f"fold:{mail.index}"
        text = self._palette.color(QPalette.ColorRole.Text)
        dim = look.dim(self._palette)
        self._put(f"{'▷' if folded else '▽'}  {mail.index}   ", self._format(dim, href=href))
        who = mail.sender + (f" ({self._texts('us')})" if mail.outgoing else "")
        self._put(who, self._format(text, bold=True, href=href))
        address = f"  {mail.address}" if mail.address and mail.address != mail.sender else ""
        self._put(f"{address}   {self._texts.when(mail.date)}", self._format(dim, href=href))
        self.layout.heads[mail.index] = (start, self._cursor.position())
        if folded:
            words = " ".join(mail.body.split())[:90]
            self._block(head=True, top=3, bottom=4)
            self._put(words, self._format(dim, href=href))

    def _notice(self, words: str) -> None:
        self._block(top=6)
        self._put(words, self._note)

    def _pieces(self, mail: MailText, quotes_open: Collection[tuple[int, int]]) -> None:
        for piece in mail.pieces:
            body = mail.body[piece.start : piece.end]
            start = piece.start + len(body) - len(body.lstrip("\r\n"))
            end = piece.start + len(body.rstrip())
            if start >= end:
                continue
            self._block(top=10)
            shape = self._body
            if piece.kind is PieceKind.QUOTED:
                shape = self._dim
                if not self._quote_switch(mail, piece, quotes_open):
                    continue
            elif piece.kind is PieceKind.SIGNATURE:
                shape = self._dim
            self._run(mail, start, end, shape)

    def _quote_switch(
        self, mail: MailText, piece: Piece, quotes_open: Collection[tuple[int, int]]
    ) -> bool:
        shown = (mail.index, piece.start) in quotes_open
        lines = len(mail.body[piece.start : piece.end].strip().splitlines())
        words = self._texts("quoted-hide") if shown else self._texts("quoted-show", lines=lines)
        href = f"quote:{mail.index}:{piece.start}"
        self._put(words, self._format(look.dim(self._palette), href=href))
        if shown:
            self._block()
        return shown

    def _run(self, mail: MailText, start: int, end: int, shape: QTextCharFormat) -> None:
        """The text itself, line by line, so that every line is a block of its own."""
        position = start
        for number, line in enumerate(mail.body[start:end].splitlines(keepends=True)):
            if number:
                self._block()
            words = line.rstrip("\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029")
            self._words(mail.index, position, words, shape)
            position += len(line)

    def _words(self, message: int, start: int, words: str, shape: QTextCharFormat) -> None:
        for offset, chunk in _chunks(words):
            if offset and _is_broken(words, offset):
                self._block()
            self.layout.stretches.append(
                Stretch(message, start + offset, len(chunk), self._cursor.position(), chunk)
            )
            self._put(chunk.replace("\x00", "\ufffd"), shape)


def _chunks(words: str) -> list[tuple[int, str]]:
    """The line in parts none of which has a run longer than Qt can lay out."""
    if len(words) <= _LONGEST_RUN:
        return [(0, words)]
    return [
        (offset, words[offset : offset + _LONGEST_RUN])
        for offset in range(0, len(words), _LONGEST_RUN)
    ]


def _is_broken(words: str, offset: int) -> bool:
    """Whether the part before ``offset`` held no space at which Qt could break the line."""
    return not any(character.isspace() for character in words[offset - _LONGEST_RUN : offset])
