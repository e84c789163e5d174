"""The checks in words: each failing one with its sentence, the others counted; what was not read.

A click on a failing check shows where it stands in the mails. Must not know any rule.
"""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import QHBoxLayout, QStyle, QStyleOptionFocusRect, QVBoxLayout, QWidget

from quoteflow_desktop.config import display
from quoteflow_desktop.services.reading import Opened, Place
from quoteflow_desktop.ui import look
from quoteflow_desktop.ui.signs import draw_sign
from quoteflow_desktop.ui.texts import Texts


class Sign(QWidget):
    """A small drawn sign beside a sentence."""

    def __init__(self, shape: str, colour: QColor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape = shape
        self._colour = colour
        self.setFixedSize(QSize(16, 18))

    def paintEvent(self, _event) -> None:
        """The sign at the top."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(0, 1)
        draw_sign(painter, self._shape, self._colour)


class Notice(QWidget):
    """A sign and a sentence; with places it can be clicked and reached by Tab."""

    places_wanted = Signal(object)

    def __init__(
        self,
        shape: str,
        colour: QColor,
        words: str,
        places: tuple[Place, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.words = words
        self._places = places
        label = look.plain_label(words, self)
        if not places and shape != "warn":
            label.tint(look.dim)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 1, 0, 1)
        row.setSpacing(6)
        row.addWidget(Sign(shape, colour, self), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label, 1)
        self.setAccessibleName(words)
        if places:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Show the places."""
        if self._places and self.rect().contains(event.position().toPoint()):
            self.places_wanted.emit(self._places)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space as a click."""
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if self._places and event.key() in keys:
            self.places_wanted.emit(self._places)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event) -> None:
        """The focus is visible."""
        if self.hasFocus():
            option = QStyleOptionFocusRect()
            option.initFrom(self)
            option.backgroundColor = self.palette().color(QPalette.ColorRole.Window)
            self.style().drawPrimitive(
                QStyle.PrimitiveElement.PE_FrameFocusRect, option, QPainter(self), self
            )


class ChecksPart(QWidget):
    """``places_wanted`` carries where a failing check stands."""

    places_wanted = Signal(object)

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.setAccessibleName(texts("checks"))

    def notices(self) -> tuple[Notice, ...]:
        """What is shown, from top to bottom."""
        rows = (self._column.itemAt(i).widget() for i in range(self._column.count()))
        return tuple(row for row in rows if isinstance(row, Notice))

    def show_thread(self, thread: Opened | None) -> None:
        """Failing checks first, then the count of the others, then what was not read."""
        while self._column.count():
            old = self._column.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        if thread is None or thread.analysis is None:
            return
        amber = look.amber(self.palette())
        analysis = thread.analysis
        for check, places in zip(analysis.checks, thread.check_places, strict=True):
            if not check.ok:
                said = display.said(check.message, self._texts.language)
                words = f"{self._texts.label(f'check.{check.rule}')}: {said}"
                self._add("warn", amber, words, places)
        passed = sum(check.ok for check in analysis.checks)
        if passed:
            words = (
                self._texts("check-ok-one") if passed == 1
                else self._texts("check-ok", count=passed)
            )  # fmt: skip
            self._add("check", look.green(self.palette()), words)
        for warning in analysis.warnings:
            self._add("warn", amber, display.said(warning, self._texts.language))
        coverage = analysis.coverage
        if coverage.messages_read < coverage.messages:
            self._add("warn", amber, self._texts(
                "coverage-part", read=coverage.messages_read, all=coverage.messages
            ))  # fmt: skip
        if coverage.attachments_not_read:
            names = ", ".join(coverage.attachments_not_read)
            self._add(
                "line", look.dim(self.palette()), self._texts("coverage-attachments", names=names)
            )

    def _add(self, shape: str, colour: QColor, words: str, places: tuple[Place, ...] = ()) -> None:
        notice = Notice(shape, colour, words, places, self)
        notice.places_wanted.connect(self.places_wanted)
        self._column.addWidget(notice)
