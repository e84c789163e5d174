import base64
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteflow_desktop.core.messages import Address
from quoteflow_desktop.mail import headers

KST = timezone(timedelta(hours=9))


def word(data: bytes, charset: str = "utf-8") -> str:
    return f"=?{charset}?B?{base64.b64encode(data).decode()}?="


def test_encoded_words_are_decoded_and_joined() -> None:
    raw = f"Re: {word('견적'.encode())}\r\n {word(' 요청'.encode())} (2)"
    assert headers.text(raw) == "Re: 견적 요청 (2)"


def test_a_syllable_that_is_split_between_two_words_is_whole() -> None:
    assert headers.text("=?utf-8?Q?=ED=95?= =?utf-8?Q?=9C?=") == "한"


def test_base64_without_padding_is_read() -> None:
    assert headers.text("=?euc-kr?B?sN/A+w?=") == "견적"


def test_raw_korean_bytes_are_read() -> None:
    raw = "견적 요청의 건".encode("cp949").decode("ascii", "surrogateescape")
    assert headers.text(raw) == "견적 요청의 건"


def test_zero_width_and_direction_signs_are_dropped() -> None:
    assert headers.text("quote\u202efdp\u200b.exe") == "quotefdp.exe"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("kim@a.kr", [("", "kim@a.kr")]),
        ('"Kim, Minsu" <kim@a.kr>, lee@b.com', [("Kim, Minsu", "kim@a.kr"), ("", "lee@b.com")]),
        ("Kim <kim@a.kr>; Lee <lee@b.com>", [("Kim", "kim@a.kr"), ("Lee", "lee@b.com")]),
        ("buyers: a@x.com, b@x.com;", [("", "a@x.com"), ("", "b@x.com")]),
        ("undisclosed-recipients:;", []),
        ("kim@a.kr (Kim Minsu)", [("Kim Minsu", "kim@a.kr")]),
        ('"O\\"Neil" <o@n.ie>', [('O"Neil', "o@n.ie")]),
        (f"{word('길유나'.encode())} Yuna <y@d.kr>", [("길유나 Yuna", "y@d.kr")]),
        (f"{word('김, 민수'.encode())} <k@d.kr>", [("김, 민수", "k@d.kr")]),
        ('"', []),
        ("(c):", [("c", ":")]),
    ],
)
def test_addresses(raw: str, expected: list[tuple[str, str]]) -> None:
    assert [(box.name, box.email) for box in headers.addresses(raw)] == expected


def test_an_address_in_the_display_name_is_not_the_address() -> None:
    raw = f"{word(b'ceo@partner.com')} <thief@evil.example>"
    assert headers.addresses(raw) == (Address(name="ceo@partner.com", email="thief@evil.example"),)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Tue, 13 Jan 2026 15:37:26 +0900", datetime(2026, 1, 13, 15, 37, 26, tzinfo=KST)),
        ("13 Jan 2026 06:37:26 GMT", datetime(2026, 1, 13, 6, 37, 26, tzinfo=UTC)),
        ("Tue, 13 Jan 2026 15:37:26 -0000", datetime(2026, 1, 13, 15, 37, 26, tzinfo=UTC)),
        ("2026-01-13 15:37:26+09:00", datetime(2026, 1, 13, 15, 37, 26, tzinfo=KST)),
        ("99 Foo 2024", None),
        ("Tue, 13 Jan 10000000 15:37:26 +0900", None),
        ("", None),
    ],
)
def test_dates(raw: str, expected: datetime | None) -> None:
    assert headers.date(raw) == expected


def test_references_come_in_order_without_repeats() -> None:
    assert headers.message_ids("<a@x>\r\n <b@x> <a@x> junk <c@x>") == ("<a@x>", "<b@x>", "<c@x>")


@pytest.mark.parametrize(
    "bomb",
    ['"' * 50_000, "(" * 50_000, "<" * 50_000, "a@b.com," * 20_000, "=?utf-8?B?" * 10_000,
     '\\"' * 40_000, "(a" * 30_000 + ")" * 30_000],
)  # fmt: skip
def test_hostile_addresses_end_within_the_limit(bomb: str) -> None:
    """The stdlib's reader takes half a minute or overflows its stack on these."""
    assert len(headers.addresses(bomb)) <= headers.MAX_ADDRESSES + 1


@given(st.text(max_size=200))
def test_any_header_gives_something_and_never_raises(raw: str) -> None:
    headers.addresses(raw)
    headers.date(raw)
    headers.message_ids(raw)
    assert isinstance(headers.text(raw), str)
