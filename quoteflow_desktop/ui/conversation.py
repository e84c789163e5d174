"""The middle pane: subject and count above the mails.

Must not know where the thread came from.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from quoteflow_desktop.services.reading import Opened
from quoteflow_desktop.ui import look
from quoteflow_desktop.ui.mail_browser import MailBrowser
from quoteflow_desktop.ui.texts import Texts


class ConversationPane(QWidget):
    """Subject and count above the mails."""

    def __init__(self, texts: Texts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.subject = look.plain_label(parent=self)
        self.subject.setFont(look.font_of(self, size=2.5, bold=True))
        self.subject.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.count = look.plain_label(parent=self, wrap=False)
        self.count.tint(look.dim)
        self.mails = MailBrowser(texts, self)
        self.mails.setAccessibleName(texts("thread-none"))
        self.setFocusProxy(self.mails)
        self.head = QWidget(self)
        head = QHBoxLayout(self.head)
        head.setContentsMargins(14, 10, 14, 10)
        head.addWidget(self.subject, 1)
        head.addWidget(self.count, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.mails)
        look.on_base(self)
        self.show_thread(None)

    def show_thread(self, thread: Opened | None) -> None:
        """Show a thread, or that none is chosen."""
        self.head.setVisible(thread is not None)
        if thread is not None:
            self.subject.setText(thread.subject)
            words = self._texts.count_mails(len(thread.mails))
            dates = [mail.date for mail in thread.mails if mail.date]
            if dates:
                words += f" · {max(dates).astimezone():%Y-%m-%d}"
            self.count.setText(words)
            self.mails.setAccessibleName(thread.subject)
        self.mails.show_thread(thread)
