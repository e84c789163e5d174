"""Mass mail and house mail are no trade; a person's inquiry may be."""

import pytest

from quoteflow_desktop.analysis.no_trade import is_no_trade
from quoteflow_desktop.core.messages import Address, Message, Thread

US = Address(email="kim@solmir.example")
COLLEAGUE = Address(email="cho@solmir.example")
THEM = Address(email="news@letter.example")


def thread(sender: Address, *to: Address, subject: str = "", body: str = "") -> Thread:
    mail = Message(message_id="<1>", sender=sender, to=to, subject=subject, body=body)
    return Thread(id="t", subject=subject, messages=(mail,))


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        ("(광고) 교류전", ""),
        ("8월 소식", "수신을 원하지 않으시면 눌러 주세요"),
        ("Weekly", "You get this mail because you signed up. Unsubscribe"),
    ],
)
def test_mass_mail_is_no_trade(subject: str, body: str) -> None:
    assert is_no_trade(thread(THEM, US, subject=subject, body=body))


def test_mail_within_one_house_is_no_trade() -> None:
    assert is_no_trade(thread(US, COLLEAGUE, subject="주간회의"))


def test_mail_from_another_firm_is_left_to_the_model() -> None:
    assert not is_no_trade(thread(THEM, US, subject="RFQ", body="please quote 300 pumps"))


def test_two_people_of_one_public_provider_are_not_one_house() -> None:
    both = (Address(email="a@gmail.com"), Address(email="b@gmail.com"))
    assert not is_no_trade(thread(both[0], both[1], subject="RFQ"))


def test_a_mass_mail_that_somebody_answered_is_left_to_the_model() -> None:
    first = thread(THEM, US, body="unsubscribe").messages[0]
    answer = Message(message_id="<2>", sender=US, to=(THEM,), body="our price? unsubscribe")
    assert not is_no_trade(Thread(id="t", subject="", messages=(first, answer)))
