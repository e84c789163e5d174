"""Lessons out of the glossary and the documents, in the three forms of the published system.

Raw text; a term with its description; raw text with a question, options and the answer. Made by
templates, options drawn from the same topic, the same for the same seed. Facts that are worded in
one way only are learnt but cannot be asked for (arXiv 2309.14316), so each has several. Must not
know files or models.
"""

import json
import random
import re
from collections.abc import Iterator, Sequence
from typing import Literal

from quoteflow_desktop.core.glossary import Term
from quoteflow_desktop.core.values import Value
from training.corpus.cleaning import language_of
from training.corpus.documents import Document, Lesson, Use, digest

Language = Literal["ko", "en"]
LANGUAGES: tuple[Language, ...] = ("ko", "en")
GLOSSARY_LICENCE = "Apache-2.0"
GLOSSARY = "glossary.toml"
OPTIONS = 4
_LETTERS = "ABCD"
_DEFINED_IN_TEXT = 2  # questions a chunk may give

# {name} the term, {other} its name in the other language, {also} other names, {text} the
# definition; {name:은} takes the particle that fits.
ARTICLES: dict[Language, tuple[str, ...]] = {
    "ko": (
        "{name}({other}{also})\n{text}",
        "{name:은} 무역에서 쓰는 말로, 영어로는 {other}라고 한다{also}. {text}",
        "무역 용어 풀이 · {name}: {text} 영어 표현은 {other}이다{also}.",
        "{text} 이것을 {name}({other})라고 부른다{also}.",
    ),
    "en": (
        "{name} ({other}{also})\n{text}",
        "In trade, {name} is known in Korean as {other}{also}. {text}",
        "Terms of trade: {name}. {text} The Korean term is {other}{also}.",
        "{text} This is what traders call {name} ({other}){also}.",
    ),
}
QUESTIONS: dict[Language, tuple[str, ...]] = {
    "ko": (
        "{name:이란} 무엇인가요?",
        "무역에서 {name:은} 무슨 뜻입니까?",
        "{name}의 뜻을 설명해 주세요.",
        "{name:을} 한두 문장으로 정의해 줘.",
        "거래처가 {name} 이야기를 하는데 그게 뭐죠?",
        "신입사원에게 {name:을} 어떻게 설명하면 될까요?",
    ),
    "en": (
        "What is meant by {name}?",
        "Explain the term {name}.",
        "In trade, what does {name} mean?",
        "Define {name} in a sentence or two.",
        "Our customer mentions {name}; what is that?",
        "How would you explain {name} to a new colleague?",
    ),
}
# Never trained on: what the domain questions are asked in.
HELD_OUT_QUESTIONS: dict[Language, tuple[str, ...]] = {
    "ko": (
        "{name:이라는} 말이 메일에 나왔어요. 무슨 의미인지 알려 주시겠어요?",
        "혹시 {name:이} 뭔지 아세요?",
    ),
    "en": (
        "Could you tell me what {name} stands for in a contract?",
        "I keep reading about {name}. What is it?",
    ),
}
DESCRIBE: dict[Language, tuple[str, ...]] = {
    "ko": (
        "다음 용어를 JSON으로 설명하세요: {name}",
        "용어와 설명을 JSON 한 줄로 쓰세요. 용어: {name}",
    ),
    "en": (
        "Describe this term as JSON: {name}",
        "Write the term and its description as one line of JSON. Term: {name}",
    ),
}
CHOOSE_MEANING: dict[Language, tuple[str, ...]] = {
    "ko": ("{name}에 대한 설명으로 옳은 것은?", "{name}의 뜻으로 알맞은 것을 고르세요."),
    "en": ("Which statement describes {name}?", "Choose the meaning of {name}."),
}
CHOOSE_TERM: dict[Language, tuple[str, ...]] = {
    "ko": ("다음 설명에 맞는 용어는? {text}", "어떤 용어를 설명한 것인가요? {text}"),
    "en": ("Which term fits this description? {text}", "What is being described? {text}"),
}
CHOOSE_GAP: dict[Language, tuple[str, ...]] = {
    "ko": ("빈칸에 들어갈 말은? {text}", "글의 내용으로 보아 빈칸에 알맞은 말을 고르세요. {text}"),
    "en": ("Which word fills the gap? {text}", "From the text, what belongs in the gap? {text}"),
}
_GAP = "____"


