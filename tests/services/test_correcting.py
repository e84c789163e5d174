"""A person's decisions as deltas, and that the fold takes them."""

import pytest

from quoteflow_desktop.analysis.standing import fold
from quoteflow_desktop.core.analysis import (
    Analysis,
    Coverage,
    MailView,
    ModelView,
    Summary,
    ThreadView,
)
from quoteflow_desktop.core.errors import InputError
from quoteflow_desktop.core.facts import Act, Claim, Delta, Evidence, ItemClaim, Origin, Side
from quoteflow_desktop.core.messages import Address, Direction
from quoteflow_desktop.services.correcting import canonical, confirmed, edited


def _claim(key, value):
    evidence = (Evidence(message=1, quote=value),)
    return Claim(key=key, value=value, act=Act.OFFER, evidence=evidence)


MAIL = Delta(
    message=1,
    by=Side.SUPPLIER,
    claims=(_claim("incoterm", "CIF"),),
    items=(
        ItemClaim(product="bolt", act=Act.OFFER, claims=(_claim("unit_price", "2.50"),)),
        ItemClaim(product="nut", act=Act.OFFER, claims=(_claim("unit_price", "1.50"),)),
    ),
)


def _analysis(*user):
    standing = fold([MAIL], user)
    view = MailView(
        index=1, message_id="<m>", date=None, sender=Address(), direction=Direction.OUTGOING,
        by=Side.SUPPLIER,
    )  # fmt: skip
    return Analysis(
        thread=ThreadView(id="t", subject="s", language="en", messages=(view,)),
        model=ModelView(name="m", engine="e"),
        summary=Summary(headline="h"),
        facts=standing.facts,
        items=standing.items,
        coverage=Coverage(messages=1, messages_read=1),
    )


def test_an_edited_fact_stands_as_the_user_s():
    delta = edited(_analysis(), "facts/incoterm", "fob")
    cell = _analysis(delta).facts["incoterm"]
    assert (cell.value, cell.origin, cell.history[0].value) == ("FOB", Origin.USER, "CIF")


def test_a_fact_that_no_mail_states_can_be_given():
    delta = edited(_analysis(), "facts/warranty", "2 years")
    assert _analysis(delta).facts["warranty"].value == "2 years"


def test_an_edited_price_is_that_of_its_own_item():
    delta = edited(_analysis(), "items/1/unit_price", "1.40")
    assert [item.unit_price.value for item in _analysis(delta).items] == ["2.50", "1.4"]


def test_a_confirmed_value_keeps_its_state_and_its_sentence():
    delta = confirmed(_analysis(), "facts/incoterm")
    cell = _analysis(delta).facts["incoterm"]
    assert (cell.value, cell.state, cell.confirmed, cell.evidence[0].quote) == (
        "CIF", "offered", True, "CIF",
    )  # fmt: skip


def test_an_emptied_value_is_taken_out_and_its_item_stays():
    delta = edited(_analysis(), "items/0/unit_price", "  ")
    items = _analysis(delta).items
    assert [item.unit_price and item.unit_price.value for item in items] == [None, "1.50"]


def test_a_blank_cannot_be_confirmed():
    with pytest.raises(InputError):
        confirmed(_analysis(), "facts/warranty")


@pytest.mark.parametrize(
    ("key", "typed", "value"),
    [
        ("unit_price", "1,234.50", "1234.5"),
        ("discount_percent", "5 %", "5"),
        ("currency", "usd", "USD"),
        ("incoterm", "cif", "CIF"),
        ("shipping_method", "Sea", "sea"),
        ("delivery_date", "2026-05-31", "2026-05-31"),
        ("payment_terms", "  30%  T/T ", "30% T/T"),
    ],
)
def test_what_is_typed_in_the_contract_s_form(key, typed, value):
    assert canonical(key, typed) == value


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("unit_price", "cheap"),
        ("quantity", "NaN"),
        ("delivery_date", "31 May"),
        ("incoterm", "CNF"),
        ("currency", "US$"),
        ("shipping_method", "camel"),
    ],
)
def test_what_cannot_be_read_is_refused(key, typed):
    with pytest.raises(InputError):
        canonical(key, typed)
