"""Bytes of a mail to text: label table, declared codec, UTF-8, CP949, Latin-1, in this order.

Mailers lie about charsets and Korean ones most of all, so a label is a hint. Must not know MIME.
"""

import re

# What browsers decode these labels as (WHATWG Encoding Standard): "euc-kr" mail is CP949 in truth.
_LABELS: dict[str, str] = {
    **dict.fromkeys(
        ("euc-kr", "euckr", "x-euc-kr", "cseuckr", "korean", "iso-ir-149", "ks-c-5601",
         "ks-c-5601-1987", "ks-c-5601-1989", "ksc-5601", "ksc5601", "ksc5601-1987",
         "ksc5601-1992", "csksc56011987", "windows-949", "x-windows-949", "ms949", "cp949",
         "cp-949", "uhc", "5601"),
        "cp949",
    ),
    **dict.fromkeys(
        ("gb2312", "gb-2312", "gb-2312-80", "gb2312-80", "x-gbk", "gbk", "cp936", "ms936",
         "euc-cn", "windows-936", "chinese"),
        "gb18030",
    ),
    **dict.fromkeys(
        ("shift-jis", "shiftjis", "sjis", "x-sjis", "windows-31j", "ms932", "ms-kanji"), "cp932"
    ),
    **dict.fromkeys(("big5", "big-5", "x-big5", "cn-big5"), "cp950"),
    **dict.fromkeys(("utf8", "utf8mb4", "unicode-1-1-utf-8", "x-unicode-2-0-utf-8"), "utf-8"),
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin1", "latin-1", "l1", "windows-1252"),
                    "cp1252"),
    **dict.fromkeys(("iso-8859-9", "latin5"), "cp1254"),
    **dict.fromkeys(("iso-8859-8-i", "iso-8859-8-e"), "iso-8859-8"),
    "iso-8859-11": "cp874",
    "cp-850": "cp850",
}  # fmt: skip

# Labels that say nothing about bytes above 0x7F.
_NO_CLAIM = {"", "us-ascii", "ascii", "ansi-x3.4-1968", "x-unknown", "unknown", "unknown-8bit",
             "8bit", "binary", "default", "none", "default-charset", "x-user-defined"}  # fmt: skip
# Codecs of Python that are no charset of mail.
_REFUSED = {"unicode-escape", "raw-unicode-escape", "idna", "punycode", "undefined", "mbcs", "oem"}
_LABEL = re.compile(r"[a-z0-9.:+-]{1,40}")
_HANGUL_PAIR = re.compile(rb"[\xb0-\xc8][\xa1-\xfe]")
_HIGH = re.compile(rb"[\x80-\xff]")


def codec_of(label: str | None) -> str | None:
    """The Python codec that a charset label means in real mail, or None where it means nothing."""
    name = (label or "").strip().strip("\"'").lower().replace("_", "-")
    if name in _NO_CLAIM or name in _REFUSED or not _LABEL.fullmatch(name):
        return None
    name = _LABELS.get(name, name)
    try:
        "a".encode(name)  # empty text would not even ask for the codec
    except (LookupError, ValueError):
        return None
    return name


def decode(data: bytes, label: str | None = None) -> tuple[str, bool]:
    """``data`` as text, and whether every byte could be read.

    Never raises. A byte that no charset explains becomes U+FFFD and the second value is False.
    """
    if b"\x1b$)C" in data:
        return data.decode("iso2022_kr", "replace"), True
    if not _HIGH.search(data) and b"\x1b" not in data and codec_of(label) not in _WIDE:
        return data.decode("ascii"), True
    for codec in _attempts(data, codec_of(label)):
        try:
            text = data.decode(codec)
            text.encode("utf-8")  # UTF-7 and UTF-16 let half a character through: no text at all
            return text, True
        except ValueError:
            continue
    text, whole = _least_bad(data, codec_of(label))
    return text.encode("utf-8", "replace").decode("utf-8"), whole


_WIDE = {"utf-16", "utf-16le", "utf-16-le", "utf-16be", "utf-16-be", "utf-32", "utf-7", "hz"}


def _attempts(data: bytes, declared: str | None) -> list[str]:
    """Codecs to try strictly, best first."""
    western = declared is None or declared.startswith(("cp125", "iso-8859", "iso8859"))
    if not western and declared:
        return [declared, "utf-8"]
    # A single-byte charset accepts anything, so what explains the bytes better goes first.
    order = ["utf-8"]
    if looks_korean(data):
        order.append("cp949")
    if declared:
        order.append(declared)
    return order


def looks_korean(data: bytes) -> bool:
    """Whether most bytes above 0x7F stand in pairs of the KS X 1001 Hangul rows."""
    high = len(_HIGH.findall(data))
    return high >= 4 and len(_HANGUL_PAIR.findall(data)) * 2 >= high * 0.7


def _least_bad(data: bytes, declared: str | None) -> tuple[str, bool]:
    """The reading with the fewest lost characters; Latin-1 where all of them are bad."""
    codecs = ["utf-8", "cp949"] if declared is None else [declared, "utf-8", "cp949"]
    readings = [data.decode(codec, "replace") for codec in codecs]
    best = min(readings, key=lambda text: text.count("\ufffd"))
    high = len(_HIGH.findall(data))
    if best.count("\ufffd") * 4 > high:
        return data.decode("latin-1"), False
    return best, False
