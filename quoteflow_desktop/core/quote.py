"""A quote and the firm that makes it: frozen values, an edit makes a new one.

Totals are never stored here: ``quotes/arithmetic`` computes them, for screen and paper alike.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum

from quoteflow_desktop.core.facts import Evidence
from quoteflow_desktop.core.values import Value


class TaxMode(StrEnum):
    """VAT of the document: domestic sales carry it, exports are zero-rated."""

    DOMESTIC = "domestic"
    ZERO_RATED = "zero-rated"
    EXEMPT = "exempt"


class Company(Value):
    """The firm's profile, read from TOML."""

    name: str
    name_en: str = ""
    registration_number: str = ""
    representative: str = ""
    representative_en: str = ""
    address: str = ""
    address_en: str = ""
    phone: str = ""
    email: str = ""
    contact: str = ""
    contact_en: str = ""
    bank: str = ""
    own_addresses: tuple[str, ...] = ()
    domestic_vat_percent: Decimal = Decimal(10)
    validity_days: int = 30


class Party(Value):
    """Whom the quote is for."""

    company: str = ""
    contact: str = ""
    email: str = ""


class QuoteLine(Value):
    """One item; ``evidence`` shows where its figures stand in the thread."""

    product: str
    specification: str = ""
    quantity: Decimal | None = None
    unit: str = ""
    unit_price: Decimal | None = None
    evidence: tuple[Evidence, ...] = ()


class Term(Value):
    """One condition: ``key`` is a fact key; ``open`` where nobody settled it yet."""

    key: str
    value: str
    open: bool = False
    evidence: tuple[Evidence, ...] = ()


class OpenPoint(Value):
    """Something a person should settle: a field and why it is open (a key of the labels)."""

    field: str
    reason: str  # "missing" | "only-asked" | "ambiguous" | "conflicting"


class QuoteCheck(Value):
    """A check of the quote; a failing one blocks export until it is accepted."""

    rule: str
    ok: bool
    message: str
    evidence: tuple[Evidence, ...] = ()
    accepted: bool = False


class Quote(Value):
    """All that stands on the paper. ``language`` is "ko" or "en"."""

    number: str
    revision: int = 0
    language: str
    issued_on: date
    valid_until: date | None
    validity_text: str = ""
    thread_id: str
    thread_subject: str = ""
    seller: Company
    buyer: Party
    currency: str
    tax_mode: TaxMode
    lines: tuple[QuoteLine, ...]
    discount_percent: Decimal = Decimal(0)
    terms: tuple[Term, ...] = ()
    reference: str = ""
    remarks: str = ""
    open_points: tuple[OpenPoint, ...] = ()
    checks: tuple[QuoteCheck, ...] = ()
