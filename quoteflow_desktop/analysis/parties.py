"""The firm that a mail's signature names, found by its legal form.

For mails where the model names none. Must not know which side it is.
"""

import re

_LATIN = re.compile(
    r"(?<![\w.])[A-Z0-9][\w&'’.-]*(?: (?:&|and|of|de|[A-Z0-9(][\w&'’.()-]*)){0,6}?,? "
    r"(?:Co\.?,? ?Ltd\.?|Pte\.?,? Ltd\.?|Pty\.?,? Ltd\.?|Sdn\.? Bhd\.?|Sp\. z o\.o\."
    r"|Private Limited"
    r"|Ltd\.?|Limited|Inc\.?|LLC|L\.L\.C\.|GmbH(?: & Co\. KG)?|Corp\.?|Corporation|JSC"
    r"|S\.A\.(?: de C\.V\.)?"
    r"|SpA|S\.p\.A\."
    r"|S\.r\.l\.|B\.V\.|N\.V\.|AG|A/S|AB|Oy|PLC|S\.L\.|Lda|Ltda|FZE|FZCO|W\.L\.L\.)(?![A-Za-z])"
)  # fmt: skip
_KOREAN = re.compile(
    r"(?:\(주\)|㈜|주식회사 ?)[가-힣A-Za-z0-9&]{2,20}"
    r"|[가-힣A-Za-z0-9&]{2,20}(?:\(주\)|㈜| ?주식회사)(?![가-힣])"
)
_TAIL_LINES = 12


def firm_in(text: str) -> tuple[int, int] | None:
    """(start, end) of the firm's name in the last lines of ``text``; None where none is clear.

    Two different firms there are not clear.
    """
    lines = [line for line in re.finditer(r"[^\n]+", text) if line.group().strip()]
    tail = lines[-_TAIL_LINES:]
    if not tail:
        return None
    start = max(tail[0].start(), text.find("\n\n") + 2)
    hits = [hit for pattern in (_LATIN, _KOREAN) for hit in pattern.finditer(text, start)]
    names = {hit.group().casefold() for hit in hits}
    return hits[0].span() if len(names) == 1 else None
