"""A user's corrections as something to score: only what the user decided counts.

Equality and the matching of items are those of every other score. Must not know models or files.
"""

from quoteflow_desktop.core.analysis import Analysis
from quoteflow_desktop.core.facts import FACT_KINDS, Cell
from quoteflow_desktop.services.decided_facts import KnownFact, Lesson
from training.evaluation.cases import Case, Gold
from training.evaluation.compare import Pair, normal
from training.evaluation.tally import Tally, tally_of


def lesson_case(lesson: Lesson) -> Case:
    """The lesson's thread as a case of its own set; its gold is ``lesson_tally``'s to look at."""
    nothing = Gold(facts={}, items=(), tags=frozenset())
    return Case("corrections", lesson.thread.id, lesson.thread, nothing)


def lesson_tally(lesson: Lesson, analysis: Analysis | None) -> Tally:
    """What of the user's facts the analysis has right; one that was taken out must not be given."""
    return tally_of(
        Pair(fact.key, None, got, (fact.value,) if fact.value else ())
        for fact in lesson.facts
        if (got := _given(fact, analysis)) or fact.value
    )


def _given(fact: KnownFact, analysis: Analysis | None) -> Cell | None:
    """The analysis's cell of the fact, of an item the one that goes by one of its names."""
    if analysis is None:
        return None
    if fact.key in FACT_KINDS:
        return analysis.facts.get(fact.key)
    names = [normal(name) for name in fact.names]
    named = [(normal(i.product.value), i) for i in analysis.items if i.product]
    found = next((i for called, i in named if called in names), None) or next(
        (i for called, i in named if any(called in n or n in called for n in names)), None
    )
    if found is None and len(analysis.items) == 1:
        found = analysis.items[0]
    cell = getattr(found, fact.key) if found else None
    return cell if isinstance(cell, Cell) else None
