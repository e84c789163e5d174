"""What a user decided about one thread's facts, each with the run of the mails that shows it.

Runs are found by code alone, in what the model reads. Pure: must not know the store, files or how
a model is trained.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple, cast

from quoteflow_desktop.analysis.stages import stage_words
from quoteflow_desktop.analysis.tables import line_at
from quoteflow_desktop.core.analysis import Analysis
from quoteflow_desktop.core.facts import (
    DEAL_STAGES,
    FACT_KINDS,
    ITEM_KINDS,
    Act,
    Candidate,
    Cell,
    Claim,
    Delta,
    Item,
    ItemClaim,
    Kind,
)
from quoteflow_desktop.core.messages import Thread
from quoteflow_desktop.core.money import decimal_of
from quoteflow_desktop.core.values import Value
from quoteflow_desktop.inference.facts_task import ROLES
from quoteflow_desktop.inference.prompts import RenderedMail, runs_of, source_run
from quoteflow_desktop.services.rendering import candidates_in, render_thread

FORM = 1


class TextRun(Value):
    """``text[start:end]`` of one part of mail ``message`` (from 1).

    ``body`` and ``subject`` are the Message's fields; ``from`` is ``str(sender)`` and ``to`` is
    ``", ".join(str(a) for a in to)``.
    """

    message: int
    where: Literal["body", "subject", "from", "to"]
    start: int
    end: int


class KnownFact(Value):
    """A fact as the user left it: ``value`` canonical, empty where it was taken out (then there is
    no ``run``). ``names`` are those of the item that an item's field belongs to. ``confirmed``: the
    model had read it so. ``wrong`` shows the value that the model gave instead, where the same
    mail holds it."""

    key: str
    value: str
    names: tuple[str, ...] = ()
    confirmed: bool
    run: TextRun | None = None
    wrong: TextRun | None = None


class Lesson(Value):
    """A thread with all that its user decided; ``unusable`` are keys whose value no mail shows."""

    form: int = FORM
    masked: bool = False
    thread: Thread
    facts: tuple[KnownFact, ...]
    unusable: tuple[str, ...] = ()


class Decision(NamedTuple):
    """The user's last word on one key, of an item where ``item`` is given."""

    claim: Claim
    item: int | None
    names: tuple[str, ...]
    last: int  # the newest mail that the user had seen
    corrected: bool


def lesson_of(thread: Thread, analysis: Analysis | None, user: Sequence[Delta]) -> Lesson:
    """The lesson of ``thread``; ``user`` are the user's deltas, oldest first, and ``analysis`` what
    stands with them."""
    finder = _Finder(thread)
    facts, unusable = [], []
    for one in _decisions(analysis, user):
        claim = one.claim
        value = "" if claim.act is Act.WITHDRAW else claim.value
        cell = _cell(analysis, claim.key, one.item)
        run = finder.find(claim.key, value, one, cell) if value else None
        if value and run is None:
            unusable.append(claim.key)
            continue
        facts.append(
            KnownFact(
                key=claim.key,
                value=value,
                names=one.names,
                confirmed=not one.corrected,
                run=run,
                wrong=finder.wrong(claim.key, value, run, cell) if run and one.corrected else None,
            )
        )
    return Lesson(thread=thread, facts=tuple(facts), unusable=tuple(unusable))


def _decisions(analysis: Analysis | None, user: Sequence[Delta]) -> list[Decision]:
    """The last word on each key, in the order in which the keys were first decided."""
    found: dict[tuple[object, str], Decision] = {}
    for delta in user:
        said: list[tuple[ItemClaim | None, Claim]] = [(None, claim) for claim in delta.claims]
        said += [(item, claim) for item in delta.items for claim in item.claims]
        for item, claim in said:
            at = _which(analysis, item) if item else None
            own = (item.product,) if item and item.product else ()
            names = tuple(dict.fromkeys((*own, *_names(analysis, at))))
            which: object = at if at is not None else own
            before = found.get((which, claim.key))
            found[(which, claim.key)] = Decision(
                claim=claim,
                item=at,
                names=names,
                last=delta.message,
                corrected=claim.act is not Act.INFORM or (before is not None and before.corrected),
            )
    return list(found.values())


