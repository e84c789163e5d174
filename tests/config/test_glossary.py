"""The glossary as it is shipped: whole, in both languages, without doubles."""

import re
from collections import Counter
from typing import get_args

import pytest

from quoteflow_desktop.config.glossary import glossary
from quoteflow_desktop.core.glossary import Topic
from quoteflow_desktop.core.vocabulary import TAG_GROUPS

RULES_2020 = {"EXW", "FCA", "CPT", "CIP", "DAP", "DPU", "DDP", "FAS", "FOB", "CFR", "CIF"}
OLD_RULES = {"DAT", "DDU", "DAF", "DES", "DEQ", "CNF", "FOR"}


def test_there_are_enough_terms_in_every_topic():
    topics = Counter(term.topic for term in glossary())

    assert sum(topics.values()) >= 400
    assert {topic for topic in get_args(Topic) if topics[topic] < 15} == set()


def test_all_incoterms_of_2020_and_the_old_names_are_there():
    names = {name for term in glossary() if term.topic == "incoterms" for name in term.also}

    assert names >= RULES_2020 | OLD_RULES


@pytest.mark.parametrize("language", ["ko", "en"])
def test_no_two_terms_share_a_name_or_a_definition(language):
    names = Counter(term.name(language).casefold() for term in glossary())
    definitions = Counter(term.definition(language) for term in glossary())

    assert [name for name, count in (names + definitions).items() if count > 1] == []


def test_each_language_is_written_in_its_own_letters():
    wrong = [
        term.key
        for term in glossary()
        if not re.search("[가-힣]", term.define_ko)
        or re.search("[가-힣]", term.define_en + term.en)
    ]

    assert wrong == []


def test_definitions_are_whole_sentences():
    wrong = [
        term.key
        for term in glossary()
        if not term.define_ko.endswith("다.") or not term.define_en.endswith(".")
    ]

    assert wrong == []


def test_no_name_of_a_term_repeats_its_own_words():
    assert [term.key for term in glossary() if {term.ko, term.en} & set(term.also)] == []


def test_every_topic_tag_of_the_trade_has_a_term():
    """What the window tags a thread with can be looked up."""
    words = " ".join(f"{term.key} {term.en} {term.topic}".lower() for term in glossary())
    tags = set(TAG_GROUPS["topic"]) - {"payment-terms", "exclusivity"}

    assert [tag for tag in tags if tag.split("-")[0] not in words] == []
