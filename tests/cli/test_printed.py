"""An analysis as a person reads it at a terminal."""

from quoteflow_desktop.cli.printed import analysis_lines
from quoteflow_desktop.core.analysis import Check
from tests.quotes.samples import analysis, cell, export_analysis


def test_amounts_carry_their_currency_and_words_their_label() -> None:
    lines = list(analysis_lines(export_analysis(total_amount=cell("184500"))))

    assert any(line.strip() == "Total amount: USD 184,500.00 (offered)" for line in lines)


def test_a_korean_thread_is_shown_in_korean() -> None:
    facts = {"currency": cell("KRW"), "total_amount": cell("1200000")}
    korean = analysis(facts, (), language="ko")

    assert any("₩1,200,000 (제시됨)" in line for line in analysis_lines(korean))


def test_failing_checks_and_warnings_are_marked_and_passing_ones_left_out() -> None:
    checks = (
        Check(rule="item-total", ok=False, message="2 × 3 = 6, the mail says 7"),
        Check(rule="unit-mixed", ok=True, message=""),
    )
    found = export_analysis().model_copy(update={"checks": checks, "warnings": ("look here",)})

    marked = [line.strip() for line in analysis_lines(found) if line.strip().startswith("!")]

    assert marked == ["! Sum of the items: 2 × 3 = 6, the mail says 7", "! look here"]