def _which(analysis: Analysis | None, item: ItemClaim) -> int | None:
    """The index of the item that the user meant."""
    items = analysis.items if analysis else ()
    if item.number is not None:
        return item.number - 1 if item.number <= len(items) else None
    for at in range(len(items)):
        if item.product in _names(analysis, at):
            return at
    return None


def _names(analysis: Analysis | None, at: int | None) -> tuple[str, ...]:
    """What the item is and was called."""
    product = analysis.items[at].product if analysis and at is not None else None
    if product is None:
        return ()
    named = (product.value, *(entry.value for entry in product.history))
    return tuple(dict.fromkeys(name for name in named if name))


def _cell(analysis: Analysis | None, key: str, item: int | None) -> Cell | None:
    if analysis is None:
        return None
    if key in FACT_KINDS:
        return analysis.facts.get(key)
    held: Item | None = analysis.items[item] if item is not None else None
    return getattr(held, key) if held else None


class _Finder:
    """Looks for values in the mails as the model reads them."""

    def __init__(self, thread: Thread) -> None:
        self.thread = thread
        self.mails = render_thread(thread)
        self.candidates = [
            candidates_in(message, mail)
            for message, mail in zip(thread.messages, self.mails, strict=True)
        ]

    def find(self, key: str, value: str, one: Decision, cell: Cell | None) -> TextRun | None:
        """The run that shows the value best: in the sentence that the window showed for it, then
        in a mail that gave it, then on a line that names the item, then in the newest mail."""
        shown = {e.message: e.quote for e in cell.evidence} if cell else {}
        gave = {h.message for h in cell.history if h.value == value} if cell else set()
        best: tuple[tuple[bool | int, ...], TextRun] | None = None
        for number, mail in enumerate(self.mails[: one.last], start=1):
            for start, end in self._spans(number, key, value):
                run = self._run(number, start, end)
                if run is None:
                    continue
                line = mail.text[slice(*line_at(mail.text, start))]
                worth = (
                    _within(mail, (start, end), shown.get(number, "")),
                    any(name in line for name in one.names),
                    number in gave,
                    number in shown,
                    start >= mail.searchable,
                    number,
                    -start,
                )
                if best is None or worth > best[0]:
                    best = worth, run
        return best[1] if best else None

    def wrong(self, key: str, value: str, run: TextRun, cell: Cell | None) -> TextRun | None:
        """The figure in the mail of ``run`` that was shown as this key's before."""
        if cell is None or not _is_figure(key):
            return None
        for evidence in cell.evidence:
            if evidence.message != run.message:
                continue
            mail = self.mails[run.message - 1]
            for before in dict.fromkeys(h.value for h in cell.history if h.value != value):
                for span in self._spans(run.message, key, before):
                    if _within(mail, span, evidence.quote):
                        return self._run(run.message, *span)
        return None

    def _spans(self, number: int, key: str, value: str) -> list[tuple[int, int]]:
        """Where the rendering of mail ``number`` shows the value."""
        mail = self.mails[number - 1]
        if key == "deal_stage":
            span = stage_words(mail.text, value) if value in DEAL_STAGES else None
            return [span] if span else []
        if not _is_figure(key):
            return runs_of(mail, value)
        return [
            (c.start, c.end) for c in self.candidates[number - 1] if shows_figure(c, key, value)
        ]

    def _run(self, number: int, start: int, end: int) -> TextRun | None:
        found = source_run(self.thread.messages[number - 1], self.mails[number - 1], start, end)
        if found is None:
            return None
        where = cast(Literal["body", "subject", "from", "to"], found[0])
        return TextRun(message=number, where=where, start=found[1], end=found[2])


def shows_figure(candidate: Candidate, key: str, value: str) -> bool:
    """Whether the candidate can be this fact: an amount shows its currency too."""
    if key == "currency" and candidate.currency == value:
        return True
    if key not in ROLES[candidate.kind].values():
        return False
    kind = FACT_KINDS.get(key) or ITEM_KINDS[key]
    if kind is Kind.DECIMAL:
        return decimal_of(candidate.value) == decimal_of(value)
    return candidate.value == value


def _is_figure(key: str) -> bool:
    """Whether the model gives the key by a candidate's role."""
    return any(key in roles.values() for roles in ROLES.values())


def _within(mail: RenderedMail, span: tuple[int, int], quote: str) -> bool:
    return any(span[0] < end and start < span[1] for start, end in runs_of(mail, quote))
