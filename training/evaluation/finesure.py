"""FineSurE's three axes of a summary, computed exactly instead of judged.

After Song et al. 2024 (arXiv 2407.00908): faithfulness is the share of sentences without an error,
completeness the share of key facts that the summary states, conciseness the share of its lines
that state one. Three sources of truth: the simulator's gold (``against_gold``: which values each
key fact holds, the right title, the right amounts), listed key points (``against_points``: overlap
of letter pairs, crude), and a judge (``judged``). Must not know models or files.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from quoteflow_desktop.config.display import label
from quoteflow_desktop.core.analysis import Analysis
from quoteflow_desktop.core.messages import Thread
from training.evaluation.compare import normal, same_number
from training.simulator.gold import GoldMail, GoldThread, Run

OVERLAP = 0.6  # of a point's letter pairs, to count as said


@dataclass
class Axes:
    """Counts behind the three axes."""

    sentences: int = 0
    faithful: int = 0
    facts: int = 0
    stated: int = 0
    lines: int = 0
    needed: int = 0

    def add(self, other: "Axes") -> None:
        """Count another thread's too."""
        self.sentences += other.sentences
        self.faithful += other.faithful
        self.facts += other.facts
        self.stated += other.stated
        self.lines += other.lines
        self.needed += other.needed

    def shares(self) -> dict[str, float]:
        """Faithfulness, completeness, conciseness; 0 where there is nothing to count."""
        return {
            "faithfulness": self.faithful / max(1, self.sentences),
            "completeness": self.stated / max(1, self.facts),
            "conciseness": self.needed / max(1, self.lines),
        }


def against_points(analysis: Analysis | None, points: Sequence[str], thread: Thread) -> Axes:
    """By letter pairs: steps without a pair that their mail does not hold, key points of which
    the summary says ``OVERLAP``, lines that say a key point."""
    wanted = [letter_pairs(point) for point in points]
    axes = Axes(facts=len(wanted))
    if analysis is None:
        return axes
    lines = [analysis.summary.headline]
    for step in analysis.summary.steps:
        text = letter_pairs(" ".join(mail_parts(thread, step.message)))
        axes.sentences += 1
        axes.faithful += all(letter_pairs(point) <= text for point in step.points)
        lines += step.points
    said = letter_pairs(" ".join(lines))
    axes.stated = sum(share(point, said) >= OVERLAP for point in wanted)
    if wanted:
        axes.lines = len(lines)
        axes.needed = sum(
            any(
                max(share(letter_pairs(line), point), share(point, letter_pairs(line))) >= OVERLAP
                for point in wanted
            )
            for line in lines
        )
    return axes


def against_gold(analysis: Analysis | None, made: GoldThread) -> Axes:
    """By the simulator's gold.

    A sentence is the headline, a step's title, or a point. It is faithful where every word and
    number stands in its mail (for the headline: in the thread, the amount and the stage as they
    stand in the end), a title where it is the right one. A key fact is a clause of the gold; it is
    stated where the step of its mail (or the headline) holds all its values, or, where it holds
    none, ``OVERLAP`` of its letter pairs. A line (headline, points) is needed where it states one.
    """
    axes = Axes(facts=sum(len(mail.points) for mail in made.mails))
    if analysis is None:
        return axes
    summary = analysis.summary
    axes.sentences, axes.lines = 1, 1
    axes.faithful = _headline_holds(summary.headline, made)
    axes.needed = 1  # the goods that the thread is about are a fact of every thread
    for step in summary.steps:
        gold = made.mails[step.message - 1]
        text = " ".join(mail_parts(made.thread, step.message))
        right = {label(f"step.{gold.title}", language) for language in ("ko", "en")}
        axes.sentences += 1 + len(step.points)
        axes.faithful += step.title in right
        axes.faithful += sum(supported(point, text) for point in step.points)
        facts = [_fact(run, gold, made.thread) for run in gold.points]
        said = "\n".join([summary.headline, *step.points])
        axes.stated += sum(_states(said, *fact) for fact in facts)
        axes.lines += len(step.points)
        axes.needed += sum(any(_states(p, *fact) for fact in facts) for p in step.points)
    return axes


def _fact(run: Run, gold: GoldMail, thread: Thread) -> tuple[str, list[str]]:
    """A key fact's text, and the values in it as the mail writes them."""
    runs = [figure.run for figure in gold.figures] + [words.run for words in gold.words]
    within = [
        part
        for part in runs
        if (part.message, part.where) == (run.message, run.where)
        and run.start <= part.start
        and part.end <= run.end
    ]
    return _written(run, thread), [_written(part, thread) for part in within]


def _written(run: Run, thread: Thread) -> str:
    message = thread.messages[run.message - 1]
    to = ", ".join(str(address) for address in message.to)
    parts = {"body": message.body, "subject": message.subject, "from": str(message.sender)}
    return {**parts, "to": to}[run.where][run.start : run.end]


def _states(line: str, fact: str, values: Sequence[str]) -> bool:
    if values:
        return all(normal(value) in normal(line) for value in values)
    return share(letter_pairs(fact), letter_pairs(line)) >= OVERLAP


def _headline_holds(headline: str, made: GoldThread) -> bool:
    """Goods of the thread, the amount that stands, the stage that stands."""
    text = " ".join(" ".join(mail_parts(made.thread, n + 1)) for n in range(len(made.mails)))
    cells = [made.facts.get("total_amount"), *(item.get("unit_price") for item in made.items)]
    amounts = [value for accepted in cells for value in accepted or ()]
    stage = (made.facts.get("deal_stage") or ("",))[0]
    stages = {label(f"stage.{stage}", language) for language in ("ko", "en")} if stage else set()
    goods, *rest = headline.split(" · ")
    for part in rest:
        _, _, number = part.partition(" ")
        right = part in stages or any(same_number(number, amount) for amount in amounts)
        if not right and not supported(part, normal(goods)):
            return False
    return supported(goods, text)


def supported(sentence: str, text: str) -> bool:
    """Whether ``text`` holds every number and word of the sentence."""
    return not unsupported(sentence, text)


def unsupported(sentence: str, text: str) -> list[str]:
    """The numbers and words of the sentence that ``text`` does not hold, as whole tokens."""
    held = set(_tokens(text))
    return [token for token in _tokens(sentence) if token not in held]


def numbers(text: str) -> list[str]:
    """Plain digits of every number in the text."""
    return [token for token in _tokens(text) if token[0].isdigit()]


def _tokens(text: str) -> list[str]:
    """Words, and numbers without grouping or trailing zeros ("1,200.50" is "1200.5")."""
    return [
        _plain(token) if token[0].isdigit() else token
        for token in re.findall(r"\d+(?:[.,]\d+)*|[^\W\d_]+", normal(text))
    ]


def _plain(number: str) -> str:
    try:
        return f"{Decimal(number.replace(',', '')).normalize():f}"
    except InvalidOperation:  # a date, a version: 2026.11.20
        return number


def mail_parts(thread: Thread, number: int) -> tuple[str, ...]:
    """Body, subject and addresses of mail ``number`` (from 1)."""
    message = thread.messages[number - 1]
    addresses = ", ".join(str(address) for address in message.to)
    return message.body, message.subject, str(message.sender), addresses


def letter_pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring letters and digits, everything else left out."""
    letters = re.sub(r"\W+", "", normal(text))
    return frozenset(letters[i : i + 2] for i in range(len(letters) - 1))


def share(part: frozenset[str], whole: frozenset[str]) -> float:
    """How much of ``part`` is in ``whole``."""
    return len(part & whole) / max(1, len(part))
