from collections.abc import Iterator
from pathlib import Path

import pytest

from quoteflow_desktop.core.errors import StoreError
from quoteflow_desktop.core.messages import Message, Watermark, thread_id
from quoteflow_desktop.mail.threader import group
from quoteflow_desktop.store import messages as store
from quoteflow_desktop.store.analyses import waiting
from quoteflow_desktop.store.database import Store, open_store
from tests.store.samples import mail, raw

MARK = Watermark(uidvalidity=1, uid=0)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "mail.db")
    yield opened
    opened.close()


def save(
    db: Store, *mails: Message, folder: str = "INBOX", first: int = 1, validity: int = 1,
    outgoing: bool = False,
) -> frozenset[str]:  # fmt: skip
    batch = [(uid, raw(message), message) for uid, message in enumerate(mails, start=first)]
    mark = Watermark(uidvalidity=validity, uid=first + len(mails) - 1)
    return store.save_batch(db, "work", folder, batch, mark, group=group, outgoing=outgoing).threads


def kept(db: Store) -> list[bytes]:
    return [row[0] for row in db.execute("SELECT data FROM raw_mails ORDER BY mail_id")]


def test_a_batch_stores_mails_threads_watermark_and_what_waits(db: Store) -> None:
    changed = save(db, mail("a"), mail("b", day=1, refs=("a",)), mail("c", subject="Other"))
    expected = {thread_id("<a>"), thread_id("<c>")}
    assert changed == expected == set(waiting(db))
    assert store.watermark(db, "work", "INBOX") == Watermark(uidvalidity=1, uid=3)
    assert store.known_uids(db, "work", "INBOX", 1) == {1, 2, 3}


def test_a_thread_comes_back_as_it_was(db: Store) -> None:
    first, second = mail("a"), mail("b", day=1, refs=("a",))
    save(db, second, first)
    thread = store.thread(db, thread_id("<a>"))
    assert (thread.subject, thread.messages) == ("RFQ", (first, second))


def test_the_bytes_come_back_as_they_were(db: Store) -> None:
    message = mail("a")
    data = bytes(range(256))
    store.save_batch(db, "work", "INBOX", [(1, data, message)], MARK, group=group)
    assert kept(db) == [data]


def test_a_batch_that_fails_leaves_nothing(db: Store) -> None:
    def broken(_: object) -> tuple[()]:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        store.save_batch(db, "work", "INBOX", [(1, b"x", mail("a"))], MARK, group=broken)
    assert store.watermark(db, "work", "INBOX") is None
    assert (store.thread_ids(db), kept(db)) == ([], [])


def test_the_same_mail_in_two_folders_is_one_in_the_thread(db: Store) -> None:
    save(db, mail("a"))
    copy = mail("a")
    batch = [(1, raw(copy, "Received: elsewhere"), copy)]
    store.save_batch(db, "work", "Sent", batch, MARK, group=group, outgoing=True)
    assert len(store.thread(db, thread_id("<a>")).messages) == 1
    assert len(kept(db)) == 2


def test_two_mails_under_one_message_id_are_both_in_the_list_and_their_copies_are_not(
    db: Store,
) -> None:
    first, other = mail("a"), mail("a", day=1, body="계좌가 바뀌었습니다")
    save(db, first)
    save(db, other, first=2)
    batch = [(1, raw(other, "Received: elsewhere"), other)]
    store.save_batch(db, "work", "Sent", batch, MARK, group=group, outgoing=True)
    assert [(row.count, row.unread) for row in store.thread_rows(db)] == [(1, 0), (1, 1)]
    bodies = [store.thread(db, one).messages[0].body for one in store.thread_ids(db)]
    assert bodies == [other.body, first.body]


def test_the_same_bytes_again_change_nothing(db: Store) -> None:
    save(db, mail("a"))
    assert save(db, mail("a"), first=7, validity=2) == frozenset()
    assert store.known_uids(db, "work", "INBOX", 2) == {7}


def test_a_new_mail_makes_only_its_thread_wait(db: Store) -> None:
    save(db, mail("a"), mail("x", subject="Other"))
    db.execute("DELETE FROM waiting")
    assert save(db, mail("b", day=1, refs=("a",)), first=9) == {thread_id("<a>")}
    assert waiting(db) == [thread_id("<a>")]


def test_a_mail_can_join_two_threads_into_the_older_one(db: Store) -> None:
    save(db, mail("a"), mail("c", day=2, refs=("b",)))
    changed = save(db, mail("b", day=1, refs=("a",)), first=3)
    assert changed == {thread_id("<a>"), thread_id("<c>")}
    assert store.thread_ids(db) == [thread_id("<a>")] == waiting(db)
    names = [one.message_id for one in store.thread(db, thread_id("<a>")).messages]
    assert names == ["<a>", "<b>", "<c>"]


def test_an_earlier_mail_that_comes_late_gives_the_thread_its_id(db: Store) -> None:
    save(db, mail("b", day=1, refs=("a",)))
    save(db, mail("a"), first=2)
    assert store.thread_ids(db) == [thread_id("<a>")]


