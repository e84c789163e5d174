"""A data set is built of sound labels, and its splits do not repeat each other."""

from dataclasses import replace
from pathlib import Path

import pytest

from quoteflow_desktop.core.errors import InputError
from training import dataset
from training.build_audit import Look, audited, look
from training.config import DataSection
from training.dataset import make_trees, simulate
from training.simulator.absence import own_words, unlabelled
from training.simulator.generate import make_thread, threads
from training.simulator.gold import GoldThread
from training.tokenizer import Tokenizer

SECTION = DataSection(train_threads=3, held_out_threads=2, workers=1)


def _looks(split: dataset.Split, count: int) -> list[Look]:
    return [look(simulate(SECTION, split, number)) for number in range(count)]


def _wrong(thread: GoldThread) -> GoldThread:
    return thread.model_copy(update={"facts": {**thread.facts, "budget": ("77777",)}})


def test_sound_splits_pass_and_say_what_was_looked_at() -> None:
    said = audited("train", _looks("train", 12), _looks("held-out", 6))

    assert said == "labels audited, 0 wrong; 0 near duplicates, 0 of 6 held-out threads repeated"


def test_a_rare_wrong_label_is_left_out_by_name_and_many_end_the_build() -> None:
    looks = _looks("train", 4)
    wrong = look(_wrong(make_thread(9)))
    assert wrong.faults == ("fact budget='77777' stands in no mail",)

    said = audited("train", [*looks * 60, wrong])
    assert said.startswith("labels audited, 1 wrong;")
    assert said.endswith("left out: thread of seed 9: fact budget='77777' stands in no mail")
    with pytest.raises(InputError, match="1 of 5 threads of the data set train are mislabelled"):
        audited("train", [*looks, wrong])
    with pytest.raises(InputError, match="holds no usable thread"):
        audited("train", [wrong])


def test_a_thread_of_both_splits_is_a_leak_even_where_a_figure_differs() -> None:
    train, held_out = _looks("train", 5), _looks("held-out", 3)
    thread = simulate(SECTION, "train", 2)
    first = thread.thread.messages[0]
    changed = first.model_copy(update={"body": first.body + "\n99"})
    mails = thread.thread.model_copy(update={"messages": (changed, *thread.thread.messages[1:])})
    twin = look(thread.model_copy(update={"thread": mails}))

    with pytest.raises(InputError, match="1 of 4 held-out threads stand in the data set train"):
        audited("train", train, [*held_out, replace(twin, faults=())])
    assert "; 1 near duplicates," in audited("train", [*train, replace(twin, faults=())], held_out)


def test_a_build_audits_every_thread(
    tokenizer: Tokenizer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "tokenizer.model"
    path.write_bytes(tokenizer.model.serialized_model_proto())
    trees, said = make_trees(SECTION, "train", path)
    assert len(trees) == 3
    assert "labels audited, 0 wrong; 0 near duplicates, 0 of 2 held-out" in said

    monkeypatch.setattr(dataset, "simulate", lambda *given: _wrong(make_thread(given[2])))
    with pytest.raises(InputError, match="holds no usable thread"):
        make_trees(SECTION, "train", path)


def test_an_empty_data_set_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="data set train holds no usable thread"):
        make_trees(
            SECTION.model_copy(update={"train_threads": 0}), "train", tmp_path / "tokenizer.model"
        )


@pytest.fixture(scope="module")
def sixty() -> list[GoldThread]:
    return list(threads(31, 60))


@pytest.mark.parametrize(
    "key", ["incoterm", "total_amount", "quote_validity", "payment_terms", "packaging"]
)
def test_a_value_that_the_gold_forgot_is_found_in_the_mails(
    sixty: list[GoldThread], key: str
) -> None:
    found = 0
    for thread in sixty:
        assert unlabelled(thread) == []
        mails = tuple(
            mail.model_copy(
                update={
                    "figures": tuple(one for one in mail.figures if one.key != key),
                    "words": tuple(one for one in mail.words if one.key != key),
                }
            )
            for mail in thread.mails
        )
        facts = {**thread.facts, key: None}
        found += bool(unlabelled(thread.model_copy(update={"mails": mails, "facts": facts})))
    assert found > 3


def test_a_span_beside_its_label_is_found_and_a_day_is_none(sixty: list[GoldThread]) -> None:
    thread = next(
        one
        for one in sixty
        if "not-trade" not in one.tags
        and not one.facts["lead_time"]
        and not any(words.key == "lead_time" for mail in one.mails for words in mail.words)
    )
    found = []
    for line in ("L/T: 3-4 weeks", "납품기간: 30일", "L/T: 2026-08-04", "납품 기간 : 20일까지"):
        first, *rest = thread.thread.messages
        more = first.model_copy(update={"body": f"{first.body}\n{line}"})
        mails = thread.thread.model_copy(update={"messages": (more, *rest)})
        found.append(bool(unlabelled(thread.model_copy(update={"thread": mails}))))
    assert found == [True, True, False, False]


def test_quoted_words_are_not_a_mail_s_own() -> None:
    bodies = [
        (message.body, own_words(message), message.marks)
        for thread in threads(4, 30)
        for message in thread.thread.messages
    ]
    assert any(len(own) < len(body) for body, own, _ in bodies)
    assert all(own == body for body, own, marks in bodies if not marks)
