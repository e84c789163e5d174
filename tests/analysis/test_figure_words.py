"""What the words around a figure make of it."""

from datetime import date

import pytest

from quoteflow_desktop.analysis import figure_words
from quoteflow_desktop.analysis.candidates import find_candidates
from quoteflow_desktop.analysis.sentences import sentences
from quoteflow_desktop.core.facts import CandidateKind


def found(name: str, text: str) -> list[str]:
    figures = find_candidates(text, date(2026, 3, 2))
    hits = getattr(figure_words, name)(text, figures, list(sentences(text)))
    return [(hit[0] if isinstance(hit, tuple) else hit).value for hit in hits]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Total CIF Busan  EUR 73,300", "73300"), ("so the total becomes USD 1,074.00", "1074"),
        ("합계 (부가세 별도) 31,800,000원", "31800000"), ("총 650,000엔이에요", "650000"),
        ("together 19,495.00 EUR", "19495"),
    ],
)  # fmt: skip
def test_a_total(text: str, value: str) -> None:
    assert found("totals", text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "Subtotal USD 900", "total quantity 900 pcs", "a total of USD 900 is not possible",
        "Last year the total was USD 900", "discount on the total USD 40",
    ],
)  # fmt: skip
def test_no_total(text: str) -> None:
    assert found("totals", text) == []


def test_a_budget() -> None:
    assert found("budgets", "Our budget for this is AED 2.4 mio") == ["2400000"]
    assert found("budgets", "예산은 3,300만원 정도입니다") == ["33000000"]


def test_ways_of_transport_are_the_goods_own() -> None:
    assert found("methods", "We ship by sea from Busan.") == ["sea"]
    assert found("methods", "샘플은 DHL로 보냅니다") == []
    assert found("methods", "택배박스 견적 부탁드립니다") == []
    assert found("methods", "물건은 택배로 보냅니다") == ["express"]
    assert found("methods", "By air is not possible.") == []


@pytest.mark.parametrize(
    ("text", "arrives"),
    [
        ("ETD Busan 5 May", False), ("ETA Jeddah: 4 December", True),
        ("5월 22일까지 현장에 들어와야 납품이 됩니다", True), ("3월 20일 출고합니다", False),
    ],
)  # fmt: skip
def test_a_day_of_delivery(text: str, arrives: bool) -> None:
    figures = find_candidates(text, date(2026, 3, 2))
    ((_, found_arrives),) = figure_words.deliveries(text, figures, list(sentences(text)))
    assert found_arrives is arrives


@pytest.mark.parametrize(
    "text",
    [
        "Our offer is valid until 5 May.", "Payment by 5 May", "발주는 5월 4일까지 주세요",
        "The certificate of 5 May arrives later", "견적 회신은 5월 4일까지 부탁드립니다",
    ],
)  # fmt: skip
def test_no_day_of_delivery(text: str) -> None:
    assert found("deliveries", text) == []


def test_only_a_sentence_about_discounts_makes_a_percentage_one() -> None:
    for text, is_one in (("a discount of 5%", True), ("99% of our pumps run for years", False)):
        (figure,) = find_candidates(text, None)
        assert figure.kind is CandidateKind.PERCENT
        assert figure_words.is_discount(text, figure, list(sentences(text))) is is_one
