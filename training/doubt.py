"""Recipe: how sure the model has to be, tried on threads written by hand.

    python -m training.doubt CONFIG [--model FOLDER] [--choice 0.8,0.95] [--copied 0,0.5]

Reads the settings' folders once for every pair of chances and prints precision, recall and F1 of
the key facts; the pair that is kept stands as the default of ``inference.constrain.Sureness``.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from quoteflow_desktop.core.analysis import ModelView
from quoteflow_desktop.core.errors import QuoteFlowError
from quoteflow_desktop.inference.constrain import Sureness
from quoteflow_desktop.inference.engine import CancelToken, Job, Outcome
from quoteflow_desktop.inference.models import ModelSpec, find_model
from quoteflow_desktop.inference.opening import open_session
from training.config import load_config
from training.evaluation.cases import Case, all_cases
from training.evaluation.reading import read
from training.evaluation.score import score_of
from training.evaluation.tally import Tally, summed


class OpenEngine:
    """The model in this process, as sure as is asked for."""

    def __init__(self, spec: ModelSpec, sure: Sureness) -> None:
        self._session, _ = open_session(spec, gpu_layers=0, threads=1, sure=sure)
        self._view = ModelView(name=spec.name, engine="llama.cpp", adapters={})

    def run(self, job: Job, cancel: CancelToken | None = None) -> Outcome:
        """The outcome of one job; raises ModelError, Cancelled."""
        return self._session.run(job, cancel)

    def model_view(self) -> ModelView:
        """The model's name."""
        return self._view

    def close(self) -> None:
        """Free the model."""
        self._session.close()


def tally_with(cases: Sequence[Case], spec: ModelSpec, sure: Sureness) -> Tally:
    """The counts of all key facts of the cases, read with these chances."""
    engine = OpenEngine(spec, sure)
    try:
        readings = read(cases, engine)
    finally:
        engine.close()
    return summed(score_of([(one.case, one.analysis) for one in readings]).counts())


def numbers(text: str) -> list[float]:
    """The numbers of a comma-separated list."""
    return [float(part) for part in text.split(",")]


def main() -> None:
    """Run with the command line's settings."""
    parser = argparse.ArgumentParser(prog="python -m training.doubt")
    parser.add_argument("config", type=Path)
    parser.add_argument("--model", type=Path, help="a model's folder; else the settings' export")
    parser.add_argument("--choice", type=numbers, default=[0.8, 0.9, 0.95, 0.98])
    parser.add_argument("--copied", type=numbers, default=[0.0])
    options = parser.parse_args()
    try:
        config = load_config(options.config)
        spec = find_model(str(options.model or config.export.target), ())
        sets = all_cases(config, simulated=False)
        print(f"{'choice':>6} {'copied':>6}  " + "  ".join(f"{name:>20}" for name in sets))
        for choice in options.choice:
            for copied in options.copied:
                sure = Sureness(choice=choice, copied=copied)
                found = [tally_with(cases, spec, sure) for cases in sets.values()]
                print(f"{choice:6.2f} {copied:6.2f}  " + "  ".join(map(_shown, found)), flush=True)
    except QuoteFlowError as error:
        sys.exit(" ".join(filter(None, [str(error), error.hint])))


def _shown(tally: Tally) -> str:
    shares = (tally.precision(), tally.recall(), tally.f1())
    return f"{' '.join(f'{share:.3f}' for share in shares):>20}"


if __name__ == "__main__":
    main()
