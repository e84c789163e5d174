"""Which of a server's folders is the Inbox and which holds what was sent.

Pure: goes by flags and names. Must not know connections.
"""

from collections.abc import Sequence

from quoteflow_desktop.mail.mailbox import Folder, Role

_SENT_NAMES = {
    "sent", "sent messages", "sent items", "sent mail", "보낸편지함", "보낸 편지함", "보낸메일함",
    "보낸 메일함", "보낸메일", "보낸 메일", "已发送", "已发送邮件", "寄件備份", "送信済み",
    "送信済みメール", "gesendet", "envoyés", "enviados",
}  # fmt: skip


def folders_of(listed: Sequence[tuple[str, str, frozenset[str]]]) -> tuple[Folder, ...]:
    """Folders from (name, delimiter, flags in lower case): Sent is the one that the server says
    is (RFC 6154), else the first that has such a name; ``INBOX.Sent`` counts by its last part."""
    openable = [one for one in listed if not one[2] & {"\\noselect", "\\nonexistent"}]
    by_use = [name for name, _, flags in openable if "\\sent" in flags]
    by_name = [
        name
        for name, delimiter, _ in openable
        if (name.rpartition(delimiter)[2] if delimiter else name).casefold() in _SENT_NAMES
    ]
    sent = next(iter([*by_use, *by_name]), None)
    found = []
    for name, _, _ in openable:
        is_inbox = name.upper() == "INBOX"  # the one name that has no case (RFC 3501 §5.1)
        role = Role.INBOX if is_inbox else Role.SENT if name == sent else Role.OTHER
        found.append(Folder(name=name, role=role))
    return tuple(found)
