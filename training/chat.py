"""Gold to tokens: the one place where a simulated thread becomes what the model learns.

It runs the program's own task programs with the gold in the model's place, on the program's own
rendering and candidates, so training cannot drift from decoding. Must not know models or files.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import accumulate

from quoteflow_desktop.inference.engine import Choose, Copy, TaskName, drive
from quoteflow_desktop.inference.prompts import HEAD, INVOCATION, instruction
from quoteflow_desktop.inference.tasks import program
from training.config import DataSection
from training.oracle import Oracle
from training.packing import Branch, Tree
from training.reader import Reader, Span
from training.tokenizer import Tokenizer

# Whether the answer to a step of mail (from 0) is known to be right; others are read, not learnt.
Known = Callable[[int, Choose | Copy, str], bool]


def answer_text(reader: Reader, task: TaskName, mail: int) -> str:
    """The whole answer as text, for the tokenizer's training."""
    oracle = Oracle(reader, task, mail)
    parts: list[str] = []

    def answer(step: Choose | Copy) -> str:
        if isinstance(step, Choose):
            reply = oracle.choose(step)
            parts.append(reply)
            return reply
        span = oracle.copy(step.about)
        reply = reader.mails[span[0]].text[span[1] : span[2]] if span else ""
        parts.extend((reply or step.none, "\n"))
        return reply

    drive(program(reader.job(task, mail)), answer, parts.append)
    return "".join(parts)


class Writer:
    """Tokens and loss weights of a thread's tree; where ``known`` is given, only what it says is
    known weighs."""

    def __init__(
        self,
        reader: Reader,
        tokenizer: Tokenizer,
        section: DataSection,
        known: Known | None = None,
    ) -> None:
        self._known = known
        self._reader = reader
        self._tokenizer = tokenizer
        self._section = section
        self._mail_tokens = [tokenizer.tokenize(mail.text) for mail in reader.mails]
        self._ends = [
            list(accumulate(len(tokenizer.detokenize_bytes([t])) for t in tokens))
            for tokens in self._mail_tokens
        ]
        self.missed: Counter[str] = Counter()
        self.shown = 0

    def tree(self, tasks: Sequence[TaskName] = ("facts", "summary", "headline", "tags")) -> Tree:
        """The thread with these tasks."""
        head = [self._tokenizer.bos, *self._tokenizer.tokenize(HEAD, special=True)]
        trunk, weights = list(head), [0.0] * len(head)
        forks = []
        for tokens in self._mail_tokens:
            trunk += tokens
            weights += [self._section.mail_weight] * len(tokens)
            forks.append(len(trunk))
        branches = tuple(
            self._branch(task, mail, forks[mail])
            for task, mail in self._reader.jobs()
            if task in tasks
        )
        return Tree(trunk=tuple(trunk), weights=tuple(weights), branches=branches)

    def _branch(self, task: TaskName, mail: int, fork: int) -> Branch:
        question = self._tokenizer.tokenize(instruction(task, mail + 1))
        tokens = question + self._tokenizer.tokenize(INVOCATION, special=True)
        weights = [0.0] * len(tokens)
        oracle = Oracle(self._reader, task, mail)
        if task == "facts":
            self.missed.update(figure.key for figure in oracle.missed())
            self.shown += len(self._reader.gold.mails[mail].figures)

        def add(added: Sequence[int], weighed: Sequence[float]) -> None:
            tokens.extend(added)
            weights.extend(weighed)

        def write(text: str) -> None:
            forced = self._tokenizer.tokenize(text)
            add(forced, [0.0] * len(forced))

        def answer(step: Choose | Copy) -> str:
            if isinstance(step, Choose):
                reply = oracle.choose(step)
                added, weighed = self._choice(step, reply)
            else:
                added, weighed, reply = self._copied(step, oracle.copy(step.about))
            if self._known and not self._known(mail, oracle.as_gold(step), reply):
                weighed = [0.0] * len(added)
            add(added, weighed)
            return reply

        drive(program(self._reader.job(task, mail)), answer, write)
        return Branch(
            task=task,
            fork=fork,
            tokens=tuple(tokens),
            weights=tuple(weights),
            invoked=len(question),
        )

    def _choice(self, step: Choose, reply: str) -> tuple[list[int], list[float]]:
        """The option's tokens; those where options part weigh 1, the others follow by force."""
        paths = [self._tokenizer.tokenize(option) for option in step.options]
        chosen = self._tokenizer.tokenize(reply)
        weights = []
        for depth, token in enumerate(chosen):
            parted = len({path[depth] for path in paths}) > 1 if len(paths) > 1 else False
            weights.append(1.0 if parted else self._section.determined_weight)
            paths = [path for path in paths if len(path) > depth and path[depth] == token]
        return chosen, weights

    def _copied(self, step: Copy, span: Span | None) -> tuple[list[int], list[float], str]:
        newline = self._tokenizer.tokenize("\n")
        if span is None:
            none = self._tokenizer.tokenize(step.none)
            weights = [1.0, *[self._section.determined_weight] * len(none)]
            return none + newline, weights[: len(none) + 1], ""
        mail, start, end = span
        text, ends = self._reader.mails[mail].text, self._ends[mail]
        first = bisect_right(ends, len(text[:start].encode()))
        last = bisect_left(ends, len(text[:end].encode()))
        copied = self._mail_tokens[mail][first : last + 1][: step.max_tokens]
        return copied + newline, [1.0] * (len(copied) + 1), self._tokenizer.detokenize(copied)
