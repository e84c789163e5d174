"""Finds every value in a mail's text that a trade fact could be: the model only chooses.

Deterministic, linear in the text's length and never raising. Numbers in phone numbers,
addresses, part numbers and the like are left out (``noise``), and so is what can be read in two
ways. Must not know which fact a candidate is for.

Choices that are documented here because a reader could decide otherwise: "$" is USD; "¥" is yen
unless the text speaks of yuan only; "Jan 18-20" is the last of those days; "100~200개" and vague
dates ("12월초") give no candidate.
"""

import re
from datetime import date
from decimal import Decimal

from quoteflow_desktop.analysis import currencies, dates, incoterms, methods, noise, numerals, units
from quoteflow_desktop.core.facts import Candidate, CandidateKind
from quoteflow_desktop.core.money import plain

_PERCENT = re.compile(r"[ ]?(?:%|퍼센트|프로(?![가-힣])|percent(?![A-Za-z])|pct(?![A-Za-z]))")
_SPACES = re.compile(r"[ ]{0,8}")
_TABLE_UNIT = re.compile(
    r"(?:단위|통화|화폐)[ ]?[:：]?[ ]?(?P<word>[천백만억]*원|불|엔)"
    r"|[(\[][ ]?(?P<paren>[천백만억]*원|불|엔)[ ]?[)\]]"
    r"|(?:(?i:price|cost)|단 ?가|금액|가격|공급가)(?:,[ ]?|[ ](?=원[ ]*(?:[|\t]|\Z|\n)))"
    r"(?P<comma>[천백만억]*원|불|엔)(?![가-힣])"
)
# \Z and not $: a line's end before the number glues nothing to it.
_GLUE_BEFORE = re.compile(r"[A-Za-zÀ-ÿ]\Z|[A-Za-z0-9][-_/.]\Z|제\Z|[.,'][0-9]?\Z")
_GLUE_AFTER = re.compile(r"[A-Za-zÀ-ÿ_]|[-–/][A-Za-z0-9가-힣]")
_AMOUNT_GOES_ON = re.compile(r"[A-Za-zÀ-ÿ_]|[-–/][0-9]")
# "20 pcs/ctn", "60 cartons/min": a packing or a rate; "2 units x 40'HC": containers.
_NO_GOODS_AFTER = re.compile(r"/[A-Za-z가-힣]| containers?| x [24]0(?![0-9,.])")
_FRACTION = re.compile(r"[0-9]\.[0-9]+\Z")
_MAX_DIGITS = 15
_PLAIN_YEAR = range(1950, 2051)


class _Text:
    """One mail's text with what is found by the first passes; lives for one call."""

    def __init__(self, text: str, mail_date: date | None) -> None:
        self.text = numerals.narrow(text)
        self.source = text
        self.taken = bytearray(len(text))
        self.addresses = _marked(len(text), noise.address_spans(self.text))
        self.roads = _marked(len(text), noise.road_spans(self.text))
        self.found: list[Candidate] = []
        self.yen = currencies.yen_or_yuan(self.text)
        self.mail_date = mail_date
        self.before: dict[int, tuple[int, str]] = {}
        self.unit_before: dict[int, tuple[int, str]] = {}
        self.tokens: list[tuple[int, int, str]] = []

    def take(self, start: int, end: int) -> None:
        self.taken[start:end] = b"\x01" * (end - start)

    def free(self, start: int, end: int) -> bool:
        return self.taken.find(1, start, end) < 0

    def add(
        self,
        kind: CandidateKind,
        start: int,
        end: int,
        value: str,
        *,
        currency: str | None = None,
        unit: str | None = None,
        unit_text: str | None = None,
    ) -> None:
        self.take(start, end)
        self.found.append(
            Candidate(
                kind=kind,
                start=start,
                end=end,
                text=self.source[start:end],
                value=value,
                currency=currency,
                unit=unit,
                unit_text=unit_text,
            )
        )


