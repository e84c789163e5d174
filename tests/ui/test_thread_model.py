"""The list grows page by page and keeps what stays."""

from datetime import UTC, datetime, timedelta

from quoteflow_desktop.services.reading import ThreadLine
from quoteflow_desktop.ui.texts import Texts
from quoteflow_desktop.ui.thread_model import PAGE, ThreadModel

NOW = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)


class Pages:
    """A store of lines that answers when it is told to."""

    def __init__(self, count):
        self.lines = [_line(number) for number in range(count)]
        self.asked = []
        self.waiting = []

    def load(self, text, limit, offset, done):
        self.asked.append((text, limit, offset))
        found = [line for line in self.lines if text in line.subject]
        self.waiting.append(lambda: done(tuple(found[offset : offset + limit])))

    def answer(self):
        for call in self.waiting:
            call()
        self.waiting = []


def _line(number, **more):
    return ThreadLine(
        id=f"t{number}", subject=f"thread {number}", who="A", last=NOW - timedelta(hours=number),
        count=2, **more,
    )  # fmt: skip


def _model(pages):
    model = ThreadModel(pages.load, Texts("en"), lambda: NOW)
    model.refresh()
    pages.answer()
    return model


def test_the_first_page_only_is_asked_for(qapp):
    pages = Pages(PAGE + 50)
    model = _model(pages)
    assert (pages.asked, model.rowCount()) == ([("", PAGE, 0)], PAGE)


def test_scrolling_on_brings_the_rest_once(qapp):
    pages = Pages(PAGE + 50)
    model = _model(pages)
    root = model.index(-1)
    model.fetchMore(root)
    model.fetchMore(root)
    pages.answer()
    assert (pages.asked[1:], model.rowCount(), model.canFetchMore(root)) == (
        [("", PAGE, PAGE)], PAGE + 50, False,
    )  # fmt: skip


def test_an_older_answer_that_comes_late_is_dropped(qapp):
    pages = Pages(20)
    model = _model(pages)
    model.search("thread 1")
    model.search("thread 13")
    pages.waiting.reverse()
    pages.answer()
    assert [model.line(row).id for row in range(model.rowCount())] == ["t13"]


def test_a_refresh_with_the_same_threads_resets_nothing(qapp, qtbot):
    pages = Pages(3)
    model = _model(pages)
    pages.lines[1] = _line(1, unread=True)
    with qtbot.assertNotEmitted(model.modelReset):
        model.refresh()
        pages.answer()
    assert model.line(1).unread


def test_the_second_line_says_amount_stage_and_count(qapp):
    model = ThreadModel(Pages(0).load, Texts("en"), lambda: NOW)
    line = _line(0, amount="184500", currency="USD", stage="negotiating", reading="read")
    assert model.second_line(line) == ("USD 184,500.00", "Negotiating", "2 mails")


def test_a_thread_that_waits_says_so(qapp):
    model = ThreadModel(Pages(0).load, Texts("ko"), lambda: NOW)
    assert model.second_line(_line(0)) == ("읽기 대기 중", "2통")


def test_a_thread_that_could_not_be_read_says_so(qapp):
    model = ThreadModel(Pages(0).load, Texts("ko"), lambda: NOW)
    assert model.second_line(_line(0, reading="failed")) == ("읽지 못했습니다", "2통")
