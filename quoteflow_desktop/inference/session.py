"""One thread, one prefix: runs jobs on a loaded model, sharing what jobs have in common.

The mails are decoded once, oldest first, with every adapter off; each job forks from the prefix
that ends with its mail, decodes its instruction still without adapter, and switches its adapter on
from the invocation sequence on (aLoRA). Must not know llama_cpp or processes.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from quoteflow_desktop.core.errors import Cancelled
from quoteflow_desktop.core.facts import Candidate
from quoteflow_desktop.inference.constrain import Decoder, Source, Sureness
from quoteflow_desktop.inference.engine import ADAPTER_OF, CancelToken, Job, Outcome, Reading
from quoteflow_desktop.inference.facts_task import (
    MAX_CANDIDATES,
    MAX_ITEMS,
    NAMING_KINDS,
    listed,
    shown,
)
from quoteflow_desktop.inference.llama import BATCH, LlamaModel
from quoteflow_desktop.inference.prompts import HEAD, INVOCATION, instruction
from quoteflow_desktop.inference.tasks import program

BASE, FORK = 0, 1
ANSWER_ROOM = 1280  # tokens kept free for instruction, items and copied texts
FIGURE_ROOM = 10  # tokens kept free for the role, act and item of a figure, beside its words
NAME_ROOM = 40  # tokens kept free for name and specification of new goods
KEPT_MAILS = 512  # rendered mails whose tokens are remembered


class Session:
    """Keeps the prefix of the thread that was read last."""

    def __init__(
        self,
        model: LlamaModel,
        adapters: frozenset[str],
        sure: Sureness = Sureness(),  # noqa: B008
    ) -> None:
        self._sure = sure
        self._model = model
        self._adapters = adapters
        self._prefix: list[int] = []
        self._mail_tokens: dict[str, list[int]] = {}
        self._texts = [model.detokenize([token]) for token in range(model.vocabulary)]
        self.decoded_tokens = 0  # prefix tokens decoded so far, for benchmarks and tests

    def run(self, job: Job, cancel: CancelToken | None = None) -> Outcome:
        """The outcome of one job; raises ModelError, Cancelled."""
        tokens = [self.tokens_of(mail) for mail in job.mails]
        asked = job.candidates[:MAX_CANDIDATES]
        room = self._model.context - ANSWER_ROOM - self._room_for(job.mails[-1], asked, job.items)
        first, kept = window([len(t) for t in tokens], max(room, self._model.context // 4))
        mails = tokens[first:]
        cut = kept < len(mails[-1])
        mails[-1] = mails[-1][:kept]
        head = [self._model.bos, *self._model.tokenize(HEAD, special=True)]
        self._extend_to([*head, *(t for mail in mails for t in mail)], cancel)
        if cut:
            end = len(self._model.detokenize(mails[-1]))
            asked = tuple(candidate for candidate in asked if candidate.end <= end)
        reading = self._answer(job.model_copy(update={"candidates": asked}), mails, cancel)
        left = len(job.candidates) - len(asked)
        return Outcome(reading=reading, first_mail=first + 1, cut=cut, figures_left=left)

    def _room_for(self, mail: str, candidates: Sequence[Candidate], items: Sequence[str]) -> int:
        """Tokens that the lines of the figures, of the goods that stand already and of those that
        figures may bring in take."""
        new = min(MAX_ITEMS - len(items), sum(c.kind in NAMING_KINDS for c in candidates))
        return (
            len(self._model.tokenize(listed(items)))
            + max(0, new) * NAME_ROOM
            + sum(len(self._model.tokenize(shown(mail, c))) + FIGURE_ROOM for c in candidates)
        )

    def tokens_of(self, mail: str) -> list[int]:
        """The tokens of a rendered mail, remembered."""
        if mail not in self._mail_tokens:
            if len(self._mail_tokens) >= KEPT_MAILS:
                self._mail_tokens.pop(next(iter(self._mail_tokens)))
            self._mail_tokens[mail] = self._model.tokenize(mail)
        return self._mail_tokens[mail]

    def close(self) -> None:
        """Free the model."""
        self._model.close()

    def _extend_to(self, wanted: list[int], cancel: CancelToken | None) -> None:
        """Make the base sequence hold exactly ``wanted``, decoding only what is new."""
        shared = common_length(self._prefix, wanted)
        if shared < len(self._prefix):
            held_from = self._model.oldest(BASE)
            if held_from > max(0, shared - self._model.window):
                shared = 0  # cells that the window needs are gone: read anew
            self._model.drop(BASE, shared)
            self._prefix = self._prefix[:shared]
        self._model.use_adapter(None)
        while len(self._prefix) < len(wanted):
            _check(cancel)
            chunk = wanted[len(self._prefix) : len(self._prefix) + BATCH]
            self._model.decode(chunk, len(self._prefix), BASE)
            self._prefix += chunk
            self.decoded_tokens += len(chunk)

    def _answer(
        self, job: Job, mails: Sequence[Sequence[int]], cancel: CancelToken | None
    ) -> Reading:
        self._model.fork(BASE, FORK)
        try:
            branch = Branch(self._model, len(self._prefix), cancel)
            branch.logits(self._model.tokenize(instruction(job.task, len(job.mails))))
            adapter = ADAPTER_OF[job.task]
            self._model.use_adapter(adapter if adapter in self._adapters else None)
            sources = [Source(tokens, [self._texts[t] for t in tokens]) for tokens in mails]
            invocation = self._model.tokenize(INVOCATION, special=True)
            return Decoder(branch, sources, invocation, self._sure).run(program(job))
        finally:
            self._model.drop(FORK)
            self._model.use_adapter(None)


class Branch:
    """A fork of the prefix that grows token by token: the decoder's model."""

    def __init__(self, model: LlamaModel, position: int, cancel: CancelToken | None) -> None:
        self._model = model
        self._position = position
        self._cancel = cancel

    def tokenize(self, text: str) -> list[int]:
        return self._model.tokenize(text)

    def detokenize(self, tokens: Sequence[int]) -> str:
        return self._model.detokenize(tokens)

    def logits(self, tokens: Sequence[int]) -> npt.NDArray[np.float32]:
        for start in range(0, len(tokens), BATCH):
            _check(self._cancel)
            chunk = tokens[start : start + BATCH]
            row = self._model.decode(chunk, self._position, FORK)
            self._position += len(chunk)
        return row


def _check(cancel: CancelToken | None) -> None:
    if cancel is not None and cancel.requested:
        raise Cancelled()


def common_length(left: Sequence[int], right: Sequence[int]) -> int:
    """How many tokens both begin with."""
    for index, (a, b) in enumerate(zip(left, right, strict=False)):
        if a != b:
            return index
    return min(len(left), len(right))


def window(lengths: Sequence[int], room: int) -> tuple[int, int]:
    """Which mails fit before the last one and how much of the last: (first index, tokens).

    The one rule for long threads: the last mail, then as many whole mails before it as fit. It
    looks at no mail after the last, so a mail is read alike whenever it is read.
    """
    kept = min(lengths[-1], room)
    left = room - kept
    first = len(lengths) - 1
    while first > 0 and lengths[first - 1] <= left:
        first -= 1
        left -= lengths[first]
    return first, kept
