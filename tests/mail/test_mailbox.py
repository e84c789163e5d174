"""One contract for every mailbox: the one in memory and the one on a real server."""

from collections.abc import Iterator
from typing import Protocol

import pytest

from quoteflow_desktop.core.errors import MailError
from quoteflow_desktop.mail.imap import ImapMailbox
from quoteflow_desktop.mail.mailbox import Folder, Mailbox, MemoryMailbox, Role
from tests.system.dovecot import PASSWORD, Dovecot

ONE, TWO, THREE = (f"Subject: {n}\r\n\r\n견적 {n}\r\n".encode() for n in ("one", "two", "three"))


class Server(Protocol):
    """What a test may do to the other side."""

    def deliver(self, folder: str, data: bytes) -> None: ...
    def remove(self, folder: str, data: bytes) -> None: ...
    def renumber(self, folder: str) -> None: ...
    def connect(self) -> Mailbox: ...


class Memory:
    def __init__(self) -> None:
        self.box = MemoryMailbox()

    def deliver(self, folder: str, data: bytes) -> None:
        self.box.append(folder, data)

    def remove(self, folder: str, data: bytes) -> None:
        listing = self.box.listing(folder)
        mails = list(self.box.fetch(folder, listing.uidvalidity, sorted(listing.uids)))
        self.box.remove(folder, next(mail.uid for mail in mails if mail.data == data))

    def renumber(self, folder: str) -> None:
        self.box.renumber(folder)

    def connect(self) -> Mailbox:
        return self.box


class Imap:
    def __init__(self, server: Dovecot, user: str) -> None:
        self.server, self.user = server, user
        self.opened: list[ImapMailbox] = []

    def deliver(self, folder: str, data: bytes) -> None:
        self.server.deliver(self.user, data, folder)

    def remove(self, folder: str, data: bytes) -> None:
        self.server.remove(self.user, data, folder)

    def renumber(self, folder: str) -> None:
        self.server.renumber(self.user, folder)

    def connect(self) -> Mailbox:
        box = ImapMailbox(
            host="127.0.0.1",
            port=self.server.port,
            user=self.user,
            password=PASSWORD,
            tls="none-loopback-only",
        )
        self.opened.append(box)
        return box


@pytest.fixture(params=["memory", "dovecot"])
def server(request: pytest.FixtureRequest, user: str) -> Iterator[Server]:
    if request.param == "memory":
        yield Memory()
        return
    imap = Imap(request.getfixturevalue("dovecot"), user)
    yield imap
    for box in imap.opened:
        box.close()


def bytes_of(box: Mailbox, folder: str) -> list[bytes]:
    listing = box.listing(folder)
    return [m.data for m in box.fetch(folder, listing.uidvalidity, sorted(listing.uids))]


def test_inbox_and_sent_are_known_by_their_roles(server: Server) -> None:
    found = {folder.role: folder.name for folder in server.connect().folders()}
    assert (found[Role.INBOX], found[Role.SENT]) == ("INBOX", "Sent")


def test_an_empty_folder_lists_nothing(server: Server) -> None:
    assert server.connect().listing("INBOX").uids == frozenset()


def test_mails_come_byte_for_byte_and_in_order(server: Server) -> None:
    for data in (ONE, TWO, THREE):
        server.deliver("INBOX", data)
    assert bytes_of(server.connect(), "INBOX") == [ONE, TWO, THREE]


def test_folders_are_apart(server: Server) -> None:
    server.deliver("INBOX", ONE)
    server.deliver("Sent", TWO)
    box = server.connect()
    assert (bytes_of(box, "INBOX"), bytes_of(box, "Sent")) == ([ONE], [TWO])


def test_a_new_mail_gets_a_higher_uid_and_shows_in_the_next_listing(server: Server) -> None:
    server.deliver("INBOX", ONE)
    box = server.connect()
    before = box.listing("INBOX")
    server.deliver("INBOX", TWO)
    after = box.listing("INBOX")
    assert after.uidvalidity == before.uidvalidity
    assert min(after.uids - before.uids) > max(before.uids)


def test_a_removed_mail_is_neither_listed_nor_delivered(server: Server) -> None:
    server.deliver("INBOX", ONE)
    server.deliver("INBOX", TWO)
    before = server.connect().listing("INBOX")
    server.remove("INBOX", ONE)
    box = server.connect()
    assert len(box.listing("INBOX").uids) == 1
    fetched = box.fetch("INBOX", before.uidvalidity, sorted(before.uids))
    assert [mail.data for mail in fetched] == [TWO]


def test_no_uids_give_no_mails(server: Server) -> None:
    server.deliver("INBOX", ONE)
    box = server.connect()
    assert list(box.fetch("INBOX", box.listing("INBOX").uidvalidity, [])) == []


def test_after_new_numbers_the_old_ones_are_refused(server: Server) -> None:
    server.deliver("INBOX", ONE)
    old = server.connect().listing("INBOX")
    server.renumber("INBOX")
    box = server.connect()
    with pytest.raises(MailError, match="anew"):
        list(box.fetch("INBOX", old.uidvalidity, sorted(old.uids)))


def test_a_folder_that_is_not_there_is_an_error(server: Server) -> None:
    with pytest.raises(MailError):
        server.connect().listing("Nowhere")


def test_a_folder_tells_its_name_and_role() -> None:
    assert [str(Folder(name="INBOX", role=Role.INBOX)), str(Folder(name="Old"))] == [
        "INBOX (inbox)",
        "Old",
    ]
