"""A mail's text with the tabs and line ends that the mail itself has.

What the model reads joins soft-wrapped lines and shows a tab as a space; rows of a table are lost
by that. Offsets stay those of the model's text. Must not know what a row says.
"""

import re

from quoteflow_desktop.analysis.mail import Mail

_SPACE = re.compile(r"\s+")


def laid_out(mail: Mail) -> str:
    """``mail.text`` from its body on, white space as in the mail; the head is left as it is."""
    made: list[str] = []
    at = mail.text.find("\n\n", mail.searchable) + 2
    made.append(mail.text[:at])
    for line in mail.text[at:].splitlines(keepends=True):
        end = at + len(line)
        shown = mail.show(at, end) if line.strip() else None
        made.append(_as_in(line, shown) if shown else line)
        at = end
    return "".join(made)


def _as_in(line: str, shown: str) -> str:
    """``line`` with the white space of ``shown``, which holds the same words."""
    start = len(line) - len(line.lstrip())
    body = line.strip()
    gaps, theirs = list(_SPACE.finditer(body)), list(_SPACE.finditer(shown.strip()))
    if len(gaps) != len(theirs):
        return line
    made = list(line)
    for gap, their in zip(gaps, theirs, strict=True):
        mark = "\n" if "\n" in their.group() else "\t" if "\t" in their.group() else ""
        if mark:
            made[start + gap.start()] = mark
    return "".join(made)
