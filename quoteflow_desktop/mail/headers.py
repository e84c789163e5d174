"""Header values of real mail: encoded words, addresses, dates, message ids.

Our own lenient readers with limits, because the stdlib's header parser can freeze or crash on a
mail of one line. RFC 2047, RFC 5322; broken input gives less, never an exception. Must not know
bodies or threads.
"""

import base64
import binascii
import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from quoteflow_desktop.core.messages import Address
from quoteflow_desktop.mail.charsets import decode

MAX_HEADER = 64 * 1024  # characters of one header that are looked at
MAX_ADDRESSES = 1000
MAX_REFERENCES = 200

_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")
_FOLD = re.compile(r"\r?\n[ \t]*|\r")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_QUOTED_PAIR = re.compile(r"\\(.)")
_ID = re.compile(r"<([^<>\s]{1,990})>")
_COMMENT = re.compile(r"\(([^()]*)\)")


def text(raw: str) -> str:
    """A header value as a person reads it: unfolded, encoded words decoded, controls dropped.

    ``raw`` may hold bytes above 0x7F as surrogate escapes, as the stdlib's parser leaves them.
    """
    value = _FOLD.sub(" ", raw[:MAX_HEADER])
    out: list[str] = []
    held: tuple[str, bytes] | None = None  # bytes of neighbouring words: a syllable may be split
    end = 0
    for match in _WORD.finditer(value):
        between = value[end : match.start()]
        label, data = match[1].split("*")[0], _word_bytes(match[2], match[3])
        if held and not between.strip() and held[0].lower() == label.lower():
            held = (label, held[1] + data)
        else:
            out.append(_flush(held))
            out.append(_raw_text(between) if between.strip() or not held else "")
            held = (label, data)
        end = match.end()
    out.append(_flush(held))
    out.append(_raw_text(value[end:]))
    return _CONTROL.sub("", "".join(out)).strip()


def unfolded(raw: str) -> str:
    """A header value on one line, its encoded words left as they are."""
    return _raw_text(_FOLD.sub(" ", raw[:MAX_HEADER]))


def _flush(held: tuple[str, bytes] | None) -> str:
    return decode(held[1], held[0])[0] if held else ""


def _raw_text(value: str) -> str:
    """Text outside encoded words; raw 8-bit bytes are read by what they look like."""
    if value.isascii():
        return value
    return decode(value.encode("utf-8", "surrogateescape"))[0]


def _word_bytes(encoding: str, payload: str) -> bytes:
    data = payload.encode("utf-8", "surrogateescape")
    if encoding in "bB":
        data = re.sub(rb"[^A-Za-z0-9+/]", b"", data)
        try:
            return base64.b64decode(data + b"=" * (-len(data) % 4))
        except binascii.Error:
            return base64.b64decode(data[: len(data) // 4 * 4])
    return binascii.a2b_qp(data.replace(b"_", b" "))


def addresses(raw: str) -> tuple[Address, ...]:
    """The mailboxes of an address header, at most MAX_ADDRESSES.

    Group names are dropped, ``;`` separates as ``,`` does (Outlook writes it).
    """
    value = _FOLD.sub(" ", raw[:MAX_HEADER])
    found = (_address(part) for part in _split(value))
    return tuple(address for address in found if address.email or address.name)


# A quoted string, a comment, an address in brackets, a separator: what a cut must respect.
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|\((?:[^()\\]|\\.)*\)|<[^<>,;]*>|\\.|[,;]', re.DOTALL)


def _split(value: str) -> list[str]:
    """Cut at commas and semicolons outside quotes, comments and angle brackets: one pass."""
    parts: list[str] = []
    start = 0
    for token in _TOKEN.finditer(value):
        if token[0] in ",;":
            parts.append(value[start : token.start()])
            start = token.end()
            if len(parts) >= MAX_ADDRESSES:
                return parts
    return [*parts, value[start:]]


def _address(part: str) -> Address:
    part = part.strip()
    group, colon, rest = part.partition(":")
    if colon and not any(sign in group for sign in '@<"('):
        part = rest.strip()
    open_at, close_at = part.rfind("<"), part.rfind(">")
    if open_at >= 0:
        inside = part[open_at + 1 : close_at if close_at > open_at else None]
        return Address(name=_name(part[:open_at]), email=_email(inside))
    comments = _COMMENT.findall(part)
    return Address(name=_name(" ".join(comments)), email=_email(_COMMENT.sub("", part)))


def _name(raw: str) -> str:
    raw = raw.strip()
    if len(raw) >= 2 and raw[0] == raw[-1] == '"':
        raw = raw[1:-1]
    return text(_QUOTED_PAIR.sub(r"\1", raw).strip().strip('"'))


def _email(raw: str) -> str:
    """The bare address; one in encoded words is not believed to be an address."""
    value = text(raw) if not raw.isascii() else _CONTROL.sub("", raw)
    return value.strip().strip("'\"").replace(" ", "")[:320]


def date(raw: str) -> datetime | None:
    """The aware time of a Date header, or None where it is none that a calendar knows."""
    value = _CONTROL.sub("", _FOLD.sub(" ", raw[:200])).strip()
    found = None
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            found = read(value)
            break
        except (ValueError, TypeError, OverflowError, IndexError):
            continue
    if found is None or not 1971 <= found.year <= 9000:
        return None
    if found.tzinfo is None:
        return found.replace(tzinfo=UTC)
    offset = found.utcoffset() or timedelta()
    return found if abs(offset) <= timedelta(hours=15) else found.astimezone(UTC)


def message_ids(raw: str) -> tuple[str, ...]:
    """The ``<...>`` ids of a header in order, without repeats; the last MAX_REFERENCES."""
    ids = (f"<{inner}>" for inner in _ID.findall(raw[:MAX_HEADER]))
    return tuple(dict.fromkeys(_plain_id(one) for one in ids))[-MAX_REFERENCES:]


def _plain_id(value: str) -> str:
    return value if value.isascii() else decode(value.encode("utf-8", "surrogateescape"))[0]
