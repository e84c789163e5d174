"""Truthfulness of an analysis, 1 to 5 with the reason, without a judge.

The published system asked a language model for this mark. Here it is 1 plus the number of yes to
four questions that code can answer (questions with yes or no are more stable than a mark given at
once), so it is the same on every run. ``judged`` has the form for a judge. Must not know models.
"""

from collections.abc import Sequence

from quoteflow_desktop.core.analysis import Analysis
from quoteflow_desktop.core.values import Value
from training.evaluation.cases import Case
from training.evaluation.compare import Pair, pairs
from training.evaluation.finesure import mail_parts, numbers
from training.evaluation.tally import tally_of

HALF, NEARLY_ALL = 0.5, 0.9  # of the gold values, stated right
TOLERATED = 0.05  # of the given values, contradicting the gold


class Mark(Value):
    """A mark from 1 to 5 and why."""

    mark: int
    reason: str


def truthfulness(case: Case, analysis: Analysis | None) -> Mark:
    """The mark of a thread's analysis; 1 where there is none.

    One more for each: half of the gold's values are stated; nine in ten are; at most one given
    value in twenty contradicts the gold; every number of the summary stands in the mails.
    """
    if analysis is None:
        return Mark(mark=1, reason="There is no analysis.")
    compared = pairs(analysis, case.gold)
    tally = tally_of(compared)
    due, given = tally.right + tally.missing, tally.right + tally.wrong
    stated = tally.right / due if due else 1.0
    wrong = [pair.key for pair in compared if pair.got and not pair.right]
    loose = unsupported_numbers(case, analysis, compared)
    answers = [stated >= HALF, stated >= NEARLY_ALL, len(wrong) <= TOLERATED * given, not loose]
    reason = f"{tally.right} of {due} gold values are stated"
    reason += f"; {len(wrong)} of {given} given values contradict the gold"
    reason += f" ({', '.join(dict.fromkeys(wrong))})" if wrong else ""
    reason += f"; numbers that no mail holds: {', '.join(loose)}" if loose else ""
    return Mark(mark=1 + sum(answers), reason=reason + ".")


def unsupported_numbers(case: Case, analysis: Analysis, compared: Sequence[Pair]) -> list[str]:
    """Numbers of the summary that stand neither in the mails nor among the right values."""
    thread = case.thread
    held = {n for at in range(len(thread.messages)) for n in numbers(_text(case, at + 1))}
    held |= {n for pair in compared if pair.right and pair.got for n in numbers(pair.got.value)}
    lines = [analysis.summary.headline]
    lines += [point for step in analysis.summary.steps for point in step.points]
    return [n for line in lines for n in numbers(line) if n not in held]


def _text(case: Case, number: int) -> str:
    return "\n".join(mail_parts(case.thread, number))
