"""The lines of the panel and what keys do with them."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit

from quoteflow_desktop.ui.facts_panel import FactsPanel
from quoteflow_desktop.ui.texts import Texts
from quoteflow_desktop.ui.value_editor import LABEL, STATE, VALUE


@pytest.fixture
def panel(qtbot, desk):
    made = FactsPanel(Texts("en"))
    qtbot.addWidget(made)
    made.resize(430, 700)
    made.show()
    made.show_thread(desk.open_thread("inverters"))
    return made


def _row(panel, path):
    item = panel.item_of(path)
    return tuple(item.text(column) for column in (LABEL, VALUE, STATE))


def _editor(panel, kind=QLineEdit):
    return panel.viewport().findChild(kind)


def test_a_fact_shows_label_value_and_state(panel):
    assert _row(panel, "items/0/unit_price") == ("Unit price", "USD 615.00", "offered")


def test_a_confirmed_fact_says_so(panel):
    assert _row(panel, "facts/buyer_contact") == ("Buyer's contact", "Joseph Mwangi", "confirmed")


def test_a_blank_says_why(panel):
    assert _row(panel, "facts/lead_time") == ("Lead time", "— the mails are unclear", "")


def test_facts_that_no_mail_states_and_no_quote_needs_are_gathered_at_the_end(panel):
    last = panel.topLevelItem(panel.topLevelItemCount() - 1)
    assert (last.text(LABEL), last.isExpanded()) == ("▷  Not in the mails (8)", False)


def test_the_history_of_a_negotiated_value_is_unfolded_below_it(panel):
    item = panel.item_of("items/0/unit_price")
    rows = [(item.child(n).text(VALUE), item.child(n).text(STATE)) for n in range(3)]
    assert (item.isExpanded(), rows) == (True, [
        ("USD 615.00   Supplier, mail\u00a02", "offers"),
        ("USD 600.00   Buyer, mail\u00a03", "asks"),
        ("USD 615.00   Supplier, mail\u00a04", "offers"),
    ])  # fmt: skip


def test_a_click_announces_the_line(panel, qtbot):
    item = panel.item_of("facts/payment_terms")
    panel.scrollToItem(item)
    with qtbot.waitSignal(panel.chosen) as heard:
        qtbot.mouseClick(
            panel.viewport(), Qt.MouseButton.LeftButton, pos=panel.visualItemRect(item).center()
        )
    assert heard.args[0].path == "facts/payment_terms"


def test_enter_edits_the_canonical_value_and_enter_again_hands_it_out(panel, qtbot):
    panel.setCurrentItem(panel.item_of("items/0/unit_price"))
    qtbot.keyClick(panel, Qt.Key.Key_Return)
    editor = _editor(panel)
    before = editor.text()
    editor.setText("610")
    with qtbot.waitSignal(panel.edited) as heard:
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert (before, heard.args) == ("615", ["items/0/unit_price", "610"])


def test_an_edit_that_changes_nothing_says_nothing(panel, qtbot):
    panel.setCurrentItem(panel.item_of("items/0/unit_price"))
    qtbot.keyClick(panel, Qt.Key.Key_Return)
    with qtbot.assertNotEmitted(panel.edited):
        qtbot.keyClick(_editor(panel), Qt.Key.Key_Return)


def test_an_incoterm_is_chosen_from_the_list(panel, qtbot):
    panel.setCurrentItem(panel.item_of("facts/incoterm"))
    qtbot.keyClick(panel, Qt.Key.Key_Return)
    assert _editor(panel, QComboBox).currentText() == "CIF"


def test_space_confirms_the_current_fact(panel, qtbot):
    panel.setCurrentItem(panel.item_of("facts/incoterm"))
    with qtbot.waitSignal(panel.confirmed) as heard:
        qtbot.keyClick(panel, Qt.Key.Key_Space)
    assert heard.args == ["facts/incoterm"]


def test_space_on_a_blank_confirms_nothing(panel, qtbot):
    panel.setCurrentItem(panel.item_of("facts/lead_time"))
    with qtbot.assertNotEmitted(panel.confirmed):
        qtbot.keyClick(panel, Qt.Key.Key_Space)


def test_ctrl_z_asks_for_undo(panel, qtbot):
    panel.setFocus()
    with qtbot.waitSignal(panel.undo_wanted):
        qtbot.keyClick(panel, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def test_the_same_thread_again_keeps_the_current_line_and_says_nothing(panel, qtbot, desk):
    panel.setCurrentItem(panel.item_of("facts/incoterm"))
    with qtbot.assertNotEmitted(panel.chosen):
        panel.show_thread(desk.open_thread("inverters"))
    assert panel.current_path() == "facts/incoterm"


def test_letters_reach_the_panel_in_hangul_mode(panel):
    """Item views take input methods by default, and Space would end in a preedit."""
    assert not panel.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_a_tip_names_mail_day_and_person_and_is_no_html(panel):
    tip = panel.item_of("facts/buyer_company").toolTip(VALUE)
    assert (tip.splitlines()[1], "<" in tip) == ("“Mwangi Power Ltd.”", False)


def test_a_screen_reader_hears_the_whole_line(panel):
    item = panel.item_of("facts/delivery_date")
    spoken = item.data(LABEL, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Delivery date: 31 May 2026, asked"


def test_a_long_value_wraps_and_is_not_cut(panel):
    short = panel.visualItemRect(panel.item_of("facts/incoterm")).height()
    long = panel.visualItemRect(panel.item_of("facts/payment_terms")).height()
    assert long >= short + panel.fontMetrics().height() - 4
