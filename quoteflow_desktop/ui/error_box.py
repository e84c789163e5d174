"""Shows what went wrong: the world's errors in one box with a hint and Retry, bugs in a report.

Must not decide what is an error, nor try again by itself.
"""

import platform
import traceback
from collections.abc import Callable

from PySide6.QtCore import QLibraryInfo, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QMessageBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from quoteflow_desktop.core.errors import QuoteFlowError
from quoteflow_desktop.ui import look
from quoteflow_desktop.ui.texts import Texts


def show_error(
    error: Exception, retry: Callable[[], None] | None, texts: Texts, parent: QWidget | None
) -> QDialog:
    """Open the fitting dialog beside the window's work; it blocks nothing but its window."""
    if isinstance(error, QuoteFlowError):
        dialog = _world_box(error, retry, texts, parent)
    else:
        dialog = CrashReport(error, texts, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog


def _world_box(
    error: QuoteFlowError,
    retry: Callable[[], None] | None,
    texts: Texts,
    parent: QWidget | None,
) -> QMessageBox:
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle(texts("error-title"))
    box.setText(str(error))
    box.setInformativeText(error.hint)
    for label in box.findChildren(type(look.plain_label())):
        label.setTextFormat(Qt.TextFormat.PlainText)  # the hint may hold a mail's words as well
    close = box.addButton(texts("close"), QMessageBox.ButtonRole.RejectRole)
    box.setEscapeButton(close)
    if error.retryable and retry is not None:
        again = box.addButton(texts("retry"), QMessageBox.ButtonRole.AcceptRole)
        again.clicked.connect(lambda: retry())
        box.setDefaultButton(again)
    return box


def report_of(error: BaseException) -> str:
    """Versions and the places in the code; the error's own words are left out where they could
    hold a mail's: only the kind and the lines of the program are given."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames]
    return "\n".join([
        f"{type(error).__module__}.{type(error).__qualname__}",
        *lines,
        "",
        f"Python {platform.python_version()}, Qt {QLibraryInfo.version().toString()}, "
        f"{platform.system()} {platform.machine()}",
    ])  # fmt: skip


def _short(path: str) -> str:
    """The file without the folders of this machine."""
    parts = path.replace("\\", "/").split("/")
    for root in ("quoteflow_desktop", "site-packages"):
        if root in parts:
            return "/".join(parts[parts.index(root) :])
    return parts[-1]


class CrashReport(QDialog):
    """A bug: what it means for the user, and a report to pass on by hand."""

    def __init__(self, error: Exception, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(texts("crash-title"))
        self.resize(620, 420)
        self.report = report_of(error)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        column.addWidget(look.plain_label(texts("crash-text"), self))
        view = QPlainTextEdit(self.report, self)
        view.setReadOnly(True)
        view.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        view.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        view.setAccessibleName(texts("crash-title"))
        column.addWidget(view, 1)
        column.addWidget(look.plain_label(texts("crash-hint"), self))
        buttons = QDialogButtonBox(self)
        copy = buttons.addButton(texts("crash-copy"), QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(texts("close"), QDialogButtonBox.ButtonRole.RejectRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.report))
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
