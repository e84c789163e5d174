"""The sentences of a mail's text, and which of them state nothing that may be taken as a term.

A sentence that says no, asks back, looks back at an older deal or speaks to a machine gives no
term. Must not know terms or sides.
"""

import re
from collections.abc import Iterator

Span = tuple[int, int]

# A point ends a sentence before a space and a capital or Hangul; "No. 5" and "Co. Ltd" go on.
_END = re.compile(
    r"\n+|[!?;]+(?=\s|$)|(?<![ .][A-Za-z])(?<!No)(?<!Nr)(?<!Co)(?<!Ltd)(?<!Pvt)(?<!approx)(?<!max)"
    r"(?<!min)(?<!acc)(?<!incl)(?<!excl)(?<!ca)(?<!Rs)(?<!St)\.+(?=\s|$)"
)
_DENIED = re.compile(
    r"\b(?:not|cannot|can'?t|won'?t|don'?t|didn'?t|doesn'?t|never|unable|impossible|instead of"
    r"|rather than|unfortunately|difficult|refus\w+|reject\w*|too (?:high|long|much|late|short)"
    r"|no longer)\b"
    r"|안 ?(?:되|돼|됩|받|할|하|맞)|않|어렵|어려|불가|곤란|못 ?하|말고|아니|힘들|없었"
    r"|(?<!문제 )(?<!이상 )없(?:습|어|네)|부담스",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:last (?:year|time|order|month|season)|previous(?:ly)?|formerly|used to"
    r"|in (?:the order of )?20\d\d"
    r"|(?:was|were) (?:the|our))\b|작년|지난 ?(?:번|해|달|주문|건)|전에는|예전|이전|당시",
    re.IGNORECASE,
)  # fmt: skip
_TO_A_MACHINE = re.compile(
    r"\bAI\b[^\n]{0,24}(?:assistant|agent|model|비서|어시스턴트|도우미)|assistants?: |KI-Assistent"
    r"|ignore (?:all |any )?(?:the )?(?:previous|prior|above)|(?:이전|위의?|앞의?) (?:모든 )?지시"
    r"|system prompt",
    re.IGNORECASE,
)


def sentences(text: str, start: int = 0) -> Iterator[Span]:
    """Spans of the sentences from ``start`` on; none for paragraphs that speak to a machine."""
    for paragraph in re.finditer(r"\S[\s\S]*?(?=\n\s*\n|\Z)", text[start:]):
        if _TO_A_MACHINE.search(paragraph.group()):
            continue
        at, end = start + paragraph.start(), start + paragraph.end()
        for stop in _END.finditer(text, at, end):
            if text[at : stop.start()].strip():
                yield at, stop.end()
            at = stop.end()
        if text[at:end].strip():
            yield at, end


def denies(words: str) -> bool:
    """Whether a sentence says no to what it names."""
    return _DENIED.search(words) is not None


def looks_back(words: str) -> bool:
    """Whether a sentence speaks of an older deal."""
    return _PAST.search(words) is not None
