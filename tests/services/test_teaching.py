"""What a user decided becomes lessons: values where they stand, names masked alike everywhere."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from quoteflow_desktop.analysis.standing import fold
from quoteflow_desktop.core.analysis import (
    Analysis,
    Coverage,
    ModelView,
    Summary,
    ThreadView,
)
from quoteflow_desktop.core.errors import InputError
from quoteflow_desktop.core.facts import Act, Claim, Delta, Evidence, ItemClaim, Side
from quoteflow_desktop.core.messages import Thread
from quoteflow_desktop.inference.prompts import source_of
from quoteflow_desktop.mail.mime import parse
from quoteflow_desktop.mail.threader import group
from quoteflow_desktop.services import correcting, teaching, wiring
from quoteflow_desktop.services.decided_facts import KnownFact, Lesson
from quoteflow_desktop.services.wiring import Workplace, open_workplace
from quoteflow_desktop.store import analyses, messages
from tests.services.korean_thread import MAILS

SECRETS = ("새솔", "saesol", "김서연", "서연", "김 과장", "대한물산", "daehan", "박준호", "준호",
           "555-1234", "5678-9012", "park", "sy.kim")  # fmt: skip


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    monkeypatch.setattr(wiring, "store_key", lambda _: None)
    return open_workplace({"QUOTEFLOW_HOME": str(tmp_path / "home")})


@pytest.fixture
def thread(workplace: Workplace) -> Thread:
    with closing(wiring.open_database(workplace, None)) as store:
        mails = [(text.encode(), parse(text.encode(), "")) for text in MAILS]
        messages.save_imported(store, mails, group=group)
        return messages.thread(store, messages.thread_ids(store)[0])


def claim(key: str, value: str, message: int, quote: str, act: Act = Act.OFFER) -> Claim:
    return Claim(key=key, value=value, act=act, evidence=(Evidence(message=message, quote=quote),))


# What a model said of the offer: price and sum confounded, the payment half copied.
READ = Delta(
    message=2,
    by=Side.SUPPLIER,
    claims=(
        claim("supplier_company", "(주)새솔전자", 2, "(주)새솔전자", Act.INFORM),
        claim("supplier_contact", "김서연", 2, "김서연", Act.INFORM),
        claim("buyer_company", "대한물산", 1, "대한물산", Act.INFORM),
        claim("payment_terms", "선금 30%", 2, "선금 30%"),
        claim("delivery_date", "2026-04-15", 2, "4월 15일"),
        claim("incoterm", "FOB", 2, "FOB"),
    ),
    items=(
        ItemClaim(
            product="LED 투광등 50W",
            act=Act.OFFER,
            evidence=(Evidence(message=2, quote="LED 투광등 50W"),),
            claims=(claim("unit_price", "9600000", 2, "9,600,000원"),),
        ),
    ),
)


def standing(thread: Thread, *user: Delta) -> Analysis:
    stands = fold([READ], user)
    return Analysis(
        thread=ThreadView(id=thread.id, subject=thread.subject, language="ko", messages=()),
        model=ModelView(name="m", engine="e"),
        summary=Summary(headline="h"),
        facts=stands.facts,
        items=stands.items,
        coverage=Coverage(messages=2, messages_read=2),
    )


def decide(workplace: Workplace, thread: Thread, *words: tuple[str, str | None]) -> None:
    """Save what the user says: a text corrects the fact at the path, None confirms it."""
    user: list[Delta] = []
    with closing(wiring.open_database(workplace, None)) as store:
        for path, text in words:
            now = standing(thread, *user)
            delta = (
                correcting.confirmed(now, path)
                if text is None
                else correcting.edited(now, path, text)
            ).model_copy(update={"message": len(thread.messages)})
            user.append(delta)
            analyses.save_user_delta(store, thread.id, delta)
        analyses.save_analysis(store, standing(thread, *user))


def exported(workplace: Workplace, folder: Path, *, mask_names: bool = False) -> Lesson:
    teaching.export_corrections(workplace, folder, mask_names=mask_names)
    (lesson,) = teaching.read_corrections(folder)
    return lesson


def shown(lesson: Lesson, fact: KnownFact) -> str | None:
    run = fact.run
    if run is None:
        return None
    return source_of(lesson.thread.messages[run.message - 1], run.where)[run.start : run.end]


def test_each_decided_fact_comes_with_the_run_that_shows_it(
    workplace: Workplace, thread: Thread, tmp_path: Path
) -> None:
    decide(
        workplace,
        thread,
        ("items/0/unit_price", "32000"),
        ("facts/payment_terms", "선금 30%, 선적 후 70%"),
        ("facts/delivery_date", None),
        ("facts/incoterm", None),
        ("facts/supplier_contact", None),
    )

    lesson = exported(workplace, tmp_path / "out")

    assert [(f.key, f.value, f.confirmed, shown(lesson, f)) for f in lesson.facts] == [
        ("unit_price", "32000", False, "32,000원"),
        ("payment_terms", "선금 30%, 선적 후 70%", False, "선금 30%, 선적 후 70%"),
        ("delivery_date", "2026-04-15", True, "4월 15일"),
        ("incoterm", "FOB", True, "FOB"),
        ("supplier_contact", "김서연", True, "김서연"),
    ]
    price = lesson.facts[0]
    assert price.names == ("LED 투광등 50W",)
    assert price.wrong is not None
    body = lesson.thread.messages[1].body
    assert body[price.wrong.start : price.wrong.end] == "9,600,000원"
    assert not lesson.masked


def test_the_last_word_on_a_fact_counts(
    workplace: Workplace, thread: Thread, tmp_path: Path
) -> None:
    decide(workplace, thread, ("facts/incoterm", "CIF"), ("facts/incoterm", "FOB"))

    (fact,) = exported(workplace, tmp_path).facts

    assert (fact.value, fact.confirmed) == ("FOB", False)


def test_a_fact_that_was_taken_out_has_no_run(
    workplace: Workplace, thread: Thread, tmp_path: Path
) -> None:
    decide(workplace, thread, ("facts/incoterm", ""))

    (fact,) = exported(workplace, tmp_path).facts

    assert (fact.key, fact.value, fact.run) == ("incoterm", "", None)


def test_a_value_that_no_mail_shows_is_counted_and_named(
    workplace: Workplace, thread: Thread, tmp_path: Path
) -> None:
    decide(workplace, thread, ("facts/warranty", "2년"), ("facts/incoterm", None))

    done = teaching.export_corrections(workplace, tmp_path, mask_names=False)

    assert (done.threads, done.facts, done.left_out) == (1, 1, 1)
    assert done.unusable == ("“LED 투광등 견적 요청”: no mail shows the value of warranty",)


def test_where_no_mail_shows_anything_no_file_is_written(
    workplace: Workplace, thread: Thread, tmp_path: Path
) -> None:
    decide(workplace, thread, ("facts/warranty", "2년"))

    with pytest.raises(InputError, match="No mail shows a value"):
        teaching.export_corrections(workplace, tmp_path / "out", mask_names=False)

    assert not (tmp_path / "out").exists()


def test_an_empty_store_is_a_sentence(workplace: Workplace, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No fact has been confirmed or corrected yet"):
        teaching.export_corrections(workplace, tmp_path / "out", mask_names=False)

    assert not (tmp_path / "out").exists()


@pytest.fixture
def masked(workplace: Workplace, thread: Thread, tmp_path: Path) -> Iterator[Lesson]:
    decide(
        workplace,
        thread,
        ("items/0/unit_price", "32000"),
        ("facts/supplier_company", None),
        ("facts/supplier_contact", None),
        ("facts/buyer_company", None),
        ("facts/payment_terms", "선금 30%, 선적 후 70%"),
        ("facts/delivery_date", None),
    )
    yield exported(workplace, tmp_path / "masked", mask_names=True)


def test_masked_lessons_hold_no_name_anywhere(masked: Lesson) -> None:
    text = masked.model_dump_json().lower()

    assert masked.masked
    assert [secret for secret in SECRETS if secret in text] == []


def test_masked_runs_show_the_masked_values(masked: Lesson) -> None:
    facts = {fact.key: fact for fact in masked.facts}
    runs = {key: shown(masked, fact) for key, fact in facts.items()}

    assert runs["unit_price"] == "32,000원"
    assert runs["payment_terms"] == "선금 30%, 선적 후 70%"
    assert runs["delivery_date"] == "4월 15일"
    for key in ("supplier_company", "supplier_contact", "buyer_company"):
        assert runs[key] == facts[key].value
    assert facts["supplier_company"].value.startswith("(주)")
    wrong = facts["unit_price"].wrong
    assert wrong is not None
    assert masked.thread.messages[1].body[wrong.start : wrong.end] == "9,600,000원"


def test_one_name_is_replaced_alike_in_headers_text_and_facts(masked: Lesson) -> None:
    first, second = masked.thread.messages
    contact = next(f.value for f in masked.facts if f.key == "supplier_contact")
    house = next(f.value for f in masked.facts if f.key == "supplier_company").removeprefix("(주)")

    assert second.sender.name == contact
    assert first.to[0].name == contact
    assert f"안녕하세요, {house} {contact[0]} 과장님." in first.body
    assert f"\n{contact} 과장\n" in second.body
    assert f"E. {second.sender.email}" in second.body
    assert first.to[0].email == second.sender.email
    assert second.sender.email.endswith(".co.kr")
    domain = second.sender.email.partition("@")[2]
    assert f"www.{domain}" in second.body
    assert second.references == (first.message_id,)


def test_figures_and_marks_stay_what_they_were(masked: Lesson, thread: Thread) -> None:
    first, second = masked.thread.messages

    assert first.body.count("300개") == 1
    for before, after in zip(thread.messages, masked.thread.messages, strict=True):
        assert [m.kind for m in after.marks] == [m.kind for m in before.marks]
        assert all(0 <= m.start < m.end <= len(after.body) for m in after.marks)
    assert second.date is not None
    assert second.date.date() == date(2026, 3, 4)


def test_masking_twice_gives_the_same(workplace: Workplace, masked: Lesson, tmp_path: Path) -> None:
    assert exported(workplace, tmp_path / "again", mask_names=True) == masked


def test_a_file_of_another_form_is_named_by_its_line(tmp_path: Path) -> None:
    (tmp_path / teaching.FILE).write_text('{"form": 1}\n', encoding="utf-8")

    with pytest.raises(InputError, match="Line 1 of"):
        teaching.read_corrections(tmp_path)

    with pytest.raises(InputError, match="There are no corrections in"):
        teaching.read_corrections(tmp_path / "nowhere")
