"""Quoted history as mail programs write it: Gmail's angle brackets, Outlook's header block.

Must not know what the mails mean.
"""

from datetime import datetime
from random import Random

from quoteflow_desktop.core.messages import Address, MarkKind, Message
from training.simulator.english import MONTHS
from training.simulator.english import WEEKDAYS as WEEKDAYS_EN
from training.simulator.korean import WEEKDAYS as WEEKDAYS_KO

_OUTLOOK_LINES = ("-----Original Message-----", "_" * 32, "_" * 32)


def history(rng: Random, last: Message, when: datetime, korean: bool) -> str:
    """The last mail quoted, in the clock of the one who answers."""
    seen = (last.date or when).astimezone(when.tzinfo)
    body = last.body
    tails = [mark.start for mark in last.marks if _is_history(last, mark.kind, mark.end)]
    if tails and rng.random() < 0.7:
        body = body[: tails[0]]
    body = body.rstrip()
    if rng.random() < 0.5:
        lines = "\n".join(f"> {line}" if line else ">" for line in body.split("\n"))
        return f"{_gmail(seen, last.sender, korean)}\n{rng.choice(('', chr(10)))}{lines}"
    return f"{_outlook(rng, seen, last, korean)}\n{body}"


def _is_history(mail: Message, kind: MarkKind, end: int) -> bool:
    return kind is MarkKind.QUOTED and end == len(mail.body)


def _clock(when: datetime, korean: bool) -> str:
    half = ("오전" if when.hour < 12 else "오후") if korean else ("AM" if when.hour < 12 else "PM")
    time = f"{when.hour % 12 or 12}:{when.minute:02d}"
    return f"{half} {time}" if korean else f"{time} {half}"


def _gmail(when: datetime, sender: Address, korean: bool) -> str:
    clock = _clock(when, korean)
    if korean:
        day = f"{when.year}년 {when.month}월 {when.day}일 ({WEEKDAYS_KO[when.weekday()]})"
        return f"{day} {clock}, {sender}님이 작성:"
    weekday, month = WEEKDAYS_EN[when.weekday()][:3], MONTHS[when.month - 1][:3]
    return f"On {weekday}, {month} {when.day}, {when.year} at {clock} {sender} wrote:"


def _outlook(rng: Random, when: datetime, earlier: Message, korean: bool) -> str:
    to = ", ".join(str(address) for address in earlier.to)
    if korean and rng.random() < 0.5:
        line = rng.choice(("-----원본 메시지-----", "-----Original Message-----", "_" * 32))
        weekday = f"{WEEKDAYS_KO[when.weekday()]}요일"
        sent = f"{when.year}년 {when.month}월 {when.day}일 {weekday} {_clock(when, True)}"
        names = ("보낸 사람", "보낸 날짜", "받는 사람", "제목")
    else:
        line = rng.choice(_OUTLOOK_LINES)
        weekday, month = WEEKDAYS_EN[when.weekday()], MONTHS[when.month - 1]
        sent = f"{weekday}, {month} {when.day}, {when.year} {_clock(when, False)}"
        names = ("From", "Sent", "To", "Subject")
    values = (str(earlier.sender), sent, to, earlier.subject)
    rows = "\n".join(f"{name}: {value}" for name, value in zip(names, values, strict=True))
    return f"{line}\n{rows}\n"
