"""The words of a mail that show which stage a deal has reached.

The model names the stage; this finds what to show for it. Must not decide the stage.
"""

import re

_WORDS = {
    "inquiry": r"견적|문의|단가|quot\w*|inquir\w*|enquir\w*|RFQ|pric\w+|interested|offer",
    "quoted": r"견적|단가|quot\w*|offer\w*|pric\w+|제안",
    "negotiating": r"네고|인하|할인|조정|가능할까|안 될까|discount|counter\w*|target|lower|better"
    r"|reduc\w*|pric\w+|단가",
    "agreed": r"수락|동의|합의|확정|진행|좋습니다|accept\w*|agree\w*|confirm\w*|deal|go ahead"
    r"|proceed",
    "ordered": r"발주\w*|주문\w*|P\.?/?O\.?\b|purchase order|order\w*|계약|proceed|진행",
    "shipped": r"선적|출고|발송|출항|출하|B/L|shipped|dispatch\w*|sail\w*|vessel|tracking|AWB",
    "closed": r"입금|정산|수령|완료|잘 받|received|settled|paid|closed|complete\w*",
    "lost": r"취소|보류|다른 업체|어렵|cancel\w*|another (?:vendor|supplier)|elsewhere|regret"
    r"|not proceed|pass on",
}
_PATTERNS = {stage: re.compile(words, re.IGNORECASE) for stage, words in _WORDS.items()}
_LINE = re.compile(r"[^\n]*\w[^\n]*")
_GREETING = re.compile(r"\s*(?:dear|hi|hello|good \w+|안녕)|.{0,20}님[께,.]?\s*$", re.IGNORECASE)


def stage_words(text: str, stage: str) -> tuple[int, int] | None:
    """(start, end) in ``text`` of the words that show ``stage``: its own words in the body, else
    in the subject, else the body's first line that is no greeting. None for an empty mail."""
    body = text.find("\n\n") + 2
    pattern = _PATTERNS.get(stage)
    if pattern is not None:
        hit = pattern.search(text, body) or pattern.search(text, max(0, text.find("Subject:") + 8))
        if hit:
            return hit.span()
    lines = list(_LINE.finditer(text, body))
    said = [line for line in lines if not _GREETING.match(line.group())]
    return next((line.span() for line in said or lines), None)
