"""The goods that stand before a mail, as its task lists them."""

from datetime import UTC, datetime

from quoteflow_desktop.core.analysis import ModelView
from quoteflow_desktop.core.facts import Act, Side
from quoteflow_desktop.core.messages import Address, Message, Thread
from quoteflow_desktop.core.reading import MailReading, ReadItem, StepReading
from quoteflow_desktop.inference.facts_task import LETTERS
from quoteflow_desktop.services.assembling import MailResult, ThreadResult, assemble
from quoteflow_desktop.services.goods_so_far import GoodsSoFar
from quoteflow_desktop.services.rendering import render_thread

BODIES = (
    "Please quote 300 pcs of inverter 5kW and 20 pcs of fuse box F2.",
    "We can offer the inverter 5kW. The fuse box F2 is out of production.",
    "Then also 40 m of cable 6 mm2, please.",
    "But 100% in advance.",
)
THREAD = Thread(
    id="t",
    subject="Solar",
    messages=tuple(
        Message(
            message_id=f"<{number}@x.example>", subject="Solar", body=body,
            date=datetime(2026, 3, number, 9, tzinfo=UTC),
            sender=Address(email=("buyer@b.example", "seller@s.example")[number % 2 == 0]),
            to=(Address(email="other@c.example"),),
        )
        for number, body in enumerate(BODIES, start=1)
    ),
)  # fmt: skip


def result(side: Side, *items: tuple[str, Act]) -> MailResult:
    read = tuple(ReadItem(product=product, act=act) for product, act in items)
    facts = MailReading(side=side, items=read)
    return MailResult(facts=facts, step=StepReading(title="inquiry"), first_mail=1, cut=False)


RESULTS = [
    result(Side.BUYER, ("inverter 5kW", Act.ASK), ("fuse box F2", Act.ASK)),
    result(Side.SUPPLIER, ("inverter 5kW", Act.OFFER), ("fuse box F2", Act.WITHDRAW)),
    result(Side.BUYER, ("cable 6 mm2", Act.ASK)),
    result(Side.SUPPLIER, ("But 100% in advance", Act.OFFER)),
]


def test_they_are_those_that_the_mails_so_far_named_and_none_that_was_taken_out() -> None:
    goods = GoodsSoFar(THREAD, render_thread(THREAD))
    assert [goods.after(RESULTS[:number]) for number in range(4)] == [
        (),
        ("inverter 5kW", "fuse box F2"),
        ("inverter 5kW",),
        ("inverter 5kW", "cable 6 mm2"),
    ]


def test_words_that_no_mail_brought_in_as_goods_do_not_stand() -> None:
    goods = GoodsSoFar(THREAD, render_thread(THREAD))
    assert goods.after(RESULTS) == ("inverter 5kW", "cable 6 mm2")


def test_asked_late_it_gives_the_same_as_asked_mail_by_mail() -> None:
    slowly = GoodsSoFar(THREAD, render_thread(THREAD))
    each = [slowly.after(RESULTS[:number]) for number in range(5)]
    assert [
        GoodsSoFar(THREAD, render_thread(THREAD)).after(RESULTS[:number]) for number in range(5)
    ] == each


def test_a_thread_with_more_goods_than_letters_says_so_where_they_ran_out() -> None:
    names = [f"valve type {letter}{letter.lower()}" for letter in LETTERS]
    first, second = names[:20], names[20:]
    bodies = ["\n".join(f"{name}: 5 pcs" for name in part) for part in (first, second)]
    messages = tuple(
        message.model_copy(update={"body": body})
        for message, body in zip(THREAD.messages, bodies, strict=False)
    )
    read = [result(Side.BUYER, *((name, Act.ASK) for name in part)) for part in (first, second)]
    said = "mail 2: only the first 26 items were read"

    def warnings(count: int) -> tuple[str, ...]:
        thread = THREAD.model_copy(update={"messages": messages[:count]})
        whole = ThreadResult(goods="", tags=())
        view = ModelView(name="m", engine="e", adapters={})
        return assemble(
            thread, render_thread(thread), read[:count], (), whole, view, frozenset()
        ).warnings

    assert said not in warnings(1)
    assert said in warnings(2)
