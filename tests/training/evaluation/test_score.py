"""The scores are those of CONTRACT.md, and the published one beside them."""

import pytest

from quoteflow_desktop.core.facts import Cell, Item
from tests.training.evaluation.samples import analysis, case, cell
from training.evaluation.cases import Gold
from training.evaluation.encoders import HashedNgrams
from training.evaluation.score import Score, add, score_of
from training.evaluation.tally import Tally, f1_interval, summed


def _score(
    facts: dict[str, Cell], gold: Gold, items: tuple[Item, ...] = (), tags: tuple[str, ...] = ()
) -> Score:
    return score_of([(case(gold), analysis(items=items, tags=tags, **facts))])


def _gold(**facts: list[str | None]) -> Gold:
    return Gold(facts=facts, items=(), tags=frozenset())


def _counts(score: Score) -> tuple[int, int, int]:
    tally = summed(score.counts())
    return tally.right, tally.wrong, tally.missing


def test_accepted_spelling_is_right_whatever_its_case_and_width() -> None:
    gold = _gold(incoterm_place=["부산항", "Busan Port"])
    assert _counts(_score({"incoterm_place": cell("ＢＵＳＡＮ  port")}, gold)) == (1, 0, 0)


def test_wrong_value_counts_as_wrong_and_as_missing() -> None:
    assert _counts(_score({"incoterm": cell("CIF")}, _gold(incoterm=["FOB"]))) == (0, 1, 1)


def test_value_that_no_mail_has_is_wrong_only() -> None:
    assert _counts(_score({"incoterm": cell("CIF")}, _gold())) == (0, 1, 0)


def test_value_left_out_is_missing_unless_that_is_accepted() -> None:
    assert _counts(_score({}, _gold(incoterm=["FOB"]))) == (0, 0, 1)
    assert _counts(_score({}, _gold(incoterm=["FOB", None]))) == (0, 0, 0)


def test_decimals_are_equal_by_value() -> None:
    gold = _gold(total_amount=["500"])
    assert _counts(_score({"total_amount": cell("500.0")}, gold)) == (1, 0, 0)


def test_items_are_matched_by_product_and_surplus_items_are_wrong() -> None:
    gold = Gold(facts={}, items=({"product": ["pump"], "quantity": ["100"]},), tags=frozenset())
    items = (
        Item(product=cell("valve"), quantity=cell("3")),
        Item(product=cell("Pump X1"), quantity=cell("100")),
    )
    assert _counts(_score({}, gold, items)) == (1, 3, 1)


def test_a_wrong_value_counts_once_as_published_and_twice_strictly() -> None:
    # 2 right, 1 wrong, 1 missed: strict 2*2/(2*2 + 1 + 2), as published 2*2/(2*2 + 1 + 1)
    gold = _gold(incoterm=["FOB"], currency=["USD"], budget=["5"], reference=["R-1"])
    facts = {"incoterm": cell("FOB"), "currency": cell("USD"), "budget": cell("6")}
    tally = summed(_score(facts, gold).counts())
    assert tally == Tally(right=2, extra=0, replaced=1, missed=1)
    assert (tally.f1(), tally.published_f1()) == (4 / 7, 4 / 6)


def test_header_facts_and_items_are_counted_apart() -> None:
    gold = Gold(
        facts={"incoterm": ["FOB"]},
        items=({"product": ["pump"], "quantity": ["100"]},),
        tags=frozenset(),
    )
    report = _score({"incoterm": cell("FOB")}, gold, (Item(product=cell("pump")),)).report(
        HashedNgrams()
    )
    assert (report["header_f1"], report["item_f1"], report["fact_f1"]) == (1.0, 0.667, 0.8)


def test_evidence_must_stand_verbatim_in_the_mail() -> None:
    facts = {"incoterm": cell("FOB"), "currency": cell("USD", quote="USD 6")}
    score = _score(facts, _gold())
    assert (score.cells, score.shown) == (2, 1)


def test_thread_that_could_not_be_read_misses_everything() -> None:
    gold = Gold(
        facts={"incoterm": ["FOB"], "reference": ["R", None]},
        items=({"product": ["pump"]},),
        tags=frozenset({"order"}),
        key_points=("FOB was agreed",),
    )
    score = Score()
    add(score, case(gold), None)
    assert _counts(score) == (0, 0, 2)
    report = score.report(HashedNgrams())
    assert (report["failed"], report["tag_f1"], report["summary_completeness"]) == (1, 0.0, 0.0)
    assert (report["truthfulness"], report["semscore"], report["bleu_en"]) == (1.0, 0.0, 0.0)


def test_interval_of_equal_threads_is_a_point_and_of_unequal_ones_holds_the_score() -> None:
    assert f1_interval([Tally(right=1, missed=2)] * 5) == (0.5, 0.5)
    mixed = [Tally(right=4), Tally(right=1, replaced=3), Tally(right=3, extra=1)]
    low, high = f1_interval(mixed)
    assert low < summed(mixed).f1() < high
    assert f1_interval(mixed) == (low, high)  # the same draw on every run
    assert f1_interval([]) == (0.0, 0.0)


@pytest.mark.parametrize("count", [1, 3])
def test_keys_keep_the_counts_of_each_thread(count: int) -> None:
    thread = (case(_gold(incoterm=["FOB"])), analysis(incoterm=cell("FOB")))
    assert score_of([thread] * count).keys() == {"incoterm": [Tally(right=1)] * count}
