"""The words of trade mails for VAT within a price and on top of it."""

import pytest

from quoteflow_desktop.core.facts import Evidence
from quoteflow_desktop.core.quote import OpenPoint, QuoteLine, TaxMode
from quoteflow_desktop.quotes.vat import Vat, stated_vat, vat_points


@pytest.mark.parametrize(
    ("words", "vat"),
    [
        ("부가세 포함 1,100,000원", Vat.INCLUDED),
        ("1,100,000원(VAT 포함)", Vat.INCLUDED),
        ("1,100,000원 (VAT 10% 포함)", Vat.INCLUDED),
        ("부가가치세를 포함한 금액", Vat.INCLUDED),
        ("KRW 1,100,000 incl. VAT", Vat.INCLUDED),
        ("KRW 1,100,000, VAT included", Vat.INCLUDED),
        ("1,000,000원 (VAT 별도)", Vat.EXCLUDED),
        ("부가세는 별도입니다 1,000,000원", Vat.EXCLUDED),
        ("1,000,000원, 부가세 미포함", Vat.EXCLUDED),
        ("부가세가 포함되지 않은 1,000,000원", Vat.EXCLUDED),
        ("1,000,000원 + VAT", Vat.EXCLUDED),
        ("KRW 1,000,000 excl. VAT", Vat.EXCLUDED),
        ("KRW 1,000,000, VAT not included", Vat.EXCLUDED),
        ("운임 포함 1,000,000원", None),
        ("1,000,000원", None),
    ],
)
def test_words_for_vat(words: str, vat: Vat | None) -> None:
    assert stated_vat([Evidence(message=1, quote=words)]) is vat


def test_proofs_that_disagree_say_nothing() -> None:
    proofs = [Evidence(message=1, quote=f"100원 VAT {word}") for word in ("포함", "별도")]
    assert stated_vat(proofs) is None


@pytest.mark.parametrize(
    ("words", "points"),
    [
        ("850원 (VAT 별도)", ()),
        ("850원", (OpenPoint(field="vat", reason="ambiguous"),)),
        ("850원 (VAT 포함)", (OpenPoint(field="vat", reason="conflicting"),)),
    ],
)
def test_vat_is_open_at_home_unless_prices_are_said_to_be_without(words, points) -> None:
    line = QuoteLine(product="상자", evidence=(Evidence(message=1, quote=words),))

    assert vat_points(None, [line], TaxMode.DOMESTIC) == points
    assert vat_points(None, [line], TaxMode.ZERO_RATED) == ()
