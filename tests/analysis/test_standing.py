"""What stands after the mails: each sentence of the contract's fold, and its properties."""

from decimal import Decimal
from functools import reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteflow_desktop.analysis.standing import State as FoldState
from quoteflow_desktop.analysis.standing import fold, step, view
from quoteflow_desktop.core.facts import (
    FACT_KINDS,
    Act,
    Blank,
    Claim,
    Delta,
    Evidence,
    ItemClaim,
    Origin,
    Side,
    State,
)

BUYER, SUPPLIER = Side.BUYER, Side.SUPPLIER


def claim(key: str, value: str, act: Act, origin: Origin = Origin.MODEL) -> Claim:
    return Claim(
        key=key, value=value, act=act, evidence=(Evidence(message=1, quote=value),), origin=origin
    )


def mail(message: int, by: Side, *claims: Claim, answer: Act | None = None) -> Delta:
    return Delta(message=message, by=by, claims=claims, answer=answer)


def goods(product: str, act: Act, *claims: Claim, number: int | None = None) -> ItemClaim:
    evidence = (Evidence(message=1, quote=product),) if product else ()
    return ItemClaim(product=product, number=number, act=act, evidence=evidence, claims=claims)


def items(message: int, by: Side, *named: ItemClaim, answer: Act | None = None) -> Delta:
    return Delta(message=message, by=by, items=named, answer=answer)


def price(value: str, act: Act) -> Claim:
    return claim("unit_price", value, act)


def standing_price(*deltas: Delta) -> tuple[str, State] | None:
    cell = fold(deltas).items[0].unit_price
    return (cell.value, cell.state) if cell else None


OFFER_615 = items(1, SUPPLIER, goods("pump", Act.OFFER, price("615", Act.OFFER)))
ASK_600 = items(2, BUYER, goods("pump", Act.ASK, price("600", Act.ASK)))


@pytest.mark.parametrize(
    ("act", "state"),
    [(Act.INFORM, State.STATED), (Act.ASK, State.ASKED), (Act.OFFER, State.OFFERED)],
)
def test_an_act_gives_its_state(act: Act, state: State) -> None:
    cell = fold([mail(1, BUYER, claim("payment_terms", "T/T", act))]).facts["payment_terms"]
    assert cell is not None
    assert (cell.value, cell.state) == ("T/T", state)


def test_an_unanswered_counter_offer_does_not_stand_beside_an_offer() -> None:
    result = fold([OFFER_615, ASK_600])
    cell = result.items[0].unit_price
    assert cell is not None
    assert (cell.value, cell.state) == ("615", State.OFFERED)
    assert [(h.message, h.act, h.value) for h in cell.history] == [
        (1, Act.OFFER, "615"),
        (2, Act.ASK, "600"),
    ]


def test_an_accepted_offer_is_agreed() -> None:
    accept = items(2, BUYER, goods("pump", Act.ACCEPT, price("615", Act.ACCEPT)))
    assert standing_price(OFFER_615, accept) == ("615", State.AGREED)


def test_accepting_without_naming_agrees_to_all_that_stands_offered() -> None:
    offer = Delta(
        message=1,
        by=SUPPLIER,
        claims=(claim("incoterm", "FOB", Act.OFFER), claim("warranty", "1 year", Act.INFORM)),
        items=(goods("pump", Act.OFFER, price("615", Act.OFFER)),),
    )
    result = fold([offer, mail(2, BUYER, answer=Act.ACCEPT)])
    incoterm, warranty = result.facts["incoterm"], result.facts["warranty"]
    assert incoterm is not None and incoterm.state is State.AGREED
    assert warranty is not None and warranty.state is State.STATED
    assert result.items[0].unit_price is not None
    assert result.items[0].unit_price.state is State.AGREED


def test_nobody_accepts_his_own_offer() -> None:
    again = mail(2, SUPPLIER, answer=Act.ACCEPT)
    assert standing_price(OFFER_615, again) == ("615", State.OFFERED)


def test_an_asked_value_that_the_other_side_accepts_becomes_its_offer() -> None:
    accept = items(3, SUPPLIER, goods("pump", Act.ACCEPT, price("600", Act.ACCEPT)))
    assert standing_price(OFFER_615, ASK_600, accept) == ("600", State.OFFERED)


def test_an_asked_value_that_the_other_side_repeats_in_its_offer_becomes_its_offer() -> None:
    ask = mail(1, BUYER, claim("incoterm", "CIF", Act.ASK))
    offer = mail(2, SUPPLIER, claim("incoterm", "CIF", Act.OFFER))
    cell = fold([ask, offer]).facts["incoterm"]
    assert cell is not None and cell.state is State.OFFERED


