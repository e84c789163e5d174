"""What the model said of the goods, set right by the rows that code reads."""

from quoteflow_desktop.analysis.mail import Mail
from quoteflow_desktop.analysis.row_claims import Goods, figures_in, with_rows
from quoteflow_desktop.core.facts import Act, Side
from quoteflow_desktop.core.messages import Address
from quoteflow_desktop.core.reading import MailReading, ReadFigure, ReadItem

TEXT = (
    "Subject: offer\n\n"
    "1) Gate valve GV-15, brass  40 pcs  USD 3.10  124.00\n"
    "2) Ball valve BV-20, steel  25 pcs  USD 4.20  105.00\n"
)


def mail(text: str = TEXT) -> Mail:
    return Mail(
        number=1, sender=Address(), to=(), text=text,
        show=lambda start, end: text[start:end].strip(), find=lambda _: None,
    )  # fmt: skip


def goods(reading: MailReading, text: str = TEXT) -> Goods:
    return with_rows(reading, reading.figures, mail(text))


def read(*items: ReadItem, figures: tuple[ReadFigure, ...] = ()) -> MailReading:
    return MailReading(side=Side.SUPPLIER, items=items, figures=figures)


def shown(found: Goods) -> list[tuple[str, str, dict[str, str]]]:
    return [
        (
            item.product,
            item.specification,
            {f.key: f.candidate.value for f in found.figures if f.item == place},
        )
        for place, item in enumerate(found.items)
    ]


BOTH = [
    ("Gate valve GV-15", "brass", {"quantity": "40", "unit_price": "3.1"}),
    ("Ball valve BV-20", "steel", {"quantity": "25", "unit_price": "4.2"}),
]


def test_goods_that_the_model_missed_come_in() -> None:
    found = goods(read())
    assert shown(found) == BOTH
    assert found.named == {0, 1}
    assert {f.act for f in found.figures} == {Act.OFFER}


def test_the_models_items_take_their_rows() -> None:
    ball = ReadItem(product="Ball valve BV-20", act=Act.OFFER)
    gate = ReadItem(product="valve GV-15, bra", act=Act.OFFER)
    found = goods(read(ball, gate))
    assert shown(found) == [BOTH[1], BOTH[0]]
    assert found.named == frozenset()


def test_a_figure_of_a_row_has_one_role_only() -> None:
    ball = ReadItem(product="Ball valve BV-20", act=Act.OFFER)
    amount = next(c for c in figures_in(TEXT, mail()) if c.value == "105")
    wrong = ReadFigure(candidate=amount, key="unit_price", act=Act.OFFER, item=0)
    found = goods(read(ball, figures=(wrong,)))
    assert shown(found) == [BOTH[1], BOTH[0]]


def test_words_without_figures_are_no_goods_beside_rows() -> None:
    found = goods(read(ReadItem(product="kind regards", act=Act.OFFER)))
    assert [item.product for item in found.items] == ["Gate valve GV-15", "Ball valve BV-20"]


def test_an_order_accepts_and_an_inquiry_asks() -> None:
    for stage, act in (("ordered", Act.ACCEPT), ("inquiry", Act.ASK)):
        reading = MailReading(side=Side.BUYER, stage=stage)
        assert {f.act for f in goods(reading).figures} == {act}


def test_an_agents_rows_are_nobodys() -> None:
    assert goods(MailReading(side=Side.OTHER)) == Goods((), ())
