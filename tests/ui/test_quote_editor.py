"""The editor: open points on top, edits make new quotes, totals follow, Ctrl+Enter exports."""

import threading
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from quoteflow_desktop.core.errors import QuoteError
from quoteflow_desktop.core.quote import QuoteCheck
from quoteflow_desktop.ui.background import Background
from quoteflow_desktop.ui.operations import Operations
from quoteflow_desktop.ui.quote_editor import QuoteEditor
from quoteflow_desktop.ui.texts import Texts

FAILING = QuoteCheck(rule="stated-total", ok=False, message="184,000 and 184,500 differ")


@pytest.fixture
def background(qtbot):
    made = Background()
    yield made
    made.close()


@pytest.fixture
def open_editor(qtbot, desk, background):
    def make(quote):
        editor = QuoteEditor(quote, Operations(desk, background), Texts("en"))
        qtbot.addWidget(editor)
        editor.show()
        qtbot.waitUntil(lambda: not background.busy)
        return editor

    return make


def _open_quote(desk):
    draft = desk.quote
    terms = (*draft.terms[:2], draft.terms[2].model_copy(update={"open": True}))
    point = {"field": "delivery_date", "reason": "only-asked"}
    return draft.model_validate(
        draft.model_dump() | {"terms": [t.model_dump() for t in terms], "open_points": [point]}
    )


def test_open_points_stand_on_top_in_words(open_editor, desk):
    editor = open_editor(_open_quote(desk))
    assert editor.points.rows == ["Delivery date: asked for only"]


def test_an_open_term_says_that_it_is_to_be_agreed(open_editor, desk):
    editor = open_editor(_open_quote(desk))
    assert editor.terms.index(2, 1).data() == "to be agreed"


def test_a_term_that_is_typed_settles_its_point(open_editor, desk, qtbot, background):
    editor = open_editor(_open_quote(desk))
    editor.terms.setData(editor.terms.index(2, 1), "2026-05-31")
    qtbot.waitUntil(lambda: not background.busy and not editor._pause.isActive())
    assert (editor.quote.terms[2].value, editor.points.rows) == (
        "2026-05-31", ["Nothing is open."],
    )  # fmt: skip


def test_a_new_price_changes_the_totals_at_once(open_editor, desk, qtbot):
    editor = open_editor(desk.quote)
    editor.lines.setData(editor.lines.index(0, 4), "1,610.50")
    qtbot.waitUntil(lambda: editor.sums.shown()["total"] == "USD 483,150.00")
    assert editor.quote.lines[0].unit_price == Decimal("1610.50")


def test_a_discount_is_shown_between_subtotal_and_total(open_editor, desk, qtbot):
    editor = open_editor(desk.quote)
    editor.form.discount.setText("5")
    editor.form.discount.editingFinished.emit()
    qtbot.waitUntil(lambda: editor.sums.shown()["total"] == "USD 175,275.00")
    assert editor.sums.shown() == {
        "subtotal": "USD 184,500.00", "discount": "USD 9,225.00", "net": "USD 175,275.00",
        "total": "USD 175,275.00",
    }  # fmt: skip


def test_what_is_no_number_is_refused_in_words(open_editor, desk):
    editor = open_editor(desk.quote)
    editor.lines.setData(editor.lines.index(0, 4), "cheap")
    assert (editor.message.text(), editor.quote) == ("“cheap” is no number", desk.quote)


def test_a_failing_check_blocks_the_export(open_editor, desk, qtbot):
    editor = open_editor(desk.quote.model_copy(update={"checks": (FAILING,)}))
    qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (editor.export_button.isEnabled(), desk.named("export_quote")) == (False, [])


def test_an_accepted_check_frees_the_export(open_editor, desk, qtbot):
    editor = open_editor(desk.quote.model_copy(update={"checks": (FAILING,)}))
    editor.points.accepted.emit(FAILING)
    qtbot.waitUntil(editor.export_button.isEnabled)
    assert editor.quote.checks[0].accepted


def test_ctrl_enter_exports_what_is_shown_and_closes(open_editor, desk, qtbot, background):
    editor = open_editor(desk.quote)
    with qtbot.waitSignal(editor.accepted):
        qtbot.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.named("export_quote") == [desk.quote]


