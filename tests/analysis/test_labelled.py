"""Terms on lines of their own, in both languages, and the place behind an Incoterm."""

import pytest

from quoteflow_desktop.analysis.labelled import labelled, place_after


def terms(text: str) -> list[tuple[str, str]]:
    return [(term.key, text[term.start : term.end]) for term in labelled(text)]


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("Payment: T/T 30% deposit", "payment_terms", "T/T 30% deposit"),
        ("- Terms of payment : L/C at sight.", "payment_terms", "L/C at sight"),
        ("3) 결제: T/T 30% 선금, 잔금 70% 선적 전", "payment_terms",
         "T/T 30% 선금, 잔금 70% 선적 전"),
        ("· 결제조건 - 현금 30일", "payment_terms", "현금 30일"),
        ("Lead time  : 30 days after deposit", "lead_time", "30 days after deposit"),
        ("Lead time\t5 weeks", "lead_time", "5 weeks"),
        ("| 납기 | 발주 후 4주 |", "lead_time", "발주 후 4주"),
        (" · 생산 납기: 확정 후 40일입니다", "lead_time", "확정 후 40일"),
        ("견적 유효기간: 견적일로부터 20일", "quote_validity", "견적일로부터 20일"),
        ("Validity: 7 days", "quote_validity", "7 days"),
        ("▶ 포장: 목재 팔레트", "packaging", "목재 팔레트"),
        ("Packing: wooden case, 1 unit per case", "packaging", "wooden case, 1 unit per case"),
        ("Warranty: 12 months, parts only", "warranty", "12 months, parts only"),
        ("하자보증 : 1년", "warranty", "1년"),
        ("- 무상 A/S: 설치일로부터 1년", "warranty", "설치일로부터 1년"),
        ("인증 : OEKO-TEX STANDARD 100 보유", "certification", "OEKO-TEX STANDARD 100"),
        ("Certificate: ISO 22716 (CGMP). All are cruelty-free", "certification",
         "ISO 22716 (CGMP)"),
        ("발주번호 : DDS4-0031 (가구)", "reference", "DDS4-0031"),
        ("PO No.: KN/0091", "reference", "KN/0091"),
        ("Port of loading: Cat Lai (HCMC)", "port_of_loading", "Cat Lai (HCMC)"),
        ("도착항: 인천", "port_of_discharge", "인천"),
    ],
)  # fmt: skip
def test_a_labelled_line_gives_its_value(text: str, key: str, value: str) -> None:
    assert terms(f"Hello,\n{text}\nKim") == [(key, value)]


@pytest.mark.parametrize(
    "text",
    [
        "Payment: TBD", "결제: 협의", "납기: -",
        "Lead time: could you do 3 weeks?", "Warranty:", "| 납기 | 포장 | 결제 |",
        "포장: 기존과 동일", "Sample lead time: 3 days", "결제조건 알려주세요",
        "Payment: as before",
        "L/C at sight: accepted.", "Delivery: 5 Main Street", "Validity: best regards",
    ],
)  # fmt: skip
def test_what_is_open_or_no_value_is_left_out(text: str) -> None:
    assert terms(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Payment: T/T / Delivery: 4 weeks / Packing: pallets",
        "Payment: T/T Delivery: 4 weeks, Packing: pallets",
    ],
)
def test_several_terms_of_one_line_end_where_the_next_begins(text: str) -> None:
    assert terms(text) == [
        ("payment_terms", "T/T"), ("lead_time", "4 weeks"), ("packaging", "pallets"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("FOB Busan", "Busan"), ("FOB 부산항, 해상", "부산항"),
        ("DAP Hamburg (Incoterms 2020)", "Hamburg"),
        ("FOB Cat Lai (HCMC):", "Cat Lai (HCMC)"), ("FCA Incheon Airport", "Incheon Airport"),
        ("FOB 얀티안, 해상", "얀티안"), ("FOB, Ningbo", "Ningbo"),
        ("FOB USD 5", None), ("FOB 기준으로", None), ("FOB Price", None), ("FOB.", None),
        ("FOB 가능할까요", None),
    ],
)  # fmt: skip
def test_the_place_behind_an_incoterm(text: str, place: str | None) -> None:
    span = place_after(text, 3)
    assert (text[slice(*span)] if span else None) == place
