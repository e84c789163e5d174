"""Makes a data set of threads whose mails are in the words of a language model.

``python -m training.agents.converse FOLDER --endpoint URL --model NAME --number 50`` writes
``threads.jsonl`` (a GoldThread a line), ``eml/0001/01.eml`` and so on, ``card.json`` and its
readable form ``README.md``. The deal, its plot and all gold come from the simulator. Reads top to
bottom. Must not know how clauses are cut or checked.
"""

import argparse
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

from autogen_core.models import ChatCompletionClient

from quoteflow_desktop.core.errors import InputError, QuoteFlowError
from quoteflow_desktop.core.values import Value
from training.agents.talk import TRIES, Counts, Endpoint, Talk, client_of
from training.simulator.audit import audit
from training.simulator.generate import Family, make_thread
from training.simulator.gold import GoldThread
from training.simulator.mailing import write_eml

LANGUAGES = ("ko", "en")
_FAMILY: Family = "A"


class Plan(Value):
    """What to make."""

    folder: Path
    number: int
    seed: int
    languages: tuple[str, ...] = LANGUAGES
    tries: int = TRIES


class Card(Value):
    """What a data set is: where from, how many, how often the model was refused."""

    model: str
    endpoint: str
    seed: int
    family: str
    threads: int
    languages: dict[str, int]
    mails: int
    reworded: int
    echoed: int
    locked: int
    fallbacks: int
    retries: int
    refused: dict[str, int]
    audit_replaced: int  # threads given in the simulator's words, as the audit found a fault


def seeds_of(plan: Plan) -> Iterator[int]:
    """The seeds of trade threads in the wanted languages, in order, without end."""
    for number in count():
        seed = plan.seed * 1_000_003 + number
        thread = make_thread(seed, _FAMILY)
        if thread.language in plan.languages and "not-trade" not in thread.tags:
            yield seed


def converse(plan: Plan, endpoint: Endpoint, client: ChatCompletionClient) -> Card:
    """Makes the folder of ``plan``; it appears whole or not at all.

    Raises:
        InputError: the folder is there already, or the endpoint refuses key or model.
        ModelError: the endpoint does not answer or fails.
    """
    if plan.folder.exists():
        raise InputError(f"{plan.folder} is there already.", hint="Name a new folder.")
    part = plan.folder.with_name(plan.folder.name + ".part")
    shutil.rmtree(part, ignore_errors=True)
    try:
        part.mkdir(parents=True)
        with Talk(client, endpoint, plan.tries) as talk:
            card = _write(plan, endpoint, talk, part)
        part.rename(plan.folder)
    except OSError as error:
        raise InputError(f"{plan.folder} cannot be written: {error.strerror}.") from None
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return card


def _write(plan: Plan, endpoint: Endpoint, talk: Talk, part: Path) -> Card:
    languages = dict.fromkeys(plan.languages, 0)
    replaced = 0
    with (part / "threads.jsonl").open("w", encoding="utf-8") as lines:
        for number, seed in zip(range(1, plan.number + 1), seeds_of(plan), strict=False):
            thread, sound = _thread(seed, talk)
            replaced += not sound
            languages[thread.language] = languages.get(thread.language, 0) + 1
            lines.write(thread.model_dump_json() + "\n")
            write_eml(thread, part / "eml" / f"{number:04d}")
            fallen = talk.counts.fallbacks
            print(f"thread {number} of {plan.number}, {fallen} fallbacks so far", file=sys.stderr)
    card = _card(plan, endpoint, talk.counts, languages, replaced)
    (part / "card.json").write_text(card.model_dump_json(indent=2) + "\n", encoding="utf-8")
    (part / "README.md").write_text(readable(card), encoding="utf-8")
    return card


def _thread(seed: int, talk: Talk) -> tuple[GoldThread, bool]:
    """The thread in the model's words; in the simulator's where the label audit finds a fault."""
    talk.begin()
    thread = make_thread(seed, _FAMILY, talk.reword)
    problems = audit(thread)
    for problem in problems:
        print(f"seed {seed}, simulator's words kept: {problem}", file=sys.stderr)
    return (make_thread(seed, _FAMILY), False) if problems else (thread, True)


def _card(
    plan: Plan, endpoint: Endpoint, counts: Counts, languages: dict[str, int], replaced: int
) -> Card:
    return Card(
        model=endpoint.model, endpoint=endpoint.url, seed=plan.seed, family=_FAMILY,
        threads=plan.number, languages=languages, mails=counts.mails, reworded=counts.reworded,
        echoed=counts.echoed, locked=counts.locked, fallbacks=counts.fallbacks,
        retries=counts.retries, refused=dict(counts.refused.most_common()),
        audit_replaced=replaced,
    )  # fmt: skip


def readable(card: Card) -> str:
    """The card for people."""
    refused = "\n".join(f"- {times} × {what}" for what, times in card.refused.items())
    return f"""\
# Trade threads in the words of {card.model}

{card.threads} threads ({", ".join(f"{n} {name}" for name, n in card.languages.items())}), \
{card.mails} mails, made by `training.agents.converse` from seed {card.seed}, family \
{card.family}, with {card.model} at {card.endpoint}.

Deals, plots, values and all gold are the simulator's; the model chose words around
locked slots only.

| mails | |
|---|---|
| in the model's words | {card.reworded} |
| given back unchanged by the model | {card.echoed} |
| with nothing to say anew | {card.locked} |
| in the simulator's words after {card.model} failed | {card.fallbacks} |

Retries: {card.retries}. Threads that the label audit sent back: {card.audit_replaced}.
Replies that were refused, by reason:

{refused or "none"}
"""


def arguments(given: Sequence[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.agents.converse")
    parser.add_argument("folder", type=Path, help="a new folder for the data set")
    parser.add_argument("--endpoint", required=True, help="an address such as http://host:8000/v1")
    parser.add_argument("--model", required=True, help="the model's name there")
    parser.add_argument("--key-variable", default="OPENAI_API_KEY", help="variable with the key")
    parser.add_argument("--number", type=int, default=20, help="threads")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--languages", nargs="+", choices=LANGUAGES, default=list(LANGUAGES))
    parser.add_argument("--tries", type=int, default=TRIES, help="requests for one mail")
    parser.add_argument("--longest-reply", type=int, default=1500, help="tokens")
    return parser.parse_args(given)


def main() -> None:
    """Run with the command line's settings."""
    options = arguments(sys.argv[1:])
    try:
        if min(options.number, options.tries, options.longest_reply) < 1:
            raise InputError("Number, tries and longest reply must be 1 or more.")
        endpoint = Endpoint(
            url=options.endpoint, model=options.model, key_variable=options.key_variable,
            key=os.environ.get(options.key_variable) or "none",
            longest_reply=options.longest_reply,
        )  # fmt: skip
        plan = Plan(
            folder=options.folder, number=options.number, seed=options.seed,
            languages=tuple(options.languages), tries=options.tries,
        )  # fmt: skip
        print(readable(converse(plan, endpoint, client_of(endpoint))))
    except QuoteFlowError as error:
        sys.exit(" ".join(filter(None, [str(error), error.hint])))


if __name__ == "__main__":
    main()
