"""From what was read of a thread to its Analysis: the fold, the checks, the summary, the coverage.

Pure: no engine, no store. Must not know how mails are read.
"""

from collections.abc import Sequence

from quoteflow_desktop.analysis.checks import run_checks
from quoteflow_desktop.analysis.deltas import build_delta
from quoteflow_desktop.analysis.mail import Mail
from quoteflow_desktop.analysis.matching import normal_name
from quoteflow_desktop.analysis.naming import settle_names
from quoteflow_desktop.analysis.no_trade import is_no_trade
from quoteflow_desktop.analysis.sides import settled_sides
from quoteflow_desktop.analysis.standing import Standing, fold
from quoteflow_desktop.config.display import label
from quoteflow_desktop.core.analysis import (
    Analysis,
    Coverage,
    MailView,
    ModelView,
    Summary,
    SummaryStep,
    ThreadView,
)
from quoteflow_desktop.core.facts import Blank, Delta, Evidence, Side
from quoteflow_desktop.core.messages import Direction, Message, Thread
from quoteflow_desktop.core.reading import MailReading, StepReading
from quoteflow_desktop.core.values import Value
from quoteflow_desktop.core.vocabulary import COUNTRY_PREFIX, tag_order
from quoteflow_desktop.inference.facts_task import MAX_ITEMS
from quoteflow_desktop.inference.prompts import RenderedMail, find_quote, quote_at
from quoteflow_desktop.services.rendering import countries_in, language_of

NOT_TRADE = "not-trade"


class MailResult(Value):
    """What the engine said of one mail; kept by the store, keyed by mail and reading digest."""

    facts: MailReading
    step: StepReading
    first_mail: int
    cut: bool
    figures_left: int = 0


class ThreadResult(Value):
    """What the engine said of the whole thread; kept like a mail's result."""

    goods: str
    tags: tuple[str, ...]


def mail_of(
    thread: Thread, mails: Sequence[RenderedMail], number: int, points: tuple[str, ...]
) -> Mail:
    """Mail ``number`` (from 1) as its delta needs it."""
    message, mail = thread.messages[number - 1], mails[number - 1]

    def find(words: str) -> Evidence | None:
        for at in range(number, 0, -1):
            quote = find_quote(thread.messages[at - 1], mails[at - 1], words)
            if quote is not None:
                return Evidence(message=at, quote=quote)
        return None

    return Mail(
        number=number,
        sender=message.sender,
        to=message.to,
        text=mail.text,
        show=lambda start, end: quote_at(message, mail, start, end),
        find=find,
        points=points,
        searchable=mail.searchable,
        day=message.date.date() if message.date else None,
    )


def assemble(
    thread: Thread,
    mails: Sequence[RenderedMail],
    results: Sequence[MailResult],
    user_deltas: Sequence[Delta],
    whole: ThreadResult,
    model: ModelView,
    me: frozenset[str],
) -> Analysis:
    """The analysis of what was read; ``results`` hold one for each mail, in the thread's order."""
    results = with_one_side_a_house(thread, results)
    deltas = [
        build_delta(result.facts, mail_of(thread, mails, number, result.step.points))
        for number, result in enumerate(results, start=1)
    ]
    deltas = settle_names(deltas, [mail.text for mail in mails])
    language = language_of(thread.messages)
    standing = fold(deltas, user_deltas)
    warnings = [warning for delta in deltas for warning in delta.warnings]
    warnings += standing.warnings
    tags = _with_countries(whole.tags, countries_in(thread, mails))
    if NOT_TRADE in tags or is_no_trade(thread):
        tags = (NOT_TRADE,)
        standing = fold((), user_deltas)  # what a person said stands all the same
        warnings = list(standing.warnings)
    warnings += _reading_warnings(results)
    return Analysis(
        thread=ThreadView(
            id=thread.id,
            subject=thread.subject,
            language=language,
            messages=tuple(
                MailView(
                    index=number,
                    message_id=message.message_id,
                    date=message.date,
                    sender=message.sender,
                    direction=_direction(message, result.facts.side, me),
                    by=result.facts.side,
                )
                for number, (message, result) in enumerate(
                    zip(thread.messages, results, strict=True), start=1
                )
            ),
        ),
        model=model,
        summary=_summary(thread, mails, results, standing, whole.goods, language),
        facts=standing.facts,
        blanks=_blanks(standing, results),
        items=standing.items,
        tags=tuple(sorted(tags, key=tag_order)),
        checks=run_checks(thread, standing, deltas),
        coverage=Coverage(
            messages=len(thread.messages),
            messages_read=sum(not result.cut for result in results),
            attachments_not_read=tuple(
                a.name for m in thread.messages for a in m.attachments if not a.read
            ),
        ),
        warnings=tuple(dict.fromkeys(warnings)),
    )


