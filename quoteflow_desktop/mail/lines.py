"""A mail's text as lines that know where they stand in it. Must not know what they mean."""

from typing import NamedTuple

MAX_LINES = 50_000  # of one body that are looked at


class Line(NamedTuple):
    """``body[start:end]``, without its line end."""

    start: int
    end: int
    text: str

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()


def lines_of(body: str, offset: int = 0) -> list[Line]:
    """The lines of ``body``; their places count from ``offset``."""
    out, start = [], offset
    for text in body.split("\n")[:MAX_LINES]:
        out.append(Line(start, start + len(text), text))
        start += len(text) + 1
    return out
