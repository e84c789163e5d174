"""What only a real connection has: refusals, dangerous arguments, flags, large folders."""

import contextlib
import re
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from quoteflow_desktop.core.errors import InputError, MailError, SignInError
from quoteflow_desktop.mail import imap
from quoteflow_desktop.mail.imap import ImapMailbox
from tests.system.dovecot import PASSWORD, Dovecot


@pytest.fixture
def box(dovecot: Dovecot, user: str) -> Iterator[ImapMailbox]:
    opened = connect(dovecot, user)
    yield opened
    opened.close()


def connect(dovecot: Dovecot, user: str, password: str = PASSWORD) -> ImapMailbox:
    return ImapMailbox(
        host="127.0.0.1", port=dovecot.port, user=user, password=password, tls="none-loopback-only"
    )


def mail(number: int, size: int = 0) -> bytes:
    return f"Subject: {number}\r\n\r\n".encode() + b"x" * size + b"\r\n"


def test_a_wrong_password_is_a_sign_in_error(dovecot: Dovecot, user: str) -> None:
    with pytest.raises(SignInError, match=f"did not accept the name or password of {user}"):
        connect(dovecot, user, "wrong")


def test_a_password_in_korean_reaches_the_server_and_is_refused(
    dovecot: Dovecot, user: str
) -> None:
    with pytest.raises(SignInError):
        connect(dovecot, user, "비밀번호")


def test_plain_text_leaves_this_machine_never() -> None:
    with pytest.raises(MailError, match="never fetched without encryption"):
        ImapMailbox(host="mail.example", user="u", password="p", tls="none-loopback-only")


def test_a_closed_port_is_told(dovecot: Dovecot) -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # bound and not listening: nobody else answers there
        port = held.getsockname()[1]
        with pytest.raises(MailError, match="cannot be reached: connection refused") as caught:
            ImapMailbox(host="127.0.0.1", port=port, user="u", password="p")
    assert caught.value.retryable


def test_a_server_name_that_does_not_exist_is_told() -> None:
    with pytest.raises(MailError, match=r"no server nowhere\.invalid to be found"):
        ImapMailbox(host="nowhere.invalid", user="u", password="p")


@pytest.mark.parametrize("tls", ["tls", "starttls"])
def test_a_server_without_tls_is_not_spoken_to_in_the_clear(dovecot: Dovecot, tls: str) -> None:
    with pytest.raises(MailError) as caught:
        ImapMailbox(
            host="127.0.0.1",
            port=dovecot.port,
            user="u",
            password=PASSWORD,
            tls=tls,  # type: ignore[arg-type]
            context=ssl.create_default_context(),
        )
    assert not isinstance(caught.value, SignInError)


@pytest.mark.parametrize("field", ["host", "user", "password"])
@pytest.mark.parametrize("breaker", ["\r\n", "\n", "\0"])
def test_no_argument_can_smuggle_a_command(field: str, breaker: str) -> None:
    arguments = {"host": "127.0.0.1", "user": "u", "password": "p"}
    arguments[field] += f"{breaker}X1 STORE 1:* +FLAGS (\\Deleted)"
    with pytest.raises(InputError):
        ImapMailbox(**arguments)  # type: ignore[arg-type]


def test_a_folder_name_cannot_smuggle_a_command(box: ImapMailbox) -> None:
    with pytest.raises(InputError):
        box.listing("INBOX\r\nX1 NOOP")


def test_korean_and_numeric_folder_names_are_read(dovecot: Dovecot, user: str) -> None:
    dovecot.deliver(user, mail(1), "&rKzIAQ-")  # "견적" in modified UTF-7
    dovecot.deliver(user, mail(2), "2026")
    opened = connect(dovecot, user)
    names = {folder.name for folder in opened.folders()}
    counts = [len(opened.listing(name).uids) for name in ("견적", "2026")]
    opened.close()
    assert (names >= {"견적", "2026"}, counts) == (True, [1, 1])


def test_reading_changes_no_flag_on_the_server(dovecot: Dovecot, user: str) -> None:
    for number in range(3):
        dovecot.deliver(user, mail(number))
    opened = connect(dovecot, user)
    listing = opened.listing("INBOX")
    fetched = list(opened.fetch("INBOX", listing.uidvalidity, sorted(listing.uids)))
    opened.close()
    assert [one.seen for one in fetched] == [False] * 3
    assert set(dovecot.flags(user).values()) == {""}


