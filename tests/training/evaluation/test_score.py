"""The scores are those of CONTRACT.md."""

from quoteflow_desktop.core.analysis import Analysis, Coverage, ModelView, Summary, ThreadView
from quoteflow_desktop.core.facts import FACT_KINDS, Cell, Evidence, Item, State
from quoteflow_desktop.core.messages import Message, Thread
from training.evaluation.cases import Gold
from training.evaluation.score import Score, add

THREAD = Thread(
    id="t", subject="s", messages=(Message(message_id="<1>", body="FOB Busan, 100 pcs, USD 5"),)
)


def _cell(value: str, quote: str = "FOB Busan") -> Cell:
    return Cell(value=value, state=State.STATED, evidence=(Evidence(message=1, quote=quote),))


def _score(
    facts: dict[str, Cell], gold: Gold, items: tuple[Item, ...] = (), tags: tuple[str, ...] = ()
) -> Score:
    analysis = Analysis(
        thread=ThreadView(id="t", subject="s", language="en", messages=()),
        model=ModelView(name="m", engine="scripted"),
        summary=Summary(headline="h"),
        facts={key: facts.get(key) for key in FACT_KINDS},
        items=items,
        tags=tags,
        coverage=Coverage(messages=1, messages_read=1),
    )
    score = Score()
    add(score, analysis, gold, THREAD)
    return score


def _gold(**facts: list[str | None]) -> Gold:
    return Gold(facts=facts, items=(), tags=frozenset())


def _counts(score: Score) -> tuple[int, int, int]:
    return score.facts.right, score.facts.wrong, score.facts.missing


def test_accepted_spelling_is_right_whatever_its_case_and_width() -> None:
    assert _counts(
        _score(
            {"incoterm_place": _cell("ＢＵＳＡＮ  port")},
            _gold(incoterm_place=["부산항", "Busan Port"]),
        )
    ) == (1, 0, 0)


def test_wrong_value_counts_as_wrong_and_as_missing() -> None:
    assert _counts(_score({"incoterm": _cell("CIF")}, _gold(incoterm=["FOB"]))) == (0, 1, 1)


def test_value_that_no_mail_has_is_wrong_only() -> None:
    assert _counts(_score({"incoterm": _cell("CIF")}, _gold())) == (0, 1, 0)


def test_value_left_out_is_missing_unless_that_is_accepted() -> None:
    assert _counts(_score({}, _gold(incoterm=["FOB"]))) == (0, 0, 1)
    assert _counts(_score({}, _gold(incoterm=["FOB", None]))) == (0, 0, 0)


def test_decimals_are_equal_by_value() -> None:
    assert _counts(_score({"total_amount": _cell("500.0")}, _gold(total_amount=["500"]))) == (
        1,
        0,
        0,
    )


def test_items_are_matched_by_product_and_surplus_items_are_wrong() -> None:
    gold = Gold(facts={}, items=({"product": ["pump"], "quantity": ["100"]},), tags=frozenset())
    items = (
        Item(product=_cell("valve"), quantity=_cell("3")),
        Item(product=_cell("Pump X1"), quantity=_cell("100")),
    )
    assert _counts(_score({}, gold, items)) == (1, 3, 1)


def test_near_tag_counts_in_the_semantic_score_only_and_once() -> None:
    gold = Gold(facts={}, items=(), tags=frozenset({"order", "price"}))
    score = _score({}, gold, tags=("contract", "price", "energy"))
    assert (score.tags.right, score.tags.wrong, score.tags.missing) == (1, 2, 1)
    assert (score.near_tags.right, score.near_tags.wrong, score.near_tags.missing) == (2, 1, 0)


def test_evidence_must_stand_verbatim_in_the_mail() -> None:
    facts = {"incoterm": _cell("FOB"), "currency": _cell("USD", quote="USD 6")}
    score = _score(facts, _gold())
    assert (score.cells, score.shown) == (2, 1)


def test_a_wrong_value_counts_once_as_published_and_twice_strictly() -> None:
    # 2 right, 1 wrong, 1 missed: strict 2*2/(2*2 + 1 + 2), as published 2*2/(2*2 + 1 + 1)
    gold = _gold(incoterm=["FOB"], currency=["USD"], budget=["5"], reference=["R-1"])
    facts = {"incoterm": _cell("FOB"), "currency": _cell("USD"), "budget": _cell("6")}
    score = _score(facts, gold)
    assert score.facts.f1() == 4 / 7
    assert score.facts.published_f1() == 4 / 6


def test_header_facts_and_items_are_counted_apart() -> None:
    gold = Gold(
        facts={"incoterm": ["FOB"]},
        items=({"product": ["pump"], "quantity": ["100"]},),
        tags=frozenset(),
    )
    score = _score({"incoterm": _cell("FOB")}, gold, (Item(product=_cell("pump")),))
    assert (score.header.f1(), score.items.f1(), score.facts.f1()) == (1.0, 2 / 3, 4 / 5)


def test_a_thread_that_could_not_be_read_misses_everything() -> None:
    gold = Gold(
        facts={"incoterm": ["FOB"], "reference": ["R", None]},
        items=({"product": ["pump"]},),
        tags=frozenset({"order"}),
        key_points=("FOB was agreed",),
    )
    score = Score()
    add(score, None, gold, THREAD)
    assert _counts(score) == (0, 0, 2)
    assert (score.tags.missing, score.points, score.points_said) == (1, 1, 0)
    assert (score.threads, score.failed) == (1, 1)
