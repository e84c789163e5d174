"""What a person decides about a fact, as a Delta of its own (``origin: user``).

Pure: it makes the value, ``store/analyses`` keeps it and ``analysis/standing`` folds it in.
Must not know widgets or the store.
"""

import re
from datetime import date

from quoteflow_desktop.core.analysis import Analysis
from quoteflow_desktop.core.errors import InputError
from quoteflow_desktop.core.facts import (
    DEAL_STAGES,
    FACT_KINDS,
    INCOTERMS,
    ITEM_KINDS,
    SHIPPING_METHODS,
    Act,
    Cell,
    Claim,
    Delta,
    ItemClaim,
    Kind,
    Origin,
    Side,
)
from quoteflow_desktop.core.money import decimal_of, plain

_WORDS = {"shipping_method": SHIPPING_METHODS, "deal_stage": DEAL_STAGES}


def edited(analysis: Analysis, path: str, text: str) -> Delta:
    """The delta that sets the value at ``path`` ("facts/KEY", "items/N/FIELD") to ``text``; an
    empty text takes the value out.

    Raises:
        InputError: the text is no value of that kind.
    """
    if not text.strip():
        return _delta(analysis, path, "", Act.WITHDRAW)
    return _delta(analysis, path, canonical(path.rsplit("/", 1)[-1], text), Act.CORRECT)


def confirmed(analysis: Analysis, path: str) -> Delta:
    """The delta by which the user says that the standing value at ``path`` is right.

    Raises:
        InputError: nothing stands there.
    """
    cell = cell_at(analysis, path)
    if cell is None:
        raise InputError("There is no value to confirm.", hint="Press Enter to give one.")
    return _delta(analysis, path, cell.value, Act.INFORM)


def cell_at(analysis: Analysis, path: str) -> Cell | None:
    """The standing cell at ``path``; None for a blank."""
    where, *rest = path.split("/")
    if where == "facts":
        return analysis.facts.get(rest[0])
    number, field = int(rest[0]), rest[1]
    cell = getattr(analysis.items[number], field)
    return cell if isinstance(cell, Cell) else None


def canonical(key: str, text: str) -> str:
    """``text`` in the form of the contract: plain digits, ISO date, upper-case code.

    Raises:
        InputError: the text is no value of that kind.
    """
    kind = FACT_KINDS.get(key) or ITEM_KINDS[key]
    text = " ".join(text.split())
    if kind is Kind.DECIMAL:
        try:
            return plain(decimal_of(re.sub(r"[,\s%]", "", text)))
        except ValueError:
            raise InputError(f"“{text}” is no number.", hint="Digits only: 1200 or 12.50") from None
    if kind is Kind.DATE:
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            raise InputError(f"“{text}” is no date.", hint="Year-month-day: 2026-05-31") from None
    if kind is Kind.CODE:
        return _code(key, text.upper())
    if kind is Kind.WORD:
        word = text.lower()
        if word not in _WORDS[key]:
            raise InputError(f"“{text}” is not known.", hint=" · ".join(_WORDS[key]))
        return word
    return text


def _code(key: str, text: str) -> str:
    if key == "incoterm" and text not in INCOTERMS:
        raise InputError(f"“{text}” is no Incoterm.", hint=" ".join(INCOTERMS))
    if key == "currency" and not re.fullmatch(r"[A-Z]{3}", text):
        raise InputError(f"“{text}” is no currency.", hint="Three letters: USD, EUR, KRW")
    return text


def _delta(analysis: Analysis, path: str, value: str, act: Act) -> Delta:
    """No evidence is given: the fold keeps the sentence of the value that stood there."""
    where, *rest = path.split("/")
    last = max(len(analysis.thread.messages), 1)
    claim = Claim(key=rest[-1], value=value, act=act, evidence=(), origin=Origin.USER)
    if where == "facts":
        return Delta(message=last, by=Side.SUPPLIER, claims=(claim,))
    number = int(rest[0])
    product = analysis.items[number].product
    item = ItemClaim(
        product=product.value if product else "",
        number=None if product else number + 1,
        claims=(claim,),
        origin=Origin.USER,
    )
    return Delta(message=last, by=Side.SUPPLIER, items=(item,))
