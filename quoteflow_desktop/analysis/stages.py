"""The words of a mail that show which stage a deal has reached.

The model names the stage; this finds what to show for it. Must not decide the stage.
"""

import re

_WORDS = {
    "inquiry": r"견적|문의|단가|quot\w*|inquir\w*|enquir\w*|RFQ|pric\w+|interested|offer|sample\w*"
    r"|샘플|need|필요|cost|알려|궁금|looking for|구매|구입",
    "quoted": r"견적|단가|quot\w*|offer\w*|pric\w+|제안|금액",
    "negotiating": r"네고|인하|할인|조정|가능할까|안 될까|안될까|discount|counter\w*|target"
    r"|lower|better"
    r"|reduc\w*|pric\w+|단가|chang\w*|변경|추가|빼|제외|add|could you"
    r"|can you|맞춰|비싸|높|expensive",
    "agreed": r"수락|동의|합의|확정|진행|좋습니다|좋아요|그렇게|accept\w*|agree\w*|confirm\w*|deal"
    r"|go ahead|proceed|\bok(?:ay)?\b|\byes\b|fine|sounds good|알겠습니다|네[,. ]",
    "ordered": r"발주\w*|주문\w*|P\.?/?O\.?\b|purchase order|order\w*|계약|accept\w*|go ahead"
    r"|proceed"
    r"|진행|deal|confirm\w*|dispatch|please ship|좋습니다|그렇게|부탁|\bok(?:ay)?\b",
    "shipped": r"선적|출고|발송|출항|출하|나갔|보냈|B/L|shipped|dispatch\w*|sail\w*|vessel"
    r"|tracking|AWB"
    r"|loaded|left|ETA|ETD",
    "closed": r"입금|정산|수령|완료|잘 받|received|settled|paid|closed|complete\w*|해결",
    "lost": r"취소|보류|다른 업체|타사|어렵|아쉽|다음 기회|cancel\w*|another|elsewhere|regret"
    r"|not proceed|pass on|unfortunately|decided|sorry|went with|signed with",
}
_PATTERNS = {stage: re.compile(words, re.IGNORECASE) for stage, words in _WORDS.items()}


def stage_words(text: str, stage: str) -> tuple[int, int] | None:
    """(start, end) in ``text`` of the words that show ``stage``, the body's before the subject's;
    None where no words do."""
    body = text.find("\n\n") + 2
    pattern = _PATTERNS[stage]
    hit = pattern.search(text, body) or pattern.search(text, max(0, text.find("Subject:") + 8))
    return hit.span() if hit else None
