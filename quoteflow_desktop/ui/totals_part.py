"""The sums of a quote, one below the other; those that say nothing are left out.

Must not compute them.
"""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from quoteflow_desktop.ui import look
from quoteflow_desktop.ui.texts import Texts

_WORDS = {
    "subtotal": "editor-subtotal",
    "discount": "editor-discount-sum",
    "net": "editor-net",
    "tax": "editor-vat",
    "total": "editor-total",
}


class TotalsPart(QWidget):
    """``show_totals`` takes the values of the service's totals."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._rows: dict[str, tuple[QLabel, QLabel]] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(1)
        for number, (name, key) in enumerate(_WORDS.items()):
            words = look.plain_label(texts(key), self, wrap=False)
            value = look.plain_label(parent=self, wrap=False)
            value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if name == "total":
                for label in (words, value):
                    label.setFont(look.font_of(self, size=2, bold=True))
            else:
                words.tint(look.dim)
            grid.addWidget(words, number, 0)
            grid.addWidget(value, number, 1)
            self._rows[name] = (words, value)

    def show_totals(self, sums: Any, currency: str) -> None:
        """The total always; the others where a discount or tax makes them differ from it."""
        telling = {
            "subtotal": bool(sums.discount or sums.tax),
            "discount": bool(sums.discount),
            "net": bool(sums.discount),
            "tax": bool(sums.tax),
            "total": True,
        }
        for name, (words, value) in self._rows.items():
            value.setText(self._texts.money(getattr(sums, name), currency))
            words.setVisible(telling[name])
            value.setVisible(telling[name])

    def shown(self) -> dict[str, str]:
        """The sums that are to be seen, by name."""
        return {
            name: value.text() for name, (_, value) in self._rows.items() if not value.isHidden()
        }
