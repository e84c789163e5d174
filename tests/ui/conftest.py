"""A desk in memory and two sample threads, so that the real window runs without store or model."""

import os
import threading
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication

from quoteflow_desktop.core.analysis import (
    Analysis,
    Check,
    Coverage,
    MailView,
    ModelView,
    Summary,
    SummaryStep,
    ThreadView,
)
from quoteflow_desktop.core.changes import Changes
from quoteflow_desktop.core.facts import (
    FACT_KINDS,
    Act,
    Blank,
    Cell,
    Delta,
    Evidence,
    HistoryEntry,
    Item,
    Side,
    State,
)
from quoteflow_desktop.core.messages import (
    Address,
    Attachment,
    Direction,
    Mark,
    MarkKind,
    Message,
    Thread,
)
from quoteflow_desktop.core.quote import Company, OpenPoint, Party, Quote, QuoteLine, TaxMode, Term
from quoteflow_desktop.quotes.arithmetic import Totals
from quoteflow_desktop.services import quoting
from quoteflow_desktop.services.progress import Ended
from quoteflow_desktop.services.reading import Opened, ThreadLine, opened
from quoteflow_desktop.ui import look

SEOUL = timezone(timedelta(hours=9))
BUYER = Address(name="Joseph Mwangi", email="j.mwangi@mwangipower.co.ke")
SELLER = Address(name="김서연", email="sy.kim@saesol.co.kr")

FIRST = """Dear Ms. Kim,

We are preparing a solar project in Nakuru and would like to buy 300 units of your SS-5K hybrid
inverter (5 kW). What would be your price CIF Mombasa? We need them by end of May.

Best regards,
Joseph Mwangi
Mwangi Power Ltd., Nairobi
"""
SECOND = """Dear Mr. Mwangi,

Thank you for your inquiry. Our price for 300 units is USD 615 per unit, CIF Mombasa.
Payment is 30% T/T deposit, 70% against copy of B/L. Standard export cartons on pallets.

Kind regards,
Kim Seo-yeon
Saesol Electronics Co., Ltd.
"""
THIRD = """Dear Ms. Kim,

Thanks for the offer. We would need 600 per unit to win this against the other bidder 🙂.
Could you do that?

Joseph

On Mon, 2 Mar 2026 at 15:40, 김서연 <sy.kim@saesol.co.kr> wrote:
> Thank you for your inquiry. Our price for 300 units is USD 615 per unit, CIF Mombasa.
> Payment is 30% T/T deposit, 70% against copy of B/L.
"""
FOURTH = """Dear Mr. Mwangi,

We looked at it twice, but USD 615 per unit is our best for this volume. Total for the order is
USD 184,500. The drawing of the mounting frame is attached.

Kind regards,
Kim Seo-yeon
"""


def _message(number: int, sender: Address, when: datetime, body: str, **more) -> Message:
    marks = []
    if "wrote:\n" in body:
        start = body.index("On Mon,")
        marks.append(Mark(start=start, end=len(body), kind=MarkKind.QUOTED))
    for words in ("Kind regards,", "Best regards,"):
        if words in body:
            start = body.index(words)
            marks.append(Mark(start=start, end=len(body), kind=MarkKind.SIGNATURE))
    return Message(
        message_id=f"<m{number}@sample>", subject="Price inquiry: hybrid inverters 300 units",
        date=when, sender=sender, body=body, marks=tuple(marks), **more,
    )  # fmt: skip


def _cell(value: str, state: State, number: int, quote: str, history=(), **more) -> Cell:
    return Cell(
        value=value, state=state, evidence=(Evidence(message=number, quote=quote),),
        history=history, **more,
    )  # fmt: skip


def _step(number: int, by: Side, act: Act, value: str) -> HistoryEntry:
    return HistoryEntry(message=number, by=by, act=act, value=value)