def find_candidates(text: str, mail_date: date | None) -> tuple[Candidate, ...]:
    """The candidates of one mail's text, sorted by place and not overlapping.

    Args:
        text: the mail's decoded text (or subject); offsets of the result count in it.
        mail_date: the mail's own date, against which "다음 달 15일" is resolved; without it dates
            without a year give nothing.
    """
    work = _Text(text, mail_date)
    _dates(work)
    for start, end in noise.noise_spans(work.text):
        if work.free(start, end):
            work.take(start, end)
    _currency_tokens(work)
    _numbers(work)
    _words(work)
    return tuple(sorted(work.found, key=lambda c: c.start))


def _dates(work: _Text) -> None:
    for span in dates.find_dates(work.text, work.mail_date):
        if span.exact:
            work.add(CandidateKind.DATE, span.start, span.end, span.last.isoformat())
        else:
            work.take(span.start, span.end)


def _currency_tokens(work: _Text) -> None:
    """Where currencies stand that could belong to the number after them, "USD/kg" with its unit."""
    for match in currencies.TOKEN.finditer(work.text):
        if not work.free(*match.span()):
            continue
        code = work.yen if match[0] in "¥￥" else currencies.iso_of(match[0])
        if code is None:
            continue
        end = match.end()
        work.tokens.append((match.start(), end, code))
        per = units.PER.match(work.text, end)
        if per:
            end = per.end()
            work.unit_before[match.start()] = (match.start(), per["unit"])
        work.before[_skip(work.text, end)] = (match.start(), code)
    for start, end, unit in units.per_before(work.text):
        work.unit_before.setdefault(end, (start, unit))


def _skip(text: str, position: int) -> int:
    match = _SPACES.match(text, position)
    return match.end() if match else position


def _numbers(work: _Text) -> None:
    done = 0
    for numeral in numerals.find_numerals(work.text):
        if numeral.start < done or not work.free(numeral.start, numeral.end):
            continue
        end = _number(work, numeral)
        done = max(done, end)


def _number(work: _Text, numeral: numerals.Numeral) -> int:
    """Adds what one number is, if anything; returns where reading goes on."""
    text = work.text
    prefix = work.before.get(numeral.start)
    if prefix and not work.free(prefix[0], numeral.start):
        prefix = None
    if (
        not prefix
        and not numeral.spoken
        and _GLUE_BEFORE.search(text, max(0, numeral.start - 3), numeral.start)
    ):
        return numeral.end
    factor, end = numerals.multiplier(text, numeral.end, money=bool(prefix))
    suffix = None if prefix else _suffix(work, end)
    currency = prefix[1] if prefix else suffix[0] if suffix else None
    value = numerals.read(numeral, currency)
    if (
        value is None
        or len(value.as_tuple().digits) > _MAX_DIGITS
        or value.adjusted() > _MAX_DIGITS
    ):
        return numeral.end
    value *= factor
    if currency:
        start = prefix[0] if prefix else numeral.start
        return _amount(work, start, suffix[1] if suffix else end, value, currency)
    return _plain(work, numeral, end, value, factor)


def _suffix(work: _Text, position: int) -> tuple[str, int] | None:
    """A currency after the number, unless it stands before another number ("1,200 USD 3.45")."""
    suffix = currencies.suffix_at(work.text, position)
    if not suffix:
        return None
    after = _skip(work.text, suffix[1])
    adjacent = work.text[position : position + 1] != " "
    if after in work.before and not adjacent and work.text[after : after + 1].isdigit():
        return None
    return suffix


def _amount(work: _Text, start: int, end: int, value: Decimal, currency: str) -> int:
    if _AMOUNT_GOES_ON.match(work.text, end):
        return end  # "USD 12abc", "USD 12-15": a name or a range
    unit, end, unit_text = _price_unit(work, start, end)
    work.add(
        CandidateKind.AMOUNT,
        start,
        end,
        plain(value),
        currency=currency,
        unit=unit,
        unit_text=unit_text,
    )
    return end


