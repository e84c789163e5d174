"""`quoteflow analyze` over the whole sample mailbox with the shipped model."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from quoteflow_desktop.core.analysis import from_json
from quoteflow_desktop.core.facts import FACT_KINDS
from quoteflow_desktop.core.messages import Thread
from quoteflow_desktop.core.vocabulary import COUNTRY_PREFIX, TAG_GROUPS
from quoteflow_desktop.services.importing import load_threads
from tests.system.shipped import MAILBOX, analyses, quoteflow

RULES = {
    "item-total", "currency-mixed", "unit-mixed", "incoterm-place", "incoterm-mode",
    "incoterm-old", "bank-changed", "sender-lookalike", "hidden-text",
}  # fmt: skip


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> "subprocess.CompletedProcess[str]":
    home = tmp_path_factory.mktemp("home")
    return quoteflow("analyze", str(MAILBOX), "--json", "--reference-date", "2026-11-20", home=home)


@pytest.fixture(scope="module")
def made(run: "subprocess.CompletedProcess[str]") -> list[dict[str, Any]]:
    assert run.returncode == 0, run.stderr
    return analyses(run.stdout)


@pytest.fixture(scope="module")
def threads() -> dict[str, Thread]:
    return {thread.id: thread for thread in load_threads([MAILBOX]).threads}


def cells(analysis: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for key, cell in analysis["facts"].items():
        if cell:
            yield key, cell
    for item in analysis["items"]:
        yield from ((key, cell) for key, cell in item.items() if cell)


def test_one_valid_contract_object_a_thread_in_the_order_of_their_first_mail(
    run: "subprocess.CompletedProcess[str]", made: list[dict[str, Any]], threads: dict[str, Thread]
) -> None:
    for line in run.stdout.splitlines():
        from_json(line)
    assert {one["thread"]["id"] for one in made} == set(threads)
    assert len(made) == len(threads)
    firsts = [one["thread"]["messages"][0]["date"] for one in made]
    parsed = [from_json(line).thread.messages[0].date for line in run.stdout.splitlines()]
    assert parsed == sorted(parsed), firsts


def test_every_values_evidence_stands_verbatim_in_the_mail_it_names(
    made: list[dict[str, Any]], threads: dict[str, Thread]
) -> None:
    looked_at = 0
    for analysis in made:
        messages = threads[analysis["thread"]["id"]].messages
        for key, cell in cells(analysis):
            assert cell["evidence"], key
            for evidence in cell["evidence"]:
                mail = messages[evidence["message"] - 1]
                parts = (mail.body, mail.subject, str(mail.sender), ", ".join(map(str, mail.to)))
                assert any(evidence["quote"] in part for part in parts), (key, evidence)
                looked_at += 1
    assert looked_at > 100


def test_every_key_is_given_and_every_blank_says_why(made: list[dict[str, Any]]) -> None:
    for analysis in made:
        assert list(analysis["facts"]) == list(FACT_KINDS)
        assert all(analysis["facts"][key] or key in analysis["blanks"] for key in FACT_KINDS)


def test_tags_and_checks_are_of_the_closed_vocabularies(made: list[dict[str, Any]]) -> None:
    known = {tag for group in TAG_GROUPS.values() for tag in group}
    for analysis in made:
        own = {tag for tag in analysis["tags"] if not tag.startswith(COUNTRY_PREFIX)}
        assert own <= known
        assert {check["rule"] for check in analysis["checks"]} <= RULES


def test_the_hidden_text_of_one_mail_is_flagged(made: list[dict[str, Any]]) -> None:
    failing = {check["rule"] for one in made for check in one["checks"] if not check["ok"]}
    assert "hidden-text" in failing


def test_reading_twice_gives_the_same(
    run: "subprocess.CompletedProcess[str]", tmp_path: Path
) -> None:
    one = next(iter(sorted(MAILBOX.iterdir())))
    again = quoteflow(
        "analyze", str(one), "--json", "--reference-date", "2026-11-20", home=tmp_path
    )
    assert again.returncode == 0, again.stderr
    assert again.stdout.splitlines()[0] in run.stdout.splitlines()
