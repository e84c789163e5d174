"""Makes mails of drafts: headers, subjects, wrapped lines, quoted history; writes ``.eml`` files.

The values are those that ``mail/mime`` would give for the same mail. Must not know what the
texts mean.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from random import Random

from quoteflow_desktop.core.messages import Address, Mark, MarkKind, Message
from training.simulator.draft import FIGURE_KEYS, Draft
from training.simulator.gold import GoldThread
from training.simulator.quoting import history
from training.simulator.world import Party


def start_of(rng: Random) -> datetime:
    """A first moment of a thread, without a zone."""
    day = datetime(2024, 1, 8) + timedelta(days=rng.randint(0, 1400))
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day


def moment(rng: Random, after: datetime | None, day: datetime, party: Party) -> datetime:
    """A time in the sender's business hours, after the mail before."""
    zone = timezone(timedelta(minutes=party.country.zone))
    when = day.replace(
        hour=rng.randint(8, 18), minute=rng.randint(0, 59), second=rng.randint(0, 59), tzinfo=zone
    )
    while after is not None and when <= after:
        when += timedelta(hours=rng.randint(2, 20))
    return when


def next_day(rng: Random, day: datetime) -> datetime:
    """Zero to some days later, no week-end."""
    day += timedelta(days=rng.choice((0, 0, 1, 1, 1, 2, 2, 3, 4, 6, 9)))
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day


def display_name(rng: Random, party: Party) -> str:
    """The From display name of a party, in one of several styles."""
    chance = rng.random()
    if chance < 0.7:
        return party.contact
    if chance < 0.78 and party.contact_other:
        return f"{party.contact}({party.contact_other})"
    if chance < 0.84:
        return f"{party.contact} ({party.company_short})"
    if chance < 0.88:
        return f"{party.company_short} {party.contact}"
    if chance < 0.92 and party.contact.isascii():
        return ", ".join(reversed(party.contact.rsplit(" ", 1)))
    if chance < 0.95 and not party.title.isascii():
        return f"{party.contact} {party.title}"
    return "" if chance < 0.97 else party.company_short


def message_id(rng: Random, party: Party) -> str:
    """A Message-ID that no other mail has."""
    return f"<{rng.getrandbits(64):016x}.{rng.randint(1000, 9999)}@{party.email.split('@')[1]}>"


def wrap(draft: Draft, width: int) -> None:
    """Breaks long lines at spaces, never inside a figure; the length stays, so do all offsets."""
    kept = [
        (mark.start, mark.end)
        for mark in draft.marks
        if mark.key in FIGURE_KEYS or mark.key in ("product", "specification")
    ]
    text, start = list(draft.text), 0
    last_space = -1
    for at, char in enumerate(draft.text):
        if char == "\n":
            start, last_space = at + 1, -1
        elif char == " " and not any(left <= at < right for left, right in kept) and at > start:
            last_space = at
        if at - start >= width and last_space > start:
            text[last_space] = "\n"
            start, last_space = last_space + 1, -1
    draft.text = "".join(text)


def reply_subject(rng: Random, subject: str, korean: bool) -> str:
    """The subject of a reply."""
    prefix = rng.choice(
        ("Re: ", "RE: ", "Re: ", "RE: ", "re: ", "회신: ", "답장: ", "RE:", "Re : ")
        if korean
        else ("Re: ", "RE: ", "Re: ", "RE: ", "re: ", "AW: ", "RE:")
    )
    if subject.lower().startswith(("re:", "re :", "aw:", "회신:", "답장:")) and rng.random() < 0.8:
        return subject
    return prefix + subject


@dataclass(frozen=True)
class Envelope:
    """The headers of a mail to be."""

    subject: str
    sender: Address
    to: tuple[Address, ...]
    when: datetime
    identifier: str


def make_message(
    rng: Random, text: str, marks: Sequence[Mark], envelope: Envelope, earlier: Sequence[Message],
    history_in: str | None = None,
) -> Message:  # fmt: skip
    """The mail with its marks; ``history_in`` ("ko", "en") quotes the last one."""
    body = text.rstrip()
    kept = [mark.model_copy(update={"end": min(mark.end, len(body))}) for mark in marks]
    kept = [mark for mark in kept if mark.start < mark.end]
    if history_in and earlier:
        body += rng.choice(("\n\n", "\n\n", "\n\n\n"))
        start = len(body)
        body += history(rng, earlier[-1], envelope.when, history_in == "ko")
        kept.append(Mark(start=start, end=len(body), kind=MarkKind.QUOTED))
    return Message(
        message_id=envelope.identifier, subject=envelope.subject, date=envelope.when,
        sender=envelope.sender, to=envelope.to,
        references=tuple(mail.message_id for mail in earlier), body=body, marks=tuple(kept),
    )  # fmt: skip


def write_eml(thread: GoldThread, folder: Path) -> list[Path]:
    """The mails as ``01.eml``, ``02.eml`` ... in ``folder``; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number, message in enumerate(thread.thread.messages, 1):
        mail = EmailMessage()
        mail["Message-ID"] = message.message_id
        mail["Subject"] = message.subject
        if message.date is not None:
            mail["Date"] = format_datetime(message.date)
        mail["From"] = _header(message.sender)
        mail["To"] = ", ".join(_header(address) for address in message.to)
        if message.references:
            mail["In-Reply-To"] = message.references[-1]
            mail["References"] = " ".join(message.references)
        mail.set_content(message.body)
        path = folder / f"{number:02d}.eml"
        path.write_bytes(mail.as_bytes())
        paths.append(path)
    return paths


def _header(address: Address) -> str:
    name = address.name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{name}" <{address.email}>' if name else address.email
