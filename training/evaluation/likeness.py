"""BLEU and chrF of texts against one reference each: how alike they are letter by letter.

Through sacrebleu, so that figures are comparable; BLEU by language, since it needs words: Korean is
cut into characters ("char"), English as usual ("13a"). chrF (Popović 2015) counts letter runs and
is one figure for both. The only file that knows sacrebleu. Must not know what the texts are.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sacrebleu.metrics import BLEU, CHRF

_TOKENS = {"ko": "char", "en": "13a"}


@dataclass(frozen=True)
class Text:
    """An answer and its reference; ``language`` "ko" or "en"."""

    language: str
    reference: str
    answer: str


def bleu(texts: Sequence[Text]) -> dict[str, float]:
    """Corpus BLEU (0 to 1) by language as ``bleu_ko``, ``bleu_en``; none without texts of it."""
    found = {}
    for language, tokens in _TOKENS.items():
        own = [text for text in texts if text.language == language]
        if own:
            answers, references = [t.answer for t in own], [[t.reference for t in own]]
            score = BLEU(tokenize=tokens).corpus_score(answers, references).score
            found[f"bleu_{language}"] = float(score) / 100
    return found


def chrf(texts: Sequence[Text]) -> float:
    """Corpus chrF (letter runs up to six, beta 2), 0 to 1; 0 without texts."""
    if not texts:
        return 0.0
    answers, references = [text.answer for text in texts], [[text.reference for text in texts]]
    return float(CHRF().corpus_score(answers, references).score) / 100
