"""The other half of the label audit: what the gold leaves out, the mails do not say.

Looks for the plainest wordings only, each with its value beside it ("FOB Busan", "Lead time: 4
weeks"); a question or a passing word is none. Must not know how the simulator writes.
"""

import re

from quoteflow_desktop.core.messages import MarkKind, Message
from training.simulator.gold import GoldThread

_MONEY = r"(?:(?:USD|US\$|EUR|KRW|[$€£₩]) ?\d|\d[\d,]{3})"
_IS = r"(?: period| ?기간| ?조건| ?방법)? ?[:：] ?"  # behind a label
_SPAN = r"\d+(?: ?(?:-|~|to) ?\d+)? ?(?:days?|weeks?|wks?|months?|주|일(?!까지)|개월)"
_PLAIN = {
    "incoterm": r"(?<![A-Za-z])(?:EXW|FCA|CPT|CIP|DAP|DPU|DDP|FAS|FOB|CFR|CIF) +"
    r"(?!and\b|or\b|AND\b|OR\b)[A-Z가-힣]",
    "total_amount": rf"(?i:\btotal(?: amount| price| value)? ?[:=]? {_MONEY})"
    rf"|(?:합계|총액|총금액) ?[:=]? ?{_MONEY}",
    "budget": rf"(?i:\bbudget (?:is|of) {_MONEY})|예산은? ?{_MONEY}",
    "discount_percent": r"\d ?(?:%|percent) ?(?:할인|discount)(?! ?(?:for|in|within) \d)",
    "lead_time": rf"(?i:\b(?:lead time|production time|L/T)(?: offered)?{_IS}{_SPAN})"
    rf"|(?:납품|제작|생산) ?기간 ?[:：] ?{_SPAN}",
    "quote_validity": rf"(?i:\bvalidity{_IS}\d|\bvalid (?:for|until|till) \d)|유효{_IS}\w",
    "payment_terms": rf"(?i:\bpayment(?: terms?)?{_IS}\w)|결제{_IS}\w",
    "packaging": rf"(?i:\bpack(?:ing|aging){_IS}\w)|포장{_IS}\w",
    "warranty": rf"(?i:\b(?:warranty|guarantee){_IS}\d)|(?:보증|A/S){_IS}\w",
}


def unlabelled(thread: GoldThread) -> list[str]:
    """A sentence for each key that no mail's gold has and a mail states all the same."""
    said = {figure.key for mail in thread.mails for figure in mail.figures}
    said |= {words.key for mail in thread.mails for words in mail.words}
    if "not-trade" in thread.tags:
        return []  # such mail may speak of terms, and none is a deal's
    problems = []
    for key, pattern in _PLAIN.items():
        if key in said or thread.facts.get(key):
            continue
        for number, message in enumerate(thread.thread.messages, 1):
            if found := re.search(pattern, own_words(message)):
                problems.append(f"mail {number}: {found[0]!r} is said, the gold has no {key}")
                break
    return problems


def own_words(message: Message) -> str:
    """The body without what it quotes."""
    text = message.body
    quoted = [mark for mark in message.marks if mark.kind is MarkKind.QUOTED]
    for mark in sorted(quoted, key=lambda mark: -mark.start):
        text = text[: mark.start] + text[mark.end :]
    return text
