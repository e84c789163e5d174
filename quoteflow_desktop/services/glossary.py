"""Looking up terms of the trade, in either language.

Must not know where the terms come from on disk, nor how they are shown.
"""

import unicodedata

from quoteflow_desktop.config.glossary import glossary
from quoteflow_desktop.core.glossary import Term


def search(query: str, language: str) -> tuple[Term, ...]:
    """The terms that fit ``query``, best first; all of them by name where it is empty.

    A whole name or abbreviation comes first, then a name that begins with the query, then one
    that holds it, then a definition in ``language`` that does. Case, width, spaces, full stops
    and slashes make no difference, so "bl" finds "B/L". Equally good terms stand by their name.
    """
    wanted = _folded(query)
    ranked = []
    for term in glossary():
        rank = _rank(term, wanted, language) if wanted else 0
        if rank is not None:
            ranked.append((rank, term.name(language).casefold(), term))
    return tuple(term for *_, term in sorted(ranked, key=lambda entry: entry[:2]))


def _rank(term: Term, wanted: str, language: str) -> int | None:
    """0 is the best; None where the term does not fit."""
    names = [_folded(name) for name in (term.ko, term.en, *term.also)]
    if wanted in names:
        return 0
    if any(name.startswith(wanted) for name in names):
        return 1
    if any(wanted in name for name in names):
        return 2
    return 3 if wanted in _folded(term.definition(language)) else None


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(c for c in plain if c.isalnum() or c in "&+%")
