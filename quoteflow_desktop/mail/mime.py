"""The bytes of one mail to a Message. Never raises: a broken mail comes out with defect notes.

The stdlib parser is used for structure only (policy compat32); its header parsing freezes or
crashes on hostile lines, so ``headers`` reads them. The bytes are never re-serialised. Must not
know where mail comes from or how threads are made.
"""

import hashlib
import re
from email.message import Message as Part
from email.parser import BytesParser
from email.policy import compat32
from typing import NamedTuple

from quoteflow_desktop.core.messages import Address, Attachment, Message
from quoteflow_desktop.mail import headers, plain_text
from quoteflow_desktop.mail.charsets import decode
from quoteflow_desktop.mail.quoted import marks

MAX_BYTES = 60 * 1024 * 1024  # of one mail that are parsed
MAX_PARTS = 1000
MAX_DEPTH = 30
MAX_BODY = 2_000_000  # characters
MAX_HTML_KEPT = 2_000_000

_DEFECTS = {
    "NoBoundaryInMultipartDefect": "A part announces several parts but gives no boundary.",
    "StartBoundaryNotFoundDefect": "The boundary that the mail announces does not occur.",
    "CloseBoundaryNotFoundDefect": "The mail ends before its last part does.",
    "FirstHeaderLineIsContinuationDefect": "The headers begin in the middle of one.",
    "MisplacedEnvelopeHeaderDefect": "A From line of an mbox stands among the headers.",
    "MissingHeaderBodySeparatorDefect": "No empty line parts headers and text.",
    "MultipartInvariantViolationDefect": "A part that announces several parts holds none.",
    "InvalidMultipartContentTransferEncodingDefect": "A multipart claims to be encoded.",
    "InvalidBase64PaddingDefect": "Base64 text is cut short.",
    "InvalidBase64CharactersDefect": "Base64 text holds foreign characters.",
    "InvalidBase64LengthDefect": "Base64 text has an impossible length.",
}
_UNSAFE_NAME = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u200b-\u200f\u202a-\u202e\u2066-\u2069]')
_RESERVED = re.compile(r"^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


class _Body(NamedTuple):
    text: str
    cites: tuple[tuple[int, int], ...] = ()
    html: str = ""
    hidden: bool = False
    defects: tuple[str, ...] = ()


def parse(data: bytes, source: str = "") -> Message:
    """The mail in ``data``; what is broken in it stands in ``defects``, a sentence each."""
    digest = hashlib.sha256(data).hexdigest()
    source = source.encode("utf-8", "replace").decode("utf-8")  # file names may be no text
    try:
        return _parse(data, source, digest)
    except Exception as error:  # the parser's bugs are legion; a mail may never stop the others
        text, _ = plain_text.clean(decode(data[:MAX_BODY])[0])
        return Message(
            message_id=_own_id(digest),
            body=text,
            defects=(f"The mail could not be parsed ({type(error).__name__}); raw text is shown.",),
            source=source,
        )


def _own_id(digest: str) -> str:
    return f"<{digest[:32]}@no-message-id>"


def _parse(data: bytes, source: str, digest: str) -> Message:
    defects: list[str] = []
    if len(data) > MAX_BYTES:
        defects.append("The mail is larger than 60 MB; what lies beyond was not read.")
    root = BytesParser(policy=compat32).parsebytes(data[:MAX_BYTES])
    fields = _fields(root)
    if not fields:
        defects.append("This has no mail headers.")
    parts = _leaves(root, defects)
    body = _body(root, defects)
    ids = headers.message_ids(fields.get("message-id", ""))
    if not ids:
        defects.append("The mail has no Message-ID.")
    date = headers.date(fields.get("date", ""))
    if date is None:
        defects.append("The mail has no readable date.")
    senders = headers.addresses(fields.get("from", "") or fields.get("sender", ""))
    if not senders:
        defects.append("The mail names no sender.")
    return Message(
        message_id=ids[0] if ids else _own_id(digest),
        date=date,
        sender=senders[0] if senders else Address(),
        subject=headers.text(fields.get("subject", "")).replace("\n", " "),
        to=headers.addresses(fields.get("to", "")),
        cc=headers.addresses(fields.get("cc", "")),
        references=_references(fields, ids[0] if ids else ""),
        body=body.text,
        html=body.html,
        marks=marks(body.text, body.cites),
        attachments=tuple(_attachment(part) for part in parts if not _is_text(part)),
        defects=tuple(dict.fromkeys([*defects, *body.defects])),
        hidden_text=body.hidden,
        source=source,
    )


def _fields(root: Part) -> dict[str, str]:
    """First value of each header; a repeated To or Cc is added to the first."""
    fields: dict[str, str] = {}
    for name, value in root.raw_items():
        key = name.strip().lower()
        if key not in fields:
            fields[key] = str(value)
        elif key in ("to", "cc", "references"):
            joint = " " if key == "references" else ", "
            fields[key] = (fields[key] + joint + str(value))[: headers.MAX_HEADER]
    return fields


def _references(fields: dict[str, str], own: str) -> tuple[str, ...]:
    listed = headers.message_ids(fields.get("references", ""))
    # A broken In-Reply-To may hold prose and several ids (RFC 5322 §3.6.4): the first one counts.
    replied = headers.message_ids(fields.get("in-reply-to", ""))[:1]
    return tuple(one for one in dict.fromkeys([*listed, *replied]) if one != own)


def _leaves(root: Part, defects: list[str]) -> list[Part]:
    """The parts that hold content, in order; a mail inside the mail is one part."""
    out: list[Part] = []
    stack = [(root, 0)]
    while stack:
        part, depth = stack.pop()
        defects += [
            _DEFECTS.get(type(one).__name__, "The mail breaks a rule of its format.")
            for one in part.defects
        ]
        if len(out) >= MAX_PARTS or depth > MAX_DEPTH:
            defects.append("The mail has too many parts; some were not read.")
            break
        if part.get_content_maintype() == "multipart" and isinstance(part.get_payload(), list):
            children = [child for child in part.get_payload() if isinstance(child, Part)]
            stack += [(child, depth + 1) for child in reversed(children)]
        else:
            out.append(part)
    return out


def _is_text(part: Part) -> bool:
    """Whether the part is text to read; one that is named a file is an attachment."""
    kind = part.get_content_type()
    if part.get_content_maintype() == "multipart":
        return True  # broken: it announces parts and holds text
    if kind not in ("text/plain", "text/html"):
        return False
    return not str(part.get("content-disposition", "")).strip().lower().startswith("attachment")


def _body(root: Part, defects: list[str], depth: int = 0) -> _Body:
    """The text of ``root``: one alternative, all of a mix, in order."""
    payload = root.get_payload()
    if not isinstance(payload, list):
        return _text_of(root) if _is_text(root) else _Body("")
    if root.get_content_maintype() != "multipart" or depth > MAX_DEPTH:
        return _Body("")
    children = [child for child in payload[:MAX_PARTS] if isinstance(child, Part)]
    bodies = [_body(child, defects, depth + 1) for child in children]
    bodies = [body for body in bodies if body.text.strip() or body.html]
    if root.get_content_type() == "multipart/alternative":
        return _best_alternative(bodies)
    return _concatenated(bodies)


def _best_alternative(bodies: list[_Body]) -> _Body:
    """The plain text, unless it holds little of what the HTML does ("please use a viewer")."""
    plain = next((body for body in bodies if not body.html), None)
    rich = next((body for body in reversed(bodies) if body.html), None)
    if plain is None or rich is None:
        return rich or plain or _Body("")
    enough = _weight(plain.text) >= 0.4 * _weight(rich.text) and _weight(plain.text) > 0
    chosen = plain if enough else rich
    return chosen._replace(
        html=rich.html,
        hidden=plain.hidden or rich.hidden,
        defects=(*plain.defects, *rich.defects),
    )


def _weight(text: str) -> int:
    return len("".join(text.split()))


def _concatenated(bodies: list[_Body]) -> _Body:
    text, cites = "", []
    for body in bodies:
        if text and body.text:
            text += "\n\n"
        cites += [(start + len(text), end + len(text)) for start, end in body.cites]
        text += body.text
    return _Body(
        text[:MAX_BODY],
        tuple(cites),
        "\n".join(body.html for body in bodies if body.html)[:MAX_HTML_KEPT],
        any(body.hidden for body in bodies),
        tuple(one for body in bodies for one in body.defects),
    )


def _text_of(part: Part) -> _Body:
    """A text part decoded; HTML made plain."""
    text, whole = decode(_bytes_of(part), _charset(part))
    defects = () if whole else ("Some characters could not be decoded.",)
    if part.get_content_type() == "text/html":
        plain = plain_text.from_html(text)
        html = text.encode("utf-8", "replace").decode("utf-8")[:MAX_HTML_KEPT]
        return _Body(plain.text, plain.cites, html, plain.hidden, (*defects, *plain.defects))
    if _parameter(part, "format").lower() == "flowed":
        text = plain_text.unflow(text, delete_space=_parameter(part, "delsp").lower() == "yes")
    text, secret = plain_text.clean(text[:MAX_BODY])
    return _Body(text, hidden=secret, defects=defects)


def _bytes_of(part: Part) -> bytes:
    """The part's bytes with its transfer encoding undone; broken encodings give what they can."""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AttributeError, TypeError):
        payload = None
    if isinstance(payload, bytes):
        return payload
    raw = part.get_payload()
    return str(raw).encode("utf-8", "surrogateescape") if isinstance(raw, str) else b""


