"""The analysis of one thread: the contract's JSON as a model, the only place that names its keys.

``model_dump_json(by_alias=True)`` is the contract's object. Must not know how it was made.
"""

from datetime import datetime

from pydantic import Field

from quoteflow_desktop.core.facts import Blank, Cell, Evidence, Item, Side
from quoteflow_desktop.core.messages import Address, Direction
from quoteflow_desktop.core.values import Value

SCHEMA = 1


class MailView(Value):
    """One mail as the analysis names it; ``index`` counts from 1."""

    index: int
    message_id: str
    date: datetime | None
    sender: Address = Field(alias="from")
    direction: Direction
    by: Side

    model_config = {"frozen": True, "extra": "forbid", "populate_by_name": True}


class ThreadView(Value):
    """The thread that was read."""

    id: str
    subject: str
    language: str  # "ko" or "en"
    messages: tuple[MailView, ...]


class ModelView(Value):
    """What read it: base model, engine, and a digest or name per adapter."""

    name: str
    engine: str
    adapters: dict[str, str] = {}


class SummaryStep(Value):
    """What one mail brought."""

    message: int
    sender: str
    title: str
    points: tuple[str, ...] = ()


class Summary(Value):
    """A headline and a step a mail."""

    headline: str
    steps: tuple[SummaryStep, ...] = ()


class Check(Value):
    """One rule of the contract's closed list that was looked at; a failing one has evidence."""

    rule: str
    ok: bool
    message: str
    evidence: tuple[Evidence, ...] = ()


class Coverage(Value):
    """What was read of the thread."""

    messages: int
    messages_read: int
    attachments_not_read: tuple[str, ...] = ()


class Analysis(Value):
    """One thread, as CONTRACT.md gives it out."""

    version: int = Field(default=SCHEMA, alias="schema")
    thread: ThreadView
    model: ModelView
    summary: Summary
    facts: dict[str, Cell | None]
    blanks: dict[str, Blank] = {}
    items: tuple[Item, ...] = ()
    tags: tuple[str, ...] = ()
    checks: tuple[Check, ...] = ()
    coverage: Coverage
    warnings: tuple[str, ...] = ()

    model_config = {"frozen": True, "extra": "forbid", "populate_by_name": True}


def to_json(analysis: Analysis) -> str:
    """One line of JSON, keys as in CONTRACT.md, Hangul unescaped."""
    return analysis.model_dump_json(by_alias=True)


def from_json(text: str) -> Analysis:
    """The analysis back from ``to_json``; raises pydantic.ValidationError on another shape."""
    return Analysis.model_validate_json(text)
