"""Goods come in with a figure, a table row or a word like "also"; other names are slips."""

from quoteflow_desktop.analysis.naming import settle_names
from quoteflow_desktop.core.facts import Act, Claim, Delta, Evidence, ItemClaim, Side

HEAD = "[1] 2026-01-05 Mon\nFrom: a\nTo: b\nSubject: pumps\n\n"
FIRST = HEAD + "Please quote 40 pcs of gear pump GP-20.\n"


def item(product: str, mail: int, **figures: str) -> ItemClaim:
    """An item whose figures are shown by the quotes given, key by key."""
    claims = tuple(
        Claim(key=key, value="1", act=Act.ASK, evidence=(Evidence(message=mail, quote=quote),))
        for key, quote in figures.items()
    )
    return ItemClaim(product=product, act=Act.ASK, claims=claims)


def delta(mail: int, *items: ItemClaim) -> Delta:
    return Delta(message=mail, by=Side.BUYER, items=items)


ASKED = delta(1, item("gear pump GP-20", 1, quantity="40 pcs"))


def products(deltas: list[Delta]) -> list[list[str]]:
    return [[one.product for one in each.items] for each in deltas]


def test_words_of_a_reply_beside_a_price_mean_the_only_item() -> None:
    reply = HEAD + "But 100% in advance, then 1.10 is fine.\n"

    settled = settle_names(
        [ASKED, delta(2, item("But 100% in advance", 2, unit_price="1.10"))], [FIRST, reply]
    )

    assert products(settled) == [["gear pump GP-20"], [""]]
    assert [claim.key for claim in settled[1].items[0].claims] == ["unit_price"]


def test_words_of_a_reply_without_a_figure_are_left_out_with_a_warning() -> None:
    settled = settle_names(
        [ASKED, delta(2, item("MV Dawn", 2))], [FIRST, HEAD + "The vessel is MV Dawn.\n"]
    )

    assert products(settled)[1] == []
    assert settled[1].warnings == ("product: “MV Dawn” left out, no mail brought it in as goods",)


def test_a_later_mail_brings_goods_in_with_their_quantity() -> None:
    mail = HEAD + "Further 12 pcs of seal kit please.\n"

    settled = settle_names([ASKED, delta(2, item("seal kit", 2, quantity="12 pcs"))], [FIRST, mail])

    assert products(settled)[1] == ["seal kit"]


def test_a_quantity_that_is_itself_the_name_brings_nothing_in() -> None:
    mail = HEAD + "For 5,999 yds we can do 2.38.\n"

    settled = settle_names(
        [ASKED, delta(2, item("5,999 yds", 2, quantity="5,999 yds"))], [FIRST, mail]
    )

    assert products(settled)[1] == [""]


def test_a_shorter_name_of_a_known_item_is_kept() -> None:
    mail = HEAD + "OK for the pump at 82.\n"

    settled = settle_names([ASKED, delta(2, item("pump", 2, unit_price="82"))], [FIRST, mail])

    assert products(settled)[1] == ["pump"]


def test_the_first_mail_keeps_what_it_lists_and_drops_what_it_only_mentions() -> None:
    mail = HEAD + "For Al Noor Tower we need:\n40 pcs of gear pump GP-20\nBest, Omar\n"
    first = delta(1, item("Al Noor Tower", 1), item("gear pump GP-20", 1, quantity="40 pcs"))

    assert products(settle_names([first], [mail])) == [["gear pump GP-20"]]


def test_a_first_mail_that_lists_nothing_keeps_the_goods_it_names() -> None:
    mail = HEAD + "Do you still sell rubber hose?\n"

    assert products(settle_names([delta(1, item("rubber hose", 1))], [mail])) == [["rubber hose"]]


def test_a_mail_is_settled_alike_whatever_comes_after_it() -> None:
    mails = [FIRST, HEAD + "fine\n", HEAD + "12 pcs of seal kit too\n"]
    deltas = [ASKED, delta(2, item("fine", 2)), delta(3, item("seal kit", 3, quantity="12 pcs"))]

    whole = settle_names(deltas, mails)

    assert [settle_names(deltas[:n], mails[:n]) for n in (1, 2)] == [whole[:1], whole[:2]]


def test_items_without_a_name_pass_through() -> None:
    nameless = delta(1, item("", 1, quantity="40 pcs"), item("gear pump GP-20", 1))

    assert products(settle_names([nameless], [FIRST])) == [["", "gear pump GP-20"]]


def test_a_second_scrap_with_a_figure_is_left_out_with_a_warning() -> None:
    reply = HEAD + "But 100% in advance, then 1.10 is fine. With pain I tell you 1.20.\n"
    scraps = [
        item("But 100% in advance", 2, unit_price="1.10"),
        item("With pain I tell you", 2, unit_price="1.20"),
    ]

    settled = settle_names([ASKED, delta(2, *scraps)], [FIRST, reply])

    assert products(settled)[1] == [""]
    assert settled[1].warnings == (
        "product: “With pain I tell you” left out, no mail brought it in as goods",
    )


def test_listed_goods_whose_quantity_the_model_missed_are_kept() -> None:
    mail = HEAD + "40 pcs of gear pump GP-20\nU-bracket, galvanised - 850 pcs\n"
    first = delta(1, item("gear pump GP-20", 1, quantity="40 pcs"), item("U-bracket", 1))

    assert products(settle_names([first], [mail])) == [["gear pump GP-20", "U-bracket"]]