def _charset(part: Part) -> str:
    """The declared charset; an HTML part's own ``meta`` is asked when none is declared."""
    declared = _parameter(part, "charset")
    if not declared and part.get_content_type() == "text/html":
        match = re.search(rb"charset\s*=\s*[\"']?([\w.:-]{1,40})", _bytes_of(part)[:2048], re.I)
        return match[1].decode("ascii", "replace") if match else ""
    return declared


def _raw(part: Part, name: str) -> str:
    """A header of a part on one line; bytes above 0x7F are read by what they look like."""
    for key, value in part.raw_items():
        if key.lower() == name:
            return headers.unfolded(str(value))
    return ""


def _parameter(part: Part, name: str, header: str = "content-type") -> str:
    """A parameter of a header, decoded; empty where there is none or it is broken."""
    probe = Part()
    try:
        probe[header] = _raw(part, header)
        value = probe.get_param(name, header=header)
    except (ValueError, IndexError, AttributeError, TypeError, LookupError):
        return ""
    if isinstance(value, tuple):  # RFC 2231
        charset, _, encoded = value
        return decode(str(encoded).encode("latin-1", "replace"), charset)[0]
    return headers.text(str(value)) if value else ""


def _attachment(part: Part) -> Attachment:
    """What a part that is not read is called, and how large it is in bytes."""
    kind = part.get_content_type()
    name = _parameter(part, "filename", "content-disposition") or _parameter(part, "name")
    payload = part.get_payload()
    if kind == "message/rfc822" and isinstance(payload, list) and payload:
        inner = payload[0]
        subject = headers.text(_raw(inner, "subject")) if isinstance(inner, Part) else ""
        return Attachment(
            name=_safe_name(name or f"{subject or 'mail'}.eml"), content_type=kind, size=0
        )
    return Attachment(
        name=_safe_name(name) or f"unnamed.{kind.rpartition('/')[2]}"[:120],
        content_type=kind[:120],
        size=len(_bytes_of(part)),
    )


def _safe_name(name: str) -> str:
    """A file name that is one on every system: no folders, controls, reserved words."""
    plain = _UNSAFE_NAME.sub("", re.split(r"[/\\]", name)[-1]).strip(" .")[-120:]
    return f"_{plain}" if _RESERVED.match(plain) else plain
