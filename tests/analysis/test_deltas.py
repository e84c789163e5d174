"""From a reading to a delta: canonical values, each with words of the mail, or none."""

import pytest

from quoteflow_desktop.analysis.deltas import build_delta
from quoteflow_desktop.analysis.mail import Mail
from quoteflow_desktop.analysis.names import person_in
from quoteflow_desktop.core.facts import (
    Act,
    Candidate,
    CandidateKind,
    Claim,
    Evidence,
    Origin,
    Side,
)
from quoteflow_desktop.core.messages import Address
from quoteflow_desktop.core.reading import MailReading, ReadFigure, ReadItem, ReadWords

TEXT = "Subject: offer\n\nHello,\nLED driver as ever\nUSD 6.42/pc\n5,000pcs\nin advance\nKim"


def mail(name: str = "Kim Seo-yeon") -> Mail:
    def find(words: str) -> Evidence | None:
        return Evidence(message=2, quote=words) if words in TEXT or words in name else None

    return Mail(
        number=2,
        sender=Address(name=name, email="k@x.example"),
        to=(),
        text=TEXT,
        show=lambda start, end: TEXT[start:end],
        find=find,
    )


def candidate(kind: CandidateKind, text: str, value: str, **more: str) -> Candidate:
    start = TEXT.index(text)
    return Candidate(kind=kind, start=start, end=start + len(text), text=text, value=value, **more)


PRICE = candidate(CandidateKind.AMOUNT, "USD 6.42/pc", "6.42", currency="USD", unit="pc")
QUANTITY = candidate(CandidateKind.QUANTITY, "5,000pcs", "5000", unit="pcs")


def reading(**parts: object) -> MailReading:
    return MailReading(side=Side.SUPPLIER, **parts)


