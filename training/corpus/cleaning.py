"""What a page has and a text has not: page numbers, running heads, hyphenation, notices.

Must not know where a text is from.
"""

import re
import unicodedata
from collections import Counter

_PAGE_NUMBER = re.compile(
    r"^\s*(?:[-–—]\s*)?(?:page|p\.|페이지|쪽)?\s*\d{1,4}(?:\s*(?:/|of|중)\s*\d{1,4})?\s*"
    r"(?:[-–—]|페이지|쪽)?\s*$",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"all rights reserved|©|\(c\) ?\d{4}|copyright|무단\s*(?:전재|복제|배포)|저작권|"
    r"unsubscribe|수신\s*거부|cookies?\b.*\b(?:accept|policy)|click here|바로가기|"
    r"^\s*(?:목차|contents)\s*$|"
    r"\.{5,}\s*\d+\s*$",
    re.IGNORECASE,
)
_RUNNING = 3  # a short line that stands this often is a running head
_SHORT_LINE = 70


def clean(text: str) -> str:
    """The text in composed form (NFC), without what repeats on every page, words whole again.

    Paragraphs stay apart by a blank line; lines that a page had cut are joined.
    """
    text = unicodedata.normalize("NFC", text)
    text = "".join(c for c in text if c in "\n\t" or unicodedata.category(c)[0] != "C")
    text = text.replace("\u00a0", " ").replace("\u3000", " ")
    lines = [re.sub(r"[ \t]+", " ", line).strip() for line in text.split("\n")]
    lines = _without_boilerplate(lines)
    whole = "\n".join(lines)
    # "docu-\nments": lower case on both sides, so "CIF-\nBusan" and "2-\n3" stay
    whole = re.sub(r"(?<=[a-z])[-\u00ad]\n(?=[a-z])", "", whole)
    paragraphs = [_unwrapped(block) for block in re.split(r"\n{2,}", whole)]
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _without_boilerplate(lines: list[str]) -> list[str]:
    counts = Counter(_shape(line) for line in lines if line)
    kept = []
    for line in lines:
        running = len(line) < _SHORT_LINE and counts[_shape(line)] >= _RUNNING
        if line and (_PAGE_NUMBER.match(line) or _is_notice(line) or (running and _bare(line))):
            continue
        kept.append(line)
    return kept


def _is_notice(line: str) -> bool:
    """Only short lines: a paragraph that speaks of copyright is text."""
    return len(line) < 120 and _NOTICE.search(line) is not None


def _shape(line: str) -> str:
    return re.sub(r"\d+", "#", line.casefold())


def _bare(line: str) -> bool:
    """A heading, not a sentence: a refrain that ends like a sentence is kept."""
    return not re.search(r"[.?!다요]$", line) or _PAGE_NUMBER.match(line) is not None


def _unwrapped(block: str) -> str:
    """Lines of one paragraph joined where the first is long enough to have been cut."""
    out = ""
    for line in block.split("\n"):
        if not out:
            out = line
        elif len(out.rsplit("\n", 1)[-1]) >= 40 and not re.match(r"[-*•·▶■○]|\d+[.)]\s", line):
            out += f" {line}"
        else:
            out += f"\n{line}"
    return out.strip()


def chunks(text: str, size: int) -> list[str]:
    """The text in runs of whole paragraphs, whole sentences where a paragraph is longer, of at
    most ``size`` characters; only a sentence longer than that is cut."""
    parts: list[str] = []
    for paragraph in text.split("\n\n"):
        parts += [paragraph] if len(paragraph) <= size else _sentences(paragraph, size)
    runs: list[str] = []
    for part in parts:
        if runs and len(runs[-1]) + 2 + len(part) <= size:
            runs[-1] += f"\n\n{part}"
        else:
            runs.append(part)
    return runs


def _sentences(paragraph: str, size: int) -> list[str]:
    runs = [""]
    for sentence in re.split(r"(?<=[.?!])\s+|\n", paragraph):
        for at in range(0, len(sentence), size):
            piece = sentence[at : at + size]
            if runs[-1] and len(runs[-1]) + 1 + len(piece) > size:
                runs.append("")
            runs[-1] = f"{runs[-1]} {piece}".strip()
    return [run for run in runs if run]


def language_of(text: str) -> str:
    """ "ko" where a fifth or more of the letters are Hangul, else "en"."""
    letters = [c for c in text if c.isalpha()]
    hangul = sum("\uac00" <= c <= "\ud7a3" for c in letters)
    return "ko" if letters and hangul / len(letters) >= 0.2 else "en"
