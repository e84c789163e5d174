"""Reads the cases with a model through the program's own service.

A thread that the model fails on counts as read with nothing found. Must not know measures.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from quoteflow_desktop.core.analysis import Analysis
from quoteflow_desktop.core.errors import QuoteFlowError
from quoteflow_desktop.inference.engine import Engine
from quoteflow_desktop.inference.models import ModelSpec
from quoteflow_desktop.inference.worker import ChildBugError, WorkerEngine
from quoteflow_desktop.services.analysing import analyse_thread
from training.evaluation.cases import Case


@dataclass(frozen=True)
class Reading:
    """A case as it was read, or ``analysis`` None and why not; ``seconds`` it took."""

    case: Case
    analysis: Analysis | None
    seconds: float
    failure: str = ""


def read(cases: Sequence[Case], engine: Engine) -> list[Reading]:
    """Every case read."""
    readings = []
    for case in cases:
        started = time.monotonic()
        analysis, failure = None, ""
        try:
            analysis = analyse_thread(case.thread, engine)
        except (QuoteFlowError, ChildBugError) as error:
            failure = str(error).strip().splitlines()[-1]
            print(f"{case.set}/{case.name} could not be read: {failure}", flush=True)
        readings.append(Reading(case, analysis, time.monotonic() - started, failure))
    return readings


def read_sets(
    sets: Mapping[str, Sequence[Case]], spec: ModelSpec, *, threads: int | None = None
) -> dict[str, list[Reading]]:
    """Every set read with the model on ``threads`` CPU threads (None: the engine's own choice; 1
    is fastest where other work has the machine, since threads wait for each other).

    Raises:
        ModelError: the model cannot be opened.
    """
    engine = WorkerEngine(spec, threads=threads)
    found = {}
    try:
        engine.start()
        for name, cases in sets.items():
            found[name] = read(cases, engine)
            seconds = sum(reading.seconds for reading in found[name])
            print(f"{spec.name}: {name}, {len(cases)} threads in {seconds:.0f} s", flush=True)
    finally:
        engine.close()
    return found


def bare(spec: ModelSpec) -> ModelSpec:
    """The same base without its adapters."""
    return spec.model_copy(
        update={"name": f"{spec.name} without adapters", "adapters": {}, "adapter_sha256": {}}
    )
