"""The line at the bottom: model and device, queue and progress with Stop, what left the machine.

Must not know who does the work.
"""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMessageBox,
    QProgressBar,
    QPushButton,
    QStatusBar,
    QToolButton,
    QWidget,
)

from quoteflow_desktop.services.progress import Progress
from quoteflow_desktop.ui import look
from quoteflow_desktop.ui.texts import Texts


def stage_words(progress: Progress, texts: Texts) -> str:
    """What is being done: "Reading mail 3 of 6"."""
    number = min(progress.done + 1, progress.total)
    if progress.stage == "reading-mail":
        # the last of the steps is the thread as a whole
        return texts("stage-reading-mail", number=number, total=max(progress.total - 1, number))
    if progress.stage == "reading-thread":
        return texts("stage-reading-thread")
    if progress.stage == "importing":
        return texts("stage-importing", number=number, total=progress.total)
    return texts("stage-other", stage=progress.stage, number=number, total=progress.total)


class StatusLine(QStatusBar):
    """``stop_wanted`` asks the model to stop."""

    stop_wanted = Signal()

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._hosts: tuple[str, ...] = ()
        self.setSizeGripEnabled(False)
        self.model = look.plain_label(texts("status-no-model"), self, wrap=False)
        self.queue = look.plain_label(texts("status-rest"), self, wrap=False)
        self.doing = look.plain_label(parent=self, wrap=False)
        self.bar = QProgressBar(self)
        self.bar.setFixedWidth(110)
        self.bar.setFixedHeight(10)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(texts("reading-now"))
        self.stop = QPushButton(texts("stop"), self)
        self.stop.setToolTip(texts("stop-tip"))
        self.stop.setFlat(True)
        self.stop.clicked.connect(self.stop_wanted)
        self._work = QWidget(self)
        row = QHBoxLayout(self._work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.doing, self.bar, self.stop):
            row.addWidget(part)
        self.private = QToolButton(self)
        self.private.setText(texts("status-private"))
        self.private.setIcon(look.sign("check", look.green(self.palette())))
        self.private.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.private.setAutoRaise(True)
        self.private.clicked.connect(self._explain)
        self.setStyleSheet("QStatusBar::item { border: none; }")
        self.setContentsMargins(8, 0, 4, 0)
        self.addWidget(self.model)
        self.addWidget(self.queue)
        self.addWidget(self._work)
        self.addPermanentWidget(self.private)
        for label in (self.model, self.queue):
            label.setContentsMargins(0, 0, 14, 0)
        look.tinted(self.queue, look.dim(self.palette()))
        self.show_progress(None)

    def show_status(self, status: Any) -> None:
        """Model, device and queue."""
        if status.model:
            words = self._texts("status-model", model=status.model, device=status.device)
        else:
            words = self._texts("status-no-model")
        self.model.setText(words)
        self._hosts = tuple(status.hosts)
        key = "status-waiting-one" if status.waiting == 1 else "status-waiting"
        self.queue.setText(
            self._texts(key, count=status.waiting) if status.waiting else self._texts("status-rest")
        )

    def show_progress(self, progress: Progress | None) -> None:
        """Where the work is; None when it rests."""
        self._work.setVisible(progress is not None)
        if progress is None:
            return
        words = stage_words(progress, self._texts)
        detail = " ".join(progress.detail.split())
        shown = self.fontMetrics().elidedText(detail, Qt.TextElideMode.ElideRight, 240)
        self.doing.setText(f"{words} · {shown}" if shown else words)
        self.bar.setRange(0, max(progress.total, 1))
        self.bar.setValue(progress.done)

    def _explain(self) -> None:
        hosts = ", ".join(self._hosts) or self._texts("status-no-hosts")
        box = QMessageBox(self.window())
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self._texts("status-private"))
        box.setText(self._texts("status-private-text", hosts=hosts))
        box.addButton(self._texts("close"), QMessageBox.ButtonRole.AcceptRole)
        box.open()
