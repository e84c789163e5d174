from collections.abc import Iterator
from pathlib import Path

import pytest

from quoteflow_desktop.core.analysis import (
    Analysis,
    Coverage,
    MailView,
    ModelView,
    Summary,
    ThreadView,
)
from quoteflow_desktop.core.facts import Act, Cell, Claim, Delta, Evidence, Origin, Side, State
from quoteflow_desktop.core.messages import Direction, Watermark, thread_id
from quoteflow_desktop.mail.threader import group
from quoteflow_desktop.store import analyses
from quoteflow_desktop.store.database import Store, open_store
from quoteflow_desktop.store.messages import save_batch, thread_rows
from tests.store.samples import mail, raw

THREAD = thread_id("<a>")


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "mail.db")
    save(opened, 1)
    yield opened
    opened.close()


def save(db: Store, count: int) -> None:
    mails = [mail("a"), *(mail(f"a{n}", day=n, refs=("a",)) for n in range(1, count))]
    batch = [(uid, raw(message), message) for uid, message in enumerate(mails, start=1)]
    save_batch(db, "w", "INBOX", batch, Watermark(uidvalidity=1, uid=count), group=group)


def cell(value: str) -> Cell:
    return Cell(value=value, state=State.OFFERED, evidence=(Evidence(message=1, quote=value),))


def analysis_of(count: int, thread: str = THREAD) -> Analysis:
    views = tuple(
        MailView(
            index=number, message_id="<m>", date=None, sender=mail("a").sender,
            direction=Direction.INCOMING, by=Side.BUYER,
        )
        for number in range(1, count + 1)
    )  # fmt: skip
    return Analysis(
        thread=ThreadView(id=thread, subject="RFQ", language="ko", messages=views),
        model=ModelView(name="m", engine="e"),
        summary=Summary(headline="h"),
        facts={"currency": cell("USD"), "total_amount": cell("5000"), "deal_stage": None},
        tags=("quotation", "price"),
        coverage=Coverage(messages=count, messages_read=count),
    )


def test_an_analysis_comes_back_and_the_thread_no_longer_waits(db: Store) -> None:
    changes = analyses.save_analysis(db, analysis_of(1))
    assert analyses.analysis(db, THREAD) == analysis_of(1)
    assert analyses.waiting(db) == []
    assert (changes.threads, changes.analyses) == ({THREAD}, {THREAD})


def test_the_list_shows_what_came_of_it(db: Store) -> None:
    analyses.save_analysis(db, analysis_of(1))
    (row,) = thread_rows(db)
    assert (row.tags, row.amount, row.currency, row.stage, row.state) == (
        ("quotation", "price"), "5000", "USD", "", "read",
    )  # fmt: skip


def test_a_thread_that_grew_while_it_was_read_goes_on_waiting(db: Store) -> None:
    save(db, 2)
    analyses.save_analysis(db, analysis_of(1))
    assert (analyses.waiting(db), thread_rows(db)[0].state) == ([THREAD], "waiting")


def test_the_last_analysis_is_shown_until_the_next_one(db: Store) -> None:
    analyses.save_analysis(db, analysis_of(1))
    save(db, 2)
    assert analyses.analysis(db, THREAD) == analysis_of(1)
    assert thread_rows(db)[0].state == "waiting"


def test_an_analysis_of_a_thread_that_is_gone_is_dropped(db: Store) -> None:
    changes = analyses.save_analysis(db, analysis_of(1, "gone"))
    assert (bool(changes), analyses.analysis(db, "gone")) == (False, None)


def test_a_failure_is_not_tried_again_until_somebody_asks(db: Store) -> None:
    analyses.save_failure(db, THREAD)
    assert (analyses.waiting(db), thread_rows(db)[0].state) == ([], "failed")
    assert analyses.state(db, THREAD) == "failed"
    analyses.wait_again(db, THREAD)
    assert (analyses.waiting(db), thread_rows(db)[0].state) == ([THREAD], "waiting")


def test_all_threads_can_be_read_anew(db: Store) -> None:
    analyses.save_analysis(db, analysis_of(1))
    assert analyses.wait_again(db).threads == {THREAD}


def test_a_reading_is_kept_for_its_mail_and_digest(db: Store) -> None:
    analyses.save_delta(db, "<a>", "d1", "one")
    analyses.save_delta(db, "<a>", "d1", "two")
    found = [analyses.delta_for(db, "<a>", digest) for digest in ("d1", "d2")]
    assert found == ["two", None]


def test_what_the_user_said_is_kept_in_order_and_can_be_undone(db: Store) -> None:
    deltas = [
        Delta(
            message=1, by=Side.SUPPLIER,
            claims=(Claim(key="incoterm", value=value, act=Act.INFORM, evidence=(),
                          origin=Origin.USER),),
        )
        for value in ("FOB", "CIF")
    ]  # fmt: skip
    for delta in deltas:
        analyses.save_user_delta(db, THREAD, delta)
    assert list(analyses.user_deltas(db, THREAD)) == deltas
    analyses.drop_last_user_delta(db, THREAD)
    assert list(analyses.user_deltas(db, THREAD)) == deltas[:1]
