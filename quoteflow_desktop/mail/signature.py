"""Where the writer's signature stands in a mail. Conservative: it is marked for display, and still
read, because it names the company. Must not know quotes: it is told which lines are the writer's.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from quoteflow_desktop.mail.lines import Line

MAX_BLOCK = 8  # lines of a business card

_DELIMITER = re.compile(r"^--\s?$")  # RFC 3676 §4.3; many programs drop its space
_MOBILE = re.compile(
    r"^\s*(?:sent from (?:my|outlook|yahoo|mail for)\b.*|get outlook for .*"
    r"|.{0,30}(?:iphone|ipad|galaxy|갤럭시|android)에서 보[냄낸].*|내 .{2,30}에서 보냄.*"
    r"|从我的.{1,20}发送.*)$",
    re.IGNORECASE,
)
_PHONE = r"[+(]?\d{2,4}[\d\s.()\-]{5,}"
_CONTACT = re.compile(
    r"(?:^|[\s|/·(\[,])(?:t|m|f|e|tel|telephone|phone|mobile|mob|cell|fax|전화|휴대폰|휴대전화"
    rf"|핸드폰|직통|대표전화|팩스|电话|手机)\s*[.:：)\]]?\s*{_PHONE}"
    r"|\bwww\.\S+|https?://\S+|\b[\w.+-]+@[\w-]+\.[\w.]+\b"
    r"|\+\d{2}[\d\s().\-]{7,}|\b0\d{1,2}-\d{3,4}-\d{4}\b",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"^\s*(?:(?:b|best|kind|warm|with best|many)?\.?\s*(?:regards|rgds|wishes|thanks)"
    r"|sincerely(?: yours)?|yours (?:truly|sincerely|faithfully)|thank you|cheers"
    r"|감사합니다|고맙습니다|드림|拜托了|谢谢)\s*[.,!~^]*\s*$",
    re.IGNORECASE,
)


def spans(lines: Sequence[Line], own: Sequence[int]) -> list[tuple[int, int]]:
    """(start, end) of signatures: below "-- ", a phone's line, a block like a business card.

    ``own`` are the numbers of the writer's own lines that are not blank, ascending.
    """
    for at in reversed(own[-25:]):
        if _DELIMITER.match(lines[at].text):
            return [_span(lines, _unbroken(lines, [one for one in own if one >= at]))]
    mine = list(own)
    found: list[tuple[int, int]] = []
    if mine and _MOBILE.match(lines[mine[-1]].text):
        found.append(_span(lines, [mine.pop()]))
    block = _business_card(lines, mine)
    return [_span(lines, block), *found] if block else found


def _unbroken(lines: Sequence[Line], numbers: list[int]) -> list[int]:
    """``numbers`` up to the first quoted line between them."""
    for at, (one, following) in enumerate(pairwise(numbers), start=1):
        if any(not lines[between].is_blank for between in range(one + 1, following)):
            return numbers[:at]
    return numbers


def _business_card(lines: Sequence[Line], own: list[int]) -> list[int]:
    """The last paragraph when its lines are short and one of them tells how to call."""
    block: list[int] = []
    for at in reversed(own[-12:]):
        if (block and block[0] != at + 1) or _CLOSING.match(lines[at].text):
            break
        block.insert(0, at)
    texts = [lines[at].text for at in block]
    if not 1 < len(block) <= MAX_BLOCK or len(block) == len(own):
        return []
    short = all(len(text) <= 100 and not text.rstrip().endswith("?") for text in texts)
    return block if short and any(_CONTACT.search(text) for text in texts) else []


def _span(lines: Sequence[Line], numbers: list[int]) -> tuple[int, int]:
    return lines[numbers[0]].start, lines[numbers[-1]].end
