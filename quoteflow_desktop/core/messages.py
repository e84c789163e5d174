"""A mail and a thread as the whole program sees them.

``body`` is the whole decoded text; quoted history and signatures are marked in it, never cut
out, so that every quote of evidence stays verbatim. Must not know MIME, IMAP or the store.
"""

import hashlib
import re
import unicodedata
from datetime import datetime
from enum import StrEnum

from quoteflow_desktop.core.values import Value


class Direction(StrEnum):
    """Whether the firm received or sent the mail."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"


class Address(Value):
    """One mailbox of a header."""

    name: str = ""
    email: str = ""

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>" if self.name else self.email


class Attachment(Value):
    """A part that is not the body; ``read`` says whether its text is in the analysis."""

    name: str
    content_type: str
    size: int
    read: bool = False


class MarkKind(StrEnum):
    """What a marked run of the body is."""

    QUOTED = "quoted"
    SIGNATURE = "signature"


class Mark(Value):
    """``body[start:end]`` is quoted history or a signature."""

    start: int
    end: int
    kind: MarkKind


class Message(Value):
    """One mail. ``date`` is aware; None where the mail has no readable one."""

    message_id: str
    subject: str = ""
    date: datetime | None = None
    sender: Address = Address()
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    references: tuple[str, ...] = ()  # oldest first; In-Reply-To last when it is not among them
    body: str = ""
    html: str = ""  # the HTML part as received, for display only
    marks: tuple[Mark, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    defects: tuple[str, ...] = ()  # what was wrong with the mail, a sentence each
    hidden_text: bool = False  # the HTML held text that a person could not see
    source: str = ""  # file path, or account/folder/uidvalidity/uid


def same_mail(one: Message, other: Message) -> bool:
    """Whether two mails of one Message-ID are copies: sender, time and words agree.

    White space and the width of letters may differ, as they do between two servers' copies.
    """
    return _content(one) == _content(other)


def under_own_id(message: Message) -> Message:
    """The mail under an id made of its content, because another mail has its Message-ID."""
    digest = hashlib.sha256(repr(_content(message)).encode("utf-8", "surrogatepass")).hexdigest()
    return message.model_copy(
        update={
            "message_id": f"<{digest[:32]}@same-message-id>",
            "defects": (*message.defects, "Another mail has the same Message-ID."),
        }
    )


def _content(message: Message) -> tuple[str, float | None, str]:
    words = " ".join(unicodedata.normalize("NFKC", message.body).split())
    when = message.date.timestamp() if message.date else None
    return message.sender.email.casefold(), when, words


class Thread(Value):
    """Mails of one conversation, ordered by date, those without one by where they arrived."""

    id: str
    subject: str
    messages: tuple[Message, ...]


def thread_id(first_message_id: str) -> str:
    """A short digest of the first Message-ID, stable between runs (CONTRACT.md)."""
    return hashlib.sha256(first_message_id.encode("utf-8", "surrogatepass")).hexdigest()[:16]


# Reply and forward prefixes in the languages of trade mail, counted ("Re[2]:") or not.
_PREFIX = re.compile(
    r"^\s*(?:\[[^\]]{1,40}\]\s*)?(?:re|fw|fwd|aw|wg|sv|antw|답장|회신|답변|전달|回复|回覆|答复|转发|轉寄|返信|転送)"
    r"\s*(?:\[\d+\]|\(\d+\))?\s*[:：]\s*",
    re.IGNORECASE,
)


def subject_key(subject: str) -> tuple[str, bool]:
    """The subject without reply prefixes, case, width and spaces; and whether it had a prefix."""
    rest = subject
    while (shorter := _PREFIX.sub("", rest, count=1)) != rest:
        rest = shorter
    folded = unicodedata.normalize("NFKC", rest).casefold()
    return "".join(folded.split()), rest != subject


class Watermark(Value):
    """How far a folder of a mail server has been stored: all UIDs up to ``uid`` are settled."""

    uidvalidity: int
    uid: int
