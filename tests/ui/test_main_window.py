"""The real window on a desk in memory: what a person does, and what is asked of the desk."""

import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QAccessible, QDropEvent
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMessageBox, QPushButton

from quoteflow_desktop.core.changes import Changes
from quoteflow_desktop.core.errors import Cancelled, MailError, ModelError
from quoteflow_desktop.core.facts import Act, Origin
from quoteflow_desktop.core.quote import QuoteCheck
from quoteflow_desktop.services.progress import Ended, Progress
from quoteflow_desktop.ui.error_box import CrashReport
from quoteflow_desktop.ui.main_window import MainWindow
from quoteflow_desktop.ui.quote_editor import QuoteEditor
from quoteflow_desktop.ui.value_editor import VALUE


@pytest.fixture
def window(qtbot, desk):
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    made.start("inverters")
    qtbot.waitUntil(lambda: made.thread is not None and not made.background.busy)
    yield made
    made.close()


def _rest(qtbot, window):
    qtbot.waitUntil(lambda: not window.background.busy)


def _click_fact(qtbot, window, path):
    facts = window.assistant.facts
    item = facts.item_of(path)
    facts.scrollToItem(item)
    qtbot.mouseClick(
        facts.viewport(), Qt.MouseButton.LeftButton, pos=facts.visualItemRect(item).center()
    )


def test_the_wanted_thread_is_open_in_all_three_panes(window):
    assert (
        window.threads.view.currentIndex().row(),
        window.conversation.subject.text(),
        window.assistant.facts.item_of("facts/incoterm").text(VALUE),
    ) == (0, "Price inquiry: hybrid inverters 300 units", "CIF")


def test_a_click_on_a_fact_marks_its_words_in_the_mail(window, qtbot):
    _click_fact(qtbot, window, "facts/payment_terms")
    assert window.conversation.mails.marked_text() == ("30% T/T deposit, 70% against copy of B/L",)


def test_a_click_on_marked_words_makes_their_fact_current(window):
    window.conversation.mails.place_clicked.emit(("facts/total_amount",))
    assert window.assistant.facts.current_path() == "facts/total_amount"


def test_an_edited_fact_is_saved_as_the_user_s_own_word(window, qtbot, desk):
    facts = window.assistant.facts
    facts.setCurrentItem(facts.item_of("items/0/unit_price"))
    qtbot.keyClick(facts, Qt.Key.Key_Return)
    editor = facts.viewport().findChild(QLineEdit)
    editor.setText("1,610.50")
    with qtbot.waitSignal(facts.edited):
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    _rest(qtbot, window)
    ((thread_id, delta),) = desk.named("save_user_delta")
    claim = delta.items[0].claims[0]
    assert (thread_id, delta.items[0].product, claim.key, claim.value, claim.origin) == (
        "inverters", "SS-5K hybrid inverter", "unit_price", "1610.5", Origin.USER,
    )  # fmt: skip


def test_an_edit_that_is_no_number_is_refused_in_words_and_saves_nothing(window, desk):
    window.assistant.facts.edited.emit("items/0/unit_price", "cheap")
    assert (window.assistant.message.text(), desk.named("save_user_delta")) == (
        "“cheap” is no number. Digits only: 1200 or 12.50", [],
    )  # fmt: skip


def test_space_confirms_the_value_that_stands(window, qtbot, desk):
    facts = window.assistant.facts
    facts.setCurrentItem(facts.item_of("facts/incoterm"))
    qtbot.keyClick(facts, Qt.Key.Key_Space)
    _rest(qtbot, window)
    claim = desk.named("save_user_delta")[0][1].claims[0]
    assert (claim.key, claim.value, claim.act) == ("incoterm", "CIF", Act.INFORM)


def test_ctrl_z_takes_the_last_decision_back(window, qtbot, desk):
    window.assistant.facts.setFocus()
    qtbot.keyClick(window.assistant.facts, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    _rest(qtbot, window)
    assert desk.named("undo_user_delta") == ["inverters"]


def test_a_decision_is_shown_as_soon_as_it_is_folded_in(window, qtbot, desk):
    opened = desk.open_thread("inverters")
    facts = opened.analysis.facts | {"incoterm": None}
    analysis = opened.analysis.model_copy(update={"facts": facts})
    desk.opened["inverters"] = opened.model_copy(update={"analysis": analysis, "groups": ()})
    window.assistant.facts.confirmed.emit("facts/incoterm")
    _rest(qtbot, window)
    assert window.assistant.facts.item_of("facts/incoterm") is None


def test_one_click_exports_once_where_nothing_is_open(window, qtbot, desk):
    qtbot.mouseClick(window.assistant.quote, Qt.MouseButton.LeftButton)
    _rest(qtbot, window)
    assert (desk.named("export_quote"), window.banner.words.text()) == (
        [desk.quote], "Quote written: QT-20260303-001.pdf",
    )  # fmt: skip


def test_ctrl_shift_q_is_the_same_click(window, qtbot, desk):
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    with qtbot.waitSignal(window.operations.exported):
        qtbot.keyClick(window, Qt.Key.Key_Q, keys)
    assert desk.named("export_quote") == [desk.quote]


def test_a_failing_check_opens_the_editor_instead(window, qtbot, desk):
    check = QuoteCheck(rule="stated-total", ok=False, message="184,000 ≠ 184,500")
    desk.quote = desk.quote.model_copy(update={"checks": (check,)})
    window.quote(edit_in_any_case=False)
    _rest(qtbot, window)
    assert (isinstance(window.dialog, QuoteEditor), desk.named("export_quote")) == (True, [])


def test_ctrl_e_opens_the_editor_in_any_case(window, qtbot, desk):
    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: window.dialog is not None and not window.background.busy)
    assert (isinstance(window.dialog, QuoteEditor), desk.named("export_quote")) == (True, [])


