"""From a folder of documents to lessons: nothing lost silently, nothing personal left, the same
for the same seed."""

import json
import re

import pytest

from quoteflow_desktop.config.glossary import glossary
from quoteflow_desktop.core.errors import InputError, SettingsError
from training.config import load_config
from training.corpus.collect import collect
from training.corpus.documents import Document, Lesson, digest, read_lines
from training.corpus.lesson_forms import (
    HELD_OUT_QUESTIONS,
    QUESTIONS,
    DomainQuestion,
    document_lessons,
    domain_questions,
    glossary_lessons,
    with_particle,
)
from training.corpus.prepare import prepare
from training.knowledge_config import CorpusSection, SourceSection

LECTURE = (
    "신용장은 개설은행이 대금 지급을 약속하는 증서라고 했습니다. "
    "그래서 수출상은 선하증권 등 서류를 "
    "은행에 제시하고 대금을 받습니다. "
    "문의는 담당자: 김서연 과장 (kim@saesol.co.kr) 에게 하세요."
)


@pytest.fixture
def folder(tmp_path):
    source = tmp_path / "lectures"
    source.mkdir()
    (source / "a.txt").write_text(LECTURE, "utf-8")
    (source / "b.md").write_text(f"# 강의\n\n{LECTURE}\n", "utf-8")
    (source / "c.pdf").write_bytes(b"%PDF broken")
    (source / ".hidden.txt").write_text("no", "utf-8")
    (source / "d.txt").write_text("A buyer asks for a letter of credit. " * 3, "utf-8")
    return source


def section(source, **more):
    kept = SourceSection(path=source, licence="own lectures")
    return CorpusSection(sources=(kept,), **more)


def test_unreadable_files_are_named_and_counted(folder, tmp_path, capsys):
    said = collect(section(folder), tmp_path / "out")

    assert "3 documents" in said
    assert "1 files not read" in said
    assert "not read: lectures/c.pdf: The PDF is damaged" in capsys.readouterr().out
    (line,) = (tmp_path / "out" / "unreadable.jsonl").read_text().splitlines()
    assert json.loads(line)["file"] == "lectures/c.pdf"


def test_a_corpus_without_a_readable_file_is_refused(tmp_path):
    (tmp_path / "x.exe").write_bytes(b"MZ")
    with pytest.raises(InputError, match="None of the 1 files"):
        collect(section(tmp_path), tmp_path / "out")


def test_a_source_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match="nowhere is not there"):
        collect(section(tmp_path / "nowhere"), tmp_path / "out")


def test_documents_become_clean_lessons(folder, tmp_path):
    out = tmp_path / "out"
    asked = section(folder, glossary=False, held_out=0.0)
    collect(asked, out)
    card = json.loads(prepare(asked, out, seed=1))
    lessons = read_lines(out / "lessons.jsonl", Lesson)
    raw = [lesson for lesson in lessons if lesson.form == "raw"]

    assert card["near_duplicates"] == 1  # the same lecture twice
    assert card["masked"] == {"[이름]": 2, "[이메일]": 2}
    assert [(lesson.source, lesson.licence) for lesson in raw] == [
        ("lectures/a.txt", "own lectures"), ("lectures/d.txt", "own lectures"),
    ]  # fmt: skip
    assert all("김서연" not in lesson.answer + lesson.prompt for lesson in lessons)
    assert all(lesson.digest == digest(lesson.prompt + lesson.answer) for lesson in lessons)


def test_documents_and_glossary_give_all_three_forms_in_both_languages(folder, tmp_path):
    out = tmp_path / "out"
    collect(section(folder), out)
    prepare(section(folder), out, seed=1)
    lessons = read_lines(out / "lessons.jsonl", Lesson)

    assert {(lesson.form, lesson.language) for lesson in lessons} == {
        (form, language) for form in ("raw", "term", "question") for language in ("ko", "en")
    }
    asked = [x for x in lessons if x.form == "question" and x.source == "lectures/a.txt"]
    assert {lesson.topic for lesson in asked} & {"letter-of-credit", "bill-of-lading"}


