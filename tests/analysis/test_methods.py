"""Words of transport in a running text."""

import pytest

from quoteflow_desktop.analysis.methods import PATTERN, method_of


@pytest.mark.parametrize(
    ("text", "methods"),
    [
        ("얀티안에서 인천항까지 배로 보통", ["sea"]),
        ("샘플은 DHL로, 본품은 해상으로", ["express", "sea"]),
        ("5톤 트럭 또는 철도", ["road", "rail"]),
        ("it has its ups and downs", [None]),
        ("항공우주 부품", []),
        ("a fair price", []),
    ],
)
def test_each_word_gives_the_contracts_word(text: str, methods: list[str | None]) -> None:
    assert [method_of(m) for m in PATTERN.finditer(text)] == methods
