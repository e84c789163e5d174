"""Thread-level figures of a mail by the words around them: where the model gave a figure no role,
and where it gave one that the words rule out.

Must not know items' names, parties or what stands so far.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from quoteflow_desktop.analysis import figure_words
from quoteflow_desktop.analysis.mail import Found, Mail
from quoteflow_desktop.analysis.priced_rows import Row
from quoteflow_desktop.analysis.row_claims import Goods, act_with, figures_in, sum_of
from quoteflow_desktop.analysis.sentences import Span, looks_back, sentences
from quoteflow_desktop.core.facts import Act, Candidate, CandidateKind, Origin, Side
from quoteflow_desktop.core.reading import MailReading, ReadFigure

_SHIPPING_RULES = ("EXW", "FCA", "FAS", "FOB")


def worded_figures(reading: MailReading, goods: Goods, mail: Mail) -> Goods:
    """The figures of a mail with those that words make certain, without those they rule out."""
    if reading.side is Side.OTHER:
        return goods
    figures, spans = figures_in(mail.text, mail), list(sentences(mail.text, mail.searchable))
    kept = [f for f in goods.figures if not _ruled_out(f, mail.text, spans)]
    fresh: list[ReadFigure] = []
    for key, candidate, sure in _certain(reading, goods, mail.text, figures, spans):
        own = [f for f in kept if f.key == key]
        if any(f.candidate.value == candidate.value for f in own) or (own and not sure):
            continue
        kept = [f for f in kept if f not in own and not _at(f.candidate, candidate)]
        fresh.append(ReadFigure(candidate=candidate, key=key, act=_act(reading, key)))
    starts = {f.candidate.start for f in fresh}
    return Goods(
        goods.items, (*kept, *fresh), goods.ruled | starts, goods.named, goods.rowed, goods.rows
    )


def _act(reading: MailReading, key: str) -> Act:
    return Act.INFORM if key == "budget" else act_with(reading)


def _at(one: Candidate, other: Candidate) -> bool:
    return one.start < other.end and other.start < one.end


def _ruled_out(figure: ReadFigure, text: str, spans: Sequence[Span]) -> bool:
    """A date that only says how long an offer is good, a percentage that is no discount; an answer
    to the other side may name either without a word about it."""
    if figure.act in (Act.REFUSE, Act.ACCEPT):
        return False
    if figure.key == "delivery_date":
        return figure_words.is_validity(text, figure.candidate)
    if figure.key == "discount_percent":
        return not figure_words.is_discount(text, figure.candidate, spans)
    return False


def _certain(
    reading: MailReading,
    goods: Goods,
    text: str,
    figures: Sequence[Candidate],
    spans: Sequence[Span],
) -> Iterator[tuple[str, Candidate, bool]]:
    """Key and candidate of each figure; True where it stands against the model's choice too."""
    totals = figure_words.totals(text, figures, spans)
    if totals:
        yield "total_amount", totals[-1], True
    elif (total := _total_of(goods.rows, figures)) is not None:
        yield "total_amount", total, False
    if reading.side is Side.BUYER:
        yield from (("budget", b, True) for b in figure_words.budgets(text, figures, spans)[-1:])
    methods = figure_words.methods(text, figures, spans)
    if len({method.value for method in methods}) == 1:
        yield "shipping_method", methods[0], False
    day = _delivery(figure_words.deliveries(text, figures, spans), figures)
    if day is not None:
        yield "delivery_date", day, False


def _total_of(rows: Sequence[Row], figures: Sequence[Candidate]) -> Candidate | None:
    """The only row's amount, or the amount behind the rows that is their sum."""
    total = sum_of(rows)
    if total is None:
        return None
    if len(rows) == 1:
        return rows[0].amount
    end = max(figure.end for row in rows for figure in row.figures)
    return next((f for f in figures if f.start >= end and _is(f, total)), None)


def _is(figure: Candidate, total: Decimal) -> bool:
    money = figure.kind in (CandidateKind.AMOUNT, CandidateKind.NUMBER)
    return money and Decimal(figure.value) == total


def _delivery(
    days: Sequence[tuple[Candidate, bool]], figures: Sequence[Candidate]
) -> Candidate | None:
    """The one day that is meant: of shipping and arrival the one that the Incoterm asks for."""
    if len({day.value for day, _ in days}) > 1:
        rules = {f.value for f in figures if f.kind is CandidateKind.INCOTERM}
        if len(rules) != 1:
            return None
        arrives = rules.pop() not in _SHIPPING_RULES
        days = [pair for pair in days if pair[1] is arrives]
    return days[0][0] if len({day.value for day, _ in days}) == 1 else None


def money(found: Found, reading: MailReading) -> None:
    """The currency, where the mail has one only and nothing claims it."""
    if reading.side is Side.OTHER or found.has("currency"):
        return
    mail = found.mail
    figures, spans = figures_in(mail.text, mail), list(sentences(mail.text, mail.searchable))
    amounts = [
        figure
        for figure in figures
        if figure.kind is CandidateKind.AMOUNT
        and (span := figure_words.sentence_of(spans, figure)) is not None
        and not looks_back(mail.text[slice(*span)])
    ]
    if len({figure.currency for figure in amounts}) != 1:
        return
    quote = mail.show(amounts[0].start, amounts[0].end)
    if quote and amounts[0].currency:
        found.add("currency", amounts[0].currency, act_with(reading), quote, Origin.RULE)
