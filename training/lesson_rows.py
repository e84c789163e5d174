"""Lessons to rows of tokens, packed: what the knowledge stages hand to the trainer.

A raw lesson is learnt whole; of a question only the answer is. Rows hold several lessons that do
not see each other, which the trainer keeps apart by their sizes. Must not know models.
"""

import random
from collections.abc import Iterable, Sequence

from datasets import Dataset, concatenate_datasets
from trl.data_utils import pack_dataset

from quoteflow_desktop.core.errors import InputError
from quoteflow_desktop.core.values import Value
from quoteflow_desktop.inference.prompts import HEAD, INVOCATION
from training.corpus.documents import Lesson
from training.knowledge_config import Order
from training.tokenizer import EOS, Tokenizer

IGNORED = -100  # a label that costs nothing
END = INVOCATION.split("\n")[0]  # of a turn

FormSet = frozenset[str]
RAW: FormSet = frozenset({"raw"})
ASKED: FormSet = frozenset({"term", "question"})
# What is learnt first, and what after it. The deck went from documents to questions; the paper
# (arXiv 2402.12847) from questions to questions with documents, and gained by it.
PHASES: dict[Order, tuple[FormSet, ...]] = {
    "deck": (RAW, ASKED),
    "paper": (ASKED, RAW | ASKED),
    "mixed": (RAW | ASKED,),
}


class TokenRow(Value):
    """A lesson in tokens; ``labels`` are the tokens that are learnt, IGNORED where none is."""

    input_ids: tuple[int, ...]
    labels: tuple[int, ...]


def asked(tokenizer: Tokenizer, prompt: str) -> list[int]:
    """A question as the base's chat form has it, up to where the model answers. Markers within
    the prompt are plain text."""
    head = tokenizer.tokenize(HEAD, special=True)
    turn = tokenizer.tokenize(INVOCATION, special=True)
    return [tokenizer.bos, *head, *tokenizer.tokenize(prompt), *turn]


def token_rows(lesson: Lesson, tokenizer: Tokenizer, length: int) -> list[TokenRow]:
    """The lesson's rows: a raw text longer than ``length`` gives several, a question that is
    longer none."""
    answer = tokenizer.tokenize(lesson.answer)
    if not lesson.prompt:
        whole = [*answer, EOS]
        cuts = [whole[at : at + length - 1] for at in range(0, len(whole), length - 1)]
        return [
            TokenRow(input_ids=(tokenizer.bos, *cut), labels=(IGNORED, *cut))
            for cut in cuts
            if len(cut) > 1
        ]
    prompt = asked(tokenizer, lesson.prompt)
    answer += tokenizer.tokenize(END, special=True)
    if len(prompt) + len(answer) > length:
        return []
    return [TokenRow(input_ids=(*prompt, *answer), labels=(*[IGNORED] * len(prompt), *answer))]


def rows_of(
    lessons: Iterable[Lesson], tokenizer: Tokenizer, length: int
) -> tuple[list[TokenRow], int]:
    """All rows, and how many lessons were too long for one."""
    rows: list[TokenRow] = []
    left_out = 0
    for lesson in lessons:
        made = token_rows(lesson, tokenizer, length)
        left_out += not made
        rows += made
    return rows, left_out


def with_replay(
    domain: Sequence[TokenRow], replay: Sequence[TokenRow], share: float, seed: int
) -> list[TokenRow]:
    """The domain's rows, and of the general ones as many as make ``share`` of all tokens, as far
    as they reach."""
    wanted = share / (1 - share) * sum(len(row.input_ids) for row in domain)
    order = list(replay)
    random.Random(seed).shuffle(order)
    taken: list[TokenRow] = []
    for row in order:
        if wanted <= 0:
            break
        taken.append(row)
        wanted -= len(row.input_ids)
    return [*domain, *taken]


def packed(rows: Sequence[TokenRow], length: int, seed: int) -> Dataset:
    """Rows of at most ``length`` tokens, each several lessons side by side, in an order drawn by
    the seed. Columns: input_ids, labels, seq_lengths.

    Raises:
        InputError: there are none.
    """
    if not rows:
        raise _nothing()
    plain = Dataset.from_dict({
        "input_ids": [list(row.input_ids) for row in rows],
        "labels": [list(row.labels) for row in rows],
    })  # fmt: skip
    return pack_dataset(plain.shuffle(seed=seed), length, "bfd").shuffle(seed=seed)


def in_phases(
    lessons: Sequence[Lesson], order: Order, tokenizer: Tokenizer, length: int, seed: int
) -> tuple[Dataset, int]:
    """The lessons packed in the order's phases, one after the other, and how many were too long.

    Raises:
        InputError: no lesson is left.
    """
    parts, left_out = [], 0
    for number, forms in enumerate(PHASES[order]):
        chosen = [lesson for lesson in lessons if lesson.form in forms]
        rows, lost = rows_of(chosen, tokenizer, length)
        left_out += lost
        if rows:
            parts.append(packed(rows, length, seed + number))
    if not parts:
        raise _nothing()
    return concatenate_datasets(parts), left_out


def _nothing() -> InputError:
    return InputError(
        "There is nothing to train on: no lesson of the kind that this stage learns fits its rows.",
        hint="See corpus/card.json for what was prepared; a larger length takes longer lessons.",
    )
