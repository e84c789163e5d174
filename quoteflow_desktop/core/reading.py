"""What the model said of one mail or thread, before code makes facts of it.

Every text in here was copied out of the mail and every figure points to a candidate that code
found. ``analysis/deltas`` turns a MailReading into a Delta. Must not know prompts or tokens.
"""

from quoteflow_desktop.core.facts import Act, Candidate, Side
from quoteflow_desktop.core.values import Value

# Free text that a mail states, as the task names it: of the sender, of the addressee, of the deal.
TEXT_KEYS = (
    "company", "contact", "to_company", "to_contact", "reference", "payment_terms", "lead_time",
    "incoterm_place", "port_of_loading", "port_of_discharge", "quote_validity", "packaging",
    "warranty", "certification",
)  # fmt: skip

# Text keys that state a circumstance; the others carry an act of their own.
NAME_KEYS = ("company", "contact", "to_company", "to_contact")


class ReadItem(Value):
    """An item that the mail names; ``specification`` is empty where it gives none."""

    product: str
    specification: str = ""
    act: Act


class ReadFigure(Value):
    """A candidate with its role (a fact key or item field) and act; ``item`` counts from 0."""

    candidate: Candidate
    key: str
    act: Act
    item: int | None = None


class ReadWords(Value):
    """A copied text under one of TEXT_KEYS."""

    key: str
    act: Act
    text: str


class MailReading(Value):
    """What one mail does. ``answer`` is ACCEPT or REFUSE of all that stands offered."""

    side: Side
    stage: str | None = None
    answer: Act | None = None
    items: tuple[ReadItem, ...] = ()
    figures: tuple[ReadFigure, ...] = ()
    words: tuple[ReadWords, ...] = ()


class StepReading(Value):
    """A step of the summary: a title of the closed vocabulary, copied points."""

    title: str
    points: tuple[str, ...] = ()


class HeadlineReading(Value):
    """What the thread is about, copied from it."""

    goods: str


class TagsReading(Value):
    """Tags of the closed vocabulary, in its order."""

    tags: tuple[str, ...]
