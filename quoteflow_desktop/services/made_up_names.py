"""Made-up names and numbers in place of a thread's companies, persons, addresses and telephones.

One ``Mask`` a thread: the same name is replaced by the same made-up one wherever it stands. What
it is not told of and ``core.personal`` cannot tell by form (a street, a bank account without a
label, a firm that only one sentence names) stays.
Must not know facts or the store.
"""

import random
import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from quoteflow_desktop.analysis.canonical import clean_text, is_function
from quoteflow_desktop.core.personal import KOREAN_TITLES, Kind, personal_data

_LEGAL = re.compile(
    r"\(주\)|㈜|주식회사|,? ?(?:Co\.?,? ?Ltd\.?|Pte\.?,? Ltd\.?|Pty\.?,? Ltd\.?|Sdn\.? Bhd\.?"
    r"|Private Limited|Ltd\.?|Limited|Inc\.?|LLC|GmbH(?: & Co\. KG)?|Corp\.?|Corporation|JSC"
    r"|S\.A\.|S\.p\.A\.|SpA|S\.r\.l\.|B\.V\.|N\.V\.|AG|A/S|AB|Oy|PLC|FZE|FZCO)(?![A-Za-z])"
)
_KOREAN_NAME = re.compile(r"[가-힣]{2,4}")
_TITLE = rf"(?:{'|'.join((*KOREAN_TITLES, '프로', '님', '씨'))})"
# Words of a name that are common words too: alone they may mean something else.
_COMMON = frozenset((
    "and", "april", "asia", "august", "busan", "chemical", "chemicals", "company", "december",
    "dubai", "electronics", "energy", "export", "february", "first", "food", "foods",
    "friday", "general", "global", "grace", "group", "hamburg", "hope", "import", "incheon",
    "industries", "international", "january", "july", "june", "korea", "march", "marine",
    "mark", "may", "monday", "national", "new", "november", "october", "power", "rose",
    "sales", "saturday", "seoul", "september", "shanghai", "solar", "steel", "summer",
    "sunday", "team", "the", "thursday", "trade", "trading", "tuesday", "united", "wednesday",
    "will", "world",
))  # fmt: skip
_SECOND_LEVEL = frozenset((
    "ac", "co", "com", "edu", "go", "gov", "ne", "net", "or", "org",
))  # fmt: skip

# What made-up names are drawn from; none is meant to be anybody's.
_SURNAMES = (
    "강", "고", "구", "남", "노", "도", "류", "문", "민", "배",
    "백", "변", "서", "석", "선", "성", "손", "송", "신", "심",
    "안", "양", "엄", "오", "우", "원", "유", "윤",
)  # fmt: skip
_GIVEN = (
    "가온", "다온", "도담", "라온", "로운", "루다", "바다", "새론", "세온", "소담",
    "아라", "온유", "이든", "지온", "하람", "해솔",
)  # fmt: skip
_FIRMS = (
    "가람", "나래", "누리", "다솜", "두레", "마루", "미르", "보람", "슬기", "아람",
    "여울", "온새", "윤슬", "한결", "해든", "헤움",
)  # fmt: skip
_TRADES = (
    "상사", "무역", "산업", "교역", "통상", "물산",
)  # fmt: skip
_FIRST = (
    "Adel", "Bruno", "Celia", "Dario", "Elin", "Fabio", "Greta", "Hanno", "Ines", "Jorun",
    "Katja", "Lior", "Mirko", "Noor", "Olga", "Pavel", "Rania", "Sven", "Tilda", "Vera",
)  # fmt: skip
_LAST = (
    "Abend", "Brisk", "Calder", "Dorn", "Ekholm", "Farrow", "Garrick", "Holt", "Ivers",
    "Juhl", "Kettle", "Lomax", "Merrow", "Norden", "Orrin", "Pryce", "Quill", "Rusk",
    "Selwyn", "Thorne",
)  # fmt: skip
_HOUSES = (
    "Ardvale", "Brenmoor", "Coltara", "Dunmere", "Elvaro", "Fenwick", "Galdora", "Harlune",
    "Istravia", "Jorvane", "Keldrix", "Lomera", "Marvenna", "Nortava", "Orsella", "Pellworth",
    "Quenby", "Ravenna", "Solvane", "Tarnel",
)  # fmt: skip
_BUSINESS = (
    "Trading", "Supply", "Commerce", "Products", "Merchants", "Works",
)  # fmt: skip


