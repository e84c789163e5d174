"""A draft holds what stands in the thread, with its proof, and nothing else."""

from datetime import date
from decimal import Decimal

import pytest

from quoteflow_desktop.core.errors import QuoteError
from quoteflow_desktop.core.facts import Blank, Evidence, Item, Origin, Side, State
from quoteflow_desktop.core.quote import OpenPoint, Party, TaxMode, Term
from quoteflow_desktop.quotes.builder import draft, revise
from tests.quotes.samples import (
    COMPANY,
    ISSUED,
    analysis,
    asked,
    cell,
    export_analysis,
    item,
)

NUMBER = "QT-20261120-001"


def drafted(found, *, language="en"):
    return draft(found, COMPANY, language=language, issued_on=ISSUED, number=NUMBER)


def terms_of(quote):
    return {term.key: term for term in quote.terms}


def test_a_settled_export_thread_becomes_a_quote_with_nothing_open():
    quote = drafted(export_analysis())

    assert quote.open_points == ()
    assert all(check.ok for check in quote.checks)
    assert (quote.currency, quote.tax_mode) == ("USD", TaxMode.ZERO_RATED)
    assert quote.buyer == Party(
        company="Mwangi Power Ltd.", contact="James Mwangi", email="james@mwangi.example"
    )
    assert quote.reference == "RFQ-2231"
    assert [(term.key, term.value) for term in quote.terms] == [
        ("incoterm", "CIF"),
        ("incoterm_place", "Mombasa"),
        ("payment_terms", "T/T 30% in advance"),
        ("lead_time", "4 weeks after deposit"),
    ]


def test_a_line_has_exact_figures_and_the_evidence_of_each_of_its_fields():
    (line,) = drafted(export_analysis()).lines

    assert (line.product, line.unit) == ("Solar inverter 5 kW", "pcs")
    assert (line.quantity, line.unit_price) == (Decimal(300), Decimal(615))
    assert line.evidence == (
        Evidence(message=1, quote="Solar inverter 5 kW"),
        Evidence(message=1, quote="300"),
        Evidence(message=1, quote="pcs"),
        Evidence(message=2, quote="615"),
    )


def test_a_term_keeps_its_evidence():
    assert terms_of(drafted(export_analysis()))["payment_terms"].evidence == (
        Evidence(message=2, quote="T/T 30% in advance"),
    )


def test_a_quote_needs_an_item():
    with pytest.raises(QuoteError, match="no goods"):
        drafted(analysis({"currency": cell("USD")}, ()))


def test_a_quote_needs_a_price():
    with pytest.raises(QuoteError, match="No price"):
        drafted(analysis({}, (item("pump", "3", "pcs", None),)))


def test_a_target_price_of_the_buyer_is_no_offer():
    with pytest.raises(QuoteError, match="nobody has offered"):
        drafted(analysis({}, (item("pump", "3", "pcs", asked("600")),)))


def test_a_price_that_the_buyer_only_mentions_is_no_offer():
    heard = cell("600", State.STATED, by=Side.BUYER)

    with pytest.raises(QuoteError, match="nobody has offered"):
        drafted(analysis({}, (item("pump", "3", "pcs", heard),)))


@pytest.mark.parametrize(
    "price",
    [
        cell("600", State.STATED, by=Side.SUPPLIER),
        cell("600", State.AGREED),
        asked("600").model_copy(update={"confirmed": True}),
        asked("600").model_copy(update={"origin": Origin.USER}),
    ],
)
def test_a_price_of_the_supplier_or_the_user_is_quoted(price):
    quote = drafted(analysis({"currency": cell("USD")}, (item("pump", "3", "pcs", price),)))

    assert quote.lines[0].unit_price == Decimal(600)


def test_one_open_price_among_others_is_an_open_point():
    items = (item("pump", "3", "pcs", cell("600")), item("valve", None, "", asked("12")))
    quote = drafted(analysis({"currency": cell("USD")}, items))

    assert quote.lines[1].unit_price is None
    assert OpenPoint(field="items.2.quantity", reason="missing") in quote.open_points
    assert OpenPoint(field="items.2.unit_price", reason="only-asked") in quote.open_points


@pytest.mark.parametrize("figure", ["1e999999999", "many", "1000000000000000"])
def test_a_figure_that_no_trade_has_is_left_open_as_unclear(figure):
    items = (
        item("pump", "3", "pcs", cell("600")),
        Item(product=asked("valve"), quantity=asked(figure), unit_price=cell(figure)),
    )
    quote = drafted(analysis({"currency": cell("USD")}, items))

    assert (quote.lines[1].quantity, quote.lines[1].unit_price) == (None, None)
    assert quote.open_points[1:3] == (
        OpenPoint(field="items.2.quantity", reason="ambiguous"),
        OpenPoint(field="items.2.unit_price", reason="ambiguous"),
    )


def test_a_line_whose_product_nobody_named_is_an_open_point():
    quote = drafted(analysis({}, (Item(quantity=asked("3"), unit_price=cell("5")),)))

    assert OpenPoint(field="items.1.product", reason="missing") in quote.open_points


def test_a_term_that_was_only_asked_for_is_open_and_keeps_the_wish():
    quote = drafted(export_analysis(payment_terms=asked("60 days net")))

    assert quote.open_points == (OpenPoint(field="payment_terms", reason="only-asked"),)
    assert terms_of(quote)["payment_terms"] == Term(
        key="payment_terms",
        value="60 days net",
        open=True,
        evidence=(Evidence(message=1, quote="60 days net"),),
    )


