"""What plain code finds in a mail: every trade figure, and no figure of another kind."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quoteflow_desktop.analysis.candidates import find_candidates
from quoteflow_desktop.core.facts import CandidateKind

MAIL_DATE = date(2026, 11, 20)


def found(text: str) -> list[tuple[str, str, str]]:
    return [(c.kind.value, c.text, c.value) for c in find_candidates(text, MAIL_DATE)]


@pytest.mark.parametrize(
    ("text", "value", "currency"),
    [
        ("3억 5천만원", "350000000", "KRW"),
        ("12만5천원", "125000", "KRW"),
        ("천이백만원", "12000000", "KRW"),
        ("1,200만 원", "12000000", "KRW"),
        ("금 일천이백만원정", "12000000", "KRW"),
        ("₩1,250,000.-", "1250000", "KRW"),
        ("￦ 9,500", "9500", "KRW"),
        ("3,300원(VAT 별도)", "3300", "KRW"),
        ("5억 원", "500000000", "KRW"),
        ("120만원에 드리겠습니다", "1200000", "KRW"),
        ("KRW 1.250.000", "1250000", "KRW"),
        ("$3.2K", "3200", "USD"),
        ("USD 1.2M", "1200000", "USD"),
        ("US$ 2.5 million", "2500000", "USD"),
        ("단가 3.45불", "3.45", "USD"),
        ("5천불", "5000", "USD"),
        ("1달러", "1", "USD"),
        ("USD12.50", "12.5", "USD"),
        ("Total USD        55,390.00", "55390", "USD"),
        ("12.50 USD", "12.5", "USD"),
        ("EUR 1.250,00", "1250", "EUR"),
        ("€ 12,50", "12.5", "EUR"),
        ("RMB 88", "88", "CNY"),
        ("88위안", "88", "CNY"),
        ("JPY 120,000", "120000", "JPY"),
        ("12만엔", "120000", "JPY"),
        ("VND 25.000.000", "25000000", "VND"),
        ("£40", "40", "GBP"),
        ("HK$ 80", "80", "HKD"),
        ("CHF 1'250.00", "1250", "CHF"),
        ("Rs. 1,25,000", "125000", "INR"),
        ("ＵＳＤ １２．５０ → USD １２．５０", "12.5", "USD"),
    ],
)
def test_amounts_are_read_with_their_currency(text: str, value: str, currency: str) -> None:
    amounts = [c for c in find_candidates(text, MAIL_DATE) if c.kind is CandidateKind.AMOUNT]
    assert [(c.value, c.currency) for c in amounts] == [(value, currency)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("USD 12.5/pc", "12.5", "pc"),
        ("US$ 615/unit", "615", "unit"),
        ("2.5 USD/kg FOB", "2.5", "kg"),
        ("USD 58.00 per set", "58", "set"),
        ("$40.00 each", "40", "each"),
        ("USD/kg 8.40", "8.4", "kg"),
        ("kg당 8.40달러", "8.4", "kg"),
        ("개당 9,500원", "9500", "개"),
        ("9,500원/EA", "9500", "EA"),
        ("EUR 95,00/Stk", "95", None),
    ],
)
def test_a_price_knows_the_unit_it_is_for(text: str, value: str, unit: str | None) -> None:
    amounts = [c for c in find_candidates(text, MAIL_DATE) if c.kind is CandidateKind.AMOUNT]
    assert [(c.value, c.unit) for c in amounts] == [(value, unit)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1,200 pcs", "1200", "pcs"),
        ("100K pcs", "100000", "pcs"),
        ("1만 2천 개", "12000", "개"),
        ("5,000개입니다", "5000", "개"),
        ("8톤", "8", "톤"),
        ("20 MT", "20", "MT"),
        ("3,000 M", "3000", "M"),
        ("200 m2", "200", "m2"),
        ("12 pallets", "12", "pallets"),
        ("500EA", "500", "EA"),
        ("10롤", "10", "롤"),
        ("3대를", "3", "대"),
        ("두께 2T, 100매", "100", "매"),
        ("3 each", "3", "each"),
        ("4.5 metric tons", "4.5", "metric tons"),
    ],
)
def test_quantities_are_read_with_their_unit_as_written(text: str, value: str, unit: str) -> None:
    quantities = [c for c in find_candidates(text, MAIL_DATE) if c.kind is CandidateKind.QUANTITY]
    assert [(c.value, c.unit) for c in quantities] == [(value, unit)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("8.25로 하겠습니다", ["8.25"]),
        ("Under 58.00 and 43.50 we lose money", ["58", "43.5"]),
        ("흰다리새우    8.40    67,200", ["8.4", "67200"]),
        ("snail mucin serum - 5k", ["5000"]),
        ("640 sets @ 58.00 + 420 loungers", ["58", "420"]),
        ("3만2천5백", ["32500"]),
        ("예산은 1.5억입니다", ["150000000"]),
        ("MOQ 3000", ["3000"]),
        ("| 5,000 | 2.35 | 11,750.00 |", ["5000", "2.35", "11750"]),
    ],
)
def test_bare_numbers_that_can_be_prices_or_quantities_are_found(
    text: str, values: list[str]
) -> None:
    numbers = [c.value for c in find_candidates(text, MAIL_DATE) if c.kind is CandidateKind.NUMBER]
    assert numbers == values


@pytest.mark.parametrize(
    "text",
    [
        "M8x40", "LQ-100D24", "DL-B3", "DALI-2", "SPF50+", "IP67", "3-pc set",
        "02-555-0123", "T.051-024-1180", "Tel: +84 274 555 0136", "o 919.555.0172  c 919.555.0108",
        "TEL 886-3-555-0138 ext 61", "971-555-0163", "1588-1234", "Fax (02) 555-0123",
        "HS 7318.15", "HS Code: 7318.15.2000", "사업자등록번호 134-86-72683", "계좌 110-123-456789",
        "A/c 558 210 447", "PO 4500012345", "PO # LH-20931", "견적번호: 2604-17", "ISO 22716",
        "ISO 9001:2015", "SUS 304", "Incoterms 2020", "인코텀즈 2020",
        "경기도 부천시 오정구 별빛로 73, 4층", "부산 서구 감내로 9", "No. 88, Sec. 1, Nankan Rd., "
                                        "Luzhu Dist.",
        "4410 Tannery Row, Raleigh, NC 27610", "HSR Layout Sector 2, Bengaluru 560102",
        "7F, 210 Songdo Bio-daero, Yeonsu-gu, Incheon 21984",
        "sales2@firm24.com", "https://firm.example/q/123456?n=5,000", "2:30 pm", "오전 9:02",
        "오후 3시",
        "2 x 40'HC", "1 x 20ft", "100W", "DC 24V", "1050 mA", "30 ml", "3-7cm", "100 x 200 x 30 mm",
        "31/40", "발주 후 25일", "3 working days", "4~5일", "3년", "45 days", "14개국 320개사",
        "spring 2026",
        "100~200개", "24/7", "1박스당",
    ],
)  # fmt: skip
def test_figures_of_another_kind_give_no_amount_or_quantity(text: str) -> None:
    kinds = {c.kind for c in find_candidates(text, MAIL_DATE)}
    figures = {CandidateKind.AMOUNT, CandidateKind.NUMBER, CandidateKind.QUANTITY}
    assert not kinds & figures


def test_list_ordinals_are_no_numbers_but_what_follows_them_is() -> None:
    text = "1) 단가: USD 6.42/pc\n2) 수량: 5,000pcs\n3. 9,500\n"
    assert found(text) == [
        ("amount", "USD 6.42/pc", "6.42"),
        ("quantity", "5,000pcs", "5000"),
        ("number", "9,500", "9500"),
    ]


def test_row_numbers_of_a_table_are_no_numbers() -> None:
    text = "1 | Serum | 5,000 | 2.35\n2 | Toner | 3,000 | 2.80\n3 | Cream | 5,000 | 3.15\n"
    values = [c.value for c in find_candidates(text, None)]
    assert values == ["5000", "2.35", "3000", "2.8", "5000", "3.15"]


def test_a_currency_before_a_number_belongs_to_it_and_not_to_the_one_before() -> None:
    assert found("1,200 USD 3.45") == [("number", "1,200", "1200"), ("amount", "USD 3.45", "3.45")]


def test_an_amount_that_can_be_read_in_two_ways_gives_no_figure() -> None:
    assert found("US$1.250,00") == [("currency", "US$", "USD")]
    assert found("EUR 1.250") == [("currency", "EUR", "EUR")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("T/T 30% 선금", "30"),
        ("5 %", "5"),
        ("5프로 할인", "5"),
        ("2.5 percent", "2.5"),
        ("７％", "7"),
    ],
)
def test_percentages(text: str, value: str) -> None:
    percents = [c.value for c in find_candidates(text, None) if c.kind is CandidateKind.PERCENT]
    assert percents == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("FOB Busan", "FOB"), ("CIF부산", "CIF"), ("FOB와", "FOB"), ("C&F Busan", "CFR"),
        ("CNF", "CFR"), ("DDU Hanoi", "DAP"), ("DAT", "DPU"), ("Ex-Works", "EXW"), ("(DAP)", "DAP"),
    ],
)  # fmt: skip
def test_incoterms_are_read_with_their_old_names(text: str, value: str) -> None:
    terms = [c.value for c in find_candidates(text, None) if c.kind is CandidateKind.INCOTERM]
    assert terms == [value]


@pytest.mark.parametrize("text", ["fob", "winmail.dat", "CIFX", "a cipher", "x@FOB.com", "DAP-12"])
def test_incoterms_inside_other_words_are_none(text: str) -> None:
    assert [c for c in find_candidates(text, None) if c.kind is CandidateKind.INCOTERM] == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("해상 운송", "sea"), ("Ocean freight", "sea"), ("by sea", "sea"), ("배로", "sea"),
        ("항공 운송", "air"), ("by air", "air"), ("Air freight", "air"), ("DHL", "express"),
        ("FedEx", "express"), ("택배", "express"), ("courier", "express"), ("by truck", "road"),
        ("육로", "road"), ("철도 운송", "rail"), ("by rail", "rail"),
    ],
)  # fmt: skip
def test_ways_of_transport(text: str, value: str) -> None:
    assert [c.value for c in find_candidates(text, None)] == [value]


@pytest.mark.parametrize("text", ["ups and downs", "airport", "항공사", "railing"])
def test_ordinary_words_are_no_way_of_transport(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Unit price (USD)", "USD"), ("단위: 원", "KRW"), ("(단위 : 천원)", "KRW"),
        ("USD/kg 입니다", "USD"),
        ("in US dollars", "USD"), ("원화 결제", "KRW"), ("Price ($)", "USD"), ("RMB", "CNY"),
    ],
)  # fmt: skip
def test_a_currency_that_stands_alone(text: str, value: str) -> None:
    currencies = [c.value for c in find_candidates(text, None) if c.kind is CandidateKind.CURRENCY]
    assert currencies == [value]


@pytest.mark.parametrize("text", ["500 원단", "5 원자재", "불량 3", "엔진 2", "회원 5"])
def test_words_that_begin_like_money_are_none(text: str) -> None:
    assert all(c.currency is None for c in find_candidates(text, None))


def test_the_yen_sign_is_yuan_in_a_text_that_speaks_of_yuan() -> None:
    assert find_candidates("¥88 (RMB)", None)[0].currency == "CNY"
    assert find_candidates("¥88", None)[0].currency == "JPY"


def test_dates_are_candidates_when_one_day_is_meant() -> None:
    assert found("ETD Jan 20") == [("date", "Jan 20", "2027-01-20")]
    assert found("12월초 선적") == []


def test_a_wrapped_date_keeps_the_mails_own_words() -> None:
    text = "we need them by end\nof this month"
    assert found(text) == [("date", "end\nof this month", "2026-11-30")]


def test_a_purchase_order_line_gives_all_of_its_figures() -> None:
    assert found(" 흰다리새우 PD 31/40   8,000kg x USD 8.25 = USD 66,000") == [
        ("quantity", "8,000kg", "8000"),
        ("amount", "USD 8.25", "8.25"),
        ("amount", "USD 66,000", "66000"),
    ]


ALPHABET = "0123456789.,-/:%$€₩ \n()xMKkg원만억천개월일년당USDFOBJaneby@+~'"


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=120), st.text(alphabet=ALPHABET, max_size=80)))
@example("1" * 500)
@example("1," * 200)
@example("일이삼사오육칠팔구십백천만억조" * 20)
@example("USD " * 100 + "1")
@example("99999년 13월 45일 29 Feb 0000")
def test_any_text_gives_sorted_verbatim_candidates_that_do_not_overlap(text: str) -> None:
    candidates = find_candidates(text, MAIL_DATE)
    assert all(text[c.start : c.end] == c.text and c.text for c in candidates)
    assert all(a.end <= b.start for a, b in pairwise(candidates))


@pytest.mark.parametrize("day", [date.min, date.max, date(2024, 2, 29), None])
def test_no_mail_date_raises(day: date | None) -> None:
    text = (
        "모레, 다음 달 말, 차주 금요일, Feb 29, 999일 후, by Monday, end of next month, 2월 29일, "
        "31일까지, 이번 주말, 1W Dec, mid-January, 12월초, 3주 이내"
    )
    assert all(text[c.start : c.end] == c.text for c in find_candidates(text, day))


@pytest.mark.parametrize(
    "piece",
    [
        "1,", "1 ", "9.9.", "0-", "만 ", "USD ", "1x1", "1 x ", "a1-", "월 ", "10/", "일이",
        "(1", "+1 ", "Tel ", "kg당", "Jan ", "가", "A/c 1", "1만 ",
    ],
)  # fmt: skip
def test_long_hostile_text_comes_back(piece: str) -> None:
    """Quadratic work on 200,000 characters would hang the suite."""
    text = piece * (200_000 // len(piece))
    assert all(text[c.start : c.end] == c.text for c in find_candidates(text, MAIL_DATE))
