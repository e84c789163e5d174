"""What the simulator gives out: a thread of mails and the exact gold of each mail.

Gold comes from the deal's state and from where the renderer wrote each value; it is never parsed
from text and never made by a model. Must not know how the task renders it (``inference/tasks``).
"""

from typing import Literal

from quoteflow_desktop.core.facts import Act, Side
from quoteflow_desktop.core.messages import Thread
from quoteflow_desktop.core.values import Value

Where = Literal["body", "subject", "from", "to"]


class Run(Value):
    """``text[start:end]`` of one part of mail ``message`` (from 1).

    ``body`` and ``subject`` are the Message's fields; ``from`` is ``str(sender)`` and ``to`` is
    ``", ".join(str(a) for a in to)``.
    """

    message: int
    where: Where
    start: int
    end: int


class Figure(Value):
    """A value that code can read: its role, its act and the item (index into ``GoldMail.items``).

    key: quantity, unit_price, total_amount, budget, discount_percent, delivery_date, incoterm,
    shipping_method, currency (only a currency word that stands without an amount).
    """

    key: str
    act: Act
    run: Run
    value: str  # canonical form
    item: int | None = None


class Words(Value):
    """A free text value as the mail writes it.

    key: company, contact (of the sender), to_company, to_contact (of the addressee), reference,
    payment_terms, lead_time, incoterm_place, port_of_loading, port_of_discharge, quote_validity,
    packaging, warranty, certification.
    """

    key: str
    act: Act
    run: Run


class GoldItem(Value):
    """An item that the mail names. A run may lie in an earlier mail."""

    product: Run
    specification: Run | None = None
    act: Act


class GoldMail(Value):
    """What one mail does. ``stage`` is the deal's stage after it, None where it changes nothing;
    ``answer`` accepts or refuses all that the other side has offered; ``points`` are the clauses
    worth a line of the summary, in order."""

    side: Side
    stage: str | None
    answer: Act | None
    title: str  # one of core.vocabulary.STEP_TITLES
    items: tuple[GoldItem, ...] = ()
    figures: tuple[Figure, ...] = ()
    words: tuple[Words, ...] = ()
    points: tuple[Run, ...] = ()


class GoldThread(Value):
    """A thread, the gold of each mail, and what must stand in the end.

    ``facts`` and ``items`` have the form of a development set's gold: accepted spellings, the
    canonical one first, None where nothing stands.
    """

    thread: Thread
    mails: tuple[GoldMail, ...]
    tags: tuple[str, ...]
    headline: Run  # what the thread is about: goods as a mail names them
    facts: dict[str, tuple[str, ...] | None]
    items: tuple[dict[str, tuple[str, ...] | None], ...]
    language: Literal["ko", "en"]
    family: Literal["A", "B", "C"]
    seed: int
