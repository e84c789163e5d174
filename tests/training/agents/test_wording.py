"""Clauses come out of a draft with their values locked, and go back with exact marks."""

import pytest

from tests.training.agents.replies import gold_of, lines, mails
from training.agents.wording import clauses_of, read_reply, refill
from training.simulator.audit import audit
from training.simulator.generate import make_thread
from training.simulator.steps import Done
from training.simulator.writer import Writer

SEED = 7  # English


def longer(writer: Writer, _: Done) -> None:
    clauses = clauses_of(writer)
    word = "그럼 " if writer.korean else "well, "
    refill(writer, clauses, [f"{word}{each.template} {word.strip(' ,')}" for each in clauses])


def same(writer: Writer, _: Done) -> None:
    clauses = clauses_of(writer)
    given = lines(clauses)
    templates, wrong = read_reply(given, clauses, writer.korean)
    assert wrong == "" or not clauses
    refill(writer, clauses, templates)


@pytest.mark.parametrize("seed", range(40, 54))
def test_other_words_move_the_marks_and_change_no_gold(seed: int) -> None:
    plain, reworded = make_thread(seed), make_thread(seed, "A", longer)

    assert audit(reworded) == []
    assert gold_of(reworded) == gold_of(plain)
    assert [mail.body for mail in reworded.thread.messages] != [
        mail.body for mail in plain.thread.messages
    ]


@pytest.mark.parametrize("seed", range(40, 50))
def test_the_same_words_give_the_same_thread(seed: int) -> None:
    assert make_thread(seed, "A", same) == make_thread(seed)


def test_no_clause_shows_a_figure_outside_its_markers() -> None:
    for seed in range(40, 50):
        for clauses in mails(seed):
            for clause in clauses:
                free = clause.template
                for name in clause.names:
                    free = free.replace(f"[[{name}]]", "")
                assert not any(char.isdigit() for char in free), clause.template


def test_a_particle_follows_the_value_that_fills_the_marker() -> None:
    seen: list[tuple[str, str]] = []

    def bend(writer: Writer, _: Done) -> None:
        clauses = clauses_of(writer)
        wanted = [each for each in clauses if each.names and each.names[0].startswith("product")]
        if writer.korean and wanted:
            slot = wanted[0].slots[0]
            value = writer.draft.text[slot.start : slot.end]
            refill(writer, wanted[:1], [wanted[0].template.replace(f"[[{slot.name}]]",
                   f"[[{slot.name}]]을 ", 1)])  # fmt: skip
            at = writer.draft.text.index(value, wanted[0].start)
            seen.append((value[-1], writer.draft.text[at + len(value)]))

    for seed in range(40, 65):
        make_thread(seed, "A", bend)

    assert {"을", "를"} == {particle for _, particle in seen}
    for last, particle in seen:
        if "가" <= last <= "힣":
            assert particle == ("을" if (ord(last) - 0xAC00) % 28 else "를")


def test_a_reply_must_have_every_line_and_every_marker_once() -> None:
    clauses = next(each for each in mails(SEED) if any(clause.names for clause in each))
    number, clause = next((n, each) for n, each in enumerate(clauses, 1) if each.names)
    good = lines(clauses)
    marker = f"[[{clause.names[0]}]]"

    assert read_reply(good, clauses, False) == (
        tuple(each.template for each in clauses), "",
    )  # fmt: skip
    assert read_reply(f"<think>99: hm</think>{good}", clauses, False)[1] == ""
    for wrong, named in (
        (good.replace(marker, "", 1), f"Line {number}: it must hold"),
        (good.replace(marker, marker * 2, 1), f"Line {number}: it must hold"),
        (f"Sure, here it is:\n{good}", "begin with its number"),
        (good.rsplit("\n", 1)[0], "exactly the lines"),
        (f"{good}\n{good}", "came twice"),
        ("", "exactly the lines"),
    ):
        templates, said = read_reply(wrong, clauses, False)
        assert templates == ()
        assert named in said