class DomainQuestion(Value):
    """A question in words that no lesson used, with the answer to measure against."""

    term: str
    language: Language
    question: str
    answer: str


def glossary_lessons(
    terms: Sequence[Term], languages: Sequence[Language], phrasings: int, seed: int
) -> Iterator[Lesson]:
    """All forms of every term in each language, ``phrasings`` of each."""
    for term in terms:
        for language in languages:
            draw = random.Random(f"{seed} {language} {term.key}")
            articles = [_filled(form, term, language) for form in ARTICLES[language]]
            questions = draw.sample(QUESTIONS[language], min(phrasings, len(QUESTIONS[language])))
            describe = _filled(draw.choice(DESCRIBE[language]), term, language)
            pair = {"term": term.name(language), "description": term.definition(language)}
            asked = [
                (_filled(form, term, language), term.definition(language)) for form in questions
            ]
            parts: list[tuple[Literal["raw", "term", "question"], str, str]] = [
                *(
                    ("raw", "", text)
                    for text in draw.sample(articles, min(phrasings, len(articles)))
                ),
                ("term", describe, json.dumps(pair, ensure_ascii=False)),
                *(("term", question, answer) for question, answer in asked),
                *(
                    ("question", *_with_options(draw, term, terms, language, text))
                    for text in draw.sample(articles, 2)
                ),
            ]
            for form, prompt, answer in parts:
                yield Lesson(
                    form=form, language=language, prompt=prompt, answer=answer, source=GLOSSARY,
                    licence=GLOSSARY_LICENCE, digest=digest(prompt + answer), topic=term.key,
                )  # fmt: skip


def document_lessons(
    document: Document, runs: Sequence[str], terms: Sequence[Term], seed: int
) -> Iterator[Lesson]:
    """Each run of a document raw, and with questions on the terms that it holds."""
    for text in runs:
        language: Language = "ko" if language_of(text) == "ko" else "en"
        yield _of(document, "raw", language, "", text)
        if document.use == "replay":
            continue
        draw = random.Random(f"{seed} {digest(text)}")
        held = [term for term in terms if _stands_in(term.name(language), text)]
        for term in draw.sample(held, min(_DEFINED_IN_TEXT, len(held))):
            prompt, answer = _with_options(draw, term, terms, language, text)
            yield _of(document, "question", language, prompt, answer, term.key)
            gap = _with_gap(draw, term, terms, language, text)
            if gap:
                yield _of(document, "question", language, *gap, term.key)


def domain_questions(
    terms: Sequence[Term], languages: Sequence[Language], count: int, seed: int
) -> list[DomainQuestion]:
    """``count`` questions in phrasings kept out of the lessons, languages in turn."""
    draw = random.Random(f"{seed} held out")
    chosen = draw.sample(list(terms), min(count, len(terms)))
    questions = []
    for number, term in enumerate(chosen):
        language = languages[number % len(languages)]
        form = draw.choice(HELD_OUT_QUESTIONS[language])
        questions.append(
            DomainQuestion(
                term=term.key,
                language=language,
                question=_filled(form, term, language),
                answer=term.definition(language),
            )
        )
    return questions


def _of(
    document: Document,
    form: Literal["raw", "question"],
    language: Language,
    prompt: str,
    answer: str,
    topic: str = "",
) -> Lesson:
    use: Use = document.use
    return Lesson(
        form=form, language=language, prompt=prompt, answer=answer, source=document.source,
        licence=document.licence, digest=digest(prompt + answer), topic=topic, use=use,
    )  # fmt: skip


