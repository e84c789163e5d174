"""Mails to threads: by References, and by subject where a reply has lost them.

The idea of JWZ threading (jwz.org/doc/threading.html) without its empty containers. Pure: the
same mails give the same threads in whatever portions they come. Must not know files or the store.
"""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from quoteflow_desktop.core.messages import (
    Message,
    Thread,
    same_mail,
    subject_key,
    thread_id,
    under_own_id,
)

SUBJECT_WINDOW = timedelta(days=90)  # a reply without References joins a thread this near
_LATE = datetime.max.replace(tzinfo=UTC)


def group(messages: Sequence[Message]) -> tuple[Thread, ...]:
    """Threads of ``messages`` (in the order of arrival), by the date of their first mail.

    A mail that comes twice is one, the first; another mail under its Message-ID gets an id of its
    own. Within a thread mails go by date; one
    without a date stays behind the mail that arrived before it. Two firms that both write "RFQ"
    stay apart: a subject joins a reply only to people who wrote to each other.
    """
    unique = _unique(messages)
    parent = list(range(len(unique)))
    _join_by_references(unique, parent)
    _join_by_subject(unique, parent)
    groups: dict[int, list[Message]] = {}
    for at, message in enumerate(unique):
        groups.setdefault(_root(parent, at), []).append(message)
    threads = [_thread(group) for group in groups.values()]
    return tuple(sorted(threads, key=lambda thread: thread.messages[0].date or _LATE))


def _unique(messages: Sequence[Message]) -> list[Message]:
    kept: dict[str, Message] = {}
    for message in messages:
        first = kept.get(message.message_id)
        if first is not None and not same_mail(first, message):
            message = under_own_id(message)
        kept.setdefault(message.message_id, message)
    return list(kept.values())


def _root(parent: list[int], at: int) -> int:
    while parent[at] != at:
        parent[at] = parent[parent[at]]
        at = parent[at]
    return at


def _join(parent: list[int], one: int, other: int) -> None:
    first, second = sorted((_root(parent, one), _root(parent, other)))
    parent[second] = first


def _join_by_references(messages: list[Message], parent: list[int]) -> None:
    """Mails that name each other, or a mail that is not here, belong together."""
    seen: dict[str, int] = {}
    for at, message in enumerate(messages):
        for one in (message.message_id, *message.references):
            _join(parent, seen.setdefault(one, at), at)


def _join_by_subject(messages: list[Message], parent: list[int]) -> None:
    """A reply whose References lead nowhere joins the latest mail before it of its subject,
    when the two mails' people are the same."""
    ids = {message.message_id for message in messages}
    keys = [subject_key(message.subject) for message in messages]
    by_key: dict[str, list[int]] = {}
    for at, (key, _) in enumerate(keys):
        by_key.setdefault(key, []).append(at)
    for at, message in enumerate(messages):
        key, is_reply = keys[at]
        if not key or not is_reply or ids.intersection(message.references):
            continue
        before = [other for other in by_key[key] if other != at and _may_follow(
            message, messages[other])]  # fmt: skip
        if before:
            _join(parent, at, max(before, key=lambda other: messages[other].date or _LATE))


def _may_follow(reply: Message, earlier: Message) -> bool:
    """Whether ``reply`` can answer ``earlier``: same people, not before it, not long after."""
    people, others = _people(reply), _people(earlier)
    if len(people & others) < 2:
        return False
    if reply.date is None or earlier.date is None:
        return True
    return timedelta(0) <= reply.date - earlier.date <= SUBJECT_WINDOW


def _people(message: Message) -> set[str]:
    boxes = (message.sender, *message.to, *message.cc)
    return {box.email.casefold() for box in boxes if box.email}


def _thread(arrived: list[Message]) -> Thread:
    dates = [message.date for message in arrived]
    known = [date for date in dates if date]
    last = min(known) if known else _LATE
    order: list[tuple[datetime, int]] = []
    for at, date in enumerate(dates):
        last = date or last
        order.append((last, at))
    messages = tuple(arrived[at] for _, at in sorted(order))
    return Thread(
        id=thread_id(messages[0].message_id), subject=messages[0].subject, messages=messages
    )
