"""The tasks' programs: what is asked in which order, and how the answers are read."""

import pytest

from quoteflow_desktop.core.facts import Act, Candidate, CandidateKind, Side
from quoteflow_desktop.core.reading import (
    HeadlineReading,
    MailReading,
    ReadFigure,
    ReadItem,
    ReadWords,
    StepReading,
    TagsReading,
)
from quoteflow_desktop.inference.engine import Choose, Copy, Job, Question, ScriptedEngine, drive
from quoteflow_desktop.inference.tasks import facts, item_on_line, program, shown, tags, tidy

MAIL = "[1] 2026-03-02 Mon\nSubject: x\n\nLED driver LQ-1: USD 6.42/pc, 5,000pcs\n"


def candidate(kind: CandidateKind, text: str, value: str) -> Candidate:
    start = MAIL.index(text)
    return Candidate(kind=kind, start=start, end=start + len(text), text=text, value=value)


PRICE = candidate(CandidateKind.AMOUNT, "USD 6.42", "6.42")
QUANTITY = candidate(CandidateKind.QUANTITY, "5,000pcs", "5000")


def answers(script: dict[tuple[str, int, str], str]):
    """Answer by (name, index, key); " -", "-" or nothing where the script is silent."""

    def answer(step: Choose | Copy) -> str:
        about: Question = step.about
        reply = script.get((about.name, about.index, about.key))
        if reply is not None:
            return reply
        if isinstance(step, Copy):
            return ""
        return next(option for option in step.options if option.strip() == "-")

    return answer


def test_the_facts_of_a_mail_are_read_with_role_act_and_item() -> None:
    reading = drive(
        facts(MAIL, (PRICE, QUANTITY)),
        answers(
            {
                ("side", 0, ""): " supplier",
                ("stage", 0, ""): " quoted",
                ("item", 0, ""): " new",
                ("item_act", 0, ""): " offer",
                ("product", 0, ""): " LED driver LQ-1",
                ("role", 0, ""): " price",
                ("act", 0, ""): " offer",
                ("role", 1, ""): " quantity",
                ("act", 1, ""): " offer",
                ("key", 0, ""): "payment_terms:",
                ("text_act", 0, "payment_terms"): " offer",
                ("text", 0, "payment_terms"): " T/T in advance",
            }
        ),
    )
    assert reading == MailReading(
        side=Side.SUPPLIER,
        stage="quoted",
        items=(ReadItem(product="LED driver LQ-1", act=Act.OFFER),),
        figures=(
            ReadFigure(candidate=PRICE, key="unit_price", act=Act.OFFER, item=0),
            ReadFigure(candidate=QUANTITY, key="quantity", act=Act.OFFER, item=0),
        ),
        words=(ReadWords(key="payment_terms", act=Act.OFFER, text="T/T in advance"),),
    )


def test_with_two_items_a_figure_names_its_item() -> None:
    reading = drive(
        facts(MAIL, (PRICE,)),
        answers(
            {
                ("side", 0, ""): " buyer",
                ("item", 0, ""): " new",
                ("item_act", 0, ""): " ask",
                ("product", 0, ""): "A",
                ("item", 1, ""): " new",
                ("item_act", 1, ""): " ask",
                ("product", 1, ""): "B",
                ("role", 0, ""): " price",
                ("act", 0, ""): " ask",
                ("letter", 0, ""): " B",
            }
        ),
    )
    assert isinstance(reading, MailReading)
    assert [figure.item for figure in reading.figures] == [1]


def test_goods_that_stand_are_named_by_their_letters_and_new_ones_get_the_next() -> None:
    written: list[str] = []
    reading = drive(
        facts(MAIL, (PRICE,), ("pump", "valve")),
        answers(
            {
                ("side", 0, ""): " supplier",
                ("item", 0, ""): " B",
                ("item_act", 0, ""): " offer",
                ("item", 1, ""): " new",
                ("item_act", 1, ""): " ask",
                ("product", 1, ""): "LED driver LQ-1",
                ("role", 0, ""): " price",
                ("act", 0, ""): " offer",
                ("letter", 0, ""): " B",
            }
        ),
        written.append,
    )
    assert isinstance(reading, MailReading)
    assert reading.items == (
        ReadItem(product="valve", act=Act.OFFER),
        ReadItem(product="LED driver LQ-1", act=Act.ASK),
    )
    assert "A pump\nB valve\n" in "".join(written)
    assert " C" in written


