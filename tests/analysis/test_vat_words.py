"""The words on VAT beside an amount."""

import pytest

from quoteflow_desktop.analysis.vat_words import with_vat_words


@pytest.mark.parametrize(
    ("text", "amount", "wide"),
    [
        ("단가 3,300원(VAT 별도) 입니다", "3,300원", "3,300원(VAT 별도)"),
        ("부가세 포함 1,100,000원", "1,100,000원", "부가세 포함 1,100,000원"),
        ("USD 5 per pc", "USD 5", "USD 5"),
    ],
)
def test_an_amount_is_shown_with_its_words_on_vat(text: str, amount: str, wide: str) -> None:
    start = text.index(amount)
    assert text[slice(*with_vat_words(text, start, start + len(amount)))] == wide
