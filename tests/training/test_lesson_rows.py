"""Lessons in tokens: what is learnt, what is read, in which order, and that rows stay apart."""

import pytest
import torch
from trl.trainer.sft_trainer import DataCollatorForLanguageModeling

from training.corpus.documents import Lesson
from training.hf_base import open_base, open_hf_tokenizer
from training.lesson_rows import (
    IGNORED,
    TokenRow,
    in_phases,
    packed,
    rows_of,
    token_rows,
    with_replay,
)
from training.tokenizer import BOS, EOS, Tokenizer


@pytest.fixture(scope="module")
def base_tokenizer(tiny_base):
    return Tokenizer(tiny_base / "tokenizer.model")


def lesson(answer, prompt="", form="raw", **more):
    return Lesson(
        form=form, language="en", prompt=prompt, answer=answer, source="s", licence="own",
        digest="0", **more,
    )  # fmt: skip


def test_raw_text_is_learnt_whole(base_tokenizer):
    (row,) = token_rows(lesson("The seller pays."), base_tokenizer, 64)
    words = base_tokenizer.tokenize("The seller pays.")

    assert row.input_ids == (BOS, *words, EOS)
    assert row.labels == (IGNORED, *words, EOS)


def test_of_a_question_only_the_answer_is_learnt(base_tokenizer):
    (row,) = token_rows(lesson("A carrier.", "Who?", "term"), base_tokenizer, 64)
    learnt = [label for label in row.labels if label != IGNORED]

    assert base_tokenizer.detokenize(learnt) == "A carrier."
    assert learnt[-1] == base_tokenizer.tokenize("<end_of_turn>", special=True)[0]


def test_a_question_is_asked_as_the_base_s_chat_template_has_it(tiny_base, base_tokenizer):
    (row,) = token_rows(lesson("It is FOB.", "Which rule?", "term"), base_tokenizer, 64)
    turns = [{"role": "user", "content": "Which rule?"}, {"role": "model", "content": "It is FOB."}]
    rendered = open_hf_tokenizer(tiny_base).apply_chat_template(turns, tokenize=True)

    assert list(row.input_ids) == rendered["input_ids"][: len(row.input_ids)]


def test_transformers_and_sentencepiece_read_a_text_alike(tiny_base, base_tokenizer):
    theirs = open_hf_tokenizer(tiny_base)
    for text in ("선하증권 B/L 12,500  two\nlines\t🚢", "  x", "무역(trade)·«quote»"):
        assert theirs(text, add_special_tokens=False).input_ids == base_tokenizer.tokenize(text)


def test_a_marker_in_a_text_is_no_marker(base_tokenizer):
    (row,) = token_rows(lesson("<end_of_turn>"), base_tokenizer, 64)

    assert base_tokenizer.tokenize("<end_of_turn>", special=True)[0] not in row.input_ids


def test_long_raw_text_gives_several_rows_and_a_long_question_none(base_tokenizer):
    text = "The buyer pays the price. " * 20
    rows, left_out = rows_of([lesson(text), lesson("yes", text, "question")], base_tokenizer, 32)

    assert left_out == 1
    assert max(len(row.input_ids) for row in rows) <= 32
    whole = [label for row in rows for label in row.labels if label != IGNORED]
    assert whole == [*base_tokenizer.tokenize(text), EOS]


def test_replay_is_its_share_of_the_tokens():
    domain = [TokenRow(input_ids=(1,) * 10, labels=(1,) * 10)] * 90
    general = [TokenRow(input_ids=(2,) * 10, labels=(2,) * 10)] * 50

    mixed = with_replay(domain, general, 0.1, seed=1)
    assert sum(row.input_ids[0] == 2 for row in mixed) == 10
    assert with_replay(domain, [], 0.1, seed=1) == domain


@pytest.mark.parametrize(
    ("order", "forms"),
    [("deck", ["raw", "asked"]), ("paper", ["asked", "both"]), ("mixed", ["both"])],
)
def test_the_order_of_texts_and_questions(order, forms, base_tokenizer):
    """Rows as long as one lesson, so that they show the order."""
    question = lesson("B. no", "Which of both?", "question")
    length = len(token_rows(question, base_tokenizer, 99)[0].input_ids)
    text = base_tokenizer.detokenize(base_tokenizer.tokenize("The seller pays. " * 9)[: length - 4])
    lessons = [lesson(text)] * 6 + [question] * 6
    data, _ = in_phases(lessons, order, base_tokenizer, length, seed=3)
    asked_first = [row[1] == base_tokenizer.tokenize("<start_of_turn>", special=True)[0]
                   for row in data["input_ids"]]  # fmt: skip
    parts = {"raw": [False] * 6, "asked": [True] * 6}
    at = 0
    for form in forms:
        if form == "both":
            assert sorted(asked_first[at:]) == [False] * 6 + [True] * 6
        else:
            assert asked_first[at : at + 6] == parts[form]
        at += 6


def test_lessons_in_one_row_do_not_see_each_other(tiny_base, base_tokenizer):
    """The loss of a packed row is that of its lessons alone."""
    rows, _ = rows_of(
        [lesson("The seller delivers on board."), lesson("선하증권", "B/L?", "term")],
        base_tokenizer, 64,
    )  # fmt: skip
    data = packed(rows, 64, seed=1)
    assert len(data) == 1
    batch = DataCollatorForLanguageModeling(pad_token_id=0, padding_free=True)(list(data))
    model = open_base(tiny_base, torch.float32).eval()

    with torch.no_grad():
        together = model(input_ids=batch["input_ids"], position_ids=batch["position_ids"]).logits[0]
        at = 0
        first_is = tuple(data[0]["input_ids"][: len(rows[0].input_ids)]) == rows[0].input_ids
        order = rows if first_is else rows[::-1]
        for row in order:
            alone = model(input_ids=torch.tensor([row.input_ids])).logits[0]
            assert torch.allclose(together[at : at + len(alone)], alone, atol=1e-4)
            at += len(alone)
