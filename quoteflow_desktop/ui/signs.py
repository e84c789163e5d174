"""Small drawn signs, so that no font has to have them. Each is strokes and dots in a box of 16.

Must not know what a sign means.
"""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QToolButton, QWidget

_Points = tuple[tuple[float, float], ...]

_STROKES: dict[str, tuple[_Points, ...]] = {
    "check": (((3.5, 8.5), (6.8, 11.7), (12.8, 4.8)),),
    "line": (((5, 8), (11, 8)),),
    "cross": (((4.5, 4.5), (11.5, 11.5)), ((11.5, 4.5), (4.5, 11.5))),
    "plus": (((8, 3.5), (8, 12.5)), ((3.5, 8), (12.5, 8))),
    "fetch": (((8, 2.5), (8, 10)), ((4.8, 7), (8, 10.2), (11.2, 7)), ((3.5, 13), (12.5, 13))),
    "hand": (
        ((4, 12), (4.8, 9), (10.6, 3.2), (12.8, 5.4), (7, 11.2), (4, 12)),
        ((9, 4.8), (11.2, 7)),
    ),
    "warn": (((8, 2.5), (14, 13.2), (2, 13.2), (8, 2.5)), ((8, 6.6), (8, 9.2)), ((8, 11.2),)),
}  # fmt: skip

# Circles about the middle: radius, and whether they are filled.
_CIRCLES: dict[str, tuple[tuple[float, bool], ...]] = {
    "dot": ((3.5, True),),
    "ring": ((3.4, False),),
    "seal": ((4.8, False), (2.3, True)),
}


def sign(shape: str, colour: QColor, size: int = 16) -> QIcon:
    """A sign as an icon, sharp up to three pixels a point. An unknown shape is an empty one, a
    gap of the same size."""
    pixmap = QPixmap(size * 3, size * 3)
    pixmap.setDevicePixelRatio(3)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.scale(size / 16, size / 16)
    draw_sign(painter, shape, colour)
    painter.end()
    return QIcon(pixmap)


def draw_sign(painter: QPainter, shape: str, colour: QColor) -> None:
    """The sign in a box of 16 by 16 at the painter's origin."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, 1.7)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for points in _STROKES.get(shape, ()):
        if len(points) == 1:
            painter.drawPoint(QPointF(*points[0]))
        else:
            painter.drawPolyline([QPointF(x, y) for x, y in points])
    for radius, filled in _CIRCLES.get(shape, ()):
        painter.setPen(Qt.PenStyle.NoPen if filled else pen)
        painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(8 - radius, 8 - radius, 2 * radius, 2 * radius))


class SignButton(QToolButton):
    """A button with a sign only; its name and tip are words."""

    def __init__(self, shape: str, name: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape = shape
        self.setAutoRaise(True)
        self.setAccessibleName(name)
        self.setToolTip(tip)
        self._draw()

    def _draw(self) -> None:
        self.setIcon(sign(self._shape, self.palette().color(QPalette.ColorRole.ButtonText)))

    def changeEvent(self, event: QEvent) -> None:
        """Light turned dark or back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._draw()
