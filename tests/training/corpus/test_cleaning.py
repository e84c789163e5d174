"""What belongs to the page goes, what belongs to the text stays."""

import unicodedata

import pytest

from training.corpus.cleaning import chunks, clean, language_of


def test_decomposed_hangul_is_composed():
    assert clean(unicodedata.normalize("NFD", "인코텀즈 규칙")) == "인코텀즈 규칙"


@pytest.mark.parametrize(
    "line",
    ["- 12 -", "Page 3 of 14", "3 / 14", "15쪽", "© 2024 Some House", "무단 전재 및 재배포 금지",
     "All rights reserved.", "목차", "1. Payment ........ 12"],
)  # fmt: skip
def test_lines_of_the_page_are_dropped(line):
    assert clean(f"The seller pays.\n{line}\nThe buyer waits.").split() == (
        ["The", "seller", "pays.", "The", "buyer", "waits."]
    )


@pytest.mark.parametrize(
    "line", ["Total 12 sets", "MOQ 500", "The copyright of the drawings stays with the seller, "
             "who grants the buyer the right to use them for the installation of the goods sold."]
)  # fmt: skip
def test_lines_of_the_text_stay(line):
    assert line in clean(f"Terms.\n\n{line}\n\nEnd.")


def test_running_heads_go_whatever_page_they_count():
    pages = "\n\n".join(f"Trade manual, part {n}\n\nText number {n} is here." for n in range(4))
    assert "Trade manual" not in clean(pages)
    assert "Text number 3 is here." in clean(pages)


def test_hyphenated_words_are_whole_again_and_codes_stay():
    assert clean("ship-\nping docu-\nments") == "shipping documents"
    assert "CIF-" in clean("CIF-\nBusan")


def test_lines_cut_by_the_page_are_joined_and_lists_are_not():
    wrapped = "The seller delivers the goods when they are placed\non board the vessel.\n- first"
    assert clean(wrapped).split("\n") == [
        "The seller delivers the goods when they are placed on board the vessel.", "- first"
    ]  # fmt: skip


def test_chunks_are_whole_sentences_within_the_size():
    text = " ".join(f"Sentence number {n} ends here." for n in range(40))
    made = chunks(text, 120)
    assert max(map(len, made)) <= 120
    assert " ".join(made) == text


def test_paragraphs_are_kept_together_while_they_fit():
    assert chunks("one\n\ntwo\n\nthree", 9) == ["one\n\ntwo", "three"]


@pytest.mark.parametrize(
    ("text", "language"), [("FOB 조건은 본선 인도", "ko"), ("The FOB rule", "en")]
)
def test_the_language_is_told_by_its_letters(text, language):
    assert language_of(text) == language
