"""The mails as text, the words of evidence marked, quotes folded."""

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextCursor

from quoteflow_desktop.core.messages import Address, Message, Thread
from quoteflow_desktop.services.reading import Place, line_of, opened
from quoteflow_desktop.ui.mail_browser import MailBrowser
from quoteflow_desktop.ui.texts import Texts


@pytest.fixture
def browser(qtbot, desk):
    made = MailBrowser(Texts("en"))
    qtbot.addWidget(made)
    made.resize(640, 420)
    made.show()
    made.show_thread(desk.open_thread("inverters"))
    return made


def _show(browser, body):
    thread = Thread(id="t", subject="s", messages=(
        Message(message_id="<1>", sender=Address(email="a@b"), body=body),
    ))  # fmt: skip
    browser.show_thread(opened(thread, None))


def _fact(browser, path):
    return line_of(browser.thread, path)


def test_every_mail_is_there_with_its_number_and_sender(browser):
    text = browser.toPlainText()
    assert [f"{n}   {who}" in text for n, who in (
        (1, "Joseph Mwangi"), (2, "김서연 (us)"), (3, "Joseph Mwangi"), (4, "김서연 (us)"),
    )] == [True] * 4  # fmt: skip


def test_the_words_of_a_fact_are_marked(browser):
    browser.show_places(_fact(browser, "items/0/unit_price").places)
    assert browser.marked_text() == ("USD 615 per unit",)


def test_words_are_marked_right_after_a_character_outside_the_basic_plane(browser):
    """Qt counts UTF-16 units: 🙂 is two of them."""
    _show(browser, "Hi 🙂🙂 please quote 300 pcs.")
    browser.show_places((Place(message=1, quote="300 pcs", start=19, end=26),))
    assert browser.marked_text() == ("300 pcs",)


def test_marked_words_are_scrolled_into_view(browser):
    browser.resize(640, 200)
    browser.show_places(_fact(browser, "facts/total_amount").places)
    start, _end = browser.layout_map.span(_fact(browser, "facts/total_amount").places[0])
    cursor = QTextCursor(browser.document())
    cursor.setPosition(start)
    assert browser.viewport().rect().contains(browser.cursorRect(cursor).center())


def test_quoted_history_is_folded_until_it_is_clicked(browser):
    quoted = "> Thank you for your inquiry."
    before = quoted in browser.toPlainText()
    start = next(p.start for p in browser.thread.mails[2].pieces if p.kind == "quoted")
    browser.anchorClicked.emit(QUrl(f"quote:3:{start}"))
    assert (before, quoted in browser.toPlainText()) == (False, True)


def test_evidence_in_a_folded_quote_unfolds_it(browser):
    body = browser.thread.mails[2].body
    start = body.index("> Thank you") + 2
    browser.show_places((Place(message=3, quote="Thank you", start=start, end=start + 9),))
    assert browser.marked_text() == ("Thank you",)


def test_a_place_in_a_header_marks_the_mail_s_head(browser):
    browser.show_places((Place(message=2, quote="sy.kim@saesol.co.kr"),))
    assert ["sy.kim@saesol.co.kr" in text for text in browser.marked_text()] == [True]


def test_a_click_on_words_of_evidence_names_their_facts(browser):
    places = _fact(browser, "facts/payment_terms").places
    start, _end = browser.layout_map.span(places[0])
    cursor = QTextCursor(browser.document())
    cursor.setPosition(start + 3)
    assert browser.paths_at(browser.cursorRect(cursor).center()) == ("facts/payment_terms",)


def test_html_in_a_mail_is_shown_as_it_is_written(browser):
    body = '<img src="http://tracker.example/x.png"><b>300</b>'
    _show(browser, body)
    assert body in browser.toPlainText()


def test_a_link_of_the_mail_is_text_only(browser):
    _show(browser, "see http://evil.example now")
    block = browser.document().begin()
    hrefs = set()
    while block.isValid():
        for piece in block:
            hrefs.add(piece.fragment().charFormat().anchorHref())
        block = block.next()
    assert hrefs == {"", "fold:1"}


def test_an_unbroken_run_of_a_hundred_thousand_characters_is_laid_out_in_parts(browser):
    """One word of a megabyte keeps Qt's layout busy for minutes; the text itself is all there."""
    body = "x" * 100_000 + " 300 pcs"
    _show(browser, body)
    browser.show_places((Place(message=1, quote="300 pcs", start=100_001, end=100_008),))
    widest = max(len(line) for line in browser.toPlainText().splitlines())
    assert (browser.marked_text(), widest <= 1100) == (("300 pcs",), True)


def test_the_same_thread_again_keeps_what_was_unfolded(browser, desk):
    start = next(p.start for p in browser.thread.mails[2].pieces if p.kind == "quoted")
    browser.anchorClicked.emit(QUrl(f"quote:3:{start}"))
    browser.show_thread(desk.open_thread("inverters"))
    assert "> Thank you for your inquiry." in browser.toPlainText()


def test_a_folded_mail_shows_its_beginning_only(browser):
    browser.anchorClicked.emit(QUrl("fold:1"))
    text = browser.toPlainText()
    assert ("Dear Ms. Kim, We are preparing" in text, "Nairobi" in text) == (True, False)
