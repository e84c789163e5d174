"""Texts in both languages, and a tiny random Gemma 2 in Hugging Face form, with its tokenizer."""

from pathlib import Path

import torch

from training.config import ModelSection, TokenizerSection
from training.hf_base import write_embedded
from training.model import build_model
from training.tokenizer import Tokenizer, train_tokenizer

_WORDS_KO = (
    "견적",
    "요청",
    "드립니다",
    "단가",
    "수량",
    "납기",
    "확인",
    "부탁",
    "금주",
    "선적",
    "결제",
    "조건",
)
_WORDS_EN = (
    "please",
    "quote",
    "price",
    "quantity",
    "delivery",
    "FOB",
    "Busan",
    "payment",
    "by",
    "T/T",
)


def mail_texts(count: int) -> list[str]:
    """Texts in both languages with digits, tabs, symbols and line ends."""
    texts = []
    for n in range(count):
        ko, en = _WORDS_KO[n % 12], _WORDS_EN[n % 10]
        texts.append(
            f"[{n}] 2026-0{n % 9 + 1}-1{n % 10}\nFrom: 김{ko} <a{n}@x{n % 7}.co.kr>\n\n"
            f"{en} {_WORDS_EN[n * 7 % 10]}  {n * 137 % 9973:,} pcs @ USD {n}.{n % 100:02d}/pc\n"
            f"{ko} {_WORDS_KO[n * 5 % 12]}: {n * 31}개, 단가 {n * 1300:,}원 «{n}»\t끝🚢\n"
            f"- {ko}{en}\n"
        )
    return texts


SHAPE = ModelSection(hidden=256, layers=2, heads=2, kv_heads=1, intermediate=256, context=1024)


def write_tiny_base(folder: Path, texts: list[str]) -> Path:
    """The same model for the same texts."""
    train_tokenizer(texts, TokenizerSection(vocabulary=1200), folder.parent / "tiny.model")
    torch.manual_seed(7)
    vocabulary = len(Tokenizer(folder.parent / "tiny.model"))
    model = build_model(SHAPE, vocabulary, attention="eager")
    write_embedded(model, folder.parent / "tiny.model", folder)
    return folder
