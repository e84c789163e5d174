"""The text of a mail as a person reads it: HTML to text with tables as rows, flowed text joined.

The only file that imports inscriptis; hidden parts go first (``hidden``). What is quoted or signed
is ``quoted``'s business. Must not know MIME.
"""

import re
from typing import NamedTuple

from inscriptis import get_text
from inscriptis.css_profiles import CSS_PROFILES
from inscriptis.model.config import ParserConfig
from selectolax.lexbor import LexborHTMLParser

from quoteflow_desktop.mail.hidden import drop_hidden

MAX_HTML = 2_000_000  # characters; the rest is cut and the cut is told
MAX_DEPTH = 200  # of open elements; deeper ones freeze HTML parsers

_CELL = "\x1f"  # stands between cells until the rows are tidied
_OPEN, _CLOSE = "\x02", "\x03"  # around quoted blocks, taken out again with their places
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*?(/?)>")
_VOID = {"br", "hr", "img", "meta", "link", "input", "area", "base", "col", "wbr", "p", "li",
         "td", "tr", "th", "option", "o"}  # fmt: skip
# ZERO WIDTH and bidi controls say nothing to a reader and break evidence and search.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_TAG_CHARACTERS = re.compile("[\U000e0000-\U000e007f]")
_QUOTE_BLOCKS = "blockquote[type=cite], blockquote.gmail_quote, blockquote[style*=border-left]"


class PlainText(NamedTuple):
    """Readable text; ``cites`` are the (start, end) of blocks that the HTML calls quotes."""

    text: str
    cites: tuple[tuple[int, int], ...] = ()
    hidden: bool = False
    defects: tuple[str, ...] = ()


def clean(text: str) -> tuple[str, bool]:
    """``text`` with plain line ends and without characters that nobody sees.

    The second value tells whether characters were among them that carry words unseen.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    secret = bool(_TAG_CHARACTERS.search(text))
    text = _UNSEEN.sub("", _TAG_CHARACTERS.sub("", text))
    # Lone surrogates cannot be stored or shown.
    text = text.encode("utf-8", "replace").decode("utf-8")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n"), secret


def unflow(text: str, *, delete_space: bool) -> str:
    """Join the soft line breaks of ``format=flowed`` (RFC 3676 §4.1, §4.2)."""
    out: list[str] = []
    joins = False
    for line in text.replace("\r\n", "\n").split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        content = line[depth:].removeprefix(" ")
        before = len(out[-1]) - len(out[-1].lstrip(">")) if out else 0
        if joins and depth == before and content != "-- ":
            out[-1] = (out[-1][:-1] if delete_space else out[-1]) + content
        else:
            out.append(">" * depth + (" " if depth else "") + content)
        joins = content.endswith(" ") and content != "-- "
    return "\n".join(out)


def from_html(html: str) -> PlainText:
    """The visible text of an HTML mail, one table row a line with tabs between its cells."""
    defects: list[str] = []
    if len(html) > MAX_HTML:
        html = html[:MAX_HTML]
        defects.append("The HTML part is larger than 2 MB; what lies beyond was not read.")
    if _depth(html) > MAX_DEPTH:
        defects.append("The HTML part is nested too deeply; its plain words were read.")
        text, secret = clean(_bare_words(html))
        return PlainText(text, hidden=secret, defects=tuple(defects))
    tree = LexborHTMLParser(_escape_marks(html))
    for node in tree.css("script, noscript, template, title, link, meta, object, embed, svg"):
        node.decompose()
    hidden = drop_hidden(tree)
    for node in tree.css("style"):
        node.decompose()
    _mark_quotes(tree)
    config = ParserConfig(css=CSS_PROFILES["strict"], table_cell_separator=_CELL)
    raw = get_text(tree.html or "", config)
    text, cites, secret = _tidy(raw)
    return PlainText(text, cites, hidden or secret, tuple(defects))


def _escape_marks(html: str) -> str:
    return re.sub("[\x02\x03\x1f]", "", html)


def _mark_quotes(tree: LexborHTMLParser) -> None:
    """Put a sign before and after the outermost quoted blocks."""
    for node in tree.css(_QUOTE_BLOCKS):
        parent = node.parent
        while parent is not None and parent.tag != "blockquote":
            parent = parent.parent
        if parent is None:
            node.insert_before(_OPEN)
            node.insert_after(_CLOSE)


def _tidy(raw: str) -> tuple[str, tuple[tuple[int, int], ...], bool]:
    """Rows without padding, no empty rows, at most one blank line; quoted blocks as offsets."""
    lines: list[str] = []
    blank = False
    for line in raw.replace("\r", "").split("\n"):
        if _CELL in line:
            line = "\t".join(cell.strip() for cell in line.split(_CELL)).rstrip()
            if not line.strip():
                continue  # padding under a row, not a paragraph's end
        line = line.rstrip()
        blank_now = not line.strip()
        if not (blank_now and blank):
            lines.append("" if blank_now else line)
        blank = blank_now
    text, secret = _clean_keeping_marks("\n".join(lines))
    return (*_take_marks(text), secret)


def _clean_keeping_marks(text: str) -> tuple[str, bool]:
    pieces = re.split(f"([{_OPEN}{_CLOSE}])", text.strip("\n"))
    secret = bool(_TAG_CHARACTERS.search(text))
    kept = [
        piece
        if piece in (_OPEN, _CLOSE)
        else _UNSEEN.sub("", _TAG_CHARACTERS.sub("", piece.replace("\u00a0", " ")))
        for piece in pieces
    ]
    joined = "".join(kept)
    return joined.encode("utf-8", "replace").decode("utf-8"), secret


def _take_marks(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    out: list[str] = []
    cites: list[tuple[int, int]] = []
    length, start = 0, None
    for piece in re.split(f"([{_OPEN}{_CLOSE}])", text):
        if piece == _OPEN:
            start = length if start is None else start
        elif piece == _CLOSE:
            if start is not None and length > start:
                cites.append((start, length))
            start = None
        else:
            out.append(piece)
            length += len(piece)
    return "".join(out), tuple(cites)


def _depth(html: str) -> int:
    """The deepest nesting, counted on tags alone; elements that close by themselves are not."""
    depth = deepest = 0
    for closing, name, empty in _TAG.findall(html):
        if name.lower() in _VOID or empty:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _bare_words(html: str) -> str:
    """Words between tags, for HTML that no parser should see."""
    html = re.sub(r"<(script|style)\b.*?</\1\s*>", " ", html, flags=re.DOTALL | re.IGNORECASE)
    text = re.sub(r"<(?:br|/p|/div|/tr|/li)[^<>]*>", "\n", html, flags=re.IGNORECASE)
    text = re.sub(r"<[^<>]*>", " ", text)
    for name, char in (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", " "), ("&amp;", "&")):
        text = text.replace(name, char)
    return re.sub(r"\n\s*\n+", "\n\n", re.sub(r"[ \t]+", " ", text)).strip()
