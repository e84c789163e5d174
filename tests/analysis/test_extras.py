"""Charges and discounts that explain a total."""

from decimal import Decimal

from quoteflow_desktop.analysis.extras import extra_charges
from quoteflow_desktop.core.messages import Message, Thread


def extras(*bodies: str) -> tuple[Decimal, ...]:
    messages = tuple(Message(message_id=str(i), body=b) for i, b in enumerate(bodies))
    return extra_charges(Thread(id="t", subject="", messages=messages))


def test_charges_are_added_and_discounts_taken_off_newest_first() -> None:
    mails = ("Ocean freight: USD 1,200.00\n10 pcs USD 5", "운송비 30만원\n특별 할인 10만원")
    assert extras(*mails) == (Decimal(300000), Decimal(-100000), Decimal(1200))


def test_a_note_that_vat_is_extra_is_no_charge() -> None:
    assert extras("합계 43,490,000원 (부가세 별도)") == ()
    assert extras("VAT 10%: 4,349,000") == (Decimal(4349000),)
