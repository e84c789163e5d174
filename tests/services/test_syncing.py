"""A whole account into the store: in memory for each turn of the plot, on Dovecot for the truth."""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from quoteflow_desktop.core.errors import Cancelled, MailError
from quoteflow_desktop.core.messages import Watermark, thread_id
from quoteflow_desktop.mail.imap import ImapMailbox
from quoteflow_desktop.mail.mailbox import Fetched, Folder, MemoryMailbox, Role
from quoteflow_desktop.services import syncing
from quoteflow_desktop.services.progress import Cancel, Progress, silent
from quoteflow_desktop.services.syncing import sync_account, sync_accounts, wanted
from quoteflow_desktop.store import messages as store
from quoteflow_desktop.store.database import Store, open_store
from tests.system.dovecot import PASSWORD, Dovecot


def mail(name: str, *, refs: str = "", sender: str = "Kim <kim@a.kr>") -> bytes:
    answer = f"In-Reply-To: <{refs}@x>\r\n" if refs else ""
    return (
        f"From: {sender}\r\nTo: sales@b.com\r\nSubject: {name}\r\nMessage-ID: <{name}@x>\r\n"
        f"{answer}Date: Tue, 13 Jan 2026 09:00:00 +0900\r\n\r\n견적 {name}\r\n"
    ).encode()


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "mail.db")
    yield opened
    opened.close()


