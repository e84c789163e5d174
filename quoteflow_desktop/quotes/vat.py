"""What the words beside a price say of VAT: within it or on top of it.

Must not know the sums of a quote.
"""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from quoteflow_desktop.core.facts import Cell, Evidence
from quoteflow_desktop.core.quote import OpenPoint, QuoteLine, TaxMode

_NAME = r"(?:VAT|V\.A\.T\.?|부가세액?|부가\s*가치세)"
_RATE = r"[\s(]*(?:10\s*%)?[\s)]*"
_EXCLUDED = re.compile(
    rf"{_NAME}{_RATE}(?:[은는을를이가]\s*)?(?:별도|제외|미포함|불포함|포함\s*(?:되지|하지|안)"
    r"|(?:is\s+|are\s+)?(?:not\s+incl|excl|extra|to\s+be\s+added))"
    rf"|(?:excl\w*\.?|without|not\s+incl\w*\.?|plus|before|\+)\s*(?:of\s+)?(?:10\s*%\s*)?{_NAME}",
    re.IGNORECASE,
)
_INCLUDED = re.compile(
    rf"{_NAME}{_RATE}(?:[은는을를이가]\s*)?(?:포함|(?:is\s+|are\s+)?incl)"
    rf"|incl\w*\.?\s*(?:of\s+)?(?:10\s*%\s*)?{_NAME}",
    re.IGNORECASE,
)


class Vat(StrEnum):
    """Whether a stated amount has VAT in it."""

    INCLUDED = "included"
    EXCLUDED = "excluded"


def stated_vat(evidence: Iterable[Evidence]) -> Vat | None:
    """What the quotes of ``evidence`` say; None where none speaks of VAT or two disagree."""
    said = set()
    for proof in evidence:
        if _EXCLUDED.search(proof.quote):
            said.add(Vat.EXCLUDED)
        elif _INCLUDED.search(proof.quote):
            said.add(Vat.INCLUDED)
    return said.pop() if len(said) == 1 else None


def vat_points(
    total: Cell | None, lines: Sequence[QuoteLine], tax_mode: TaxMode
) -> tuple[OpenPoint, ...]:
    """The paper of a domestic sale adds VAT: open unless the mails say that prices are without.

    ``total`` is the total that the mails state, if they do.
    """
    if tax_mode is not TaxMode.DOMESTIC:
        return ()
    proofs = (*(total.evidence if total else ()), *(e for line in lines for e in line.evidence))
    said = stated_vat(proofs)
    if said is Vat.EXCLUDED:
        return ()
    return (OpenPoint(field="vat", reason="conflicting" if said else "ambiguous"),)
