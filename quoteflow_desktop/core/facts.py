"""What a mail states and what stands: fact keys, claims, deltas, cells.

The vocabulary of CONTRACT.md as values. The fold that turns deltas into standing cells is
``analysis/standing``; this file knows no rule of it, no model and no text.
"""

from enum import StrEnum

from quoteflow_desktop.core.values import Value


class Kind(StrEnum):
    """The canonical form of a fact's value."""

    TEXT = "text"
    CODE = "code"
    DATE = "date"
    DECIMAL = "decimal"
    WORD = "word"


# Every thread-level key in the contract's order, with the form of its value.
FACT_KINDS: dict[str, Kind] = {
    "buyer_company": Kind.TEXT,
    "buyer_contact": Kind.TEXT,
    "supplier_company": Kind.TEXT,
    "supplier_contact": Kind.TEXT,
    "reference": Kind.TEXT,
    "currency": Kind.CODE,
    "incoterm": Kind.CODE,
    "incoterm_place": Kind.TEXT,
    "payment_terms": Kind.TEXT,
    "delivery_date": Kind.DATE,
    "lead_time": Kind.TEXT,
    "shipping_method": Kind.WORD,
    "port_of_loading": Kind.TEXT,
    "port_of_discharge": Kind.TEXT,
    "quote_validity": Kind.TEXT,
    "discount_percent": Kind.DECIMAL,
    "total_amount": Kind.DECIMAL,
    "budget": Kind.DECIMAL,
    "packaging": Kind.TEXT,
    "warranty": Kind.TEXT,
    "certification": Kind.TEXT,
    "deal_stage": Kind.WORD,
}

ITEM_KINDS: dict[str, Kind] = {
    "product": Kind.TEXT,
    "specification": Kind.TEXT,
    "quantity": Kind.DECIMAL,
    "unit": Kind.TEXT,
    "unit_price": Kind.DECIMAL,
}

INCOTERMS = ("EXW", "FCA", "CPT", "CIP", "DAP", "DPU", "DDP", "FAS", "FOB", "CFR", "CIF")
SHIPPING_METHODS = ("sea", "air", "express", "road", "rail")
DEAL_STAGES = (
    "inquiry", "quoted", "negotiating", "agreed", "ordered", "shipped", "closed", "lost",
)  # fmt: skip


class Side(StrEnum):
    """Who speaks: ``other`` is an agent or a forwarder."""

    BUYER = "buyer"
    SUPPLIER = "supplier"
    OTHER = "other"


class Act(StrEnum):
    """What a mail does with a value (CONTRACT.md, the fold)."""

    INFORM = "inform"
    ASK = "ask"
    OFFER = "offer"
    ACCEPT = "accept"
    REFUSE = "refuse"
    CORRECT = "correct"
    WITHDRAW = "withdraw"


class State(StrEnum):
    """How firmly a standing value stands."""

    STATED = "stated"
    ASKED = "asked"
    OFFERED = "offered"
    AGREED = "agreed"


class Origin(StrEnum):
    """Who chose the value."""

    MODEL = "model"
    RULE = "rule"
    USER = "user"


class Blank(StrEnum):
    """Why a fact is not given."""

    NOT_STATED = "not-stated"
    AMBIGUOUS = "ambiguous"
    CONFLICTING = "conflicting"
    NOT_READ = "not-read"


class Evidence(Value):
    """A verbatim run of the text, subject or address headers of mail ``message`` (from 1)."""

    message: int
    quote: str


class CandidateKind(StrEnum):
    """What plain code took a run of text for."""

    AMOUNT = "amount"  # a number with a currency
    NUMBER = "number"  # a bare number: a table cell, "8.25로 하겠습니다"
    QUANTITY = "quantity"  # a number with a unit of goods
    PERCENT = "percent"
    DATE = "date"
    INCOTERM = "incoterm"
    CURRENCY = "currency"  # a currency word that stands without an amount
    METHOD = "method"  # by sea, DHL, 항공


class Candidate(Value):
    """``text[start:end]`` read by code; offsets count in the text that was searched.

    ``value`` is canonical (CONTRACT.md): plain digits, ISO date, Incoterm, ISO currency or
    shipping word. ``unit`` is that of a quantity, or the one a price is for ("/pc").
    """

    kind: CandidateKind
    start: int
    end: int
    text: str
    value: str
    currency: str | None = None
    unit: str | None = None
    unit_text: str | None = None  # the unit as written, when it stands apart from the number


class Claim(Value):
    """One mail does one thing with one value. ``key`` is a fact key or an item field."""

    key: str
    value: str
    act: Act
    evidence: tuple[Evidence, ...]
    origin: Origin = Origin.MODEL


class ItemClaim(Value):
    """What one mail says of one item.

    ``product`` is the name it uses (empty: the thread's only item is meant); ``number`` is the
    item's number in the list where the mail names it by that. ``act`` WITHDRAW takes it out.
    """

    product: str = ""
    number: int | None = None
    act: Act = Act.INFORM
    evidence: tuple[Evidence, ...] = ()
    claims: tuple[Claim, ...] = ()  # specification, quantity, unit, unit_price
    origin: Origin = Origin.MODEL


class Delta(Value):
    """All that mail ``message`` changes. ``answer`` accepts or refuses all that stands offered
    by the other side, as a mail does that names no value ("네, 진행 부탁드립니다")."""

    message: int
    by: Side
    claims: tuple[Claim, ...] = ()
    items: tuple[ItemClaim, ...] = ()
    answer: Act | None = None  # ACCEPT, REFUSE or None
    warnings: tuple[str, ...] = ()


class HistoryEntry(Value):
    """One step of a value's negotiation; ``value`` is empty where it was refused or withdrawn
    without being named."""

    message: int
    by: Side
    act: Act
    value: str


class Cell(Value):
    """A value that stands, with its proof and its past: the contract's cell."""

    value: str
    state: State
    evidence: tuple[Evidence, ...]
    history: tuple[HistoryEntry, ...] = ()
    origin: Origin = Origin.MODEL
    confirmed: bool = False


class Item(Value):
    """One line of goods; a field that no mail states is None."""

    product: Cell | None = None
    specification: Cell | None = None
    quantity: Cell | None = None
    unit: Cell | None = None
    unit_price: Cell | None = None
