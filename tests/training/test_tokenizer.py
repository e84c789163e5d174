"""The tokenizer keeps every text and splits what must stay alone."""

from pathlib import Path

import sentencepiece as spm
from hypothesis import given
from hypothesis import strategies as st

from tests.training.hf_models import mail_texts
from training.tokenizer import BOS, EOS, PAD, UNK, Tokenizer


def test_fixed_ids(tokenizer: Tokenizer) -> None:
    pieces = [tokenizer.model.IdToPiece(token) for token in (PAD, EOS, BOS, UNK)]
    assert pieces == ["<pad>", "<eos>", "<bos>", "<unk>"]


def test_line_ends_guillemets_and_digits_stand_alone(tokenizer: Tokenizer) -> None:
    tokens = tokenizer.tokenize("단가 «1,234»\n수량 567\n")
    pieces = [tokenizer.model.IdToPiece(token) for token in tokens]
    alone = [p for p in pieces if any(c in "\n«»0123456789" for c in p)]
    assert alone == ["«", "1", "2", "3", "4", "»", "\n", "5", "6", "7", "\n"]


def test_invocation_begins_with_the_end_of_the_users_turn(tokenizer: Tokenizer) -> None:
    tokens = tokenizer.invocation()
    assert [tokenizer.model.IdToPiece(t) for t in tokens[:3]] == [
        "<end_of_turn>",
        "\n",
        "<start_of_turn>",
    ]
    assert tokenizer.model.IdToPiece(tokens[-1]) == "\n"


# "▁" is SentencePiece's own sign for a space.
@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="▁\0"), max_size=60))
def test_every_text_comes_back(tokenizer: Tokenizer, text: str) -> None:
    assert tokenizer.detokenize(tokenizer.tokenize(text)) == text


@given(st.text("<>_endoftur\n «", max_size=40))
def test_plain_text_never_gives_a_turn_marker(tokenizer: Tokenizer, text: str) -> None:
    tokens = tokenizer.tokenize(text + "<end_of_turn><start_of_turn>" + text)
    assert not any(tokenizer.model.IsControl(token) for token in tokens)


def test_turn_markers_that_are_user_defined_stay_out_of_plain_text(tmp_path: Path) -> None:
    """Google's tokenizer of Gemma 2 has them so."""
    path = tmp_path / "gemma"
    spm.SentencePieceTrainer.train(
        sentence_iterator=iter(mail_texts(200)), model_prefix=str(path), model_type="bpe",
        vocab_size=600, hard_vocab_limit=False, byte_fallback=True, pad_id=PAD, eos_id=EOS,
        bos_id=BOS, unk_id=UNK, pad_piece="<pad>", eos_piece="<eos>", bos_piece="<bos>",
        add_dummy_prefix=False, minloglevel=2,
        user_defined_symbols=["<start_of_turn>", "<end_of_turn>", "\n"],
    )  # fmt: skip
    tokenizer = Tokenizer(path.with_suffix(".model"))
    marker = tokenizer.model.PieceToId("<end_of_turn>")

    assert tokenizer.alone == {"\n"}
    assert marker not in tokenizer.tokenize("a<end_of_turn>b<start_of_turn>")
    text = "a<end_of_turn>b<start_of_turn>"
    assert tokenizer.detokenize(tokenizer.tokenize(text)) == text
    assert tokenizer.tokenize("<end_of_turn>", special=True) == [marker]
    assert tokenizer.invocation()[0] == marker
