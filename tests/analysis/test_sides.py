"""Who buys and who sells, from the model's word and the mails'."""

from quoteflow_desktop.analysis.sides import lean, settled_sides
from quoteflow_desktop.core.facts import Side
from quoteflow_desktop.core.messages import Address

BUYER, SELLER = Address(email="a@buys.example"), Address(email="b@sells.example")
B, S = Side.BUYER, Side.SUPPLIER


def test_phrases_lean_to_a_side() -> None:
    assert lean("Thank you for your inquiry. Please find our quotation below.") > 0
    assert lean("Please send us your best price, we need 40 pumps.") < 0
    assert lean("견적서 송부드립니다") > 0
    assert lean("견적 부탁드립니다") < 0
    assert lean("Best regards") == 0


def test_words_that_a_mail_brings_along_are_not_its_own() -> None:
    text = (
        "We are pleased to offer.\n\n-------- Original message --------\nplease quote, we need it"
    )
    assert lean(text) > 0


def test_a_house_keeps_its_side_against_one_slip() -> None:
    sides = settled_sides([BUYER, SELLER, BUYER], [B, S, S], ["", "", ""])
    assert sides == (B, S, B)


def test_two_houses_do_not_both_buy() -> None:
    texts = ["Please send your best price.", "Thank you for your inquiry, our offer is 5."]
    assert settled_sides([BUYER, SELLER], [B, B], texts) == (B, S)


def test_a_mail_is_read_alike_whatever_comes_later() -> None:
    senders, sides = [BUYER, SELLER, SELLER], [S, S, B]
    texts = ["", "our quotation is attached", ""]
    whole = settled_sides(senders, sides, texts)
    for end in range(1, 4):
        assert settled_sides(senders[:end], sides[:end], texts[:end]) == whole[:end]


def test_an_agent_stays_one() -> None:
    assert settled_sides([BUYER], [Side.OTHER], ["we need your price"]) == (Side.OTHER,)