def test_an_export_without_incoterm_payment_and_time_has_three_open_points():
    quote = drafted(
        export_analysis(incoterm=None, incoterm_place=None, payment_terms=None, lead_time=None)
    )

    assert quote.open_points == tuple(
        OpenPoint(field=key, reason="missing") for key in ("incoterm", "payment_terms", "lead_time")
    )
    assert all(term.open and not term.value for term in quote.terms)


def test_a_term_that_nobody_mentions_and_nobody_needs_is_not_on_the_quote():
    assert "packaging" not in terms_of(drafted(export_analysis()))


def test_a_contradictory_term_is_open_with_its_reason():
    found = export_analysis().model_copy(update={"blanks": {"warranty": Blank.CONFLICTING}})

    assert drafted(found).open_points == (OpenPoint(field="warranty", reason="conflicting"),)


def test_a_missing_buyer_and_currency_are_open_points():
    quote = drafted(export_analysis(buyer_company=None, currency=None))

    assert [point.field for point in quote.open_points] == ["buyer_company", "currency"]
    assert [check.rule for check in quote.checks if not check.ok] == ["currency-known"]


def test_won_between_koreans_is_domestic_and_needs_no_incoterm():
    found = analysis(
        {"currency": cell("KRW"), "buyer_company": cell("대성포장")},
        (item("상자", "100", "개", cell("850")),),
        language="ko",
    )

    quote = drafted(found, language="ko")

    assert quote.tax_mode is TaxMode.DOMESTIC
    assert [point.field for point in quote.open_points] == ["vat", "payment_terms", "lead_time"]


@pytest.mark.parametrize(("currency", "language"), [("USD", "ko"), ("KRW", "en")])
def test_every_other_sale_is_a_zero_rated_export(currency, language):
    found = analysis(
        {"currency": cell(currency)}, (item("상자", "100", "개", cell("850")),), language=language
    )

    assert drafted(found, language=language).tax_mode is TaxMode.ZERO_RATED


def test_a_foreign_company_does_not_charge_korean_vat():
    foreign = COMPANY.model_copy(update={"name": "Acme Ltd.", "registration_number": ""})
    found = analysis(
        {"currency": cell("KRW")}, (item("상자", "1", "개", cell("850")),), language="ko"
    )

    quote = draft(found, foreign, language="ko", issued_on=ISSUED, number=NUMBER)

    assert quote.tax_mode is TaxMode.ZERO_RATED


def test_validity_without_words_follows_the_house_rule():
    quote = drafted(export_analysis())

    assert (quote.valid_until, quote.validity_text) == (date(2026, 12, 20), "")


def test_a_clear_date_of_validity_is_taken_and_its_words_are_kept():
    quote = drafted(export_analysis(quote_validity=cell("until 15 December 2026")))

    assert quote.valid_until == date(2026, 12, 15)
    assert quote.validity_text == "until 15 December 2026"
    assert quote.open_points == ()


@pytest.mark.parametrize(
    ("validity", "reason"),
    [(cell("이번 달 말까지"), "ambiguous"), (asked("until 31 January 2027"), "only-asked")],
)
def test_an_unclear_or_wished_validity_falls_back_and_is_open(validity, reason):
    quote = drafted(export_analysis(quote_validity=validity))

    assert quote.valid_until == date(2026, 12, 20)
    assert quote.open_points == (OpenPoint(field="quote_validity", reason=reason),)


def test_a_discount_that_was_offered_is_taken_off():
    assert drafted(export_analysis(discount_percent=cell("5"))).discount_percent == Decimal(5)


@pytest.mark.parametrize(
    ("discount", "reason"),
    [
        (asked("10"), "only-asked"),
        (cell("10", State.STATED, by=Side.BUYER), "only-asked"),
        (cell("some"), "ambiguous"),
    ],
)
def test_a_discount_that_is_wished_or_unreadable_is_not_given_away(discount, reason):
    quote = drafted(export_analysis(discount_percent=discount))

    assert quote.discount_percent == 0
    assert quote.open_points == (OpenPoint(field="discount_percent", reason=reason),)


def test_an_edit_that_settles_a_point_takes_it_out_and_runs_the_checks_anew():
    found = export_analysis(currency=None, payment_terms=asked("60 days"))
    quote = drafted(found)
    settled = tuple(term.model_copy(update={"open": False}) for term in quote.terms)

    edited = revise(quote.model_copy(update={"currency": "USD", "terms": settled}), found)

    assert edited.open_points == ()
    assert all(check.ok for check in edited.checks)


def test_an_edit_elsewhere_keeps_the_open_points():
    found = export_analysis(
        payment_terms=asked("60 days"), discount_percent=asked("3"), buyer_company=None
    )
    quote = drafted(found)

    assert revise(quote.model_copy(update={"remarks": "x"}), found).open_points == quote.open_points


def test_a_filled_price_is_no_longer_open():
    found = analysis(
        {"currency": cell("USD")},
        (item("pump", "3", "pcs", cell("600")), item("valve", "2", "pcs", None)),
    )
    quote = drafted(found)
    lines = (quote.lines[0], quote.lines[1].model_copy(update={"unit_price": Decimal(12)}))

    edited = revise(quote.model_copy(update={"lines": lines}), found)

    assert "items.2.unit_price" in [point.field for point in quote.open_points]
    assert "items.2.unit_price" not in [point.field for point in edited.open_points]
