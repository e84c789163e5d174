"""The left pane: search, the list of threads with two lines a row, words where it is empty.

Must not know what a thread holds beyond its line, nor call services.
"""

from PySide6.QtCore import QEvent, QModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFontMetrics, QInputMethodEvent, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from quoteflow_desktop.services.reading import ThreadLine
from quoteflow_desktop.ui import look
from quoteflow_desktop.ui.signs import SignButton, draw_sign
from quoteflow_desktop.ui.texts import Texts
from quoteflow_desktop.ui.thread_model import LINE_ROLE, ThreadModel

_SIDE = 14  # room left of the text, where the unread dot stands


class RowDelegate(QStyledItemDelegate):
    """Two lines: who, what and when; amount, stage and count."""

    def __init__(self, model: ThreadModel, texts: Texts, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._texts = texts

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex) -> QSize:
        """The same height for every row."""
        height = option.fontMetrics.height()
        return QSize(200, height * 3 + 22)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        """Ground by the style, then the lines."""
        line: ThreadLine = index.data(LINE_ROLE)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        palette = option.palette
        if chosen:
            active = option.state & QStyle.StateFlag.State_Active
            share = 0.18 if active else 0.10
            accent = palette.color(QPalette.ColorRole.Highlight)
            painter.fillRect(option.rect, look.wash(accent, palette, share))
            painter.fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), accent)
        painter.setPen(look.hairline(palette))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        self._lines(painter, option, line)
        painter.restore()

    def _lines(self, painter: QPainter, option: QStyleOptionViewItem, line: ThreadLine) -> None:
        palette = option.palette
        text = palette.color(QPalette.ColorRole.Text)
        dim = look.dim(palette)
        box = option.rect.adjusted(_SIDE + 8, 8, -12, -8)
        step = option.fontMetrics.height() + 3
        bold = option.font
        bold.setBold(line.unread)
        if line.unread:
            painter.save()
            painter.translate(option.rect.left() + 4, box.top() + (step - 3) / 2 - 8)
            draw_sign(painter, "dot", palette.color(QPalette.ColorRole.Highlight))
            painter.restore()
        age = self._texts.age(line.last, self._model.now())
        self._pair(painter, box, line.who, age, bold, text, dim)
        box.translate(0, step)
        self._pair(painter, box, line.subject, "", bold, text, dim)
        box.translate(0, step)
        second = " · ".join(self._model.second_line(line))
        normal = option.font
        normal.setBold(False)
        self._pair(painter, box, second, "", normal, dim, dim)

    @staticmethod
    def _pair(painter, box: QRect, left: str, right: str, font, colour, right_colour) -> None:
        """Left text elided before the right one."""
        plain = type(font)(font)
        plain.setBold(False)
        width = QFontMetrics(plain).horizontalAdvance(right)
        if right:
            painter.setFont(plain)
            painter.setPen(right_colour)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, right)
        painter.setFont(font)
        painter.setPen(colour)
        room = box.width() - (width + 10 if right else 0)
        shown = QFontMetrics(font).elidedText(
            " ".join(left.split()), Qt.TextElideMode.ElideRight, room
        )
        painter.drawText(
            box.adjusted(0, 0, -(width + 10 if right else 0), 0),
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop,
            shown,
        )