def sample_thread() -> Thread:
    return Thread(id="inverters", subject="Price inquiry: hybrid inverters 300 units", messages=(
        _message(1, BUYER, datetime(2026, 3, 2, 9, 14, tzinfo=SEOUL), FIRST),
        _message(2, SELLER, datetime(2026, 3, 2, 15, 40, tzinfo=SEOUL), SECOND),
        _message(3, BUYER, datetime(2026, 3, 3, 10, 2, tzinfo=SEOUL), THIRD),
        _message(4, SELLER, datetime(2026, 3, 3, 11, 30, tzinfo=SEOUL), FOURTH, attachments=(
            Attachment(name="frame-drawing.dwg", content_type="image/vnd.dwg", size=80000),
        )),
    ))  # fmt: skip


def sample_analysis() -> Analysis:
    supplier, buyer = Side.SUPPLIER, Side.BUYER
    facts: dict[str, Cell | None] = dict.fromkeys(FACT_KINDS)
    facts |= {
        "buyer_company": _cell("Mwangi Power Ltd.", State.STATED, 1, "Mwangi Power Ltd."),
        "buyer_contact": _cell(
            "Joseph Mwangi", State.STATED, 1, "Joseph Mwangi", confirmed=True
        ),
        "supplier_company": _cell(
            "Saesol Electronics Co., Ltd.", State.STATED, 2, "Saesol Electronics Co., Ltd."
        ),
        "supplier_contact": _cell("Kim Seo-yeon", State.STATED, 2, "Kim Seo-yeon"),
        "currency": _cell("USD", State.OFFERED, 2, "USD 615 per unit"),
        "incoterm": _cell("CIF", State.AGREED, 2, "CIF Mombasa", history=(
            _step(1, buyer, Act.ASK, "CIF"), _step(2, supplier, Act.OFFER, "CIF"),
        )),
        "incoterm_place": _cell("Mombasa", State.AGREED, 2, "CIF Mombasa"),
        "payment_terms": _cell(
            "30% T/T deposit, 70% against copy of B/L", State.OFFERED, 2,
            "30% T/T deposit, 70% against copy of B/L",
        ),
        "delivery_date": _cell("2026-05-31", State.ASKED, 1, "by end of May"),
        "packaging": _cell(
            "Standard export cartons on pallets", State.OFFERED, 2,
            "Standard export cartons on pallets",
        ),
        "total_amount": _cell("184500", State.OFFERED, 4, "USD 184,500"),
        "deal_stage": _cell("negotiating", State.STATED, 3, "We would need 600 per unit"),
    }  # fmt: skip
    price = (
        _step(2, supplier, Act.OFFER, "615"), _step(3, buyer, Act.ASK, "600"),
        _step(4, supplier, Act.OFFER, "615"),
    )  # fmt: skip
    item = Item(
        product=_cell("SS-5K hybrid inverter", State.OFFERED, 1, "SS-5K hybrid"),
        specification=_cell("5 kW", State.STATED, 1, "5 kW"),
        quantity=_cell("300", State.OFFERED, 2, "300 units"),
        unit=_cell("units", State.OFFERED, 2, "300 units"),
        unit_price=_cell("615", State.OFFERED, 4, "USD 615 per unit", history=price),
    )
    blanks = {key: Blank.NOT_STATED for key, cell in facts.items() if cell is None}
    blanks["lead_time"] = Blank.AMBIGUOUS
    thread = sample_thread()
    return Analysis(
        thread=ThreadView(
            id=thread.id, subject=thread.subject, language="en",
            messages=tuple(
                MailView(
                    index=number, message_id=message.message_id, date=message.date,
                    sender=message.sender,
                    direction=Direction.OUTGOING if number % 2 == 0 else Direction.INCOMING,
                    by=supplier if number % 2 == 0 else buyer,
                )
                for number, message in enumerate(thread.messages, start=1)
            ),
        ),
        model=ModelView(name="quoteflow-mini", engine="llama.cpp"),
        summary=Summary(
            headline="300 hybrid inverters · USD 184500 · Negotiating",
            steps=(
                SummaryStep(message=1, sender="Joseph Mwangi", title="Inquiry", points=(
                    "buy 300 units of your SS-5K hybrid", "need them by end of May")),
                SummaryStep(message=2, sender="김서연", title="Quotation", points=(
                    "Our price for 300 units is USD 615 per unit, CIF Mombasa",
                    "Payment is 30% T/T deposit, 70% against copy of B/L")),
                SummaryStep(message=3, sender="Joseph Mwangi", title="Counter-offer", points=(
                    "We would need 600 per unit",)),
                SummaryStep(message=4, sender="김서연", title="Refusal", points=(
                    "USD 615 per unit is our best for this volume",)),
            ),
        ),
        facts=facts, blanks=blanks, items=(item,),
        tags=("quotation", "negotiation", "price", "energy", "country-ke", "country-kr", "urgent"),
        checks=(
            Check(rule="item-total", ok=True, message="300 × 615 = 184,500"),
            Check(rule="incoterm-place", ok=True, message="CIF Mombasa"),
            Check(rule="sender-lookalike", ok=False,
                  message="j.mwangi@mwangipower.co.ke looks like an address of another company",
                  evidence=(Evidence(message=1, quote="j.mwangi@mwangipower.co.ke"),)),
        ),
        coverage=Coverage(
            messages=4, messages_read=4, attachments_not_read=("frame-drawing.dwg",)
        ),
    )  # fmt: skip


