"""Looking a term up: typed words, arrow keys, both languages, and the way there."""

import pytest
from PySide6.QtCore import Qt

from quoteflow_desktop.config.glossary import glossary
from quoteflow_desktop.ui.glossary_dialog import GlossaryDialog
from quoteflow_desktop.ui.main_window import MainWindow
from quoteflow_desktop.ui.texts import Texts


@pytest.fixture
def dialog(qtbot):
    made = GlossaryDialog(Texts("ko"))
    qtbot.addWidget(made)
    made.show()
    return made


def test_all_terms_are_listed_at_first(dialog):
    assert dialog.list.count() == len(glossary())


def test_typed_words_bring_the_term_and_its_definition(dialog, qtbot):
    qtbot.keyClicks(dialog.search, "b/l")

    assert (dialog.name.text(), dialog.topic.text()) == ("선하증권", "서류")
    assert dialog.other.text() == "bill of lading · B/L · BL"
    assert dialog.definition.text().startswith("운송인이 화물을 받았음을 증명하고")


def test_the_definition_is_in_the_window_s_language(qtbot):
    made = GlossaryDialog(Texts("en"), query="선하증권")
    qtbot.addWidget(made)

    assert made.name.text() == "bill of lading"
    assert made.definition.text().startswith("The carrier's receipt")


def test_the_down_arrow_in_the_box_goes_to_the_next_term(dialog, qtbot):
    first = dialog.current()
    qtbot.keyClick(dialog.search, Qt.Key.Key_Down)

    assert dialog.list.currentRow() == 1
    assert dialog.name.text() == dialog.current().ko != first.ko


def test_it_says_so_when_nothing_is_found(dialog):
    dialog.search.setText("xqzzy")

    assert dialog.current() is None
    assert dialog.name.text() == "찾은 용어가 없습니다"


def test_every_topic_has_words_in_both_languages():
    for language in ("ko", "en"):
        texts = Texts(language)
        assert all(texts(f"glossary-topic-{term.topic}") for term in glossary())


def test_f1_and_the_button_open_the_same_dialog(qtbot, desk):
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.show()
    window.status.glossary.click()
    opened = window.glossary
    window.open_glossary()

    assert opened is window.glossary
    assert opened.isVisible()

    with qtbot.waitSignal(opened.finished):
        opened.reject()

    assert window.glossary is None
    window.close()
