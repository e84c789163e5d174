"""Edits a fact in its line of the panel: a field, or a choice where the words are a closed list.

What was typed is handed out; the tree itself stays as it is. Must not know what becomes of it.
"""

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QWidget,
)

from quoteflow_desktop.core.facts import DEAL_STAGES, INCOTERMS, SHIPPING_METHODS
from quoteflow_desktop.services.reading import FactLine

LINE_ROLE = Qt.ItemDataRole.UserRole + 1
LABEL, VALUE, STATE = range(3)
_CHOICES = {
    "incoterm": INCOTERMS,
    "shipping_method": SHIPPING_METHODS,
    "deal_stage": DEAL_STAGES,
}


class ValueEditor(QStyledItemDelegate):
    """``edited`` carries the path and the text, in the canonical form in which it was offered."""

    edited = Signal(str, str)

    def __init__(self, tree: QTreeWidget) -> None:
        super().__init__(tree)
        self._tree = tree

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: QModelIndex):
        """A field, or a choice where the words are a closed list."""
        line: FactLine | None = index.siblingAtColumn(LABEL).data(LINE_ROLE)
        if line is None or index.column() != VALUE:
            return None
        if line.key in _CHOICES:
            box = QComboBox(parent)
            box.addItems(_CHOICES[line.key])
            box.setAccessibleName(index.siblingAtColumn(LABEL).data())
            return box
        field = QLineEdit(parent)
        field.setAccessibleName(index.siblingAtColumn(LABEL).data())
        return field

    def setEditorData(self, editor: QWidget, index: QModelIndex) -> None:
        """The value in the form of the contract, which is what is typed."""
        line: FactLine = index.siblingAtColumn(LABEL).data(LINE_ROLE)
        value = line.cell.value if line.cell else ""
        if isinstance(editor, QComboBox):
            editor.setCurrentText(value)
        else:
            editor.setText(value)
            editor.selectAll()

    def setModelData(self, editor: QWidget, _model, index: QModelIndex) -> None:
        """Emit what was typed when it differs."""
        line: FactLine = index.siblingAtColumn(LABEL).data(LINE_ROLE)
        text = editor.currentText() if isinstance(editor, QComboBox) else editor.text()
        if text.strip() != (line.cell.value if line.cell else ""):
            self.edited.emit(line.path, text)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: QModelIndex
    ) -> None:
        """As high as a field wants to be, over value and state."""
        box = QRect(option.rect)
        height = max(editor.sizeHint().height(), box.height())
        box.setTop(box.center().y() - height // 2)
        box.setHeight(height)
        box.setRight(self._tree.viewport().width() - 4)
        editor.setGeometry(box)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        """As high as the value's lines at the column's width, which Qt itself does not ask for,
        and a little air; more of it round a heading."""
        hint = super().sizeHint(option, index)
        height = hint.height() + (4 if index.parent().isValid() else 9)
        if index.column() == VALUE and index.parent().isValid():
            width = self._tree.columnWidth(VALUE) - 8
            words = str(index.data() or "")
            metrics = QFontMetrics(index.data(Qt.ItemDataRole.FontRole) or option.font)
            box = metrics.boundingRect(0, 0, width, 10_000, Qt.TextFlag.TextWordWrap, words)
            height = max(height, box.height() + 6)
        return QSize(hint.width(), height)
