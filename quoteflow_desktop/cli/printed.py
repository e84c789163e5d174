"""An analysis as lines for a person at a terminal, in the language of its mails.

Must not know how it was made or where the lines go.
"""

from collections.abc import Iterator
from decimal import Decimal

from quoteflow_desktop.config import display
from quoteflow_desktop.core.analysis import Analysis
from quoteflow_desktop.core.facts import FACT_KINDS, Cell, Item, Kind

MARGIN = "  "


def analysis_lines(analysis: Analysis) -> Iterator[str]:
    """Head, summary, facts with their state, items, tags, failing checks, warnings."""
    language = analysis.thread.language
    yield f"{analysis.thread.subject}  [{analysis.thread.id}]"
    yield MARGIN + analysis.summary.headline
    for step in analysis.summary.steps:
        yield f"{MARGIN}{step.message}. {step.title} - {step.sender}"
        for point in step.points:
            yield f"{MARGIN}   - {point}"
    for key, cell in analysis.facts.items():
        if cell is not None:
            name = display.label(f"fact.{key}", language)
            yield f"{MARGIN}{name}: {_fact(key, cell, analysis)}"
    for number, item in enumerate(analysis.items, start=1):
        name = display.filled("quote.unnamed-item", language, number=str(number))
        yield f"{MARGIN}{name}: {_item(item, language)}"
    yield MARGIN + " ".join(f"#{display.tag_label(tag, language)}" for tag in analysis.tags)
    for check in analysis.checks:
        if not check.ok:
            said = display.said(check.message, language)
            yield f"{MARGIN}! {display.label(f'check.{check.rule}', language)}: {said}"
    for warning in analysis.warnings:
        yield f"{MARGIN}! {display.said(warning, language)}"


def _fact(key: str, cell: Cell, analysis: Analysis) -> str:
    language = analysis.thread.language
    shown = cell.value
    if key in ("total_amount", "budget"):
        currency = analysis.facts.get("currency")
        shown = display.money(Decimal(shown), currency.value if currency else "", language)
    elif FACT_KINDS[key] is Kind.WORD:
        group = "stage" if key == "deal_stage" else "shipping"
        shown = display.label(f"{group}.{cell.value}", language)
    return f"{shown} ({display.label(f'state.{cell.state}', language)})"


def _item(item: Item, language: str) -> str:
    parts = [cell.value for cell in (item.product, item.specification) if cell is not None]
    if item.quantity is not None:
        unit = f" {item.unit.value}" if item.unit is not None else ""
        parts.append(display.number(Decimal(item.quantity.value), language) + unit)
    if item.unit_price is not None:
        parts.append("@ " + display.number(Decimal(item.unit_price.value), language))
    return ", ".join(parts)
