"""A quote as a PDF file: rendered, read back, compared with the quote, and only then put in place.

The only owner of WeasyPrint and of the templates. Texts of mails are data, never markup; nothing
but the bundled style sheet and fonts can be loaded. Must not know where a quote comes from.
"""

import re
import secrets
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

import pypdfium2
from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped]
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from quoteflow_desktop.config import display
from quoteflow_desktop.config.paths import resources_dir
from quoteflow_desktop.core.errors import QuoteError
from quoteflow_desktop.core.quote import Quote
from quoteflow_desktop.quotes.arithmetic import sane, totals
from quoteflow_desktop.quotes.page import Page, page_of

FONTS = ("NanumGothic.ttf", "NanumGothicBold.ttf")

# Layout time grows faster than the text; a quote beyond these is a mistake or an attack.
MAX_LINES = 500
MAX_TEXT = 4_000
_MAX_TOTAL = 10**15

_HANGUL = re.compile("[가-힣]")
_MAX_WORD = 9  # letters that fit the narrowest column


def write_pdf(quote: Quote, path: Path) -> None:
    """Writes ``quote`` to ``path``; the file is there whole and verified, or as it was before.

    Raises:
        QuoteError: a text cannot be printed, the file cannot be written, or what was rendered
            does not hold the quote's number and figures.
    """
    page = _checked_page(quote)
    data = _render(page)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _put(page, data, path.absolute())
    except OSError as error:
        raise QuoteError(
            f"The quote could not be written to {path.name}: {error.strerror or error}.",
            hint="Close the file if it is open elsewhere, or choose another folder.",
            retryable=True,
        ) from error


def pdf_bytes(quote: Quote) -> bytes:
    """The PDF in memory, for a preview; nothing is written or verified.

    Raises:
        QuoteError: a text cannot be printed.
    """
    return _render(_checked_page(quote))


def _checked_page(quote: Quote) -> Page:
    """The texts of a quote that can be laid out and printed; raises QuoteError for another."""
    _require_sane_size(quote)
    page = page_of(quote)
    _require_glyphs(page)
    return page


def _put(page: Page, data: bytes, path: Path) -> None:
    """Writes beside ``path``, reads that back, and puts it in place only when it is right."""
    temporary = path.parent / f".quote-{secrets.token_hex(6)}.tmp"
    try:
        with temporary.open("xb") as file:
            file.write(data)
        _require_figures(page, _text_of(temporary))
        temporary.replace(path)
    finally:
        if temporary.exists():
            temporary.unlink()


def missing_glyphs(texts: Iterable[str]) -> tuple[str, ...]:
    """The characters of ``texts`` that the paper's font cannot print, each once."""
    known = _characters()
    letters = dict.fromkeys(letter for text in texts for letter in text)
    return tuple(letter for letter in letters if not letter.isspace() and ord(letter) not in known)


class _BundledOnly(URLFetcher):  # type: ignore[misc]  # weasyprint has no types
    """Lets WeasyPrint load files of one folder and nothing else; anything else stops it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(allowed_protocols={"file"}, allow_redirects=False)
        self._folder = folder.resolve()

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        parts = urlsplit(url)
        target = Path(url2pathname(unquote(parts.path))).resolve()
        if parts.scheme != "file" or parts.netloc or not target.is_relative_to(self._folder):
            raise FatalURLFetchingError(f"a quote asked for {url}")
        return super().fetch(url, headers)


def _folder() -> Path:
    return resources_dir() / "quote"


def _render(page: Page) -> bytes:
    """The bytes of the PDF; raises QuoteError where the page asks for anything foreign."""
    folder = _folder()
    html = HTML(
        string=_html(page),
        base_url=folder.as_uri() + "/",
        url_fetcher=_BundledOnly(folder),
    )
    try:
        data: bytes = html.write_pdf()
    except FatalURLFetchingError as error:
        raise QuoteError(f"The quote was not written: {error}.") from None
    return data


def _html(page: Page) -> str:
    """The page through its language's template; every text is escaped."""
    environment = Environment(
        loader=FileSystemLoader(_folder()), autoescape=True, undefined=StrictUndefined
    )
    environment.filters["whole"] = _whole_words
    words = display.groups(page.language)["quote"]
    return environment.get_template(f"{page.language}.html").render(page=page, word=words)


