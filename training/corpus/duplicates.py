"""Near duplicates out: MinHash signatures, banded so that only likely pairs are compared.

The form is Broder's (1997): the share of equal minima estimates the Jaccard similarity of two
texts' shingles. Must not know documents.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

HASHES = 128
BANDS = 32  # of four rows: pairs at 0.8 meet with a chance of 1 - (1 - 0.8^4)^32 > 0.9999
_PRIME = (1 << 31) - 1  # products of two stay below 2^62
_SHINGLE = 3  # words

Signature = npt.NDArray[np.int64]


def shingles(text: str) -> set[str]:
    """Runs of three words, without case, marks or figures' grouping; all of a shorter text."""
    words = re.findall(r"\w+", text.casefold())
    if len(words) <= _SHINGLE:
        return {" ".join(words)}
    return {" ".join(words[n : n + _SHINGLE]) for n in range(len(words) - _SHINGLE + 1)}


def signature(text: str) -> Signature:
    """The minima (HASHES,) of the text's shingles under fixed hash functions."""
    numbers = np.array([_number(shingle) for shingle in shingles(text)], np.int64)
    hashed = (numbers[:, None] * _FACTORS + _SHIFTS) % _PRIME
    minima: Signature = hashed.min(axis=0)
    return minima


def _number(shingle: str) -> int:
    return int.from_bytes(hashlib.blake2b(shingle.encode(), digest_size=8).digest()) % _PRIME


_DRAW = np.random.default_rng(20260101)  # a fixed family: signatures of two runs compare
_FACTORS = _DRAW.integers(1, _PRIME, HASHES, np.int64)
_SHIFTS = _DRAW.integers(0, _PRIME, HASHES, np.int64)


def without_near_duplicates(
    texts: Sequence[str], similarity: float
) -> tuple[list[int], dict[int, int]]:
    """The numbers of the texts to keep, the first of each family, and for each dropped one the
    number of the kept text that it repeats."""
    dropped = twins([signature(text) for text in texts], similarity)
    return [number for number in range(len(texts)) if number not in dropped], dropped


def twins(signatures: Sequence[Signature], similarity: float) -> dict[int, int]:
    """The numbers of the texts that repeat an earlier one, each with the number of that one."""
    dropped: dict[int, int] = {}
    buckets: dict[tuple[int, bytes], list[int]] = defaultdict(list)
    rows = HASHES // BANDS
    for number, own in enumerate(signatures):
        bands = [(b, own[b * rows : (b + 1) * rows].tobytes()) for b in range(BANDS)]
        rivals = sorted({rival for band in bands for rival in buckets[band]})
        twin = next((r for r in rivals if np.mean(signatures[r] == own) >= similarity), None)
        if twin is not None:
            dropped[number] = twin
            continue
        for band in bands:
            buckets[band].append(number)
    return dropped
