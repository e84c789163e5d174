"""The threads as a list that grows page by page from the store.

Must not know how a row is painted, nor where pages come from: it is given a function that asks.
"""

from collections.abc import Callable
from datetime import UTC, datetime

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt

from quoteflow_desktop.services.reading import ThreadLine
from quoteflow_desktop.ui.texts import Texts

PAGE = 200
LINE_ROLE = Qt.ItemDataRole.UserRole + 1

Load = Callable[[str, int, int, Callable[[tuple[ThreadLine, ...]], None]], None]


def _now() -> datetime:
    return datetime.now(UTC)


class ThreadModel(QAbstractListModel):
    """``load(text, limit, offset, done)`` brings a page; rows appear when it arrives."""

    def __init__(
        self, load: Load, texts: Texts, now: Callable[[], datetime] = _now, parent=None
    ) -> None:
        super().__init__(parent)
        self._load = load
        self._texts = texts
        self.now = now
        self._lines: list[ThreadLine] = []
        self._text = ""
        self._complete = False
        self._asked = 0  # number of the newest question; older answers are dropped
        self._pending = False
        self.settled = False  # whether a first page has come

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        """Rows that are here by now."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole):
        """The line itself, its words for a screen reader, or the tooltip."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return line.subject
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(line)
        return None

    def spoken(self, line: ThreadLine) -> str:
        """All that the painted row shows, as one sentence."""
        parts = [line.who, line.subject, *self.second_line(line), self._texts.when(line.last)]
        return ", ".join(part for part in parts if part)

    def second_line(self, line: ThreadLine) -> tuple[str, ...]:
        """Amount, stage and count, as far as they are known."""
        amount = ""
        if line.amount:
            amount = self._texts.value("total_amount", line.amount, line.currency)
        if line.reading in ("waiting", "failed"):
            stage = self._texts(line.reading)
        else:
            stage = self._texts.label(f"stage.{line.stage}") if line.stage else ""
        return tuple(p for p in (amount, stage, self._texts.count_mails(line.count)) if p)

    def canFetchMore(self, parent: QModelIndex) -> bool:
        """Whether the store may have more than is here."""
        return not parent.isValid() and not self._complete and not self._pending

    def fetchMore(self, parent: QModelIndex) -> None:
        """Ask for the next page."""
        if self.canFetchMore(parent):
            self._ask(PAGE, len(self._lines), self._append)

    def search(self, text: str) -> None:
        """Show the threads that hold ``text``."""
        if text != self._text:
            self._text = text
            self._complete = False
            self.refresh()

    @property
    def searching(self) -> bool:
        """Whether the list is narrowed."""
        return bool(self._text)

    def refresh(self) -> None:
        """Read again what is shown, keeping the rows that stay."""
        self._ask(max(PAGE, len(self._lines)), 0, self._replace)

    def row_of(self, thread_id: str) -> int:
        """The row of a thread, -1 when it is not here."""
        return next((r for r, line in enumerate(self._lines) if line.id == thread_id), -1)

    def line(self, row: int) -> ThreadLine:
        """The line of a row."""
        return self._lines[row]

    def _ask(
        self, limit: int, offset: int, take: Callable[[tuple[ThreadLine, ...], int], None]
    ) -> None:
        self._asked += 1
        number = self._asked
        self._pending = True

        def arrived(lines: tuple[ThreadLine, ...]) -> None:
            if number == self._asked:
                self._pending = False
                self.settled = True
                take(lines, limit)

        self._load(self._text, limit, offset, arrived)

    def _append(self, lines: tuple[ThreadLine, ...], limit: int) -> None:
        self._complete = len(lines) < limit
        known = {line.id for line in self._lines}
        fresh = [line for line in lines if line.id not in known]
        if fresh:
            first = len(self._lines)
            self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
            self._lines.extend(fresh)
            self.endInsertRows()

    def _replace(self, lines: tuple[ThreadLine, ...], limit: int) -> None:
        self._complete = len(lines) < limit
        same = [line.id for line in lines] == [line.id for line in self._lines]
        if same and lines:
            self._lines = list(lines)
            self.dataChanged.emit(self.index(0), self.index(len(lines) - 1))
            return
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()
