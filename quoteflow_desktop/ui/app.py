"""Starts the window: application, fonts, words of Qt itself; and draws it into a file.

Must not know what the window shows. There is one QApplication a process.
"""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QEventLoop, QLibraryInfo, QTimer, QTranslator
from PySide6.QtWidgets import QApplication

from quoteflow_desktop.core.errors import InputError
from quoteflow_desktop.ui import look
from quoteflow_desktop.ui.main_window import MainWindow
from quoteflow_desktop.ui.operations import Desk

_LONGEST_WAIT_MS = 20_000
_SHOWN_FACTS = ("items/0/unit_price", "facts/total_amount", "items/0/quantity")


def run(desk: Desk, thread_id: str = "") -> int:
    """Open the window and stay until it is closed; the exit status."""
    application = _application(desk.language)
    window = MainWindow(desk)
    sys.excepthook = lambda _kind, error, _trace: window.show_failure(error, None)
    window.show()
    window.start(thread_id)
    return application.exec()


def screenshot(
    desk: Desk, path: Path, size: tuple[int, int] = (1440, 900), thread_id: str = ""
) -> None:
    """Draw the window into a PNG file, a thread open and a price marked; needs no display.

    Raises:
        InputError: the picture cannot be written.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    _application(desk.language)
    window = MainWindow(desk)
    window.resize(*size)
    window.show()
    failures: list[Exception] = []
    window.operations.failed.disconnect(window.show_failure)
    window.operations.failed.connect(lambda error, _retry: failures.append(error))
    try:
        if thread_id:
            window.threads.select(thread_id)
        window.model.refresh()
        window.operations.refresh_status()
        _settle(window)
        window.show_fact(_SHOWN_FACTS)
        if not window.grab().save(str(path), "PNG"):
            raise InputError(f"The picture {path} cannot be written.", hint="Is the folder there?")
        if failures:
            raise failures[0]
    finally:
        window.close()
        window.deleteLater()


def _settle(window: MainWindow) -> None:
    """Wait until every lane has delivered and the panes are laid out, or the time is up."""
    loop = QEventLoop()
    limit = QTimer()
    limit.setSingleShot(True)
    limit.timeout.connect(loop.quit)
    limit.start(_LONGEST_WAIT_MS)
    window.background.idle.connect(loop.quit)
    while window.background.busy and limit.isActive():
        loop.exec()
        QApplication.processEvents()
    QApplication.processEvents()


def _application(language: str) -> QApplication:
    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    application = QApplication(["quoteflow"])
    application.setApplicationName("QuoteFlow")
    look.set_up(application)
    if language == "ko":
        translator = QTranslator(application)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load("qtbase_ko", folder):
            application.installTranslator(translator)
    return application
