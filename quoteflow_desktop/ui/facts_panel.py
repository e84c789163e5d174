"""The facts of a thread: label, value, state, the history below, blanks with their reason.

Enter edits, Space confirms, Ctrl+Z undoes; every decision leaves as a signal. Must not change a
fact by itself: the tree shows what the next analysis says.
"""

from PySide6.QtCore import QEvent, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPainter, QPalette, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from quoteflow_desktop.core.facts import Blank, HistoryEntry
from quoteflow_desktop.services.reading import FactGroup, FactLine, Opened
from quoteflow_desktop.ui import look
from quoteflow_desktop.ui.fact_words import spoken, tip
from quoteflow_desktop.ui.signs import sign
from quoteflow_desktop.ui.texts import Texts
from quoteflow_desktop.ui.value_editor import LABEL, LINE_ROLE, STATE, VALUE, ValueEditor


class FactsPanel(QTreeWidget):
    """``chosen`` carries the line that became current, ``edited`` a path and text."""

    chosen = Signal(object)
    edited = Signal(str, str)
    confirmed = Signal(str)
    undo_wanted = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._thread: Opened | None = None
        self._filling = False
        self.setColumnCount(3)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(14)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setFrameShape(QTreeWidget.Shape.NoFrame)
        self.setAllColumnsShowFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeWidget.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setAccessibleName(texts("facts"))
        editor = ValueEditor(self)
        editor.edited.connect(self.edited)
        self.setItemDelegate(editor)
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(20)
        header.setSectionResizeMode(LABEL, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(VALUE, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(STATE, QHeaderView.ResizeMode.ResizeToContents)
        header.sectionResized.connect(lambda *_: self.scheduleDelayedItemsLayout())
        self.currentItemChanged.connect(self._current)
        self.itemClicked.connect(self._clicked)
        undo = QShortcut(QKeySequence.StandardKey.Undo, self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self.undo_wanted)

    # -- filling ------------------------------------------------------------------------------

    def show_thread(self, thread: Opened | None) -> None:
        """Fill the tree; the same thread again keeps the current line and the scroll position."""
        same = bool(thread and self._thread and thread.id == self._thread.id)
        path = self.current_path() if same else ""
        scroll = self.verticalScrollBar().value() if same else 0
        self._thread = thread
        self._filling = True
        self.clear()
        if thread and thread.analysis:
            for group in thread.groups:
                self._add_group(group)
            self._add_unstated(thread)
        self.select_path(path)
        self.verticalScrollBar().setValue(scroll)
        self._filling = False

    def _heading(self, words: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self, [words])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setFirstColumnSpanned(True)
        item.setFont(LABEL, look.font_of(self, size=-0.5, bold=True))
        item.setForeground(LABEL, look.dim(self.palette()))
        return item

    def _add_group(self, group: FactGroup) -> None:
        if group.item is None:
            words = self._texts(f"group-{group.name}")
        else:
            words = self._texts("group-item", number=group.item)
        heading = self._heading(words)
        for line in group.lines:
            self._add_line(heading, line)
        heading.setExpanded(True)

    def _add_unstated(self, thread: Opened) -> None:
        if not thread.unstated:
            return
        heading = self._heading("▷  " + self._texts("unstated", count=len(thread.unstated)))
        for key in thread.unstated:
            line = FactLine(path=f"facts/{key}", key=key, cell=None, blank=Blank.NOT_STATED)
            self._add_line(heading, line)
        heading.setExpanded(False)

    def _add_line(self, heading: QTreeWidgetItem, line: FactLine) -> None:
        item = QTreeWidgetItem(heading, [self._texts.key_label(line), "", ""])
        item.setData(LABEL, LINE_ROLE, line)
        item.setFlags(
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable
        )
        palette = self.palette()
        item.setForeground(LABEL, look.dim(palette))
        for column in range(3):
            item.setTextAlignment(
                column, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            )
        if line.cell is None:
            self._fill_blank(item, line)
        else:
            self._fill_cell(item, line)
        for column in range(3):
            item.setToolTip(column, tip(line, self._thread, self._texts))
        item.setData(LABEL, Qt.ItemDataRole.AccessibleTextRole, spoken(line, self._texts))

    def _fill_blank(self, item: QTreeWidgetItem, line: FactLine) -> None:
        blank = line.blank or Blank.NOT_STATED
        item.setText(VALUE, "— " + self._texts(f"blank-{blank}"))
        if blank is Blank.NOT_STATED:
            item.setForeground(VALUE, look.dim(self.palette()))
        else:
            item.setForeground(VALUE, look.amber(self.palette()))
            item.setIcon(STATE, sign("warn", look.amber(self.palette())))

    def _fill_cell(self, item: QTreeWidgetItem, line: FactLine) -> None:
        cell, palette = line.cell, self.palette()
        item.setText(VALUE, self._texts.value(line.key, cell.value, line.currency))
        item.setText(STATE, self._texts.label(f"state.{cell.state}"))
        colour = look.state_colour(cell.state, palette)
        item.setForeground(STATE, colour)
        shape = look.STATE_SIGNS[cell.state]
        own = cell.origin == "user"
        if own and cell.history and cell.value not in {entry.value for entry in cell.history}:
            shape, colour = "hand", palette.color(QPalette.ColorRole.Text)
            item.setText(STATE, self._texts("by-user"))
        elif own or cell.confirmed:
            shape, colour = "check", palette.color(QPalette.ColorRole.Text)
            item.setText(STATE, self._texts("confirmed"))
        item.setIcon(STATE, sign(shape, colour))
        if len(cell.history) > 1:
            for entry in cell.history:
                self._add_entry(item, line, entry)
            item.setExpanded(len({entry.value for entry in cell.history if entry.value}) > 1)

    def _add_entry(self, parent: QTreeWidgetItem, line: FactLine, entry: HistoryEntry) -> None:
        words = self._texts.value(line.key, entry.value, line.currency) if entry.value else "—"
        source = self._texts(
            "history", side=self._texts.label(f"side.{entry.by}"), number=entry.message
        )
        row = QTreeWidgetItem(
            parent, ["", f"{words}   {source}", self._texts.label(f"act.{entry.act}")]
        )
        row.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        row.setForeground(VALUE, look.dim(self.palette()))
        row.setForeground(STATE, look.dim(self.palette()))
        row.setIcon(STATE, sign("none", look.dim(self.palette())))  # keeps the words in line
        for column in (VALUE, STATE):
            row.setFont(column, look.font_of(self, size=-0.5))

    # -- choosing -----------------------------------------------------------------------------

    def current_path(self) -> str:
        """The path of the current line, empty for none."""
        line = self._line(self.currentItem())
        return line.path if line else ""

    def select_path(self, path: str) -> None:
        """Make a line current without announcing it."""
        item = self.item_of(path) if path else None
        if item is not None:
            before, self._filling = self._filling, True
            self.setCurrentItem(item)
            self.scrollToItem(item)
            self._filling = before

    def item_of(self, path: str) -> QTreeWidgetItem | None:
        """The row of a path."""
        for number in range(self.topLevelItemCount()):
            heading = self.topLevelItem(number)
            for row in range(heading.childCount()):
                line = self._line(heading.child(row))
                if line and line.path == path:
                    return heading.child(row)
        return None

    @staticmethod
    def _line(item: QTreeWidgetItem | None) -> FactLine | None:
        return item.data(LABEL, LINE_ROLE) if item else None

    def _current(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        if item is not None and not self._filling:
            self._announce(item)

    def _clicked(self, item: QTreeWidgetItem, _column: int) -> None:
        if item.parent() is None:
            self._toggle(item)
        elif item is self.currentItem():
            self._announce(item)  # again: the conversation may have been scrolled away

    def _toggle(self, heading: QTreeWidgetItem) -> None:
        heading.setExpanded(not heading.isExpanded())
        words = heading.text(LABEL)
        if words[:1] in "▷▽":
            heading.setText(LABEL, ("▽" if heading.isExpanded() else "▷") + words[1:])

    def _announce(self, item: QTreeWidgetItem) -> None:
        line = self._line(item) or self._line(item.parent())
        if line is not None:
            self.chosen.emit(line)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter edits, Space confirms; keys that an open editor leaves are not for the line."""
        if self.state() == QAbstractItemView.State.EditingState:
            return
        item = self.currentItem()
        line = self._line(item)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and line is not None:
            self.editItem(item, VALUE)
        elif event.key() == Qt.Key.Key_Space and line is not None:
            if line.cell is not None:
                self.confirmed.emit(line.path)
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, _hint: QAbstractItemDelegate.EndEditHint) -> None:
        """After an edit the keys stay with the tree."""
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.setFocus()

    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """The current line is tinted, not filled, so that its signs keep their colours; a bar at
        the left shows that the keys go here."""
        palette = QPalette(option.palette)
        accent = palette.color(QPalette.ColorRole.Highlight)
        share = 0.18 if self.hasFocus() else 0.10
        palette.setColor(QPalette.ColorRole.Highlight, look.wash(accent, palette, share))
        text = palette.color(QPalette.ColorRole.Text)
        palette.setColor(QPalette.ColorRole.HighlightedText, text)
        option.palette = palette
        super().drawRow(painter, option, index)
        if self.hasFocus() and index.siblingAtColumn(LABEL) == self.currentIndex().siblingAtColumn(
            LABEL
        ):
            painter.fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), accent)

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex) -> None:
        """Only facts with a history have an arrow; headings carry their own sign."""
        item = self.itemFromIndex(index)
        if item.parent() is not None and item.childCount():
            super().drawBranches(painter, rect, index)

    def changeEvent(self, event: QEvent) -> None:
        """Colours are in the rows: fill them again with the new palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and getattr(self, "_thread", None):
            self.show_thread(self._thread)
