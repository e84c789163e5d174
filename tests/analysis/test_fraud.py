"""Signs of payment fraud, and the quiet of honest threads."""

import pytest

from quoteflow_desktop.analysis.fraud import bank_changed, hidden_text, own_text, sender_lookalike
from quoteflow_desktop.core.messages import Address, Mark, MarkKind, Message, Thread


def thread(*messages: Message) -> Thread:
    return Thread(id="t", subject="", messages=messages)


def mail(body: str = "", sender: str = "a@firm.example", **more: object) -> Message:
    return Message(message_id="<m>", body=body, sender=Address(email=sender), **more)  # type: ignore[arg-type]


FIRST = mail("Bank: Han Bank\nAccount No: 110-123-456789\nSWIFT HANBKRSE")


def test_another_account_in_a_later_mail_fails_with_its_line() -> None:
    found = bank_changed(
        thread(FIRST, mail("Please remit to our bank.\nAccount No: 999-888-777666"))
    )
    assert found is not None and not found.ok
    assert [(e.message, e.quote) for e in found.evidence] == [(2, "Account No: 999-888-777666")]


@pytest.mark.parametrize(
    "body",
    [
        "Please note our bank account has been changed.",
        "Kindly use the new bank details below.",
        "입금 계좌가 변경되었습니다.",
        "변경된 계좌로 송금 부탁드립니다.",
    ],
)
def test_a_mail_that_announces_another_account_fails(body: str) -> None:
    found = bank_changed(thread(mail(body)))
    assert found is not None and not found.ok
    assert found.evidence[0].quote == body


@pytest.mark.parametrize(
    "body",
    [
        "Account No: 110-123-456789, Han Bank, T/T",
        "L/C will be opened by our bank.",
        "DHL courier A/c 558 210 447",
        "The price has changed.",
        "은행 휴무로 입금이 하루 늦습니다.",
    ],
)
def test_the_same_account_or_none_is_quiet(body: str) -> None:
    found = bank_changed(thread(FIRST, mail(body)))
    assert found is not None and found.ok


def test_a_second_account_beside_the_known_one_is_quiet() -> None:
    both = mail("Bank accounts\nAccount No: 110-123-456789\nAccount (USD): 110-555-000111")
    found = bank_changed(thread(FIRST, both))
    assert found is not None and found.ok


def test_an_account_in_quoted_history_is_not_the_mails_own() -> None:
    body = "Thanks\n> our bank account has been changed"
    quoted = mail(body, marks=(Mark(start=7, end=len(body), kind=MarkKind.QUOTED),))
    assert bank_changed(thread(quoted)) is None
    assert own_text(quoted).rstrip() == "Thanks"
    assert len(own_text(quoted)) == len(body)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("tram@dailam-acacia.vn", "tram@dailarn-acacia.vn"),
        ("kim@solmir.co.kr", "kim@so1mir.co.kr"),
        ("kim@solmir.co.kr", "kim@solmirr.co.kr"),
        ("kim@solmir.co.kr", "kim@solrmir.co.kr"),
        ("kim@solmir.co.kr", "kim@solmri.co.kr"),
        ("kim@solmir.co.kr", "kim@solmir-.co.kr"),
        ("kim@solmir.co.kr", "kim@solmir.com"),
    ],
)
def test_a_domain_that_imitates_another_fails(one: str, two: str) -> None:
    found = sender_lookalike(thread(mail(sender=one), mail(sender=two)))
    assert found is not None and not found.ok
    assert found.evidence[0].quote == two
    assert found.evidence[0].message == 2


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("kim@solmir.co.kr", "lee@solmir.co.kr"),
        ("kim@solmir.co.kr", "kim@mail.solmir.co.kr"),
        ("kim@solmir.co.kr", "lee@solmir.com"),
        ("kim@solmir.co.kr", "kim@harrow.com"),
        ("a@abc.com", "b@abd.com"),
    ],
)
def test_honest_domains_are_quiet(one: str, two: str) -> None:
    found = sender_lookalike(thread(mail(sender=one), mail(sender=two)))
    assert found is not None and found.ok


def test_hidden_text_fails_with_the_subject_as_evidence() -> None:
    found = hidden_text(thread(mail(html="<p>"), mail(hidden_text=True, subject="Offer")))
    assert found is not None and not found.ok
    assert [(e.message, e.quote) for e in found.evidence] == [(2, "Offer")]


def test_html_that_hides_nothing_is_ok_and_plain_text_is_not_looked_at() -> None:
    shown = hidden_text(thread(mail(html="<p>")))
    assert shown is not None and shown.ok
    assert hidden_text(thread(mail())) is None
