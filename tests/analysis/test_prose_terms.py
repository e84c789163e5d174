"""Terms within running text: only what the words say for certain."""

from datetime import date

import pytest

from quoteflow_desktop.analysis.prose_terms import prose_terms

DAY = date(2026, 3, 2)


def terms(text: str, *, asks: bool = False) -> list[tuple[str, str]]:
    found = prose_terms(text, 0, DAY, asks=asks)
    return [(term.key, text[term.start : term.end]) for term in found]


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("Production takes 20 days after receipt of your deposit.", "lead_time",
         "20 days after receipt of your deposit"),
        ("We can ship within 3 weeks from order.", "lead_time", "within 3 weeks from order"),
        ("Our delivery time is 4 to 6 weeks.", "lead_time", "4 to 6 weeks"),
        ("납기는 발주 후 3주 이내입니다.", "lead_time", "발주 후 3주 이내"),
        ("Prices are valid until 30 April.", "quote_validity", "30 April"),
        ("The rates we can hold for 14 days only.", "quote_validity", "14 days"),
        ("이 단가는 4월 말까지만 유효합니다.", "quote_validity", "4월 말까지"),
        ("All pieces are packed in a wooden crate with foam, 2 per crate.", "packaging",
         "wooden crate with foam, 2 per crate"),
        ("Packed 12 pcs per carton, no extra cost.", "packaging", "12 pcs per carton"),
        ("You have two years warranty on the motor.", "warranty", "two years"),
        ("The guarantee is for 18 months.", "warranty", "18 months"),
        ("무상 A/S 2년 제공합니다.", "warranty", "2년"),
    ],
)  # fmt: skip
def test_a_sentence_gives_its_term(text: str, key: str, value: str) -> None:
    assert (key, value) in terms(text)


@pytest.mark.parametrize(
    "text",
    [
        "The certificate is valid until 30 April.",
        "Payment 30 days after receipt of goods, please.",
        "Last year we had two years warranty.",
        "A warranty of 24 months is not possible.",
        "검수 후 30일 이내 지급",
    ],
)
def test_what_is_denied_old_or_of_something_else_is_left_out(text: str) -> None:
    assert [key for key, _ in terms(text) if key != "payment_terms"] == []


def test_a_question_counts_only_for_who_asks() -> None:
    text = "Could you give 12 months warranty?"
    assert terms(text) == []
    assert terms(text, asks=True) == [("warranty", "12 months")]
