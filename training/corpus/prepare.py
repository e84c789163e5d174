"""Recipe: collected documents and the glossary into lessons.

    python -m training.corpus.prepare CONFIG

Clean, mask, cut, drop doubles, make the three forms, hold some back: reads top to bottom below.
Writes ``corpus/lessons.jsonl`` and ``corpus/domain_questions.jsonl`` into the run's folder, and
``corpus/card.json`` with counts and digests.
"""

import json
from collections import Counter
from pathlib import Path

from quoteflow_desktop.config.glossary import glossary
from quoteflow_desktop.core.errors import InputError
from training.config import config_of_command
from training.corpus.cleaning import chunks, clean
from training.corpus.documents import (
    Document,
    Lesson,
    digest,
    file_digest,
    read_lines,
    write_lines,
)
from training.corpus.duplicates import without_near_duplicates
from training.corpus.lesson_forms import document_lessons, domain_questions, glossary_lessons
from training.corpus.masking import mask
from training.knowledge_config import CorpusSection
from training.speaking import run_recipe


def prepare(section: CorpusSection, folder: Path, seed: int) -> str:
    """Make the lessons in ``folder``; gives a line that says what was made.

    Raises:
        InputError: there is neither glossary nor document to learn from.
    """
    found = folder / "documents.jsonl"
    documents = read_lines(found, Document) if section.sources else []

    masked: Counter[str] = Counter()
    runs: list[tuple[Document, str]] = []
    for document in documents:
        text, hidden = mask(clean(document.text), names=section.mask_names)
        masked.update(hidden)
        runs += [(document, run) for run in chunks(text, section.chunk)]

    long_enough = [pair for pair in runs if len(pair[1]) >= section.shortest]
    kept, dropped = without_near_duplicates([text for _, text in long_enough], section.similarity)
    texts = [long_enough[number] for number in kept]

    terms = glossary() if section.glossary else ()
    lessons: list[Lesson] = []
    for document, text in texts:
        back = {"held_out": _held_back(text, section.held_out)}
        made = document_lessons(document, [text], terms, seed)
        lessons += [lesson.model_copy(update=back) for lesson in made]
    lessons += _glossary_part(section, seed)
    if not lessons:
        raise InputError(
            "There is nothing to learn from: no glossary and no readable document.",
            hint="Name a [[corpus.sources]] in the settings, or set corpus.glossary = true.",
        )
    questions = domain_questions(terms, section.languages, section.questions_held_out, seed)
    write_lines(folder / "domain_questions.jsonl", questions)
    write_lines(folder / "lessons.jsonl", lessons)
    card = {
        "lessons": len(lessons),
        "forms": dict(sorted(Counter(lesson.form for lesson in lessons).items())),
        "languages": dict(sorted(Counter(lesson.language for lesson in lessons).items())),
        "licences": dict(sorted(Counter(lesson.licence for lesson in lessons).items())),
        "held_out": sum(lesson.held_out for lesson in lessons),
        "domain_questions": len(questions),
        "documents": len(documents),
        "chunks": len(runs),
        "too_short": len(runs) - len(long_enough),
        "near_duplicates": len(dropped),
        "masked": dict(sorted(masked.items())),
        "seed": seed,
        "digest": file_digest(folder / "lessons.jsonl"),
    }
    text = json.dumps(card, indent=1, ensure_ascii=False) + "\n"
    (folder / "card.json").write_text(text, encoding="utf-8")
    return json.dumps(card, ensure_ascii=False)


def _glossary_part(section: CorpusSection, seed: int) -> list[Lesson]:
    """Of each term some raw lesson may be held back; its questions never, they are asked in held
    out words instead."""
    if not section.glossary:
        return []
    made = glossary_lessons(glossary(), section.languages, section.phrasings, seed)
    return [
        lesson.model_copy(update={"held_out": True})
        if lesson.form == "raw" and _held_back(lesson.answer, section.held_out)
        else lesson
        for lesson in made
    ]


def _held_back(text: str, share: float) -> bool:
    """By the text's digest, so that a grown corpus holds the same texts back."""
    return int(digest(text), 16) / 16**16 < share


def main() -> None:
    """Run with the settings file named on the command line."""
    config = config_of_command()
    folder = config.run.folder / "corpus"
    if (folder / "lessons.jsonl").is_file():
        print(f"{folder / 'lessons.jsonl'} is there; delete it to prepare again.")
        return
    print(prepare(config.corpus, folder, config.run.seed))


if __name__ == "__main__":
    run_recipe(main)