def without_money(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The claims without the currency, which the mail's only amount shows."""
    return tuple(claim for claim in claims if claim.key != "currency")


def by_key(delta_claims: tuple[Claim, ...]) -> dict[str, str]:
    return {claim.key: claim.value for claim in delta_claims}


def test_an_items_figures_bring_unit_and_currency_along() -> None:
    delta = build_delta(
        reading(
            items=(ReadItem(product="LED driver", act=Act.OFFER),),
            figures=(
                ReadFigure(candidate=PRICE, key="unit_price", act=Act.OFFER, item=0),
                ReadFigure(candidate=QUANTITY, key="quantity", act=Act.OFFER, item=0),
            ),
        ),
        mail(),
    )
    (item,) = delta.items
    assert item.product == "LED driver"
    assert [(c.key, c.value) for c in item.claims] == [
        ("unit_price", "6.42"), ("unit", "pc"), ("quantity", "5000"), ("unit", "pcs"),
    ]  # fmt: skip
    currency = next(claim for claim in delta.claims if claim.key == "currency")
    assert (currency.value, currency.act) == ("USD", Act.OFFER)
    assert currency.evidence == (Evidence(message=2, quote="USD 6.42/pc"),)


def test_a_figure_without_item_is_of_the_threads_only_item() -> None:
    figure = ReadFigure(candidate=PRICE, key="unit_price", act=Act.OFFER, item=None)
    delta = build_delta(reading(figures=(figure,)), mail())
    assert [item.product for item in delta.items] == [""]


def test_words_that_no_mail_holds_are_dropped_with_a_warning() -> None:
    words = ReadWords(key="payment_terms", act=Act.OFFER, text="L/C at sight")
    delta = build_delta(reading(words=(words,)), mail())
    assert "payment_terms" not in by_key(delta.claims)
    assert delta.warnings == ("payment_terms: “L/C at sight” left out, no words of mail 2 show it",)


def test_the_senders_company_is_that_of_his_side() -> None:
    words = (
        ReadWords(key="company", act=Act.INFORM, text="LED driver"),
        ReadWords(key="to_company", act=Act.INFORM, text="advance"),
    )
    claims = by_key(build_delta(reading(words=words), mail()).claims)
    assert claims["supplier_company"] == "LED driver"
    assert claims["buyer_company"] == "advance"


def test_a_person_is_no_company() -> None:
    words = (ReadWords(key="company", act=Act.INFORM, text="Kim Seo-yeon"),)
    delta = build_delta(reading(words=words), mail())
    assert "supplier_company" not in by_key(delta.claims)
    assert delta.warnings == ("supplier_company: “Kim Seo-yeon” left out, it cannot be one",)


def test_an_agents_names_are_nobodys() -> None:
    words = (ReadWords(key="company", act=Act.INFORM, text="Hello"),)
    delta = build_delta(MailReading(side=Side.OTHER, words=words), mail())
    assert delta.claims == ()


def test_the_display_name_is_the_contact_where_the_mail_names_nobody() -> None:
    (claim,) = without_money(build_delta(reading(), mail()).claims)
    assert (claim.key, claim.value, claim.origin) == (
        "supplier_contact", "Kim Seo-yeon", Origin.RULE,
    )  # fmt: skip


def test_a_functions_mailbox_is_no_contact() -> None:
    assert without_money(build_delta(reading(), mail("Sales Team")).claims) == ()


def test_the_stage_shows_its_own_words() -> None:
    delta = build_delta(reading(stage="quoted"), mail(""))
    (claim,) = without_money(delta.claims)
    assert (claim.key, claim.value, claim.evidence[0].quote) == ("deal_stage", "quoted", "offer")


def test_a_contact_that_the_header_does_not_name_gives_way_to_the_header() -> None:
    words = (ReadWords(key="contact", act=Act.INFORM, text="Hello"),)
    (claim,) = without_money(build_delta(reading(words=words), mail()).claims)
    assert (claim.value, claim.origin) == ("Kim Seo-yeon", Origin.RULE)


TERMS = (
    "Subject: offer\n\nFOB Busan\nPayment: T/T 30% deposit, 70% before shipment\nWarranty: 1 year\n"
)


def read_terms(side: Side, *words: ReadWords, figures: tuple[ReadFigure, ...] = ()) -> list[Claim]:
    found = mail()._replace(
        text=TERMS,
        show=lambda start, end: TERMS[start:end],
        find=lambda said: Evidence(message=2, quote=said) if said in TERMS else None,
    )
    made = build_delta(MailReading(side=side, words=words, figures=figures), found)
    return [claim for claim in made.claims if not claim.key.endswith("contact")]


def test_labelled_lines_give_what_the_model_left_out() -> None:
    for side, act in ((Side.SUPPLIER, Act.OFFER), (Side.BUYER, Act.ASK)):
        assert [(c.key, c.value, c.act, c.origin) for c in read_terms(side)] == [
            ("payment_terms", "T/T 30% deposit, 70% before shipment", act, Origin.RULE),
            ("warranty", "1 year", act, Origin.RULE),
        ]
    assert read_terms(Side.OTHER) == []


def test_a_value_that_was_cut_short_is_taken_whole() -> None:
    cut = ReadWords(key="payment_terms", act=Act.OFFER, text="T/T 30% deposit")
    claim = read_terms(Side.SUPPLIER, cut)[0]
    assert (claim.value, claim.origin) == ("T/T 30% deposit, 70% before shipment", Origin.MODEL)
    assert claim.evidence == (Evidence(message=2, quote="T/T 30% deposit, 70% before shipment"),)


def test_another_value_of_the_model_stays() -> None:
    said = ReadWords(key="warranty", act=Act.OFFER, text="before shipment")
    kept = [c.value for c in read_terms(Side.SUPPLIER, said) if c.key == "warranty"]
    assert kept == ["1 year"]  # no warranty at all; the line's is
    other = ReadWords(key="payment_terms", act=Act.OFFER, text="70% before shipment\nWarranty")
    kept = [c.value for c in read_terms(Side.SUPPLIER, other) if c.key == "payment_terms"]
    assert kept == ["70% before shipment\nWarranty"]


def test_the_place_behind_an_accepted_incoterm_is_its_place() -> None:
    start = TERMS.index("FOB")
    term = Candidate(
        kind=CandidateKind.INCOTERM, start=start, end=start + 3, text="FOB", value="FOB"
    )
    figure = ReadFigure(candidate=term, key="incoterm", act=Act.OFFER)
    claims = read_terms(Side.SUPPLIER, figures=(figure,))
    place = next(claim for claim in claims if claim.key == "incoterm_place")
    assert (place.value, place.act, place.origin) == ("Busan", Act.OFFER, Origin.RULE)
    refused = figure.model_copy(update={"act": Act.REFUSE})
    claims = read_terms(Side.SUPPLIER, figures=(refused,))
    assert "incoterm_place" not in {claim.key for claim in claims}


def test_the_port_of_a_sea_rule_is_a_port_of_the_voyage() -> None:
    start = TERMS.index("FOB")
    term = Candidate(
        kind=CandidateKind.INCOTERM, start=start, end=start + 3, text="FOB", value="FOB"
    )
    claims = read_terms(
        Side.SUPPLIER, figures=(ReadFigure(candidate=term, key="incoterm", act=Act.OFFER),)
    )
    port = next(claim for claim in claims if claim.key == "port_of_loading")
    assert (port.value, port.origin) == ("Busan", Origin.RULE)
    works = term.model_copy(update={"value": "EXW"})
    claims = read_terms(
        Side.SUPPLIER, figures=(ReadFigure(candidate=works, key="incoterm", act=Act.OFFER),)
    )
    assert not {claim.key for claim in claims} & {"port_of_loading", "port_of_discharge"}


def test_a_row_gives_the_goods_that_the_model_missed() -> None:
    text = "Subject: offer\n\n1) Valve BV-20 - 40 pcs @ USD 3.10\nTotal USD 124.00\n"
    found = mail()._replace(
        text=text,
        show=lambda start, end: text[start:end],
        find=lambda said: Evidence(message=2, quote=said) if said in text else None,
    )

    delta = build_delta(reading(), found)

    (item,) = delta.items
    assert (item.product, item.origin, item.act) == ("Valve BV-20", Origin.RULE, Act.OFFER)
    assert [(c.key, c.value, c.origin) for c in item.claims] == [
        ("quantity", "40", Origin.RULE), ("unit", "pcs", Origin.RULE),
        ("unit_price", "3.1", Origin.RULE),
    ]  # fmt: skip
    assert by_key(delta.claims)["total_amount"] == "124"


def test_a_buyer_who_gives_up_turns_everything_down() -> None:
    given_up = MailReading(side=Side.BUYER, stage="lost")
    assert build_delta(given_up, mail()).answer is Act.REFUSE
    assert build_delta(reading(stage="lost"), mail()).answer is None


@pytest.mark.parametrize(
    ("shown", "person"),
    [
        ("Nuri Logix Kim Minsu", "Kim Minsu"),
        ("Kim Minsu (Nuri Logix)", "Kim Minsu"),
        ("Nuri Logix Co., Ltd.", ""),
        ("Kim Minsu", "Kim Minsu"),
        ("김민수 부장", "김민수"),
    ],
)
def test_a_display_name_gives_the_person_without_the_firm(shown: str, person: str) -> None:
    words = (ReadWords(key="company", act=Act.INFORM, text="Nuri Logix Co., Ltd."),)
    assert person_in(shown, MailReading(side=Side.BUYER, words=words)) == person


def test_a_value_left_out_is_not_told_where_the_mail_gives_another() -> None:
    def warned(text: str) -> list[str]:
        words = ReadWords(key="port_of_loading", act=Act.OFFER, text="5")
        given = mail()._replace(
            text=text,
            show=lambda start, end: text[start:end],
            find=lambda said: Evidence(message=2, quote=said) if said in text else None,
        )
        delta = build_delta(MailReading(side=Side.SUPPLIER, words=(words,)), given)
        return [one for one in delta.warnings if one.startswith("port_of_loading: ")]

    head = "Subject: offer\n\nBox 5\n"
    assert warned(head) == ["port_of_loading: “5” left out, it cannot be one"]
    assert warned(f"{head}Port of loading: Busan\n") == []
