"""The trade glossary as help: a search box, the terms, and the chosen one's definition.

Must not know where terms come from: it asks ``services.glossary``.
"""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from quoteflow_desktop.core.glossary import Term
from quoteflow_desktop.services import glossary
from quoteflow_desktop.ui import look
from quoteflow_desktop.ui.texts import Texts

_TERM = Qt.ItemDataRole.UserRole


class GlossaryDialog(QDialog):
    """Stays open beside the window's work; ``query`` is what it looks for at first."""

    def __init__(self, texts: Texts, parent: QWidget | None = None, query: str = "") -> None:
        super().__init__(parent)
        self._texts = texts
        self._language = texts.language
        self.setWindowTitle(texts("glossary-title"))
        self.resize(760, 460)
        self.search = QLineEdit(query, self)
        self.search.setPlaceholderText(texts("glossary-search"))
        self.search.setAccessibleName(texts("glossary-search"))
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        self.list = QListWidget(self)
        self.list.setAccessibleName(texts("glossary-title"))
        self.list.setMinimumWidth(260)
        self.count = look.plain_label(parent=self, wrap=False)
        self.count.tint(look.dim)
        self.name = look.plain_label(parent=self)
        self.name.setFont(look.font_of(self.name, size=4, bold=True))
        self.other = look.plain_label(parent=self)
        self.other.tint(look.dim)
        self.definition = look.plain_label(parent=self)
        self.topic = look.plain_label(parent=self)
        self.topic.tint(look.dim)
        for label in (self.name, self.other, self.definition, self.topic):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()
        self.search.textChanged.connect(self._look_up)
        self.list.currentItemChanged.connect(self._show_current)
        self._look_up(query)
        self.search.setFocus()

    def current(self) -> Term | None:
        """The term whose definition is shown."""
        item = self.list.currentItem()
        return item.data(_TERM) if item else None

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.search)
        left.addWidget(self.list, 1)
        left.addWidget(self.count)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.name)
        right.addWidget(self.other)
        right.addWidget(self.definition)
        right.addWidget(self.topic)
        right.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addLayout(left, 2)
        row.addLayout(right, 3)
        buttons = QDialogButtonBox(self)
        close = buttons.addButton(self._texts("close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.addLayout(row, 1)
        column.addWidget(buttons)

    def _look_up(self, query: str) -> None:
        terms = glossary.search(query, self._language)
        self.list.clear()
        for term in terms:
            item = QListWidgetItem(term.name(self._language), self.list)
            item.setData(_TERM, term)
        self.count.setText(self._texts("glossary-count", count=len(terms)))
        if terms:
            self.list.setCurrentRow(0)
        else:
            self._show(None)

    def _show_current(self, _new: object = None, _old: object = None) -> None:
        self._show(self.current())

    def _show(self, term: Term | None) -> None:
        if term is None:
            parts = (self._texts("glossary-none"), "", self._texts("glossary-none-hint"), "")
        else:
            second = term.en if self._language == "ko" else term.ko
            topic = self._texts(f"glossary-topic-{term.topic}")
            parts = (
                term.name(self._language),
                " · ".join((second, *term.also)),
                term.definition(self._language),
                topic,
            )
        for label, words in zip(
            (self.name, self.other, self.definition, self.topic), parts, strict=True
        ):
            label.setText(words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrow and page keys in the search box move in the list."""
        moves = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        if (
            watched is self.search
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in moves
        ):
            self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)
