"""Amounts in words, for the paper: ``일천이백만`` and ``TWELVE THOUSAND FOUR HUNDRED``.

Pure digits in, words out. Must not know currencies' names or where the words are printed.
"""

from decimal import Decimal

from quoteflow_desktop.core.money import minor_units, round_to_currency

_KOREAN_DIGITS = ("", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구")
_KOREAN_PLACES = ("", "십", "백", "천")
_KOREAN_GROUPS = ("", "만", "억", "조", "경", "해")

_ONES = (
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES = ("", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion")


def korean(value: int) -> str:
    """``12000000`` as ``일천이백만``: every 일 is written, so that no figure can be put before it.

    Raises ValueError below zero and from 10**24 on.
    """
    _in_range(value, 10**24)
    if value == 0:
        return "영"
    words = ""
    for group in reversed(range(len(_KOREAN_GROUPS))):
        part = value // 10_000**group % 10_000
        if part:
            words += _korean_group(part) + _KOREAN_GROUPS[group]
    return words


def english(value: int) -> str:
    """``12400`` as ``twelve thousand four hundred``.

    Raises ValueError below zero and from 10**21 on.
    """
    _in_range(value, 10**21)
    if value == 0:
        return "zero"
    words: list[str] = []
    for scale in reversed(range(len(_SCALES))):
        part = value // 1000**scale % 1000
        if part:
            words += [*_english_group(part), _SCALES[scale]]
    return " ".join(filter(None, words))


def english_amount(value: Decimal, currency: str) -> str:
    """The amount in words with its minor unit as a fraction: ``... four hundred and 50/100``."""
    exact = round_to_currency(value, currency)
    places = minor_units(currency)
    whole = int(exact)
    rest = int((exact - whole).scaleb(places))
    return f"{english(whole)} and {rest:0{places}d}/{10**places}" if rest else english(whole)


def _korean_group(part: int) -> str:
    digits = ((part // 10**place % 10, place) for place in (3, 2, 1, 0))
    return "".join(_KOREAN_DIGITS[d] + _KOREAN_PLACES[place] for d, place in digits if d)


def _english_group(part: int) -> list[str]:
    hundreds, rest = divmod(part, 100)
    words = [f"{_ONES[hundreds]} hundred"] if hundreds else []
    if rest < 20:
        return [*words, _ONES[rest]] if rest else words
    tens, ones = divmod(rest, 10)
    return [*words, _TENS[tens] + (f"-{_ONES[ones]}" if ones else "")]


def _in_range(value: int, limit: int) -> None:
    if not 0 <= value < limit:
        raise ValueError(f"no words for {value}")
