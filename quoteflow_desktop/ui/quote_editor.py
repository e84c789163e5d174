"""The quote before it is written: open points on top, fields, lines, terms, totals, the paper.

Holds one frozen Quote; every edit makes a new one. Must not compute, save or print.
"""

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from quoteflow_desktop.core.quote import Quote, QuoteCheck, QuoteLine
from quoteflow_desktop.ui import look
from quoteflow_desktop.ui.open_points import OpenPoints
from quoteflow_desktop.ui.operations import Operations
from quoteflow_desktop.ui.preview import Preview, draw_pages
from quoteflow_desktop.ui.quote_form import QuoteForm
from quoteflow_desktop.ui.quote_model import COLUMNS, LinesModel, TermsModel
from quoteflow_desktop.ui.texts import Texts
from quoteflow_desktop.ui.totals_part import TotalsPart


class QuoteEditor(QDialog):
    """Ctrl+Enter exports; a check that fails and is not accepted keeps it from doing so."""

    def __init__(
        self, quote: Quote, operations: Operations, texts: Texts, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.quote = quote
        self._operations = operations
        self._texts = texts
        self._asked = 0
        self._exporting = False
        self._closed = False
        self.setWindowTitle(texts("editor-title", number=quote.number))
        self.resize(1240, 820)
        look.on_base(self)
        self._build()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(300)
        self._pause.timeout.connect(self._draw)
        export = QShortcut(QKeySequence("Ctrl+Return"), self)
        export.activated.connect(self.export)
        QShortcut(QKeySequence("Ctrl+Enter"), self).activated.connect(self.export)
        self._show(quote)
        self._draw()

    # -- building -----------------------------------------------------------------------------

    def _build(self) -> None:
        self.points = OpenPoints(self._texts, self)
        self.form = QuoteForm(self._texts, self)
        self.lines = LinesModel(self._texts, self.palette(), self)
        self.terms = TermsModel(self._texts, self.palette(), self)
        self.lines_view = look.table(self.lines, self._texts("editor-lines"))
        self.terms_view = look.table(self.terms, self._texts("editor-terms"))
        self.remarks = QLineEdit(self)
        self.remarks.setAccessibleName(self._texts("editor-remarks"))
        self.remarks.editingFinished.connect(self._remarks_edited)
        self.preview = Preview(self._texts, self)
        self.message = look.plain_label(parent=self)
        self.message.tint(look.amber)
        self._set_columns()
        splitter = look.Splitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(self._left())
        splitter.addWidget(self.preview)
        splitter.setSizes([700, 540])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(splitter)
        self.form.edited.connect(lambda changes: self._change(**changes))
        self.form.refused.connect(self._refuse)
        self.lines.edited.connect(lambda lines: self._change(lines=lines))
        self.lines.refused.connect(self._refuse)
        self.terms.edited.connect(lambda terms: self._change(terms=terms))
        self.points.field_wanted.connect(self.go_to)
        self.points.accepted.connect(self.accept_check)

    def _set_columns(self) -> None:
        header = self.lines_view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.terms_view.horizontalHeader().hide()
        self.terms_view.verticalHeader().hide()
        self.terms_view.horizontalHeader().setSectionResizeMode(
            0, QHeaderView.ResizeMode.ResizeToContents
        )
        self.terms_view.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)

    def _left(self) -> QWidget:
        inside = QWidget(self)
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 14, 14, 10)
        column.setSpacing(10)
        column.addWidget(self.points)
        column.addWidget(self.form)
        column.addLayout(self._lines_head())
        column.addWidget(self.lines_view)
        column.addWidget(self._title("editor-terms"))
        column.addWidget(self.terms_view)
        column.addWidget(self._title("editor-remarks"))
        column.addWidget(self.remarks)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        look.on_base(inside)
        left = QWidget(self)
        outer = QVBoxLayout(left)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(scroll, 1)
        outer.addWidget(look.Hairline(left))
        outer.addWidget(self._foot())
        return left

    def _title(self, key: str) -> QWidget:
        label = look.plain_label(self._texts(key), self, wrap=False)
        label.setFont(look.font_of(self, bold=True))
        return label

    def _lines_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self._title("editor-lines"), 1)
        for key, call in (
            ("editor-add-line", self.add_line),
            ("editor-remove-line", self.remove_line),
        ):
            button = QPushButton(self._texts(key), self)
            button.setAutoDefault(False)
            button.clicked.connect(call)
            row.addWidget(button)
        return row

    def _foot(self) -> QWidget:
        foot = QWidget(self)
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 10, 14, 12)
        self.sums = TotalsPart(self._texts, foot)
        row.addWidget(self.message, 1, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.sums)
        row.addSpacing(20)
        self.export_button = QPushButton(self._texts("editor-export"), foot)
        self.export_button.setToolTip(self._texts("editor-export-tip"))
        self.export_button.setMinimumSize(150, 36)
        self.export_button.setFont(look.font_of(self, bold=True))
        self.export_button.setAutoDefault(False)
        self.export_button.clicked.connect(self.export)
        row.addWidget(self.export_button, 0, Qt.AlignmentFlag.AlignBottom)
        return foot

    # -- the quote ----------------------------------------------------------------------------

    def _show(self, quote: Quote) -> None:
        """Show a quote everywhere but on the paper, which follows after a pause."""
        self.quote = quote
        sums = self._operations.totals(quote)
        self.form.show_quote(quote)
        self.lines.show(quote.lines, sums.lines, quote.currency)
        self.terms.show(quote.terms)
        self.remarks.setText(quote.remarks)
        self.points.show_quote(quote)
        for view in (self.lines_view, self.terms_view):
            look.fit_height(view)
        self.sums.show_totals(sums, quote.currency)
        self._allow_export()
        self.message.setText(self._texts("editor-blocked") if self._blocked() else "")

    def _blocked(self) -> bool:
        return any(not check.ok and not check.accepted for check in self.quote.checks)

    def _allow_export(self) -> None:
        self.export_button.setEnabled(not self._exporting and not self._blocked())

    def _change(self, **changes: object) -> None:
        """A new quote; checks and open points follow from the lane, then the paper."""
        # shown at once, but not within the signal of the table that is being edited
        quote = self.quote.model_copy(update=changes)
        self.quote = quote
        self._asked += 1
        number = self._asked
        QTimer.singleShot(0, self, lambda: self._show(self.quote))

        def revised(result: Quote) -> None:
            if number == self._asked:
                self._show(result)

        self._operations.revise_quote(quote, revised)
        self._pause.start()

    def _remarks_edited(self) -> None:
        if self.remarks.text().strip() != self.quote.remarks:
            self._change(remarks=self.remarks.text().strip())

    def _refuse(self, text: str) -> None:
        self.message.setText(self._texts("editor-bad-number", text=text))
        self.form.show_quote(self.quote)

    def _draw(self) -> None:
        """The paper, drawn on a lane; an older one that comes late is dropped."""
        number = self._asked

        def drawn(pages: Any) -> None:
            if number == self._asked:
                self.preview.show_pages(pages)

        self._operations.preview(self.quote, draw_pages, drawn)

    def add_line(self) -> None:
        """An empty line below."""
        self._change(lines=(*self.quote.lines, QuoteLine(product="")))

    def remove_line(self) -> None:
        """Take the current line out."""
        row = self.lines_view.currentIndex().row()
        if row >= 0:
            self._change(lines=self.quote.lines[:row] + self.quote.lines[row + 1 :])

    def accept_check(self, failing: QuoteCheck) -> None:
        """The user knows better than this failure; others of its rule go on failing."""
        self._change(checks=tuple(
            check.model_copy(update={"accepted": True})
            if not check.ok and (check.rule, check.message) == (failing.rule, failing.message)
            else check
            for check in self.quote.checks
        ))  # fmt: skip

    def go_to(self, field: str) -> None:
        """Put the keys where an open point is settled."""
        parts = field.split(".")
        if parts[0] == "items":
            index = self.lines.index(int(parts[1]) - 1, COLUMNS.index(parts[2]))
            self._edit(self.lines_view, index)
        elif self.terms.row_of(field) >= 0:
            self._edit(self.terms_view, self.terms.index(self.terms.row_of(field), 1))
        else:
            fields = {
                "quote_validity": self.form.valid,
                "currency": self.form.currency,
                "discount_percent": self.form.discount,
            }
            fields.get(field, self.form.buyer).setFocus()

    @staticmethod
    def _edit(view: QTableView, index) -> None:
        view.setFocus()
        view.setCurrentIndex(index)
        view.edit(index)

    def export(self) -> None:
        """Save and write; the window says where."""
        if not self.export_button.isEnabled():
            return
        self.setFocus()  # what is still being typed counts
        self._exporting = True
        self._allow_export()
        self._operations.export_quote(self.quote, self._exported, self._export_ended)

    def _exported(self) -> None:
        if not self._closed:
            self.accept()

    def _export_ended(self) -> None:
        self._exporting = False
        if not self._closed:
            self._allow_export()

    def done(self, result: int) -> None:
        """However the editor closes: what the lanes still bring finds no widgets any more."""
        self._closed = True
        self._asked += 1
        self._pause.stop()
        super().done(result)
