"""Perfect answers in the model's place: what candidates, deltas and fold lose by themselves.

Must not know models or measures.
"""

from quoteflow_desktop.inference.engine import Choose, Copy, Engine, Job, ScriptedEngine, TaskName
from quoteflow_desktop.inference.tasks import program
from training.config import Config
from training.dataset import simulate
from training.evaluation.cases import simulated_case
from training.evaluation.reading import Reading, read
from training.oracle import Oracle
from training.reader import Reader
from training.simulator.gold import GoldThread


def gold_engine(made: GoldThread) -> Engine:
    """An engine that answers for this thread as its gold says."""
    reader = Reader(made)
    oracles: dict[tuple[TaskName, int], Oracle] = {}

    def answer(job: Job, step: Choose | Copy) -> str:
        place = job.task, len(job.mails) - 1
        oracle = oracles.get(place)
        if oracle is None:
            oracle = oracles[place] = Oracle(reader, *place, job.items)
        if isinstance(step, Choose):
            return oracle.choose(step)
        span = oracle.copy(step.about)
        return reader.mails[span[0]].text[span[1] : span[2]] if span else ""

    return ScriptedEngine(answer, program)


def ceiling(config: Config) -> list[Reading]:
    """Every held-out thread read with perfect answers."""
    readings = []
    for number in range(config.evaluation.threads):
        made = simulate(config.data, "held-out", number)
        readings += read([simulated_case(made)], gold_engine(made))
    return readings
