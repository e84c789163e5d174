"""The firm that a mail's signature names, found by its legal form.

For mails where the model names none. Must not know which side it is.
"""

import re
import unicodedata

_LATIN = re.compile(
    r"(?<![\w.])[A-Z0-9][\w&'’.-]*(?: (?:&|and|of|de|[A-Z0-9(][\w&'’.()-]*)){0,6}?,? "
    r"(?:Co\.?,? ?Ltd\.?|Pte\.?,? Ltd\.?|Pty\.?,? Ltd\.?|Sdn\.? Bhd\.?|Sp\. z o\.o\."
    r"|Private Limited"
    r"|Ltd\. [ŞS]ti\.|Ltd\.?|Limited|Inc\.?|LLC|L\.L\.C\.|GmbH(?: & Co\. KG)?|Corp\.?"
    r"|Corporation|JSC"
    r"|S\.A\.(?: de C\.V\.)?"
    r"|SpA|S\.p\.A\."
    r"|A\.Ş\.|Est\.|FZC|FZ-LLC"
    r"|S\.r\.l\.|B\.V\.|N\.V\.|AG|A/S|AB|Oy|PLC|S\.L\.|Lda|Ltda|FZE|FZCO|W\.L\.L\.)(?![A-Za-z])"
)  # fmt: skip
_KOREAN = re.compile(
    r"(?:\(주\)|㈜|주식회사 ?)[가-힣A-Za-z0-9&]{2,20}"
    r"|[가-힣A-Za-z0-9&]{2,20}(?:\(주\)|㈜| ?주식회사)(?![가-힣])"
)
_TAIL_LINES = 12
# What a firm's name does not begin with, though it has a capital.
_NO_START = re.compile(r"(?:We're|We|I'm|I|From|Dear|Beneficiary|Bank|At|For|On|The)[ ]")
_NOT_THE_SENDERS = re.compile(
    r"beneficiary|account|\bbank\b|A/C|IBAN|예금주|수취인|계좌|입금|은행", re.IGNORECASE
)
# Words before a name that are no house: functions, places at work, greetings.
_FUNCTION = re.compile(
    r".*(?:팀|부|과|실|님|장|리|원|사|께|은|는|이|가|입니다|담당|구매|영업|관리|드림|소|요|다|죠|네|고|서|로|도|를|을|에|의)"
    r"|[A-Z][a-z]+|.*[,.:;)!?~]"
)
_HOUSE_END = re.compile(
    r".*(?:상사|공사|건설|병원|학교|연구소|사무소|회사|식품|무역|산업|정밀|전자|테크)"
)


def firm_in(text: str, domain: str = "") -> tuple[int, int] | None:
    """(start, end) of the firm's name in the last lines of ``text``; None where none is clear.

    Several firms there are clear only where one name is in ``domain``, that of the sender's mail.
    """
    lines = [line for line in re.finditer(r"[^\n]+", text) if line.group().strip()]
    tail = lines[-_TAIL_LINES:]
    if not tail:
        return None
    body = text.find("\n\n") + 2
    start = max(tail[0].start(), body)
    hits = _firms(text, start)
    names = {hit[2].casefold() for hit in hits}
    if len(names) == 1:
        return hits[0][:2]
    own = [hit for hit in (hits or _firms(text, body)) if _in_domain(hit[2], domain)]
    return own[0][:2] if own else None


def _firms(text: str, start: int) -> list[tuple[int, int, str]]:
    found = []
    for pattern in (_LATIN, _KOREAN):
        for hit in pattern.finditer(text, start):
            line = text[text.rfind("\n", 0, hit.start()) + 1 : hit.start() + 12]
            if _NOT_THE_SENDERS.search(line):
                continue
            begin = hit.start()
            while lead := _NO_START.match(text, begin, hit.end()):
                begin = lead.end()
            found.append((begin, hit.end(), text[begin : hit.end()]))
    return found


def _in_domain(name: str, domain: str) -> bool:
    """Whether a longer word of the name is in the domain, accents aside."""
    plain = unicodedata.normalize("NFKD", domain).casefold()
    words = re.findall(r"[a-z]{4,}", unicodedata.normalize("NFKD", name).casefold())
    return any(word in plain for word in words)


def house_before(text: str, start: int, name: str) -> tuple[int, int] | None:
    """(start, end) of the house that a Korean writes before his name: "한길상회 김하나입니다".

    ``name`` is the sender's own; a department, a title or a place before it is no house.
    """
    if not re.fullmatch(r"[가-힣]{2,4}", name):
        return None
    for hit in re.finditer(
        rf"(?<!\S)(?P<house>[가-힣A-Za-z0-9()㈜]{{3,16}}) {name}(?![가-힣]{{0,2}}님)", text[start:]
    ):
        word = hit["house"]
        if not _FUNCTION.fullmatch(word) or _HOUSE_END.fullmatch(word):
            return start + hit.start("house"), start + hit.end("house")
    return None
