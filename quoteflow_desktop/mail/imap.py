"""A mailbox on an IMAP server: the only file that imports imapclient.

Folders are opened with EXAMINE and mails read with BODY.PEEK, so nothing on the server changes.
UIDs go out as explicit lists: imapclient 4 cannot fetch ranges. A connection that failed once is
dead: close it and open another. Must not parse mails.
"""

import contextlib
import imaplib
import ipaddress
import socket
import ssl
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from imapclient import IMAPClient, SocketTimeout, exceptions

from quoteflow_desktop.core.errors import InputError, MailError, SignInError
from quoteflow_desktop.mail.mailbox import Fetched, Folder, Listing, Role

Tls = Literal["tls", "starttls", "none-loopback-only"]

TIMEOUT = SocketTimeout(connect=15, read=60)  # seconds
BATCH = 50  # UIDs in one command
LARGE = 1024 * 1024  # bytes; larger mails are fetched one by one
ONE_LISTING = 100_000  # mails; imaplib refuses lines above a million bytes
WINDOW = 50_000  # UIDs of a larger folder that are searched at once

_SENT_NAMES = {
    "sent", "sent messages", "sent items", "sent mail", "보낸편지함", "보낸 편지함", "보낸메일함",
    "보낸 메일함", "보낸메일", "보낸 메일", "已发送", "已发送邮件", "寄件備份", "送信済み",
    "送信済みメール", "gesendet", "envoyés", "enviados",
}  # fmt: skip


class ImapMailbox:
    """A signed-in connection.

    Raises:
        SignInError: name or secret is not accepted.
        MailError: the server cannot be reached, or not safely.
        InputError: an argument holds a line break or NUL.
    """

    def __init__(
        self,
        *,
        host: str,
        port: int = 993,
        user: str,
        password: str,
        tls: Tls = "tls",
        context: ssl.SSLContext | None = None,
    ) -> None:
        for value in (host, user, password):
            _plain_argument(value)
        self._host = host
        self._folder: tuple[str, int, int, int] | None = None  # name, validity, exists, next
        with _told(host):
            self._client = _connect(host, port, tls, context)
        try:
            with _told(host):
                _sign_in(self._client, host, user, password)
        except BaseException:
            self.close()
            raise

    def folders(self) -> tuple[Folder, ...]:
        """All folders that can be opened: Inbox and Sent by their role, else by their name."""
        with _told(self._host):
            listed = self._client.list_folders()
        return folders_of(
            [
                (_text(name), _text(delimiter or b""), frozenset(_text(f).lower() for f in flags))
                for flags, delimiter, name in listed
            ]
        )

    def listing(self, folder: str) -> Listing:
        """The UIDs in ``folder``, asked anew."""
        self._folder = None
        _, validity, exists, following = self._examine(folder)
        with _told(self._host):
            if exists <= ONE_LISTING or not following:
                uids = set(self._client.search("ALL"))
            else:
                uids = set()
                for first in range(1, following, WINDOW):
                    uids.update(self._client.search(["UID", f"{first}:{first + WINDOW - 1}"]))
        return Listing(uidvalidity=validity, uids=frozenset(uids))

    def fetch(self, folder: str, uidvalidity: int, uids: Sequence[int]) -> Iterator[Fetched]:
        """The mails with these UIDs, ascending; one that the server cannot deliver is left out.

        Raises:
            MailError: the connection was lost, or the folder was numbered anew.
        """
        if self._examine(folder)[1] != uidvalidity:
            raise MailError(f"{self._host} numbered {folder} anew.", retryable=True)
        wanted = sorted(set(uids))
        for at in range(0, len(wanted), BATCH):
            yield from self._batch(wanted[at : at + BATCH])

    def close(self) -> None:
        """Sign out; a server that does not answer is left without a word."""
        with contextlib.suppress(exceptions.IMAPClientError, OSError, imaplib.IMAP4.error):
            self._client.logout()
        with contextlib.suppress(exceptions.IMAPClientError, OSError, imaplib.IMAP4.error):
            self._client.shutdown()

    def _examine(self, folder: str) -> tuple[str, int, int, int]:
        """Open ``folder`` read-only unless it is open: name, UIDVALIDITY, mails, next UID."""
        if self._folder and self._folder[0] == folder:
            return self._folder
        _plain_argument(folder)
        with _told(self._host):
            answer = self._client.select_folder(folder, readonly=True)
        self._folder = (
            folder,
            int(answer.get(b"UIDVALIDITY", 0)),
            int(answer.get(b"EXISTS", 0)),
            int(answer.get(b"UIDNEXT", 0)),
        )
        return self._folder

    def _batch(self, uids: list[int]) -> Iterator[Fetched]:
        """Small mails together, large ones one by one, in the order of ``uids``."""
        sizes = self._ask(uids, ["RFC822.SIZE"])
        together: list[int] = []
        for uid in uids:
            if int(sizes.get(uid, {}).get(b"RFC822.SIZE", 0)) <= LARGE:
                together.append(uid)
                continue
            yield from self._mails(together)
            yield from self._mails([uid])
            together = []
        yield from self._mails(together)

    def _mails(self, uids: list[int]) -> Iterator[Fetched]:
        answers = self._ask(uids, ["FLAGS", "BODY.PEEK[]"])
        for uid in uids:
            answer = answers.get(uid, {})
            data = answer.get(b"BODY[]")
            if isinstance(data, bytes):
                flags = {_text(flag).lower() for flag in answer.get(b"FLAGS", ())}
                yield Fetched(uid=uid, data=data, seen="\\seen" in flags)

    def _ask(self, uids: list[int], what: list[str]) -> dict[int, dict[bytes, Any]]:
        """FETCH of an explicit list; where the answer cannot be read, of each mail alone."""
        if not uids:
            return {}
        with _told(self._host):
            try:
                return dict(self._client.fetch(uids, what))
            except (exceptions.ProtocolError, ValueError, AssertionError):
                # One mail's answer breaks the grammar; the others must not suffer for it.
                if len(uids) == 1:
                    return {}
        half = len(uids) // 2
        return self._ask(uids[:half], what) | self._ask(uids[half:], what)