def sample_quote(*, open_points: bool = False) -> Quote:
    return Quote(
        number="QT-20260303-001", language="en", issued_on=date(2026, 3, 3),
        valid_until=date(2026, 4, 2), thread_id="inverters",
        thread_subject="Price inquiry: hybrid inverters 300 units",
        seller=Company(name="새솔전자", name_en="Saesol Electronics Co., Ltd."),
        buyer=Party(company="Mwangi Power Ltd.", contact="Joseph Mwangi"),
        currency="USD", tax_mode=TaxMode.ZERO_RATED,
        lines=(QuoteLine(product="SS-5K hybrid inverter", specification="5 kW",
                         quantity=Decimal(300), unit="units", unit_price=Decimal(615)),),
        terms=(Term(key="incoterm", value="CIF Mombasa"),
               Term(key="payment_terms", value="30% T/T deposit, 70% against copy of B/L"),
               Term(key="delivery_date", value="", open=open_points)),
        open_points=(OpenPoint(field="delivery_date", reason="only-asked"),
                     OpenPoint(field="quote_validity", reason="missing")) if open_points else (),
    )  # fmt: skip


class MemoryDesk:
    """Keeps what was asked of it and on which thread it ran."""

    def __init__(self, language: str = "en") -> None:
        self.language = language
        self.calls: list[tuple[str, object]] = []
        self.threads_used: set[int] = set()
        self.lines = sample_lines()
        self.opened = {"inverters": opened(sample_thread(), sample_analysis())}
        self.failures: dict[str, Exception] = {}
        self.quote = sample_quote()
        self.synced = Ended()
        self.analysed = Ended()
        self.decided = Changes(analyses=frozenset({"inverters"}))

    def _note(self, name: str, argument: object = None) -> None:
        self.calls.append((name, argument))
        self.threads_used.add(threading.get_ident())
        if name in self.failures:
            raise self.failures.pop(name)

    def named(self, name: str) -> list[object]:
        return [argument for called, argument in self.calls if called == name]

    def thread_lines(self, text: str, limit: int, offset: int) -> tuple[ThreadLine, ...]:
        self._note("thread_lines", (text, limit, offset))
        found = [
            line for line in self.lines if text.lower() in f"{line.subject} {line.who}".lower()
        ]
        return tuple(found[offset : offset + limit])

    def open_thread(self, thread_id: str) -> Opened:
        self._note("open_thread", thread_id)
        if thread_id in self.opened:
            return self.opened[thread_id]
        line = next(line for line in self.lines if line.id == thread_id)
        message = Message(
            message_id=f"<{line.id}>",
            subject=line.subject,
            date=line.last,
            sender=Address(name=line.who, email="x@example.com"),
            body="안녕하세요.\n견적 부탁드립니다.\n",
        )
        thread = Thread(id=line.id, subject=line.subject, messages=(message,))
        return opened(thread, None, state=line.reading)

    def status(self) -> SimpleNamespace:
        self._note("status")
        return SimpleNamespace(model="quoteflow-mini", device="CPU", waiting=2, hosts=())

    def import_files(self, paths, _report, _cancel) -> SimpleNamespace:
        self._note("import_files", tuple(paths))
        return SimpleNamespace(changes=Changes(threads=frozenset({"inverters"})), skipped=())

    def sync(self, _report, _cancel) -> Ended:
        self._note("sync")
        return self.synced

    def analyse_waiting(self, first, _report, _cancel) -> Ended:
        self._note("analyse_waiting", first)
        return self.analysed

    def wait_again(self, thread_id: str) -> Changes:
        self._note("wait_again", thread_id)
        return Changes(threads=frozenset({thread_id}))

    def save_user_delta(self, thread_id: str, delta: Delta) -> Changes:
        self._note("save_user_delta", (thread_id, delta))
        return self.decided

    def undo_user_delta(self, thread_id: str) -> Changes:
        self._note("undo_user_delta", thread_id)
        return Changes(analyses=frozenset({thread_id}))

    def draft_quote(self, thread_id: str) -> Quote:
        self._note("draft_quote", thread_id)
        return self.quote

    def revise_quote(self, quote: Quote) -> Quote:
        self._note("revise_quote", quote)
        filled = {term.key for term in quote.terms if not term.open}
        if quote.valid_until:
            filled.add("quote_validity")
        points = tuple(point for point in quote.open_points if point.field not in filled)
        return quote.model_copy(update={"open_points": points})

    def totals(self, quote: Quote) -> Totals:
        return quoting.totals(quote)

    def blocking(self, quote: Quote) -> tuple:
        return tuple(check for check in quote.checks if not check.ok and not check.accepted)

    def quote_pdf(self, quote: Quote) -> bytes:
        self._note("quote_pdf", quote)
        return _PDF

    def export_quote(self, quote: Quote, path: Path | None) -> SimpleNamespace:
        self._note("export_quote", quote)
        return SimpleNamespace(
            path=path or Path("QT-20260303-001.pdf"), quote=quote,
            changes=Changes(quotes=frozenset({quote.number})),
        )  # fmt: skip


