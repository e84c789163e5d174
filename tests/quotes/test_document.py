"""The PDF: what it holds, what it refuses, and what stays when it fails."""

import re

import pypdf
import pytest

from quoteflow_desktop.core.errors import QuoteError
from quoteflow_desktop.core.quote import TaxMode, Term
from quoteflow_desktop.quotes import document
from quoteflow_desktop.quotes.document import missing_glyphs, write_pdf
from tests.quotes.samples import quote

DOMESTIC = {"currency": "KRW", "language": "ko", "tax_mode": TaxMode.DOMESTIC}
HOSTILE = '<img src="http://evil.example/x.png"><script>alert(1)</script></td></table>'


def text_of(path):
    """The paper's text without white space, as another library than the program's reads it."""
    pages = (page.extract_text() for page in pypdf.PdfReader(path).pages)
    return re.sub(r"\s", "", "".join(pages))


def with_product(name, **changes):
    made = quote(("3", "5"), **changes)
    return made.model_copy(update={"lines": (made.lines[0].model_copy(update={"product": name}),)})


def test_a_korean_quote_holds_its_number_figures_and_words(tmp_path):
    path = tmp_path / "quote.pdf"

    write_pdf(quote(("12000", "850"), ("600", "1250"), **DOMESTIC), path)

    text = text_of(path)
    for expected in (
        "견적서", "QT-20261120-001", "MwangiPowerLtd.귀중", "12,000pcs85010,200,000",
        "600pcs1,250750,000", "공급가액10,950,000", "부가세(10%)1,095,000",
        "금일천이백사만오천원정(₩12,045,000)", "2026년12월20일까지", "(인)",
    ):  # fmt: skip
        assert expected in text


def test_an_english_quote_holds_its_number_figures_and_words(tmp_path):
    path = tmp_path / "quote.pdf"

    write_pdf(quote(("300", "615"), discount="2"), path)

    text = text_of(path)
    for expected in (
        "QUOTATION", "QT-20261120-001", "HanbitTradingCo.,Ltd.", "300pcs615.00184,500.00",
        "TotalUSD180,810.00", "SAYUSDOLLARSONEHUNDREDEIGHTYTHOUSANDEIGHTHUNDREDTENONLY",
        "20December2026", "roundedhalfuptoUSD0.01",
    ):  # fmt: skip
        assert expected in text


@pytest.mark.parametrize("language", ["ko", "en"])
def test_only_the_bundled_font_is_embedded(tmp_path, language):
    path = tmp_path / "quote.pdf"

    write_pdf(with_product("골판지 箱 ① 3㎜ ±5℃ 제품", language=language), path)

    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in pypdf.PdfReader(path).pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert fonts == {"NanumGothic", "NanumGothic-Bold"}


@pytest.mark.parametrize(
    "name",
    [
        HOSTILE,
        "{{ 7*7 }} {% include '/etc/passwd' %}",
        "</style><style>*{display:none}",
        "M8 & M10 <b>bold</b> &lt;",
        "url(file:///etc/passwd) @import 'x'",
    ],
)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_markup_in_a_product_name_is_only_text(tmp_path, name, language):
    path = tmp_path / "quote.pdf"

    write_pdf(with_product(name, language=language), path)

    assert re.sub(r"\s", "", name) in text_of(path)


def test_markup_in_every_other_text_is_only_text(tmp_path):
    made = quote(("3", "5"))
    hostile = made.model_copy(
        update={
            "remarks": HOSTILE,
            "reference": "<b>1</b>",
            "terms": (Term(key="payment_terms", value="<i>T/T</i>"),),
            "buyer": made.buyer.model_copy(update={"company": "<u>Buyer</u>"}),
        }
    )

    write_pdf(hostile, tmp_path / "quote.pdf")

    text = text_of(tmp_path / "quote.pdf")
    assert all(x in text for x in ("<b>1</b>", "<i>T/T</i>", "<u>Buyer</u>", "alert(1)"))


@pytest.mark.parametrize(
    "url",
    ["http://evil.example/x", "file:///etc/passwd", "data:text/plain,x", "ftp://evil.example/x"],
)
def test_nothing_outside_the_bundle_can_be_loaded(url):
    fetcher = document._BundledOnly(document._folder())

    with pytest.raises(document.FatalURLFetchingError, match="asked for"):
        fetcher.fetch(url)


def test_a_way_out_of_the_bundle_by_dots_is_refused():
    fetcher = document._BundledOnly(document._folder())

    with pytest.raises(document.FatalURLFetchingError):
        fetcher.fetch(document._folder().as_uri() + "/../labels/ko.toml")


def test_the_bundled_style_sheet_is_loaded():
    fetcher = document._BundledOnly(document._folder())

    assert b"@font-face" in fetcher.fetch(document._folder().as_uri() + "/quote.css").read()


