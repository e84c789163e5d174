"""CONTRACT.md's scores: key facts, tags, evidence, summary, counted over many threads.

Takes finished analyses and gold; must not know models, engines or files.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from quoteflow_desktop.core.analysis import Analysis
from quoteflow_desktop.core.facts import FACT_KINDS, ITEM_KINDS, Cell, Item, Kind
from quoteflow_desktop.core.messages import Thread

Accepted = Sequence[str | None] | None  # canonical first; a None among them: may be left out

# Tags that a reader may take for each other: the semantic F1 lets one stand for the other.
NEAR_TAGS = tuple(
    frozenset(group.split())
    for group in (
        "inquiry quote-request", "quotation price", "negotiation discount", "order contract",
        "shipment logistics delivery", "claim after-sales warranty", "electronics semiconductor",
        "food agriculture", "medical pharma", "payment payment-terms", "delivery-delay delivery",
    )
)  # fmt: skip
POINT_OVERLAP = 0.6  # of a point's letter pairs, to count as said


@dataclass(frozen=True)
class Gold:
    """What is right for one thread. ``key_points`` are what a complete summary holds."""

    facts: Mapping[str, Accepted]
    items: Sequence[Mapping[str, Accepted]]
    tags: frozenset[str]
    optional_tags: frozenset[str] = frozenset()
    key_points: Sequence[str] = ()


@dataclass
class Tally:
    """Counts of right, wrong and missing answers."""

    right: int = 0
    wrong: int = 0
    missing: int = 0

    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    def recall(self) -> float:
        return self.right / max(1, self.right + self.missing)

    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missing)


@dataclass
class Score:
    """All counts over the threads seen so far."""

    facts: Tally = field(default_factory=Tally)
    keys: dict[str, Tally] = field(default_factory=dict)
    tags: Tally = field(default_factory=Tally)
    near_tags: Tally = field(default_factory=Tally)
    threads: int = 0
    cells: int = 0
    shown: int = 0
    points: int = 0
    points_said: int = 0
    steps: int = 0
    steps_faithful: int = 0
    lines: int = 0
    lines_needed: int = 0

    def report(self) -> dict[str, float | int | str]:
        """The scores by name, rounded to three digits."""
        numbers = {
            "fact_precision": self.facts.precision(),
            "fact_recall": self.facts.recall(),
            "fact_f1": self.facts.f1(),
            "tag_f1": self.tags.f1(),
            "tag_semantic_f1": self.near_tags.f1(),
            "evidence": self.shown / max(1, self.cells),
            "summary_faithfulness": self.steps_faithful / max(1, self.steps),
            "summary_completeness": self.points_said / max(1, self.points),
            "summary_conciseness": self.lines_needed / max(1, self.lines),
        }
        return {"threads": self.threads, **{k: round(v, 3) for k, v in numbers.items()}}


def add(score: Score, analysis: Analysis, gold: Gold, thread: Thread) -> None:
    """Count one thread."""
    score.threads += 1
    for key in FACT_KINDS:
        cell = analysis.facts.get(key)
        _compare(score, key, cell.value if cell else None, gold.facts.get(key))
    _items(score, analysis.items, gold.items)
    _tags(score, frozenset(analysis.tags), gold)
    _evidence(score, analysis, thread)
    _summary(score, analysis, gold, thread)


def normal(text: str) -> str:
    """Case, width and white space made alike."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"\s+", " ", text).strip().strip(".,;")


def equal(key: str, got: str, accepted: Sequence[str]) -> bool:
    """Whether a value is one of the accepted spellings; decimals by value."""
    if {**FACT_KINDS, **ITEM_KINDS}[key] is Kind.DECIMAL:
        return any(_same_number(got, other) for other in accepted)
    return normal(got) in {normal(other) for other in accepted}


def _same_number(left: str, right: str) -> bool:
    try:
        return Decimal(left) == Decimal(right)
    except InvalidOperation:
        return False


