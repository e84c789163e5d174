"""Gold answers, read by the program's own service, come out as the gold says."""

from pathlib import Path

from training.config import (
    AdaptersSection,
    Config,
    DataSection,
    EvaluationSection,
    PretrainSection,
    RunSection,
)
from training.evaluation.ceiling import ceiling
from training.evaluation.score import score_of
from training.evaluation.tally import summed

CONFIG = Config(
    run=RunSection(folder=Path("nowhere")),
    data=DataSection(train_threads=0, held_out_threads=12),
    pretrain=PretrainSection(minutes=0),
    adapters=AdaptersSection(minutes=0),
    evaluation=EvaluationSection(threads=12),
)


def test_perfect_answers_lose_next_to_nothing_on_their_way_through_the_program() -> None:
    readings = ceiling(CONFIG)
    score = score_of([(reading.case, reading.analysis) for reading in readings])
    counted = summed(score.counts())
    assert len(readings) == 12
    assert counted.right > 100
    assert counted.wrong + counted.missing < 0.05 * counted.right
    assert score.cells == score.shown
    assert score.exact.shares()["completeness"] > 0.95
