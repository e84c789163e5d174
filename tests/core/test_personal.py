"""Personal data is seen whole, whatever stands beside it; figures of a deal are none."""

import pytest

from quoteflow_desktop.core.personal import (
    Kind,
    is_business_number,
    is_card,
    is_iban,
    personal_data,
)


def shown(text: str, *, names: bool = True) -> list[tuple[Kind, str]]:
    return [(kind, text[a:b]) for kind, a, b in personal_data(text, names=names)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("전화 010-1234-5678로 주세요", "010-1234-5678"),
        ("전화010-1234-5678", "010-1234-5678"),
        ("Tel +82-2-555-0100 (ext 3)", "+82-2-555-0100"),
        ("T +971 4 555 0161 | M", "+971 4 555 0161"),
        ("T +49 (0)40 1234567.", "+49 (0)40 1234567"),
        ("WhatsApp +55 85 9 9555-0155", "+55 85 9 9555-0155"),
        ("+821012345678", "+821012345678"),
        ("T.02-555-0100", "02-555-0100"),
        ("(02) 555-0100", "(02) 555-0100"),
        ("02)555-0100", "02)555-0100"),
        ("(010-1234-5678)", "010-1234-5678"),
        ("010-1234-5678~9", "010-1234-5678"),
        ("0505-123-4567", "0505-123-4567"),
        ("01098765432", "01098765432"),
        ("080-555-0100", "080-555-0100"),
        ("o 919.555.0172", "919.555.0172"),
        ("call (918) 555-0126", "(918) 555-0126"),
        ("1588-0000", "1588-0000"),
    ],
)
def test_a_telephone_is_seen_to_its_last_digit(text: str, number: str) -> None:
    assert shown(text) == [(Kind.PHONE, number)]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("kim.sy@saesol.co.kr로 주세요", "kim.sy@saesol.co.kr"),
        ("메일은kim@saesol.kr", "kim@saesol.kr"),
        ("<o'neill+rfq@a-b.example>", "neill+rfq@a-b.example"),
        ("kim@새솔.한국", "kim@새솔.한국"),
        ("김서연@saesol.kr", "김서연@saesol.kr"),
    ],
)
def test_an_address_ends_where_a_korean_ending_begins(text: str, address: str) -> None:
    assert shown(text) == [(Kind.EMAIL, address)]


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("주민번호 900101-1234567", Kind.RESIDENT, "900101-1234567"),
        ("사업자 220-81-62517", Kind.BUSINESS, "220-81-62517"),
        ("IBAN DE89 3704 0044 0532 0130 00", Kind.IBAN, "DE89 3704 0044 0532 0130 00"),
        ("DE89370400440532013000 BIC COBADEFF", Kind.IBAN, "DE89370400440532013000"),
        ("card 4111 1111 1111 1111", Kind.CARD, "4111 1111 1111 1111"),
        ("계좌번호: 110-123-456789", Kind.ACCOUNT, "110-123-456789"),
        ("계좌 한울은행 301-0000-4455-11", Kind.ACCOUNT, "301-0000-4455-11"),
        ("A/c No 0923 0500 4417", Kind.ACCOUNT, "0923 0500 4417"),
    ],
)
def test_numbers_of_persons_and_houses(text: str, kind: Kind, number: str) -> None:
    assert shown(text) == [(kind, number)]


@pytest.mark.parametrize(
    "text",
    [
        "AWB 098-5550 4471",
        "옵션: 2도 +120원/개",
        "Part no. 4711-2222-3333-4445",
        "HS 8504.40-2010, size 2000-300-50 mm",
        "USD 1,234.50, 10,000 pcs, total 12,345,000",
        "사업자 220-81-62518",
        "2026-11-20 10:30",
        "지난 대표 회의",
    ],
)
def test_figures_of_a_deal_are_none(text: str) -> None:
    assert shown(text) == []


def test_runs_stand_in_order_and_names_only_where_asked_for() -> None:
    text = "담당자: 김서연 과장, 010-1234-5678, kim@saesol.kr; Mr. Joseph Mwangi"

    assert shown(text) == [
        (Kind.NAME, "김서연"),
        (Kind.PHONE, "010-1234-5678"),
        (Kind.EMAIL, "kim@saesol.kr"),
        (Kind.NAME, "Joseph Mwangi"),
    ]
    assert [kind for kind, _ in shown(text, names=False)] == [Kind.PHONE, Kind.EMAIL]


@pytest.mark.parametrize(
    ("check", "right", "wrong"),
    [
        (is_business_number, "124-81-00998", "124-81-00997"),
        (is_iban, "GB82 WEST 1234 5698 7654 32", "GB82 WEST 1234 5698 7654 33"),
        (is_card, "5500-0000-0000-0004", "5500-0000-0000-0005"),
    ],
)
def test_check_digits(check, right, wrong) -> None:  # type: ignore[no-untyped-def]
    assert (check(right), check(wrong)) == (True, False)
