"""Whether two mails speak of the same goods.

By part number, by the product's name after normalising, or by a shorter name that only one item
can be meant by ("bistro set" for "3-pc acacia bistro set"). Must not know prices or mails.
"""

import re
import unicodedata
from collections.abc import Collection, Sequence

_PART = re.compile(
    r"(?<![A-Za-z0-9])(?=[A-Za-z0-9./-]*[0-9])(?=[A-Za-z0-9./-]*[A-Za-z])[A-Za-z0-9][A-Za-z0-9./-]{2,}"
)
# Figures with a unit ("30ml", "100W", "3-7cm"), counts ("3-pc") and bare threads ("M10") are no
# part numbers: a nut and a washer may share them.
_SIZE = re.compile(
    r"m[0-9]{1,2}"
    r"|[0-9]+(?:[./x-][0-9]+)*-?(?:mm|cm|m|ml|l|kg|g|w|kw|v|a|ma|ah|mah|hz|pc|pcs|ply|inch|in|ft"
    r"|bar|t|k|c|hp|oz|lb|gsm|d|p)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[0-9]+(?:\.[0-9]+)?|[A-Za-z]+|[가-힣]+|[一-鿿ぁ-ヿ]+")
_FILLER = frozenset({"the", "a", "an", "of", "for", "and", "with", "및", "용", "each"})


def normal_name(name: str) -> str:
    """One spelling of a product's name: width, case, spaces and punctuation removed."""
    name = unicodedata.normalize("NFKC", name).casefold()
    return "".join(c for c in name if c.isalnum())


def part_numbers(name: str) -> frozenset[str]:
    """Part numbers in a name or specification, normalised: {"lq100d24"}."""
    found = _PART.findall(unicodedata.normalize("NFKC", name))
    return frozenset(normal_name(p) for p in found if not _SIZE.fullmatch(p))


def _words(name: str) -> frozenset[str]:
    words = _WORD.findall(unicodedata.normalize("NFKC", name).casefold())
    return frozenset(w[:-1] if len(w) > 3 and w.endswith("s") else w for w in words) - _FILLER


def _shorter(short: str, long: str) -> bool:
    """Whether ``short`` may be a shorter way to say ``long``."""
    few, many = _words(short), _words(long)
    if few and few <= many:
        return True
    # Hangul names are shortened inside a word too: 새우 for 흰다리새우
    return bool(few) and all(
        w in many or (len(w) > 1 and "가" <= w[0] <= "힣" and any(w in m for m in many))
        for w in few
    )


def share_word(left: str, right: str) -> bool:
    """Whether two names have a word in common that is no number."""
    return any(not word[0].isdigit() and len(word) > 1 for word in _words(left) & _words(right))


def is_fuller(name: str, than: str) -> bool:
    """Whether ``name`` says all of ``than`` and more."""
    return _shorter(than, name) and len(normal_name(name)) > len(normal_name(than))


def _scripts_differ(left: str, right: str) -> bool:
    hangul = [bool(re.search("[가-힣]", n)) for n in (left, right)]
    latin = [bool(re.search("[A-Za-z]{2}", n)) for n in (left, right)]
    return hangul != latin and hangul[0] != hangul[1] and latin[0] != latin[1]


class AmbiguousError(Exception):
    """Several items fit a shorter name equally; kept inside the analysis package."""


def find_item(
    product: str, names: Sequence[Collection[str]], used: Collection[int], *, alone: bool
) -> int | None:
    """The index of the item that ``product`` names, None for a new one.

    Args:
        names: for each item of the thread all names used so far, empty for a nameless one.
        used: items that this mail has named already; another name is another item then.
        alone: the mail names no other item, so that a translated name may mean the only one.

    Raises:
        AmbiguousError: a shorter name fits several items.
    """
    normal, parts = normal_name(product), part_numbers(product)
    for i, known in enumerate(names):
        if any(normal_name(k) == normal for k in known):
            return i
    for i, known in enumerate(names):
        if i not in used and parts and any(parts & part_numbers(k) for k in known):
            return i
    free = [i for i in range(len(names)) if i not in used]
    fits = [i for i in free if any(_may_mean(product, parts, k) for k in names[i])]
    if len(fits) == 1:
        return fits[0]
    if fits:
        raise AmbiguousError(product)
    if (
        len(names) == 1
        and free
        and (not names[0] or (alone and all(_scripts_differ(product, k) for k in names[0])))
    ):
        return 0
    return None


def _may_mean(product: str, parts: frozenset[str], known: str) -> bool:
    same = _shorter(product, known) or _shorter(known, product)
    return same and _compatible(parts, known)


def _compatible(parts: frozenset[str], known: str) -> bool:
    other = part_numbers(known)
    return not parts or not other or bool(parts & other)
