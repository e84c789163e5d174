"""Numbers of papers with the word that names them."""

import pytest

from quoteflow_desktop.analysis.references import reference_spans


def found(text: str) -> list[tuple[str, str]]:
    return [(text[slice(*span)], text[label : span[1]]) for span, label in reference_spans(text, 0)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Our PO 4471002 is attached", "4471002"),
        ("PO No. AB-26-07", "AB-26-07"),
        ("our order number is 26/0815", "26/0815"),
        ("quotation QX-2611-05R follows", "QX-2611-05R"),
        ("Our offer no. is TT-Q26-0219", "TT-Q26-0219"),
        ("견적번호 HS-25-118 드립니다", "HS-25-118"),
        ("견적(NK-Q-0617) 드립니다", "NK-Q-0617"),
        ("발주번호: KP-PO-3391", "KP-PO-3391"),
        ("I will send PI-77-R1 today", "PI-77-R1"),
    ],
)
def test_a_named_number(text: str, code: str) -> None:
    assert [one for one, _ in found(text)] == [code]


@pytest.mark.parametrize(
    "text",
    [
        "P.O. Box 55501", "order 48,000 kg", "we order 500 pcs", "as in last PO 4471002",
        "발주 MT-4471 200개", "please order KM8F4071-QT", "offer 12/05/2026", "quote 5 units",
    ],
)  # fmt: skip
def test_no_number_of_this_deal(text: str) -> None:
    assert found(text) == []


def test_the_label_is_kept_with_the_number() -> None:
    assert found("see Purchase Order no. 991-22 please") == [
        ("991-22", "Purchase Order no. 991-22")
    ]