def test_a_refused_counter_offer_leaves_the_offer() -> None:
    refuse = items(3, SUPPLIER, goods("pump", Act.INFORM, price("600", Act.REFUSE)))
    assert standing_price(OFFER_615, ASK_600, refuse) == ("615", State.OFFERED)


def test_a_refused_offer_leaves_a_blank() -> None:
    refuse = items(2, BUYER, goods("pump", Act.INFORM, price("615", Act.REFUSE)))
    assert standing_price(OFFER_615, refuse) is None


def test_older_values_of_the_same_side_do_not_come_back() -> None:
    better = items(2, SUPPLIER, goods("pump", Act.OFFER, price("605", Act.OFFER)))
    refuse = items(3, BUYER, goods("pump", Act.INFORM, price("605", Act.REFUSE)))
    assert standing_price(OFFER_615, better, refuse) is None


def test_the_other_sides_offer_stands_again_when_the_last_one_is_refused() -> None:
    own = items(2, BUYER, goods("pump", Act.OFFER, price("600", Act.OFFER)))
    refuse = items(3, SUPPLIER, goods("pump", Act.INFORM, price("600", Act.REFUSE)))
    assert standing_price(OFFER_615, own, refuse) == ("615", State.OFFERED)


def test_refusing_and_asking_in_one_mail_leaves_what_is_asked() -> None:
    both = items(2, BUYER, goods("pump", Act.ASK, price("600", Act.ASK), price("615", Act.REFUSE)))
    assert standing_price(OFFER_615, both) == ("600", State.ASKED)


@pytest.mark.parametrize(
    ("before", "state"), [((), State.OFFERED), ((mail(2, BUYER, answer=Act.ACCEPT),), State.AGREED)]
)
def test_a_correction_stands_as_the_value_it_replaces(
    before: tuple[Delta, ...], state: State
) -> None:
    slip = items(3, SUPPLIER, goods("pump", Act.INFORM, price("651", Act.CORRECT)))
    assert standing_price(OFFER_615, *before, slip) == ("651", state)


def test_after_agreement_a_newer_offer_of_the_side_that_had_it_agreed_stands() -> None:
    agree = mail(2, BUYER, answer=Act.ACCEPT)
    newer = items(3, SUPPLIER, goods("pump", Act.OFFER, price("630", Act.OFFER)))
    assert standing_price(OFFER_615, agree, newer) == ("630", State.OFFERED)


def test_after_agreement_the_other_sides_wish_changes_nothing() -> None:
    agree = mail(2, BUYER, answer=Act.ACCEPT)
    wish = items(3, BUYER, goods("pump", Act.OFFER, price("590", Act.OFFER)))
    assert standing_price(OFFER_615, agree, wish) == ("615", State.AGREED)


def test_a_withdrawn_term_leaves_a_blank() -> None:
    offer = mail(1, SUPPLIER, claim("discount_percent", "5", Act.OFFER))
    back = mail(2, SUPPLIER, claim("discount_percent", "5", Act.WITHDRAW))
    result = fold([offer, back])
    assert result.facts["discount_percent"] is None
    assert result.blanks["discount_percent"] is Blank.NOT_STATED


def test_an_offer_turned_down_as_a_whole_loses_prices_total_and_discount_only() -> None:
    offer = Delta(
        message=1,
        by=SUPPLIER,
        claims=tuple(
            claim(k, v, Act.OFFER)
            for k, v in (("total_amount", "6150"), ("discount_percent", "5"), ("incoterm", "FOB"))
        ),
        items=(
            goods("pump", Act.OFFER, price("615", Act.OFFER), claim("quantity", "10", Act.OFFER)),
        ),
    )
    result = fold([offer, mail(2, BUYER, answer=Act.REFUSE)])
    assert result.facts["total_amount"] is result.facts["discount_percent"] is None
    assert result.facts["incoterm"] is not None
    assert result.items[0].unit_price is None
    assert result.items[0].quantity is not None and result.items[0].quantity.value == "10"


def test_terms_of_an_earlier_offer_stand_when_only_the_price_is_revised() -> None:
    terms = mail(1, SUPPLIER, claim("payment_terms", "T/T 30/70", Act.OFFER))
    revised = items(2, SUPPLIER, goods("pump", Act.OFFER, price("600", Act.OFFER)))
    cell = fold([terms, revised]).facts["payment_terms"]
    assert cell is not None and cell.value == "T/T 30/70"


