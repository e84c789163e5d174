"""Mail files to raw mails: .eml, .mbox, Maildir, folders recursively.

Gives bytes and where they came from; a file that cannot be read is named and skipped. Must not
parse mail.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from quoteflow_desktop.core.values import Value

MAX_MAIL = 100 * 1024 * 1024  # bytes; a larger file is named and skipped
_MAIL_ENDINGS = {".eml", ".msg.eml", ".mail"}
_MBOX_ENDINGS = {".mbox", ".mbx"}
# "From kim@a.kr Tue Jan 13 15:37:26 2026": sentences that begin with From have no time and year.
_HEADER = re.compile(
    rb"^(?:from|to|date|subject|message-id|received|return-path|mime-version|content-type|sender)"
    rb"[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_ENVELOPE = re.compile(rb"From \S+ .*\d{2}:\d{2}.*\d{4}")


class RawMail(Value):
    """The bytes of one mail and where they lie (``path`` or ``path:number`` in an mbox)."""

    source: str
    data: bytes


class Skipped(Value):
    """A file that gave no mail, and why in a few words."""

    path: str
    reason: str


def read_paths(paths: Iterable[Path]) -> Iterator[RawMail | Skipped]:
    """Every mail under ``paths``, in the given order and by name within a folder.

    A file that is named by the caller is read whatever its ending; in folders only mail files
    are, the others pass silently.
    """
    for path in paths:
        yield from _told(path, _named)


def _told(
    path: Path, read: Callable[[Path], Iterator[RawMail | Skipped]]
) -> Iterator[RawMail | Skipped]:
    """What ``read`` finds at ``path``; where the system refuses, the path is named."""
    try:
        yield from read(path)
    except OSError as error:
        yield Skipped(path=str(path), reason=_why(error))


def _named(path: Path) -> Iterator[RawMail | Skipped]:
    if path.is_dir():
        yield from _folder(path)
    elif path.is_file():
        yield from _file(path)
    else:
        yield Skipped(path=str(path), reason="no such file or folder")


def _folder(folder: Path) -> Iterator[RawMail | Skipped]:
    children = sorted(folder.iterdir(), key=lambda child: child.name)
    if all((folder / part).is_dir() for part in ("cur", "new")):
        yield from _maildir(folder)
        children = [child for child in children if child.name not in ("cur", "new", "tmp")]
    for child in children:
        yield from _told(child, _child)


def _child(path: Path) -> Iterator[RawMail | Skipped]:
    if path.is_dir():
        if not path.is_symlink():  # a link to a parent folder would never end
            yield from _folder(path)
    elif path.suffix.lower() in _MAIL_ENDINGS | _MBOX_ENDINGS:
        yield from _file(path)


def _maildir(folder: Path) -> Iterator[RawMail | Skipped]:
    """Mails of a Maildir (cr.yp.to/proto/maildir.html): ``tmp`` holds unfinished ones."""
    found: list[Path] = []
    for part in (folder / "cur", folder / "new"):
        try:
            found += part.iterdir()
        except OSError as error:
            yield Skipped(path=str(part), reason=_why(error))
    for path in sorted(found, key=lambda one: one.name):
        if not path.name.startswith("."):
            yield from _told(path, _maildir_mail)


def _maildir_mail(path: Path) -> Iterator[RawMail | Skipped]:
    if path.is_file():
        yield from _file(path, one_mail=True)


def _file(path: Path, *, one_mail: bool = False) -> Iterator[RawMail | Skipped]:
    size = path.stat().st_size
    is_mbox = not one_mail and _is_mbox(path)
    if size == 0:
        yield Skipped(path=str(path), reason="empty file")
    elif is_mbox:
        yield from _mbox(path)
    elif size > MAX_MAIL:
        yield Skipped(path=str(path), reason="larger than 100 MB")
    else:
        data = path.read_bytes()
        if _is_mail(data):
            yield RawMail(source=str(path), data=data)
        else:
            yield Skipped(path=str(path), reason="not a mail")


def _is_mail(data: bytes) -> bool:
    """Whether the file begins as text and has a header that mails have: a broken mail is one too,
    a picture or a PDF is none."""
    return b"\0" not in data[:512] and _HEADER.search(data[:65536]) is not None


def _is_mbox(path: Path) -> bool:
    with path.open("rb") as file:
        starts = file.read(5) == b"From "
    return starts or path.suffix.lower() in _MBOX_ENDINGS


def _mbox(path: Path) -> Iterator[RawMail | Skipped]:
    """Mails of an mbox (RFC 4155); one level of ``>From`` quoting is undone (mboxrd)."""
    lines: list[bytes] = []
    number, size, after_blank, found_any = 0, 0, True, False
    with path.open("rb") as file:
        for line in file:
            if after_blank and (_ENVELOPE.match(line) or (not number and line[:5] == b"From ")):
                if number and lines:
                    yield _mbox_mail(path, number, lines, size)
                number, lines, size, found_any = number + 1, [], 0, True
            elif number:
                if line.lstrip(b">").startswith(b"From ") and line.startswith(b">"):
                    line = line[1:]
                size += len(line)
                if size <= MAX_MAIL:
                    lines.append(line)
            after_blank = not line.strip()
    if number and lines:
        yield _mbox_mail(path, number, lines, size)
    if not found_any:
        yield Skipped(path=str(path), reason="no mbox file")


def _mbox_mail(path: Path, number: int, lines: list[bytes], size: int) -> RawMail | Skipped:
    source = f"{path}:{number}"
    if size > MAX_MAIL:
        return Skipped(path=source, reason="larger than 100 MB")
    if not lines[-1].strip():
        lines = lines[:-1]  # the blank line before the next separator belongs to the mbox
    return RawMail(source=source, data=b"".join(lines))


def _why(error: OSError) -> str:
    return (error.strerror or "cannot be read").lower()
