"""The mails of a thread as one text, the words of facts marked in them.

``show_places`` scrolls to words and marks them; a click on marked words names their facts. Must
not know where the thread came from, and never loads anything that a mail points to.
"""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QUrl, Signal
from PySide6.QtGui import (
    QMouseEvent,
    QPainter,
    QPalette,
    QPen,
    QTextCharFormat,
    QTextCursor,
    QTextLayout,
)
from PySide6.QtWidgets import QTextBrowser, QTextEdit, QWidget

from quoteflow_desktop.services.reading import Opened, PieceKind, Place, sentence
from quoteflow_desktop.ui import look
from quoteflow_desktop.ui.mail_text import HEAD_AIR, Layout, write_thread
from quoteflow_desktop.ui.texts import Texts
from quoteflow_desktop.ui.thread_list import paint_empty


class MailBrowser(QTextBrowser):
    """The mails as text; links are this program's own switches, never followed."""

    place_clicked = Signal(object)  # tuple of paths of facts

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.thread: Opened | None = None
        self.layout_map = Layout()
        self._folded: set[int] = set()
        self._quotes_open: set[tuple[int, int]] = set()
        self._chosen: tuple[Place, ...] = ()
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setUndoRedoEnabled(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.document().setDocumentMargin(0)
        self.anchorClicked.connect(self._switch)

    def show_thread(self, thread: Opened | None) -> None:
        """Write the thread; the same one again keeps folds, marks and the scroll position."""
        same = bool(thread and self.thread and thread.id == self.thread.id)
        self.thread = thread
        if not same:
            self._folded.clear()
            self._quotes_open.clear()
            self._chosen = ()
            if thread and len(thread.mails) > 6:  # long threads open at their newest mails
                self._folded.update(mail.index for mail in thread.mails[:-3])
        self._write(keep_scroll=same)

    def show_places(self, places: Sequence[Place]) -> None:
        """Unfold what hides the places, mark them, scroll to the first."""
        self._chosen = tuple(places)
        if self._unfold(places):
            self._write(keep_scroll=True)
        self._mark()
        spans = [span for place in places if (span := self.layout_map.span(place))]
        if spans:
            self._scroll_to(min(spans)[0])

    def show_mail(self, number: int) -> None:
        """Unfold a mail and bring its head to the top."""
        if number in self._folded:
            self._folded.discard(number)
            self._write(keep_scroll=True)
        head = self.layout_map.heads.get(number)
        if head:
            cursor = QTextCursor(self.document())
            cursor.setPosition(head[0])
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.cursorRect(cursor).top() - 2)

    def marked_text(self) -> tuple[str, ...]:
        """The words that are marked now, as the document holds them."""
        return tuple(
            selection.cursor.selectedText()
            for selection in self.extraSelections()
            if selection.format.fontWeight() > 400
        )

    def _unfold(self, places: Sequence[Place]) -> bool:
        changed = False
        for place in places:
            if place.start is None:
                continue
            if place.message in self._folded:
                self._folded.discard(place.message)
                changed = True
            key = self._quote_around(place)
            if key and key not in self._quotes_open:
                self._quotes_open.add(key)
                changed = True
        return changed

    def _quote_around(self, place: Place) -> tuple[int, int] | None:
        if self.thread is None or place.start is None:
            return None
        for piece in self.thread.mails[place.message - 1].pieces:
            if piece.kind is PieceKind.QUOTED and piece.start <= place.start < piece.end:
                return place.message, piece.start
        return None

    def _write(self, *, keep_scroll: bool) -> None:
        bar = self.verticalScrollBar()
        before = bar.value()
        if self.thread is None:
            self.document().clear()
            self.layout_map = Layout()
        else:
            self.layout_map = write_thread(
                self.document(), self.thread, self._texts, self.palette(), self.font(),
                self._folded, self._quotes_open,
            )  # fmt: skip
        self._mark()
        bar.setValue(before if keep_scroll else 0)

    def _mark(self) -> None:
        """The chosen evidence: its sentence tinted, its words marked."""
        selections = []
        if self.thread:
            for place in self._chosen:
                selections += self._chosen_selections(place)
        self.setExtraSelections(selections)

    def _chosen_selections(self, place: Place) -> list[QTextEdit.ExtraSelection]:
        palette = self.palette()
        strong = QTextCharFormat()
        strong.setBackground(look.marked(palette))
        strong.setForeground(palette.color(QPalette.ColorRole.Text))
        strong.setFontWeight(600)
        made = []
        if place.start is not None and place.end is not None and self.thread:
            body = self.thread.mails[place.message - 1].body
            start, end = sentence(body, place.start, place.end)
            weak = QTextCharFormat()
            weak.setBackground(look.wash(look.marked(palette), palette, 0.38))
            made += self._selection(self.layout_map.body_span(place.message, start, end), weak)
        return made + self._selection(self.layout_map.span(place), strong)

    def _selection(
        self, span: tuple[int, int] | None, shape: QTextCharFormat
    ) -> list[QTextEdit.ExtraSelection]:
        if span is None:
            return []
        selection = QTextEdit.ExtraSelection()
        cursor = QTextCursor(self.document())
        cursor.setPosition(span[0])
        cursor.setPosition(span[1], QTextCursor.MoveMode.KeepAnchor)
        selection.cursor = cursor
        selection.format = shape
        return [selection]

    def _all_places(self) -> list[Place]:
        if self.thread is None:
            return []
        return [p for g in self.thread.groups for line in g.lines for p in line.places]

    def _scroll_to(self, position: int) -> None:
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        box = self.cursorRect(cursor)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + box.top() - self.viewport().height() // 3)

    def _switch(self, url: QUrl) -> None:
        """A fold or a quote was clicked."""
        kind, *numbers = url.toString().split(":")
        if kind == "fold":
            self._folded ^= {int(numbers[0])}
        elif kind == "quote":
            self._quotes_open ^= {(int(numbers[0]), int(numbers[1]))}
        self._write(keep_scroll=True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A plain click on words of evidence names their facts."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.textCursor().hasSelection():
            paths = self.paths_at(event.position().toPoint())
            if paths:
                self.place_clicked.emit(paths)

    def paths_at(self, point: QPoint) -> tuple[str, ...]:
        """The facts whose words lie under a point of the viewport."""
        if self.thread is None:
            return ()
        position = self.cursorForPosition(point).position()
        found = []
        for group in self.thread.groups:
            for line in group.lines:
                spans = [self.layout_map.span(p) for p in line.places if p.start is not None]
                if any(span and span[0] <= position <= span[1] for span in spans):
                    found.append(line.path)
        return tuple(found)

    def changeEvent(self, event: QEvent) -> None:
        """Colours are in the document: write it again with the new palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.thread is not None:
            self._write(keep_scroll=True)

    def paintEvent(self, event) -> None:
        """A band behind every mail's head, the mails, or what to do where none is chosen."""
        self._paint_bands()
        super().paintEvent(event)
        self._paint_underlines()
        if self.thread is None:
            painter = QPainter(self.viewport())
            paint_empty(
                painter, self.viewport(), self._texts("thread-none"),
                self._texts("thread-none-hint"), self.palette(),
            )  # fmt: skip

    def _paint_bands(self) -> None:
        palette = self.palette()
        base, text = palette.color(QPalette.ColorRole.Base), palette.color(QPalette.ColorRole.Text)
        painter = QPainter(self.viewport())
        for start, _end in self.layout_map.heads.values():
            block = self.document().findBlock(start)
            box = self.document().documentLayout().blockBoundingRect(block)
            top = box.top() - self.verticalScrollBar().value() - HEAD_AIR
            band = QRectF(0, top, self.viewport().width(), box.height() + 2 * HEAD_AIR)
            painter.fillRect(band, look.mixed(base, text, 0.05))

    def _paint_underlines(self) -> None:
        """A dotted line below all words of evidence. Painted here: with some fonts Qt's own
        underline is thinner than a pixel and vanishes."""
        painter = QPainter(self.viewport())
        painter.setPen(QPen(look.dim(self.palette()), 1, Qt.PenStyle.DotLine))
        spans = {self.layout_map.span(p) for p in self._all_places() if p.start is not None}
        for span in spans:
            if span is not None:
                self._underline(painter, *span)

    def _underline(self, painter: QPainter, start: int, end: int) -> None:
        shown = self.viewport().rect()
        block = self.document().findBlock(start)
        while block.isValid() and block.position() < end:
            box = self.document().documentLayout().blockBoundingRect(block)
            origin = box.topLeft() - QPointF(0, self.verticalScrollBar().value())
            if shown.top() - box.height() <= origin.y() <= shown.bottom():
                first, last = start - block.position(), end - block.position()
                _underline_block(painter, block.layout(), origin, first, last)
            block = block.next()


def _underline_block(
    painter: QPainter, layout: QTextLayout, origin: QPointF, start: int, end: int
) -> None:
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        left, right = max(start, line.textStart()), min(end, line.textStart() + line.textLength())
        if left < right:
            base = origin.y() + line.y() + line.ascent() + 3
            x1, x2 = line.cursorToX(left), line.cursorToX(right)
            # PySide gives the position back beside the x
            x1 = x1[0] if isinstance(x1, tuple) else x1
            x2 = x2[0] if isinstance(x2, tuple) else x2
            painter.drawLine(QPointF(origin.x() + x1, base), QPointF(origin.x() + x2, base))