def _connect(host: str, port: int, tls: Tls, context: ssl.SSLContext | None) -> IMAPClient:
    """An open connection; without TLS only to this machine itself."""
    if tls == "none-loopback-only" and not _is_loopback(host):
        raise MailError(
            f"Mail is never fetched without encryption from {host}.", hint="Choose TLS."
        )
    secure = context or ssl.create_default_context()
    client = IMAPClient(
        host, port, ssl=tls == "tls", ssl_context=secure if tls == "tls" else None,
        timeout=TIMEOUT,
    )  # fmt: skip
    client.normalise_times = False
    if tls == "starttls":
        try:
            client.starttls(secure)
        except BaseException:
            with contextlib.suppress(OSError):
                client.shutdown()
            raise
    return client


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _sign_in(client: IMAPClient, host: str, user: str, password: str) -> None:
    if client.has_capability("LOGINDISABLED"):
        raise SignInError(
            f"{host} does not accept passwords on this connection.", hint="Choose TLS."
        )
    try:
        if (user + password).isascii() or not client.has_capability("AUTH=PLAIN"):
            client.login(user, password)
        else:
            client.plain_login(user, password)
    except UnicodeEncodeError as error:
        raise SignInError(f"{host} accepts plain letters in names and passwords only.") from error
    except exceptions.LoginError as error:
        raise SignInError(
            f"{host} did not accept the name or password of {user}: {_said(error)}",
            hint="Many providers want an app password and IMAP switched on in the mail settings.",
        ) from error
    if client.has_capability("ID"):
        # Some servers open no folder before they are told a name (RFC 2971); the answer is idle.
        with contextlib.suppress(exceptions.IMAPClientError):
            client.id_({"name": "QuoteFlow Desktop"})


@contextlib.contextmanager
def _told(host: str) -> Iterator[None]:
    """The libraries' and the network's errors as MailError; our own pass through."""
    try:
        yield
    except ssl.SSLCertVerificationError as error:
        raise MailError(
            f"The certificate of {host} is not to be trusted: {error.verify_message}.",
            hint="Check the server's name; on a firm's own server ask its administrator.",
        ) from error
    except ssl.SSLError as error:
        raise MailError(
            f"No encrypted connection with {host} came about.",
            hint="Check the port: 993 is for TLS, 143 for STARTTLS.",
        ) from error
    except socket.gaierror as error:
        raise MailError(
            f"There is no server {host} to be found.",
            hint="Check the name and the network.",
            retryable=True,
        ) from error
    except TimeoutError as error:
        raise MailError(f"{host} does not answer.", hint="Try again.", retryable=True) from error
    except OSError as error:
        reason = (error.strerror or str(error) or "connection lost").lower()
        raise MailError(
            f"{host} cannot be reached: {reason}.", hint="Check the network.", retryable=True
        ) from error
    except exceptions.CapabilityError as error:
        raise MailError(f"{host} lacks what is needed: {_said(error)}") from error
    except imaplib.IMAP4.abort as error:
        raise MailError(
            f"{host} closed the connection: {_said(error)}", hint="Try again.", retryable=True
        ) from error
    except (exceptions.IMAPClientError, exceptions.ProtocolError) as error:
        raise MailError(f"{host} refused: {_said(error)}", retryable=True) from error


def _said(error: Exception) -> str:
    """What the server said, on one line and not too long; never holds our secret."""
    text = str(error.args[0]) if error.args else str(error)
    return " ".join(text.removeprefix("b'").removesuffix("'").split())[:200] or "no reason given"


def _plain_argument(value: str) -> None:
    """Line breaks would let a value speak to the server as a command."""
    if any(char in value for char in "\r\n\0"):
        raise InputError("A name for the mail server may not hold line breaks.")


def _text(value: object) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


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
