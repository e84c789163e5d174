"""Values that several tests of quotes start from; each test says what it changes."""

from datetime import UTC, date, datetime
from decimal import Decimal

from quoteflow_desktop.core.analysis import (
    Analysis,
    Check,
    Coverage,
    MailView,
    ModelView,
    Summary,
    ThreadView,
)
from quoteflow_desktop.core.facts import (
    FACT_KINDS,
    Act,
    Blank,
    Cell,
    Evidence,
    HistoryEntry,
    Item,
    Side,
    State,
)
from quoteflow_desktop.core.messages import Address, Direction
from quoteflow_desktop.core.quote import Company, Party, Quote, QuoteLine, TaxMode, Term

ISSUED = date(2026, 11, 20)

COMPANY = Company(
    name="한빛무역 주식회사",
    name_en="Hanbit Trading Co., Ltd.",
    registration_number="123-45-67891",
    representative="김도현",
    representative_en="Dohyun Kim",
    address="서울특별시 강서구 마곡중앙로 76, 8층 801호",
    address_en="8F, 76 Magokjungang-ro, Seoul, Republic of Korea",
    phone="+82-2-555-0142",
    email="sales@hanbit.example",
    contact="이서연 과장",
    contact_en="Seoyeon Lee",
    own_addresses=("sales@hanbit.example",),
)


def cell(
    value: str, state: State = State.OFFERED, *, by: Side = Side.SUPPLIER, message: int = 2
) -> Cell:
    """A standing value whose evidence is the value itself."""
    acts = {State.ASKED: Act.ASK, State.STATED: Act.INFORM}
    return Cell(
        value=value,
        state=state,
        evidence=(Evidence(message=message, quote=value),),
        history=(
            HistoryEntry(message=message, by=by, act=acts.get(state, Act.OFFER), value=value),
        ),
    )


def asked(value: str) -> Cell:
    """What only the buyer wants."""
    return cell(value, State.ASKED, by=Side.BUYER, message=1)


def item(product: str, quantity: str | None, unit: str, unit_price: Cell | None) -> Item:
    """An item whose quantity the buyer asked for, as it is in most threads."""
    return Item(
        product=asked(product),
        quantity=asked(quantity) if quantity else None,
        unit=asked(unit) if unit else None,
        unit_price=unit_price,
    )


def analysis(
    facts: dict[str, Cell],
    items: tuple[Item, ...],
    *,
    language: str = "en",
    blanks: dict[str, Blank] | None = None,
    checks: tuple[Check, ...] = (),
) -> Analysis:
    """An analysis of a thread of two mails with all other facts blank."""
    every: dict[str, Cell | None] = dict.fromkeys(FACT_KINDS)
    return Analysis(
        thread=ThreadView(
            id="0123456789abcdef",
            subject="RFQ inverters",
            language=language,
            messages=(
                _mail(1, "james@mwangi.example", Side.BUYER),
                _mail(2, "sales@hanbit.example", Side.SUPPLIER),
            ),
        ),
        model=ModelView(name="test", engine="scripted"),
        summary=Summary(headline="inverters"),
        facts=every | facts,
        blanks=blanks or {},
        items=items,
        checks=checks,
        coverage=Coverage(messages=2, messages_read=2),
    )


def _mail(index: int, email: str, by: Side) -> MailView:
    incoming = by is Side.BUYER
    return MailView(
        index=index,
        message_id=f"<{index}@example>",
        date=datetime(2026, 11, index, tzinfo=UTC),
        sender=Address(email=email),
        direction=Direction.INCOMING if incoming else Direction.OUTGOING,
        by=by,
    )


def export_analysis(**changes: Cell | None) -> Analysis:
    """A full English export thread; ``changes`` replace facts."""
    facts = {
        "buyer_company": cell("Mwangi Power Ltd.", State.STATED, by=Side.BUYER, message=1),
        "buyer_contact": cell("James Mwangi", State.STATED, by=Side.BUYER, message=1),
        "currency": cell("USD"),
        "incoterm": cell("CIF"),
        "incoterm_place": cell("Mombasa"),
        "payment_terms": cell("T/T 30% in advance"),
        "lead_time": cell("4 weeks after deposit"),
        "reference": cell("RFQ-2231", State.STATED, by=Side.BUYER, message=1),
    }
    kept = {key: value for key, value in (facts | changes).items() if value is not None}
    return analysis(kept, (item("Solar inverter 5 kW", "300", "pcs", cell("615")),))


def quote(
    *figures: tuple[str | None, str | None],
    currency: str = "USD",
    language: str = "en",
    tax_mode: TaxMode = TaxMode.ZERO_RATED,
    discount: str = "0",
) -> Quote:
    """A quote with a line for each pair of quantity and unit price."""
    return Quote(
        number="QT-20261120-001",
        language=language,
        issued_on=ISSUED,
        valid_until=date(2026, 12, 20),
        thread_id="0123456789abcdef",
        seller=COMPANY,
        buyer=Party(company="Mwangi Power Ltd.", contact="James Mwangi"),
        currency=currency,
        tax_mode=tax_mode,
        discount_percent=Decimal(discount),
        lines=tuple(
            QuoteLine(
                product=f"Part {number}",
                unit="pcs",
                quantity=None if quantity is None else Decimal(quantity),
                unit_price=None if price is None else Decimal(price),
            )
            for number, (quantity, price) in enumerate(figures, start=1)
        ),
        terms=(Term(key="payment_terms", value="T/T 30% in advance"),),
    )
