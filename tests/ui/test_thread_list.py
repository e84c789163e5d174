"""The list's keys, its search and its words where it is empty."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from quoteflow_desktop.ui.texts import Texts
from quoteflow_desktop.ui.thread_list import SearchField, ThreadPane
from quoteflow_desktop.ui.thread_model import ThreadModel


@pytest.fixture
def pane(qtbot, desk):
    def load(text, limit, offset, done):
        done(desk.thread_lines(text, limit, offset))

    made = ThreadPane(ThreadModel(load, Texts("en")), Texts("en"))
    qtbot.addWidget(made)
    made.show()
    made.model.refresh()
    return made


def test_j_and_k_go_down_and_up(pane, qtbot):
    chosen = []
    pane.chosen.connect(chosen.append)
    for key in (Qt.Key.Key_J, Qt.Key.Key_J, Qt.Key.Key_K):
        qtbot.keyClick(pane.view, key)
    assert chosen == ["inverters", "boxes", "inverters"]


def test_a_selection_waits_for_its_row(qtbot, desk):
    answers = []
    model = ThreadModel(lambda _t, _n, _o, done: answers.append(done), Texts("en"))
    pane = ThreadPane(model, Texts("en"))
    qtbot.addWidget(pane)
    pane.select("resin")
    model.refresh()
    with qtbot.waitSignal(pane.chosen) as heard:
        answers[0](tuple(desk.lines))
    assert heard.args == ["resin"]


def test_the_selection_stays_when_threads_come_in_above(pane, desk):
    pane.select("brakes")
    desk.lines.insert(0, desk.lines[0].model_copy(update={"id": "new"}))
    pane.model.refresh()
    assert pane.view.currentIndex().row() == 3


def test_search_hears_a_syllable_that_is_still_being_composed(qtbot):
    field = SearchField(Texts("ko"))
    qtbot.addWidget(field)
    with qtbot.waitSignal(field.wanted) as heard:
        QApplication.sendEvent(field, QInputMethodEvent("견", []))
    assert heard.args == ["견"]


def test_letters_reach_the_list_in_hangul_mode(pane):
    assert not pane.view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_a_screen_reader_hears_the_whole_row(pane):
    spoken = pane.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith(
        "Joseph Mwangi, Price inquiry: hybrid inverters 300 units, USD 184,500.00, Negotiating"
    )
