"""Where figures are no trade figures."""

import re

import pytest

from quoteflow_desktop.analysis.noise import address_spans, is_labelled, noise_spans, road_spans


def covered(text: str) -> str:
    hidden = list(text)
    for start, end in noise_spans(text):
        hidden[start:end] = "_" * (end - start)
    return "".join(hidden)


@pytest.mark.parametrize(
    "text",
    [
        "+84 274 555 0136", "02-555-0123", "a.b@c.example", "https://x.example/1", "#4711", "9:02",
        "ISO 9001", "40'HQ", "100 x 200 mm", "31/40", "1.2.3",
    ],
)  # fmt: skip
def test_noise_is_covered_whole(text: str) -> None:
    assert set(covered(text)) <= {"_"}


@pytest.mark.parametrize("text", ["5,000 pcs", "1.250.000", "USD 12.50", "8,000kg x 8.25"])
def test_trade_figures_are_left_open(text: str) -> None:
    assert covered(text) == text


def test_only_the_address_lines_are_addresses() -> None:
    text = (
        "수량 5,000개\n부산광역시 서구 감내로 9\n4410 Tannery Row, Raleigh, NC 27610\n"
        "USD 5 per Street"
    )
    assert [text[s:e].strip() for s, e in address_spans(text)] == [
        "부산광역시 서구 감내로 9",
        "4410 Tannery Row, Raleigh, NC 27610",
    ]


def test_a_road_alone_may_be_an_address() -> None:
    text = "감내로 9\n라플로 621 펌프\n추가건으로 6000 개\n15,000킬로 840\n감내로 9 9,500원"
    assert [text[s:e].strip() for s, e in road_spans(text)] == ["감내로 9", "라플로 621 펌프"]


def test_no_at_a_sentences_end_and_a_unit_are_no_labels() -> None:
    for text in ("the answer is no. 24.46 is off", "600 nos 2.09", "document suite   200"):
        at = next(m.start() for m in re.finditer(r"24|2\.09|200", text))
        assert not is_labelled(text, at)


@pytest.mark.parametrize("before", ["Rev. ", "No. ", "PO ", "Grade ", "제", "item #", "버전("])
def test_a_label_makes_the_number_a_name(before: str) -> None:
    assert is_labelled(before + "7", len(before))


@pytest.mark.parametrize("before", ["MOQ ", "need ", "@ ", "수량 ", "reorder by casino "])
def test_other_words_do_not(before: str) -> None:
    assert not is_labelled(before + "7", len(before))
