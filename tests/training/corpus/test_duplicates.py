"""Near duplicates are found, neighbours in theme are not, and the estimate is what it claims."""

import numpy as np

from training.corpus.duplicates import shingles, signature, without_near_duplicates

BASE = " ".join(f"word{n} speaks of topic{n * 7 % 31}" for n in range(60))


def test_a_text_with_a_few_words_changed_is_dropped_for_the_first():
    near = BASE.replace("word30", "another").upper()
    other = " ".join(f"term{n} is about matter{n * 11 % 37}" for n in range(60))

    assert without_near_duplicates([BASE, other, near, BASE], 0.8) == ([0, 1], {2: 0, 3: 0})


def test_texts_below_the_similarity_are_both_kept():
    half = BASE[: len(BASE) // 2] + " ".join(f"new{n} wording here" for n in range(30))

    assert without_near_duplicates([BASE, half], 0.8)[0] == [0, 1]


def test_equal_minima_estimate_the_jaccard_similarity():
    near = BASE.replace("word10 ", "changed ").replace("word40 ", "again ")
    left, right = shingles(BASE), shingles(near)
    exact = len(left & right) / len(left | right)

    assert abs(float(np.mean(signature(BASE) == signature(near))) - exact) < 0.12


def test_short_texts_are_told_apart_by_all_their_words():
    assert without_near_duplicates(["FOB Busan", "CIF Busan", "fob busan!"], 0.8)[0] == [0, 1]
