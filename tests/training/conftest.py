"""A tiny tokenizer, shared by the tests of training."""

from pathlib import Path

import pytest

from training.config import TokenizerSection
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


@pytest.fixture(scope="session")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Tokenizer:
    path: Path = tmp_path_factory.mktemp("tokenizer") / "tokenizer.model"
    train_tokenizer(mail_texts(300), TokenizerSection(vocabulary=640), path)
    return Tokenizer(path)


@pytest.fixture(scope="session")
def texts() -> list[str]:
    return mail_texts(400)
