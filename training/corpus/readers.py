"""Documents to plain text: txt, md, srt, vtt, pdf, docx, csv.

One function a format; ``read_document`` picks by the file's ending. Must not know what is done
with the text, nor which files are wanted.
"""

import csv
import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pypdfium2

from quoteflow_desktop.core.errors import InputError

_ENCODINGS = ("utf-8-sig", "cp949")
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LARGEST_PART = 64 * 1024 * 1024  # of a docx, unpacked
_TIMES = re.compile(r"\d{1,2}:\d{2}(:\d{2})?[.,]\d{1,3}\s*-->")
_TAG = re.compile(r"</?[a-zA-Z][^>]*>|<\d[\d:.]*>|\{\\[^}]*\}")
# "Speaker 2:", "김 교수:", "[Host]", ">> ANNA:": at a line's start only
_SPEAKER = re.compile(
    r"^(?:>>+\s*)?(?:\[[^\]]{1,30}\]\s*:?\s*|"
    r"(?!Note|Example|Remember|Warning|Question|Answer|Step)"
    r"[A-Z][\w.]+(?: [A-Z0-9][\w.]*){0,2}:\s+|"
    r"[가-힣]{1,4} ?(?:교수|강사|대표|팀장|선생|선생님):\s+|"
    r"(?:발표자|진행자|화자|강사|교수|사회자) ?\d*\s*:\s+|>>+\s*)"
)
_SENTENCE_END = re.compile(r"[.?!…。]['\"”’)]*$")


def read_document(path: Path) -> str:
    """The text of ``path``.

    Raises:
        InputError: the format is not known, or the file is damaged, protected or empty.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise InputError(f"{path.name} is of a kind that is not read: {path.suffix or 'none'}.")
    try:
        text = reader(path.read_bytes())
    except OSError as error:
        raise InputError(f"{path.name} cannot be read: {error.strerror}.") from error
    if not text.strip():
        raise InputError(f"{path.name} holds no text.")
    return text


def read_plain(data: bytes) -> str:
    """Text of any of the usual encodings; a line end is always ``\\n``."""
    marked = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    for encoding in ("utf-16",) if marked else _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise InputError("The file is no text in UTF-8, CP949 or UTF-16.")


def read_markdown(data: bytes) -> str:
    """The words without marks; code blocks and pictures are left out, links keep their text."""
    text = re.sub(r"^```.*?^```\s*$", "", read_plain(data), flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)  # front matter
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)
    text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"^ {0,3}(?:#{1,6} +|> ?|[-*+] +)", "", text, flags=re.MULTILINE)
    text = re.sub(r"^[ \t:|-]{3,}$", "", text, flags=re.MULTILINE)  # rules of tables
    return re.sub(r"(\*\*|__|\*|`)(?=\S)(.+?)(?<=\S)\1", r"\2", text)


def read_transcript(data: bytes) -> str:
    """Subtitles of a lecture as running text: numbers, times, tags and speakers are dropped, lines
    that were cut for the screen are joined, a line that stands in two cues is kept once."""
    said: list[str] = []
    for block in re.split(r"\n\s*\n", read_plain(data)):
        lines = block.strip().split("\n")
        timed = next((n for n, line in enumerate(lines) if _TIMES.search(line)), None)
        if timed is None:
            continue  # the head of a VTT file, notes and styles
        for line in lines[timed + 1 :]:
            text = _SPEAKER.sub("", _TAG.sub("", line).strip()).strip(" -")
            if text and text not in said[-2:]:
                said.append(text)
    return "\n".join(_joined(said))


def _joined(lines: list[str]) -> list[str]:
    sentences, open_line = [], ""
    for line in lines:
        open_line = f"{open_line} {line}".strip()
        if _SENTENCE_END.search(open_line):
            sentences.append(open_line)
            open_line = ""
    return [*sentences, open_line] if open_line else sentences


def read_pdf(data: bytes) -> str:
    """The text of all pages, one blank line between pages."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise InputError("The PDF is damaged or protected by a password.") from error
    try:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return "\n\n".join(pages).replace("\r\n", "\n").replace("\ufffe", "-")


def read_docx(data: bytes) -> str:
    """The paragraphs of a Word file, table cells included; a paragraph is a line."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            info = parts.getinfo("word/document.xml")
            if info.file_size > _LARGEST_PART:
                raise InputError("The Word file is too large when unpacked.")
            xml = parts.read(info)
    except (zipfile.BadZipFile, KeyError, RuntimeError) as error:
        raise InputError("The file is no Word document (.docx), or is damaged.") from error
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise InputError("The Word file declares XML entities, which no Word writes.")
    try:
        root = ElementTree.fromstring(xml)  # noqa: S314 - entities were refused
    except ElementTree.ParseError as error:
        raise InputError("The Word file's text is damaged.") from error
    return "\n".join(_paragraph(element) for element in root.iter(f"{_WORD}p"))


def _paragraph(element: ElementTree.Element) -> str:
    parts = []
    for node in element.iter():
        if node.tag == f"{_WORD}t":
            parts.append(node.text or "")
        elif node.tag == f"{_WORD}tab":
            parts.append("\t")
        elif node.tag in (f"{_WORD}br", f"{_WORD}cr"):
            parts.append("\n")
    return "".join(parts)


def read_csv(data: bytes) -> str:
    """A row as a line of ``column: value`` pairs. The first row names the columns where its cells
    are filled, all different and free of figures; else the cells stand alone."""
    text = read_plain(data)
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(text[:8192], delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    rows = [row for row in csv.reader(io.StringIO(text), dialect) if any(row)]
    if not rows:
        return ""
    first = [cell.strip() for cell in rows[0]]
    named = all(first) and len(set(first)) == len(first) and not re.search(r"\d", "".join(first))
    head = first if named and len(rows) > 1 else None
    lines = []
    for row in rows[1:] if head else rows:
        cells = [cell.strip() for cell in row]
        if head:
            cells = [f"{name}: {cell}" for name, cell in zip(head, cells, strict=False) if cell]
        lines.append("; ".join(cell for cell in cells if cell))
    return "\n".join(lines)


READERS = {
    ".txt": read_plain, ".md": read_markdown, ".srt": read_transcript, ".vtt": read_transcript,
    ".pdf": read_pdf, ".docx": read_docx, ".csv": read_csv,
}  # fmt: skip