def test_a_reply_without_references_joins_by_its_subject(db: Store) -> None:
    save(db, mail("a"))
    save(
        db, mail("r", subject="RE: rfq", day=1, sender="Lee <sales@b.com>", to="kim@a.kr"), first=2
    )
    assert store.thread_ids(db) == [thread_id("<a>")]


def test_in_portions_or_at_once_the_threads_are_the_same(tmp_path: Path) -> None:
    mails = [
        mail("c", day=2, refs=("b",)),
        mail("r", subject="Re: RFQ", day=3, sender="S <sales@b.com>", to="kim@a.kr"),
        mail("a"),
        mail("b", day=1, refs=("a",)),
        mail("z", subject="Other"),
    ]
    found = []
    for name, size in (("one", 1), ("two", 2), ("all", 5)):
        db = open_store(tmp_path / f"{name}.db")
        for at in range(0, len(mails), size):
            save(db, *mails[at : at + size], first=at + 1)
        found.append({one: store.thread(db, one).messages for one in store.thread_ids(db)})
        db.close()
    assert found[0] == found[1] == found[2]


def test_a_thread_that_is_not_there_is_an_error(db: Store) -> None:
    with pytest.raises(StoreError, match="no longer"):
        store.thread(db, "nothing")


def test_the_list_names_the_other_side_and_counts_what_is_unread(db: Store) -> None:
    save(db, mail("a"))
    answer = mail("b", day=1, refs=("a",), sender="Me <sales@b.com>", to="kim@a.kr")
    save(db, answer, folder="Sent", outgoing=True)
    (row,) = store.thread_rows(db)
    assert (row.subject, row.sender, row.count, row.unread, row.state) == (
        "RFQ", "Kim", 2, 1, "waiting",
    )  # fmt: skip
    assert row.last_date == answer.date


def test_a_thread_that_was_only_sent_names_whom_it_went_to(db: Store) -> None:
    message = mail("a", sender="Me <sales@b.com>", to="buyer@a.kr")
    save(db, message, folder="Sent", outgoing=True)
    assert [(row.sender, row.unread) for row in store.thread_rows(db)] == [("buyer@a.kr", 0)]


def test_a_thread_that_was_looked_at_is_read(db: Store) -> None:
    save(db, mail("a"))
    first = store.mark_read(db, thread_id("<a>"))
    again = store.mark_read(db, thread_id("<a>"))
    assert (first.threads, again.threads) == ({thread_id("<a>")}, frozenset())
    assert [row.unread for row in store.thread_rows(db)] == [0]


def test_mails_that_were_seen_elsewhere_are_not_unread(db: Store) -> None:
    store.save_batch(db, "work", "INBOX", [(5, b"x", mail("a"))], MARK, group=group, seen={5})
    assert [row.unread for row in store.thread_rows(db)] == [0]


def test_the_list_comes_newest_first_and_in_pages(db: Store) -> None:
    save(db, *[mail(str(n), subject=f"S{n}", day=n) for n in range(5)])
    assert [row.subject for row in store.thread_rows(db, limit=2)] == ["S4", "S3"]
    assert [row.subject for row in store.thread_rows(db, limit=2, offset=4)] == ["S0"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("견적", {"A", "B"}),
        ("적서", {"B"}),
        ("오징어 견적", {"B"}),
        ("mg-26", {"A"}),
        ("꽃게", set()),
        ("kim", {"A", "B"}),
        ("!!", set()),
        ('" OR 1', set()),
        ("", {"A", "B"}),
    ],
)
def test_search_finds_threads_that_hold_all_words(db: Store, text: str, found: set[str]) -> None:
    save(
        db,
        mail("a", subject="A", body="견적을 부탁드립니다. MG-2604"),
        mail("b", subject="B", body="재견적서 첨부"),
        mail("c", subject="B", day=1, refs=("b",), body="오징어도 추가"),
    )
    assert {row.subject for row in store.thread_rows(db, text=text)} == found


def test_what_the_server_lost_stays_here(db: Store) -> None:
    save(db, mail("a"), mail("b", subject="Other"))
    store.mark_gone(db, "work", "INBOX", 1, [1])
    assert store.known_uids(db, "work", "INBOX", 1) == {2}
    assert len(store.thread_ids(db)) == 2


def test_a_mail_that_is_never_delivered_is_given_up_after_three_times(db: Store) -> None:
    found = []
    for _ in range(3):
        store.note_undelivered(db, "work", "INBOX", 1, [4])
        found.append(store.given_up(db, "work", "INBOX", 1))
    assert found == [frozenset(), frozenset(), frozenset({4})]


def test_imported_mails_from_an_own_address_are_outgoing(db: Store) -> None:
    mails = [mail("a"), mail("b", day=1, refs=("a",), sender="Me <Sales@B.com>", to="kim@a.kr")]
    store.save_imported(
        db, [(raw(one), one) for one in mails], group=group, own=frozenset({"sales@b.com"})
    )
    assert [(row.sender, row.unread) for row in store.thread_rows(db)] == [("Kim", 1)]