def test_large_mails_come_alone_and_in_order(dovecot: Dovecot, user: str) -> None:
    sizes = [10, imap.LARGE + 1000, 20, imap.LARGE + 2000]
    for number, size in enumerate(sizes):
        dovecot.deliver(user, mail(number, size))
    opened = connect(dovecot, user)
    listing = opened.listing("INBOX")
    fetched = [len(one.data) for one in opened.fetch("INBOX", listing.uidvalidity,
                                                     sorted(listing.uids))]  # fmt: skip
    opened.close()
    assert fetched == [len(mail(number, size)) for number, size in enumerate(sizes)]


def test_a_mail_that_breaks_the_connection_is_left_out_and_the_others_come(
    dovecot: Dovecot, user: str
) -> None:
    for number in range(7):
        dovecot.deliver(user, mail(number))
    with breaking_at(dovecot, rb"UID FETCH (?:\d+,)*3(?:,\d+)* \(FLAGS BODY") as port:
        box = ImapMailbox(
            host="127.0.0.1", port=port, user=user, password=PASSWORD, tls="none-loopback-only"
        )
        validity = box.listing("INBOX").uidvalidity
        fetched = [one.uid for one in box.fetch("INBOX", validity, range(1, 8))]
        box.close()
    assert fetched == [1, 2, 4, 5, 6, 7]


def test_a_server_that_breaks_every_connection_is_given_up(dovecot: Dovecot, user: str) -> None:
    dovecot.deliver(user, mail(1))
    with breaking_at(dovecot, rb"UID FETCH") as port:
        box = ImapMailbox(
            host="127.0.0.1", port=port, user=user, password=PASSWORD, tls="none-loopback-only"
        )
        validity = box.listing("INBOX").uidvalidity
        with pytest.raises(MailError) as caught:
            list(box.fetch("INBOX", validity, range(1, 500)))
        box.close()
    assert caught.value.retryable


@contextmanager
def breaking_at(dovecot: Dovecot, command: bytes) -> Iterator[int]:
    """A port that leads to the server and hangs up on a client that says ``command``."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        waiter = threading.Thread(target=_doorkeeper, args=(door, dovecot.port, command))
        waiter.start()
        yield door.getsockname()[1]
        door.shutdown(socket.SHUT_RDWR)
        waiter.join()


def _doorkeeper(door: socket.socket, port: int, command: bytes) -> None:
    with contextlib.suppress(OSError):  # the door was shut
        while True:
            client, _ = door.accept()
            with client, socket.create_connection(("127.0.0.1", port)) as server:
                back = threading.Thread(target=_pass_on, args=(server, client))
                back.start()
                _pass_on(client, server, command)
                back.join()


def _pass_on(source: socket.socket, target: socket.socket, until: bytes | None = None) -> None:
    """What ``source`` says to ``target``, up to ``until``: then ``source`` is cut off."""
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            if until and re.search(until, data):
                source.shutdown(socket.SHUT_RDWR)
                break
            with contextlib.suppress(OSError):  # it hung up; the server is heard to its end
                target.sendall(data)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_WR)


def test_of_a_mail_above_the_cap_the_beginning_comes(
    dovecot: Dovecot, user: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imap, "LARGEST", imap.LARGE + 500)
    large = mail(1, imap.LARGE + 1000)
    dovecot.deliver(user, large)
    opened = connect(dovecot, user)
    (fetched,) = opened.fetch("INBOX", opened.listing("INBOX").uidvalidity, [1])
    opened.close()
    assert fetched.data == large[: imap.LARGE + 500]


def test_a_folder_larger_than_one_answer_is_listed_in_windows(
    dovecot: Dovecot, user: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(7):
        dovecot.deliver(user, mail(number))
    monkeypatch.setattr(imap, "ONE_LISTING", 2)
    monkeypatch.setattr(imap, "WINDOW", 3)
    opened = connect(dovecot, user)
    found = opened.listing("INBOX").uids
    opened.close()
    assert found == frozenset(range(1, 8))


def test_a_connection_that_breaks_is_a_mail_error_to_try_again(dovecot: Dovecot, user: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        proxy = threading.Thread(target=_greet_and_hang_up, args=(door,))
        proxy.start()
        with pytest.raises(MailError) as caught:
            ImapMailbox(
                host="127.0.0.1",
                port=door.getsockname()[1],
                user="u",
                password="p",
                tls="none-loopback-only",
            )
        proxy.join()
    assert caught.value.retryable


def _greet_and_hang_up(door: socket.socket) -> None:
    connection, _ = door.accept()
    with connection:
        connection.sendall(b"* OK ready\r\n")
        connection.recv(100)