def test_an_error_of_the_world_is_shown_with_its_hint_and_retry(window, qtbot, desk):
    desk.failures["sync"] = MailError("The server is away.", hint="Try later.", retryable=True)
    window.operations.sync_now()
    _rest(qtbot, window)
    box = window.dialog
    assert (box.text(), box.informativeText(), isinstance(box, QMessageBox)) == (
        "The server is away.", "Try later.", True,
    )  # fmt: skip


def test_retry_does_the_same_again(window, qtbot, desk):
    desk.failures["sync"] = MailError("The server is away.", retryable=True)
    window.operations.sync_now()
    _rest(qtbot, window)
    again = next(b for b in window.dialog.findChildren(QPushButton) if b.text() == "Try again")
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton)
    _rest(qtbot, window)
    assert len(desk.named("sync")) == 2


def test_a_bug_becomes_a_crash_report(window, qtbot, desk):
    desk.failures["draft_quote"] = ZeroDivisionError("secret words of a mail")
    window.quote(edit_in_any_case=True)
    _rest(qtbot, window)
    assert isinstance(window.dialog, CrashReport)
    assert "secret words" not in window.dialog.report


def test_no_call_of_the_desk_runs_on_the_window_s_thread(window, qtbot, desk):
    window.operations.import_files([Path("a.eml")])
    window.operations.sync_now()
    window.quote(edit_in_any_case=False)
    window.assistant.facts.confirmed.emit("facts/incoterm")
    _rest(qtbot, window)
    assert threading.main_thread().ident not in desk.threads_used


def test_the_open_thread_is_read_before_the_others(window, desk):
    assert desk.named("analyse_waiting") == ["inverters"]


def test_the_model_s_progress_is_shown_with_a_way_to_stop_it(qtbot, desk):
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.show()
    stopped = []

    def analyse(first, report, cancel):
        report(Progress(stage="reading-mail", done=2, total=7, detail="boxes"))
        while not cancel.requested:
            pass
        stopped.append(True)
        cancel.check()

    desk.analyse_waiting = analyse
    window.operations.analyse_waiting()
    qtbot.waitUntil(lambda: window.status.stop.isVisible())
    words = window.status.doing.text()
    qtbot.mouseClick(window.status.stop, Qt.MouseButton.LeftButton)
    _rest(qtbot, window)
    assert (words, stopped, window.status.stop.isVisible(), window.dialog) == (
        "Reading mail 3 of 6 · boxes", [True], False, None,
    )  # fmt: skip
    window.close()


def test_dropped_mail_files_are_imported(window, qtbot, desk, tmp_path):
    file = tmp_path / "a.eml"
    file.write_bytes(b"Subject: x\n\nhello\n")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file))])
    window.dropEvent(QDropEvent(
        QPoint(10, 10), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    ))  # fmt: skip
    _rest(qtbot, window)
    assert desk.named("import_files") == [(file,)]


def test_skipped_files_of_an_import_are_counted(window, qtbot, desk):
    skipped = (SimpleNamespace(path="a.eml", reason="empty"),)
    desk.import_files = lambda *_: SimpleNamespace(
        changes=Changes(threads=frozenset({"inverters"})), skipped=skipped
    )
    window.operations.import_files([Path("a.eml")])
    _rest(qtbot, window)
    assert window.banner.words.text() == "1 threads imported, 1 files skipped"


def test_another_thread_chosen_meanwhile_wins(window, qtbot):
    window.open_thread("boxes")
    window.open_thread("brakes")
    window.open_thread("resin")
    _rest(qtbot, window)
    assert window.thread.id == "resin"


def test_a_thread_that_waits_says_so_and_cannot_be_quoted(window, qtbot):
    window.open_thread("boxes")
    _rest(qtbot, window)
    assert window.assistant.summary.toPlainText().startswith("Waiting to be read")
    assert not window.assistant.quote.isEnabled()


def test_every_enabled_button_has_a_name(window):
    nameless = [
        button
        for button in window.findChildren(QAbstractButton)
        if button.isVisible()
        and button.isEnabled()
        and not QAccessible.queryAccessibleInterface(button).text(QAccessible.Text.Name)
    ]
    assert nameless == []