def test_items_are_the_same_by_part_number() -> None:
    first = items(1, BUYER, goods("LED 컨버터 LQ-100D24", Act.ASK))
    second = items(2, SUPPLIER, goods("LQ-100D24", Act.OFFER, price("6.42", Act.OFFER)))
    assert [i.unit_price is not None for i in fold([first, second]).items] == [True]


def test_items_are_the_same_by_a_shorter_name_that_fits_one_only() -> None:
    first = items(1, BUYER, goods("흰다리새우 PD 31/40", Act.ASK), goods("오징어링 3-7cm", Act.ASK))
    second = items(2, BUYER, goods("새우", Act.ASK, price("8.15", Act.ASK)))
    result = fold([first, second])
    assert [i.unit_price.value if i.unit_price else None for i in result.items] == ["8.15", None]


def test_a_mail_may_name_an_item_by_its_number_in_the_list() -> None:
    first = items(1, BUYER, goods("pump", Act.ASK), goods("valve", Act.ASK))
    second = items(2, SUPPLIER, goods("", Act.OFFER, price("9", Act.OFFER), number=2))
    result = fold([first, second])
    assert [i.unit_price.value if i.unit_price else None for i in result.items] == [None, "9"]


def test_a_mail_that_names_no_item_means_the_only_one() -> None:
    second = items(2, SUPPLIER, goods("", Act.OFFER, price("605", Act.OFFER)))
    assert standing_price(OFFER_615, second) == ("605", State.OFFERED)


def test_a_price_that_could_be_for_several_items_is_left_out_with_a_warning() -> None:
    first = items(1, BUYER, goods("pump", Act.ASK), goods("valve", Act.ASK))
    second = items(2, SUPPLIER, goods("", Act.OFFER, price("9", Act.OFFER)))
    result = fold([first, second])
    assert [i.unit_price for i in result.items] == [None, None]
    assert result.warnings == (
        "items: mail 2 names an item without a name, which could be several items",
    )


def test_a_withdrawn_item_is_left_out_and_the_others_keep_their_order() -> None:
    first = items(1, BUYER, *(goods(n, Act.ASK) for n in ("shrimp", "crab", "squid")))
    second = items(2, BUYER, goods("crab", Act.WITHDRAW))
    third = items(3, SUPPLIER, goods("crab", Act.ACCEPT))
    names = [i.product.value for i in fold([first, second, third]).items if i.product]
    assert names == ["shrimp", "squid"]


def test_a_withdrawn_item_that_is_asked_for_again_starts_without_its_old_price() -> None:
    back = items(2, BUYER, goods("pump", Act.WITHDRAW))
    again = items(3, BUYER, goods("pump", Act.ASK, claim("quantity", "5", Act.ASK)))
    result = fold([OFFER_615, back, again])
    assert result.items[0].unit_price is None
    assert result.items[0].quantity is not None and result.items[0].quantity.value == "5"


def test_a_total_of_an_earlier_offer_falls_when_a_later_mail_changes_a_price() -> None:
    offer = Delta(
        message=1,
        by=SUPPLIER,
        claims=(claim("total_amount", "6150", Act.OFFER),),
        items=(goods("pump", Act.OFFER, price("615", Act.OFFER)),),
    )
    revised = items(2, SUPPLIER, goods("pump", Act.OFFER, price("600", Act.OFFER)))
    assert fold([offer]).facts["total_amount"] is not None
    assert fold([offer, revised]).facts["total_amount"] is None


def test_a_total_that_is_stated_with_the_new_price_stands() -> None:
    revised = Delta(
        message=2,
        by=SUPPLIER,
        claims=(claim("total_amount", "6000", Act.INFORM),),
        items=(goods("pump", Act.OFFER, price("600", Act.OFFER)),),
    )
    first = Delta(
        message=1,
        by=SUPPLIER,
        claims=(claim("total_amount", "6150", Act.OFFER),),
        items=OFFER_615.items,
    )
    cell = fold([first, revised]).facts["total_amount"]
    assert cell is not None and cell.value == "6000"


def test_two_values_at_once_leave_the_fact_ambiguous() -> None:
    both = mail(
        1, SUPPLIER, claim("incoterm", "FOB", Act.OFFER), claim("incoterm", "CIF", Act.OFFER)
    )
    result = fold([both])
    assert result.facts["incoterm"] is None
    assert result.blanks["incoterm"] is Blank.AMBIGUOUS
    chosen = fold([both, mail(2, BUYER, claim("incoterm", "CIF", Act.ACCEPT))])
    assert chosen.facts["incoterm"] is not None and chosen.facts["incoterm"].value == "CIF"


