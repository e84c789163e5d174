"""The fields of a quote that stand above its lines: buyer, dates, currency, tax, discount.

``edited`` carries a dictionary of changed fields of the Quote. Must not know lines or terms.
"""

from datetime import date
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from quoteflow_desktop.core.money import plain
from quoteflow_desktop.core.quote import Quote, TaxMode
from quoteflow_desktop.ui import look
from quoteflow_desktop.ui.quote_model import typed_figure
from quoteflow_desktop.ui.texts import Texts


class QuoteForm(QWidget):
    """Two columns of fields. A field that cannot be read is marked and changes nothing."""

    edited = Signal(object)
    refused = Signal(str)

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._quote: Quote | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(3, 2)
        self.buyer = self._field("editor-buyer", 0, 0)
        self.contact = self._field("editor-contact", 1, 0)
        self.valid = self._field("editor-valid", 2, 0)
        self.issued = self._field("editor-issued", 0, 2)
        self.currency = self._field("editor-currency", 1, 2)
        self.discount = self._field("editor-discount", 2, 2)
        self.tax = self._choice("editor-tax", 3, 0, [
            (texts.label(f"tax.{mode}"), mode) for mode in TaxMode
        ])  # fmt: skip
        self.language = self._choice("editor-language", 3, 2, [
            (texts("lang-ko"), "ko"), (texts("lang-en"), "en"),
        ])  # fmt: skip
        self.currency.setValidator(QRegularExpressionValidator("[A-Za-z]{0,3}", self))
        self._connect()

    def _label(self, key: str, row: int, column: int, field: QWidget) -> None:
        label = look.plain_label(self._texts(key), self, wrap=False)
        label.tint(look.dim)
        label.setBuddy(field)
        field.setAccessibleName(self._texts(key))
        self._grid.addWidget(label, row, column)
        self._grid.addWidget(field, row, column + 1)

    def _field(self, key: str, row: int, column: int) -> QLineEdit:
        field = QLineEdit(self)
        self._label(key, row, column, field)
        return field

    def _choice(self, key: str, row: int, column: int, choices: list[tuple[str, str]]) -> QComboBox:
        box = QComboBox(self)
        for words, value in choices:
            box.addItem(words, value)
        self._label(key, row, column, box)
        return box

    def _connect(self) -> None:
        self.buyer.editingFinished.connect(self._buyer_edited)
        self.contact.editingFinished.connect(self._buyer_edited)
        self.valid.editingFinished.connect(self._valid_edited)
        self.issued.editingFinished.connect(self._issued_edited)
        self.currency.editingFinished.connect(
            lambda: self._emit({"currency": self.currency.text().strip().upper()})
        )
        self.discount.editingFinished.connect(self._discount_edited)
        self.tax.activated.connect(
            lambda: self._emit({"tax_mode": TaxMode(self.tax.currentData())})
        )
        self.language.activated.connect(
            lambda: self._emit({"language": self.language.currentData()})
        )

    def show_quote(self, quote: Quote) -> None:
        """Fill the fields."""
        self._quote = quote
        for field, text in (
            (self.buyer, quote.buyer.company),
            (self.contact, quote.buyer.contact),
            (self.valid, _until(quote)),
            (self.issued, quote.issued_on.isoformat()),
            (self.currency, quote.currency),
            (self.discount, plain(quote.discount_percent)),
        ):
            if field.text() != text:
                field.setText(text)
        self.tax.setCurrentIndex(self.tax.findData(quote.tax_mode))
        self.language.setCurrentIndex(self.language.findData(quote.language))

    def _emit(self, changes: dict[str, object]) -> None:
        if self._quote is None:
            return
        new = {key: value for key, value in changes.items() if getattr(self._quote, key) != value}
        if new:
            self.edited.emit(new)

    def _buyer_edited(self) -> None:
        if self._quote is None:
            return
        buyer = self._quote.buyer.model_copy(
            update={"company": self.buyer.text().strip(), "contact": self.contact.text().strip()}
        )
        self._emit({"buyer": buyer})

    def _valid_edited(self) -> None:
        """A date, or words such as "30 days" that are printed as they are."""
        text = self.valid.text().strip()
        if self._quote is None or text == _until(self._quote):
            return
        try:
            self._emit({"valid_until": date.fromisoformat(text), "validity_text": ""})
        except ValueError:
            self._emit({"valid_until": None, "validity_text": text})

    def _issued_edited(self) -> None:
        text = self.issued.text().strip()
        try:
            self._emit({"issued_on": date.fromisoformat(text)})
        except ValueError:
            self.refused.emit(text)

    def _discount_edited(self) -> None:
        text = self.discount.text()
        try:
            self._emit({"discount_percent": typed_figure(text.replace("%", "")) or Decimal(0)})
        except ValueError:
            self.refused.emit(text)


def _until(quote: Quote) -> str:
    """The validity as the field shows it."""
    return quote.valid_until.isoformat() if quote.valid_until else quote.validity_text
