"""A slim line of news above the status line, with what one can do about it.

Must not know what happened: it is given words and buttons.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from quoteflow_desktop.ui import look
from quoteflow_desktop.ui.signs import SignButton
from quoteflow_desktop.ui.texts import Texts


class Banner(QWidget):
    """Hidden until ``tell`` is called; stays until it is closed or told something else."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = look.plain_label(parent=self, wrap=False)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 5, 8, 5)
        self._row.setSpacing(6)
        self._row.addWidget(self.words, 1)
        self._buttons: list[QPushButton] = []
        self._close = SignButton("cross", texts("close"), texts("close"), self)
        self._close.clicked.connect(self.hide)
        self._row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignRight)
        self.hide()

    def tell(self, words: str, actions: tuple[tuple[str, Callable[[], None]], ...] = ()) -> None:
        """Show one sentence and its buttons."""
        for button in self._buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self._buttons = []
        self.words.setText(words)
        for place, (name, action) in enumerate(actions):
            button = QPushButton(name, self)
            button.clicked.connect(lambda _checked=False, call=action: call())
            self._row.insertWidget(1 + place, button)
            self._buttons.append(button)
        self.show()

    def paintEvent(self, _event) -> None:
        """A ground of its own and a line above."""
        painter = QPainter(self)
        palette = self.palette()
        painter.fillRect(self.rect(), look.wash(look.green(palette), palette, 0.10))
        painter.setPen(look.hairline(palette))
        painter.drawLine(self.rect().topLeft(), self.rect().topRight())
