"""The contract's checks: each fails on its fault, with evidence, and is quiet otherwise."""

from quoteflow_desktop.analysis.checks import run_checks
from quoteflow_desktop.analysis.standing import Standing, fold
from quoteflow_desktop.core.analysis import Check
from quoteflow_desktop.core.facts import (
    FACT_KINDS,
    Act,
    Cell,
    Claim,
    Delta,
    Evidence,
    Item,
    Side,
    State,
)
from quoteflow_desktop.core.messages import Message, Thread


def cell(value: str, quote: str = "", state: State = State.OFFERED) -> Cell:
    return Cell(value=value, state=state, evidence=(Evidence(message=1, quote=quote or value),))


def item(quantity: str, price: str, quantity_quote: str = "", price_quote: str = "") -> Item:
    return Item(
        product=cell("pump"),
        quantity=cell(quantity, quantity_quote),
        unit_price=cell(price, price_quote),
    )


def standing(*items: Item, **facts: Cell) -> Standing:
    return Standing(facts={**dict.fromkeys(FACT_KINDS), **facts}, items=items)


def thread(*bodies: str) -> Thread:
    messages = tuple(Message(message_id=f"<{i}>", body=b) for i, b in enumerate(bodies))
    return Thread(id="t", subject="", messages=messages)


def check(rule: str, stands: Standing, mails: Thread | None = None) -> Check | None:
    return next((c for c in run_checks(mails or thread("x"), stands, ()) if c.rule == rule), None)


def ok(rule: str, stands: Standing, mails: Thread | None = None) -> bool | None:
    found = check(rule, stands, mails)
    assert found is None or found.ok or found.evidence
    return found.ok if found else None


def test_a_wrong_total_fails_with_the_sum_in_its_message() -> None:
    found = check("item-total", standing(item("100", "9500"), total_amount=cell("900000")))
    assert found is not None
    assert found.message == "100 × 9,500 = 950,000, the mail says 900,000"
    assert [e.quote for e in found.evidence] == ["900000", "9500"]


def test_a_right_total_over_several_items_is_ok() -> None:
    stands = standing(item("640", "58"), item("420", "43.5"), total_amount=cell("55390"))
    assert ok("item-total", stands) is True


def test_a_total_is_not_looked_at_while_a_price_is_missing() -> None:
    half = Item(product=cell("valve"), quantity=cell("1"))
    assert ok("item-total", standing(item("1", "5"), half, total_amount=cell("9"))) is None


def test_a_stated_discount_explains_a_lower_total() -> None:
    stands = standing(item("100", "10"), total_amount=cell("950"), discount_percent=cell("5"))
    assert ok("item-total", stands) is True


def test_stated_freight_explains_a_higher_total() -> None:
    stands = standing(item("100", "10", "", "USD 10.00"), total_amount=cell("1120"))
    assert ok("item-total", stands, thread("100 pcs\nFreight: USD 120.00\n")) is True
    assert ok("item-total", stands, thread("100 pcs\nSome other USD 120.00\n")) is False


def test_a_stated_amount_of_discount_explains_a_lower_total() -> None:
    stands = standing(item("20", "265000"), total_amount=cell("5000000"))
    assert ok("item-total", stands, thread("특별 할인 -300,000원")) is True


def test_a_total_with_ten_percent_vat_is_ok() -> None:
    assert ok("item-total", standing(item("10", "1000"), total_amount=cell("11000"))) is True


def test_lines_are_rounded_to_the_currency() -> None:
    stands = standing(item("3", "0.335"), total_amount=cell("1.01"), currency=cell("USD"))
    assert ok("item-total", stands) is True


def test_tonnes_at_a_price_per_kilogram_count_a_thousandfold() -> None:
    stands = standing(item("8", "8.4", "8톤", "USD 8.40/kg"), total_amount=cell("67200"))
    assert ok("item-total", stands) is True
    assert ok("unit-mixed", stands) is False


def test_two_currencies_among_what_stands_fail() -> None:
    stands = standing(item("1", "10", "", "USD 10"), total_amount=cell("13000", "13,000원"))
    found = check("currency-mixed", stands)
    assert found is not None and not found.ok
    assert found.message == "amounts stand in KRW and USD"
    assert [e.quote for e in found.evidence] == ["13,000원", "USD 10"] or len(found.evidence) == 2


