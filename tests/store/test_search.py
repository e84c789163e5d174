import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteflow_desktop.store.search import grams, queries


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("견적서", "견적 적서 서"),
        ("견적을 LQ-100D24", "견적 적을 을 lq 100d24"),
        ("USD견적", "usd 견적 적"),
        ("ＵＳＤ", "usd"),
        ("a_b · c", "a b c"),
        ("", ""),
    ],
)
def test_what_is_indexed(text: str, expected: str) -> None:
    assert grams(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("견적서", ['"견적 적서"']),
        ("견", ['"견"*']),
        ("MG-2604 pc", ['"mg"*', '"2604"*', '"pc"*']),
        ('" OR NEAR(*', ['"or"*', '"near"*']),
        ("---", []),
    ],
)
def test_what_is_asked(text: str, expected: list[str]) -> None:
    assert queries(text) == expected


@given(st.text())
def test_no_query_holds_a_sign_that_fts_would_read(text: str) -> None:
    assert all(one.count('"') == 2 and one.rstrip("*").endswith('"') for one in queries(text))
