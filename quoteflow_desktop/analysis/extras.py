"""Charges and discounts that a mail states beside its items: freight, moulds, a rebate.

They explain why a stated total differs from the sum of the items. Must not know the items.
"""

import re
from decimal import Decimal

from quoteflow_desktop.analysis.candidates import find_candidates
from quoteflow_desktop.core.facts import CandidateKind
from quoteflow_desktop.core.messages import Thread

_CHARGE = re.compile(
    r"freight|shipping|delivery (?:cost|charge|fee)|courier|insurance|tooling|mou?ld|handling"
    r"|charge|surcharge"
    r"|\bfees?\b|setup|set-up|packing cost|inland|customs|\bduty\b|(?:VAT"
    r"|부가세)[ :]{0,3}(?:\(?10 ?%\)?)?[ :]{0,3}[₩$]?[1-9][0-9.,]{2}|sample cost|documentation"
    r"|운임|운송비|운송료|배송비|택배비|물류비|보험료|금형비|금형|수수료|설치비|포장비|통관비|관세"
    r"|세액|추가비|시험비|인증비|개발비",
    re.IGNORECASE,
)
_DISCOUNT = re.compile(
    r"discount|rebate|deduct|less\b|credit|할인|에누리|공제|차감|DC\b", re.IGNORECASE
)


def extra_charges(thread: Thread) -> tuple[Decimal, ...]:
    """Amounts on lines that speak of a charge (positive) or a discount (negative), newest first."""
    found: list[Decimal] = []
    for message in reversed(thread.messages):
        for line in message.body.splitlines():
            charge, discount = _CHARGE.search(line), _DISCOUNT.search(line)
            if not charge and not discount:
                continue
            for candidate in find_candidates(line, None):
                if candidate.kind in (CandidateKind.AMOUNT, CandidateKind.NUMBER):
                    amount = Decimal(candidate.value)
                    found.append(-amount if discount else amount)
    return tuple(dict.fromkeys(found))
