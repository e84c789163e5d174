"""Signs of payment fraud in a thread: another bank account, a look-alike sender, hidden text.

Looks at headers and at what each mail itself says; quoted history does not count. A sign is no
proof: the checks only ask a person to look.
"""

import re
from collections.abc import Iterator

from quoteflow_desktop.core.analysis import Check
from quoteflow_desktop.core.facts import Evidence
from quoteflow_desktop.core.messages import Address, MarkKind, Message, Thread

_ACCOUNT = re.compile(
    r"(?<![A-Za-z])(?:A/?C|acct|account|IBAN)(?: ?(?:no|number|#"
    r"|nr))?\.?[ ]?(?:\([A-Z]{3}\))?[ :#.]{0,3}"
    r"(?P<en>[A-Z]{2}[0-9]{2}[0-9A-Z ]{10,30}|[0-9][0-9 -]{6,24}[0-9])"
    r"|(?:계좌(?:번호)?|예금주|은행)[^\n0-9]{0,20}(?P<ko>[0-9]{2,6}-[0-9-]{5,20}[0-9]"
    r"|[0-9]{10,16})",
    re.IGNORECASE,
)
_BANK = re.compile(
    r"bank|swift|iban|beneficiary|remit|t/t|wire|계좌|은행|예금주|송금|입금", re.IGNORECASE
)
_COURIER = re.compile(r"courier|dhl|fedex|ups\b|freight collect|착불", re.IGNORECASE)
_CHANGED = re.compile(
    r"(?:bank(?:ing)?|account|beneficiary|remittance)[^.\n]{0,60}(?:has|have|was|were|been|is"
    r"|are)[^.\n]{0,20}(?:changed|updated|replaced)"
    r"|(?:new|changed|updated|different) (?:bank|beneficiary|remittance)[ -]?(?:account|details"
    r"|information)?"
    r"|(?:do not|don't|no longer) (?:use|remit|pay)[^.\n]{0,40}(?:old|previous|former) (?:bank"
    r"|account)"
    r"|(?:계좌|입금 ?은행|거래 ?은행|수취 ?은행)[^.\n]{0,30}(?:변경|바뀌|바뀐|바꿨)|(?:변경된|바뀐"
    r"|새로운|신규) ?(?:입금 ?)?(?:계좌|은행)",
    re.IGNORECASE,
)
_CONFUSED = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("0", "o"), ("1", "l"), ("5", "s"), ("i", "l"))
_SECOND_LEVEL = frozenset(
    {"co", "com", "or", "ac", "go", "net", "org", "ne", "re", "pe", "gov", "edu"}
)


def bank_changed(thread: Thread) -> Check | None:
    """A mail gives another account than an earlier one, or says that the account changed."""
    earlier: set[str] = set()
    for number, message in enumerate(thread.messages, start=1):
        text = own_text(message)
        changed = _CHANGED.search(text)
        if changed:
            quote = _line_at(message.body, changed.start())
            return _bank_fails(f"mail {number} says that the bank account changed", number, quote)
        here = dict(_accounts(text))
        other = {a: at for a, at in here.items() if a not in earlier}
        if earlier and other and not earlier & here.keys():
            quote = _line_at(message.body, min(other.values()))
            return _bank_fails(f"mail {number} gives another bank account", number, quote)
        earlier |= here.keys()
    if not earlier:
        return None
    return Check(rule="bank-changed", ok=True, message="one bank account in all mails")


def _bank_fails(message: str, number: int, quote: str) -> Check:
    evidence = (Evidence(message=number, quote=quote),)
    return Check(rule="bank-changed", ok=False, message=message, evidence=evidence)


def own_text(message: Message) -> str:
    """The body with quoted history blanked out; offsets stay those of the body."""
    text = message.body
    for mark in message.marks:
        if mark.kind is MarkKind.QUOTED:
            blank = re.sub(r"[^\n]", " ", text[mark.start : mark.end])
            text = text[: mark.start] + blank + text[mark.end :]
    return text


def _accounts(text: str) -> Iterator[tuple[str, int]]:
    """Bank accounts, digits and letters only, with where they stand."""
    for match in _ACCOUNT.finditer(text):
        near = text[max(0, match.start() - 250) : match.end() + 150]
        line = _line_at(text, match.start())
        if _BANK.search(near) and not _COURIER.search(line):
            number = re.sub(r"[^0-9A-Z]", "", (match["en"] or match["ko"]).upper())
            if sum(c.isdigit() for c in number) >= 8:
                yield number, match.start()


def _line_at(text: str, position: int) -> str:
    start = text.rfind("\n", 0, position) + 1
    end = text.find("\n", position)
    return text[start : end if end >= 0 else len(text)].strip()


def sender_lookalike(thread: Thread) -> Check | None:
    """A mail comes from a domain that looks like another one of the thread and is not it."""
    known: list[Address] = []
    for number, message in enumerate(thread.messages, start=1):
        for address in (message.sender, *message.to, *message.cc):
            if "@" not in address.email:
                continue
            for other in known:
                if _looks_like(address, other):
                    return Check(
                        rule="sender-lookalike",
                        ok=False,
                        message=f"{address.email} looks like {other.email} and is another address",
                        evidence=(Evidence(message=number, quote=address.email),),
                    )
            known.append(address)
    if len(known) < 2:
        return None
    return Check(rule="sender-lookalike", ok=True, message="no address imitates another")


def _label(email: str) -> tuple[str, str]:
    """The registered name of an address's domain and what follows it."""
    parts = email.rpartition("@")[2].lower().strip(".").split(".")
    cut = 2 if len(parts) > 2 and parts[-2] in _SECOND_LEVEL else 1
    return (parts[-cut - 1] if len(parts) > cut else parts[0]), ".".join(parts[-cut:])


def _looks_like(left: Address, right: Address) -> bool:
    (one, end_one), (two, end_two) = _label(left.email), _label(right.email)
    if one == two:
        person = left.email.split("@")[0].lower() == right.email.split("@")[0].lower()
        return end_one != end_two and person
    if min(len(one), len(two)) < 5:
        return False
    if _skeleton(one) == _skeleton(two):
        return True
    return _distance_is_one(one, two)


def _skeleton(label: str) -> str:
    label = label.replace("-", "")
    for looks, like in _CONFUSED:
        label = label.replace(looks, like)
    return label


def _distance_is_one(one: str, two: str) -> bool:
    """Whether one letter added, left out, changed or two neighbours swapped makes the other."""
    if abs(len(one) - len(two)) > 1:
        return False
    start = 0
    while start < min(len(one), len(two)) and one[start] == two[start]:
        start += 1
    rest, other = one[start:], two[start:]
    return (
        rest[1:] == other[1:]
        or rest[1:] == other
        or rest == other[1:]
        or (rest[:2] == other[:2][::-1] and rest[2:] == other[2:])
    )


def hidden_text(thread: Thread) -> Check | None:
    """A mail's HTML holds text that a person could not see; it was not read."""
    for number, message in enumerate(thread.messages, start=1):
        if message.hidden_text:
            quote = message.subject or message.sender.email
            return Check(
                rule="hidden-text",
                ok=False,
                message=f"mail {number} holds text that cannot be seen; it was not read",
                evidence=(Evidence(message=number, quote=quote),),
            )
    if not any(message.html for message in thread.messages):
        return None
    return Check(rule="hidden-text", ok=True, message="no mail hides text")