def _price_unit(work: _Text, start: int, end: int) -> tuple[str | None, int, str | None]:
    """The unit that a price is for: after it ("/pc", "each") or before it ("kg당")."""
    per = units.PER.match(work.text, end) or units.EACH.match(work.text, end)
    if per and work.free(end, per.end()):
        return work.source[per.start("unit") : per.end("unit")], per.end(), None
    before = work.unit_before.get(start)
    if before:
        return before[1], end, before[1] if before[0] < start else None
    return None, end, None


def _plain(work: _Text, numeral: numerals.Numeral, end: int, value: Decimal, factor: int) -> int:
    """A number without a currency: percent, quantity, bare number or nothing."""
    text = work.text
    start = numeral.start
    percent = _PERCENT.match(text, end)
    if percent:
        if value <= 100 and factor == 1:
            work.add(CandidateKind.PERCENT, start, percent.end(), plain(value))
        return percent.end()
    unit = _goods_unit(work, end)
    if unit and not _in_address(work, start):
        name = work.source[unit[0] : unit[1]]
        if value > 0 and not _NO_GOODS_AFTER.match(text, unit[1]):
            work.add(CandidateKind.QUANTITY, start, unit[1], plain(value), unit=name)
        return unit[1]
    if units.NOT_GOODS.match(text, end):
        return end
    if (
        numeral.spoken
        or "조" in numeral.text
        or (_GLUE_AFTER.match(text, end) and not units.PER.match(text, end))
    ):
        return end
    if _in_address(work, start, roads=True) or _is_code(numeral.text, value, factor):
        return end
    if noise.is_labelled(text, start):
        return end
    price_unit, end, unit_text = _price_unit(work, start, end)
    work.add(CandidateKind.NUMBER, start, end, plain(value), unit=price_unit, unit_text=unit_text)
    return end


def _goods_unit(work: _Text, end: int) -> tuple[int, int] | None:
    start = end + (work.text[end : end + 1] == " ")
    match = units.UNIT.match(work.text, start)
    if match and match[0] == "면" and _FRACTION.search(work.text, max(0, end - 6), end):
        return None  # "63.9면 좋겠습니다": if it were 63.9
    if not match or not work.free(start, match.end()):
        return None
    return match.span()


def _in_address(work: _Text, position: int, *, roads: bool = False) -> bool:
    return bool(work.addresses[position] or (roads and work.roads[position]))


def _marked(length: int, spans: list[tuple[int, int]]) -> bytearray:
    marks = bytearray(length)
    for start, end in spans:
        marks[start:end] = b"\x01" * (end - start)
    return marks


def _is_code(text: str, value: Decimal, factor: int) -> bool:
    """A year, or seven and more digits without grouping (unless in thousands, "51102000"): a
    number of something, not an amount."""
    if factor != 1 or not text.isdigit():
        return False
    return (
        (len(text) >= 7 and not (len(text) <= 10 and text.endswith("000")))
        or (len(text) == 4 and int(value) in _PLAIN_YEAR)
        or (len(text) > 1 and text[0] == "0")
    )


def _words(work: _Text) -> None:
    """Incoterms, ways of transport and currencies that stand alone."""
    for match in incoterms.PATTERN.finditer(work.text):
        rule = incoterms.rule_of(match[0])
        if rule and work.free(*match.span()):
            work.add(CandidateKind.INCOTERM, *match.span(), rule)
    for match in methods.PATTERN.finditer(work.text):
        method = methods.method_of(match)
        if method and work.free(*match.span()):
            work.add(CandidateKind.METHOD, *match.span(), method)
    for start, end, code in work.tokens:
        if work.free(start, end):
            work.add(CandidateKind.CURRENCY, start, end, code)
    for match in _TABLE_UNIT.finditer(work.text):
        group = match.lastgroup or "word"
        if work.free(*match.span(group)):
            code = {"불": "USD", "엔": "JPY"}.get(match[group], "KRW")
            work.add(CandidateKind.CURRENCY, *match.span(group), code)