def test_a_character_that_the_font_lacks_is_named_and_nothing_is_written(tmp_path):
    with pytest.raises(QuoteError, match=r"U\+1F389.*Party 🎉"):
        write_pdf(with_product("Party 🎉 set"), tmp_path / "quote.pdf")

    assert list(tmp_path.iterdir()) == []


def test_missing_glyphs_are_named_once_and_spaces_never():
    assert missing_glyphs(["a🎉", "한글 箱🎉\n"]) == ("🎉",)


def test_a_quote_over_several_pages_shows_all_its_lines(tmp_path):
    path = tmp_path / "quote.pdf"

    write_pdf(quote(*((str(n), "1.25") for n in range(1, 121))), path)

    assert len(pypdf.PdfReader(path).pages) > 2
    assert "Part120" in text_of(path)


def test_long_words_and_many_texts_do_not_break_the_table(tmp_path):
    path = tmp_path / "quote.pdf"
    made = with_product("W" * 300 + " " + "가" * 300)

    write_pdf(made, path)

    assert "W" * 300 in text_of(path)


def test_too_many_lines_are_refused(tmp_path):
    with pytest.raises(QuoteError, match="at most 500 lines"):
        write_pdf(quote(*[("1", "1")] * 501), tmp_path / "quote.pdf")


def test_a_text_without_end_is_refused(tmp_path):
    with pytest.raises(QuoteError, match="longer than"):
        write_pdf(with_product("x" * 5000), tmp_path / "quote.pdf")


def test_a_sum_without_room_is_refused(tmp_path):
    with pytest.raises(QuoteError, match="sum of the quote is too large"):
        write_pdf(quote(("100000000000", "100000000000")), tmp_path / "quote.pdf")


def test_a_figure_that_no_trade_has_is_refused(tmp_path):
    with pytest.raises(QuoteError, match="too large"):
        write_pdf(quote(("1", "1" + "0" * 12)), tmp_path / "quote.pdf")


def test_a_rendering_that_loses_a_figure_leaves_the_old_file_alone(tmp_path, monkeypatch):
    path = tmp_path / "quote.pdf"
    path.write_bytes(b"the quote of before")
    other = document._render(document.page_of(quote(("3", "6"))))
    monkeypatch.setattr(document, "_render", lambda _: other)

    with pytest.raises(QuoteError, match=r"does not show 5\.00 in its place"):
        write_pdf(quote(("3", "5")), path)

    assert path.read_bytes() == b"the quote of before"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("figure", "text", "found"),
    [
        ("1,200.00", "x 1,200.00 y", True),
        ("1,200.00", "1,2\n00.00", True),
        ("200.00", "1,200.00", False),
        ("1,200", "1,200.50", False),
        ("5", "15", False),
    ],
)
def test_a_figure_counts_only_as_a_whole(figure, text, found):
    assert (document._find(figure, text, 0) is not None) is found


def test_a_folder_that_is_a_file_is_an_error_of_one_sentence(tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(QuoteError, match=r"could not be written to quote\.pdf"):
        write_pdf(quote(("3", "5")), tmp_path / "file" / "quote.pdf")


def test_a_text_that_runs_off_the_paper_is_refused(tmp_path, monkeypatch):
    page = document.page_of(quote(("3", "5")))
    wide = document._html(page).replace("<body", '<body style="width: 500mm"')
    monkeypatch.setattr(document, "_html", lambda _: wide)

    with pytest.raises(QuoteError, match="does not fit the paper"):
        write_pdf(quote(("3", "5")), tmp_path / "quote.pdf")

    assert list(tmp_path.iterdir()) == []


def test_a_preview_is_a_pdf_in_memory():
    assert document.pdf_bytes(quote(("3", "5"))).startswith(b"%PDF-")


@pytest.mark.parametrize("content", [None, b"no font"])
def test_missing_or_damaged_fonts_are_one_sentence(tmp_path, monkeypatch, content):
    if content is not None:
        (tmp_path / "fonts").mkdir()
        for name in document.FONTS:
            (tmp_path / "fonts" / name).write_bytes(content)
    monkeypatch.setattr(document, "_folder", lambda: tmp_path)

    with pytest.raises(QuoteError, match="fonts of the quote are missing or damaged"):
        document._characters.__wrapped__()


def test_figures_beside_hyphens_at_the_end_of_a_line_are_still_found(tmp_path):
    made = with_product("x")
    line = made.lines[0].model_copy(
        update={"product": "(aC.BCxh,67d-aBB,e5-6 " * 3, "specification": "e5-6 " * 30}
    )

    write_pdf(made.model_copy(update={"lines": (line,)}), tmp_path / "quote.pdf")

    assert (tmp_path / "quote.pdf").exists()


def test_missing_folders_are_made(tmp_path):
    write_pdf(quote(("3", "5")), tmp_path / "a" / "b" / "quote.pdf")

    assert [path.name for path in (tmp_path / "a" / "b").iterdir()] == ["quote.pdf"]
