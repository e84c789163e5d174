"""What the tasks' programs share: a choice behind a lead, the answer "none", a copied run tidied.

Must not know tasks, tokens or models.
"""

import re
from collections.abc import Generator

from quoteflow_desktop.inference.engine import Choose, Force, Question, Step

NONE = " -"
_LIST_MARK = re.compile(r"^\(?\d{1,2}[.)]\s+(?=\D)")


def choose(
    lead: str,
    about: Question,
    options: tuple[str, ...],
    in_doubt: str = "",
    *,
    of_any: bool = False,
) -> Generator[Step, str, str]:
    yield Force(text=lead)
    reply = yield Choose(about=about, options=options, in_doubt=in_doubt, of_any=of_any)
    return reply.strip()


def tidy(text: str) -> str:
    """A copied run without list mark, white space and stray punctuation at its ends. A minus sign
    and an inch mark belong to the value."""
    text = _LIST_MARK.sub("", " ".join(text.split())).strip(" \t,;:|·•*=<>「」")
    text = re.sub(r"^[-–—]+\s+|\s+[-–—]+$", "", text)
    if text[:1] in ("'", '"') and text.count(text[0]) % 2:
        text = text[1:]
    if text.endswith(".") and not text.endswith(("Ltd.", "Inc.", "Co.", "No.", "Corp.")):
        text = text[:-1]
    if text.endswith(")") and "(" not in text:
        text = text[:-1]
    if text.startswith("(") and ")" not in text:
        text = text[1:]
    return text.strip()
