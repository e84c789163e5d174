"""Personal data out of documents: what a rule can see is replaced by a word for its kind.

Must not know how personal data looks, nor documents.
"""

from collections import Counter

from quoteflow_desktop.core.personal import Kind, personal_data

MARKS = {
    Kind.EMAIL: "[이메일]",
    Kind.PHONE: "[전화번호]",
    Kind.RESIDENT: "[주민등록번호]",
    Kind.BUSINESS: "[사업자등록번호]",
    Kind.ACCOUNT: "[계좌번호]",
    Kind.IBAN: "[IBAN]",
    Kind.CARD: "[카드번호]",
    Kind.NAME: "[이름]",
}


def mask(text: str, *, names: bool = True) -> tuple[str, Counter[str]]:
    """The text with personal data replaced, and how often each kind was."""
    found: Counter[str] = Counter()
    parts, at = [], 0
    for kind, start, end in personal_data(text, names=names):
        parts += [text[at:start], MARKS[kind]]
        found[MARKS[kind]] += 1
        at = end
    return "".join((*parts, text[at:])), found
