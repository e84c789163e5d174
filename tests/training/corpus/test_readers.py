"""Each format gives its words and nothing of its form; what cannot be read says why."""

import io
import zipfile

import pytest

from quoteflow_desktop.core.errors import InputError
from training.corpus.readers import (
    read_csv,
    read_document,
    read_docx,
    read_markdown,
    read_pdf,
    read_plain,
    read_transcript,
)

SRT = """1
00:00:01,000 --> 00:00:04,000
<i>김 교수: 오늘은 신용장에 대해</i>

2
00:00:04,000 --> 00:00:07,500
알아보겠습니다.

3
00:00:07,500 --> 00:00:09,000
알아보겠습니다.

4
00:00:09,000 --> 00:00:12,000
Speaker 2: What is a
sight credit?
"""
VTT = """WEBVTT
Kind: captions

NOTE made by hand

intro
00:01.000 --> 00:03.000 align:start position:0%
<v Anna>The seller must<00:02.000> deliver

00:03.000 --> 00:05.000
by 10:30. That is all
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16"])
def test_text_in_every_usual_encoding(encoding):
    assert read_plain("선하증권\r\nB/L".encode(encoding)) == "선하증권\nB/L"


def test_a_binary_file_is_no_text():
    with pytest.raises(InputError, match="no text"):
        read_plain(b"\x89PNG\x00\xff\xfe\x00")


def test_subtitles_become_sentences():
    assert read_transcript(SRT.encode()) == (
        "오늘은 신용장에 대해 알아보겠습니다.\nWhat is a sight credit?"
    )


def test_web_subtitles_lose_head_notes_voices_and_inner_times():
    assert read_transcript(VTT.encode()) == "The seller must deliver by 10:30. That is all"


def test_a_heading_word_is_no_speaker():
    cue = "1\n00:01.000 --> 00:03.000\n정의: 신용장이란\nNote: a bank pays.\n"
    assert read_transcript(cue.encode()) == "정의: 신용장이란 Note: a bank pays."


def test_markdown_keeps_words_only():
    text = "---\na: b\n---\n# Terms\n\n- **FOB** is [a rule](http://x.org)\n\n```\ncode\n```\n"
    assert read_markdown(text.encode()).split() == ["Terms", "FOB", "is", "a", "rule"]


def test_a_row_of_a_table_names_its_columns():
    data = "품목;수량;단가\n볼트;1200;0.05\n너트;300;\n".encode()
    assert read_csv(data) == "품목: 볼트; 수량: 1200; 단가: 0.05\n품목: 너트; 수량: 300"


def test_word_paragraphs_cells_and_breaks():
    assert read_docx(docx("<w:p><w:r><w:t>First</w:t></w:r><w:r><w:tab/><w:t>two</w:t></w:r></w:p>"
                          "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>셀</w:t></w:r></w:p></w:tc></w:tr></w:tbl>")
    ) == "First\ttwo\n셀"  # fmt: skip


@pytest.mark.parametrize("data", [b"PK nonsense", b"", b"%PDF-1.4 half"])
def test_a_damaged_word_file_is_named_as_such(data):
    with pytest.raises(InputError, match="no Word document"):
        read_docx(data)


def test_xml_entities_are_refused():
    with pytest.raises(InputError, match="entities"):
        read_docx(docx("", head='<!DOCTYPE x [<!ENTITY a "b">]>'))


def test_pdf_pages_are_read(tmp_path):
    assert read_pdf(pdf("Terms of payment")).strip() == "Terms of payment"


def test_a_damaged_pdf_is_named_as_such():
    with pytest.raises(InputError, match="damaged or protected"):
        read_pdf(b"%PDF-1.4 and then nothing")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xls", b"x", "a.xls is of a kind that is not read: .xls"),
        ("b.txt", b" \n", "b.txt holds no text"),
        ("README", b"x", "kind that is not read: none"),
    ],
)
def test_a_file_that_gives_nothing_says_why(tmp_path, name, data, words):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(InputError, match=words):
        read_document(path)


def docx(body: str, head: str = "") -> bytes:
    xml = (
        f'{head}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("word/document.xml", xml)
    return out.getvalue()


def pdf(words: str) -> bytes:
    stream = f"BT /F1 12 Tf 20 50 Td ({words}) Tj ET".encode()
    return (
        b"%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 100]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
        b"4 0 obj<</Length %d>>stream\n%s\nendstream endobj\n"
        b"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%%%EOF\n" % (len(stream), stream)
    )
