"""The conditions of a quote as the trade writes them: ``CIF Mombasa (Incoterms® 2020)``.

What nobody settled is printed as to be agreed, with what was asked for. Must not know layout.
"""

from collections.abc import Iterator
from datetime import date

from quoteflow_desktop.config import display
from quoteflow_desktop.core.quote import Quote, Term


def condition_texts(quote: Quote) -> Iterator[tuple[str, str]]:
    """Label and text of each condition, in the paper's language and order.

    The Incoterm and its place share a row, as the rule is written.
    """
    terms = {term.key: term for term in quote.terms}
    for term in quote.terms:
        if term.key == "incoterm_place" and "incoterm" in terms:
            continue
        text = (
            _incoterm(quote, term, terms.get("incoterm_place"))
            if term.key == "incoterm"
            else _text(quote, term)
        )
        yield display.label(f"fact.{term.key}", quote.language), text


def _incoterm(quote: Quote, rule: Term, place: Term | None) -> str:
    named = f"{rule.value} {place.value}".strip() if place else rule.value
    if rule.open:
        return _open(quote, named)
    if place and place.open:
        named = f"{rule.value}, {_text(quote, place)}"
    return f"{named} ({display.label('quote.incoterms-edition', quote.language)})"


def _text(quote: Quote, term: Term) -> str:
    value = _readable(quote, term)
    return _open(quote, value) if term.open else value


def _open(quote: Quote, wish: str) -> str:
    if not wish:
        return display.label("quote.open", quote.language)
    return display.filled("quote.open-asked", quote.language, value=wish)


def _readable(quote: Quote, term: Term) -> str:
    """Words and dates in the paper's language; what a user typed otherwise stays as typed."""
    if term.key == "shipping_method":
        return display.groups(quote.language)["shipping"].get(term.value, term.value)
    if term.key == "delivery_date":
        try:
            return display.date(date.fromisoformat(term.value), quote.language)
        except ValueError:
            return term.value
    return term.value
