"""The right pane: summary, key facts, checks, tags, and the quote button.

Puts the parts together and passes their signals on. Must not know services.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from quoteflow_desktop.services.reading import Opened
from quoteflow_desktop.ui import look
from quoteflow_desktop.ui.checks_part import ChecksPart
from quoteflow_desktop.ui.facts_panel import FactsPanel
from quoteflow_desktop.ui.summary_part import SummaryPart
from quoteflow_desktop.ui.tags_part import TagsPart
from quoteflow_desktop.ui.texts import Texts


class AssistantPane(QWidget):
    """``quote_wanted`` carries whether to open the editor in any case."""

    quote_wanted = Signal(bool)

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.summary = SummaryPart(texts, self)
        self.facts = FactsPanel(texts, self)
        self.checks = ChecksPart(texts, self)
        self.tags = TagsPart(texts, self)
        self.message = look.plain_label(parent=self)
        self.message.tint(look.amber)
        self.message.hide()
        look.on_base(self)
        self.splitter = look.Splitter(Qt.Orientation.Vertical, self)
        self.splitter.addWidget(self._section(texts("summary"), self.summary))
        self.splitter.addWidget(self._section(texts("facts"), self.facts, texts("facts-keys")))
        self.splitter.setStretchFactor(0, 2)
        self.splitter.setStretchFactor(1, 3)
        self._moved = False  # a height that the user chose is kept
        self.splitter.splitterMoved.connect(self._remember_move)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.splitter, 1)
        layout.addWidget(look.Hairline(self))
        layout.addWidget(self._foot())
        self.show_thread(None)

    def _section(self, title: str, part: QWidget, hint: str = "") -> QWidget:
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        head = look.plain_label(title, box, wrap=False)
        head.setFont(look.font_of(self, bold=True))
        keys = look.plain_label(hint, box, wrap=False)
        keys.setFont(look.font_of(self, size=-1))
        keys.tint(look.dim)
        row = QHBoxLayout()
        row.setContentsMargins(12, 7, 12, 3)
        row.addWidget(head)
        row.addStretch(1)
        row.addWidget(keys, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)
        inset = QHBoxLayout()
        inset.setContentsMargins(0 if part is self.summary else 9, 0, 0, 0)
        inset.addWidget(part)
        column.addLayout(inset, 1)
        return box

    def _foot(self) -> QWidget:
        foot = QFrame(self)
        column = QVBoxLayout(foot)
        column.setContentsMargins(12, 8, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.message)
        column.addWidget(self.checks)
        column.addWidget(self.tags)
        row = QHBoxLayout()
        row.setSpacing(6)
        self.quote = QPushButton(self._texts("quote"), foot)
        self.quote.setShortcut("Ctrl+Shift+Q")
        self.quote.setToolTip(self._texts("quote-tip"))
        self.quote.setDefault(True)
        self.quote.setMinimumHeight(32)
        self.quote.setFont(look.font_of(self, bold=True))
        self.edit = QPushButton(self._texts("quote-edit"), foot)
        self.edit.setShortcut("Ctrl+E")
        self.edit.setToolTip(self._texts("quote-edit-tip"))
        self.edit.setMinimumHeight(32)
        row.addWidget(self.quote, 1)
        row.addWidget(self.edit)
        column.addLayout(row)
        self.quote.clicked.connect(lambda: self.quote_wanted.emit(False))
        self.edit.clicked.connect(lambda: self.quote_wanted.emit(True))
        return foot

    def show_thread(self, thread: Opened | None) -> None:
        """Fill all parts; the quote needs an analysis with an item or a figure."""
        self.say("")
        self.summary.show_thread(thread)
        self.facts.show_thread(thread)
        self.checks.show_thread(thread)
        analysis = thread.analysis if thread else None
        self.tags.show_tags(analysis.tags if analysis else ())
        ready = analysis is not None and "not-trade" not in analysis.tags
        self.quote.setEnabled(ready)
        self.edit.setEnabled(ready)
        self._fit_summary()

    def _remember_move(self) -> None:
        self._moved = True

    def _fit_summary(self) -> None:
        """As high as the summary is, at most two fifths of the room."""
        if self._moved:
            return
        room = sum(self.splitter.sizes())
        head = self.splitter.widget(0).sizeHint().height() - self.summary.sizeHint().height()
        wanted = int(self.summary.document().size().height()) + max(head, 0) + 2
        upper = max(90, min(wanted, room * 2 // 5))
        self.splitter.setSizes([upper, room - upper])

    def resizeEvent(self, event) -> None:
        """Another width wraps the summary otherwise."""
        super().resizeEvent(event)
        self._fit_summary()

    def say(self, words: str) -> None:
        """A short word on the last edit, empty to take it away."""
        self.message.setText(words)
        self.message.setVisible(bool(words))