def _whole_words(text: str) -> Markup:
    """``text`` escaped, its Korean words kept whole: WeasyPrint breaks Hangul between any two
    syllables and knows no ``word-break: keep-all``."""
    parts = re.split(r"(\s+)", text)
    return Markup("").join(  # escapes whatever is no Markup
        Markup('<span class="word">{}</span>').format(part)
        if len(part) <= _MAX_WORD and _HANGUL.search(part)
        else part
        for part in parts
    )


@cache
def _characters() -> frozenset[int]:
    """The code points that the bundled fonts have; without them another font would step in."""
    try:
        fonts = [TTFont(_folder() / "fonts" / name, lazy=True) for name in FONTS]
        return frozenset.intersection(*(frozenset(font.getBestCmap()) for font in fonts))
    except (OSError, TTLibError) as error:
        raise QuoteError(
            "The fonts of the quote are missing or damaged.", hint="Install the program again."
        ) from error


def _require_sane_size(quote: Quote) -> None:
    if len(quote.lines) > MAX_LINES:
        raise QuoteError(
            f"A quote has at most {MAX_LINES} lines; this one has {len(quote.lines)}.",
            hint="Split it into several quotes.",
        )
    for number, line in enumerate(quote.lines, start=1):
        if not all(sane(x) for x in (line.quantity, line.unit_price) if x is not None):
            raise QuoteError(f"A figure of item {number} is too large or too long to print.")
    if not sane(quote.discount_percent) or abs(totals(quote).subtotal) >= _MAX_TOTAL:
        raise QuoteError("The sum of the quote is too large to print.")
    if any(len(text) > MAX_TEXT for text in _texts(quote.model_dump())):
        raise QuoteError(
            f"A text of this quote is longer than {MAX_TEXT} characters.", hint="Shorten it."
        )


def _texts(value: object) -> Iterator[str]:
    """Every string inside a value's plain form, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, tuple | list):
        for inner in value:
            yield from _texts(inner)


def _require_glyphs(page: Page) -> None:
    for text in _texts(page.model_dump()):
        missing = missing_glyphs([text])
        if missing:
            named = ", ".join(f"{c} (U+{ord(c):04X})" for c in missing[:5])
            raise QuoteError(
                f"The quote's font cannot print {named} in “{text[:60]}”.",
                hint="Write the text with other characters in the quote editor.",
            )


def _text_of(path: Path) -> str:
    """All text of a PDF, page after page, as a reader would copy it.

    Raises:
        QuoteError: a text runs off the paper, where a reader would not see it.
    """
    with pypdfium2.PdfDocument(path) as document:
        texts = []
        for page in document:
            text = page.get_textpage()
            width = page.get_width()
            for index in range(text.count_rects()):
                left, bottom, right, _ = text.get_rect(index)
                if left < 0 or right > width or bottom < 0:
                    raise QuoteError(
                        "A text of the quote does not fit the paper.",
                        hint="Shorten the longest words of the items.",
                    )
            texts.append(text.get_text_range())
        return "\n".join(texts)


def _require_figures(page: Page, text: str) -> None:
    """The number anywhere; every figure of rows and sums, one after the other."""
    text = unicodedata.normalize("NFKC", text)
    if not _find(page.number, text, 0):
        raise QuoteError(f"The rendered quote does not show its number {page.number}.")
    position = 0
    for figure in page.figures:
        found = _find(figure, text, position)
        if found is None:
            raise QuoteError(f"The rendered quote does not show {figure} in its place.")
        position = found.end()


def _find(figure: str, text: str, start: int) -> re.Match[str] | None:
    """``figure`` as a whole from ``start`` on: white space does not count, and no digit may
    stand right before or after it."""
    letters = unicodedata.normalize("NFKC", "".join(figure.split()))
    spaced = r"\s*".join(map(re.escape, letters))
    return re.compile(rf"(?<![\d.,]){spaced}(?![\d]|[.,]\d)").search(text, start)
