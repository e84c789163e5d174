"""The parties' countries."""

import pytest

from quoteflow_desktop.analysis.countries import party_countries
from quoteflow_desktop.core.messages import Address


@pytest.mark.parametrize(
    ("email", "countries"),
    [
        ("a@firm.co.kr", ("kr",)), ("a@firm.kr", ("kr",)),
        ("a@firm.co.jp", ("jp",)), ("a@firm.de", ("de",)),
        ("a@firm.com.tw", ("tw",)), ("a@firm.co.uk", ("gb",)),
        ("a@firm.com", ()), ("a@firm.co", ()),
        ("a@firm.io", ()), ("a@firm.example", ()), ("", ()),
    ],
)  # fmt: skip
def test_an_address_tells_by_its_domain(email: str, countries: tuple[str, ...]) -> None:
    assert party_countries([Address(email=email)], []) == countries


@pytest.mark.parametrize(
    ("text", "countries"),
    [
        ("Tel: +84 274 555 0136", ("vn",)),
        ("T +82 32 555 0117", ("kr",)),
        ("TEL 886-3-555-0138", ("tw",)),
        ("Tel +1 919 555 0172", ("us",)),
        ("T.051-024-1180", ("kr",)),
        ("010-0000-0418", ("kr",)),
        ("4410 Tannery Row, Raleigh, NC 27610", ("us",)),
        ("Lot C7, Tan Uyen, Binh Duong, Vietnam", ("vn",)),
        ("Bao'an District, Shenzhen, China", ("cn",)),
        ("서울시 마포구 갈바람로 10", ("kr",)),
        ("Tacoma, WA, USA", ("us",)),
        ("Solmir Co., Ltd. / Incheon, Korea", ("kr",)),
        ("FOB Shanghai, 10 pcs", ()),
        ("otherwise my boss wants to move to our Indonesia vendor", ()),
        ("PO 12345", ()),
    ],
)
def test_a_text_tells_by_phones_and_address_lines(text: str, countries: tuple[str, ...]) -> None:
    assert party_countries([], [text]) == countries


def test_all_parties_are_named_once_and_sorted() -> None:
    addresses = [Address(email="a@x.vn"), Address(email="b@y.co.kr"), Address(email="c@z.kr")]
    assert party_countries(addresses, ["Tel +84 28 5555 0190"]) == ("kr", "vn")
