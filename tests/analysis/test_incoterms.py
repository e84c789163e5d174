"""Incoterms: today's rules and the names that are no longer any."""

import pytest

from quoteflow_desktop.analysis.incoterms import is_old, rule_of
from quoteflow_desktop.core.facts import INCOTERMS


@pytest.mark.parametrize("rule", INCOTERMS)
def test_a_rule_of_2020_is_itself(rule: str) -> None:
    assert rule_of(rule) == rule
    assert not is_old(rule)


@pytest.mark.parametrize(
    ("old", "rule"),
    [("C&F", "CFR"), ("C & F", "CFR"), ("CNF", "CFR"), ("DDU", "DAP"), ("DAT", "DPU")],
)
def test_an_old_name_is_read_as_the_rule_of_today(old: str, rule: str) -> None:
    assert rule_of(old) == rule
    assert is_old(old)


def test_ex_works_is_written_out_too() -> None:
    assert rule_of("Ex-Works") == "EXW"


def test_another_word_is_no_rule() -> None:
    assert rule_of("ABC") is None
