"""Code rules out copied texts that cannot be a value of their key."""

import pytest

from quoteflow_desktop.analysis.plausible import plausible

VALUES = [
    ("quote_validity", "2026년 2월 13일까지"),
    ("quote_validity", "until Oct 31"),
    ("lead_time", "발주 후 25일"),
    ("lead_time", "ex stock"),
    ("lead_time", "16 weeks after deposit"),
    ("quote_validity", "견적일로부터 30일"),
    ("quote_validity", "30 days from the date of quotation"),
    ("warranty", "24 months, CE conformity"),
    ("warranty", "two years"),
    ("warranty", "출고일로부터 3년"),
    ("payment_terms", "T/T 30% 선금, 잔금 70% 선적 전"),
    ("payment_terms", "L/C at sight"),
    ("payment_terms", "세금계산서 발행 후 30일"),
    ("reference", "PO # LH-20931"),
    ("incoterm_place", "Cat Lai (HCMC)"),
    ("buyer_company", "(주)물결식품"),
    ("supplier_company", "3S Korea Co., Ltd."),
    ("supplier_contact", "Nguyen Thi Lan (란)"),
    ("certification", "ISO 22716"),
    ("certification", "KC인증"),
    ("payment_terms", "30 days net"),
    ("reference", "450012"),
    ("buyer_company", "Director's Cut Films Ltd."),
    ("supplier_company", "높은산업"),
    ("product", "LED floodlight SMF-100"),
    ("product", "인버터 50kW"),
]
NONSENSE = [
    ("certification", "Nigeria"),
    ("certification", "CAD"),
    ("payment_terms", "48,000 kg"),
    ("payment_terms", "18 months warranty"),
    ("reference", "6300-1182-4471"),
    ("buyer_company", "Purchasing Specialist"),
    ("buyer_company", "Company"),
    ("buyer_company", "PO BL-1147"),
    ("buyer_company", "Turkey I am getting 7.15"),
    ("supplier_company", "다시 얘기해서"),
    ("quote_validity", "248,000원"),
    ("quote_validity", "best regards"),
    ("lead_time", "as agreed"),
    ("warranty", "USD 5"),
    ("payment_terms", "our usual goods"),
    ("reference", "order"),
    ("incoterm_place", "Busan 46291"),
    ("buyer_company", "충남 천안시 서북구 도담로 8"),
    ("buyer_company", "sales@x.example"),
    ("buyer_contact", "T.051-024-1180"),
    ("warranty", "1. 50kW 스트링"),
    ("lead_time", "11월 20일"),
    ("incoterm_place", "sea freight"),
    ("supplier_company", "부장님"),
    ("supplier_company", "Mr"),
    ("supplier_contact", "Safra Water Works LLC"),
    ("product", "12,840.00"),
    ("product", "5,000개"),
    ("product", "is the 5 years"),
    ("packaging", "--"),
    ("buyer_company", "a" * 61),
]


@pytest.mark.parametrize(("key", "text"), VALUES)
def test_a_real_value_may_pass(key: str, text: str) -> None:
    assert plausible(key, text)


@pytest.mark.parametrize(("key", "text"), NONSENSE)
def test_what_cannot_be_a_value_is_ruled_out(key: str, text: str) -> None:
    assert not plausible(key, text)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("packaging", "USD 2.10 per carton"), ("packaging", "10 nos"),
        ("product", "Great meeting you"), ("product", "US$ 0.216"), ("product", "5,999 yds"),
        ("product", "But 100% in advance"), ("product", "말씀드렸습니다"),
        ("payment_terms", "송금은 아래 계좌로 주시기"), ("payment_terms", "the interface"),
    ],
)  # fmt: skip
def test_what_a_value_never_is(key: str, text: str) -> None:
    assert not plausible(key, text)
