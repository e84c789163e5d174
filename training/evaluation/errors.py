"""Why a value is wrong: every difference of key facts, items and tags with its class.

The classes, looked at in this order (the first that holds):

* missed: nothing was given where the mails have a value.
* wrong normal form: equal after looser normalising (letters and digits alone, one name within the
  other, a power of ten, day and month swapped).
* superseded value: an older value of the same key, as the gold or the value's own history says.
* wrong role: the value is right for another key or another item.
* superseded value again: the right value first stands in a later mail than the evidence.
* not in the mail: no mail holds the value.
* wrong value: all the rest.

Must not know models or files.
"""

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from quoteflow_desktop.core.analysis import Analysis
from quoteflow_desktop.core.facts import Evidence, HistoryEntry, Kind
from quoteflow_desktop.core.messages import Message, Thread
from quoteflow_desktop.core.values import Value
from quoteflow_desktop.services.rendering import candidates_in, render_thread
from training.evaluation.cases import Case
from training.evaluation.compare import KINDS, Pair, equal, normal, pairs


class ErrorClass(StrEnum):
    """Why a value is wrong."""

    MISSED = "missed"
    NORMAL_FORM = "wrong normal form"
    SUPERSEDED = "superseded value"
    ROLE = "wrong role"
    NOT_IN_MAIL = "not in the mail"
    VALUE = "wrong value"


class Error(Value):
    """One difference. ``mail`` (from 1) is where the given value was read, or where the missed one
    first stands; ``seen`` are the mails that hold the right value as text or as a candidate, and
    ``as_written`` how they write it; ``offered`` says whether code's candidates show it (None for
    values that are copied, not chosen)."""

    set: str
    thread: str
    key: str
    item: int | None = None
    kind: ErrorClass
    got: str | None = None
    wanted: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    history: tuple[HistoryEntry, ...] = ()
    mail: int | None = None
    seen: tuple[int, ...] = ()
    as_written: tuple[str, ...] = ()
    offered: bool | None = None


def errors_of(case: Case, analysis: Analysis | None) -> list[Error]:
    """Every difference of a thread; without an analysis all values are missed."""
    places = Places(case.thread)
    compared = pairs(analysis, case.gold)
    wrong = [pair for pair in compared if not pair.right and not pair.spared]
    found = [_error(case, pair, compared, places) for pair in wrong]
    return found + _tag_errors(case, frozenset(analysis.tags if analysis else ()))


def _error(case: Case, pair: Pair, compared: Sequence[Pair], places: "Places") -> Error:
    seen = places.of(pair.key, pair.wanted)
    mails = tuple(sorted({mail for mail, _ in seen}))
    evidence = pair.got.evidence if pair.got else ()
    first = evidence[0].message if evidence else None
    chosen = KINDS[pair.key] is Kind.DECIMAL or pair.key in CHOSEN
    return Error(
        set=case.set,
        thread=case.name,
        key=pair.key,
        item=pair.item,
        kind=classify(pair, compared, case, places, mails),
        got=pair.got.value if pair.got else None,
        wanted=pair.wanted,
        evidence=evidence,
        history=pair.got.history if pair.got else (),
        mail=first or (mails[0] if mails else None),
        seen=mails,
        as_written=tuple(dict.fromkeys(text for _, text in seen)),
        offered=places.offers(pair.key, pair.wanted) if chosen and pair.wanted else None,
    )


CHOSEN = ("currency", "incoterm", "shipping_method", "delivery_date")  # among code's candidates


def classify(
    pair: Pair, compared: Sequence[Pair], case: Case, places: "Places", seen: Sequence[int]
) -> ErrorClass:
    """The class of a pair that is wrong; ``compared`` are all of its thread."""
    if pair.got is None:
        return ErrorClass.MISSED
    value = pair.got.value
    if any(loosely_equal(pair.key, value, wanted) for wanted in pair.wanted):
        return ErrorClass.NORMAL_FORM
    past = case.gold.past.get(pair.key, frozenset())
    history = [entry.value for entry in pair.got.history if entry.value]
    if (past and equal(pair.key, value, tuple(past))) or any(
        equal(pair.key, older, pair.wanted) for older in history
    ):
        return ErrorClass.SUPERSEDED
    others = (o for o in compared if (o.key, o.item) != (pair.key, pair.item))
    if any(_same_form(o.key, pair.key) and o.wanted and equal(o.key, value, o.wanted)
           for o in others):  # fmt: skip
        return ErrorClass.ROLE
    read = max((e.message for e in pair.got.evidence), default=0)
    if read and seen and min(seen) > read:
        return ErrorClass.SUPERSEDED
    if KINDS[pair.key] is not Kind.WORD and not places.of(pair.key, (value,)):
        return ErrorClass.NOT_IN_MAIL
    return ErrorClass.VALUE


