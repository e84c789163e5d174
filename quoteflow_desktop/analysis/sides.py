"""Which side of a thread a house is on, from the model's word and from what its mails say.

A house (the domain of an address) buys or sells in a thread, not both, and the two that talk do
not both sell. Later mails are not looked at, so a mail is read alike whenever it is read. Must not
know terms or items.
"""

import re
from collections import defaultdict
from collections.abc import Sequence

from quoteflow_desktop.core.facts import Side
from quoteflow_desktop.core.messages import Address

_OFFERS = re.compile(
    r"thank(?:s| you)[^.\n]{0,20} for your (?:kind |valued )?(?:e|i)nquiry|thank(?:s"
    r"| you)[^.\n]{0,20} for (?:your|the) (?:valued )?"
    r"(?:order|PO|L?PO|interest|purchase order|request)|(?:our|the|my) (?:best |last |final "
    r"|new |revised |kind )?(?:quotation|offer)"
    r"(?: is| no|:| as| for| n\.| below|\.)|(?:pleased|glad|happy|like) to (?:offer|quote"
    r"|send you our)|we (?:can|could) (?:offer|supply|do|give|accept)"
    r"|(?:find|send|attach\w*|see) (?:you |here |below |attached )*(?:our|the) (?:best "
    r"|revised )?(?:quotation|offer|quote|proforma|PI)"
    r"|our (?:last|best|final|lowest) price|below (?:our )?cost|(?:your goods|the goods"
    r"|the order) (?:left|will be ready|are ready)"
    r"|assuring you of|awaiting your (?:valued )?(?:order|L?PO|PO)|our bank|beneficiary"
    r"|(?:문의|발주|주문|관심)[^.\n]{0,8}(?:주셔서|가져 ?주셔서|감사)|견적(?:서)?(?:은|을"
    r"|를)? ?(?:아래|다음|송부|보내 ?드|드립|드려|안내|첨부)"
    r"|해 ?드리겠|맞춰 ?드|드리겠습니다|발주서? (?:잘 )?(?:받았|접수)|출고(?:했|하겠|해서)"
    r"|원가|저희 (?:공장|차량|한계)|납품 ?하겠",
    re.IGNORECASE,
)  # fmt: skip
_WANTS = re.compile(
    r"your (?:best |last |lowest |kind )*(?:price|quotation|quote|offer|rates?)\b|\b(?:please"
    r"|kindly|pls)\b[^.\n]{0,24} (?:quote|quotation|offer|price)"
    r"|we (?:need|require|want|are looking for|would like to (?:order|buy|have))|i need|looking for"
    r"|(?:our|my) (?:PO|L?PO|P/O|purchase order|order|budget|target|requisition"
    r"|requirement)\b|attached L?PO|how much"
    r"|thank(?:s| you)[^.\n]{0,20} for (?:your|the)[^.\n]{0,12} (?:offer|quotation|quote"
    r"|proposal)|price is (?:too )?high|can you do|could you (?:do|offer|quote|give)"
    r"|(?:we|i) (?:accept|agree|confirm the order|go ahead)|go ahead with"
    r"|견적(?:서)?(?:을|를|좀)? ?(?:부탁|요청|문의|의뢰|받아|희망|내주)|견적 (?:잘 )?(?:받았"
    r"|받아|봤|감사)|단가 ?(?:문의|좀|알려)|발주(?:서)?(?:를)? ?(?:송부|넣|보내|드리|진행"
    r"|하오니|합니다)"
    r"|진행 ?(?:부탁|해 ?주세요|하겠|할게요)|구매 ?(?:예정|희망|팀)|예산|깎아|조정 ?(?:가능"
    r"|부탁)|가능하실까요|가능할까요",
    re.IGNORECASE,
)  # fmt: skip
# Where another's words begin that a mail brings along: a form's entry, a forwarded mail.
_BROUGHT = re.compile(
    r"^[ \t>]*(?:-{4,}.*(?:message|mail|received|메시지|메일|сообщение)|(?:From|보낸 ?사람"
    r"|Von|De|От) ?:"
    r"|※ ?접수|.*(?:copied|pasted|original message|원본) ?(?:below|메일)?.*:$)",
    re.IGNORECASE | re.MULTILINE,
)
_MODEL = 2  # what the model's word weighs beside phrases
_MOST = 3  # what the phrases of one mail weigh at most


def lean(text: str) -> int:
    """How far a mail's own phrases speak for a supplier (positive) or a buyer (negative)."""
    brought = _BROUGHT.search(text)
    text = text[: brought.start()] if brought else text
    offers = {hit.group()[:12].casefold() for hit in _OFFERS.finditer(text)}
    wants = {hit.group()[:12].casefold() for hit in _WANTS.finditer(text)}
    return max(-_MOST, min(_MOST, len(offers) - len(wants)))


def house(address: Address) -> str:
    """The domain of an address, in lower case."""
    return address.email.casefold().rpartition("@")[2]


def settled_sides(
    senders: Sequence[Address], sides: Sequence[Side], texts: Sequence[str]
) -> tuple[Side, ...]:
    """For each mail its side, from all mails up to it; one sender, side by the model and text of
    its own words a mail."""
    score: dict[str, int] = defaultdict(int)
    agents: dict[str, int] = defaultdict(int)
    settled = []
    for sender, side, text in zip(senders, sides, texts, strict=True):
        name = house(sender)
        agents[name] += 1 if side is Side.OTHER else -1
        said = {Side.SUPPLIER: _MODEL, Side.BUYER: -_MODEL}.get(side, 0)
        leaning = lean(text)
        score[name] += said + leaning
        settled.append(_side(name, score, agents, leaning))
    return tuple(settled)


def _side(name: str, score: dict[str, int], agents: dict[str, int], leaning: int) -> Side:
    if agents[name] > 0:
        return Side.OTHER
    others = [value for key, value in score.items() if key != name and agents[key] <= 0]
    balance = score[name] - (others[0] if len(others) == 1 else 0) or leaning
    return Side.SUPPLIER if balance > 0 else Side.BUYER
