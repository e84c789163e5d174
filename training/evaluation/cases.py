"""What is scored: threads with their gold, simulated or written by hand.

Must not know models, measures or how an analysis is made.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from quoteflow_desktop.config.paths import resources_dir
from quoteflow_desktop.core.errors import InputError
from quoteflow_desktop.core.messages import Thread
from quoteflow_desktop.services.importing import load_threads
from training.config import Config
from training.dataset import simulate
from training.simulator.gold import GoldThread

Accepted = Sequence[str | None] | None  # canonical first; a None among them: may be left out


@dataclass(frozen=True)
class Gold:
    """What is right for one thread.

    ``key_points`` are what a complete summary holds. ``past`` are, by key, the values that some
    mail gave and that do not stand; only the simulator knows them.
    """

    facts: Mapping[str, Accepted]
    items: Sequence[Mapping[str, Accepted]]
    tags: frozenset[str]
    optional_tags: frozenset[str] = frozenset()
    key_points: Sequence[str] = ()
    past: Mapping[str, frozenset[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """A thread of a set, with its gold; ``made`` is all that the simulator knows of it."""

    set: str
    name: str
    thread: Thread
    gold: Gold
    made: GoldThread | None = None


def all_cases(
    config: Config, *, simulated: bool = True, only: Sequence[str] = (), limit: int | None = None
) -> dict[str, list[Case]]:
    """The cases by set: families of the simulator ("A", "B", "C") and the settings' folders.

    ``only`` names the sets to take (none: all); ``limit`` is the most threads a set.

    Raises:
        InputError: a set of ``only`` does not exist, or nothing is left.
    """
    sets: dict[str, list[Case]] = defaultdict(list)
    if simulated and (not only or set(only) & {"A", "B", "C"}):
        for case in simulated_cases(config):
            sets[case.set].append(case)
    for folder in config.evaluation.folders:
        if not only or folder.name in only:
            sets[folder.name] += written_cases(folder)
    missing = [name for name in only if not sets.get(name)]
    kept = {name: cases[:limit] for name, cases in sorted(sets.items()) if cases}
    if missing or not kept:
        raise InputError(
            f"There is nothing to score in {', '.join(missing) or 'the settings'}.",
            hint=f"There is: {', '.join(kept) or 'no set at all'}.",
        )
    return {name: cases for name, cases in kept.items() if not only or name in only}


def simulated_cases(config: Config) -> Iterator[Case]:
    """Held-out simulated threads; the set is the family's letter."""
    for number in range(config.evaluation.threads):
        made = simulate(config.data, "held-out", number)
        yield simulated_case(made)


def simulated_case(made: GoldThread) -> Case:
    """A simulated thread as a case of its family."""
    return Case(made.family, f"{made.family}-{made.seed}", made.thread, gold_of(made), made)


def gold_of(made: GoldThread) -> Gold:
    """A simulated thread's gold in the form of a development set's."""
    points = [
        made.thread.messages[run.message - 1].body[run.start : run.end]
        for mail in made.mails
        for run in mail.points
        if run.where == "body"
    ]
    said: dict[str, set[str]] = defaultdict(set)
    for mail in made.mails:
        for figure in mail.figures:
            said[figure.key].add(figure.value)
        if mail.stage:
            said["deal_stage"].add(mail.stage)
    standing = [made.facts, *made.items]
    past = {
        key: frozenset(values - {v for cells in standing for v in cells.get(key) or ()})
        for key, values in said.items()
    }
    return Gold(
        facts=made.facts,
        items=made.items,
        tags=frozenset(made.tags),
        key_points=tuple(points),
        past=past,
    )


def written_cases(folder: Path) -> Iterator[Case]:
    """Hand-written threads: subfolders at any depth with ``gold.json`` and ``.eml`` files, which
    may lie in the sample mailbox under the same name.

    The longest thread of a folder is the one that its gold is for.

    Raises:
        InputError: a ``gold.json`` is no such gold, or has no mails.
    """
    if not folder.is_dir():
        print(f"{folder} is not there: left out", flush=True)
    for path in sorted(folder.rglob("gold.json")):
        sample = resources_dir() / "demo" / "mailbox" / path.parent.name
        mails = sorted(path.parent.glob("*.eml")) or sorted(sample.glob("*.eml"))
        if not mails:
            raise InputError(f"{path} has no mails beside it.")
        try:
            gold = _gold(json.loads(path.read_text(encoding="utf-8")))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise InputError(f"{path} is no gold of a thread: {error!r}.") from error
        imported = load_threads(mails, reference_date=None)
        thread = max(imported.threads, key=lambda t: len(t.messages))
        name = path.parent.relative_to(folder).as_posix()
        yield Case(folder.name, name, thread, gold)


def _gold(kept: dict) -> Gold:  # type: ignore[type-arg]
    return Gold(
        facts={key: _accepted(entry) for key, entry in kept["facts"].items()},
        items=[{k: _accepted(e) for k, e in item.items()} for item in kept["items"]],
        tags=frozenset(kept["tags"]),
        optional_tags=frozenset(kept.get("optional_tags", ())),
        key_points=kept.get("key_points", ()),
    )


def _accepted(entry: dict[str, list[str | None]] | None) -> list[str | None] | None:
    return entry["accept"] if entry else None
