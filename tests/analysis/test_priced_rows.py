"""Rows whose figures prove themselves, prices with a sign of multiplication, list lines."""

from datetime import date

import pytest

from quoteflow_desktop.analysis.candidates import find_candidates
from quoteflow_desktop.analysis.priced_rows import find_rows


def rows(text: str) -> list[tuple[str, str, str]]:
    """Name, quantity and price of each row; "" for none."""
    found = find_rows(text, find_candidates(text, date(2026, 3, 2)), 0)
    return [
        (
            row.name.text,
            row.quantity.value if row.quantity else "",
            row.price.value if row.price else "",
        )
        for row in found
    ]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("1\tBall valve BV-20\t400\tpcs\t6.20\t2,480.00", ("Ball valve BV-20", "400", "6.2")),
        ("Gate valve  30 sets  USD 12.50  375.00", ("Gate valve", "30", "12.5")),
        ("BV-20: USD 6.20/pc x 400 pcs = USD 2,480", ("BV-20", "400", "6.2")),
        ("볼밸브 400개 x 6,200원 = 2,480,000원", ("볼밸브", "400", "6200")),
        ("- Ball valve BV-20  400 pcs @ USD 6.20", ("Ball valve BV-20", "400", "6.2")),
        ("Ball valve BV-20, 400 pcs at USD 6.20/pc", ("Ball valve BV-20", "400", "6.2")),
        ("Olive oil 1 L  1.200 btl  EUR 5,35/btl  EUR 6.420,00", ("Olive oil 1 L", "1200", "5.35")),
        ("1) Ball valve BV-20 - 400 pcs", ("Ball valve BV-20", "400", "")),
    ],
)
def test_a_row(text: str, row: tuple[str, str, str]) -> None:
    assert rows(text) == [row]


@pytest.mark.parametrize(
    "text",
    [
        "We load 400 pcs into a container.",
        "Vac packed 2 x 25 lbs",
        "Sea freight  2  1,380  2,760",
        "작년에는 400개 x 6,200원이었습니다",
        "400 pcs at USD 6.20 is not possible",
        "MOQ 400 pcs @ USD 6.20",
        "5 lakh nos: Rs. 4.15/pc, Rs. 20.75 lakh",
    ],
)
def test_no_row(text: str) -> None:
    assert rows(text) == []


def test_price_breaks_stand_for_no_quantity() -> None:
    assert rows("Valve\n- 300 pcs @ USD 6.20\n- 900 pcs @ USD 5.80") == []


def test_lines_among_their_like_need_no_mark() -> None:
    text = "볼밸브 15A 200개\n게이트밸브 20A 100개\n\n감사합니다"
    assert rows(text) == [("볼밸브 15A", "200", ""), ("게이트밸브 20A", "100", "")]
    assert rows("볼밸브 15A 200개\n\n감사합니다") == []


def test_money_in_thousands_gives_no_price() -> None:
    assert rows("(단위: 천원)\n로봇\t축 4개\t2대\t178,000\t356,000") == [("로봇", "2", "")]
