"""Terms of payment within running text: "30% advance by TT and the balance against documents".

Shares must make a whole: their sum is 100 or one part is called the rest; so a discount, a tax or
the amount of a deposit is none. Only says where; must not know who speaks.
"""

import re
from collections.abc import Iterator

from quoteflow_desktop.analysis.sentences import Span

_SHARE = r"\d{1,3}(?:[.,]5)? ?%"
_BANK = r"(?:irrevocable |confirmed )*(?:T/T|TT|L/C|LC|D/P|D/A|O/A|CAD)"
_REST = r"(?:the )?(?:balance|rest|remaining|remainder)(?: \d{1,3} ?%)?(?: is| are| to be)?"
# Words that go on within a share's condition; others end it.
_WORD = (
    r"(?: (?!(?:if|because|so|but|we|our|please|which|for|would|could|can|will|is|are|it|i|and|no"
    r"|not|than|then|as|or|lead|validity|packing|warranty|unit|qty|total|discount|off"
    r"|from the total)\b)[A-Za-z][A-Za-z/'’-]*"
    r"| \d{1,3}(?= ?(?:days?|d)\b)| when (?:you|we) receive)"
)
_ENGLISH = re.compile(
    rf"(?:\b{_BANK}[ ,:]{{1,2}})?(?<![\d.,]){_SHARE}(?:{_WORD}){{1,9}}"
    rf"(?:(?:,| and| &|;|,? and the) ?(?:{_REST}|{_SHARE})(?:{_WORD}){{1,12}}){{0,3}}",
    re.IGNORECASE,
)
_STEP = (
    r"(?:계약금?|선금|선급금|선수금|착수금|선입금|선불|선결제|중도금|잔금|잔액|나머지|발주"
    r"|주문|출고|출하|선적|납품"
    r"|인도|도착|설치|시운전|검수|완료|입고|승인|확정|현금|송금|입금|사본|원본|서류|수령"
    r"|확인|받고|기준"
    r"|B/L|AWB|T/T|L/C|시|후|전|시점에?|직전|이내|이전|즉시|\d{1,3}일|\d주)"
)
_STEPS = rf"(?:{_STEP}[ ]?)*"
_KOREAN = re.compile(
    rf"(?<![가-힣A-Za-z])(?:T/T )?(?:{_STEP}[ ]?)*{_SHARE}(?: ?{_STEPS})"
    rf"(?:(?:, ?| / | 및 | \+ | )(?:{_STEP}[ ]?)*{_SHARE}(?: ?{_STEPS})){{0,3}}"
)
_WHOLE = re.compile(  # terms without shares
    r"\b(?:irrevocable |confirmed )*(?:L/C|LC|letter of credit|D/P) at sight\b"
    r"|\b(?:irrevocable )?(?:usance )?(?:L/C|LC|D/A|O/A|T/T)(?: at| usance)? \d{2,3} days"
    r"(?: (?:after|from) (?:B/L(?: date)?|sight|shipment|invoice(?: date)?))?"
    r"|(?<![\d.])(?:\d(?:[.,]\d)? ?%,? \d{1,2} days,? "
    r"|\d/\d{1,2},? )?\bnet \d{2,3}(?: days)?\b|\b\d{2,3} days (?:net|PDC|credit"
    r"|open account)\b"
    r"|\bcash (?:against documents|on delivery|in advance)\b"
    r"|\b\d{1,3} days (?:after|from) (?:the )?(?:invoice(?: date)?|date of invoice)\b"
    r"|\b(?:T/T|TT) in advance\b"
    r"|(?:납품월 |매월 |당월 |월 ?)?(?:말일?|월말) ?마감[ ,]*(?:후 ?)?(?:익월"
    r"|다음 ?달) ?(?:말일?|초|\d{1,2}일)?"
    r"(?: ?(?:현금|결제|지급|송금|어음))?"
    r"|월 ?마감 후 \d{1,3}일"
    r"|세금계산서 발행(?:일)? ?(?:후|로부터|기준) ?\d{1,3}일(?: 이내)?(?: (?:현금|지급|결제))?"
    r"|(?:T/T )?(?:선입금|선불|선결제|사전 ?송금) ?100 ?%|(?:T/T )?100 ?% ?(?:선입금|선불"
    r"|선결제|선금)"
    r"|(?:출고|출하|납품|선적|배송) ?전 (?:현금|전액) ?(?:입금|결제|송금)",
    re.IGNORECASE,
)  # fmt: skip
# Days after the goods: terms of payment only where the sentence speaks of paying.
_DAYS = re.compile(
    r"(?:\bT/T )?(?:\bwithin )?\b\d{1,3} days (?:after|from) (?:the )?(?:delivery"
    r"|receipt(?: of (?:the )?(?:goods|invoice))?"
    r"|shipment|B/L(?: date)?)\b"
    r"|(?:납품|검수|선적|입고|출고)(?:일로부터| ?후) ?\d{1,3}일(?: 이내)?(?: ?(?:T/T|현금"
    r"|결제|지급))?",
    re.IGNORECASE,
)
_PAYS = re.compile(r"payment|\bpay\b|\bpaid\b|terms|결제|지급|지불|대금|T/T|현금", re.IGNORECASE)
_NUMBER = re.compile(r"(\d{1,3}(?:[.,]5)?) ?%")
_BALANCE = re.compile(r"balance|\brest\b|remain|잔금|잔액|나머지", re.IGNORECASE)
_STAGE = re.compile(
    r"advance|deposit|down ?payment|upfront|prepa|before|prior|against|after|upon"
    r"|with (?:the )?order"
    r"|on (?:order|delivery)|T/T|L/C|at sight|[가-힣]",
    re.IGNORECASE,
)


def payment_spans(text: str, sentence: Span) -> Iterator[Span]:
    """Where the sentence states whole terms of payment, in order."""
    for pattern in (_ENGLISH, _KOREAN):
        for hit in pattern.finditer(text, *sentence):
            words = hit.group().rstrip(" ,;/-")
            if _is_whole(words):
                yield hit.start(), hit.start() + len(words)
    for hit in _WHOLE.finditer(text, *sentence):
        yield hit.span()
    if _PAYS.search(text, *sentence):
        for hit in _DAYS.finditer(text, *sentence):
            yield hit.span()


def _is_whole(words: str) -> bool:
    shares = [float(share.replace(",", ".")) for share in _NUMBER.findall(words)]
    if not _STAGE.search(words):
        return False
    return sum(shares) == 100 or (sum(shares) < 100 and _BALANCE.search(words) is not None)