def test_slash_goes_to_the_search(window, qtbot):
    window.activateWindow()
    window.threads.view.setFocus()
    qtbot.keyClick(window.threads.view, Qt.Key.Key_Slash)
    assert window.threads.search.hasFocus()


def test_the_window_speaks_korean(qtbot, desk):
    desk.language = "ko"
    window = MainWindow(desk)
    qtbot.addWidget(window)
    assert window.assistant.quote.text() == "견적서 PDF"
    window.close()


def test_the_same_failure_is_said_once_while_its_box_is_open(window, qtbot):
    window.show_failure(MailError("The server is away."), None)
    first = window.dialog
    window.show_failure(MailError("The server is away."), None)
    assert window.dialog is first


def test_an_opened_thread_is_no_longer_bold(window, qtbot, desk):
    desk.lines[1] = desk.lines[1].model_copy(update={"unread": False})
    window.open_thread("boxes")
    _rest(qtbot, window)
    assert not window.model.line(1).unread


def test_a_sync_that_fails_on_the_way_shows_what_it_stored_and_then_the_error(window, qtbot, desk):
    stored = Changes(threads=frozenset({"boxes"}))
    desk.synced = Ended(changes=stored, failures=(MailError("The server is away."),))
    heard = []
    window.operations.changed.connect(heard.append)
    window.operations.sync_now()
    _rest(qtbot, window)
    assert stored in heard
    assert window.dialog.text() == "The server is away."
    assert len(desk.named("analyse_waiting")) == 2


def test_a_sync_that_was_stopped_says_nothing_and_wakes_no_model(window, qtbot, desk):
    desk.synced = Ended(failures=(Cancelled(),))
    window.operations.sync_now()
    _rest(qtbot, window)
    assert (window.dialog, len(desk.named("analyse_waiting"))) == (None, 1)


def test_what_a_sync_found_odd_stands_in_the_banner(window, qtbot, desk):
    notice = Progress(stage="sync-undelivered", done=3, total=4, detail="INBOX: 1")
    desk.synced = Ended(notices=(notice,))
    window.operations.sync_now()
    _rest(qtbot, window)
    assert window.banner.words.text() == "The server kept mails back (INBOX: 1)."


def test_the_progress_of_a_sync_that_fails_does_not_stay(window, qtbot, desk):
    def sync(report, _cancel):
        report(Progress(stage="sync", done=1, total=9, detail="INBOX"))
        raise MailError("The server is away.")

    desk.sync = sync
    shown = []
    window.operations.progressed.connect(lambda _: shown.append(window.status.stop.isVisible()))
    window.operations.sync_now()
    _rest(qtbot, window)
    assert shown == [True, False]


def test_stop_stops_the_mail_too(window, qtbot, desk):
    def sync(report, cancel):
        report(Progress(stage="sync", done=1, total=9, detail="INBOX"))
        while not cancel.requested:
            pass
        return Ended(failures=(Cancelled(),))

    desk.sync = sync
    window.operations.sync_now()
    qtbot.waitUntil(window.status.stop.isVisible)
    qtbot.mouseClick(window.status.stop, Qt.MouseButton.LeftButton)
    _rest(qtbot, window)
    assert (window.status.stop.isVisible(), window.dialog) == (False, None)


def test_a_thread_that_failed_says_so_and_is_read_again_on_a_click(window, qtbot, desk):
    desk.lines[1] = desk.lines[1].model_copy(update={"reading": "failed"})
    window.open_thread("boxes")
    _rest(qtbot, window)
    words = window.assistant.summary.toPlainText()
    window.assistant.summary.anchorClicked.emit(QUrl("again:"))
    _rest(qtbot, window)
    assert words == "Not read · Read again"
    assert desk.named("wait_again") == ["boxes"]
    assert len(desk.named("analyse_waiting")) == 2


def test_a_failed_reading_is_told_above_the_older_analysis(window, qtbot, desk):
    desk.opened["inverters"] = desk.opened["inverters"].model_copy(update={"reading": "failed"})
    window.open_thread("inverters")
    _rest(qtbot, window)
    lines = window.assistant.summary.toPlainText().splitlines()
    assert lines[:2] == [
        "Not read · Read again", "300 hybrid inverters · USD 184500 · Negotiating",
    ]  # fmt: skip


def test_why_a_thread_could_not_be_read_is_said_when_the_model_rests(window, qtbot, desk):
    desk.analysed = Ended(failures=(ModelError("The model's process ended twice."),))
    window.operations.analyse_waiting()
    _rest(qtbot, window)
    assert window.dialog.text() == "The model's process ended twice."


@pytest.mark.parametrize(("folded", "runs"), [(frozenset({"inverters"}), 1), (frozenset(), 2)])
def test_a_decision_wakes_the_model_only_where_its_thread_must_be_read(
    window, qtbot, desk, folded, runs
):
    desk.decided = Changes(threads=frozenset({"inverters"}), analyses=folded)
    window.assistant.facts.confirmed.emit("facts/incoterm")
    _rest(qtbot, window)
    assert len(desk.named("analyse_waiting")) == runs
