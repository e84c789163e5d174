"""The small values: frozen, addable, travelling, sorted as the contract says."""

import pickle

import pytest
from pydantic import ValidationError

from quoteflow_desktop.core.changes import Changes
from quoteflow_desktop.core.errors import Cancelled, ModelError, QuoteFlowError, SignInError
from quoteflow_desktop.core.facts import FACT_KINDS, Evidence
from quoteflow_desktop.core.messages import Address, thread_id
from quoteflow_desktop.core.vocabulary import TAG_GROUPS, tag_order


def test_a_value_cannot_be_changed() -> None:
    evidence = Evidence(message=1, quote="USD 5")
    with pytest.raises(ValidationError):
        evidence.quote = "USD 1"  # type: ignore[misc]


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValidationError):
        Evidence(message=1, quote="x", page=2)  # type: ignore[call-arg]


def test_changes_add_up_and_nothing_changed_is_false() -> None:
    both = Changes(threads=frozenset({"a"})) + Changes(
        threads=frozenset({"b"}), quotes=frozenset({"q"})
    )
    assert both == Changes(threads=frozenset({"a", "b"}), quotes=frozenset({"q"}))
    assert not Changes()


def test_an_error_keeps_hint_and_retryable_across_processes() -> None:
    error = pickle.loads(pickle.dumps(ModelError("gone", hint="get it", retryable=True)))
    assert (type(error), str(error), error.hint, error.retryable) == (
        ModelError, "gone", "get it", True,
    )  # fmt: skip


@pytest.mark.parametrize("kind", [SignInError, Cancelled])
def test_every_kind_is_caught_as_the_one_root(kind: type[QuoteFlowError]) -> None:
    with pytest.raises(QuoteFlowError):
        raise kind("x")


def test_the_facts_are_the_contracts_twenty_two() -> None:
    assert len(FACT_KINDS) == 22
    assert list(FACT_KINDS)[:2] == ["buyer_company", "buyer_contact"]
    assert list(FACT_KINDS)[-1] == "deal_stage"


def test_tags_sort_by_group_with_countries_before_flags_and_own_tags_last() -> None:
    tags = ["urgent", "vip", "country-kr", "energy", "price", "order", "inquiry"]
    assert sorted(tags, key=tag_order) == [
        "inquiry", "order", "price", "energy", "country-kr", "urgent", "vip",
    ]  # fmt: skip


def test_the_vocabulary_has_no_key_twice() -> None:
    keys = [key for group in TAG_GROUPS.values() for key in group]
    assert len(keys) == len(set(keys)) == 46


def test_a_threads_id_is_a_stable_digest_of_the_first_message_id() -> None:
    assert thread_id("<1@x.example>") == "d62643e1f26f974e"


def test_an_address_without_a_name_is_its_email() -> None:
    assert str(Address(email="a@b.example")) == "a@b.example"
    assert str(Address(name="Kim", email="a@b.example")) == "Kim <a@b.example>"
