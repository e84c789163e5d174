"""Numbers as people write them in mail, Arabic and Korean, read into exact decimals.

Knows digits, separators and Korean scale words only; what a number is for (money, goods, a
date) is not known here. A number that two readers would read differently has no value.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

# Currencies whose home writes 1.250,00: there a comma is taken for the decimal mark.
COMMA_CURRENCIES = frozenset(
    {"EUR", "VND", "IDR", "BRL", "TRY", "DKK", "SEK", "NOK", "PLN", "CZK", "HUF", "RUB"}
)
# Currencies without a minor unit in practice: a point between groups of three only groups.
WHOLE_CURRENCIES = frozenset({"KRW", "JPY", "VND", "IDR"})

_SMALL = {"천": 1000, "백": 100, "십": 10}
_LARGE = {"조": 10**12, "억": 10**8, "만": 10**4}
_DIGITS = {c: i for i, c in enumerate("영일이삼사오육칠팔구")}

_RAW = r"[0-9]+(?:[.,'’][0-9]+)*+"
_SCALE = "[십백천만억조]"
_SCALES = rf"{_SCALE}++(?!큼|족|나[^\s]|약|료)"
# "2만 5,000 ea" is one number; "1만 500개" may be a price and a quantity.
_COUNT = r"(?:개|대|톤|세트|장|매|(?i:ea|pcs|kg|sets?|units?)(?![A-Za-z]))"
_MIXED = re.compile(
    rf"{_RAW}"
    rf"(?:(?:{_SCALES}| {_SCALE}++(?= ?(?:원|달러|불|유로|위안|엔|개|대|[0-9])|(?![가-힣])))"
    rf"(?: ?{_RAW} ?{_SCALES})*+"
    rf"(?:{_RAW}| {_RAW}(?= ?(?:원|달러|불))| [1-9],[0-9]{{3}}(?= ?{_COUNT}))?)?"
)
_HANGUL_NUMBER = r"[일이삼사오육칠팔구십백천만억조]"
_SPOKEN = re.compile(
    rf"(?<![가-힣0-9])(?:금 ?)?({_HANGUL_NUMBER}{{2,40}}+(?: {_HANGUL_NUMBER}{{2,40}}+)*+)"
)
_LARGE_PARTS = re.compile(
    r"(?:([^조억만]*)조)?(?:([^조억만]*)억)?(?:([^조억만]*)만)?([^조억만정]+)?정?"
)
_ONE = rf"(?:{_RAW}|[영일이삼사오육칠팔구])"
_SMALL_PARTS = re.compile(rf"(?:({_ONE}?)천)?(?:({_ONE}?)백)?(?:({_ONE}?)십)?({_ONE})?")
_BESIDE_SCALE = re.compile(r"(?<=[십백천만억조]) | (?=[십백천만억조])")

# "K" and words that multiply; "M" is a metre unless a currency says otherwise.
_MULTIPLIER = re.compile(
    r"(?P<k>[kK](?![A-Za-z0-9]))|(?P<m>[mM](?![A-Za-z0-9]))"
    r"| ?(?P<word>million|mil|mio|mn|billion|bn|thousand)(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_WORDS = {
    "thousand": 10**3,
    "million": 10**6,
    "mil": 10**6,
    "mio": 10**6,
    "mn": 10**6,
    "billion": 10**9,
    "bn": 10**9,
}

_WIDE = str.maketrans(
    "０１２３４５６７８９，．％＄：／（）－\u00a0\u202f\u2009", "0123456789,.%$:/()-   "
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """``text[start:end]`` is a number as written; its value may depend on the currency.

    ``korean`` says that Korean scale words are part of it, ``spoken`` that it holds no digit.
    """

    start: int
    end: int
    text: str
    korean: bool
    spoken: bool = False


def narrow(text: str) -> str:
    """``text`` with full-width digits and marks as ASCII; the length stays the same."""
    return text if text.isascii() else text.translate(_WIDE)


def find_numerals(text: str) -> Iterator[Numeral]:
    """All runs of ``text`` (see ``narrow``) that are written numbers, in order."""
    spoken = [m for m in _SPOKEN.finditer(text) if any(c in "십백천만억조" for c in m[1])]
    numbers = [
        Numeral(m.start(), m.end(), m[0], korean=not m[0][-1].isdigit() or _has_scale(m[0]))
        for m in _MIXED.finditer(text)
    ]
    words = [Numeral(m.start(1), m.end(1), m[1], korean=True, spoken=True) for m in spoken]
    yield from sorted(numbers + words, key=lambda n: n.start)


def _has_scale(text: str) -> bool:
    return any(c in _SMALL or c in _LARGE for c in text)


def read_digits(raw: str, currency: str | None = None) -> Decimal | None:
    """The value of Arabic digits with separators, or None where two readings are possible.

    ``"1,250.50"`` is 1250.50 for everybody. ``"1.250,00"`` has a value only in a currency that
    is written so at home (``COMMA_CURRENCIES``); ``"EUR 1.250"`` has none (1.25 or 1250).
    """
    raw = raw.replace("’", "'")
    marks = {c for c in raw if c in ",.'"}
    if not marks:
        return Decimal(raw)
    if marks == {"."}:
        return _read_points(raw, currency)
    if marks == {","}:
        return _read_commas(raw, currency)
    if marks == {"'"} or marks == {"'", "."}:
        return _grouped(raw, "'", ".")
    if marks == {",", "."}:
        if raw.rfind(".") > raw.rfind(","):
            return _grouped(raw, ",", ".")
        if currency in COMMA_CURRENCIES:
            return _grouped(raw, ".", ",")
    return None


def _read_points(raw: str, currency: str | None) -> Decimal | None:
    head, *groups = raw.split(".")
    thousands = len(head) <= 3 and head[0] != "0" and all(len(g) == 3 for g in groups)
    if len(groups) > 1:
        return Decimal(raw.replace(".", "")) if thousands else None
    if thousands and currency in WHOLE_CURRENCIES:
        return Decimal(head + groups[0])
    if thousands and currency in COMMA_CURRENCIES:
        # "EUR 70.000" is seventy thousand at home; "EUR 1.250" could be either
        return Decimal(head + groups[0]) if groups[0] == "000" else None
    return Decimal(raw)


def _read_commas(raw: str, currency: str | None) -> Decimal | None:
    head, *groups = raw.split(",")
    if len(head) <= 3 and all(len(g) == 3 for g in groups) and head[0] != "0":
        return Decimal(raw.replace(",", ""))
    indian = len(groups) > 1 and len(groups[-1]) == 3 and all(len(g) == 2 for g in groups[:-1])
    if indian and len(head) <= 2:
        return Decimal(raw.replace(",", ""))
    if len(groups) == 1 and len(groups[0]) <= 2 and currency in COMMA_CURRENCIES - WHOLE_CURRENCIES:
        return Decimal(f"{head}.{groups[0]}")
    return None


def _grouped(raw: str, group: str, point: str) -> Decimal | None:
    whole, _, fraction = raw.partition(point)
    head, *groups = whole.split(group)
    if not all(len(g) == 3 for g in groups) or len(head) > 3 or not fraction.isdigit():
        return (
            Decimal(whole.replace(group, ""))
            if not fraction and groups and all(len(g) == 3 for g in groups)
            else None
        )
    return Decimal(f"{head}{''.join(groups)}.{fraction}")


def read_korean(text: str, currency: str | None = None) -> Decimal | None:
    """The value of digits mixed with 십 백 천 만 억 조 or of a number in Hangul, else None.

    Raises nothing: ``"3억 5천만"`` is 350000000, ``"천이백만"`` 12000000, ``"만억만"`` None.
    """
    parts = _LARGE_PARTS.fullmatch(_BESIDE_SCALE.sub("", text.strip()).removeprefix("금").strip())
    if not parts or not text.strip():
        return None
    total = Decimal(0)
    for scale, section in zip((*_LARGE.values(), 1), parts.groups(), strict=True):
        if section is None:
            continue
        value = _read_section(section, currency)
        if value is None:
            return None
        # "만원" is ten thousand, not nothing; a number may also end with its scale word
        total += (value if section or scale == 1 else Decimal(1)) * scale
    return total


def _read_section(text: str, currency: str | None) -> Decimal | None:
    """The value below 만: "이천삼백", "5천", "1,200"; zero for the empty text."""
    parts = _SMALL_PARTS.fullmatch(text)
    if not parts:
        return None
    total = Decimal(0)
    for scale, digits in zip((*_SMALL.values(), 1), parts.groups(), strict=True):
        if digits is None:
            continue
        value = _read_one(digits, currency)
        if value is None:
            return None
        total += value * scale
    return total


def _read_one(text: str, currency: str | None) -> Decimal | None:
    if not text:
        return Decimal(1)  # "백" is one hundred
    return Decimal(_DIGITS[text]) if text in _DIGITS else read_digits(text, currency)


def read(numeral: Numeral, currency: str | None = None) -> Decimal | None:
    """The value of a numeral found in text, for an amount in ``currency``; None in doubt."""
    if numeral.korean:
        return read_korean(numeral.text, currency)
    return read_digits(numeral.text, currency)


def multiplier(text: str, position: int, *, money: bool) -> tuple[int, int]:
    """The factor that stands right after a number ("3.2K", "1.5 million") and where it ends.

    ``money`` says that a currency is there, so that "2M" is two million and not two metres.
    Without a multiplier: ``(1, position)``.
    """
    match = _MULTIPLIER.match(text, position)
    if not match:
        return 1, position
    if match["k"] == "K" and not money and _is_colour(text, position):
        return 1, position
    if match["k"]:
        return 10**3, match.end()
    if match["m"]:
        return (10**6, match.end()) if money else (1, position)
    return _WORDS[match["word"].lower()], match.end()


def _is_colour(text: str, position: int) -> bool:
    """Whether "4000K" before ``position`` + 1 is the colour of light in kelvin."""
    return (
        re.search(r"(?<![0-9.,])[1-9][0-9]00$", text[max(0, position - 5) : position]) is not None
    )


def parse_number(text: str, currency: str | None = None) -> Decimal | None:
    """The value of a whole string that is one number, Arabic or Korean; None otherwise."""
    text = narrow(text).strip()
    if not text:
        return None
    if re.fullmatch(_RAW, text):
        return read_digits(text, currency)
    return read_korean(text, currency)
