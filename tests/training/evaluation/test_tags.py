"""Tags match exactly, or one to one with a near synonym."""

from itertools import permutations

from quoteflow_desktop.core.vocabulary import TAG_GROUPS
from training.evaluation.cases import Gold
from training.evaluation.encoders import HashedNgrams
from training.evaluation.tags import (
    best_pairs,
    encoder_likeness,
    semantic_tags,
    strict_tags,
    table_likeness,
)
from training.evaluation.tally import Tally


def _gold(*tags: str, optional: tuple[str, ...] = ()) -> Gold:
    return Gold(facts={}, items=(), tags=frozenset(tags), optional_tags=frozenset(optional))


def test_near_tag_counts_in_the_semantic_score_only() -> None:
    got, gold = frozenset({"contract", "price", "energy"}), _gold("order", "price")
    assert strict_tags(got, gold) == Tally(right=1, extra=2, missed=1)
    assert semantic_tags(got, gold, table_likeness()) == Tally(right=2, extra=1)


def test_a_tag_stands_for_one_other_only() -> None:
    got, gold = frozenset({"delivery"}), _gold("shipment", "logistics")
    assert semantic_tags(got, gold, table_likeness()) == Tally(right=1, missed=1)


def test_the_best_assignment_is_taken_where_the_first_would_block_another() -> None:
    # "price" is near both, "discount" near "negotiation" and "price" only
    got, gold = frozenset({"discount", "quotation"}), _gold("negotiation", "price")
    assert semantic_tags(got, gold, table_likeness()) == Tally(right=2)


def test_optional_tags_neither_help_nor_harm() -> None:
    got, gold = frozenset({"order", "price"}), _gold("order", optional=("price", "energy"))
    assert strict_tags(got, gold) == Tally(right=1)


def test_table_names_known_tags_only() -> None:
    near = table_likeness()
    known = [tag for keys in TAG_GROUPS.values() for tag in keys]
    assert near("order", "contract") == near("contract", "order") == 1.0
    assert near("order", "price") == 0.0
    paired = {tag for tag in known if any(near(tag, other) for other in known if other != tag)}
    assert {"inquiry", "quote-request", "payment", "payment-terms", "medical"} <= paired


def test_best_pairs_are_those_of_greatest_worth() -> None:
    worth = [[0.9, 0.8, 0.0], [0.8, 0.1, 0.0], [0.0, 0.7, 0.2], [0.3, 0.3, 0.9]]
    best = max(
        sum(worth[row][column] for column, row in enumerate(rows))
        for rows in permutations(range(4), 3)
    )
    found = best_pairs(worth)
    assert found == [(0, 1), (1, 0), (3, 2)]
    assert sum(worth[row][column] for row, column in found) == best
    assert best_pairs([]) == best_pairs([[]]) == []
    assert best_pairs([[0.0]]) == []


def test_encoder_finds_near_what_its_vectors_say() -> None:
    near = encoder_likeness(HashedNgrams())
    assert near("payment-terms", "payment-term") > 0.7
    assert near("payment", "marine") == 0.0