class Change(NamedTuple):
    """``text[start:end]`` becomes ``new``."""

    start: int
    end: int
    new: str


class Mask:
    """The made-up names of one thread; ``seed`` decides which, so two runs give the same."""

    def __init__(
        self, seed: str, *, companies: Iterable[str] = (), people: Iterable[str] = ()
    ) -> None:
        self._draw = random.Random(seed)  # noqa: S311 - a draw tells nothing of the name
        self._drawn: set[str] = set()
        self._new: dict[str, str] = {}
        self._patterns: list[tuple[str, str]] = []  # pattern, made-up name
        for name in sorted(set(companies), key=lambda one: (-len(one), one)):
            self._company(name)
        for name in sorted(set(people), key=lambda one: (-len(one), one)):
            self._person(name)

    def changes(self, text: str, kept: Sequence[tuple[int, int]] = ()) -> list[Change]:
        """What is replaced in ``text``, in order and not overlapping; runs in ``kept`` stay."""
        found: list[Change] = []
        taken = list(kept)

        def take(start: int, end: int, new: str) -> None:
            if all(end <= a or b <= start for a, b in taken):
                taken.append((start, end))
                found.append(Change(start, end, new))

        for kind, start, end in personal_data(text, names=False):
            old = text[start:end]
            take(start, end, self.email(old) if kind is Kind.EMAIL else self._number(kind, old))
        for pattern, new in sorted(self._patterns, key=lambda one: -len(one[0])):
            for match in re.finditer(pattern, text, re.IGNORECASE):
                shown = new.upper() if match[0].isupper() and match[0].isascii() else new
                if match[0].isascii() and match[0].islower():
                    shown = new.lower()
                take(*match.span(), shown)
        return sorted(found)

    def text(self, text: str) -> str:
        """``text`` with all of it replaced."""
        return changed(text, self.changes(text))

    def email(self, address: str) -> str:
        """A made-up address; the domain's ending stays, for it tells the country."""
        local, _, domain = address.lower().rpartition("@")
        if not local:
            return address
        key = f"local {local}@{domain}"
        if key not in self._new:
            self._new[key] = self._fresh(_LAST).lower()
        return f"{self._new[key]}@{self._domain(domain)}"

    def _domain(self, domain: str) -> str:
        labels = domain.split(".")
        ending = labels[-2:] if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else labels[-1:]
        key = f"domain {'.'.join(labels[-len(ending) - 1 :])}"
        if key not in self._new:
            house = self._fresh(_HOUSES).lower()
            self._new[key] = house
            # the same house in "www.saesol.co.kr"
            name = re.escape(key.removeprefix("domain "))
            self._patterns.append((rf"(?<![A-Za-z0-9]){name}", ".".join((house, *ending))))
        return ".".join((self._new[key], *ending))

    def _number(self, kind: Kind, number: str) -> str:
        """Other digits in the same form; a telephone's code of a country or an area stays."""
        digits = "".join(c for c in number if c.isdigit())
        key = f"{kind} {digits}"
        if key not in self._new:
            self._new[key] = "".join(str(self._draw.randrange(10)) for _ in digits)
        kept = 0
        if kind is Kind.PHONE:
            kept = 3 if number.startswith(("+", "0", "(0")) else 2
        made = iter(digits[:kept] + self._new[key][kept:])
        return "".join(next(made) if c.isdigit() else c for c in number)

    def _fresh(self, first: Sequence[str], second: Sequence[str] = (), between: str = "") -> str:
        """A made-up name that this thread does not have yet."""
        number = 0
        while True:
            name = self._draw.choice(first)
            name += between + self._draw.choice(second) if second else ""
            number += 1
            if number > 100:  # the lists are used up
                name += str(number)
            if name not in self._drawn:
                self._drawn.add(name)
                return name

    def _add(self, name: str, new: str, after: str = "") -> None:
        """Replace ``name`` where it is a word of its own; Korean endings may follow it."""
        words = [re.escape(word) for word in name.split()]
        if not words or name.casefold() in self._new:
            return
        self._new[name.casefold()] = new
        start = r"(?<![가-힣])" if "가" <= name[0] <= "힣" else r"(?<![A-Za-z0-9])"
        end = "" if "가" <= name[-1] <= "힣" else r"(?![A-Za-z0-9])"
        self._patterns.append((start + r"\s*".join(words) + end + after, new))

    def _company(self, name: str) -> None:
        core = " ".join(_LEGAL.sub(" ", name).split()).strip(" ,.")
        if len(core) < 2 or core.casefold() in self._new:
            return
        korean = any("가" <= c <= "힣" for c in core)
        new = self._fresh(_FIRMS, _TRADES) if korean else self._fresh(_HOUSES, _BUSINESS, " ")
        self._add(core, new)
        first, *rest = core.split()
        if rest and len(first) > (1 if korean else 3) and first.casefold() not in _COMMON:
            self._add(first, new[:2] if korean else new.split()[0])

    def _person(self, name: str) -> None:
        name = clean_text("contact", re.sub(r"\(.*?\)", " ", name)).strip()
        if len(name) < 2 or is_function(name) or name.casefold() in self._new:
            return
        if _KOREAN_NAME.fullmatch(name):
            surname, given = self._fresh(_SURNAMES), self._fresh(_GIVEN)
            self._add(name, surname + given)
            if len(name) > 2:
                self._add(name[1:], given, rf"(?=\s?{_TITLE})")
            self._add(name[0], surname, rf"(?=\s?{_TITLE})")
            return
        words = [word for word in name.split() if any(c.isalpha() for c in word)]
        made = [self._word(word, last=at == len(words) - 1) for at, word in enumerate(words)]
        self._add(name, " ".join(made))
        for word, new in zip(words, made, strict=True):
            bare = word.strip(".,")
            if len(bare) > 2 and bare.casefold() not in _COMMON:
                self._add(bare, new)

    def _word(self, word: str, *, last: bool) -> str:
        known = self._new.get(word.strip(".,").casefold())
        if known:
            return known
        if any("가" <= c <= "힣" for c in word):
            return self._fresh(_GIVEN)
        new = self._fresh(_LAST if last else _FIRST)
        return f"{new[0]}." if len(word.strip(".")) == 1 else new


def changed(text: str, changes: Sequence[Change]) -> str:
    """``text`` with its changes made."""
    parts, at = [], 0
    for change in changes:
        parts += [text[at : change.start], change.new]
        at = change.end
    return "".join((*parts, text[at:]))


def moved(start: int, end: int, changes: Sequence[Change]) -> tuple[int, int]:
    """Where the run ``start`` to ``end`` stands after the changes; one that cuts into a replaced
    name takes in the whole made-up one."""
    shift = 0
    first, last = start, end
    for change in changes:
        grown = len(change.new) - (change.end - change.start)
        if change.end <= start:
            first += grown
        elif change.start < start:
            first = change.start + shift
        if change.end <= end:
            last += grown
        elif change.start < end:
            last = change.start + shift + len(change.new)
        shift += grown
    return first, last


def is_company(name: str) -> bool:
    """Whether a display name is a firm's by its legal form."""
    return _LEGAL.search(unicodedata.normalize("NFC", name)) is not None
