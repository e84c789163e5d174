"""Numbers that are somebody's become others of the same form, alike through a thread."""

import re

import pytest

from quoteflow_desktop.services.made_up_names import Mask


def form(text: str) -> str:
    return re.sub(r"[0-9]", "9", text)


@pytest.mark.parametrize(
    ("before", "number", "after"),
    [
        ("주민번호 ", "900101-1234567", ""),
        ("사업자 ", "220-81-62517", ""),
        ("계좌 한울은행 ", "301-0000-4455-11", " 예금주"),
        ("A/C ", "0923 0500 4417", ", SWIFT"),
        ("IBAN ", "DE89 3704 0044 0532 0130 00", " BIC COBADEFF"),
        ("card ", "4111 1111 1111 1111", "."),
    ],
)
def test_a_number_keeps_its_form_and_nothing_else(before: str, number: str, after: str) -> None:
    mask = Mask("seed")

    text = mask.text(f"{before}{number}{after}")

    new = text[len(before) : len(text) - len(after)]
    assert (text.startswith(before), text.endswith(after)) == (True, True)
    assert form(new) == form(number)
    assert new != number
    assert mask.text(f"again {before}{number}") == f"again {before}{new}"


def test_the_last_digit_of_a_telephone_goes_too() -> None:
    """Ten threads draw ten numbers: were the last digit kept, all would end alike."""
    made = {Mask(str(n)).text("Tel +971 4 555 0161 | M")[-5:-4] for n in range(10)}

    assert len(made) > 1


def test_figures_that_are_kept_stay() -> None:
    text = "account 950 555 012"

    assert Mask("seed").changes(text, kept=[(8, len(text))]) == []
