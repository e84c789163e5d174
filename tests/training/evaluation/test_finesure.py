"""FineSurE's axes, counted by hand on small summaries."""

from quoteflow_desktop.core.facts import Act, Side
from quoteflow_desktop.core.messages import Message, Thread
from tests.training.evaluation.samples import THREAD, analysis, case, cell
from training.evaluation.cases import Gold
from training.evaluation.finesure import Axes, against_gold, against_points, unsupported
from training.evaluation.truthfulness import truthfulness
from training.simulator.gold import Figure, GoldMail, GoldThread, Run

BODY = "We offer 1,200 pumps at USD 5.50/pc. Delivery is in May. Best regards"
FIRST, SECOND = "1,200 pumps at USD 5.50/pc", "Delivery is in May"


def _run(text: str) -> Run:
    start = BODY.index(text)
    return Run(message=1, where="body", start=start, end=start + len(text))


MADE = GoldThread(
    thread=Thread(id="t", subject="Pumps", messages=(Message(message_id="<1>", body=BODY),)),
    mails=(
        GoldMail(
            side=Side.SUPPLIER,
            stage="quoted",
            answer=None,
            title="quotation",
            figures=(
                Figure(key="quantity", act=Act.OFFER, run=_run("1,200"), value="1200"),
                Figure(key="unit_price", act=Act.OFFER, run=_run("USD 5.50/pc"), value="5.5"),
            ),
            points=(_run(FIRST), _run(SECOND)),
        ),
    ),
    tags=(),
    headline=_run("pumps"),
    facts={"deal_stage": ("quoted",), "total_amount": None},
    items=({"unit_price": ("5.5",)},),
    language="en",
    family="B",
    seed=1,
)


def test_whole_summary_reaches_one_on_all_axes() -> None:
    good = analysis(headline="pumps · USD 5.5 · Quoted", title="Quotation", points=(FIRST, SECOND))
    assert against_gold(good, MADE) == Axes(4, 4, 2, 2, 3, 3)


def test_each_fault_costs_on_its_own_axis() -> None:
    # headline: a price that does not stand; title: wrong; a point of no use; one fact unsaid
    bad = analysis(
        headline="pumps · USD 6.5 · Quoted",
        title="Order",
        points=("1,200 pumps at USD 5.50/pc", "Best regards"),
    )
    assert against_gold(bad, MADE) == Axes(4, 2, 2, 1, 3, 2)


def test_fact_is_stated_only_with_all_of_its_values() -> None:
    part = analysis(headline="pumps", title="Quotation", points=("1,200 pumps at", "12 May"))
    axes = against_gold(part, MADE)
    assert (axes.stated, axes.needed) == (0, 1)
    assert axes.faithful == 3  # no mail says 12


def test_no_analysis_states_nothing() -> None:
    assert against_gold(None, MADE) == Axes(facts=2)
    assert against_points(None, ["a", "b"], THREAD) == Axes(facts=2)


def test_axes_by_listed_points() -> None:
    said = analysis(headline="FOB Busan", points=("100 pcs", "USD 5"))
    axes = against_points(said, ["100 pcs are wanted", "100 pcs"], THREAD)
    assert axes == Axes(1, 1, 2, 1, 3, 1)
    assert axes.shares() == {"faithfulness": 1.0, "completeness": 0.5, "conciseness": 1 / 3}


def test_numbers_are_compared_without_grouping_and_whole() -> None:
    assert unsupported("1200 pcs at 5.5", "1,200.00 pcs at $5.50") == []
    assert unsupported("120 pcs", "1,200 pcs") == ["120"]


GOLD = Gold(
    facts={"incoterm": ["FOB"], "currency": ["USD"], "incoterm_place": ["Busan"]},
    items=(),
    tags=frozenset(),
)


def test_truth_of_a_whole_analysis_is_five() -> None:
    facts = {"incoterm": cell("FOB"), "currency": cell("USD"), "incoterm_place": cell("Busan")}
    mark = truthfulness(case(GOLD), analysis(headline="FOB Busan, 100 pcs", **facts))
    assert mark.mark == 5
    assert mark.reason == (
        "3 of 3 gold values are stated; 0 of 3 given values contradict the gold."
    )


def test_each_untruth_costs_a_mark_and_is_named() -> None:
    # two of three: not nine in ten; one contradiction; a number that no mail holds
    facts = {"incoterm": cell("FOB"), "currency": cell("USD"), "incoterm_place": cell("Ulsan")}
    mark = truthfulness(case(GOLD), analysis(headline="FOB, 101 pcs", **facts))
    assert mark.mark == 2
    assert mark.reason == (
        "2 of 3 gold values are stated; 1 of 3 given values contradict the gold "
        "(incoterm_place); numbers that no mail holds: 101."
    )


def test_truth_of_nothing_is_one_and_of_a_silent_analysis_three() -> None:
    assert truthfulness(case(GOLD), None).mark == 1
    assert truthfulness(case(GOLD), analysis()).mark == 3  # says nothing, and nothing wrong