def test_what_is_still_being_typed_is_exported_too(open_editor, desk, qtbot):
    editor = open_editor(desk.quote)
    editor.form.buyer.setFocus()
    editor.form.buyer.setText("Mwangi Power Holdings")
    with qtbot.waitSignal(editor.accepted):
        qtbot.keyClick(editor.form.buyer, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert desk.named("export_quote")[0].buyer.company == "Mwangi Power Holdings"


def test_the_paper_is_drawn_off_the_window_s_thread(open_editor, desk):
    editor = open_editor(desk.quote)
    assert [page.size().toTuple() for page in editor.preview.sheets._pages] == [(400, 560)]


def test_edit_beside_an_open_point_goes_to_its_field(open_editor, desk):
    editor = open_editor(_open_quote(desk))
    editor.go_to("delivery_date")
    index = editor.terms_view.currentIndex()
    assert (index.row(), index.column()) == (2, 1)
    assert isinstance(editor.terms_view.viewport().findChild(QLineEdit), QLineEdit)


def test_a_line_can_be_added_and_taken_out(open_editor, desk, qtbot):
    editor = open_editor(desk.quote)
    editor.add_line()
    qtbot.waitUntil(lambda: editor.lines.rowCount() == 2)
    editor.lines_view.setCurrentIndex(editor.lines.index(0, 0))
    editor.remove_line()
    qtbot.waitUntil(lambda: editor.lines.rowCount() == 1)
    assert editor.quote.lines[0].product == ""


def test_remarks_are_part_of_the_quote(open_editor, desk):
    editor = open_editor(desk.quote)
    editor.remarks.setText("Two spare boards come with the order.")
    editor.remarks.editingFinished.emit()
    assert editor.quote.remarks == "Two spare boards come with the order."


def test_accepting_a_failure_leaves_another_of_its_rule_failing(open_editor, desk, qtbot):
    other = FAILING.model_copy(update={"message": "another total differs as well"})
    editor = open_editor(desk.quote.model_copy(update={"checks": (FAILING, other)}))
    accept = next(b for b in editor.points.findChildren(QPushButton) if b.text() == "Accept")
    qtbot.mouseClick(accept, Qt.MouseButton.LeftButton)
    assert [check.accepted for check in editor.quote.checks] == [True, False]


def test_an_export_that_a_check_stops_leaves_the_button_blocked(open_editor, desk, qtbot):
    editor = open_editor(desk.quote)
    desk.failures["export_quote"] = QuoteError("The quote is blocked by a failing check.")
    desk.revise_quote = lambda quote: quote.model_copy(update={"checks": (FAILING,)})
    editor.form.buyer.setFocus()
    editor.form.buyer.setText("Mwangi Power Holdings")
    with qtbot.waitSignal(editor._operations.failed):
        editor.export()
    assert not editor.export_button.isEnabled()


def test_an_export_that_fails_can_be_tried_again(open_editor, desk, qtbot):
    editor = open_editor(desk.quote)
    desk.failures["export_quote"] = QuoteError("The folder is away.")
    with qtbot.waitSignal(editor._operations.failed):
        editor.export()
    assert editor.export_button.isEnabled()


def test_passing_through_the_validity_changes_nothing(open_editor, desk, qtbot):
    editor = open_editor(desk.quote.model_copy(update={"validity_text": "30 days"}))
    with qtbot.assertNotEmitted(editor.form.edited):
        editor.form.valid.editingFinished.emit()
    assert editor.quote.validity_text == "30 days"


def test_words_that_are_typed_as_validity_are_kept(open_editor, desk):
    editor = open_editor(desk.quote)
    editor.form.valid.setText("30 days")
    editor.form.valid.editingFinished.emit()
    assert (editor.quote.valid_until, editor.quote.validity_text) == (None, "30 days")


@pytest.mark.parametrize("call", ["quote_pdf", "export_quote"])
def test_what_a_lane_brings_after_the_editor_is_gone_is_dropped(
    desk, background, qtbot, qapp, call
):
    real, asked, release = getattr(desk, call), threading.Event(), threading.Event()

    def slow(*arguments):
        asked.set()
        release.wait(10)
        return real(*arguments)

    setattr(desk, call, slow)
    editor = QuoteEditor(desk.quote, Operations(desk, background), Texts("en"))
    editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    editor.show()
    if call == "export_quote":
        editor.export()
    qtbot.waitUntil(asked.is_set)
    with qtbot.waitSignal(editor.destroyed):
        editor.reject()
    with qtbot.captureExceptions() as raised, qtbot.waitSignal(background.idle):
        release.set()
    assert raised == []
