"""The lines and the terms of a quote as tables that can be edited; every edit gives new values.

Must not compute money: amounts come in with ``show``. Must not know the form around the tables.
"""

import re
from decimal import Decimal

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QPalette

from quoteflow_desktop.config import display
from quoteflow_desktop.core.money import decimal_of, plain
from quoteflow_desktop.core.quote import QuoteLine, Term
from quoteflow_desktop.ui import look
from quoteflow_desktop.ui.texts import Texts

COLUMNS = ("product", "specification", "quantity", "unit", "unit_price", "amount")
_FIGURES = ("quantity", "unit_price")
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_EDITABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable


def typed_figure(text: str) -> Decimal | None:
    """What a person typed as a figure, None for nothing; raises ValueError for no number."""
    bare = re.sub(r"[,\s]", "", text)
    return decimal_of(bare) if bare else None


class LinesModel(QAbstractTableModel):
    """``edited`` carries the new lines, ``refused`` a text that is no number."""

    edited = Signal(object)
    refused = Signal(str)

    def __init__(self, texts: Texts, palette: QPalette, parent=None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._palette = palette
        self._lines: tuple[QuoteLine, ...] = ()
        self._amounts: tuple[Decimal | None, ...] = ()
        self._currency = ""

    def show(
        self, lines: tuple[QuoteLine, ...], amounts: tuple[Decimal | None, ...], currency: str
    ) -> None:
        """Show these lines with their amounts."""
        if len(lines) != len(self._lines):
            self.beginResetModel()
            self._lines, self._amounts, self._currency = lines, amounts, currency
            self.endResetModel()
            return
        self._lines, self._amounts, self._currency = lines, amounts, currency
        if lines:
            last = self.index(len(lines) - 1, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        """A row a line."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        """The fields and the amount."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ):
        """The fields' names; numbers at the left."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1)
        name = COLUMNS[section]
        if name == "amount":
            return self._texts("editor-amount")
        return self._texts.label(f"item.{name}")

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole):
        """Grouped figures to read, plain ones to edit."""
        name = COLUMNS[index.column()]
        figure = name in (*_FIGURES, "amount")
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(index.row(), name)
        if role == Qt.ItemDataRole.EditRole:
            value = getattr(self._lines[index.row()], name, None)
            if isinstance(value, Decimal):
                return plain(value)
            return value or ""
        if role == Qt.ItemDataRole.TextAlignmentRole and figure:
            return _RIGHT
        if role == Qt.ItemDataRole.ForegroundRole and self._is_open(index.row(), name):
            return look.amber(self._palette)
        return None

    def _is_open(self, row: int, name: str) -> bool:
        if name == "amount":
            return self._amounts[row] is None
        return name in (*_FIGURES, "product") and not getattr(self._lines[row], name)

    def _shown(self, row: int, name: str) -> str:
        line = self._lines[row]
        if self._is_open(row, name):
            return self._texts("editor-open-value")
        language = self._texts.language
        if name == "amount":
            return display.amount(self._amounts[row], self._currency, language)
        if name == "unit_price":
            return display.price(line.unit_price, self._currency, language)
        if name == "quantity":
            return display.number(line.quantity, language)
        return getattr(line, name)

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        """All but the amount can be edited."""
        if COLUMNS[index.column()] == "amount":
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return _EDITABLE

    def setData(self, index: QModelIndex, value, _role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Hand the edited lines out; the table follows when they come back."""
        name = COLUMNS[index.column()]
        text = " ".join(str(value).split())
        new: Decimal | str | None = text
        if name in _FIGURES:
            try:
                new = typed_figure(text)
            except ValueError:
                self.refused.emit(text)
                return False
        lines = list(self._lines)
        lines[index.row()] = lines[index.row()].model_copy(update={name: new})
        self.edited.emit(tuple(lines))
        return True


class TermsModel(QAbstractTableModel):
    """``edited`` carries the new terms; a value that was typed is no longer open."""

    edited = Signal(object)

    def __init__(self, texts: Texts, palette: QPalette, parent=None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._palette = palette
        self._terms: tuple[Term, ...] = ()

    def show(self, terms: tuple[Term, ...]) -> None:
        """Show these terms."""
        self.beginResetModel()
        self._terms = terms
        self.endResetModel()

    def row_of(self, key: str) -> int:
        """The row of a term, -1 when it has none."""
        return next((row for row, term in enumerate(self._terms) if term.key == key), -1)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        """A row a term."""
        return 0 if parent.isValid() else len(self._terms)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        """Name and value."""
        return 0 if parent.isValid() else 2

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole):
        """What will be printed; an open one says so."""
        term = self._terms[index.row()]
        if index.column() == 0:
            if role == Qt.ItemDataRole.DisplayRole:
                return self._texts.label(f"fact.{term.key}")
            if role == Qt.ItemDataRole.ForegroundRole:
                return look.dim(self._palette)
            return None
        if role == Qt.ItemDataRole.EditRole:
            return term.value
        if role == Qt.ItemDataRole.DisplayRole:
            value = self._texts.value(term.key, term.value) if term.value else ""
            if not term.open:
                return value
            words = self._texts("editor-open-value")
            return f"{words} ({value})" if value else words
        if role == Qt.ItemDataRole.ForegroundRole and term.open:
            return look.amber(self._palette)
        return None

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        """Values can be edited."""
        return _EDITABLE if index.column() == 1 else Qt.ItemFlag.ItemIsEnabled

    def setData(self, index: QModelIndex, value, _role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Hand the edited terms out."""
        text = " ".join(str(value).split())
        terms = list(self._terms)
        terms[index.row()] = terms[index.row()].model_copy(update={"value": text, "open": not text})
        self.edited.emit(tuple(terms))
        return True
