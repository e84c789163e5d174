"""All scores of a set of threads: key facts, tags, evidence, summary, truthfulness, likeness.

Takes finished analyses and gold; must not know models, engines or files.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from quoteflow_desktop.core.analysis import Analysis
from quoteflow_desktop.core.facts import ITEM_KINDS
from quoteflow_desktop.core.messages import Thread
from quoteflow_desktop.services.rendering import language_of
from training.evaluation.cases import Case
from training.evaluation.compare import pairs
from training.evaluation.encoders import Encoder
from training.evaluation.finesure import Axes, against_gold, against_points, mail_parts
from training.evaluation.likeness import Text, bleu, chrf
from training.evaluation.semscore import semscore
from training.evaluation.tags import Likeness, semantic_tags, strict_tags, table_likeness
from training.evaluation.tally import Tally, f1_interval, summed, tally_of
from training.evaluation.truthfulness import truthfulness

Scores = dict[str, float | int | str]


@dataclass
class Score:
    """All counts over the threads seen so far; ``facts`` has each thread's counts by key."""

    likeness: Likeness = field(default_factory=table_likeness)
    facts: list[dict[str, Tally]] = field(default_factory=list)
    tags: Tally = field(default_factory=Tally)
    near_tags: Tally = field(default_factory=Tally)
    cells: int = 0
    shown: int = 0
    failed: int = 0
    points: Axes = field(default_factory=Axes)
    exact: Axes = field(default_factory=Axes)  # against the simulator's gold, empty for others
    marks: list[int] = field(default_factory=list)
    summaries: list[Text] = field(default_factory=list)

    def keys(self) -> dict[str, list[Tally]]:
        """By key, the counts of each thread in which it matters."""
        names = sorted({key for thread in self.facts for key in thread})
        return {key: [thread[key] for thread in self.facts if key in thread] for key in names}

    def counts(self, *, items: bool | None = None) -> list[Tally]:
        """Each thread's counts over all keys, or over those of items, or over the others."""
        return [
            summed(tally for key, tally in thread.items() if items in (None, key in ITEM_KINDS))
            for thread in self.facts
        ]

    def report(self, encoder: Encoder) -> Scores:
        """The scores by name, rounded to three digits."""
        facts = summed(self.counts())
        low, high = f1_interval(self.counts())
        numbers = {
            "fact_precision": facts.precision(),
            "fact_recall": facts.recall(),
            "fact_f1": facts.f1(),
            "fact_f1_low": low,
            "fact_f1_high": high,
            "fact_f1_published": facts.published_f1(),
            "header_f1": summed(self.counts(items=False)).f1(),
            "item_f1": summed(self.counts(items=True)).f1(),
            "tag_f1": self.tags.f1(),
            "tag_semantic_f1": self.near_tags.f1(),
            "evidence": self.shown / max(1, self.cells),
            **{f"summary_{name}": value for name, value in self.points.shares().items()},
            "truthfulness": sum(self.marks) / max(1, len(self.marks)),
            "truthful_4_5": sum(mark >= 4 for mark in self.marks) / max(1, len(self.marks)),
            "semscore": semscore([(t.reference, t.answer) for t in self.summaries], encoder),
            "chrf": chrf(self.summaries),
            **bleu(self.summaries),
        }
        if self.exact.facts:
            numbers |= {f"finesure_{name}": value for name, value in self.exact.shares().items()}
        whole = {"threads": len(self.facts), "failed": self.failed}
        return {**whole, **{name: round(value, 3) for name, value in numbers.items()}}


def add(score: Score, case: Case, analysis: Analysis | None) -> None:
    """Count one thread; without an analysis (the model or its answer failed) all is missed."""
    score.failed += analysis is None
    compared = pairs(analysis, case.gold)
    score.facts.append(
        {
            key: tally_of(pair for pair in compared if pair.key == key)
            for key in dict.fromkeys(pair.key for pair in compared)
        }
    )
    tags = frozenset(analysis.tags if analysis else ())
    score.tags.add(strict_tags(tags, case.gold))
    score.near_tags.add(semantic_tags(tags, case.gold, score.likeness))
    score.points.add(against_points(analysis, case.gold.key_points, case.thread))
    if case.made:
        score.exact.add(against_gold(analysis, case.made))
    score.marks.append(truthfulness(case, analysis).mark)
    if case.gold.key_points:
        language = language_of(case.thread.messages)
        reference = "\n".join(case.gold.key_points)
        score.summaries.append(Text(language, reference, "\n".join(summary_lines(analysis))))
    if analysis:
        _evidence(score, analysis, case.thread)


def summary_lines(analysis: Analysis | None) -> list[str]:
    """The headline and every point of a summary."""
    if analysis is None:
        return []
    points = [point for step in analysis.summary.steps for point in step.points]
    return [analysis.summary.headline, *points]


def score_of(
    cases: Sequence[tuple[Case, Analysis | None]], likeness: Likeness | None = None
) -> Score:
    """All of these counted."""
    score = Score(likeness or table_likeness())
    for case, analysis in cases:
        add(score, case, analysis)
    return score


def _evidence(score: Score, analysis: Analysis, thread: Thread) -> None:
    cells = [cell for cell in analysis.facts.values() if cell]
    cells += [c for item in analysis.items for key in ITEM_KINDS if (c := getattr(item, key))]
    for cell in cells:
        score.cells += 1
        score.shown += bool(cell.evidence) and all(
            0 < e.message <= len(thread.messages)
            and any(e.quote in part for part in mail_parts(thread, e.message))
            for e in cell.evidence
        )