def _with_countries(tags: Sequence[str], countries: Sequence[str]) -> tuple[str, ...]:
    """The model's tags with the countries of the parties' addresses, which code reads surely."""
    own = tuple(tag for tag in tags if not tag.startswith(COUNTRY_PREFIX))
    return own + tuple(COUNTRY_PREFIX + code for code in countries)


def with_one_side_a_house(thread: Thread, results: Sequence[MailResult]) -> tuple[MailResult, ...]:
    """``results`` with every mail on the side that its house has taken up to it.

    A house (the domain of the sender) buys or sells in a thread, not both; later mails are not
    looked at, so a mail is read alike whenever it is read.
    """
    messages = thread.messages[: len(results)]
    sides = settled_sides(
        [message.sender for message in messages],
        [result.facts.side for result in results],
        [message.body for message in messages],
    )
    return tuple(
        result.model_copy(update={"facts": result.facts.model_copy(update={"side": side})})
        for result, side in zip(results, sides, strict=True)
    )


def _blanks(standing: Standing, results: Sequence[MailResult]) -> dict[str, Blank]:
    """Why facts are blank; where a mail was not read whole nobody knows that it does not say."""
    if not any(result.cut or result.figures_left for result in results):
        return standing.blanks
    unread = {Blank.NOT_STATED: Blank.NOT_READ}
    return {key: unread.get(blank, blank) for key, blank in standing.blanks.items()}


def _direction(message: Message, side: Side, me: frozenset[str]) -> Direction:
    """From the firm's own addresses; without them the supplier's side is outgoing."""
    outgoing = message.sender.email.casefold() in me if me else side is Side.SUPPLIER
    return Direction.OUTGOING if outgoing else Direction.INCOMING


def _reading_warnings(results: Sequence[MailResult]) -> list[str]:
    warnings = []
    names: set[str] = set()
    for number, result in enumerate(results, start=1):
        before = len(names)
        names.update(normal_name(item.product) for item in result.facts.items)
        if result.figures_left:
            warnings.append(f"mail {number}: {result.figures_left} figures were too many to read")
        if before < MAX_ITEMS <= len(names):
            warnings.append(f"mail {number}: only the first {MAX_ITEMS} items were read")
        if result.cut:
            warnings.append(
                f"mail {number} is longer than the model can read: its end was not read"
            )
        elif result.first_mail > 1:
            warnings.append(f"mail {number} was read without the mails before {result.first_mail}")
    return warnings


def _summary(
    thread: Thread,
    mails: Sequence[RenderedMail],
    results: Sequence[MailResult],
    standing: Standing,
    goods: str,
    language: str,
) -> Summary:
    steps = []
    for number, (message, result) in enumerate(zip(thread.messages, results, strict=True), start=1):
        shown = [p for p in result.step.points if find_quote(message, mails[number - 1], p)]
        steps.append(
            SummaryStep(
                message=number,
                sender=message.sender.name or message.sender.email,
                title=label(f"step.{result.step.title}", language),
                points=tuple(shown),
            )
        )
    return Summary(
        headline=_headline(goods or thread.subject, standing, language), steps=tuple(steps)
    )


def _headline(goods: str, standing: Standing, language: str) -> str:
    """Goods, what they cost and how far the deal is, in one line."""
    parts = [goods]
    price = standing.items[0].unit_price if len(standing.items) == 1 else None
    total, currency = standing.facts.get("total_amount"), standing.facts.get("currency")
    if total is not None and currency is not None:
        parts.append(f"{currency.value} {total.value}")
    elif price is not None and currency is not None:
        parts.append(f"{currency.value} {price.value}")
    stage = standing.facts.get("deal_stage")
    if stage is not None:
        parts.append(label(f"stage.{stage.value}", language))
    return " · ".join(part for part in parts if part)