class ThreadView(QListView):
    """The list itself: j and k move also in Hangul mode, and it says what to do when empty."""

    def __init__(self, model: ThreadModel, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.setModel(model)
        self.setItemDelegate(RowDelegate(model, texts, self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        # A view takes input methods by default: letters would end in a preedit, not as keys.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.setAccessibleName(texts("inbox"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """j and k like the arrows."""
        steps = {Qt.Key.Key_J: 1, Qt.Key.Key_K: -1}
        if event.key() in steps and not event.modifiers():
            row = self.currentIndex().row() + steps[event.key()]
            if 0 <= row < self.model().rowCount():
                self.setCurrentIndex(self.model().index(row, 0))
            return
        super().keyPressEvent(event)

    def paintEvent(self, event) -> None:
        """The rows, or what to do where there are none."""
        super().paintEvent(event)
        model = self.model()
        if model.rowCount() or not model.settled:
            return
        key = "threads-no-match" if model.searching else "threads-none"
        painter = QPainter(self.viewport())
        paint_empty(
            painter, self.viewport(), self._texts(key), self._texts(f"{key}-hint"), self.palette()
        )


def paint_empty(
    painter: QPainter, widget: QWidget, title: str, hint: str, palette: QPalette
) -> None:
    """A title and a hint in the middle of an empty pane."""
    box = widget.rect().adjusted(24, 0, -24, 0)
    middle = box.center().y()
    painter.setPen(palette.color(QPalette.ColorRole.Text))
    painter.setFont(look.font_of(widget, size=1.5, bold=True))
    upper = QRect(box.left(), middle - 60, box.width(), 52)
    painter.drawText(upper, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, title)
    painter.setFont(look.font_of(widget))
    painter.setPen(look.dim(palette))
    lower = QRect(box.left(), middle, box.width(), 120)
    flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
    painter.drawText(lower, flags, hint)


class SearchField(QLineEdit):
    """Emits ``wanted`` shortly after typing, syllables still being composed included."""

    wanted = Signal(str)

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(texts("search"))
        self.setAccessibleName(texts("search"))
        self.setClearButtonEnabled(True)
        self._preedit = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(150)
        self._pause.timeout.connect(self._emit)
        self.textChanged.connect(self._start)

    def _start(self) -> None:
        self._pause.start()

    def _emit(self) -> None:
        self.wanted.emit((self.text() + self._preedit).strip())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """``text()`` stays behind while a syllable is composed, the search must not."""
        super().inputMethodEvent(event)
        self._preedit = event.preeditString()
        self._start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties the field."""
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
            return
        super().keyPressEvent(event)


class ThreadPane(QWidget):
    """Search above the list; ``chosen`` carries the thread's id."""

    chosen = Signal(str)
    import_wanted = Signal()
    sync_wanted = Signal()

    def __init__(self, model: ThreadModel, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.model = model
        self._wanted: str | None = None
        self.search = SearchField(texts, self)
        self.view = ThreadView(model, texts, self)
        self.setFocusProxy(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(10, 8, 8, 8)
        head.setSpacing(4)
        head.addWidget(self.search, 1)
        head.addWidget(self._button("fetch", "sync", self.sync_wanted))
        head.addWidget(self._button("plus", "import", self.import_wanted))
        layout.addLayout(head)
        layout.addWidget(look.Hairline(self))
        layout.addWidget(self.view)
        look.on_base(self)
        self.search.wanted.connect(model.search)
        self.search.installEventFilter(self)
        self.view.selectionModel().currentChanged.connect(self._current)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        model.rowsInserted.connect(self._restore)

    def _button(self, shape: str, key: str, signal) -> SignButton:
        button = SignButton(shape, self._texts(key), self._texts(f"{key}-tip"), self)
        button.clicked.connect(signal)
        return button

    def select(self, thread_id: str) -> None:
        """Make a thread the current one as soon as its row is here."""
        self._wanted = thread_id
        self._restore()

    def eventFilter(self, watched, event: QEvent) -> bool:
        """Down or Enter in the search goes to the list."""
        if event.type() == QEvent.Type.KeyPress and event.key() in (
            Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter,
        ):  # fmt: skip
            self.view.setFocus()
            if self.model.rowCount() and not self.view.currentIndex().isValid():
                self.view.setCurrentIndex(self.model.index(0))
            return True
        return super().eventFilter(watched, event)

    def _remember(self) -> None:
        row = self.view.currentIndex().row()
        if row >= 0 and self._wanted is None:
            self._wanted = self.model.line(row).id

    def _restore(self) -> None:
        if self._wanted is None:
            return
        row = self.model.row_of(self._wanted)
        if row >= 0:
            self._wanted = None
            self.view.setCurrentIndex(self.model.index(row))

    def _current(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(LINE_ROLE).id)
