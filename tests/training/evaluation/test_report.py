"""One evaluation as table, JSON, manifest scores and pictures."""

import json
from pathlib import Path

from training.evaluation.plots import curves, draw
from training.evaluation.report import KeyReport, Report, SetReport, keep, table

KEY = KeyReport(f1=0.5, low=0.25, high=0.75, right=2, extra=1, replaced=1, missed=1)
REPORT = Report(
    model="mini",
    encoder="planes",
    encoder_digest="1",
    sets={
        "A": SetReport(
            tuned={"threads": 3, "fact_f1": 0.5},
            base={"threads": 3, "fact_f1": 0.125},
            judged={"truthfulness": 4.0},
            keys={"incoterm": KEY},
            classes={"missed": 1, "wrong value": 2},
        ),
        "mine": SetReport(tuned={"threads": 1, "fact_f1": 1.0}),
    },
    perplexity={"facts": (3.5, 1.25)},
    quantization={"A": (0.5, 0.498, 0.002)},
)


def test_table_has_the_base_beside_the_tuned_where_it_was_read() -> None:
    lines = table(REPORT).splitlines()
    assert lines[0] == "mini; encoder planes [1]"
    assert lines[1].split() == ["A", "A", "mine"]
    assert lines[2].split() == ["tuned", "base", "tuned"]
    assert lines[4].split() == ["fact_f1", "0.500", "0.125", "1.000"]
    assert "  incoterm             0.50 [0.25 0.75]  2/1/1/1" in lines
    assert "perplexity of facts: 3.500 before, 1.250 after" in lines
    assert "quantization, A: F1 0.5000 whole, 0.4980, lost 0.0020" in lines


def test_scores_are_flat_and_name_the_encoder() -> None:
    assert REPORT.scores() == {
        "A_threads": 3,
        "A_fact_f1": 0.5,
        "A_base_threads": 3,
        "A_base_fact_f1": 0.125,
        "A_judge_truthfulness": 4.0,
        "mine_threads": 1,
        "mine_fact_f1": 1.0,
        "perplexity_facts_before": 3.5,
        "perplexity_facts_after": 1.25,
        "A_quantization_loss": 0.002,
        "encoder": "planes 1",
    }


def test_report_is_kept_and_comes_back(tmp_path: Path) -> None:
    keep(REPORT, tmp_path)
    kept = (tmp_path / "report.json").read_text(encoding="utf-8")
    assert Report.model_validate_json(kept) == REPORT
    assert json.loads((tmp_path / "scores.json").read_text("utf-8")) == REPORT.scores()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["report.json", "scores.json"]


def test_pictures_are_drawn_and_a_log_that_is_missing_is_left_out(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    lines = [
        {"step": 1, "tokens": 10, "loss": 3.0, "running": 3.0},
        {"step": 2, "tokens": 20, "loss": 1.0, "running": 2.96, "facts_loss": 1.5},
    ]
    log.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    assert curves(log) == {"running": [(10, 3.0), (20, 2.96)], "facts_loss": [(20, 1.5)]}
    drawn = draw(REPORT.sets, {"pretrain": log, "finetune": tmp_path / "none"}, tmp_path)
    assert [path.name for path in drawn] == ["f1-by-key.png", "error-classes.png", "learning.png"]
    assert all(path.read_bytes()[:4] == b"\x89PNG" for path in drawn)
    again = tmp_path / "again"
    again.mkdir()
    drawn = draw(REPORT.sets, {"pretrain": tmp_path / "none"}, again)
    assert [path.name for path in drawn] == ["f1-by-key.png", "error-classes.png"]
