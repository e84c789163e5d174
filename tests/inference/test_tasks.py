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
from quoteflow_desktop.inference.answers import tidy
from quoteflow_desktop.inference.engine import Choose, Copy, Job, Question, ScriptedEngine, drive
from quoteflow_desktop.inference.facts_task import facts, item_on_line, shown
from quoteflow_desktop.inference.tasks import program, tags

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


TABLE = "\nLED driver LQ-1: USD 6.42/pc\ncable: USD 2.00\n"
SECOND = Candidate(
    kind=CandidateKind.AMOUNT,
    start=TABLE.index("USD 2.00"),
    end=TABLE.index("USD 2.00") + 8,
    text="USD 2.00",
    value="2",
)


def test_the_facts_of_a_mail_are_read_with_role_act_and_item() -> None:
    reading = drive(
        facts(MAIL, (PRICE, QUANTITY)),
        answers(
            {
                ("side", 0, ""): " supplier",
                ("stage", 0, ""): " quoted",
                ("role", 0, ""): " price",
                ("act", 0, ""): " offer",
                ("letter", 0, ""): " new",
                ("product", 0, "A"): " LED driver LQ-1",
                ("role", 1, ""): " quantity",
                ("act", 1, ""): " offer",
                ("letter", 1, ""): " A",
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


def test_goods_that_stand_are_named_by_their_letters_and_new_ones_get_the_next() -> None:
    written: list[str] = []
    reading = drive(
        facts(MAIL, (PRICE, QUANTITY), ("pump", "valve")),
        answers(
            {
                ("side", 0, ""): " supplier",
                ("role", 0, ""): " price",
                ("act", 0, ""): " offer",
                ("letter", 0, ""): " B",
                ("role", 1, ""): " quantity",
                ("act", 1, ""): " ask",
                ("letter", 1, ""): " new",
                ("product", 1, "C"): "LED driver LQ-1",
            }
        ),
        written.append,
    )
    assert isinstance(reading, MailReading)
    assert reading.items == (
        ReadItem(product="valve", act=Act.OFFER),
        ReadItem(product="LED driver LQ-1", act=Act.ASK),
    )
    assert [figure.item for figure in reading.figures] == [0, 1]
    assert "A pump\nB valve\n" in "".join(written)


def test_goods_without_a_figure_are_named_behind_the_figures_once_and_in_their_order() -> None:
    asked: list[tuple[str, ...]] = []

    def answer(step: Choose | Copy) -> str:
        about = step.about
        if isinstance(step, Copy):
            return "gasket" if about.name == "product" else ""
        if about.name == "item":
            asked.append(step.options)
            return (" A", " C", " new", " -")[about.index]
        script = {"side": " buyer", "item_act": " ask"}
        silent = next((o for o in step.options if o.strip() == "-"), step.options[0])
        return script.get(about.name, silent)

    reading = drive(facts("", (), ("pump", "valve", "seal")), answer)
    assert asked == [
        (" -", " A", " B", " C", " new"), (" -", " B", " C", " new"), (" -", " new"), (" -", " new")
    ]  # fmt: skip
    assert isinstance(reading, MailReading)
    assert [item.product for item in reading.items] == ["pump", "seal", "gasket"]


def test_a_figure_belongs_to_the_goods_named_on_its_line() -> None:
    reading = drive(
        facts(TABLE, (SECOND,), ("LED driver", "Cable")),
        answers(
            {("side", 0, ""): " supplier", ("role", 0, ""): " price", ("act", 0, ""): " offer"}
        ),
    )
    assert isinstance(reading, MailReading)
    assert reading.items == (ReadItem(product="Cable", act=Act.OFFER),)


def test_beside_goods_that_its_line_brought_in_a_figure_may_bring_in_others() -> None:
    line = "\nplease quote 3 pumps and 4 seals\n"
    three, four = (
        Candidate(
            kind=CandidateKind.QUANTITY, start=line.index(n), end=line.index(n) + 1, text=n, value=n
        )
        for n in ("3", "4")
    )
    reading = drive(
        facts(line, (three, four)),
        answers(
            {
                ("side", 0, ""): " buyer",
                ("role", 0, ""): " quantity",
                ("act", 0, ""): " ask",
                ("letter", 0, ""): " new",
                ("product", 0, "A"): "pumps",
                ("role", 1, ""): " quantity",
                ("act", 1, ""): " ask",
                ("letter", 1, ""): " new",
                ("product", 1, "B"): "seals",
            }
        ),
    )
    assert isinstance(reading, MailReading)
    assert [item.product for item in reading.items] == ["pumps", "seals"]


def test_a_figure_may_be_of_no_goods_that_are_named() -> None:
    reading = drive(
        facts(MAIL, (PRICE,), ("pump", "valve")),
        answers({("side", 0, ""): " buyer", ("role", 0, ""): " price", ("act", 0, ""): " ask"}),
    )
    assert isinstance(reading, MailReading)
    assert (reading.items, [figure.item for figure in reading.figures]) == ((), [None])


def test_a_refused_price_does_not_refuse_the_goods() -> None:
    reading = drive(
        facts(MAIL, (PRICE,), ("pump",)),
        answers(
            {
                ("side", 0, ""): " supplier",
                ("role", 0, ""): " price",
                ("act", 0, ""): " refuse",
                ("letter", 0, ""): " A",
            }
        ),
    )
    assert isinstance(reading, MailReading)
    assert [item.act for item in reading.items] == [Act.INFORM]


@pytest.mark.parametrize(
    ("line", "place"),
    [("Pump 5 kW: USD 3", 0), ("pump: USD 3", None), ("pump 5 kW and cable", None), ("none", None)],
)
def test_a_line_names_one_of_the_goods_or_none(line: str, place: int | None) -> None:
    assert item_on_line(line, ("pump 5 kW", "cable")) == place


def test_a_longer_name_wins_over_one_within_it() -> None:
    assert item_on_line("pump head: USD 3", ("pump", "pump head")) == 1


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
