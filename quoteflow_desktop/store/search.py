"""Words of a mail as the full-text index keeps them: bigrams of Hangul, Han and Kana, whole words
of other scripts.

FTS5's own tokenisers miss two-syllable Korean words and words with particles. Pure text; the
tables are ``migrations``'s.
"""

import re
import unicodedata

MAX_INDEXED = 200_000  # characters of one mail

_WORD = re.compile(r"[^\W_]+")
_CJK = re.compile(r"([\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7a3]+)")


def grams(text: str) -> str:
    """What is put into the index for ``text``: terms with a space between."""
    return " ".join(term for run in _runs(text[:MAX_INDEXED]) for term in _terms(run))


def queries(text: str) -> list[str]:
    """An FTS5 query for each word of ``text``; empty where it holds none.

    A Korean word is found inside longer ones ("견적" in "재견적서"), another by its beginning.
    """
    found = []
    for run in _runs(text):
        if _CJK.match(run) and len(run) > 1:
            pairs = " ".join(run[at : at + 2] for at in range(len(run) - 1))
            found.append(f'"{pairs}"')
        else:
            found.append(f'"{run}"*')
    return found


def _runs(text: str) -> list[str]:
    """Runs of one kind: CJK or other letters and digits, folded."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return [run for word in _WORD.findall(folded) for run in _CJK.split(word) if run]


def _terms(run: str) -> list[str]:
    if not _CJK.match(run) or len(run) == 1:
        return [run]
    # The last syllable alone is a term too, so that a search for one syllable finds every place.
    return [run[at : at + 2] for at in range(len(run) - 1)] + [run[-1]]
