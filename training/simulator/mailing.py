"""Makes mails of drafts: headers, subjects, wrapped lines, quoted history; writes ``.eml`` files.

The values are those that ``mail/mime`` would give for the same mail. Must not know what the
texts mean.
"""

from datetime import datetime, timedelta, timezone
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from random import Random

from quoteflow_desktop.core.messages import Address, Mark, MarkKind, Message
from training.simulator.draft import FIGURE_KEYS, Draft
from training.simulator.gold import GoldThread
from training.simulator.world import Party

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DAYS_LONG = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAYS_KO = "월화수목금토일"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS_LONG = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


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


def _clock(when: datetime) -> tuple[str, int]:
    return ("AM" if when.hour < 12 else "PM"), when.hour % 12 or 12


def _gmail(when: datetime, sender: Address, korean: bool) -> str:
    half, hour = _clock(when)
    if korean:
        return f"{when.year}년 {when.month}월 {when.day}일 ({_DAYS_KO[when.weekday()]}) {'오전' if half == 'AM' else '오후'} {hour}:{when.minute:02d}, {sender}님이 작성:"
    return f"On {_DAYS[when.weekday()]}, {_MONTHS[when.month - 1]} {when.day}, {when.year} at {hour}:{when.minute:02d} {half} {sender} wrote:"


def _outlook(rng: Random, when: datetime, earlier: Message, korean: bool) -> str:
    half, hour = _clock(when)
    to = ", ".join(str(address) for address in earlier.to)
    if korean and rng.random() < 0.5:
        line = rng.choice(
            (
                "-----원본 메시지-----",
                "-----Original Message-----",
                "________________________________",
            )
        )
        sent = f"{when.year}년 {when.month}월 {when.day}일 {_DAYS_KO[when.weekday()]}요일 {'오전' if half == 'AM' else '오후'} {hour}:{when.minute:02d}"
        return f"{line}\n보낸 사람: {earlier.sender}\n보낸 날짜: {sent}\n받는 사람: {to}\n제목: {earlier.subject}\n"
    line = rng.choice(
        (
            "-----Original Message-----",
            "________________________________",
            "________________________________",
        )
    )
    sent = f"{_DAYS_LONG[when.weekday()]}, {_MONTHS_LONG[when.month - 1]} {when.day}, {when.year} {hour}:{when.minute:02d} {half}"
    return f"{line}\nFrom: {earlier.sender}\nSent: {sent}\nTo: {to}\nSubject: {earlier.subject}\n"


def history(rng: Random, earlier: list[Message], when: datetime, korean: bool) -> str:
    """Quoted history of the last mail, in the style of a mail program."""
    last = earlier[-1]
    seen = (last.date or when).astimezone(when.tzinfo)
    body = last.body
    quoted = [
        mark for mark in last.marks if mark.kind is MarkKind.QUOTED and mark.end == len(last.body)
    ]
    if quoted and rng.random() < 0.7:
        body = body[: quoted[0].start].rstrip()
    if rng.random() < 0.5:
        lines = "\n".join(f"> {line}" if line else ">" for line in body.rstrip().split("\n"))
        return f"{_gmail(seen, last.sender, korean)}\n{rng.choice(('', chr(10)))}{lines}"
    return f"{_outlook(rng, seen, last, korean)}\n{body.rstrip()}"


def make_message(
    rng: Random,
    draft: Draft,
    subject: str,
    sender: Address,
    to: tuple[Address, ...],
    when: datetime,
    earlier: list[Message],
    identifier: str,
    korean: bool,
    signature_at: int | None,
    quote: bool,
    quoted: tuple[tuple[int, int], ...] | list[tuple[int, int]] = (),
) -> Message:
    """The mail with its marks; quoted history is added behind the draft's text."""
    body = draft.text.rstrip()
    marks = [Mark(start=start, end=end, kind=MarkKind.QUOTED) for start, end in quoted]
    if signature_at is not None and signature_at < len(body):
        marks.append(Mark(start=signature_at, end=len(body), kind=MarkKind.SIGNATURE))
    if quote and earlier:
        body += rng.choice(("\n\n", "\n\n", "\n\n\n"))
        start = len(body)
        body += history(rng, earlier, when, korean)
        marks.append(Mark(start=start, end=len(body), kind=MarkKind.QUOTED))
    references = tuple(mail.message_id for mail in earlier)
    return Message(
        message_id=identifier,
        subject=subject,
        date=when,
        sender=sender,
        to=to,
        references=references,
        body=body,
        marks=tuple(marks),
    )


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
