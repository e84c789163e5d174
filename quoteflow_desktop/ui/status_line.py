"""The line at the bottom: model and device, queue and progress with Stop, what left the machine.

Must not know who does the work.
"""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMessageBox,
    QProgressBar,
    QStatusBar,
    QToolButton,
    QWidget,
)

from quoteflow_desktop.services.progress import Progress
from quoteflow_desktop.ui import look
from quoteflow_desktop.ui.signs import sign
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
        return texts("stage-importing", number=progress.done)
    if progress.stage == "sync":
        return texts("stage-sync", number=progress.done, total=progress.total)
    return texts("stage-other", number=number, total=max(progress.total, number))


class StatusLine(QStatusBar):
    """``stop_wanted`` asks what is at work to stop, ``glossary_wanted`` for the terms."""

    stop_wanted = Signal()
    glossary_wanted = Signal()

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
        self.stop = QToolButton(self)
        self.stop.setText(texts("stop"))
        self.stop.setToolTip(texts("stop-tip"))
        self.stop.clicked.connect(self.stop_wanted)
        self._work = QWidget(self)
        row = QHBoxLayout(self._work)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in (self.doing, self.bar, self.stop):
            row.addWidget(part)
        self.private = QToolButton(self)
        self.private.setText(texts("status-private"))
        self.private.setIcon(sign("check", look.green(self.palette())))
        self.private.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.private.setAutoRaise(True)
        self.private.clicked.connect(self._explain)
        self.glossary = QToolButton(self)
        self.glossary.setText(texts("glossary"))
        self.glossary.setToolTip(texts("glossary-tip"))
        self.glossary.setAutoRaise(True)
        self.glossary.clicked.connect(self.glossary_wanted)
        self.setStyleSheet("QStatusBar::item { border: none; }")
        self.setContentsMargins(8, 0, 4, 0)
        self.addWidget(self.model)
        self.addWidget(self.queue)
        self.addWidget(self._work)
        self.addPermanentWidget(self.glossary)
        self.addPermanentWidget(self.private)
        for label in (self.model, self.queue):
            label.setContentsMargins(0, 0, 14, 0)
        self.queue.tint(look.dim)
        self.show_progress(None)

    def show_status(self, status: Any) -> None:
        """Model, device and queue."""
        if status.model:
            key = "status-model" if status.device else "status-model-only"
            words = self._texts(key, model=status.model, device=status.device)
        else:
            words = self._texts("status-no-model")
        self.model.setText(words)
        self._hosts = tuple(status.hosts)
        self._show_queue(status.waiting)

    def _show_queue(self, waiting: int) -> None:
        key = "status-waiting-one" if waiting == 1 else "status-waiting"
        words = self._texts(key, count=waiting) if waiting else self._texts("status-rest")
        self.queue.setText(words)

    def show_progress(self, progress: Progress | None) -> None:
        """Where the work is; None when it rests."""
        if progress is not None and progress.stage == "reading-threads":
            self._show_queue(progress.total - progress.done)
            return
        self._work.setVisible(progress is not None)
        if progress is None:
            return
        words = stage_words(progress, self._texts)
        detail = " ".join(progress.detail.split())
        room = 240 if self.width() > 1200 else 0
        shown = self.fontMetrics().elidedText(detail, Qt.TextElideMode.ElideRight, room)
        self.doing.setText(f"{words} · {shown}" if shown else words)
        self.doing.setMinimumWidth(self.doing.sizeHint().width())
        counted = progress.stage.startswith("reading")
        self.bar.setRange(0, max(progress.total, 1) if counted else 0)
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
