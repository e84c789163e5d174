"""The window: threads, conversation, assistant; it connects their signals with the operations.

Must not do any work of its own: every call that may last goes through ``operations``.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import (
    QCloseEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QDialog, QFileDialog, QMainWindow, QVBoxLayout, QWidget

from quoteflow_desktop.core.changes import Changes
from quoteflow_desktop.core.errors import InputError
from quoteflow_desktop.core.quote import Quote
from quoteflow_desktop.services import correcting
from quoteflow_desktop.services.progress import Progress
from quoteflow_desktop.services.reading import FactLine, Opened, line_of
from quoteflow_desktop.ui import look
from quoteflow_desktop.ui.assistant import AssistantPane
from quoteflow_desktop.ui.background import Background
from quoteflow_desktop.ui.banner import Banner
from quoteflow_desktop.ui.conversation import ConversationPane
from quoteflow_desktop.ui.error_box import show_error
from quoteflow_desktop.ui.glossary_dialog import GlossaryDialog
from quoteflow_desktop.ui.operations import Desk, Operations
from quoteflow_desktop.ui.quote_editor import QuoteEditor
from quoteflow_desktop.ui.status_line import StatusLine
from quoteflow_desktop.ui.texts import Texts
from quoteflow_desktop.ui.thread_list import ThreadPane
from quoteflow_desktop.ui.thread_model import ThreadModel


class MainWindow(QMainWindow):
    """One window on one desk; ``operations`` is its only way to the rest of the program."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.texts = Texts(desk.language)
        self.background = Background(self)
        self.operations = Operations(desk, self.background, self)
        self.thread: Opened | None = None
        self.dialog: QDialog | None = None
        self.glossary: GlossaryDialog | None = None
        self._wanted_id = ""
        self.model = ThreadModel(self.operations.load_lines, self.texts, parent=self)
        self.threads = ThreadPane(self.model, self.texts, self)
        self.conversation = ConversationPane(self.texts, self)
        self.assistant = AssistantPane(self.texts, self)
        self.status = StatusLine(self.texts, self)
        self.banner = Banner(self.texts, self)
        self._lay_out()
        self._connect()
        self._keys()
        self.setAcceptDrops(True)
        self.setWindowTitle(f"QuoteFlow — {self.texts('inbox')}")

    def start(self, thread_id: str = "") -> None:
        """Load the list, select a thread, let the model read what waits."""
        if thread_id:
            self.threads.select(thread_id)
        self.model.refresh()
        self.operations.refresh_status()
        self.operations.analyse_waiting(thread_id or None)

    # -- building -----------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.splitter = look.Splitter(Qt.Orientation.Horizontal, self)
        for pane, share, least in (
            (self.threads, 0, 240), (self.conversation, 1, 320), (self.assistant, 0, 320),
        ):  # fmt: skip
            pane.setMinimumWidth(least)
            self.splitter.addWidget(pane)
            self.splitter.setStretchFactor(self.splitter.count() - 1, share)
        self.splitter.setSizes([330, 680, 430])
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.splitter, 1)
        column.addWidget(self.banner)
        column.addWidget(look.Hairline(middle))
        self.setCentralWidget(middle)
        self.setStatusBar(self.status)
        self.setMinimumSize(960, 560)
        self.resize(1440, 900)

    def _connect(self) -> None:
        operations, mails = self.operations, self.conversation.mails
        self.threads.chosen.connect(self.open_thread)
        self.threads.import_wanted.connect(self.choose_files)
        self.threads.sync_wanted.connect(operations.sync_now)
        self.assistant.facts.chosen.connect(self._show_fact)
        self.assistant.facts.edited.connect(self._edit)
        self.assistant.facts.confirmed.connect(self._confirm)
        self.assistant.facts.undo_wanted.connect(self._undo)
        self.assistant.summary.mail_wanted.connect(mails.show_mail)
        self.assistant.summary.again_wanted.connect(self._read_again)
        self.assistant.checks.places_wanted.connect(mails.show_places)
        self.assistant.quote_wanted.connect(self.quote)
        mails.place_clicked.connect(self._show_facts_of)
        operations.changed.connect(self._changed)
        operations.failed.connect(self.show_failure)
        operations.progressed.connect(self.status.show_progress)
        operations.status_changed.connect(self.status.show_status)
        operations.noticed.connect(self._noticed)
        operations.imported.connect(self._imported)
        operations.exported.connect(self._exported)
        self.status.stop_wanted.connect(operations.stop)
        self.status.glossary_wanted.connect(self.open_glossary)

    def _keys(self) -> None:
        def key(keys: str, call: Callable[[], Any]) -> None:
            QShortcut(QKeySequence(keys), self).activated.connect(call)

        key("/", self.threads.search.setFocus)
        key("Ctrl+O", self.choose_files)
        key("F5", self.operations.sync_now)
        key("F1", self.open_glossary)

    # -- threads ------------------------------------------------------------------------------

    def open_thread(self, thread_id: str) -> None:
        """Show a thread when it has been read from the store."""
        self._wanted_id = thread_id
        self.operations.open_thread(thread_id, self._opened)

    def _opened(self, thread: Opened) -> None:
        if thread.id != self._wanted_id:
            return  # another one was chosen meanwhile
        self.thread = thread
        self.conversation.show_thread(thread)
        self.assistant.show_thread(thread)
        row = self.model.row_of(thread.id)
        if row >= 0 and self.model.line(row).unread:
            self.model.refresh()  # opening a thread has read it

    def _changed(self, changes: Changes) -> None:
        self.model.refresh()
        self.operations.refresh_status()
        if self._wanted_id and self._wanted_id in changes.threads | changes.analyses:
            self.operations.open_thread(self._wanted_id, self._opened)

    def _read_again(self) -> None:
        if self.thread is not None:
            self.operations.read_again(self.thread.id)

    # -- facts --------------------------------------------------------------------------------

    def _show_fact(self, line: FactLine) -> None:
        self.conversation.mails.show_places(line.places)

    def show_fact(self, paths: Sequence[str]) -> None:
        """Make the first of these lines that has a value the current one and mark its words."""
        for path in paths:
            line = line_of(self.thread, path) if self.thread else None
            if line is not None and line.places:
                self.assistant.facts.select_path(path)
                self._show_fact(line)
                return

    def _show_facts_of(self, paths: tuple[str, ...]) -> None:
        """Words of evidence were clicked: their fact becomes the current line."""
        self.show_fact(paths)

    def _edit(self, path: str, text: str) -> None:
        self._decide(lambda analysis: correcting.edited(analysis, path, text))

    def _confirm(self, path: str) -> None:
        self._decide(lambda analysis: correcting.confirmed(analysis, path))

    def _decide(self, make: Callable[[Any], Any]) -> None:
        if self.thread is None or self.thread.analysis is None:
            return
        try:
            delta = make(self.thread.analysis)
        except InputError as error:
            self.assistant.say(f"{error} {error.hint}".strip())
            return
        self.assistant.say("")
        self.operations.save_delta(self.thread.id, delta)

    def _undo(self) -> None:
        if self.thread is not None:
            self.operations.undo_delta(self.thread.id)

    # -- quotes -------------------------------------------------------------------------------

    def quote(self, edit_in_any_case: bool) -> None:
        """One click: export at once, or open the editor where something is open."""
        if self.thread is None:
            return
        if edit_in_any_case:
            self.operations.draft_quote(self.thread.id, self.open_editor)
        else:
            self.operations.quote_at_once(self.thread.id, self.open_editor)

    def open_editor(self, quote: Quote) -> None:
        """The editor on a draft."""
        editor = QuoteEditor(quote, self.operations, self.texts, self)
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog = editor
        editor.finished.connect(self._dialog_closed)
        editor.open()

    def _exported(self, result: Any) -> None:
        path: Path = result.path
        self.banner.tell(
            self.texts("exported", name=path.name),
            (
                (self.texts("open-file"), lambda: _open(path)),
                (self.texts("open-folder"), lambda: _open(path.parent)),
            ),
        )

    # -- mail files ---------------------------------------------------------------------------

    def choose_files(self) -> None:
        """Ask for mail files."""
        names, _filter = QFileDialog.getOpenFileNames(
            self, self.texts("import-title"), "", self.texts("import-filter")
        )
        if names:
            self.operations.import_files([Path(name) for name in names])

    def _noticed(self, notices: Sequence[Progress]) -> None:
        words = [self.texts(notice.stage, detail=notice.detail) for notice in notices]
        self.banner.tell(" ".join(dict.fromkeys(words)))

    def _imported(self, result: Any) -> None:
        count, skipped = len(result.changes.threads), len(result.skipped)
        if not skipped:
            self.banner.tell(self.texts("imported", count=count))
            return
        names = "\n".join(f"{item.path}: {item.reason}" for item in result.skipped[:50])
        self.banner.tell(
            self.texts("imported-skipped", count=count, skipped=skipped),
            ((self.texts("skipped-title"), lambda: self._tell_skipped(names)),),
        )

    def _tell_skipped(self, names: str) -> None:
        self.show_failure(InputError(self.texts("skipped-title"), hint=names), None)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Mail files and folders may be dropped."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Import what was dropped."""
        urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
        if urls:
            event.acceptProposedAction()
            self.operations.import_files([Path(url.toLocalFile()) for url in urls])

    # -- the rest -----------------------------------------------------------------------------

    def show_failure(self, error: Exception, retry: Callable[[], None] | None) -> None:
        """Show an error of the world or a bug; what is on the screen already is not said twice."""
        if self.dialog is not None and self.dialog.property("said") == str(error):
            return
        self.dialog = show_error(error, retry, self.texts, self)
        self.dialog.setProperty("said", str(error))
        self.dialog.finished.connect(self._dialog_closed)

    def open_glossary(self) -> None:
        """The terms of the trade, beside the window; one that is open comes to the front."""
        if self.glossary is None:
            self.glossary = GlossaryDialog(self.texts, self)
            self.glossary.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.glossary.finished.connect(self._glossary_closed)
            self.glossary.show()
        self.glossary.raise_()
        self.glossary.activateWindow()

    def _glossary_closed(self) -> None:
        self.glossary = None

    def _dialog_closed(self) -> None:
        self.dialog = None

    def changeEvent(self, event: QEvent) -> None:
        """Light turned dark or back: what is drawn with its colours is shown again."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and getattr(self, "thread", None):
            self.assistant.show_thread(self.thread)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The window goes at once; the lanes are given the time to stop."""
        self.hide()
        self.background.close()
        super().closeEvent(event)


def _open(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
