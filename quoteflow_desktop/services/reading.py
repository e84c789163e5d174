"""What lists and panels show, as ready small values: read-only, no rule of the trade.

Mails are cut into pieces, evidence into places in them, cells into lines with their words.
Must not know widgets, and never writes.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from quoteflow_desktop.core.analysis import Analysis, SummaryStep
from quoteflow_desktop.core.facts import ITEM_KINDS, Blank, Cell, Evidence
from quoteflow_desktop.core.messages import MarkKind, Message, Thread
from quoteflow_desktop.core.values import Value

# Facts that a quote needs: their blanks are worth a line of their own.
NEEDED = (
    "buyer_company", "supplier_company", "currency", "incoterm", "payment_terms", "delivery_date",
    "quote_validity",
)  # fmt: skip

# Facts that stand together on the panel; what is in none of them is not shown as a line.
GROUPS: dict[str, tuple[str, ...]] = {
    "parties": (
        "buyer_company", "buyer_contact", "supplier_company", "supplier_contact", "reference",
        "deal_stage",
    ),
    "price": ("currency", "total_amount", "discount_percent", "budget"),
    "terms": (
        "incoterm", "incoterm_place", "payment_terms", "delivery_date", "lead_time",
        "quote_validity", "shipping_method", "port_of_loading", "port_of_discharge", "packaging",
        "warranty", "certification",
    ),
}  # fmt: skip


class ThreadLine(Value):
    """One thread in the list. ``reading`` is "waiting", "read" or "failed"."""

    id: str
    subject: str
    who: str
    last: datetime | None
    count: int
    unread: bool = False
    tags: tuple[str, ...] = ()
    stage: str = ""
    amount: str = ""  # plain digits
    currency: str = ""
    reading: str = "waiting"


class PieceKind(StrEnum):
    """How a run of a mail is shown."""

    TEXT = "text"
    QUOTED = "quoted"
    SIGNATURE = "signature"


class Piece(Value):
    """``body[start:end]`` of a mail."""

    start: int
    end: int
    kind: PieceKind


class MailText(Value):
    """One mail as the conversation shows it; ``index`` counts from 1."""

    index: int
    sender: str
    address: str
    date: datetime | None
    outgoing: bool
    subject: str
    body: str
    pieces: tuple[Piece, ...]
    attachments: tuple[str, ...] = ()
    unread_attachments: tuple[str, ...] = ()
    defects: tuple[str, ...] = ()
    hidden_text: bool = False


class Place(Value):
    """Where a quote of evidence stands: ``start`` and ``end`` in the body, or None in a header."""

    message: int
    quote: str
    start: int | None = None
    end: int | None = None


class FactLine(Value):
    """One line of the panel. ``path`` is "facts/KEY" or "items/N/FIELD" (N from 0)."""

    path: str
    key: str
    cell: Cell | None
    blank: Blank | None = None
    currency: str = ""
    places: tuple[Place, ...] = ()


class FactGroup(Value):
    """Lines under one heading; ``item`` is the number from 1 where the group is an item."""

    name: str
    item: int | None = None
    lines: tuple[FactLine, ...] = ()


class Opened(Value):
    """A thread with its analysis, None before the first; ``reading`` as in ThreadLine."""

    id: str
    subject: str
    language: str
    mails: tuple[MailText, ...]
    reading: str = "waiting"
    analysis: Analysis | None = None
    groups: tuple[FactGroup, ...] = ()
    unstated: tuple[str, ...] = ()  # keys that no mail states and no quote needs
    steps: tuple[SummaryStep, ...] = ()
    check_places: tuple[tuple[Place, ...], ...] = ()  # one a check of the analysis


def pieces(message: Message) -> tuple[Piece, ...]:
    """The body cut at its marks, without gaps or overlaps; empty for an empty body."""
    found: list[Piece] = []
    position = 0
    for mark in sorted(message.marks, key=lambda mark: (mark.start, -mark.end)):
        start, end = max(mark.start, position), min(mark.end, len(message.body))
        if start >= end:
            continue
        if start > position:
            found.append(Piece(start=position, end=start, kind=PieceKind.TEXT))
        kind = PieceKind.QUOTED if mark.kind is MarkKind.QUOTED else PieceKind.SIGNATURE
        found.append(Piece(start=start, end=end, kind=kind))
        position = end
    if position < len(message.body):
        found.append(Piece(start=position, end=len(message.body), kind=PieceKind.TEXT))
    return tuple(found)


def place(evidence: Evidence, messages: Sequence[Message]) -> Place:
    """Where the quote stands; a mail's own words go before what it quotes of others."""
    nowhere = Place(message=evidence.message, quote=evidence.quote)
    if not evidence.quote or not 1 <= evidence.message <= len(messages):
        return nowhere
    message = messages[evidence.message - 1]
    starts = _occurrences(message.body, evidence.quote)
    if not starts:
        return nowhere
    own = [start for start in starts if not _is_quoted(message, start)]
    start = (own or starts)[0]
    return nowhere.model_copy(update={"start": start, "end": start + len(evidence.quote)})