def test_the_reference_is_the_most_binding_number() -> None:
    deltas = [
        mail(1, SUPPLIER, claim("reference", "Quotation Q-11", Act.OFFER)),
        mail(2, BUYER, claim("reference", "PO-77", Act.INFORM)),
        mail(3, SUPPLIER, claim("reference", "Quotation Q-11", Act.INFORM)),
    ]
    cell = fold(deltas).facts["reference"]
    assert cell is not None and cell.value == "PO-77"


def test_a_stage_is_not_left_backwards_but_a_deal_may_be_lost() -> None:
    stages = ["inquiry", "quoted", "shipped", "negotiating"]
    deltas = [mail(i, BUYER, claim("deal_stage", s, Act.INFORM)) for i, s in enumerate(stages, 1)]
    cell = fold(deltas).facts["deal_stage"]
    assert cell is not None and cell.value == "shipped"


def test_a_lost_deal_is_lost() -> None:
    stages = ["quoted", "negotiating", "lost"]
    deltas = [mail(i, BUYER, claim("deal_stage", s, Act.INFORM)) for i, s in enumerate(stages, 1)]
    cell = fold(deltas).facts["deal_stage"]
    assert cell is not None and cell.value == "lost"


def test_every_fact_key_has_a_cell_or_a_blank() -> None:
    result = fold([mail(1, BUYER, claim("incoterm", "FOB", Act.ASK))])
    assert list(result.facts) == list(FACT_KINDS)
    assert set(result.blanks) == set(FACT_KINDS) - {"incoterm"}


def user(message: int, key: str, value: str, act: Act = Act.CORRECT) -> Delta:
    return mail(message, SUPPLIER, claim(key, value, act, Origin.USER))


def test_what_the_user_edits_stands_against_later_mails_and_is_named_conflicting() -> None:
    mails = [
        mail(i, SUPPLIER, claim("incoterm", v, Act.OFFER)) for i, v in ((1, "FOB"), (2, "CIF"))
    ]
    result = fold(mails, [user(1, "incoterm", "FCA")])
    cell = result.facts["incoterm"]
    assert cell is not None
    assert (cell.value, cell.origin, cell.confirmed) == ("FCA", Origin.USER, True)
    assert result.blanks["incoterm"] is Blank.CONFLICTING
    assert result.warnings == (
        "incoterm: conflicting: mail 2 says otherwise than what you decided (FCA)",
    )


def test_a_later_mail_that_agrees_with_the_user_is_no_conflict() -> None:
    mails = [
        mail(i, SUPPLIER, claim("incoterm", v, Act.OFFER)) for i, v in ((1, "FOB"), (2, "FCA"))
    ]
    result = fold(mails, [user(1, "incoterm", "FCA")])
    assert result.warnings == ()
    assert "incoterm" not in result.blanks


def test_a_user_who_decides_again_settles_the_conflict() -> None:
    mails = [
        mail(i, SUPPLIER, claim("incoterm", v, Act.OFFER)) for i, v in ((1, "FOB"), (2, "CIF"))
    ]
    result = fold(mails, [user(1, "incoterm", "FCA"), user(2, "incoterm", "FCA")])
    assert result.warnings == ()


def test_confirming_keeps_the_state() -> None:
    result = fold(
        [mail(1, SUPPLIER, claim("incoterm", "FOB", Act.OFFER))],
        [user(1, "incoterm", "FOB", Act.INFORM)],
    )
    cell = result.facts["incoterm"]
    assert cell is not None
    assert (cell.state, cell.confirmed) == (State.OFFERED, True)


def test_a_user_may_take_a_value_out() -> None:
    result = fold(
        [mail(1, SUPPLIER, claim("incoterm", "FOB", Act.OFFER))],
        [user(1, "incoterm", "", Act.WITHDRAW)],
    )
    assert result.facts["incoterm"] is None


def test_a_user_may_edit_a_field_of_an_item_by_its_number() -> None:
    edit = Delta(
        message=1,
        by=SUPPLIER,
        items=(
            ItemClaim(
                product="pump",
                number=1,
                act=Act.CORRECT,
                claims=(claim("unit_price", "620", Act.CORRECT, Origin.USER),),
                origin=Origin.USER,
            ),
        ),
    )
    item = fold([OFFER_615, ASK_600], [edit]).items[0]
    assert item.unit_price is not None and item.unit_price.value == "620"
    assert item.product is not None and not item.product.confirmed