def test_the_same_seed_gives_the_same_bytes_and_another_gives_others(tmp_path):
    for name, seed in (("one", 1), ("two", 1), ("three", 2)):
        prepare(CorpusSection(languages=("en",), phrasings=1), tmp_path / name, seed=seed)
    one, two, three = (
        (tmp_path / name / "lessons.jsonl").read_bytes() for name in ("one", "two", "three")
    )

    assert one == two != three


def test_nothing_to_learn_from_is_a_sentence(tmp_path):
    with pytest.raises(InputError, match="nothing to learn from"):
        prepare(CorpusSection(glossary=False), tmp_path, seed=1)


def test_options_hold_the_answer_once_and_come_from_its_topic():
    terms = glossary()
    topics = {term.key: term.topic for term in terms}
    names = {term.en: term.key for term in terms} | {term.define_en: term.key for term in terms}
    made = [x for x in glossary_lessons(terms, ("en",), 1, 5) if x.form == "question"]

    assert len(made) == 2 * len(terms)
    for lesson in made:
        options = lesson.prompt.split("\n")[-4:]
        assert options.count(lesson.answer) == 1
        assert [option[:3] for option in options] == ["A. ", "B. ", "C. ", "D. "]
        assert {topics[names[option[3:]]] for option in options} == {topics[lesson.topic]}
        assert names[lesson.answer[3:]] == lesson.topic


def test_the_right_letter_is_spread_evenly():
    made = [x for x in glossary_lessons(glossary(), ("ko",), 1, 5) if x.form == "question"]
    counts = [sum(x.answer.startswith(letter) for x in made) for letter in "ABCD"]

    assert min(counts) > len(made) / 5


def test_a_gap_question_does_not_give_its_word_away():
    document = Document(source="d", licence="own", digest="0", use="domain", text="")
    text = "The bank opened a letter of credit. The letter of credit names the beneficiary."
    made = list(document_lessons(document, [text], glossary(), 3))
    gaps = [lesson for lesson in made if "____" in lesson.prompt]

    assert gaps
    for lesson in gaps:
        passage = lesson.prompt.rsplit("\n", 5)[0]
        assert lesson.answer[3:].lower() not in passage.lower()


def test_domain_questions_use_no_words_of_a_lesson():
    assert all(set(QUESTIONS[x]).isdisjoint(HELD_OUT_QUESTIONS[x]) for x in ("ko", "en"))
    questions = domain_questions(glossary(), ("ko", "en"), 40, 1)
    lessons = {x.prompt for x in glossary_lessons(glossary(), ("ko", "en"), 6, 1)}

    assert len(questions) == 40
    assert {question.language for question in questions} == {"ko", "en"}
    assert lessons.isdisjoint(question.question for question in questions)
    assert all(isinstance(question, DomainQuestion) for question in questions)


def test_no_place_of_a_template_is_left_open():
    made = glossary_lessons(glossary()[:40], ("ko", "en"), 9, 2)

    assert [x for x in made if re.search(r"\{[a-z]+[:}]", x.prompt) or "{text}" in x.answer] == []


@pytest.mark.parametrize(
    ("word", "particle", "whole"),
    [
        ("신용장", "은", "신용장은"),
        ("운송비", "은", "운송비는"),
        ("관세", "이란", "관세란"),
        ("C&F", "을", "C&F을(를)"),
    ],
)
def test_particles_fit_the_word_before(word, particle, whole):
    assert with_particle(word, particle) == whole


def test_a_source_without_a_licence_is_refused(tmp_path):
    path = tmp_path / "run.toml"
    path.write_text('[run]\nfolder = "r"\n[data]\ntrain_threads = 1\nheld_out_threads = 1\n'
                    '[[corpus.sources]]\npath = "x"\n')  # fmt: skip
    with pytest.raises(SettingsError, match=r"sources.0.licence: Field required"):
        load_config(path)


def test_a_damaged_file_of_lessons_is_named_with_its_line(tmp_path):
    path = tmp_path / "lessons.jsonl"
    path.write_text('{"form": "raw"}\n')
    with pytest.raises(InputError, match="line 1, is no lesson"):
        read_lines(path, Lesson)
