"""The tags of a thread as small chips that wrap.

Must not know which tags there are.
"""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPalette
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from quoteflow_desktop.ui import look
from quoteflow_desktop.ui.texts import Texts

_URGENT = ("urgent",)


class TagsPart(QWidget):
    """Paints its chips; as high as its width makes them."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._tags: tuple[str, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFont(look.font_of(self, size=-0.5))

    def show_tags(self, tags: tuple[str, ...]) -> None:
        """Show these, in this order."""
        self._tags = tags
        self.setAccessibleName(", ".join([self._texts("tags"), *map(self._texts.tag, tags)]))
        self.setVisible(bool(tags))
        self.updateGeometry()
        self.update()

    def heightForWidth(self, width: int) -> int:
        """The height of all rows of chips."""
        boxes = self._boxes(width)
        return boxes[-1].bottom() + 1 if boxes else 0

    def sizeHint(self) -> QSize:
        """A usual width."""
        return QSize(280, self.heightForWidth(max(self.width(), 200)))

    def minimumSizeHint(self) -> QSize:
        """Any width; the height follows."""
        return QSize(80, self.heightForWidth(max(self.width(), 200)))

    def resizeEvent(self, event) -> None:
        """Other widths need other heights."""
        super().resizeEvent(event)
        self.updateGeometry()

    def _boxes(self, width: int) -> list[QRect]:
        metrics = QFontMetrics(self.font())
        height = metrics.height() + 6
        boxes: list[QRect] = []
        left = top = 0
        for tag in self._tags:
            wide = min(metrics.horizontalAdvance(self._texts.tag(tag)) + 16, width)
            if left and left + wide > width:
                left, top = 0, top + height + 5
            boxes.append(QRect(left, top, wide, height))
            left += wide + 5
        return boxes

    def paintEvent(self, _event) -> None:
        """Chips with their words; the urgent one in amber."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        metrics = QFontMetrics(self.font())
        text = palette.color(QPalette.ColorRole.WindowText)
        for tag, box in zip(self._tags, self._boxes(self.width()), strict=True):
            colour = look.amber(palette) if tag in _URGENT else text
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.wash(colour, palette, 0.16 if tag in _URGENT else 0.08))
            painter.drawRoundedRect(box, 4, 4)
            painter.setPen(colour)
            words = metrics.elidedText(
                self._texts.tag(tag), Qt.TextElideMode.ElideRight, box.width() - 14
            )
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)

    def event(self, event: QEvent) -> bool:
        """The key of a tag as its tip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            for tag, box in zip(self._tags, self._boxes(self.width()), strict=True):
                if box.contains(event.pos()):
                    QToolTip.showText(event.globalPos(), tag.replace("<", "‹"), self)
                    return True
        return super().event(event)