def test_goods_are_named_once_and_in_their_order() -> None:
    asked: list[tuple[str, ...]] = []

    def answer(step: Choose | Copy) -> str:
        if isinstance(step, Copy):
            return ""
        if step.about.name == "item":
            asked.append(step.options)
            return (" A", " C", " -")[step.about.index]
        return (
            " buyer"
            if step.about.name == "side"
            else next((o for o in step.options if o.strip() == "-"), step.options[0])
        )

    drive(facts("", (), ("pump", "valve", "seal")), answer)
    assert asked == [
        (" -", " A", " B", " C", " new"), (" -", " B", " C", " new"), (" -", " new")
    ]  # fmt: skip


def test_a_figure_belongs_to_the_item_named_on_its_line() -> None:
    table = "\nLED driver LQ-1: USD 6.42/pc\ncable: USD 2.00\n"
    start = table.index("USD 2.00")
    second = Candidate(
        kind=CandidateKind.AMOUNT, start=start, end=start + 8, text="USD 2.00", value="2"
    )
    reading = drive(
        facts(table, (second,)),
        answers(
            {
                ("side", 0, ""): " supplier",
                ("item", 0, ""): " new",
                ("item_act", 0, ""): " offer",
                ("product", 0, ""): "LED driver",
                ("item", 1, ""): " new",
                ("item_act", 1, ""): " offer",
                ("product", 1, ""): "cable",
                ("role", 0, ""): " price",
                ("act", 0, ""): " offer",
                ("letter", 0, ""): " A",
            }
        ),
    )
    assert isinstance(reading, MailReading)
    assert [figure.item for figure in reading.figures] == [1]


@pytest.mark.parametrize(
    ("line", "item"),
    [("pump 5 kW: USD 3", 0), ("pump: USD 3", None), ("pump 5 kW and cable", None), ("none", None)],
)
def test_a_line_names_one_item_or_none(line: str, item: int | None) -> None:
    items = tuple(ReadItem(product=p, act=Act.OFFER) for p in ("pump 5 kW", "cable"))
    assert item_on_line(line, items) == item


def test_a_longer_name_wins_over_one_within_it() -> None:
    items = tuple(ReadItem(product=p, act=Act.OFFER) for p in ("pump", "pump head"))
    assert item_on_line("pump head: USD 3", items) == 1


def test_a_silent_mail_states_nothing() -> None:
    reading = drive(facts(MAIL, (PRICE,)), answers({("side", 0, ""): " buyer"}))
    assert reading == MailReading(side=Side.BUYER)


def test_a_candidate_is_shown_between_guillemets_in_its_line() -> None:
    assert shown(MAIL, PRICE) == "LED driver LQ-1: «USD 6.42»/pc, 5,000pc"


def test_tags_come_in_the_vocabularys_order_and_each_once() -> None:
    asked: list[tuple[str, ...]] = []

    def answer(step: Choose | Copy) -> str:
        assert isinstance(step, Choose)
        asked.append(step.options)
        return ("quotation\n", "country-kr\n", "-\n")[len(asked) - 1]

    assert drive(tags(("de", "kr")), answer) == TagsReading(tags=("quotation", "country-kr"))
    assert "inquiry\n" not in asked[1]
    assert "country-de\n" not in asked[2]


def test_a_scripted_engine_answers_every_task_and_keeps_its_jobs() -> None:
    engine = ScriptedEngine(lambda job, step: _first(job, step), program)
    jobs = [Job(task=t, mails=(MAIL,)) for t in ("facts", "summary", "headline", "tags")]
    kinds = [type(engine.run(job).reading) for job in jobs]
    assert kinds == [MailReading, StepReading, HeadlineReading, TagsReading]
    assert engine.jobs == jobs


def _first(_: Job, step: Choose | Copy) -> str:
    return step.options[-1] if isinstance(step, Choose) else "LED driver"


def test_tidy_takes_stray_punctuation_off_the_ends() -> None:
    pairs = {
        " T/T 30%, 70% ,": "T/T 30%, 70%",
        "Lumaqi Co., Ltd.": "Lumaqi Co., Ltd.",
        "(100W, IP67": "100W, IP67",
        "in 25 days.": "in 25 days",
        "- wooden case": "wooden case",
        "-40℃ ~ 85℃": "-40℃ ~ 85℃",
        '27" panel, 27"': '27" panel, 27"',
        "2. 접속반": "접속반",
        "2.5 mm sheet": "2.5 mm sheet",
        "L/C\n  at sight": "L/C at sight",
    }
    assert {text: tidy(text) for text in pairs} == pairs