def test_one_currency_and_bare_figures_are_ok() -> None:
    stands = standing(item("1", "10", "", "USD 10"), item("2", "5", "", "5"), currency=cell("USD"))
    assert ok("currency-mixed", stands) is True


def test_a_mail_that_gives_two_currencies_at_once_fails() -> None:
    claims = tuple(
        Claim(key="currency", value=v, act=Act.OFFER, evidence=(Evidence(message=1, quote=q),))
        for v, q in (("USD", "USD 10"), ("EUR", "EUR 9"))
    )
    other = Claim(
        key="incoterm", value="FOB", act=Act.OFFER, evidence=(Evidence(message=1, quote="FOB"),)
    )
    deltas = [Delta(message=1, by=Side.SUPPLIER, claims=(*claims, other))]
    checks = run_checks(thread("x"), fold(deltas), deltas)
    failed = [c for c in checks if c.rule == "currency-mixed"]
    assert [c.ok for c in failed] == [False]
    assert {e.quote for e in failed[0].evidence} == {"USD 10", "EUR 9"}


def test_another_unit_for_the_quantity_than_for_the_price_fails() -> None:
    stands = standing(item("10", "5", "10 boxes", "USD 5/pc"))
    found = check("unit-mixed", stands)
    assert found is not None and not found.ok
    assert found.message == "pump: the quantity is in boxes, the price per pc"


def test_spellings_of_one_unit_and_each_are_ok() -> None:
    assert ok("unit-mixed", standing(item("10", "5", "10개", "USD 5/pc"))) is True
    assert ok("unit-mixed", standing(item("10", "5", "10 sets", "USD 5 each"))) is True
    assert ok("unit-mixed", standing(item("10", "5", "10 sets", "USD 5"))) is None


def test_an_offered_incoterm_needs_its_place() -> None:
    assert ok("incoterm-place", standing(incoterm=cell("FOB"))) is False
    assert ok("incoterm-place", standing(incoterm=cell("FOB", "", State.ASKED))) is None
    named = standing(incoterm=cell("FOB"), incoterm_place=cell("Busan"))
    assert ok("incoterm-place", named) is True


def test_fob_with_the_port_of_discharge_fails() -> None:
    ports = {"port_of_loading": cell("Busan"), "port_of_discharge": cell("Los Angeles")}
    wrong = standing(incoterm=cell("FOB"), incoterm_place=cell("Los Angeles"), **ports)
    right = standing(incoterm=cell("FOB"), incoterm_place=cell("Busan port"), **ports)
    other = standing(incoterm=cell("CIF"), incoterm_place=cell("Busan"), **ports)
    assert [ok("incoterm-place", s) for s in (wrong, right, other)] == [False, True, False]


def test_a_rule_for_ships_does_not_go_with_air() -> None:
    air = standing(incoterm=cell("FOB"), shipping_method=cell("air", "by air"))
    found = check("incoterm-mode", air)
    assert found is not None and not found.ok
    assert "use FCA" in found.message
    sea = standing(incoterm=cell("FOB"), shipping_method=cell("sea"))
    free = standing(incoterm=cell("FCA"), shipping_method=cell("air"))
    assert [ok("incoterm-mode", s) for s in (sea, free)] == [True, None]


def test_a_rule_for_ships_does_not_go_with_an_airport() -> None:
    stands = standing(incoterm=cell("FOB"), incoterm_place=cell("인천공항"))
    assert ok("incoterm-mode", stands) is False


def test_an_old_name_is_pointed_out_with_the_rule_of_today() -> None:
    found = check("incoterm-old", standing(incoterm=cell("CFR", "C&F Busan")))
    assert found is not None and not found.ok
    assert found.message == "C&F is no Incoterms 2020 rule, CFR is read for it"
    assert ok("incoterm-old", standing(incoterm=cell("CFR", "CFR Busan"))) is True


def test_without_trade_only_a_trick_is_told() -> None:
    """A fraud must not hide itself by looking like no trade."""
    plain, hiding = Message(message_id="<1>"), Message(message_id="<1>", hidden_text=True)
    empty = Standing(facts=dict.fromkeys(FACT_KINDS))
    assert run_checks(Thread(id="t", subject="", messages=(plain,)), empty, ()) == ()
    (told,) = run_checks(Thread(id="t", subject="", messages=(hiding,)), empty, ())
    assert (told.rule, told.ok) == ("hidden-text", False)
