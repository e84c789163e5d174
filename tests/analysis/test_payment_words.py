"""Whole terms of payment within sentences, in both languages."""

import pytest

from quoteflow_desktop.analysis.payment_words import payment_spans


def found(text: str) -> list[str]:
    return [text[slice(*span)] for span in payment_spans(text, (0, len(text)))]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("We take 35% deposit and the balance against copy of B/L, as agreed.",
         "35% deposit and the balance against copy of B/L"),
        ("Payment is T/T 20% in advance, 80% before shipment.",
         "T/T 20% in advance, 80% before shipment"),
        ("T/T 100% before loading is our rule", "T/T 100% before loading"),
        ("Payment as usual 45 days net.", "45 days net"),
        ("an irrevocable L/C at sight is fine", "irrevocable L/C at sight"),
        ("Payment 60 days after invoice date", "60 days after invoice date"),
        ("결제는 계약금 20%, 납품 후 50%, 검수 후 30%로 하겠습니다",
         "계약금 20%, 납품 후 50%, 검수 후 30%"),
        ("T/T 40% 선금, 잔금 60% 선적 전으로 드립니다", "T/T 40% 선금, 잔금 60% 선적 전"),
        ("결제는 월말 마감 익월 말 현금입니다", "월말 마감 익월 말 현금"),
        ("세금계산서 발행 후 30일 이내 지급", "세금계산서 발행 후 30일 이내 지급"),
    ],
)  # fmt: skip
def test_terms_that_make_a_whole(text: str, terms: str) -> None:
    assert found(text)[0] == terms


@pytest.mark.parametrize(
    "text",
    [
        "the deposit of 30% = USD 900", "a discount of 5% off the total", "18% GST extra",
        "Ready 30 days after receipt of order", "we want 3% less", "수수료 3% 별도",
    ],
)  # fmt: skip
def test_shares_that_make_no_whole_are_no_terms(text: str) -> None:
    assert found(text) == []
