"""A thread as the model reads it: rendered mails and the candidates that code found in them.

The program, training and evaluation all come through here, so they see the same. Must not know
engines or stores.
"""

from collections.abc import Sequence

from quoteflow_desktop.analysis.candidates import find_candidates
from quoteflow_desktop.analysis.countries import party_countries
from quoteflow_desktop.core.facts import Candidate
from quoteflow_desktop.core.messages import MarkKind, Message, Thread
from quoteflow_desktop.inference.prompts import RenderedMail, render_mail
from quoteflow_desktop.mail.quoted import readable


def render_thread(thread: Thread) -> tuple[RenderedMail, ...]:
    """Every mail of the thread, each with what was before it and nothing after it."""
    return tuple(
        render_mail(message, number, readable(message, thread.messages[: number - 1]))
        for number, message in enumerate(thread.messages, start=1)
    )


def candidates_in(message: Message, mail: RenderedMail) -> tuple[Candidate, ...]:
    """What code found in subject and body; offsets count in ``mail.text``."""
    found = find_candidates(
        mail.text[mail.searchable :], message.date.date() if message.date else None
    )
    return tuple(
        candidate.model_copy(
            update={
                "start": candidate.start + mail.searchable,
                "end": candidate.end + mail.searchable,
            }
        )
        for candidate in found
    )


def countries_in(thread: Thread, mails: Sequence[RenderedMail]) -> tuple[str, ...]:
    """ISO codes (lower case) of the parties' countries that code found, sorted."""
    addresses = [message.sender for message in thread.messages]
    addresses += [address for message in thread.messages for address in message.to]
    return tuple(sorted(party_countries(addresses, [mail.text for mail in mails])))


def language_of(messages: Sequence[Message]) -> str:
    """ "ko" where a third or more of the letters of the unquoted text are Hangul, else "en"."""
    letters = hangul = 0
    for message in messages:
        for character in _unquoted(message):
            if character.isalpha():
                letters += 1
                hangul += "가" <= character <= "힣"
    return "ko" if letters and hangul * 3 >= letters else "en"


def _unquoted(message: Message) -> str:
    parts, at = [message.subject], 0
    for mark in message.marks:
        if mark.kind is MarkKind.QUOTED:
            parts.append(message.body[at : mark.start])
            at = max(at, mark.end)
    return "\n".join([*parts, message.body[at:]])
