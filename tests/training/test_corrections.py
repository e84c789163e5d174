"""A correction becomes the steps that it determines; the rest of the reading weighs nothing."""

from datetime import UTC, datetime

import pytest

from quoteflow_desktop.core.facts import Act, Side
from quoteflow_desktop.core.messages import Address, Message, Thread
from quoteflow_desktop.core.reading import MailReading, ReadFigure, ReadItem, ReadWords
from quoteflow_desktop.inference.facts_task import shown
from quoteflow_desktop.services.decided_facts import KnownFact, Lesson, TextRun
from quoteflow_desktop.services.rendering import candidates_in, render_thread
from training.chat import Writer, answer_text
from training.config import DataSection
from training.corrections import split, taught
from training.packing import Branch
from training.reader import Reader
from training.tokenizer import Tokenizer

BODY = (
    "박준호 대리님,\n\nvalve X1 500개, 단가 1,250원, 합계 625,000원\n"
    "결제: 선금 30%, 선적 후 70%\n납기 4월 15일\n\n김서연\n(주)새솔"
)
SECTION = DataSection(train_threads=1, held_out_threads=1)


@pytest.fixture
def thread() -> Thread:
    message = Message(
        message_id="<1@x>",
        subject="견적",
        date=datetime(2026, 3, 2, 9, tzinfo=UTC),
        sender=Address(name="김서연", email="sy@saesol.kr"),
        to=(Address(email="jh@daehan.kr"),),
        body=BODY,
    )
    return Thread(id="t", subject="견적", messages=(message,))


def run(part: str) -> TextRun:
    start = BODY.index(part)
    return TextRun(message=1, where="body", start=start, end=start + len(part))


@pytest.fixture
def reading(thread: Thread) -> MailReading:
    """The total taken for the price, the payment half copied, the date missed."""
    mail = render_thread(thread)[0]
    found = {shown(mail.text, c): c for c in candidates_in(thread.messages[0], mail)}

    def candidate(text: str):
        return next(c for words, c in found.items() if f"«{text}»" in words)

    return MailReading(
        side=Side.SUPPLIER,
        stage="quoted",
        items=(ReadItem(product="valve X1", act=Act.OFFER),),
        figures=(
            ReadFigure(candidate=candidate("500개"), key="quantity", act=Act.OFFER, item=0),
            ReadFigure(candidate=candidate("625,000원"), key="unit_price", act=Act.OFFER, item=0),
        ),
        words=(ReadWords(key="payment_terms", act=Act.OFFER, text="선금 30%"),),
    )


def fact(key: str, value: str, part: str, *, wrong: str = "", item: bool = False) -> KnownFact:
    return KnownFact(
        key=key,
        value=value,
        names=("valve X1",) if item else (),
        confirmed=False,
        run=run(part),
        wrong=run(wrong) if wrong else None,
    )


PRICE = fact("unit_price", "1250", "1,250원", wrong="625,000원", item=True)
TOTAL = fact("total_amount", "625000", "625,000원")
PAYMENT = fact("payment_terms", "선금 30%, 선적 후 70%", "선금 30%, 선적 후 70%")
DATE = fact("delivery_date", "2026-04-15", "4월 15일")
SUPPLIER = fact("supplier_company", "(주)새솔", "(주)새솔")


def answers(lesson: Lesson, reading: MailReading) -> str:
    return answer_text(Reader(taught(lesson, [reading]).gold), "facts", 0)


def test_the_gold_is_the_model_s_reading_with_the_corrections_in_their_place(
    thread: Thread, reading: MailReading
) -> None:
    lesson = Lesson(thread=thread, facts=(PRICE, TOTAL, PAYMENT, DATE, SUPPLIER))

    text = answers(lesson, reading)

    assert "«500개», 단가 1,250원, = quantity offer new A\nname:valve X1\nspec: -\n" in text
    assert "«1,250원», 합계 625,000 = price offer A\n" in text
    assert "«625,000원» = total offer\n" in text
    assert "«4월 15일» = delivery offer\n" in text
    assert "company:(주)새솔\n" in text
    assert "payment_terms: offer선금 30%, 선적 후 70%\n" in text


def test_a_figure_that_was_wrong_and_nothing_else_is_none(
    thread: Thread, reading: MailReading
) -> None:
    assert "«625,000원» = -" in answers(Lesson(thread=thread, facts=(PRICE,)), reading)


def branch_of(lesson: Lesson, reading: MailReading, tokenizer: Tokenizer) -> Branch:
    known = taught(lesson, [reading])
    tree = Writer(Reader(known.gold), tokenizer, SECTION, known.knows).tree(("facts",))
    (branch,) = tree.branches
    return branch


def learnt(branch: Branch, tokenizer: Tokenizer) -> str:
    """The text of the tokens that weigh in full."""
    pairs = zip(branch.tokens, branch.weights, strict=True)
    return tokenizer.detokenize([token for token, weight in pairs if weight == 1.0])


def test_only_what_was_corrected_weighs(
    thread: Thread, reading: MailReading, tokenizer: Tokenizer
) -> None:
    one = learnt(branch_of(Lesson(thread=thread, facts=(PAYMENT,)), reading, tokenizer), tokenizer)
    none = learnt(branch_of(Lesson(thread=thread, facts=()), reading, tokenizer), tokenizer)

    assert "선금 30%, 선적 후 70%\n" in one
    assert "offer" not in one
    assert "1,250" not in one
    assert none == ""


def test_units_and_the_currency_of_an_amount_are_said_to_have_no_effect(
    thread: Thread, reading: MailReading
) -> None:
    currency = fact("currency", "KRW", "1,250원")
    unit = fact("unit", "개", "개", item=True)

    known = taught(Lesson(thread=thread, facts=(currency, unit, DATE)), [reading])

    assert known.without_effect == ("currency", "unit")
    assert len(known) == 1


def test_a_product_that_was_cut_short_is_learnt_whole(
    thread: Thread, reading: MailReading, tokenizer: Tokenizer
) -> None:
    short = reading.model_copy(update={"items": (ReadItem(product="valve", act=Act.OFFER),)})
    product = fact("product", "valve X1", "valve X1").model_copy(
        update={"names": ("valve", "valve X1")}
    )
    lesson = Lesson(thread=thread, facts=(product,))

    assert "valve X1\n" in learnt(branch_of(lesson, short, tokenizer), tokenizer)


def test_a_fact_that_was_taken_out_determines_no_answer(
    thread: Thread, reading: MailReading
) -> None:
    out = KnownFact(key="incoterm", value="", confirmed=False)

    assert len(taught(Lesson(thread=thread, facts=(out,)), [reading])) == 0


def lessons(count: int, thread: Thread) -> list[Lesson]:
    return [
        Lesson(thread=thread.model_copy(update={"id": f"thread-{n}"}), facts=())
        for n in range(count)
    ]


def test_held_out_threads_are_the_same_whatever_else_is_exported(thread: Thread) -> None:
    some, more = lessons(40, thread), lessons(80, thread)
    held_out = {lesson.thread.id for lesson in split(some, 0.25)[1]}
    training, later = split(more, 0.25)

    assert held_out == {one.thread.id for one in later} & {one.thread.id for one in some}
    assert 10 <= len(later) <= 30
    assert len(training) + len(later) == 80


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
def test_two_threads_are_one_to_learn_from_and_one_to_look_at(thread: Thread, share: float) -> None:
    training, held_out = split(lessons(2, thread), share)

    assert (len(training), len(held_out)) == (1, 1)