def _occurrences(text: str, quote: str) -> list[int]:
    found: list[int] = []
    start = text.find(quote)
    while start >= 0 and len(found) < 50:
        found.append(start)
        start = text.find(quote, start + 1)
    return found


def _is_quoted(message: Message, position: int) -> bool:
    return any(
        mark.start <= position < mark.end and mark.kind is MarkKind.QUOTED for mark in message.marks
    )


def fact_groups(
    analysis: Analysis, messages: Sequence[Message]
) -> tuple[tuple[FactGroup, ...], tuple[str, ...]]:
    """The panel's groups in order, and the keys that are merely not stated."""
    currency_cell = analysis.facts.get("currency")
    currency = currency_cell.value if currency_cell else ""
    groups: list[FactGroup] = []
    unstated: list[str] = []
    for name, keys in GROUPS.items():
        lines: list[FactLine] = []
        for key in keys:
            cell = analysis.facts.get(key)
            blank = None if cell else analysis.blanks.get(key, Blank.NOT_STATED)
            if blank is Blank.NOT_STATED and key not in NEEDED:
                unstated.append(key)
                continue
            lines.append(_line(f"facts/{key}", key, cell, blank, currency, messages))
        if lines:
            groups.append(FactGroup(name=name, lines=tuple(lines)))
        if name == "parties":
            groups.extend(_item_groups(analysis, currency, messages))
    return tuple(groups), tuple(unstated)


def _item_groups(analysis: Analysis, currency: str, messages: Sequence[Message]) -> list[FactGroup]:
    groups = []
    for number, item in enumerate(analysis.items):
        lines = []
        for key in ITEM_KINDS:
            cell = getattr(item, key)
            if cell is None and key in ("specification", "unit"):
                continue
            blank = None if cell else Blank.NOT_STATED
            path = f"items/{number}/{key}"
            lines.append(_line(path, key, cell, blank, currency, messages))
        groups.append(FactGroup(name="item", item=number + 1, lines=tuple(lines)))
    return groups


def _line(
    path: str,
    key: str,
    cell: Cell | None,
    blank: Blank | None,
    currency: str,
    messages: Sequence[Message],
) -> FactLine:
    places = tuple(place(evidence, messages) for evidence in cell.evidence) if cell else ()
    return FactLine(path=path, key=key, cell=cell, blank=blank, currency=currency, places=places)


def opened(
    thread: Thread,
    analysis: Analysis | None,
    own: frozenset[str] = frozenset(),
    state: str = "waiting",
) -> Opened:
    """The thread with its analysis, ready for the conversation and the assistant's panel.

    ``own`` are the firm's addresses in lower case; the analysis knows better where it is there.
    """
    outgoing: Mapping[int, bool] = {}
    unread: frozenset[str] = frozenset()
    if analysis:
        outgoing = {v.index: v.direction == "outgoing" for v in analysis.thread.messages}
        unread = frozenset(analysis.coverage.attachments_not_read)
    mails = tuple(
        _mail_text(
            number, message, outgoing.get(number, message.sender.email.lower() in own), unread
        )
        for number, message in enumerate(thread.messages, start=1)
    )
    if analysis is None:
        return Opened(
            id=thread.id, subject=thread.subject, language="en", mails=mails, reading=state
        )
    groups, unstated = fact_groups(analysis, thread.messages)
    return Opened(
        id=thread.id,
        subject=thread.subject,
        language=analysis.thread.language,
        mails=mails,
        reading=state,
        analysis=analysis,
        groups=groups,
        unstated=unstated,
        steps=analysis.summary.steps,
        check_places=tuple(
            tuple(place(evidence, thread.messages) for evidence in check.evidence)
            for check in analysis.checks
        ),
    )


def _mail_text(index: int, message: Message, outgoing: bool, unread: frozenset[str]) -> MailText:
    names = tuple(attachment.name for attachment in message.attachments)
    return MailText(
        index=index,
        sender=message.sender.name or message.sender.email,
        address=message.sender.email,
        date=message.date,
        outgoing=outgoing,
        subject=message.subject,
        body=message.body,
        pieces=pieces(message),
        attachments=names,
        unread_attachments=tuple(name for name in names if name in unread),
        defects=message.defects,
        hidden_text=message.hidden_text,
    )


def line_of(opened_thread: Opened, path: str) -> FactLine | None:
    """The panel's line at ``path``."""
    for group in opened_thread.groups:
        for line in group.lines:
            if line.path == path:
                return line
    return None


def sentence(body: str, start: int, end: int) -> tuple[int, int]:
    """The sentence or table row around ``body[start:end]``, as offsets."""
    left = body.rfind("\n", 0, start) + 1
    right = body.find("\n", end)
    right = len(body) if right < 0 else right
    for stop in (". ", "? ", "! ", "。"):
        cut = body.rfind(stop, left, start)
        left = max(left, cut + len(stop)) if cut >= 0 else left
        cut = body.find(stop, end, right)
        right = min(right, cut + 1) if cut >= 0 else right
    while left < start and body[left].isspace():
        left += 1
    return left, right
