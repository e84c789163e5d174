"""One value's way through a negotiation, step by step."""

from quoteflow_desktop.analysis.acts import (
    accept_standing,
    advance,
    drop,
    give_two,
    refuse_standing,
)
from quoteflow_desktop.analysis.slots import Slot, blank_of, cell_of, mail_standing, same_value
from quoteflow_desktop.core.facts import Act, Blank, Claim, Evidence, Kind, Side, State

B, S = Side.BUYER, Side.SUPPLIER


def moved(*steps: tuple[Side, Act, str]) -> Slot:
    slot = Slot()
    for message, (by, act, value) in enumerate(steps, start=1):
        claim = Claim(
            key="x", value=value, act=act, evidence=(Evidence(message=message, quote=value),)
        )
        slot = advance(slot, claim, Kind.DECIMAL, by, message)
    return slot


def stands(slot: Slot) -> tuple[str, State] | None:
    now = mail_standing(slot)
    return (now[0].value, now[1]) if now else None


def test_an_offer_that_the_other_side_repeats_is_agreed() -> None:
    assert stands(moved((S, Act.OFFER, "9"), (B, Act.OFFER, "9.0"))) == ("9", State.AGREED)


def test_an_agreed_value_shows_the_words_of_both_sides() -> None:
    cell = cell_of(moved((S, Act.OFFER, "9"), (B, Act.ACCEPT, "9.0")))
    assert cell is not None
    assert [e.message for e in cell.evidence] == [1, 2]


def test_a_refused_new_offer_leaves_what_was_agreed() -> None:
    slot = moved((S, Act.OFFER, "9"), (B, Act.ACCEPT, "9"), (S, Act.OFFER, "10"))
    assert stands(slot) == ("10", State.OFFERED)
    claim = Claim(key="x", value="10", act=Act.REFUSE, evidence=())
    assert stands(advance(slot, claim, Kind.DECIMAL, B, 4)) == ("9", State.AGREED)


def test_an_older_wish_does_not_come_back_when_the_offer_falls() -> None:
    slot = moved((B, Act.ASK, "7"), (S, Act.OFFER, "9"), (B, Act.REFUSE, "9"))
    assert stands(slot) is None
    assert blank_of(slot) is Blank.NOT_STATED


def test_a_correction_of_a_wish_stays_a_wish() -> None:
    assert stands(moved((B, Act.ASK, "50"), (B, Act.CORRECT, "60"))) == ("60", State.ASKED)


def test_a_circumstance_does_not_stand_over_an_offer() -> None:
    assert stands(moved((S, Act.OFFER, "9"), (B, Act.INFORM, "8"))) == ("9", State.OFFERED)


def test_a_stated_name_of_lower_rank_does_not_replace_a_higher_one() -> None:
    claims = [Claim(key="x", value=v, act=Act.INFORM, evidence=()) for v in ("PO-1", "Q-1", "PO-2")]
    slot = Slot()
    for message, (claim, rank) in enumerate(zip(claims, (2, 1, 2), strict=True), start=1):
        slot = advance(slot, claim, Kind.TEXT, B, message, rank)
        if message == 2:
            assert stands(slot) == ("PO-1", State.STATED)
    assert stands(slot) == ("PO-2", State.STATED)


def test_accepting_all_leaves_ones_own_offer_and_wishes_alone() -> None:
    own, wish = moved((B, Act.OFFER, "9")), moved((S, Act.ASK, "9"))
    assert accept_standing(own, Kind.DECIMAL, B, 2) is own
    assert accept_standing(wish, Kind.DECIMAL, B, 2) is wish


def test_refusing_all_takes_a_wish_of_the_other_side_and_keeps_ones_own_offer() -> None:
    slot = moved((S, Act.OFFER, "9"), (B, Act.ASK, "8"))
    refused = refuse_standing(slot, Kind.DECIMAL, S, 3)
    assert stands(refused) == ("9", State.OFFERED)
    assert refused.asks == {}
    assert refused.history[-1].value == ""


def test_two_values_at_once_are_ambiguous_until_a_newer_one() -> None:
    claims = [Claim(key="x", value=v, act=Act.OFFER, evidence=()) for v in ("9", "8")]
    slot = give_two(Slot(), claims, S, 1)
    assert (cell_of(slot), blank_of(slot)) == (None, Blank.AMBIGUOUS)
    newer = advance(slot, claims[0], Kind.DECIMAL, S, 2)
    assert cell_of(newer) is not None


def test_a_dropped_value_leaves_room_for_the_next() -> None:
    slot = drop(moved((S, Act.OFFER, "9")))
    assert stands(slot) is None
    claim = Claim(key="x", value="8", act=Act.INFORM, evidence=())
    assert stands(advance(slot, claim, Kind.DECIMAL, B, 2)) == ("8", State.STATED)


def test_values_are_compared_by_meaning() -> None:
    assert same_value(Kind.DECIMAL, "9.50", "9.5")
    assert same_value(Kind.TEXT, "T/T  30%", "t/t 30%")
    assert same_value(Kind.TEXT, "pcs", "개")
    assert not same_value(Kind.DECIMAL, "9", "90")


def test_a_text_said_in_short_takes_nothing_back() -> None:
    slot = Slot()
    for message, value in enumerate(("CE and FDA", "CE", "ISO 9001"), start=1):
        claim = Claim(key="x", value=value, act=Act.OFFER, evidence=())
        slot = advance(slot, claim, Kind.TEXT, S, message)
        cell = cell_of(slot)
        assert cell is not None
        assert cell.value == ("ISO 9001" if message == 3 else "CE and FDA")
