"""BLEU and chrF are sacrebleu's, Korean cut into characters."""

import pytest

from training.evaluation.likeness import Text, bleu, chrf


def test_equal_texts_reach_one_and_missing_ones_zero() -> None:
    texts = [
        Text("ko", "부산항 선적 조건", "부산항 선적 조건"),
        Text("en", "by sea from Busan", ""),
    ]
    found = bleu(texts)
    assert found["bleu_ko"] == pytest.approx(1.0)
    assert found["bleu_en"] == 0.0
    assert chrf(texts[:1]) == pytest.approx(1.0)


def test_korean_is_compared_by_character() -> None:
    # nine of the ten characters in a row are right, one word differs in its last syllable
    found = bleu([Text("ko", "가나다라마바사아자차", "가나다라마바사아자카")])
    assert found == {"bleu_ko": pytest.approx((9 / 10 * 8 / 9 * 7 / 8 * 6 / 7) ** 0.25)}


def test_nothing_to_compare_gives_nothing() -> None:
    assert bleu([]) == {}
    assert chrf([]) == 0.0
