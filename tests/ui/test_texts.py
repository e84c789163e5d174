"""Words in both languages, values and times as a person reads them."""

import tomllib
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtGui import QRawFont

from quoteflow_desktop.config.paths import resources_dir
from quoteflow_desktop.ui.texts import Texts

NOW = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)


def _words(language):
    path = resources_dir() / "labels" / f"window-{language}.toml"
    return tomllib.loads(path.read_text("utf-8"))


def test_both_languages_have_the_same_words():
    assert set(_words("ko")) == set(_words("en"))


def test_every_sentence_takes_the_same_fields_in_both_languages():
    def fields(text):
        return {part.split("}")[0] for part in text.split("{")[1:]}

    korean, english = _words("ko"), _words("en")
    assert [key for key in korean if fields(korean[key]) != fields(english[key])] == []


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("unit_price", "0.0425", "USD 0.0425"),
        ("total_amount", "184500", "USD 184,500.00"),
        ("quantity", "12000", "12,000"),
        ("discount_percent", "5", "5%"),
        ("delivery_date", "2026-05-31", "31 May 2026"),
        ("shipping_method", "sea", "By sea"),
        ("payment_terms", "30% T/T", "30% T/T"),
        ("delivery_date", "as soon as possible", "as soon as possible"),
    ],
)
def test_values_as_a_person_reads_them(key, value, shown):
    assert Texts("en").value(key, value, "USD") == shown


@pytest.mark.parametrize(
    ("ago", "shown"),
    [
        (timedelta(seconds=20), "방금"),
        (timedelta(minutes=5), "5분"),
        (timedelta(days=1), "어제"),
        (timedelta(days=400), "2025-01-27"),
    ],
)
def test_ages_of_threads(ago, shown):
    assert Texts("ko").age(NOW - ago, NOW) == shown


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_bundled_font_has_every_character_of_the_window(language, qapp):
    """A fresh machine may have no other font."""
    font = QRawFont(str(resources_dir() / "quote" / "fonts" / "NanumGothic.ttf"), 12)
    characters = set("".join(_words(language).values())) | set("▷▽—“”‹›·…")
    assert {c for c in characters if not font.supportsCharacter(ord(c))} <= {"\n"}