def sample_lines() -> list[ThreadLine]:
    now = datetime.now(SEOUL)
    rows = (
        ("inverters", "Price inquiry: hybrid inverters 300 units", "Joseph Mwangi", 5, 4, True,
         "negotiating", "184500", "USD", "read"),
        ("boxes", "골판지 상자 견적 요청드립니다 (3종, 월 2만 매)", "한빛무역 이정민", 130, 2, True,
         "", "", "", "waiting"),
        ("brakes", "Re: Re: Brake pads for Hamburg, final terms and packaging details",
         "Lena Hoffmann", 1600, 6, False, "ordered", "21300", "EUR", "read"),
        ("resin", "PP 수지 5톤 단가 회신 요청", "대림화학 구매팀", 3000, 3, False, "quoted",
         "11250000", "KRW", "read"),
        ("news", "Weekly trade newsletter: freight rates", "TradeWeek", 9000, 1, False, "", "", "",
         "read"),
    )  # fmt: skip
    return [
        ThreadLine(
            id=key,
            subject=subject,
            who=who,
            last=now - timedelta(minutes=ago),
            count=count,
            unread=unread,
            stage=stage,
            amount=amount,
            currency=currency,
            reading=reading,
        )
        for key, subject, who, ago, count, unread, stage, amount, currency, reading in rows
    ]


# The smallest file that pypdfium2 draws: one empty page of 200 by 280 points.
_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 280]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["quoteflow"]


@pytest.fixture(autouse=True)
def _looks(qapp: QApplication) -> None:
    if qapp.style().name() != "fusion":
        look.set_up(qapp)


@pytest.fixture
def desk() -> MemoryDesk:
    return MemoryDesk()
