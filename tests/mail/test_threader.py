from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteflow_desktop.core.messages import Address, Message, thread_id
from quoteflow_desktop.mail.files import RawMail, read_paths
from quoteflow_desktop.mail.mime import parse
from quoteflow_desktop.mail.threader import group

EXAMPLES = Path(__file__).parents[3] / "shared" / "examples"
START = datetime.fromisoformat("2026-01-13T09:00:00+09:00")


def mail(
    name: str,
    subject: str = "RFQ",
    day: float | None = 0,
    *,
    refs: tuple[str, ...] = (),
    sender: str = "kim@a.kr",
    to: str = "sales@b.com",
) -> Message:
    return Message(
        message_id=f"<{name}>",
        subject=subject,
        date=None if day is None else START + timedelta(days=day),
        sender=Address(email=sender),
        to=(Address(email=to),),
        references=tuple(f"<{ref}>" for ref in refs),
    )


def ids(*mails: Message) -> list[list[str]]:
    return [[one.message_id[1:-1] for one in thread.messages] for thread in group(mails)]


def test_references_join_in_whatever_order_the_mails_come() -> None:
    found = ids(mail("c", day=2, refs=("a", "b")), mail("a"), mail("b", day=1, refs=("a",)))
    assert found == [["a", "b", "c"]]


def test_mails_that_name_the_same_missing_mail_are_one_thread() -> None:
    assert ids(mail("b", refs=("gone",)), mail("c", day=1, refs=("gone",))) == [["b", "c"]]


def test_a_mail_that_names_itself_is_harmless() -> None:
    assert ids(mail("a", refs=("a",))) == [["a"]]


def test_the_same_mail_twice_is_one() -> None:
    assert ids(mail("a"), mail("a")) == [["a"]]


def test_two_mails_under_one_message_id_are_both_kept() -> None:
    first = mail("a").model_copy(update={"body": "Price is 5."})
    other = mail("a", day=1).model_copy(update={"body": "Bank account changed."})
    copy = other.model_copy(update={"body": "Bank  account\nchanged."})
    threads = group([first, other, copy])
    assert [thread.messages[0].body for thread in threads] == [first.body, other.body]
    (own,) = threads[1].messages
    assert (threads[0].messages, own.defects) == (
        (first,), ("Another mail has the same Message-ID.",),
    )  # fmt: skip
    assert own.message_id.endswith("@same-message-id>")


def test_two_firms_with_one_subject_stay_apart() -> None:
    assert ids(mail("a"), mail("b", sender="lee@c.kr")) == [["a"], ["b"]]


def test_a_reply_without_references_finds_its_firm_by_the_subject() -> None:
    answer = mail("r", "RE: [EXT] 회신: rfq", day=2, sender="sales@b.com", to="lee@c.kr")
    found = ids(mail("a"), mail("b", day=1, sender="lee@c.kr"), answer)
    assert found == [["a"], ["b", "r"]]


def test_a_new_mail_of_the_same_subject_is_a_new_thread() -> None:
    assert ids(mail("a", "Weekly order"), mail("b", "Weekly order", day=7)) == [["a"], ["b"]]


@pytest.mark.parametrize("day", [-1, 91])
def test_a_reply_before_or_long_after_is_not_joined_by_subject(day: float) -> None:
    late = mail("r", "Re: RFQ", day=day, sender="sales@b.com", to="kim@a.kr")
    assert sorted(ids(mail("a"), late)) == [["a"], ["r"]]


def test_a_mail_without_a_date_stays_behind_the_one_that_arrived_before() -> None:
    undated = mail("u", day=None, refs=("a",))
    found = ids(mail("a"), undated, mail("b", day=1, refs=("a",)))
    assert found == [["a", "u", "b"]]


def test_threads_go_by_their_first_mails_and_undated_ones_come_last() -> None:
    assert ids(mail("u", day=None), mail("b", day=2), mail("a", day=1)) == [["a"], ["b"], ["u"]]


def test_the_id_is_of_the_first_mail_and_the_subject_too() -> None:
    (thread,) = group([mail("b", "Re: RFQ", day=1, refs=("a",)), mail("a", "RFQ")])
    assert (thread.id, thread.subject) == (thread_id("<a>"), "RFQ")


@given(st.permutations(["a", "b", "c", "d", "e"]))
def test_the_order_of_arrival_changes_nothing_for_dated_mails(order: list[str]) -> None:
    mails = {
        "a": mail("a"),
        "b": mail("b", "Re: RFQ", day=1, refs=("a",), sender="sales@b.com", to="kim@a.kr"),
        "c": mail("c", "Re: RFQ", day=2, refs=("x",)),
        "d": mail("d", "other", day=3),
        "e": mail("e", "RFQ", day=4, sender="lee@c.kr"),
    }
    assert ids(*[mails[name] for name in order]) == [["a", "b", "c"], ["d"], ["e"]]


@pytest.mark.skipif(not EXAMPLES.is_dir(), reason="the shared examples are not on this machine")
def test_each_hand_written_example_is_one_thread() -> None:
    folders = sorted(path.parent for path in EXAMPLES.glob("*/*/gold.json"))
    found = {
        folder.name: len(
            group([parse(m.data) for m in read_paths([folder]) if isinstance(m, RawMail)])
        )
        for folder in folders
    }
    assert set(found.values()) == {1}, found
