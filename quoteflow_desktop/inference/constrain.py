"""Constrained decoding: runs a task's program against a model, token by token.

A choice follows only the options' own tokens, a copy only runs of the mail's own tokens, so
nothing can come out that is neither in the vocabulary nor in the mail. Text that the program
writes costs no sampling. Greedy; must not know llama.cpp, tasks or what the answers mean.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from quoteflow_desktop.core.values import Value
from quoteflow_desktop.inference.engine import Choose, Copy, Program, Reading, drive

Logits = npt.NDArray[np.float32]


class Sureness(Value):
    """The chances that an answer needs where a blank is better than a wrong value.

    ``choice``: of a choice that has an option to take in doubt; ``copy``: of the least likely token
    of a text that may be left out. Measured by ``training.doubt``, see training/LOG.md.
    """

    choice: float = 0.95
    copied: float = 0.0


class Stepper(Protocol):
    """A model at some position of a sequence."""

    def tokenize(self, text: str) -> list[int]:
        """Plain text to tokens; control words in it stay text."""
        ...

    def detokenize(self, tokens: Sequence[int]) -> str:
        """The text of the tokens."""
        ...

    def logits(self, tokens: Sequence[int]) -> Logits:
        """Append ``tokens`` (one or more) and give the logits, shape (vocabulary,), after them."""
        ...


class Source:
    """A mail's tokens and their texts, to copy from.

    ``open[i]``: token i holds no line end. ``seam[i]``: a copy may begin with token i, or end
    before it, since no Latin word and no number runs over that place (Hangul words do: their
    particles are no part of a name). ``body``: the first token after the mail's head, ``subject``:
    the first of its subject.
    """

    def __init__(self, tokens: Sequence[int], texts: Sequence[str]) -> None:
        self.tokens = [*tokens, -1]  # the end of the mail ends a line too
        self.open = [*("\n" not in text for text in texts), False]
        self.seam = [
            not (_runs_on(before) and _runs_on(after))
            for before, after in zip(
                ["\n", *(text[-1:] for text in texts)], [*(t[:1] for t in texts), "\n"], strict=True
            )
        ]
        self.body = _after(texts, "\n\n")
        self.subject = _after(texts, "\nSubject: ")

    def first(self, scope: str) -> int:
        """The first token that may be copied in the scope."""
        return {"body": self.body, "told": self.subject}.get(scope, 0)


def _after(texts: Sequence[str], mark: str) -> int:
    """The first token after ``mark``, which may begin and end within tokens; 0 without it."""
    before = ""
    for index, text in enumerate(texts):
        before = before[-len(mark) :] + text
        if mark in before:
            return index + 1
    return 0


def _runs_on(character: str) -> bool:
    """Whether a copy must not be cut beside this character: Latin letters, digits, and a part of
    a character that the vocabulary spells in bytes."""
    return (character.isascii() and character.isalnum()) or character == "\ufffd"


class Decoder:
    """Runs one program; ``sources`` are the mails of the window, the last one is read. The tokens
    of ``opening`` come before the program's own."""

    def __init__(
        self,
        model: Stepper,
        sources: Sequence[Source],
        opening: Sequence[int] = (),
        sure: Sureness = Sureness(),  # noqa: B008 - frozen
    ) -> None:
        self._model = model
        self._sure = sure
        self._sources = sources
        self._pending: list[int] = list(opening)

    def run(self, program: Program) -> Reading:
        """The program's reading."""
        return drive(program, self._answer, self._write)

    def _write(self, text: str) -> None:
        self._pending += self._model.tokenize(text)

    def _answer(self, step: Choose | Copy) -> str:
        return self._choose(step) if isinstance(step, Choose) else self._copy(step)

    def _best(self, allowed: Iterable[int]) -> tuple[int, float]:
        """The likeliest allowed token after all that is pending, and its chance."""
        ids, chances = self._chances(allowed)
        best = int(np.argmax(chances))
        return ids[best], float(chances[best])

    def _chances(self, allowed: Iterable[int]) -> tuple[list[int], Logits]:
        """The allowed tokens and their chances among each other, after all that is pending."""
        logits = self._model.logits(self._pending)
        self._pending = []
        ids = sorted(set(allowed))
        raised = np.exp(logits[ids] - np.max(logits[ids]))
        return ids, raised / raised.sum()

    def _choose(self, step: Choose) -> str:
        paths = {option: self._model.tokenize(option) for option in step.options}
        depth = 0
        while len(paths) > 1:
            if any(len(tokens) <= depth for tokens in paths.values()):
                raise ValueError(f"one option of {step.about.name} begins another: {sorted(paths)}")
            following = {tokens[depth] for tokens in paths.values()}
            doubted = paths.get(step.in_doubt, [])[depth : depth + 1]
            token = self._next(following, doubted, of_any=step.of_any)
            paths = {option: t for option, t in paths.items() if t[depth] == token}
            self._pending.append(token)
            depth += 1
        option, tokens = next(iter(paths.items()))
        self._pending += tokens[depth:]
        return option

    def _next(self, following: set[int], doubted: Sequence[int], *, of_any: bool) -> int:
        """The likeliest of ``following``; where that (with ``of_any``: that it is another one) is
        not sure, the token of the option to take in doubt, if one is given."""
        if len(following) == 1:
            return following.pop()
        ids, chances = self._chances(following)
        if doubted:
            at = ids.index(doubted[0])
            if (1 - chances[at] if of_any else max(chances)) < self._sure.choice:
                return doubted[0]
            if of_any:
                chances[at] = 0
        return ids[int(np.argmax(chances))]

    def _copy(self, step: Copy) -> str:
        sources = self._sources if step.scope in ("thread", "told") else self._sources[-1:]
        none = self._model.tokenize(step.none) if step.none else []
        newline = self._model.tokenize("\n")
        places = [
            (source, position)
            for source in sources
            for position, token in enumerate(source.tokens)
            if source.open[position]
            and source.seam[position]
            and token not in none[:1]
            and position >= source.first(step.scope)
        ]
        copied: list[int] = []
        least = 1.0
        while len(copied) < step.max_tokens:
            allowed = {source.tokens[at] for source, at in places if source.open[at]}
            if not copied:
                allowed.update(none[:1])
            elif self._may_end(copied, places):
                allowed.add(newline[0])
            if not allowed:
                break
            token, chance = (allowed.pop(), 1.0) if len(allowed) == 1 else self._best(allowed)
            least = min(least, chance)
            if token == newline[0] or (not copied and token in none[:1]):
                break
            self._pending.append(token)
            copied.append(token)
            places = [
                (source, at + 1)
                for source, at in places
                if source.open[at] and source.tokens[at] == token
            ]
        if not copied:
            self._pending += none
        self._pending += newline
        if step.optional and least < self._sure.copied:
            return ""
        return self._model.detokenize(copied)

    def _may_end(self, copied: Sequence[int], places: Sequence[tuple[Source, int]]) -> bool:
        """Whether something is copied and one of its places is the end of a word."""
        return any(c.isalnum() for c in self._model.detokenize(copied)) and any(
            source.seam[at] for source, at in places
        )