def _same_form(left: str, right: str) -> bool:
    return KINDS[left] is KINDS[right]


def loosely_equal(key: str, left: str, right: str) -> bool:
    """Whether two values are the same thing in another form."""
    kind = KINDS[key]
    if kind is Kind.DECIMAL:
        return _same_digits(left, right)
    if kind is Kind.DATE:
        return sorted(left.split("-")) == sorted(right.split("-")) or left[5:] == right[5:]
    one, other = _letters(left), _letters(right)
    if kind is not Kind.TEXT or not one or not other:
        return one == other
    return one in other or other in one


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", normal(text))


def _same_digits(left: str, right: str) -> bool:
    """Equal but for a power of ten: a lost K, 만, or a comma that was taken for a point.

    With one significant digit only from a thousand on: 10 and 100 are two quantities.
    """
    try:
        one, other = Decimal(left).normalize(), Decimal(right).normalize()
    except InvalidOperation:
        return _letters(left) == _letters(right)
    same = one.as_tuple()[:2] == other.as_tuple()[:2] and one != 0
    return same and (len(one.as_tuple().digits) > 1 or abs(one.adjusted() - other.adjusted()) >= 3)


class Places:
    """Where values stand in a thread, as text and as code's candidates."""

    def __init__(self, thread: Thread) -> None:
        rendered = render_thread(thread)
        self._texts = [mail_text(message) for message in thread.messages]
        self._candidates = [
            candidates_in(message, mail)
            for message, mail in zip(thread.messages, rendered, strict=True)
        ]

    def of(self, key: str, values: Sequence[str]) -> list[tuple[int, str]]:
        """Mails (from 1) that hold one of the values, with the words that show it."""
        found = self._shown(key, values)
        for number, text in enumerate(self._texts, start=1):
            for value in values:
                found += [(number, run.group()) for run in [spelling(value).search(text)] if run]
        return sorted(set(found))

    def offers(self, key: str, values: Sequence[str]) -> bool:
        """Whether a candidate shows one of the values."""
        return bool(self._shown(key, values))

    def _shown(self, key: str, values: Sequence[str]) -> list[tuple[int, str]]:
        """Candidates carry canonical values; an amount shows its currency and a price's unit."""
        found = []
        for number, candidates in enumerate(self._candidates, start=1):
            for candidate in candidates:
                shows = {
                    "currency": candidate.currency or candidate.value,
                    "unit": candidate.unit or "",
                }.get(key, candidate.value)
                if shows and equal(key, shows, values):
                    found.append((number, candidate.text))
        return found


def spelling(value: str) -> re.Pattern[str]:
    """The value in any case and with any white space, not within a longer word or number."""
    words = r"\s+".join(re.escape(word) for word in value.split())
    before = r"(?<![\w.,])" if value[:1].isascii() and value[:1].isalnum() else ""
    after = r"(?![A-Za-z0-9])" if value[-1:].isascii() and value[-1:].isalnum() else ""
    return re.compile(f"{before}{words}{after}" if words else r"(?!)", re.IGNORECASE)


def mail_text(message: Message) -> str:
    """Addresses, subject and body: all that evidence may be quoted from."""
    to = ", ".join(str(address) for address in message.to)
    return f"From: {message.sender}\nTo: {to}\nSubject: {message.subject}\n\n{message.body}"


def _tag_errors(case: Case, got: frozenset[str]) -> list[Error]:
    extra = got - case.gold.tags - case.gold.optional_tags
    kinds = [(tag, ErrorClass.VALUE) for tag in sorted(extra)]
    kinds += [(tag, ErrorClass.MISSED) for tag in sorted(case.gold.tags - got)]
    return [
        Error(
            set=case.set,
            thread=case.name,
            key="tag",
            kind=kind,
            got=tag if tag in got else None,
            wanted=() if tag in got else (tag,),
        )
        for tag, kind in kinds
    ]
