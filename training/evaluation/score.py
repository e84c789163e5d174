"""CONTRACT.md's scores: key facts, tags, evidence, summary, counted over many threads.

Takes finished analyses and gold; must not know models, engines or files.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from quoteflow_desktop.core.analysis import Analysis
from quoteflow_desktop.core.facts import ITEM_KINDS
from quoteflow_desktop.core.messages import Thread
from training.evaluation.cases import Gold
from training.evaluation.compare import Pair, normal, pairs

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


@dataclass
class Tally:
    """Counts of answers: right, given where nothing is right (``extra``), given and differing
    from the gold (``replaced``), not given (``missed``).

    Strict (CONTRACT.md): a replaced value is a false positive and a false negative. As published
    (the deck's own definition): it is one false positive only.
    """

    right: int = 0
    extra: int = 0
    replaced: int = 0
    missed: int = 0

    def add(self, other: "Tally") -> None:
        """Count another's answers too."""
        self.right += other.right
        self.extra += other.extra
        self.replaced += other.replaced
        self.missed += other.missed

    @property
    def wrong(self) -> int:
        """False positives."""
        return self.extra + self.replaced

    @property
    def missing(self) -> int:
        """False negatives, strictly."""
        return self.missed + self.replaced

    def precision(self) -> float:
        return self.right / max(1, self.right + self.wrong)

    def recall(self) -> float:
        return self.right / max(1, self.right + self.missing)

    def f1(self) -> float:
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missing)

    def published_f1(self) -> float:
        """F1 with a replaced value counted once."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


def tally_of(compared: Iterable[Pair]) -> Tally:
    """The counts of these pairs."""
    tally = Tally()
    for pair in compared:
        if pair.right:
            tally.right += 1
        elif pair.got:
            tally.replaced += bool(pair.wanted)
            tally.extra += not pair.wanted
        else:
            tally.missed += not pair.spared
    return tally


@dataclass
class Score:
    """All counts over the threads seen so far; ``by_thread`` are the facts' of each."""

    facts: Tally = field(default_factory=Tally)
    header: Tally = field(default_factory=Tally)
    items: Tally = field(default_factory=Tally)
    keys: dict[str, Tally] = field(default_factory=dict)
    by_thread: list[dict[str, Tally]] = field(default_factory=list)
    tags: Tally = field(default_factory=Tally)
    near_tags: Tally = field(default_factory=Tally)
    threads: int = 0
    failed: int = 0
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
            "fact_f1_published": self.facts.published_f1(),
            "header_f1": self.header.f1(),
            "item_f1": self.items.f1(),
            "tag_f1": self.tags.f1(),
            "tag_semantic_f1": self.near_tags.f1(),
            "evidence": self.shown / max(1, self.cells),
            "summary_faithfulness": self.steps_faithful / max(1, self.steps),
            "summary_completeness": self.points_said / max(1, self.points),
            "summary_conciseness": self.lines_needed / max(1, self.lines),
        }
        whole = {"threads": self.threads, "failed": self.failed}
        return {**whole, **{k: round(v, 3) for k, v in numbers.items()}}


def add(score: Score, analysis: Analysis | None, gold: Gold, thread: Thread) -> None:
    """Count one thread; without an analysis (the model or its answer failed) all is missed."""
    score.threads += 1
    score.failed += analysis is None
    compared = pairs(analysis, gold)
    keys = {
        key: tally_of(pair for pair in compared if pair.key == key)
        for key in dict.fromkeys(pair.key for pair in compared)
    }
    score.by_thread.append(keys)
    for key, tally in keys.items():
        score.keys.setdefault(key, Tally()).add(tally)
        score.facts.add(tally)
        (score.items if key in ITEM_KINDS else score.header).add(tally)
    _tags(score, frozenset(analysis.tags if analysis else ()), gold)
    score.points += len(gold.key_points)
    if analysis:
        _evidence(score, analysis, thread)
        _summary(score, analysis, gold, thread)


def _tags(score: Score, got: frozenset[str], gold: Gold) -> None:
    extra = got - gold.tags - gold.optional_tags
    lost = gold.tags - got
    score.tags.right += len(gold.tags & got)
    score.tags.extra += len(extra)
    score.tags.missed += len(lost)
    near = 0
    for tag in sorted(extra):  # one to one: a tag stands for one other at most
        partner = next((o for o in sorted(lost) if any({tag, o} <= g for g in NEAR_TAGS)), None)
        if partner is not None:
            lost -= {partner}
            near += 1
    score.near_tags.right += len(gold.tags & got) + near
    score.near_tags.extra += len(extra) - near
    score.near_tags.missed += len(lost)


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