def _compare(score: Score, key: str, got: str | None, accepted: Accepted) -> None:
    tallies = (score.facts, score.keys.setdefault(key, Tally()))
    wanted = [value for value in accepted or () if value is not None]
    if got and wanted and equal(key, got, wanted):
        for tally in tallies:
            tally.right += 1
        return
    for tally in tallies:
        tally.wrong += bool(got)
        tally.missing += bool(wanted) and (bool(got) or None not in (accepted or ()))


def _items(score: Score, got: Sequence[Item], gold: Sequence[Mapping[str, Accepted]]) -> None:
    """Items greedily by product, equal names first, then one holding the other; then fields."""
    left = list(got)
    for wanted in gold:
        names = [normal(name) for name in wanted.get("product") or () if name]
        found = next((i for i in left if _product(i) in names), None) or next(
            (i for i in left if _product(i) and any(_within(_product(i), n) for n in names)), None
        )
        if found is not None:
            left = [item for item in left if item is not found]
        for key in ITEM_KINDS:
            cell: Cell | None = getattr(found, key) if found is not None else None
            _compare(score, key, cell.value if cell else None, wanted.get(key))
    for item in left:
        for key in ITEM_KINDS:
            cell = getattr(item, key)
            _compare(score, key, cell.value if cell else None, None)


def _product(item: Item) -> str:
    return normal(item.product.value) if item.product else ""


def _within(left: str, right: str) -> bool:
    return left in right or right in left


def _tags(score: Score, got: frozenset[str], gold: Gold) -> None:
    extra = got - gold.tags - gold.optional_tags
    lost = gold.tags - got
    score.tags.right += len(gold.tags & got)
    score.tags.wrong += len(extra)
    score.tags.missing += len(lost)
    near = 0
    for tag in sorted(extra):  # one to one: a tag stands for one other at most
        partner = next((o for o in sorted(lost) if any({tag, o} <= g for g in NEAR_TAGS)), None)
        if partner is not None:
            lost -= {partner}
            near += 1
    score.near_tags.right += len(gold.tags & got) + near
    score.near_tags.wrong += len(extra) - near
    score.near_tags.missing += len(lost)


def _evidence(score: Score, analysis: Analysis, thread: Thread) -> None:
    cells = [cell for cell in analysis.facts.values() if cell]
    cells += [c for item in analysis.items for key in ITEM_KINDS if (c := getattr(item, key))]
    for cell in cells:
        score.cells += 1
        score.shown += bool(cell.evidence) and all(
            0 < e.message <= len(thread.messages)
            and any(e.quote in part for part in _parts(thread, e.message))
            for e in cell.evidence
        )


def _parts(thread: Thread, number: int) -> tuple[str, ...]:
    message = thread.messages[number - 1]
    addresses = ", ".join(str(address) for address in message.to)
    return message.body, message.subject, str(message.sender), addresses


def _summary(score: Score, analysis: Analysis, gold: Gold, thread: Thread) -> None:
    """FineSurE's three axes by letter pairs: steps without a word that their mail does not hold,
    key points said, lines that say a key point."""
    lines = [analysis.summary.headline]
    for step in analysis.summary.steps:
        text = _pairs(" ".join(_parts(thread, step.message)))
        score.steps += 1
        score.steps_faithful += all(_pairs(point) <= text for point in step.points)
        lines += step.points
    said = _pairs(" ".join(lines))
    wanted = [_pairs(point) for point in gold.key_points]
    score.points += len(wanted)
    score.points_said += sum(_share(point, said) >= POINT_OVERLAP for point in wanted)
    if wanted:
        score.lines += len(lines)
        score.lines_needed += sum(
            any(_share(_pairs(line), p) >= POINT_OVERLAP or _share(p, _pairs(line)) >= POINT_OVERLAP
                for p in wanted)
            for line in lines
        )  # fmt: skip


def _pairs(text: str) -> frozenset[str]:
    letters = re.sub(r"\W+", "", normal(text))
    return frozenset(letters[i : i + 2] for i in range(len(letters) - 1))


def _share(part: frozenset[str], whole: frozenset[str]) -> float:
    return len(part & whole) / max(1, len(part))