# Properties

KEYS = ("incoterm", "payment_terms", "discount_percent", "delivery_date", "total_amount")
VALUES = {
    "incoterm": ("FOB", "CIF", "EXW"),
    "payment_terms": ("T/T", "L/C"),
    "discount_percent": ("3", "5"),
    "delivery_date": ("2026-05-01", "2026-06-01"),
    "total_amount": ("100", "90"),
}
acts = st.sampled_from(list(Act))
claims = st.sampled_from(KEYS).flatmap(
    lambda k: st.builds(lambda v, a: claim(k, v, a), st.sampled_from(VALUES[k]), acts)
)
item_claims = st.builds(
    lambda p, a, v, b: goods(p, a, price(v, b)),
    st.sampled_from(["pump", "valve", "펌프", ""]),
    acts,
    st.sampled_from(["9", "10"]),
    acts,
)
bodies = st.tuples(
    st.sampled_from(list(Side)),
    st.lists(claims, max_size=3),
    st.lists(item_claims, max_size=2),
    st.sampled_from([None, None, Act.ACCEPT, Act.REFUSE]),
)


@st.composite
def threads(draw: st.DrawFn) -> list[Delta]:
    return [
        Delta(message=i, by=by, claims=tuple(c), items=tuple(n), answer=a)
        for i, (by, c, n, a) in enumerate(draw(st.lists(bodies, max_size=6)), start=1)
    ]


@settings(max_examples=80, deadline=None)
@given(threads())
def test_reading_as_mails_arrive_equals_reading_at_once(deltas: list[Delta]) -> None:
    state = FoldState()
    for n, delta in enumerate(deltas, start=1):
        state = step(state, delta)
        assert view(state) == fold(deltas[:n])
    assert fold(deltas) == view(reduce(step, deltas, FoldState()))


@settings(max_examples=80, deadline=None)
@given(threads(), st.randoms(use_true_random=False))
def test_the_order_of_independent_keys_in_a_mail_does_not_matter(deltas, random) -> None:  # type: ignore[no-untyped-def]
    shuffled = []
    for delta in deltas:
        keys = list(dict.fromkeys(c.key for c in delta.claims))
        random.shuffle(keys)
        ordered = tuple(c for k in keys for c in delta.claims if c.key == k)
        shuffled.append(delta.model_copy(update={"claims": ordered}))
    assert fold(shuffled) == fold(deltas)


@settings(max_examples=80, deadline=None)
@given(threads())
def test_a_value_that_the_user_decided_is_never_overwritten(deltas: list[Delta]) -> None:
    result = fold(deltas, [user(0, "incoterm", "DAP")])
    cell = result.facts["incoterm"]
    assert cell is not None and cell.value == "DAP" and cell.confirmed


@settings(max_examples=80, deadline=None)
@given(threads())
def test_every_standing_value_is_in_its_own_history(deltas: list[Delta]) -> None:
    result = fold(deltas)
    cells = [c for c in result.facts.values() if c]
    cells += [c for i in result.items for c in (i.product, i.unit_price) if c]
    assert all(any(h.value == c.value for h in c.history) for c in cells)
    messages = [[h.message for h in c.history] for c in cells]
    assert all(m == sorted(m) for m in messages)


@settings(max_examples=80, deadline=None)
@given(threads())
def test_a_fact_has_a_cell_or_a_blank_and_never_both_without_a_user(deltas: list[Delta]) -> None:
    result = fold(deltas)
    assert all((result.facts[k] is None) == (k in result.blanks) for k in FACT_KINDS)


@given(st.decimals(min_value=1, max_value=10**6, places=2))
def test_equal_figures_written_differently_are_one_value(value: Decimal) -> None:
    offer = items(1, SUPPLIER, goods("pump", Act.OFFER, price(str(value), Act.OFFER)))
    accept = items(2, BUYER, goods("pump", Act.ACCEPT, price(f"{value}0", Act.ACCEPT)))
    result = standing_price(offer, accept)
    assert result is not None and result[1] is State.AGREED


def test_goods_that_share_a_thread_size_are_two_items() -> None:
    nut = goods("Hex nut M10", Act.OFFER, price("0.031", Act.OFFER))
    washer = goods("Flat washer M10", Act.OFFER, price("0.012", Act.OFFER))
    standing = fold([items(1, SUPPLIER, nut, washer)])
    assert [i.product.value for i in standing.items if i.product] == [
        "Hex nut M10",
        "Flat washer M10",
    ]
