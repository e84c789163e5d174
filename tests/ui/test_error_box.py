"""What a failure looks like, and what a report holds."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from quoteflow_desktop.core.errors import StoreError
from quoteflow_desktop.ui.error_box import report_of, show_error
from quoteflow_desktop.ui.texts import Texts


def _buttons(dialog):
    return [button.text() for button in dialog.findChildren(QPushButton)]


def test_retry_is_offered_only_where_it_can_help(qtbot):
    error = StoreError("The mail store is damaged.")
    dialog = show_error(error, lambda: None, Texts("en"), None)
    qtbot.addWidget(dialog)
    assert _buttons(dialog) == ["Close"]


def test_text_of_a_mail_in_an_error_is_no_html(qtbot):
    dialog = show_error(StoreError("<b>x</b>", hint="<img src=a>"), None, Texts("en"), None)
    qtbot.addWidget(dialog)
    assert (dialog.text(), dialog.textFormat()) == ("<b>x</b>", Qt.TextFormat.PlainText)


def test_a_report_names_the_code_and_neither_words_nor_folders():
    try:
        int("words of a mail")
    except ValueError as error:
        report = report_of(error)
    assert report.splitlines()[0] == "builtins.ValueError"
    assert ("words of a mail" in report, "/" in report.splitlines()[1]) == (False, False)
