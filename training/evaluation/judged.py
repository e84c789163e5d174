"""FineSurE and truthfulness by a judge.

The questions are FineSurE's two (Song et al. 2024): a label for each sentence, and which key facts
the summary lets its reader know by which lines. An answer that cannot be read counts as zero for
all that it should have said; FineSurE's own code leaves those out. Must not know servers.
"""

from collections.abc import Mapping, Sequence

from quoteflow_desktop.core.analysis import Analysis
from training.evaluation.cases import Case
from training.evaluation.errors import mail_text
from training.evaluation.finesure import Axes
from training.evaluation.judge import Judge
from training.evaluation.truthfulness import Mark


def judged_summary(judge: Judge, mails: str, lines: Sequence[str], facts: Sequence[str]) -> Axes:
    """The three axes of a summary's lines."""
    axes = Axes(sentences=len(lines), facts=len(facts), lines=len(lines) if facts else 0)
    if lines:
        values = {"mails": mails, "lines": _numbered(lines), "count": len(lines)}
        labels = _objects(judge.ask("faithfulness", values), len(lines))
        if labels and all(isinstance(label.get("category"), str) for label in labels):
            judge.accept()
            axes.faithful = sum(_word(label["category"]) == "no error" for label in labels)
    if lines and facts:
        values = {"facts": _numbered(facts), "lines": _numbered(lines), "count": len(facts)}
        found = _objects(judge.ask("keyfacts", values), len(facts))
        if found and all(_is_alignment(answer) for answer in found):
            judge.accept()
            said = [answer for answer in found if _word(answer["response"]) == "yes"]
            named = {number for answer in said for number in answer["lines"]}
            axes.stated = len(said)
            axes.needed = len(named & set(range(1, len(lines) + 1)))
    return axes


def judged_truth(judge: Judge, reference: str, answer: str) -> Mark:
    """The judge's mark and reason; 1 where its answer cannot be read."""
    given = judge.ask("truthfulness", {"reference": reference, "answer": answer})
    if isinstance(given, dict):
        mark, reason = given.get("mark"), given.get("reason")
        if isinstance(mark, int) and 1 <= mark <= 5 and isinstance(reason, str):
            judge.accept()
            return Mark(mark=mark, reason=reason)
    return Mark(mark=1, reason="The judge's answer could not be read.")


def judged_case(judge: Judge, case: Case, analysis: Analysis | None) -> tuple[Axes, Mark]:
    """Both for a thread: the summary against its mails and key points, the facts against the
    gold's."""
    if analysis is None:
        return Axes(facts=len(case.gold.key_points)), Mark(mark=1, reason="There is no analysis.")
    mails = "\n\n".join(
        f"[{number}]\n{mail_text(message)}"
        for number, message in enumerate(case.thread.messages, start=1)
    )
    steps = analysis.summary.steps
    lines = [analysis.summary.headline]
    lines += [f"[{step.message}] {step.title}: {p}" for step in steps for p in step.points]
    axes = judged_summary(judge, mails, lines, case.gold.key_points)
    given = {key: cell.value for key, cell in analysis.facts.items() if cell}
    right = {key: next((v for v in a if v), "") for key, a in case.gold.facts.items() if a}
    return axes, judged_truth(judge, _listed(right), _listed(given))


def _listed(facts: Mapping[str, str]) -> str:
    return "\n".join(f"{key}: {value}" for key, value in facts.items())


def _numbered(lines: Sequence[str]) -> str:
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))


def _objects(answer: object, count: int) -> list[dict]:  # type: ignore[type-arg]
    """The answer where it is a list of as many objects as asked for, else nothing."""
    if not isinstance(answer, list) or len(answer) != count:
        return []
    return (
        [entry for entry in answer if isinstance(entry, dict)]
        if all(isinstance(entry, dict) for entry in answer)
        else []
    )


def _is_alignment(answer: Mapping[str, object]) -> bool:
    lines = answer.get("lines")
    return (
        isinstance(answer.get("response"), str)
        and isinstance(lines, list)
        and all(isinstance(line, int) for line in lines)
    )


def _word(text: object) -> str:
    return str(text).strip().casefold()
