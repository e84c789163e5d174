"""Conditions read as the trade writes them."""

import pytest

from quoteflow_desktop.core.quote import Term
from quoteflow_desktop.quotes.conditions import condition_texts
from tests.quotes.samples import quote

PLACE = Term(key="incoterm_place", value="Mombasa")


def texts(*terms, language="en"):
    return list(
        condition_texts(quote(("1", "1"), language=language).model_copy(update={"terms": terms}))
    )


@pytest.mark.parametrize(
    ("term", "korean", "english"),
    [
        (
            Term(key="delivery_date", value="2027-01-31"),
            ("납기일", "2027년 1월 31일"),
            ("Delivery date", "31 January 2027"),
        ),
        (
            Term(key="delivery_date", value="end of May"),
            ("납기일", "end of May"),
            ("Delivery date", "end of May"),
        ),
        (
            Term(key="shipping_method", value="sea"),
            ("운송방법", "해상"),
            ("Shipping method", "By sea"),
        ),
        (
            Term(key="shipping_method", value="own lorry"),
            ("운송방법", "own lorry"),
            ("Shipping method", "own lorry"),
        ),
        (
            Term(key="payment_terms", value="60 days", open=True),
            ("결제조건", "협의 (요청: 60 days)"),
            ("Payment terms", "To be agreed (requested: 60 days)"),
        ),
        (
            Term(key="delivery_date", value="2027-01-31", open=True),
            ("납기일", "협의 (요청: 2027년 1월 31일)"),
            ("Delivery date", "To be agreed (requested: 31 January 2027)"),
        ),
        (Term(key="warranty", value="", open=True), ("보증", "협의"), ("Warranty", "To be agreed")),
    ],
)
def test_a_condition_reads_in_the_language_of_the_paper(term, korean, english):
    assert texts(term, language="ko") == [korean]
    assert texts(term) == [english]


@pytest.mark.parametrize(
    ("terms", "text"),
    [
        ((Term(key="incoterm", value="CIF"), PLACE), "CIF Mombasa (Incoterms® 2020)"),
        ((Term(key="incoterm", value="EXW"),), "EXW (Incoterms® 2020)"),
        (
            (
                Term(key="incoterm", value="CIF"),
                PLACE.model_copy(update={"open": True}),
            ),
            "CIF, To be agreed (requested: Mombasa) (Incoterms® 2020)",
        ),
        (
            (Term(key="incoterm", value="CIF", open=True), PLACE),
            "To be agreed (requested: CIF Mombasa)",
        ),
        ((Term(key="incoterm", value="", open=True),), "To be agreed"),
    ],
)
def test_an_incoterm_and_its_place_share_a_row(terms, text):
    assert texts(*terms) == [("Delivery terms", text)]


def test_a_place_without_an_incoterm_is_a_condition_of_its_own():
    assert texts(PLACE) == [("Place of delivery", "Mombasa")]
