"""Replies made of the clauses that a thread's mails will have: the simulator gives them ahead."""

from collections.abc import Callable, Sequence

from training.agents.talk import Endpoint
from training.agents.wording import Clause, clauses_of
from training.simulator.audit import text_of
from training.simulator.generate import make_thread
from training.simulator.gold import GoldThread, Run

ENDPOINT = Endpoint(
    url="http://replay/v1", model="replayed", key="none", key_variable="SOME_KEY",
    longest_reply=400,
)  # fmt: skip


def lines(clauses: Sequence[Clause], change: Callable[[str], str] = str) -> str:
    return "\n".join(f"{n}: {change(each.template)}" for n, each in enumerate(clauses, 1))


def mails(seed: int) -> list[tuple[Clause, ...]]:
    """The clauses of each mail of the thread that has some."""
    found: list[tuple[Clause, ...]] = []
    make_thread(seed, "A", lambda writer, _: found.append(clauses_of(writer)))
    return [clauses for clauses in found if clauses]


def gold_of(thread: GoldThread) -> list[object]:
    """All gold with texts in the place of offsets; points by number, as their words may change."""

    def text(run: Run | None) -> str | None:
        found = text_of(thread, run) if run else None
        return " ".join(found.split()) if found else None  # a line may be broken elsewhere

    gold: list[object] = [thread.facts, thread.items, thread.tags, text(thread.headline)]
    for mail in thread.mails:
        gold += [mail.side, mail.stage, mail.answer, mail.title, len(mail.points)]
        gold += [(item.act, text(item.product), text(item.specification)) for item in mail.items]
        gold += [(each.key, each.act, each.value, each.item, text(each.run))
                 for each in mail.figures]  # fmt: skip
        gold += [(each.key, each.act, text(each.run)) for each in mail.words]
    return gold
