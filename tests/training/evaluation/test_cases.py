"""Gold beside threads: the simulator's and hand-written folders."""

import json
from pathlib import Path

import pytest

from quoteflow_desktop.core.errors import InputError
from training.config import (
    AdaptersSection,
    Config,
    DataSection,
    EvaluationSection,
    PretrainSection,
    RunSection,
)
from training.dataset import simulate
from training.evaluation.cases import all_cases, gold_of, written_cases


def _config(*folders: Path) -> Config:
    return Config(
        run=RunSection(folder=Path("nowhere")),
        data=DataSection(train_threads=0, held_out_threads=6),
        pretrain=PretrainSection(minutes=0),
        adapters=AdaptersSection(minutes=0),
        evaluation=EvaluationSection(threads=6, folders=folders),
    )


def _write(root: Path, name: str, gold: object) -> None:
    folder = root / name
    folder.mkdir(parents=True)
    (folder / "1.eml").write_bytes(
        b"From: a@b.com\r\nTo: c@d.com\r\nSubject: RFQ\r\nMessage-ID: <1@b>\r\n"
        b"Date: Mon, 2 Mar 2026 09:00:00 +0900\r\n\r\nPlease quote 10 pcs.\r\n"
    )
    (folder / "gold.json").write_text(json.dumps(gold))


GOLD = {
    "facts": {"incoterm": None, "reference": {"accept": ["R-1", None]}},
    "items": [{"product": {"accept": ["pump"]}, "unit": None}],
    "tags": ["inquiry"],
    "key_points": ["10 pcs"],
}


def test_gold_of_a_simulated_thread_names_its_points_and_its_past() -> None:
    made = simulate(_config().data, "held-out", 1)
    gold = gold_of(made)
    bodies = [message.body for message in made.thread.messages]
    assert gold.tags == frozenset(made.tags)
    assert all(any(point in body for body in bodies) for point in gold.key_points)
    standing = {v for cells in [made.facts, *made.items] for v in cells.get("quantity") or ()}
    assert not standing & gold.past.get("quantity", frozenset())


def test_hand_written_folder_is_read_with_its_gold(tmp_path: Path) -> None:
    _write(tmp_path, "en/01", GOLD)
    (case,) = written_cases(tmp_path)
    assert (case.set, case.name) == (tmp_path.name, "en/01")
    assert len(case.thread.messages) == 1
    assert case.gold.facts == {"incoterm": None, "reference": ["R-1", None]}
    assert case.gold.items == [{"product": ["pump"], "unit": None}]


def test_damaged_gold_and_gold_without_mails_are_named(tmp_path: Path) -> None:
    _write(tmp_path / "one", "01", {"facts": 3})
    with pytest.raises(InputError, match="is no gold of a thread"):
        list(written_cases(tmp_path / "one"))
    _write(tmp_path / "two", "02", GOLD)
    (tmp_path / "two" / "02" / "1.eml").unlink()
    with pytest.raises(InputError, match="has no mails beside"):
        list(written_cases(tmp_path / "two"))


def test_sets_are_chosen_by_name_and_cut_to_the_limit(tmp_path: Path) -> None:
    _write(tmp_path / "mine", "en/01", GOLD)
    _write(tmp_path / "mine", "en/02", GOLD)
    config = _config(tmp_path / "mine")
    assert set(all_cases(config)) > {"mine"}
    assert [len(c) for c in all_cases(config, simulated=False, limit=1).values()] == [1]
    assert set(all_cases(config, only=("mine", "A"))) == {"A", "mine"}
    with pytest.raises(InputError, match="yours"):
        all_cases(config, only=("yours",))
