"""Colours follow the palette, and stay legible in both schemes."""

import pytest
from PySide6.QtGui import QColor, QPalette

from quoteflow_desktop.ui import look

LIGHT = QPalette(QColor("#efefef"))
DARK = QPalette(QColor("#323232"))


def _contrast(first, second):
    def light(colour):
        def part(share):
            return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

        red, green, blue = colour.redF(), colour.greenF(), colour.blueF()
        return 0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)

    high, low = sorted((light(first), light(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("tint", [look.dim, look.amber, look.red, look.green])
def test_every_text_colour_has_the_contrast_that_small_type_needs(tint, palette):
    assert _contrast(tint(palette), palette.color(QPalette.ColorRole.Base)) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_marked_words_stay_legible(palette):
    text = palette.color(QPalette.ColorRole.Text)
    assert _contrast(text, look.marked(palette)) >= 4.5


def test_a_tinted_label_follows_a_change_of_the_scheme(qtbot):
    label = look.plain_label("x")
    qtbot.addWidget(label)
    label.tint(look.amber)
    label.setPalette(DARK)
    assert label.palette().color(QPalette.ColorRole.WindowText) == look.amber(DARK)


def test_words_of_a_mail_in_a_label_are_no_html(qtbot):
    label = look.plain_label("<b>x</b>")
    qtbot.addWidget(label)
    label.adjustSize()
    plain = look.plain_label("xxxxxxxx")
    qtbot.addWidget(plain)
    assert label.sizeHint().width() > plain.sizeHint().width() // 2
