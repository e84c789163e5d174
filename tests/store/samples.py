"""Small mails for the store's tests, and a grouping by references that is enough for them."""

from datetime import datetime, timedelta

from quoteflow_desktop.core.messages import Address, Message

START = datetime.fromisoformat("2026-01-13T09:00:00+09:00")


def mail(
    name: str,
    *,
    subject: str = "RFQ",
    day: int = 0,
    refs: tuple[str, ...] = (),
    body: str = "견적 요청",
    sender: str = "Kim <kim@a.kr>",
    to: str = "sales@b.com",
) -> Message:
    """A parsed mail whose Message-ID is ``<name>``."""
    who, _, address = sender.partition(" <")
    return Message(
        message_id=f"<{name}>",
        subject=subject,
        date=START + timedelta(days=day),
        sender=Address(name=who, email=address.rstrip(">")),
        to=(Address(email=to),),
        references=tuple(f"<{ref}>" for ref in refs),
        body=body,
    )


def raw(message: Message, more: str = "") -> bytes:
    """Bytes that stand for the mail."""
    return f"{message.message_id}{message.body}{more}".encode()
