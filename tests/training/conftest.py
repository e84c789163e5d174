"""A tiny tokenizer, shared by the tests of training."""

from pathlib import Path

import pytest

from quoteflow_desktop.config.glossary import glossary
from tests.training.hf_models import mail_texts, write_tiny_base
from training.config import TokenizerSection
from training.tokenizer import Tokenizer, train_tokenizer


@pytest.fixture(scope="session")
def tokenizer(tmp_path_factory: pytest.TempPathFactory) -> Tokenizer:
    path: Path = tmp_path_factory.mktemp("tokenizer") / "tokenizer.model"
    train_tokenizer(mail_texts(300), TokenizerSection(vocabulary=640), path)
    return Tokenizer(path)


@pytest.fixture(scope="session")
def texts() -> list[str]:
    return mail_texts(400)


@pytest.fixture(scope="session")
def tiny_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random Gemma 2 in Hugging Face form."""
    terms = [text for term in glossary()[::3] for text in (term.define_ko, term.define_en)]
    return write_tiny_base(tmp_path_factory.mktemp("base") / "tiny", [*mail_texts(100), *terms])
