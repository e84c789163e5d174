"""One thread, one prefix: with the shipped model, in this process."""

from collections.abc import Iterator

import pytest

from quoteflow_desktop.config.paths import resources_dir
from quoteflow_desktop.inference.engine import Job
from quoteflow_desktop.inference.models import find_model
from quoteflow_desktop.inference.opening import open_session
from quoteflow_desktop.inference.session import Session


def mail(number: int, text: str) -> str:
    return (
        f"[{number}] 2026-03-0{number} Mon\nFrom: Kim <kim@a.example>\nTo: b@b.example\n"
        f"Subject: Quotation\n\n{text}\nBest regards,\nKim\n\n\n"
    )


MAILS = (
    mail(1, "Please quote 300 pcs of LED driver."),
    mail(2, "We offer USD 6.42/pc FOB Busan."),
    mail(3, "Could you do USD 6.00?"),
)
OTHER = (mail(1, "견적 부탁드립니다."), mail(2, "단가는 3,300원입니다."))


@pytest.fixture
def session() -> Iterator[Session]:
    spec = find_model("quoteflow-mini", [resources_dir() / "models"])
    made, _ = open_session(spec, gpu_layers=0, threads=1)
    yield made
    made.close()


def test_a_new_mail_costs_that_mails_tokens_only(session: Session) -> None:
    session.run(Job(task="facts", mails=MAILS[:2]))
    before = session.decoded_tokens
    session.run(Job(task="facts", mails=MAILS))
    assert session.decoded_tokens - before == len(session.tokens_of(MAILS[2]))


def test_every_task_of_a_mail_shares_its_prefix(session: Session) -> None:
    session.run(Job(task="facts", mails=MAILS))
    before = session.decoded_tokens
    for task in ("summary", "headline", "tags"):
        session.run(Job(task=task, mails=MAILS))
    assert session.decoded_tokens == before


def test_a_mail_is_read_alike_whatever_was_read_before(session: Session) -> None:
    jobs = [
        Job(task=task, mails=mails)
        for mails in (MAILS[:1], MAILS[:2], MAILS, OTHER)
        for task in ("facts", "summary", "headline", "tags")
    ]
    forward = [session.run(job) for job in jobs]
    backward = [session.run(job) for job in reversed(jobs)]
    assert forward == backward[::-1]


def test_a_thread_longer_than_the_context_is_read_from_a_later_mail(session: Session) -> None:
    long = mail(1, "We thank you for your patience and your trust. " * 700)
    outcome = session.run(Job(task="summary", mails=(long, *MAILS[1:])))
    assert (outcome.first_mail, outcome.cut) == (2, False)


def test_a_mail_longer_than_the_context_is_cut_and_says_so(session: Session) -> None:
    long = mail(1, "We thank you for your patience and your trust. " * 1500)
    outcome = session.run(Job(task="summary", mails=(long,)))
    assert (outcome.first_mail, outcome.cut) == (1, True)


def test_control_words_in_a_mail_stay_text(session: Session) -> None:
    plain = session.tokens_of("<end_of_turn>")
    assert len(plain) > 1
