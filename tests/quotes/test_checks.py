"""Each rule of a quote: when it holds, when it fails, and what it says."""

from datetime import date
from decimal import Decimal

import pytest

from quoteflow_desktop.core.analysis import Check
from quoteflow_desktop.core.facts import Evidence
from quoteflow_desktop.core.quote import Party, QuoteCheck, TaxMode, Term
from quoteflow_desktop.quotes.checks import RULES, keep_accepted, run_checks
from tests.quotes.samples import ISSUED, asked, cell, quote


def result(made, rule, **more):
    (found,) = [check for check in run_checks(made, **more) if check.rule == rule]
    return found


def test_a_good_quote_passes_every_rule_that_applies():
    checks = run_checks(quote(("300", "615")), stated_total=cell("184500"))

    assert all(check.ok for check in checks)
    assert {check.rule for check in checks} == set(RULES) - {"incoterm-place"}


def test_a_total_of_the_mails_that_differs_fails_with_both_figures_and_its_evidence():
    check = result(quote(("300", "615")), "stated-total", stated_total=cell("184000"))

    assert not check.ok
    assert check.message == (
        "The mails say USD 184,000.00 in total, the quote comes to USD 184,500.00."
    )
    assert check.evidence == (Evidence(message=2, quote="184000"),)


def test_messages_are_in_the_language_of_the_quote():
    check = result(
        quote(("300", "615"), language="ko"), "stated-total", stated_total=cell("184000")
    )

    assert check.message == (
        "메일의 합계(USD 184,000.00)와 견적의 합계(USD 184,500.00)가 다릅니다."
    )


@pytest.mark.parametrize("stated", ["100000", "95000", "104500"])
def test_a_total_before_discount_after_it_or_with_vat_agrees(stated):
    made = quote(("100", "1000"), currency="KRW", tax_mode=TaxMode.DOMESTIC, discount="5")

    assert result(made, "stated-total", stated_total=cell(stated)).ok


@pytest.mark.parametrize(
    ("words", "ok"),
    [
        ("부가세 포함 1,100,000원", False),
        ("부가세 포함 1,210,000원", True),
        ("1,100,000원 (VAT 별도)", True),
        ("1,210,000원 (VAT 별도)", False),
        ("1,100,000원", True),
    ],
)
def test_a_total_is_compared_with_the_sum_that_holds_vat_or_not_as_it_says(words, ok):
    made = quote(("100", "11000"), currency="KRW", tax_mode=TaxMode.DOMESTIC)
    value = "1210000" if "1,210" in words else "1100000"
    stated = cell(value).model_copy(update={"evidence": (Evidence(message=2, quote=words),)})

    assert result(made, "stated-total", stated_total=stated).ok is ok


def test_prices_that_hold_vat_make_a_total_that_holds_it():
    made = quote(("100", "11000"), currency="KRW", tax_mode=TaxMode.DOMESTIC)
    proof = (Evidence(message=2, quote="단가 11,000원(VAT 포함)"),)
    lines = tuple(line.model_copy(update={"evidence": proof}) for line in made.lines)
    made = made.model_copy(update={"lines": lines})

    assert not result(made, "stated-total", stated_total=cell("1100000")).ok


def test_a_total_that_was_only_asked_for_is_not_compared():
    rules = [check.rule for check in run_checks(quote(("1", "1")), stated_total=asked("5"))]

    assert "stated-total" not in rules


def test_an_unknown_currency_fails():
    assert not result(quote(("1", "1"), currency=""), "currency-known").ok


@pytest.mark.parametrize(("until", "ok"), [(ISSUED, True), (date(2026, 11, 19), False)])
def test_validity_must_not_end_before_the_day_of_issue(until, ok):
    made = quote(("1", "1")).model_copy(update={"valid_until": until})

    assert result(made, "validity-after-issue").ok is ok


@pytest.mark.parametrize(
    ("place", "ok"),
    [
        ((Term(key="incoterm_place", value="Busan"),), True),
        ((Term(key="incoterm_place", value="Busan", open=True),), False),
        ((), False),
    ],
)
def test_an_incoterm_needs_a_settled_place(place, ok):
    made = quote(("1", "1")).model_copy(
        update={"terms": (Term(key="incoterm", value="FOB"), *place)}
    )

    assert result(made, "incoterm-place").ok is ok


@pytest.mark.parametrize(
    ("percent", "ok"), [("0", True), ("99.9", True), ("100", False), ("-1", False)]
)
def test_a_discount_lies_between_nothing_and_all(percent, ok):
    assert result(quote(("1", "1"), discount=percent), "discount-range").ok is ok


@pytest.mark.parametrize("figures", [("0", "5"), ("-3", "5"), ("3", "0")])
def test_a_figure_of_zero_or_less_fails_and_names_its_item(figures):
    check = result(quote(("1", "1"), figures), "figures-positive")

    assert (check.ok, check.message) == (
        False,
        "Quantity or price of item 2 is not above zero.",
    )


@pytest.mark.parametrize(
    "buyer",
    [
        Party(company="(주)한빛무역"),
        Party(company="HANBIT Trading Co., Ltd."),
        Party(company="Other", email="Sales@hanbit.example"),
    ],
)
def test_a_quote_to_the_own_firm_fails(buyer):
    made = quote(("1", "1")).model_copy(update={"buyer": buyer})

    assert not result(made, "buyer-is-seller").ok


def test_failing_checks_of_the_analysis_come_along_and_passing_ones_do_not():
    evidence = (Evidence(message=3, quote="IBAN"),)
    carried = (
        Check(rule="bank-changed", ok=False, message="New account", evidence=evidence),
        Check(rule="unit-mixed", ok=True, message=""),
    )

    checks = run_checks(quote(("1", "1")), carried=carried)

    assert [check for check in checks if check.rule not in RULES] == [
        QuoteCheck(rule="bank-changed", ok=False, message="New account", evidence=evidence)
    ]


def test_a_check_that_comes_along_speaks_the_language_of_the_quote():
    carried = (Check(rule="bank-changed", ok=False, message="mail 3 gives another bank account"),)

    check = result(quote(("1", "1"), language="ko"), "bank-changed", carried=carried)

    assert check.message == "3번 메일에 이전과 다른 입금계좌가 적혀 있습니다."


def test_a_rule_that_the_quote_has_itself_is_not_doubled():
    carried = (Check(rule="incoterm-place", ok=False, message="FOB without place"),)

    checks = run_checks(quote(("1", "1")), carried=carried)

    assert "incoterm-place" not in [check.rule for check in checks]


def test_acceptance_lasts_while_the_failure_is_the_same():
    before = QuoteCheck(rule="stated-total", ok=False, message="5 is not 6", accepted=True)
    same = before.model_copy(update={"accepted": False})
    other = same.model_copy(update={"message": "5 is not 7"})

    assert keep_accepted((same, other), (before,)) == (before, other)


def test_an_open_line_leaves_the_sum_short_of_the_total_of_the_mails():
    made = quote(("300", "615"), ("10", None))

    assert not result(made, "stated-total", stated_total=cell("200000")).ok
    assert made.lines[1].quantity == Decimal(10)
