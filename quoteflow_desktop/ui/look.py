"""How the window looks: fonts, colours that mean something, small icons, spacing.

Everything is derived from the palette, so light and dark both work. Colour is never the only
sign: each has a shape or a word beside it. Must not know any data.
"""

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QEvent, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QPainter,
    QPalette,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLabel,
    QSplitter,
    QSplitterHandle,
    QTableView,
    QWidget,
)

from quoteflow_desktop.config.paths import resources_dir

Tint = Callable[[QPalette], QColor]


def set_up(application: QApplication) -> None:
    """Fusion style and a font that has Hangul, bundled where the system has none."""
    application.setStyle("Fusion")
    family = _hangul_family()
    font = application.font()
    # Hinted at ten points, NanumGothic's full stop looks like a comma: fatal for figures.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if family:
        font.setFamilies([family, *font.families()])
    application.setFont(font)
    application.setStyleSheet((resources_dir() / "app.qss").read_text("utf-8"))


def _hangul_family() -> str:
    """A family to put first; empty where the platform's own font is known to fall back well."""
    systems = QFontDatabase.families(QFontDatabase.WritingSystem.Korean)
    preferred = ("Pretendard", "Noto Sans CJK KR", "Noto Sans KR", "Malgun Gothic",
                 "Apple SD Gothic Neo", "NanumGothic")  # fmt: skip
    for family in preferred:
        if family in systems:
            return family
    loaded = ""
    for path in sorted((resources_dir() / "quote" / "fonts").glob("NanumGothic*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
        loaded = loaded or (families[0] if families else "")
    return loaded


def is_dark(palette: QPalette) -> bool:
    """Whether the window's ground is dark."""
    return palette.color(QPalette.ColorRole.Base).lightness() < 128


def mixed(first: QColor, second: QColor, share: float) -> QColor:
    """``share`` of the second colour over the first."""
    keep = 1 - share
    return QColor(
        round(first.red() * keep + second.red() * share),
        round(first.green() * keep + second.green() * share),
        round(first.blue() * keep + second.blue() * share),
    )


def dim(palette: QPalette) -> QColor:
    """Text of second rank; about 4.9:1 on the ground in both schemes."""
    text = palette.color(QPalette.ColorRole.Text)
    return mixed(text, palette.color(QPalette.ColorRole.Base), 0.38)


def hairline(palette: QPalette) -> QColor:
    """A line between parts."""
    base = palette.color(QPalette.ColorRole.Base)
    return mixed(base, palette.color(QPalette.ColorRole.Text), 0.14)


def amber(palette: QPalette) -> QColor:
    """Look here."""
    return QColor("#f0b452") if is_dark(palette) else QColor("#8f5a00")


def red(palette: QPalette) -> QColor:
    """Blocks the export."""
    return QColor("#ff8b80") if is_dark(palette) else QColor("#b3261e")


def green(palette: QPalette) -> QColor:
    """Agreed."""
    return QColor("#7fcf93") if is_dark(palette) else QColor("#1b6e35")


def wash(colour: QColor, palette: QPalette, share: float = 0.16) -> QColor:
    """The ground tinted with a colour."""
    return mixed(palette.color(QPalette.ColorRole.Base), colour, share)


def marked(palette: QPalette) -> QColor:
    """Behind the words of the chosen fact."""
    return QColor("#7a5a12") if is_dark(palette) else QColor("#ffd978")


def font_of(widget: QWidget, *, size: float = 0, bold: bool = False) -> QFont:
    """The widget's font, ``size`` points larger or smaller."""
    font = QFont(widget.font())
    font.setPointSizeF(max(7.0, font.pointSizeF() + size))
    font.setBold(bold)
    return font


class Label(QLabel):
    """Text from anywhere, shown as it is, never as HTML; its colour follows the palette."""

    def __init__(self, text: str, parent: QWidget | None, *, wrap: bool) -> None:
        super().__init__(parent)
        self._tint: Tint | None = None
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setWordWrap(wrap)
        # on a Base ground Qt would paint with Text, which the tints are made of
        self.setForegroundRole(QPalette.ColorRole.WindowText)

    def tint(self, tint: Tint) -> None:
        """Give the text the colour that ``tint`` makes of the palette, now and after a change."""
        self._tint = tint
        self._apply_tint()

    def _apply_tint(self) -> None:
        if self._tint is None:
            return
        palette = self.palette()
        colour = self._tint(palette)
        if palette.color(QPalette.ColorRole.WindowText) != colour:
            palette.setColor(QPalette.ColorRole.WindowText, colour)
            self.setPalette(palette)

    def changeEvent(self, event: QEvent) -> None:
        """Light turned dark or back."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._apply_tint()


def plain_label(text: str = "", parent: QWidget | None = None, *, wrap: bool = True) -> Label:
    """A label that shows text from mails as it is."""
    return Label(text, parent, wrap=wrap)


def on_base(widget: QWidget) -> None:
    """Give a pane the ground of lists and texts, so that its parts read as one sheet."""
    widget.setAutoFillBackground(True)
    widget.setBackgroundRole(QPalette.ColorRole.Base)


class Hairline(QWidget):
    """One pixel between two parts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)

    def paintEvent(self, _event) -> None:
        """The line in the palette's own grey."""
        QPainter(self).fillRect(self.rect(), hairline(self.palette()))


class Splitter(QSplitter):
    """A splitter whose handle is a hairline with room to take hold of it."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget | None = None) -> None:
        super().__init__(orientation, parent)
        self.setHandleWidth(7)
        self.setChildrenCollapsible(False)

    def createHandle(self) -> QSplitterHandle:
        """The handle that paints the line."""
        return _Handle(self.orientation(), self)


class _Handle(QSplitterHandle):
    def paintEvent(self, _event) -> None:
        """One line in the middle."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Base))
        box = self.rect()
        if self.orientation() is Qt.Orientation.Horizontal:
            box.setLeft(box.center().x())
            box.setWidth(1)
        else:
            box.setTop(box.center().y())
            box.setHeight(1)
        painter.fillRect(box, hairline(self.palette()))


def table(model: QAbstractItemModel, name: str) -> QTableView:
    """A table without scroll bars and Tab stops of its own; ``name`` is for a screen reader."""
    view = QTableView()
    view.setModel(model)
    view.setAccessibleName(name)
    view.setFrameShape(QTableView.Shape.StyledPanel)
    view.verticalHeader().setDefaultSectionSize(28)
    view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setTabKeyNavigation(False)
    view.horizontalHeader().setMinimumSectionSize(64)
    view.horizontalHeader().setHighlightSections(False)
    return view


def fit_height(view: QTableView) -> None:
    """A table as high as its rows: the page scrolls, not the table."""
    height = view.verticalHeader().length() + 2 * view.frameWidth()
    if not view.horizontalHeader().isHidden():
        height += view.horizontalHeader().sizeHint().height()
    view.setFixedHeight(max(height, 32))


# The sign beside each state and what it means in colour.
STATE_SIGNS = {"agreed": "seal", "offered": "dot", "asked": "ring", "stated": "line"}


def state_colour(state: str, palette: QPalette) -> QColor:
    """Green for agreed; the others keep the text's colour, their sign tells them apart."""
    return green(palette) if state == "agreed" else dim(palette)
