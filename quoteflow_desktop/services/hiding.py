"""A lesson with made-up names: mails, headers and facts changed alike, runs moved along.

The figures that code reads in a mail stay as they are. Must not know files or the store.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence

from quoteflow_desktop.analysis.parties import firm_in
from quoteflow_desktop.core.analysis import Analysis
from quoteflow_desktop.core.facts import FACT_KINDS, ITEM_KINDS, Kind
from quoteflow_desktop.core.messages import Address, Mark, Message, Thread
from quoteflow_desktop.inference.prompts import RenderedMail, source_of, source_run
from quoteflow_desktop.services.decided_facts import KnownFact, Lesson, TextRun
from quoteflow_desktop.services.made_up_names import Change, Mask, changed, is_company, moved
from quoteflow_desktop.services.rendering import candidates_in, render_thread

_COMPANIES = ("buyer_company", "supplier_company")
_PEOPLE = ("buyer_contact", "supplier_contact")
_IN_BRACKETS = re.compile(r"\(([^)]+)\)")


def hidden(lesson: Lesson, analysis: Analysis | None) -> Lesson:
    """The lesson with companies, persons, e-mail addresses and phones replaced."""
    thread = lesson.thread
    mails = render_thread(thread)
    companies, people = _names(lesson, analysis, mails)
    mask = Mask(thread.id, companies=companies, people=people)
    for message in thread.messages:
        for address in (message.sender, *message.to, *message.cc):
            mask.email(address.email)  # so that a house's domain is known before any text
    hiding = [
        _Hidden(message, mail, mask) for message, mail in zip(thread.messages, mails, strict=True)
    ]
    ids = {m.message_id: _made_up_id(m.message_id) for m in thread.messages}
    messages = tuple(one.message(ids) for one in hiding)
    masked = Thread(id=thread.id, subject=mask.text(thread.subject), messages=messages)
    return Lesson(
        masked=True,
        thread=masked,
        facts=tuple(_fact(fact, hiding, masked, mask) for fact in lesson.facts),
        unusable=lesson.unusable,
    )


def plain_lesson(lesson: Lesson) -> Lesson:
    """The lesson without what no training reads: HTML, attachments, where the mails lay."""
    messages = tuple(_bare(message) for message in lesson.thread.messages)
    thread = lesson.thread.model_copy(update={"messages": messages})
    return lesson.model_copy(update={"thread": thread})


def _bare(message: Message) -> Message:
    return message.model_copy(update={"html": "", "source": "", "attachments": (), "defects": ()})


def _names(
    lesson: Lesson, analysis: Analysis | None, mails: Sequence[RenderedMail]
) -> tuple[set[str], set[str]]:
    """All companies and persons that headers, facts and signatures name."""
    companies: set[str] = set()
    people: set[str] = set()
    for message in lesson.thread.messages:
        for address in (message.sender, *message.to, *message.cc):
            houses = _IN_BRACKETS.findall(address.name)
            companies |= {name for name in houses if "@" not in name}
            bare = _IN_BRACKETS.sub(" ", address.name).strip()
            (companies if is_company(bare) else people).add(bare)
    for mail in mails:
        firm = firm_in(mail.text)
        if firm:
            companies.add(" ".join(mail.text[slice(*firm)].split()))
    for keys, named in ((_COMPANIES, companies), (_PEOPLE, people)):
        named |= {fact.value for fact in lesson.facts if fact.key in keys}
        for key in keys:
            cell = analysis.facts.get(key) if analysis else None
            if cell:
                named |= {cell.value, *(entry.value for entry in cell.history)}
    people = {name for name in people if "@" not in name}
    return companies - {""}, people - {""} - companies


class _Hidden:
    """One mail and what is replaced in each of its parts."""

    def __init__(self, message: Message, mail: RenderedMail, mask: Mask) -> None:
        self._message = _bare(message)
        self._mask = mask
        figures = [
            run
            for c in candidates_in(message, mail)
            if (run := source_run(message, mail, c.start, c.end)) is not None
        ]
        self.changes: dict[str, list[Change]] = {
            where: mask.changes(
                source_of(message, where), [(a, b) for part, a, b in figures if part == where]
            )
            for where in ("body", "subject")
        }
        self.changes["from"], self._sender = self._addresses((message.sender,))
        self.changes["to"], self._to = self._addresses(message.to)

    def _addresses(self, addresses: Sequence[Address]) -> tuple[list[Change], tuple[Address, ...]]:
        """The changes in the addresses as a header writes them, and the made-up ones."""
        found, made, at = [], [], 0
        for address in addresses:
            for text in filter(None, (address.name, address.email)):
                start = at + str(address).rindex(text) if text == address.email else at
                found += [
                    Change(start + a, start + b, new) for a, b, new in self._mask.changes(text)
                ]
            made.append(
                Address(name=self._mask.text(address.name), email=self._mask.text(address.email))
            )
            at += len(str(address)) + len(", ")
        return sorted(found), tuple(made)

    def message(self, ids: dict[str, str]) -> Message:
        """The mail with all of it replaced, its marks moved along."""
        body = self.changes["body"]
        marks = []
        for mark in self._message.marks:
            start, end = moved(mark.start, mark.end, body)
            marks.append(Mark(start=start, end=end, kind=mark.kind))
        return self._message.model_copy(
            update={
                "message_id": ids[self._message.message_id],
                "references": tuple(
                    ids.get(one, _made_up_id(one)) for one in self._message.references
                ),
                "subject": changed(self._message.subject, self.changes["subject"]),
                "body": changed(self._message.body, body),
                "marks": tuple(marks),
                "sender": self._sender[0],
                "to": self._to,
                "cc": self._addresses(self._message.cc)[1],
            }
        )


def _fact(fact: KnownFact, hiding: Sequence[_Hidden], masked: Thread, mask: Mask) -> KnownFact:
    def move(run: TextRun | None) -> TextRun | None:
        if run is None:
            return None
        start, end = moved(run.start, run.end, hiding[run.message - 1].changes[run.where])
        return run.model_copy(update={"start": start, "end": end})

    run = move(fact.run)
    value = fact.value
    kind = FACT_KINDS.get(fact.key) or ITEM_KINDS[fact.key]
    if run and kind is Kind.TEXT and fact.run and _touched(fact.run, hiding):
        text = source_of(masked.messages[run.message - 1], run.where)[run.start : run.end]
        value = " ".join(text.split())
    return fact.model_copy(
        update={
            "value": value,
            "names": tuple(mask.text(name) for name in fact.names),
            "run": run,
            "wrong": move(fact.wrong),
        }
    )


def _touched(run: TextRun, hiding: Sequence[_Hidden]) -> bool:
    changes: Iterable[Change] = hiding[run.message - 1].changes[run.where]
    return any(change.start < run.end and run.start < change.end for change in changes)


def _made_up_id(message_id: str) -> str:
    digest = hashlib.sha256(message_id.encode("utf-8", "surrogatepass")).hexdigest()
    return f"<{digest[:24]}@masked.example>"