class Counting(MemoryMailbox):
    """Remembers which mails were asked for, and can break after some."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[int] = []
        self.breaks_after: int | None = None

    def fetch(self, folder: str, uidvalidity: int, uids: Sequence[int]) -> Iterator[Fetched]:
        self.asked += uids
        for count, one in enumerate(super().fetch(folder, uidvalidity, uids)):
            if count == self.breaks_after:
                raise MailError("The server closed the connection.", retryable=True)
            yield one


def stored(db: Store) -> set[bytes]:
    return {row[0] for row in db.execute("SELECT data FROM raw_mails")}


def test_inbox_and_sent_make_one_thread(db: Store) -> None:
    box = MemoryMailbox()
    box.append("INBOX", mail("a"))
    box.append("Sent", mail("b", refs="a", sender="Me <sales@b.com>"))
    changes = sync_account(box, db, "work")
    (row,) = store.thread_rows(db)
    assert changes.threads == {thread_id("<a@x>")}
    assert (row.count, row.unread, row.sender) == (2, 1, "Kim")


def test_other_folders_are_not_read() -> None:
    folders = [
        Folder(name="Sent", role=Role.SENT),
        Folder(name="Spam"),
        Folder(name="INBOX", role=Role.INBOX),
    ]
    assert [folder.name for folder in wanted(folders)] == ["INBOX", "Sent"]


def test_the_second_time_nothing_is_fetched(db: Store) -> None:
    box = Counting()
    box.append("INBOX", mail("a"))
    sync_account(box, db, "work")
    changes = sync_account(box, db, "work")
    assert (box.asked, bool(changes)) == ([1], False)


def test_only_new_mail_is_fetched(db: Store) -> None:
    box = Counting()
    box.append("INBOX", mail("a"))
    sync_account(box, db, "work")
    box.append("INBOX", mail("b", refs="a"))
    changes = sync_account(box, db, "work")
    assert (box.asked, changes.threads) == ([1, 2], {thread_id("<a@x>")})


def test_new_numbers_lose_nothing_and_make_nothing_new(db: Store) -> None:
    box = MemoryMailbox()
    for name in "abc":
        box.append("INBOX", mail(name))
    box.remove("INBOX", 1)
    sync_account(box, db, "work")
    box.renumber("INBOX")
    changes = sync_account(box, db, "work")
    assert (bool(changes), len(store.thread_ids(db))) == (False, 2)
    assert store.watermark(db, "work", "INBOX") == Watermark(uidvalidity=2, uid=2)


def test_a_connection_that_breaks_repeats_one_batch_at_most(
    db: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syncing, "BATCH", 2)
    box = Counting()
    for number in range(7):
        box.append("INBOX", mail(str(number)))
    box.breaks_after = 5
    with pytest.raises(MailError):
        sync_account(box, db, "work")
    assert store.watermark(db, "work", "INBOX") == Watermark(uidvalidity=1, uid=4)
    box.breaks_after = None
    box.asked = []
    sync_account(box, db, "work")
    assert (box.asked, len(stored(db))) == ([5, 6, 7], 7)


def test_an_account_that_breaks_hides_nothing_and_stops_no_other(
    db: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syncing, "BATCH", 2)
    broken, sound = Counting(), MemoryMailbox()
    for name in "abc":
        broken.append("INBOX", mail(name))
    broken.breaks_after = 2
    sound.append("INBOX", mail("d"))
    boxes = (("one", lambda: broken), ("two", lambda: sound))
    ended = sync_accounts(boxes, db, silent, Cancel())
    assert ended.changes.threads == {thread_id(f"<{name}@x>") for name in "abd"}
    assert [str(error) for error in ended.failures] == ["The server closed the connection."]


def test_a_stop_leaves_the_other_accounts_alone_and_tells_what_is_stored(db: Store) -> None:
    box, cancel = MemoryMailbox(), Cancel()
    box.append("INBOX", mail("a"))

    def stop(progress: Progress) -> None:
        if progress.done:
            cancel.cancel()

    ended = sync_accounts((("one", lambda: box), ("two", _never)), db, stop, cancel)
    assert ended.changes.threads == {thread_id("<a@x>")}
    assert [type(error) for error in ended.failures] == [Cancelled]


def _never() -> MemoryMailbox:
    raise AssertionError("this account is not to be asked")


def test_mails_that_are_kept_back_are_a_notice_and_no_progress(db: Store) -> None:
    box = MemoryMailbox()
    box.append("INBOX", mail("a"))
    box.append("INBOX", mail("b"))
    box.undeliverable.add(("INBOX", 2))
    heard: list[Progress] = []
    ended = sync_accounts((("one", lambda: box),), db, heard.append, Cancel())
    assert [(one.stage, one.detail) for one in ended.notices] == [("sync-undelivered", "INBOX: 1")]
    assert {one.stage for one in heard} == {"sync"}


def test_a_stop_between_batches_keeps_what_is_stored(
    db: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(syncing, "BATCH", 2)
    box, cancel = MemoryMailbox(), Cancel()
    for number in range(5):
        box.append("INBOX", mail(str(number)))

    def stop_after_the_first(progress: Progress) -> None:
        if progress.done:
            cancel.cancel()

    with pytest.raises(Cancelled):
        sync_account(box, db, "work", stop_after_the_first, cancel)
    assert len(stored(db)) == 2


def test_mails_that_cannot_be_parsed_or_delivered_do_not_block_the_others(db: Store) -> None:
    box = Counting()
    for data in (b"\xff\xfe\x00 no mail at all", mail("kept back"), mail("good")):
        box.append("INBOX", data)
    box.undeliverable.add(("INBOX", 2))
    heard: list[Progress] = []
    sync_account(box, db, "work", heard.append)
    assert len(stored(db)) == 2
    assert ("sync-undelivered", "INBOX: 1") in [(one.stage, one.detail) for one in heard]
    box.asked = []
    for _ in range(4):
        sync_account(box, db, "work")
    assert box.asked == [2, 2]


def test_a_suddenly_empty_folder_is_told_and_left_alone(db: Store) -> None:
    box = MemoryMailbox()
    box.append("INBOX", mail("a"))
    sync_account(box, db, "work")
    box.remove("INBOX", 1)
    heard: list[Progress] = []
    sync_account(box, db, "work", heard.append)
    assert [one.stage for one in heard] == ["sync-stopped"]
    assert store.known_uids(db, "work", "INBOX", 1) == {1}


def test_a_loss_that_a_second_listing_denies_marks_nothing(db: Store) -> None:
    class Flickering(MemoryMailbox):
        listings = 0

        def listing(self, folder: str):  # type: ignore[no-untyped-def]
            self.listings += 1
            found = super().listing(folder)
            if folder == "INBOX" and self.listings == 1:
                return found.model_copy(update={"uids": frozenset([1])})
            return found

    box = Flickering()
    for number in range(12):
        box.append("INBOX", mail(str(number)))
    box.listings = 1
    sync_account(box, db, "work")
    box.listings = 0
    sync_account(box, db, "work")
    assert len(store.known_uids(db, "work", "INBOX", 1)) == 12


class Plot(RuleBasedStateMachine):
    """Whatever happens to a folder and to the connection, no mail that was stored is lost, and
    after a sync that went through the store holds all that the server has."""

    def __init__(self) -> None:
        super().__init__()
        self.db = open_store(Path(":memory:"))
        self.box = Counting()
        self.ever: set[bytes] = set()
        self.count = 0

    @rule(folder=st.sampled_from(["INBOX", "Sent"]), answers=st.integers(0, 5))
    def arrive(self, folder: str, answers: int) -> None:
        self.count += 1
        refs = str(answers) if 0 < answers < self.count else ""
        self.box.append(folder, mail(str(self.count), refs=refs))

    @rule(folder=st.sampled_from(["INBOX", "Sent"]), pick=st.integers(0, 9))
    def expunge(self, folder: str, pick: int) -> None:
        uids = sorted(self.box.listing(folder).uids)
        if uids:
            self.box.remove(folder, uids[pick % len(uids)])

    @rule(folder=st.sampled_from(["INBOX", "Sent"]))
    def renumber(self, folder: str) -> None:
        self.box.renumber(folder)

    @rule(after=st.integers(0, 3))
    def sync_and_break(self, after: int) -> None:
        self.box.breaks_after = after
        try:
            sync_account(self.box, self.db, "work")
        except MailError as error:
            assert error.retryable
        self.box.breaks_after = None

    @rule()
    def sync(self) -> None:
        sync_account(self.box, self.db, "work")
        for folder in ("INBOX", "Sent"):
            listing = self.box.listing(folder)
            mails = self.box.fetch(folder, listing.uidvalidity, sorted(listing.uids))
            assert {one.data for one in mails} <= stored(self.db)
        assert sync_account(self.box, self.db, "work").threads == frozenset()

    @invariant()
    def nothing_is_lost(self) -> None:
        now = stored(self.db)
        assert self.ever <= now
        self.ever = now

    @invariant()
    def every_mail_is_in_one_thread(self) -> None:
        threads = [store.thread(self.db, one) for one in store.thread_ids(self.db)]
        ids = [one.message_id for thread in threads for one in thread.messages]
        names = {row[0] for row in self.db.execute("SELECT message_id FROM mails")}
        assert (sorted(ids), sum(row.count for row in store.thread_rows(self.db))) == (
            sorted(names), len(names),
        )  # fmt: skip

    def teardown(self) -> None:
        self.db.close()


TestPlot = Plot.TestCase
TestPlot.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)


def connect(dovecot: Dovecot, user: str) -> ImapMailbox:
    return ImapMailbox(
        host="127.0.0.1", port=dovecot.port, user=user, password=PASSWORD, tls="none-loopback-only"
    )


def sync(dovecot: Dovecot, user: str, db: Store, heard: list[Progress] | None = None) -> frozenset[
    str
]:  # fmt: skip
    box = connect(dovecot, user)
    try:
        return sync_account(box, db, "work", (heard if heard is not None else []).append).threads
    finally:
        box.close()


def test_dovecot_first_again_and_new_mail_only(dovecot: Dovecot, user: str, db: Store) -> None:
    dovecot.deliver(user, mail("a"))
    dovecot.deliver(user, mail("b", refs="a", sender="Me <sales@b.com>"), "Sent")
    assert sync(dovecot, user, db) == {thread_id("<a@x>")}
    assert stored(db) == {mail("a"), mail("b", refs="a", sender="Me <sales@b.com>")}
    heard: list[Progress] = []
    assert (sync(dovecot, user, db, heard), heard) == (frozenset(), [])
    dovecot.deliver(user, mail("c", refs="b"))
    assert sync(dovecot, user, db, heard) == {thread_id("<a@x>")}
    assert [(one.done, one.total) for one in heard] == [(0, 1), (1, 1)]


def test_dovecot_keeps_its_flags(dovecot: Dovecot, user: str, db: Store) -> None:
    for name in "abc":
        dovecot.deliver(user, mail(name))
    sync(dovecot, user, db)
    assert set(dovecot.flags(user).values()) == {""}


def test_dovecot_new_numbers_lose_nothing(dovecot: Dovecot, user: str, db: Store) -> None:
    for name in "abc":
        dovecot.deliver(user, mail(name))
    sync(dovecot, user, db)
    before = store.watermark(db, "work", "INBOX")
    dovecot.renumber(user)
    assert sync(dovecot, user, db) == frozenset()
    after = store.watermark(db, "work", "INBOX")
    assert before and after
    assert before.uidvalidity != after.uidvalidity
    assert (len(stored(db)), len(store.known_uids(db, "work", "INBOX", after.uidvalidity))) == (
        3,
        3,
    )


def test_dovecot_what_was_deleted_there_stays_here(dovecot: Dovecot, user: str, db: Store) -> None:
    for name in "abc":
        dovecot.deliver(user, mail(name))
    sync(dovecot, user, db)
    dovecot.remove(user, b"<b@x>")
    sync(dovecot, user, db)
    on_the_server = store.known_uids(db, "work", "INBOX", _validity(db))
    assert (len(store.thread_ids(db)), len(on_the_server)) == (3, 2)


def _validity(db: Store) -> int:
    mark = store.watermark(db, "work", "INBOX")
    assert mark is not None
    return mark.uidvalidity


KILLED = """
import os, signal, sys
from pathlib import Path
from quoteflow_desktop.mail.imap import ImapMailbox
from quoteflow_desktop.services import syncing
from quoteflow_desktop.store.database import open_store
port, user, password, path = sys.argv[1:]
syncing.BATCH = 3
box = ImapMailbox(host="127.0.0.1", port=int(port), user=user, password=password,
                  tls="none-loopback-only")
def die_after_two_batches(progress):
    if progress.done >= 6:
        os.kill(os.getpid(), signal.SIGKILL)
syncing.sync_account(box, open_store(Path(path)), "work", die_after_two_batches)
"""


def test_dovecot_a_kill_between_batches_loses_nothing_and_repeats_nothing(
    dovecot: Dovecot, user: str, tmp_path: Path
) -> None:
    names = [f"m{number:02d}" for number in range(10)]
    for name in names:
        dovecot.deliver(user, mail(name))
    path = tmp_path / "mail.db"
    arguments = [str(dovecot.port), user, PASSWORD, str(path)]
    done = subprocess.run([sys.executable, "-c", KILLED, *arguments], check=False)
    assert done.returncode == -9
    db = open_store(path)
    assert len(stored(db)) == 6
    heard: list[Progress] = []
    sync(dovecot, user, db, heard)
    assert heard[0].total == 4
    assert stored(db) == {mail(name) for name in names}
    db.close()
