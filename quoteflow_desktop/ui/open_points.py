"""What to settle before a quote goes out: open points to click on, failing checks to accept.

Must not settle anything by itself.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from quoteflow_desktop.config import display
from quoteflow_desktop.core.quote import Quote
from quoteflow_desktop.ui import look
from quoteflow_desktop.ui.checks_part import Sign
from quoteflow_desktop.ui.texts import Texts


class OpenPoints(QWidget):
    """``field_wanted`` carries a field's name, ``accepted`` a failing check."""

    field_wanted = Signal(str)
    accepted = Signal(object)

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 10, 12, 10)
        self._column.setSpacing(3)
        self.rows: list[str] = []

    def show_quote(self, quote: Quote) -> None:
        """Failing checks first, they block; then the open points."""
        while self._column.count():
            old = self._column.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        self.rows = []
        palette = self.palette()
        failing = [check for check in quote.checks if not check.ok and not check.accepted]
        if not failing and not quote.open_points:
            self._row("check", look.green(palette), self._texts("editor-open-none"))
            return
        title = look.plain_label(self._texts("editor-open-points"), self)
        title.setFont(look.font_of(self, bold=True))
        self._column.addWidget(title)
        for check in failing:
            words = f"{self._texts.label(f'check.{check.rule}')}: {check.message}"
            accept = QPushButton(self._texts("editor-accept"), self)
            accept.setAutoDefault(False)
            accept.clicked.connect(lambda _=False, one=check: self.accepted.emit(one))
            self._row("cross", look.red(palette), words, accept)
        for point in quote.open_points:
            name = display.field_label(point.field, self._texts.language)
            words = f"{name}: {self._texts.label(f'reason.{point.reason}')}"
            go = QPushButton(self._texts("edit"), self)
            go.setAutoDefault(False)
            go.setAccessibleName(f"{self._texts('edit')}: {name}")
            go.clicked.connect(lambda _=False, field=point.field: self.field_wanted.emit(field))
            self._row("warn", look.amber(palette), words, go)

    def _row(self, sign: str, colour, words: str, button: QPushButton | None = None) -> None:
        self.rows.append(words)
        box = QWidget(self)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        row.addWidget(Sign(sign, colour, box), 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(look.plain_label(words, box), 1)
        if button is not None:
            row.addWidget(button)
        self._column.addWidget(box)

    def paintEvent(self, _event) -> None:
        """A tinted ground while something is open."""
        palette = self.palette()
        colour = look.amber(palette) if self._column.count() > 1 else look.green(palette)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.wash(colour, palette, 0.10))
        painter.drawRoundedRect(self.rect(), 5, 5)
