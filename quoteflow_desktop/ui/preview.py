"""Draws the pages of a PDF and shows them below each other: the only pypdfium2 owner.

``draw_pages`` runs on a lane's thread, one call at a time. Must not know what the PDF says.
"""

import pypdfium2
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPalette
from PySide6.QtWidgets import QScrollArea, QWidget

from quoteflow_desktop.ui import look
from quoteflow_desktop.ui.texts import Texts

_POINTS_AN_INCH = 72
_DOTS_AN_INCH = 144
_GAP = 12


def draw_pages(pdf: bytes) -> tuple[QImage, ...]:
    """Every page as an image at 144 dots an inch."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return tuple(_draw(page) for page in document)
    finally:
        document.close()


def _draw(page: pypdfium2.PdfPage) -> QImage:
    bitmap = page.render(scale=_DOTS_AN_INCH / _POINTS_AN_INCH, rev_byteorder=True)
    formats = {3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBX8888,
               1: QImage.Format.Format_Grayscale8}  # fmt: skip
    image = QImage(
        bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride,
        formats[bitmap.n_channels],
    )  # fmt: skip
    return image.copy()  # the image must own its bytes


class _Sheets(QWidget):
    """The pages, as wide as the view."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._pages: tuple[QImage, ...] = ()

    def show_pages(self, pages: tuple[QImage, ...]) -> None:
        """Show these."""
        self._pages = pages
        self.setAccessibleName(self._texts("editor-page", number=1, total=len(pages)))
        self.fit(self.width())
        self.update()

    def fit(self, width: int) -> None:
        """Take the height that the pages have at this width."""
        self.setFixedHeight(max(int(sum(h + _GAP for _w, h in self._sizes(width))) + _GAP, 200))

    def _sizes(self, width: int) -> list[tuple[float, float]]:
        room = max(width - 2 * _GAP, 50)
        return [(room, room * page.height() / page.width()) for page in self._pages]

    def paintEvent(self, _event) -> None:
        """White sheets with a hairline round them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if not self._pages:
            painter.setPen(look.dim(self.palette()))
            painter.drawText(
                self.rect().adjusted(0, 80, 0, 0),
                Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop,
                self._texts("editor-preview-wait"),
            )
            return
        top = float(_GAP)
        ratio = self.devicePixelRatioF()
        for page, (width, height) in zip(self._pages, self._sizes(self.width()), strict=True):
            # scaled in one smooth step: halving in the painter alone makes small type ragged
            shown = page.scaled(
                round(width * ratio), round(height * ratio),
                Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation,
            )  # fmt: skip
            shown.setDevicePixelRatio(ratio)
            painter.drawImage(_GAP, round(top), shown)
            painter.setPen(look.hairline(self.palette()))
            painter.drawRect(_GAP, round(top), round(width) - 1, round(height) - 1)
            top += height + _GAP


class Preview(QScrollArea):
    """The paper as it will be written."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheets = _Sheets(texts, self)
        self.setWidget(self.sheets)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setBackgroundRole(QPalette.ColorRole.Window)
        self.setAccessibleName(texts("editor-preview"))

    def show_pages(self, pages: tuple[QImage, ...]) -> None:
        """Show these pages."""
        self.sheets.show_pages(pages)

    def resizeEvent(self, event) -> None:
        """Pages follow the width."""
        super().resizeEvent(event)
        self.sheets.fit(self.viewport().width())
