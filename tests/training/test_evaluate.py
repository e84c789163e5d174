"""Gold answers, read by the program's own service, come out as the gold says."""

import json
from pathlib import Path

from quoteflow_desktop.inference.engine import ScriptedEngine
from training.config import (
    AdaptersSection,
    Config,
    DataSection,
    EvaluationSection,
    PretrainSection,
    RunSection,
)
from training.dataset import simulate
from training.evaluate import ceiling, gold_engine, gold_of, written_cases
from training.metrics import Score

CONFIG = Config(
    run=RunSection(folder=Path("nowhere")),
    data=DataSection(train_threads=0, held_out_threads=12),
    pretrain=PretrainSection(minutes=0),
    adapters=AdaptersSection(minutes=0),
    evaluation=EvaluationSection(threads=12),
)


def test_perfect_answers_lose_next_to_nothing_on_their_way_through_the_program() -> None:
    scores = ceiling(CONFIG)
    right = sum(score.facts.right for score in scores.values())
    wrong = sum(score.facts.wrong + score.facts.missing for score in scores.values())
    assert right > 100
    assert wrong < 0.05 * right
    assert all(score.cells == score.shown for score in scores.values())


def test_gold_of_a_simulated_thread_names_its_points() -> None:
    made = simulate(CONFIG.data, "held-out", 1)
    gold = gold_of(made)
    bodies = [message.body for message in made.thread.messages]
    assert gold.tags == frozenset(made.tags)
    assert all(any(point in body for body in bodies) for point in gold.key_points)
    assert isinstance(gold_engine(made), ScriptedEngine)


def test_hand_written_folder_is_read_with_its_gold(tmp_path: Path) -> None:
    folder = tmp_path / "en" / "01"
    folder.mkdir(parents=True)
    (folder / "1.eml").write_bytes(
        b"From: a@b.com\r\nTo: c@d.com\r\nSubject: RFQ\r\nMessage-ID: <1@b>\r\n"
        b"Date: Mon, 2 Mar 2026 09:00:00 +0900\r\n\r\nPlease quote 10 pcs.\r\n"
    )
    gold = {
        "facts": {"incoterm": None, "reference": {"accept": ["R-1", None]}},
        "items": [{"product": {"accept": ["pump"]}, "unit": None}],
        "tags": ["inquiry"],
        "key_points": ["10 pcs"],
    }
    (folder / "gold.json").write_text(json.dumps(gold))
    ((thread, read),) = list(written_cases(tmp_path))
    assert len(thread.messages) == 1
    assert read.facts == {"incoterm": None, "reference": ["R-1", None]}
    assert read.items == [{"product": ["pump"], "unit": None}]
    assert Score().report()["threads"] == 0
