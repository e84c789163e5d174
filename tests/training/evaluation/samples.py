"""A small thread, its cells and analyses, for the tests of the evaluation."""

from quoteflow_desktop.core.analysis import (
    Analysis,
    Coverage,
    ModelView,
    Summary,
    SummaryStep,
    ThreadView,
)
from quoteflow_desktop.core.facts import FACT_KINDS, Cell, Evidence, Item, State
from quoteflow_desktop.core.messages import Message, Thread
from training.evaluation.cases import Case, Gold

THREAD = Thread(
    id="t", subject="s", messages=(Message(message_id="<1>", body="FOB Busan, 100 pcs, USD 5"),)
)


def cell(value: str, quote: str = "FOB Busan") -> Cell:
    return Cell(value=value, state=State.STATED, evidence=(Evidence(message=1, quote=quote),))


def analysis(
    *,
    items: tuple[Item, ...] = (),
    tags: tuple[str, ...] = (),
    headline: str = "",
    points: tuple[str, ...] = (),
    title: str = "",
    **facts: Cell,
) -> Analysis:
    step = SummaryStep(message=1, sender="Kim", title=title, points=points)
    return Analysis(
        thread=ThreadView(id="t", subject="s", language="en", messages=()),
        model=ModelView(name="m", engine="scripted"),
        summary=Summary(headline=headline, steps=(step,)),
        facts={key: facts.get(key) for key in FACT_KINDS},
        items=items,
        tags=tags,
        coverage=Coverage(messages=1, messages_read=1),
    )


def case(gold: Gold) -> Case:
    return Case("set", "name", THREAD, gold)
