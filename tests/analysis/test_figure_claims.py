"""Thread-level figures by the words around them, beside the model's."""

from quoteflow_desktop.analysis.figure_claims import money, worded_figures
from quoteflow_desktop.analysis.mail import Found, Mail
from quoteflow_desktop.analysis.row_claims import Goods, figures_in, with_rows
from quoteflow_desktop.core.facts import Act, Side
from quoteflow_desktop.core.messages import Address
from quoteflow_desktop.core.reading import MailReading, ReadFigure


def mail(body: str) -> Mail:
    text = f"Subject: pumps\n\n{body}\n"
    return Mail(
        number=1, sender=Address(), to=(), text=text,
        show=lambda start, end: text[start:end].strip(), find=lambda _: None,
    )  # fmt: skip


def figures(
    body: str, side: Side = Side.SUPPLIER, given: tuple[str, str, Act] | None = None
) -> dict[str, str]:
    """Key and value of the figures; ``given`` is the model's: text, key and act."""
    one = mail(body)
    said: tuple[ReadFigure, ...] = ()
    if given:
        words, key, act = given
        candidate = next(c for c in figures_in(one.text, one) if c.text == words)
        said = (ReadFigure(candidate=candidate, key=key, act=act),)
    reading = MailReading(side=side, figures=said)
    found = worded_figures(reading, with_rows(reading, said, one), one)
    return {f.key: f.candidate.value for f in found.figures if f.item is None}


def test_a_total_comes_in_by_its_word_or_as_the_only_rows_amount() -> None:
    assert figures("Total: USD 1,240.00")["total_amount"] == "1240"
    assert figures("400 pcs at USD 3.10 = USD 1,240.00")["total_amount"] == "1240"


def test_the_word_stands_against_the_models_choice() -> None:
    body = "Deposit USD 300.00, total USD 1,240.00"
    given = ("USD 300.00", "total_amount", Act.OFFER)
    assert figures(body, given=given) == {"total_amount": "1240"}


def test_only_a_buyer_has_a_budget() -> None:
    body = "Our budget is USD 9,000.00"
    assert figures(body, Side.BUYER) == {"budget": "9000"}
    assert figures(body) == {}


def test_of_two_days_the_incoterm_chooses() -> None:
    days = "ETD Busan 2026-05-04, ETA Jeddah 2026-05-30."
    assert figures(f"FOB Busan. {days}")["delivery_date"] == "2026-05-04"
    assert figures(f"DAP Jeddah. {days}")["delivery_date"] == "2026-05-30"
    assert "delivery_date" not in figures(days)


def test_a_date_of_validity_is_no_delivery_whatever_the_model_says() -> None:
    given = ("2026-05-04", "delivery_date", Act.OFFER)
    assert figures("Our offer is valid until 2026-05-04", given=given) == {}


def test_a_percentage_without_a_discount_stays_only_as_an_answer() -> None:
    body = "Not 10% this time"
    assert figures(body, given=("10%", "discount_percent", Act.ASK)) == {}
    refused = figures(body, given=("10%", "discount_percent", Act.REFUSE))
    assert refused == {"discount_percent": "10"}


def test_the_only_currency_of_a_mail_is_the_deals() -> None:
    for body, currency in (("Price EUR 5.00", ["EUR"]), ("EUR 5.00 or USD 6.00", [])):
        found = Found(mail(body))
        money(found, MailReading(side=Side.SUPPLIER))
        assert [claim.value for claim in found.claims] == currency


def test_nothing_comes_of_an_agents_figures() -> None:
    reading = MailReading(side=Side.OTHER)
    assert worded_figures(reading, Goods((), ()), mail("Total USD 5.00")) == Goods((), ())
