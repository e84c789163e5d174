"""Terms are found by either language, by abbreviations, and by what their definition says."""

import pytest

from quoteflow_desktop.config.glossary import glossary
from quoteflow_desktop.services.glossary import search


@pytest.mark.parametrize(
    ("query", "key"),
    [
        ("선하증권", "bill-of-lading"),
        ("bill of lading", "bill-of-lading"),
        ("B/L", "bill-of-lading"),
        ("bl", "bill-of-lading"),
        ("ＦＯＢ", "fob"),
        ("신용", "letter-of-credit"),
        ("영세율", "zero-rating"),
        ("moq", "minimum-order-quantity"),
    ],
)
def test_the_best_term_comes_first(query, key):
    assert key in [term.key for term in search(query, "ko")[:3]]


def test_a_whole_name_stands_before_one_that_begins_with_it():
    assert search("offer", "en")[0].key == "offer"


def test_a_definition_is_searched_in_the_window_s_language_only():
    assert "general-average" in [term.key for term in search("sacrifice", "en")]
    assert search("sacrifice", "ko") == ()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_an_empty_query_gives_every_term_by_its_name(language):
    names = [term.name(language).casefold() for term in search(" ", language)]

    assert len(names) == len(glossary())
    assert names == sorted(names)


def test_nothing_fits_nonsense():
    assert search("xqzzy", "en") == ()
