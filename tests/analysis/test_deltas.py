"""From a reading to a delta: canonical values, each with words of the mail, or none."""

from quoteflow_desktop.analysis.deltas import Mail, build_delta
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

TEXT = "Subject: offer\n\nHello,\nLED driver: USD 6.42/pc, 5,000pcs, T/T in advance\nKim"


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
    (claim,) = build_delta(reading(), mail()).claims
    assert (claim.key, claim.value, claim.origin) == (
        "supplier_contact", "Kim Seo-yeon", Origin.RULE,
    )  # fmt: skip


def test_a_functions_mailbox_is_no_contact() -> None:
    assert build_delta(reading(), mail("Sales Team")).claims == ()


def test_the_stage_shows_its_own_words() -> None:
    delta = build_delta(reading(stage="quoted"), mail(""))
    (claim,) = delta.claims
    assert (claim.key, claim.value, claim.evidence[0].quote) == ("deal_stage", "quoted", "offer")


def test_a_contact_that_the_header_does_not_name_gives_way_to_the_header() -> None:
    words = (ReadWords(key="contact", act=Act.INFORM, text="Hello"),)
    (claim,) = build_delta(reading(words=words), mail()).claims
    assert (claim.value, claim.origin) == ("Kim Seo-yeon", Origin.RULE)
