"""What every build of a data set is held to: sound labels, no near duplicates, splits apart.

``look`` reads one thread where it is made, ``audited`` judges them together. A thread with a wrong
label is left out and named; too many of them, or a split that repeats the other one, end the build.
Must not know how threads are made or trained on.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from quoteflow_desktop.core.errors import InputError
from training.corpus.duplicates import Signature, signature, twins
from training.simulator.absence import own_words
from training.simulator.audit import audit
from training.simulator.gold import GoldThread

MISLABELLED = 0.005  # the largest share of threads with a wrong label
LEAKED = 0.01  # the largest share of held-out threads that have a near duplicate in training
SIMILAR = 0.8  # share of common word triples from which on two threads are near duplicates


@dataclass(frozen=True, eq=False)
class Look:
    """What the build keeps of a thread: where it came from, its faults, its words' minima."""

    seed: int
    faults: tuple[str, ...]
    minima: Signature


def look(made: GoldThread) -> Look:
    """Audit one thread; quoted words count once, where they were written."""
    text = "\n".join(own_words(message) for message in made.thread.messages)
    return Look(made.seed, tuple(audit(made)), signature(text))


def audited(split: str, looks: Sequence[Look], others: Sequence[Look] = ()) -> str:
    """A line that says what was found in a split; ``others`` are the threads held out from it.

    Raises:
        InputError: the split is empty, too many labels are wrong, or threads leak between splits.
    """
    wrong = [one for one in looks if one.faults]
    if len(wrong) == len(looks):
        raise InputError(
            f"The data set {split} holds no usable thread.",
            hint=_first(wrong) if wrong else "Set [data] train_threads and held_out_threads.",
        )
    if len(wrong) > MISLABELLED * len(looks):
        raise InputError(
            f"{len(wrong)} of {len(looks)} threads of the data set {split} are mislabelled.",
            hint=_first(wrong),
        )
    sound = [one for one in looks if not one.faults]
    repeated = twins([one.minima for one in sound], SIMILAR)
    both = twins([one.minima for one in (*sound, *others)], SIMILAR)
    leaked = {n for n, twin in both.items() if n >= len(sound) > twin}
    if len(leaked) > LEAKED * len(others):
        raise InputError(
            f"{len(leaked)} of {len(others)} held-out threads stand in the data set {split} too.",
            hint="Their scores would flatter: choose another first_thread.",
        )
    named = "".join(f"; left out: {_first([one])}" for one in wrong)
    apart = f", {len(leaked)} of {len(others)} held-out threads repeated" if others else ""
    return f"labels audited, {len(wrong)} wrong; {len(repeated)} near duplicates{apart}{named}"


def _first(wrong: Sequence[Look]) -> str:
    return f"thread of seed {wrong[0].seed}: {wrong[0].faults[0]}"
