"""The four tasks as programs: the only place that decides what the model is asked and how its
answer is read.

A program yields steps (text it writes itself, choices, copies) and returns a reading. Decoding,
training and scripted tests all run these same programs, so they cannot drift apart. Must not
know tokens, models or gold.
"""

from quoteflow_desktop.core.reading import HeadlineReading, StepReading, TagsReading
from quoteflow_desktop.core.vocabulary import COUNTRY_PREFIX, STEP_TITLES, TAG_GROUPS
from quoteflow_desktop.inference.answers import NONE, choose, tidy
from quoteflow_desktop.inference.engine import Choose, Copy, Force, Job, Program, Question
from quoteflow_desktop.inference.facts_task import facts

MAX_POINTS = 4


def program(job: Job) -> Program:
    """The program of a job's task."""
    if job.task == "facts":
        return facts(job.mails[-1], job.candidates, job.items)
    if job.task == "summary":
        return summary()
    if job.task == "headline":
        return headline()
    return tags(job.countries)


def summary() -> Program:
    """Title and up to four copied points of one mail."""
    titles = tuple(f" {title}\n" for title in STEP_TITLES)
    title = yield from choose("title:", Question(name="title"), titles)
    points: list[str] = []
    while len(points) < MAX_POINTS:
        more = yield Choose(
            about=Question(name="more", index=len(points)), options=("point:", "-\n")
        )
        if more == "-\n":
            break
        about = Question(name="point", index=len(points))
        point = yield Copy(about=about, scope="body", max_tokens=64)
        points.append(tidy(point))
    return StepReading(title=title, points=tuple(p for p in dict.fromkeys(points) if _says(p)))


def _says(point: str) -> bool:
    """Whether a copied clause holds words: a bare number or list mark is no point."""
    return sum(c.isalpha() for c in point) >= 4


def headline() -> Program:
    """The goods or the matter of the thread, copied."""
    yield Force(text="goods:")
    goods = yield Copy(about=Question(name="goods"), scope="thread", none=NONE, max_tokens=24)
    return HeadlineReading(goods=tidy(goods))


def tags(countries: tuple[str, ...]) -> Program:
    """Tags in the vocabulary's order, a line each."""
    order = (
        *TAG_GROUPS["stage"], *TAG_GROUPS["topic"], *TAG_GROUPS["industry"],
        *(COUNTRY_PREFIX + code for code in countries), *TAG_GROUPS["flag"],
    )  # fmt: skip
    chosen: list[str] = []
    left = order
    while left:
        options = (*(f"{tag}\n" for tag in left), "-\n")
        reply = yield Choose(about=Question(name="tag", index=len(chosen)), options=options)
        if reply == "-\n":
            break
        tag = reply.removesuffix("\n")
        chosen.append(tag)
        left = left[left.index(tag) + 1 :]
    return TagsReading(tags=tuple(chosen))
