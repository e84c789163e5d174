"""Recipe: pre-instruction tuning, questions and texts of the corpus in the order that is set.

    python -m training.instruct CONFIG [--base NAME-OR-FOLDER]
    accelerate launch --num_processes 2 -m training.instruct CONFIG

``instruct.order`` is "deck" (documents, then questions), "paper" (questions, then both) or
"mixed". Goes on from the adapted model where there is one. The evaluation loss is that of the
glossary's questions in words no lesson used. Leaves the same files as ``adapt``.
"""

from training.config import Config, config_of_command
from training.corpus.documents import Lesson, digest, file_digest, read_lines
from training.corpus.lesson_forms import GLOSSARY, GLOSSARY_LICENCE, DomainQuestion
from training.hf_base import base_of
from training.lesson_rows import in_phases, packed, rows_of
from training.lora_training import Rows, train_lora
from training.record import is_finished
from training.speaking import run_recipe
from training.tokenizer import Tokenizer


def instruct(config: Config) -> None:
    """Run the stage."""
    section, seed = config.instruct, config.run.seed
    if is_finished(config.run.folder / "instruct"):
        print("instruct: finished already")
        return
    base = base_of(config)
    tokenizer = Tokenizer(base / "tokenizer.model")
    path = config.run.folder / "corpus" / "lessons.jsonl"
    lessons = [
        lesson
        for lesson in read_lines(path, Lesson)
        if lesson.use == "domain" and not lesson.held_out
    ]
    train, left_out = in_phases(lessons, section.order, tokenizer, section.length, seed)
    held_out, _ = rows_of(map(as_lesson, asked_anew(config)), tokenizer, section.length)
    print(f"instruct: {len(lessons)} lessons in {len(train)} rows, order {section.order}, "
          f"{left_out} too long, base {base.name}", flush=True)  # fmt: skip

    data = {
        "digest": file_digest(path),
        "lessons": len(lessons),
        "rows": len(train),
        "too_long": left_out,
        "order": section.order,
    }
    train_lora("instruct", config, section, base, Rows(
        train=train,
        held_out=packed(held_out, section.length, seed) if held_out else None,
        data=data,
    ))  # fmt: skip


def asked_anew(config: Config) -> list[DomainQuestion]:
    """The questions held back; none where the corpus has no glossary."""
    path = config.run.folder / "corpus" / "domain_questions.jsonl"
    if not path.is_file() or not path.stat().st_size:
        return []
    return read_lines(path, DomainQuestion)


def as_lesson(question: DomainQuestion) -> Lesson:
    """A held back question in the form of a lesson."""
    return Lesson(
        form="term", language=question.language, prompt=question.question, answer=question.answer,
        source=GLOSSARY, licence=GLOSSARY_LICENCE, topic=question.term,
        digest=digest(question.question + question.answer), held_out=True,
    )  # fmt: skip


def main() -> None:
    """Run with the settings file named on the command line."""
    instruct(config_of_command())


if __name__ == "__main__":
    run_recipe(main)
