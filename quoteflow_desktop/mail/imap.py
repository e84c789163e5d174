"""A mailbox on an IMAP server: the only file that imports imapclient.

Folders are opened with EXAMINE and mails read with BODY.PEEK, so nothing on the server changes.
UIDs go out as explicit lists: imapclient 4 cannot fetch ranges. While mails are fetched a broken
connection is replaced, and the mail on which it broke is left out. Must not parse mails.
"""

import contextlib
import imaplib
import ipaddress
import socket
import ssl
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, Literal

from imapclient import IMAPClient, SocketTimeout, exceptions

from quoteflow_desktop.core.errors import InputError, MailError, SignInError
from quoteflow_desktop.mail.folders import folders_of
from quoteflow_desktop.mail.mailbox import Fetched, Folder, Listing

Tls = Literal["tls", "starttls", "none-loopback-only"]

TIMEOUT = SocketTimeout(connect=15, read=60)  # seconds
BATCH = 50  # UIDs in one command
LARGE = 1024 * 1024  # bytes; larger mails are fetched one by one
LARGEST = 61 * 1024 * 1024  # bytes of one mail that are fetched; its text comes first
MOST_LOST = 8  # connections that may break in a row; halving a batch to one mail takes six
ONE_LISTING = 100_000  # mails; imaplib refuses lines above a million bytes
WINDOW = 50_000  # UIDs of a larger folder that are searched at once


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
        self._lost = 0  # connections that broke since the last answer
        self._open = partial(_signed_in, host, port, user, password, tls, context)
        self._client = self._open()

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
        """The mails with these UIDs, ascending; one that the server cannot deliver is left out,
        and of one above LARGEST bytes the rest.

        Raises:
            MailError: the connection is lost for good, or the folder was numbered anew.
        """
        if self._examine(folder)[1] != uidvalidity:
            raise MailError(f"{self._host} numbered {folder} anew.", retryable=True)
        wanted = sorted(set(uids))
        for at in range(0, len(wanted), BATCH):
            yield from self._batch(wanted[at : at + BATCH])

    def close(self) -> None:
        """Sign out; a server that does not answer is left without a word."""
        _leave(self._client)

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
            yield from self._mails([uid], f"BODY.PEEK[]<0.{LARGEST}>")
            together = []
        yield from self._mails(together)

    def _mails(self, uids: list[int], body: str = "BODY.PEEK[]") -> Iterator[Fetched]:
        answers = self._ask(uids, ["FLAGS", body])
        for uid in uids:
            answer = answers.get(uid, {})
            data = answer.get(b"BODY[]", answer.get(b"BODY[]<0>"))
            if isinstance(data, bytes):
                flags = {_text(flag).lower() for flag in answer.get(b"FLAGS", ())}
                yield Fetched(uid=uid, data=data, seen="\\seen" in flags)

    def _ask(self, uids: list[int], what: list[str]) -> dict[int, dict[bytes, Any]]:
        """FETCH of an explicit list; where no answer comes or none that can be read, by halves."""
        if not uids:
            return {}
        lost = self._lost
        with _told(self._host):
            try:
                answer = dict(self._client.fetch(uids, what))
                self._lost = 0
                return answer
            except (imaplib.IMAP4.abort, OSError):
                self._lost += 1
                if self._lost > MOST_LOST:
                    raise
            except (exceptions.ProtocolError, ValueError, AssertionError):
                pass
        if self._lost > lost:
            self._reopen()
        # One mail breaks the grammar or the server; the others must not suffer for it.
        if len(uids) == 1:
            return {}
        half = len(uids) // 2
        return self._ask(uids[:half], what) | self._ask(uids[half:], what)

    def _reopen(self) -> None:
        """Another connection with the same folder open.

        Raises:
            MailError: there is none to be had, or the folder was numbered anew.
        """
        _leave(self._client)
        self._client = self._open()
        before, self._folder = self._folder, None
        if before and self._examine(before[0])[1] != before[1]:
            raise MailError(f"{self._host} numbered {before[0]} anew.", retryable=True)


def _signed_in(
    host: str, port: int, user: str, password: str, tls: Tls, context: ssl.SSLContext | None
) -> IMAPClient:
    with _told(host):
        client = _connect(host, port, tls, context)
        try:
            _sign_in(client, host, user, password)
        except BaseException:
            _leave(client)
            raise
    return client


def _leave(client: IMAPClient) -> None:
    """Sign out and hang up, whatever state the connection is in."""
    with contextlib.suppress(exceptions.IMAPClientError, OSError, imaplib.IMAP4.error):
        client.logout()
    with contextlib.suppress(exceptions.IMAPClientError, OSError, imaplib.IMAP4.error):
        client.shutdown()


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
