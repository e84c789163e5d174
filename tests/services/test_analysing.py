"""From mails to the contract's JSON, with a scripted model: the code around it is the real one."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

import pytest

from quoteflow_desktop.core.analysis import from_json, to_json
from quoteflow_desktop.core.errors import Cancelled
from quoteflow_desktop.core.messages import Address, Attachment, Message, Thread, thread_id
from quoteflow_desktop.inference.engine import Choose, Copy, Job, ScriptedEngine
from quoteflow_desktop.inference.facts_task import shown
from quoteflow_desktop.inference.tasks import program
from quoteflow_desktop.services.analysing import analyse_thread
from quoteflow_desktop.services.progress import Cancel, Progress

BUYER = Address(name="J. Mwangi", email="jm@mwangi.example")
SELLER = Address(name="Kim Seo-yeon", email="sy.kim@saesol.example")


def message(number: int, sender: Address, to: Address, body: str, **more: object) -> Message:
    return Message(
        message_id=f"<{number}@x.example>",
        subject="Solar inverters",
        date=datetime(2026, 3, number, 9, 0, tzinfo=UTC),
        sender=sender,
        to=(to,),
        body=body,
        **more,
    )


MAILS = (
    message(1, BUYER, SELLER, "Hi,\nplease quote 300 units of inverter 5kW.\nMwangi Power"),
    message(2, SELLER, BUYER, "Hi,\ninverter 5kW: USD 615 per unit\nPayment: T/T 30/70"),
    message(3, BUYER, SELLER, "Could you do USD 600?"),
    message(
        4, SELLER, BUYER, "USD 615 is our best.",
        attachments=(Attachment(name="a.dwg", content_type="x/y", size=3),),
    ),
)  # fmt: skip
THREAD = Thread(id=thread_id("<1@x.example>"), subject="Solar inverters", messages=MAILS)

# What the model says of each mail: answers by question (and the shown candidate, or the text key).
SAYS: dict[tuple[str, int], Mapping[str, str]] = {
    ("facts", 1): {
        "side": " buyer", "stage": " inquiry", "product 0": " inverter 5kW",
        "role «300 units»": " quantity", "act «300 units»": " ask", "letter «300 units»": " new",
        "key 0": "company:", "text company": "Mwangi Power",
    },
    ("facts", 2): {
        "side": " supplier", "stage": " quoted",
        "role «USD 615": " price", "act «USD 615": " offer", "letter «USD 615": " A",
        "key 0": "payment_terms:", "text_act payment_terms": " offer",
        "text payment_terms": " T/T 30/70",
    },
    ("facts", 3): {
        "side": " buyer", "stage": " negotiating",
        "role «USD 600": " price", "act «USD 600": " ask",
    },
    ("facts", 4): {
        "side": " supplier", "role «USD 615": " price", "act «USD 615": " offer",
    },
    ("summary", 1): {
        "title": " inquiry\n", "more 0": "point:", "point 0": " please quote 300 units",
    },
    ("headline", 4): {"goods": " inverter 5kW"},
    ("tags", 4): {"tag 0": "quotation\n", "tag 1": "negotiation\n", "tag 2": "price\n"},
}  # fmt: skip


def oracle(job: Job, step: Choose | Copy) -> str:
    says = SAYS.get((job.task, len(job.mails)), {})
    about = step.about
    if about.name in ("role", "act", "letter"):
        text = shown(job.mails[-1], job.candidates[about.index])
        reply = next((r for k, r in says.items() if k.split(" ", 1)[0] == about.name
                      and k.split(" ", 1)[1] in text), None)  # fmt: skip
    else:
        reply = next(
            (
                says[k]
                for k in (about.name, f"{about.name} {about.index}", f"{about.name} {about.key}")
                if k in says
            ),
            None,
        )
    if reply is not None:
        return reply
    if isinstance(step, Copy):
        return ""
    return next((o for o in step.options if o.strip() == "-"), step.options[0])


def analyse(thread: Thread = THREAD, **options: object):
    return analyse_thread(thread, ScriptedEngine(oracle, program), **options)


def test_the_unanswered_counter_offer_does_not_stand_beside_the_offer() -> None:
    price = analyse().items[0].unit_price
    assert price is not None
    assert (price.value, price.state) == ("615", "offered")
    assert [(h.message, h.by, h.act, h.value) for h in price.history] == [
        (2, "supplier", "offer", "615"),
        (3, "buyer", "ask", "600"),
        (4, "supplier", "offer", "615"),
    ]


def test_the_json_has_the_contracts_keys_and_reads_back() -> None:
    analysis = analyse()
    made = json.loads(to_json(analysis))
    assert list(made) == [
        "schema", "thread", "model", "summary", "facts", "blanks", "items", "tags", "checks",
        "coverage", "warnings",
    ]  # fmt: skip
    assert made["thread"]["messages"][0]["from"] == {
        "name": "J. Mwangi",
        "email": "jm@mwangi.example",
    }
    assert list(made["facts"]["currency"]) == [
        "value", "state", "evidence", "history", "origin", "confirmed",
    ]  # fmt: skip
    assert from_json(to_json(analysis)) == analysis


def test_every_fact_stands_in_its_mail_and_every_blank_says_why() -> None:
    analysis = analyse()
    cells = [cell for cell in analysis.facts.values() if cell]
    cells += [
        c for item in analysis.items for c in (item.product, item.quantity, item.unit_price) if c
    ]
    assert len(cells) >= 8
    for cell in cells:
        for evidence in cell.evidence:
            mail = MAILS[evidence.message - 1]
            assert evidence.quote in f"{mail.body}\n{mail.subject}\n{mail.sender}\n{mail.to[0]}"
    assert {k for k, c in analysis.facts.items() if c is None} == set(analysis.blanks)
    assert analysis.blanks["incoterm"] == "not-stated"


def test_sides_names_and_directions_follow_the_mails() -> None:
    analysis = analyse()
    assert [(m.by, m.direction) for m in analysis.thread.messages] == [
        ("buyer", "incoming"), ("supplier", "outgoing"),
    ] * 2  # fmt: skip
    contact = analysis.facts["supplier_contact"]
    assert contact is not None
    assert (contact.value, contact.origin) == ("Kim Seo-yeon", "rule")


def test_own_addresses_decide_the_direction() -> None:
    analysis = analyse(me=frozenset({"jm@mwangi.example"}))
    assert [m.direction for m in analysis.thread.messages] == ["outgoing", "incoming"] * 2


def test_the_summary_holds_only_words_of_the_mails() -> None:
    summary = analyse().summary
    assert summary.steps[0].points == ("please quote 300 units",)
    assert summary.steps[0].sender == "J. Mwangi"
    assert summary.headline.startswith("inverter 5kW · USD 615")


def test_coverage_names_the_attachment_that_was_not_read() -> None:
    coverage = analyse().coverage
    assert (coverage.messages, coverage.messages_read) == (4, 4)
    assert coverage.attachments_not_read == ("a.dwg",)


def test_reading_as_mails_arrive_equals_reading_at_once_and_costs_the_new_mail_only() -> None:
    kept: dict[str, str] = {}
    for count in (1, 2, 3):
        part = THREAD.model_copy(update={"messages": MAILS[:count]})
        analyse(part, known=kept, keep=kept.__setitem__)
    engine = ScriptedEngine(oracle, program)
    grown = analyse_thread(THREAD, engine, known=kept, keep=kept.__setitem__)
    assert grown == analyse()
    assert [(job.task, len(job.mails)) for job in engine.jobs] == [
        ("facts", 4), ("summary", 4), ("headline", 4), ("tags", 4),
    ]  # fmt: skip


def test_mail_k_is_read_with_no_mail_after_it() -> None:
    engine = ScriptedEngine(oracle, program)
    analyse_thread(THREAD, engine)
    assert [len(j.mails) for j in engine.jobs if j.task == "facts"] == [1, 2, 3, 4]


def test_a_thread_that_is_no_trade_has_no_facts() -> None:
    def newsletter(job: Job, step: Choose | Copy) -> str:
        if job.task == "tags" and step.about.index == 0:
            return "not-trade\n"
        return oracle(job, step)

    analysis = analyse_thread(THREAD, ScriptedEngine(newsletter, program))
    assert (analysis.tags, analysis.items) == (("not-trade",), ())
    assert set(analysis.facts.values()) == {None}


def test_progress_is_told_mail_by_mail_and_work_can_be_stopped() -> None:
    told: list[Progress] = []
    cancel = Cancel()

    def report(progress: Progress) -> None:
        told.append(progress)
        if progress.done == 2:
            cancel.cancel()

    with pytest.raises(Cancelled):
        analyse(report=report, cancel=cancel)
    assert [(p.done, p.total) for p in told] == [(0, 5), (1, 5), (2, 5)]


def test_a_house_stays_on_one_side_of_a_thread() -> None:
    """The seller's second mail is read as the buyer's: its house was the supplier before."""

    def confused(job: Job, step: Choose | Copy) -> str:
        if step.about.name == "side" and len(job.mails) == 4:
            return " buyer"
        return oracle(job, step)

    analysis = analyse_thread(THREAD, ScriptedEngine(confused, program))
    assert [m.by for m in analysis.thread.messages] == ["buyer", "supplier", "buyer", "supplier"]
