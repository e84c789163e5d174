"""The summary: a headline, then a step a mail. A click on a step shows its mail.

Must not know the conversation that the click scrolls.
"""

from PySide6.QtCore import QEvent, QUrl, Signal
from PySide6.QtGui import QFont, QPalette, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextBrowser, QWidget

from quoteflow_desktop.core.analysis import SummaryStep
from quoteflow_desktop.services.reading import Opened
from quoteflow_desktop.ui import look
from quoteflow_desktop.ui.texts import Texts


class SummaryPart(QTextBrowser):
    """``mail_wanted`` carries the number of a mail; ``again_wanted``: read this thread again."""

    mail_wanted = Signal(int)
    again_wanted = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._thread: Opened | None = None
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)
        self.setAccessibleName(texts("summary"))
        self.document().setDocumentMargin(12)
        self.anchorClicked.connect(self._clicked)

    def show_thread(self, thread: Opened | None) -> None:
        """Write the summary, or that it is still to come."""
        same = bool(thread and self._thread and thread.id == self._thread.id)
        scroll = self.verticalScrollBar().value() if same else 0
        self._thread = thread
        self.document().clear()
        self.document().setDefaultFont(self.font())
        if thread is not None:
            self._write(thread)
        self.verticalScrollBar().setValue(scroll)

    def _write(self, thread: Opened) -> None:
        cursor = QTextCursor(self.document())
        palette = self.palette()
        if thread.reading == "failed":
            self._failed(cursor)
        elif thread.analysis is None:
            cursor.insertText(self._texts("waiting"), self._format(bold=True))
            self._block(cursor, top=4)
            cursor.insertText(self._texts("waiting-hint"), self._format(dim=True))
        if thread.analysis is None:
            return
        shape = QTextBlockFormat()
        shape.setLineHeight(120, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(shape)
        headline = self._format(bold=True)
        headline.setForeground(palette.color(QPalette.ColorRole.Text))
        cursor.insertText(thread.analysis.summary.headline, headline)
        if "not-trade" in thread.analysis.tags:
            self._block(cursor, top=4)
            cursor.insertText(self._texts("not-trade"), self._format(dim=True))
        for step in thread.steps:
            self._step(cursor, step)

    def _failed(self, cursor: QTextCursor) -> None:
        """Above an older analysis, or alone."""
        link = self._format(href="again:")
        link.setForeground(self.palette().color(QPalette.ColorRole.Link))
        cursor.insertText(self._texts("failed"), self._format(bold=True))
        cursor.insertText(" · ", self._format(dim=True))
        cursor.insertText(self._texts("failed-again"), link)
        if self._thread and self._thread.analysis:
            self._block(cursor, top=8)

    def _step(self, cursor: QTextCursor, step: SummaryStep) -> None:
        href = f"mail:{step.message}"
        self._block(cursor, top=8)
        cursor.insertText(f"{step.message}  ", self._format(dim=True, href=href))
        cursor.insertText(step.title, self._format(bold=True, href=href))
        cursor.insertText(f"   {step.sender}", self._format(dim=True, href=href))
        for point in step.points:
            self._block(cursor, top=1, left=16)
            cursor.insertText(" ".join(point.split()), self._format(href=href))

    @staticmethod
    def _block(cursor: QTextCursor, *, top: float, left: float = 0) -> None:
        shape = QTextBlockFormat()
        shape.setTopMargin(top)
        shape.setLeftMargin(left)
        shape.setLineHeight(118, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.insertBlock(shape)

    def _format(self, *, bold: bool = False, dim: bool = False, href: str = "") -> QTextCharFormat:
        made = QTextCharFormat()
        palette = self.palette()
        made.setForeground(look.dim(palette) if dim else palette.color(QPalette.ColorRole.Text))
        if bold:
            made.setFontWeight(QFont.Weight.DemiBold)
        if href:
            made.setAnchor(True)
            made.setAnchorHref(href)
        return made

    def _clicked(self, url: QUrl) -> None:
        if url.scheme() == "again":
            self.again_wanted.emit()
        else:
            self.mail_wanted.emit(int(url.toString().removeprefix("mail:")))

    def changeEvent(self, event: QEvent) -> None:
        """Colours are in the document."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and getattr(self, "_thread", None):
            self.show_thread(self._thread)
