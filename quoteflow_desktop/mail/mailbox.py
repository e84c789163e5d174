"""What the program asks of a mail server, and a mailbox in memory that answers the same.

Reading only: nothing here can change a flag or a mail on a server. Must not know IMAP.
"""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Protocol

from quoteflow_desktop.core.errors import MailError
from quoteflow_desktop.core.values import Value


class Role(StrEnum):
    """What a folder is for."""

    INBOX = "inbox"
    SENT = "sent"
    OTHER = "other"


class Folder(Value):
    """A folder by the name that the server knows it under."""

    name: str
    role: Role = Role.OTHER

    def __str__(self) -> str:
        return self.name if self.role is Role.OTHER else f"{self.name} ({self.role})"


class Listing(Value):
    """What a folder holds now; ``uidvalidity`` (RFC 3501 §2.3.1.1) is 0 where there is none."""

    uidvalidity: int
    uids: frozenset[int]


class Fetched(Value):
    """A mail's bytes as the server keeps them, and whether it was read elsewhere."""

    uid: int
    data: bytes
    seen: bool = False


class Mailbox(Protocol):
    """An account's mail; every call may raise MailError."""

    def folders(self) -> tuple[Folder, ...]:
        """All folders that can be opened."""
        ...

    def listing(self, folder: str) -> Listing:
        """The UIDs in ``folder`` as they are now."""
        ...

    def fetch(self, folder: str, uidvalidity: int, uids: Sequence[int]) -> Iterator[Fetched]:
        """The mails with these UIDs, ascending; one that the server cannot deliver is left out.

        Raises:
            MailError: the connection was lost, or the folder's UIDs mean other mails by now.
        """
        ...

    def close(self) -> None:
        """Sign out; never raises."""
        ...


class MemoryMailbox:
    """A mailbox without a server: for tests and for trying things out."""

    def __init__(self, folders: Sequence[Folder] = ()) -> None:
        self._folders = list(folders) or [
            Folder(name="INBOX", role=Role.INBOX), Folder(name="Sent", role=Role.SENT)
        ]  # fmt: skip
        self._validity = {folder.name: 1 for folder in self._folders}
        self._next = {folder.name: 1 for folder in self._folders}
        self._mails: dict[str, dict[int, Fetched]] = {f.name: {} for f in self._folders}
        self.undeliverable: set[tuple[str, int]] = set()

    def append(self, folder: str, data: bytes, *, seen: bool = False) -> int:
        """A mail arrives; its UID comes back."""
        uid = self._next[folder]
        self._next[folder] = uid + 1
        self._mails[folder][uid] = Fetched(uid=uid, data=data, seen=seen)
        return uid

    def remove(self, folder: str, uid: int) -> None:
        """Somebody deletes a mail for good."""
        del self._mails[folder][uid]

    def renumber(self, folder: str) -> None:
        """The server gives all UIDs anew, as after a restore: UIDVALIDITY changes."""
        mails = sorted(self._mails[folder].items())
        self._validity[folder] += 1
        self._mails[folder] = {
            at: mail.model_copy(update={"uid": at}) for at, (_, mail) in enumerate(mails, start=1)
        }
        self._next[folder] = len(mails) + 1

    def folders(self) -> tuple[Folder, ...]:
        return tuple(self._folders)

    def listing(self, folder: str) -> Listing:
        if folder not in self._mails:
            raise MailError(f"There is no folder {folder} on the server.")
        return Listing(uidvalidity=self._validity[folder], uids=frozenset(self._mails[folder]))

    def fetch(self, folder: str, uidvalidity: int, uids: Sequence[int]) -> Iterator[Fetched]:
        if self.listing(folder).uidvalidity != uidvalidity:
            raise MailError(f"The server numbered {folder} anew.", retryable=True)
        for uid in sorted(set(uids)):
            mail = self._mails[folder].get(uid)
            if mail is not None and (folder, uid) not in self.undeliverable:
                yield mail

    def close(self) -> None:
        """Nothing is open."""
