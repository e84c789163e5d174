"""Threads that plain code knows to be no trade: mass mail and mail within one house.

CONTRACT.md: a newsletter or advertisement is ``not-trade``. Must not judge what a person wrote to
another firm: that is the model's part.
"""

import re

from quoteflow_desktop.core.messages import Address, Thread

_MASS = re.compile(
    r"수신\s*거부|수신을 원(?:하지|치) 않|unsubscribe|opt[- ]out|manage (?:your )?preferences"
    r"|view (?:this (?:e-?mail )?)?in (?:your )?browser"
    r"|you(?:'re| are)? (?:get|receiv)\w* this (?:mail|e-?mail|message|newsletter) because",
    re.IGNORECASE,
)
_ADVERTISEMENT = re.compile(r"^\s*[\[(【]\s*(?:광고|AD)\s*[\])】]")
# Providers where people of many houses have their mailbox.
_SHARED = re.compile(
    r"@(?:gmail|naver|daum|hanmail|kakao|nate|outlook|hotmail|live|yahoo|icloud|qq|163|126)\.", re.I
)


def is_no_trade(thread: Thread) -> bool:
    """Whether nobody of another house is spoken to: mass mail that nobody answered, or mails whose
    senders and addressees all belong to one house."""
    return _is_mass_mail(thread) or _is_internal(thread)


def _is_mass_mail(thread: Thread) -> bool:
    senders = {message.sender.email.casefold() for message in thread.messages}
    return len(senders) == 1 and all(
        _ADVERTISEMENT.match(message.subject) or _MASS.search(message.body)
        for message in thread.messages
    )


def _is_internal(thread: Thread) -> bool:
    people = [a for m in thread.messages for a in (m.sender, *m.to, *m.cc)]
    houses = {_house(person) for person in people}
    return len(people) > 1 and len(houses) == 1 and "" not in houses


def _house(person: Address) -> str:
    """The domain of a firm's own mailbox, empty for a shared provider's or none."""
    if "@" not in person.email or _SHARED.search(person.email):
        return ""
    return person.email.casefold().rpartition("@")[2]