def _with_options(
    draw: random.Random, term: Term, terms: Sequence[Term], language: Language, text: str
) -> tuple[str, str]:
    """The text with a question of two kinds, its options, and the answer."""
    others = draw.sample(_rivals(term, terms), OPTIONS - 1)
    if draw.random() < 0.5:
        question = _filled(draw.choice(CHOOSE_MEANING[language]), term, language)
        words = [entry.definition(language) for entry in (term, *others)]
    else:
        question = _filled(draw.choice(CHOOSE_TERM[language]), term, language)
        words = [entry.name(language) for entry in (term, *others)]
    return _asked(draw, text, question, words)


def _with_gap(
    draw: random.Random, term: Term, terms: Sequence[Term], language: Language, text: str
) -> tuple[str, str] | None:
    """A sentence of the text with the term taken out; None where it stands in none alone."""
    name = term.name(language)
    sentences = [s for s in re.split(r"(?<=[.?!])\s+|\n+", text) if _stands_in(name, s)]
    if not sentences:
        return None
    sentence = re.sub(re.escape(name), _GAP, draw.choice(sentences), flags=re.IGNORECASE)
    words = [name, *(entry.name(language) for entry in draw.sample(_rivals(term, terms), 3))]
    question = draw.choice(CHOOSE_GAP[language]).replace("{text}", sentence)
    # the text itself would give the word away
    passage = re.sub(re.escape(name), _GAP, text, flags=re.IGNORECASE)
    return _asked(draw, passage, question, words)


def _asked(draw: random.Random, text: str, question: str, words: Sequence[str]) -> tuple[str, str]:
    """The first of ``words`` is right."""
    order = draw.sample(range(len(words)), len(words))
    lines = [f"{_LETTERS[place]}. {words[n]}" for place, n in enumerate(order)]
    right = order.index(0)
    return "\n".join([text, "", question, *lines]), lines[right]


def _rivals(term: Term, terms: Sequence[Term]) -> list[Term]:
    """Terms of its topic that may stand beside it as wrong options: none shares a name with it."""
    own = {term.ko, term.en, *term.also}
    same = [t for t in terms if t.topic == term.topic and t.key != term.key]
    return [t for t in same if not own & {t.ko, t.en, *t.also}]


def _stands_in(name: str, text: str) -> bool:
    """Korean names may have a particle behind them; English ones stand as words."""
    if len(name) < 3 or name.casefold() not in text.casefold():
        return False
    if re.search("[가-힣]", name):
        return re.search(rf"(?<![가-힣]){re.escape(name)}", text) is not None
    return re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE) is not None


def _filled(form: str, term: Term, language: Language) -> str:
    other = term.en if language == "ko" else term.ko
    also = f", {', '.join(term.also)}" if term.also else ""
    if "{also}." in form:  # behind a sentence it is bracketed
        also = f" ({', '.join(term.also)})" if term.also else ""
    text = re.sub(r"\{name:([가-힣]+)\}", lambda m: with_particle(term.ko, m[1]), form)
    values = {"name": term.name(language), "other": other, "also": also}
    values["text"] = term.definition(language)
    return re.sub(r"\{(\w+)\}", lambda m: values[m[1]], text)


_PARTICLES = {"은": "는", "이": "가", "을": "를", "이란": "란", "이라는": "라는"}


def with_particle(word: str, particle: str) -> str:
    """The word with the form of ``particle`` (its form after a consonant) that fits; both forms
    behind a word that does not end in Hangul."""
    code = ord(word[-1]) - 0xAC00
    if not 0 <= code < 11172:
        if particle in ("이란", "이라는"):
            return word + particle
        return f"{word}{particle}({_PARTICLES[particle]})"
    return word + (particle if code % 28 else _PARTICLES[particle])
