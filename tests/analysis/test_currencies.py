"""Currency words, codes and signs."""

import pytest

from quoteflow_desktop.analysis.currencies import iso_of, suffix_at, yen_or_yuan


@pytest.mark.parametrize(
    ("word", "code"),
    [("US$", "USD"), ("RMB", "CNY"), ("원", "KRW"), ("€", "EUR"), ("NT$", "TWD"), ("XYZ", None)],
)
def test_a_word_gives_its_iso_code(word: str, code: str | None) -> None:
    assert iso_of(word) == code


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("원에", ("KRW", 1)), (" 원씩", ("KRW", 2)),
        ("불입니다", ("USD", 1)), (" USD/kg", ("USD", 4)),
        ("원단", None), (" 원료", None), ("불량", None),
        (" 엔진", None), ("USDT", None), ("$5", None),
    ],
)  # fmt: skip
def test_a_currency_after_a_number_is_a_word_of_its_own(
    text: str, found: tuple[str, int] | None
) -> None:
    assert suffix_at(text, 0) == found


def test_the_yen_sign_follows_the_words_of_the_text() -> None:
    assert yen_or_yuan("위안화 결제") == "CNY"
    assert yen_or_yuan("RMB or JPY") == "JPY"
