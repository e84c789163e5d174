"""The label audit: every gold value is found in its run by a normaliser of its own, and what the
gold leaves out is not said (``absence``).

``audit(thread)`` gives the problems as sentences, none for a sound thread. It reads text only and
must not know how the simulator writes.
"""

import re
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from quoteflow_desktop.core.facts import (
    DEAL_STAGES,
    FACT_KINDS,
    INCOTERMS,
    ITEM_KINDS,
    SHIPPING_METHODS,
)
from quoteflow_desktop.core.messages import MarkKind, Message
from quoteflow_desktop.core.money import plain
from quoteflow_desktop.core.vocabulary import COUNTRY_PREFIX, STEP_TITLES, TAG_GROUPS, tag_order
from training.simulator.absence import unlabelled
from training.simulator.gold import Figure, GoldMail, GoldThread, Run

_DECIMAL = frozenset(("quantity", "unit_price", "total_amount", "budget", "discount_percent"))
_METHOD_WORDS = {
    "sea": ("sea", "ocean", "vessel", "boat", "해상", "선박", "배편", "해운", "선편", "컨테이너선"),
    "air": ("air", "항공"),
    "express": ("dhl", "fedex", "ups", "tnt", "ems", "courier", "express", "특송", "택배"),
    "road": ("truck", "road", "lorry", "육로", "트럭", "육상", "화물차", "육송", "용달", "차량"),
    "rail": ("rail", "train", "철도", "기차", "tsr", "tcr"),
}
_CURRENCY_WORDS = {
    "USD": ("usd", "$", "dollar", "달러", "미화"),
    "EUR": ("eur", "€", "유로"),
    "KRW": ("krw", "원", "won", "₩"),
    "CNY": ("rmb", "cny", "yuan", "위안", "인민폐"),
    "JPY": ("jpy", "엔", "yen", "¥"),
    "GBP": ("gbp", "£"),
    "INR": ("inr", "rs", "₹"),
    "THB": ("thb", "฿"),
    "AUD": ("aud", "a$", "au$"),
    "SGD": ("sgd", "s$"),
}
_SCALES = {"십": 10, "백": 100, "천": 1000}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def audit(thread: GoldThread) -> list[str]:
    """What is wrong with the labels of a thread; an empty list when nothing is."""
    problems = _shape(thread)
    for number, mail in enumerate(thread.mails, 1):
        problems += [f"mail {number}: {text}" for text in _mail(thread, mail, number)]
    return problems + _facts(thread) + unlabelled(thread)


def text_of(thread: GoldThread, run: Run) -> str | None:
    """The text that a run points at; None where it points outside."""
    if not 1 <= run.message <= len(thread.thread.messages):
        return None
    message = thread.thread.messages[run.message - 1]
    whole = {
        "body": message.body,
        "subject": message.subject,
        "from": str(message.sender),
        "to": ", ".join(map(str, message.to)),
    }[run.where]
    return whole[run.start : run.end] if 0 <= run.start < run.end <= len(whole) else None


def _shape(thread: GoldThread) -> list[str]:
    problems = []
    known = {tag for keys in TAG_GROUPS.values() for tag in keys}
    problems += [
        f"unknown tag {tag}"
        for tag in thread.tags
        if tag not in known and not tag.startswith(COUNTRY_PREFIX)
    ]
    if list(thread.tags) != sorted(set(thread.tags), key=tag_order):
        problems.append("tags out of order")
    if len(thread.mails) != len(thread.thread.messages):
        problems.append("gold and mails differ in number")
    dates = [message.date for message in thread.thread.messages if message.date]
    if dates != sorted(dates):
        problems.append("mails out of order")
    if not text_of(thread, thread.headline):
        problems.append("headline points outside")
    return problems


def _mail(thread: GoldThread, mail: GoldMail, number: int) -> list[str]:
    message = thread.thread.messages[number - 1]
    problems = [] if mail.title in STEP_TITLES else [f"unknown title {mail.title}"]
    if not 1 <= len(mail.points) <= 4:
        problems.append(f"{len(mail.points)} points")
    for key, run in _runs(mail):
        problems += _placed(thread, key, run, number)
    for figure in mail.figures:
        text = text_of(thread, figure.run) or ""
        if not _fits(figure, text, message):
            problems.append(f"{figure.key} {figure.value} is not what {text!r} says")
        if figure.item is not None and figure.item >= len(mail.items):
            problems.append(f"{figure.key} of an item that the mail does not name")
        if figure.key in ("quantity", "unit_price") and figure.item is None:
            problems.append(f"{figure.key} without an item")
    return problems + _overlaps(mail)


def _runs(mail: GoldMail) -> list[tuple[str, Run]]:
    """Every run of the mail's gold with what it is for."""
    runs = [("point", run) for run in mail.points]
    runs += [(figure.key, figure.run) for figure in mail.figures]
    runs += [(words.key, words.run) for words in mail.words]
    for item in mail.items:
        runs.append(("product", item.product))
        if item.specification:
            runs.append(("specification", item.specification))
    return runs


def _placed(thread: GoldThread, key: str, run: Run, number: int) -> list[str]:
    """A run lies in its text, tightly, and not in what the mail quotes."""
    text = text_of(thread, run)
    if text is None:
        return [f"{key} points outside"]
    if text != text.strip():
        return [f"{key} has white space at its ends: {text!r}"]
    marks = thread.thread.messages[number - 1].marks
    quoted = [mark for mark in marks if mark.kind is MarkKind.QUOTED]
    inside = any(mark.start < run.end and run.start < mark.end for mark in quoted)
    if inside and run.where == "body" and run.message == number:
        return [f"{key} lies in quoted history: {text!r}"]
    return []


def _overlaps(mail: GoldMail) -> list[str]:
    """No two figures may share text."""
    spans = sorted((figure.run.start, figure.run.end, figure.key) for figure in mail.figures)
    return [
        f"{left[2]} and {right[2]} overlap" for left, right in pairwise(spans) if right[0] < left[1]
    ]


def _fits(figure: Figure, text: str, message: Message) -> bool:
    if figure.key in _DECIMAL:
        return read_decimal(text) == Decimal(figure.value)
    lowered = text.casefold()
    if figure.key == "delivery_date":
        return message.date is not None and date_fits(
            text, date.fromisoformat(figure.value), message.date.date()
        )
    if figure.key == "incoterm":
        return figure.value in INCOTERMS and figure.value == text.upper().replace(".", "")
    if figure.key == "shipping_method":
        return figure.value in SHIPPING_METHODS and any(
            word in lowered for word in _METHOD_WORDS[figure.value]
        )
    return any(
        word in lowered for word in _CURRENCY_WORDS.get(figure.value, (figure.value.lower(),))
    )


def read_decimal(text: str) -> Decimal | None:
    """The number that a run of text means, by a reading of its own; None for none."""
    text = re.sub(r"[,\s]", "", text)
    first = re.search(r"\d", text) or re.match(r"[일이삼사오육칠팔구십백천만억]{2,}", text)
    if first is None:
        return None
    if re.search(r"[억만천백십]", text):
        return _korean_decimal(text[first.start() :])
    found = re.match(r"\d+(?:\.\d+)?", text[first.start() :])
    if found is None:
        return None
    rest = text[first.start() + found.end() :].lower()
    thousand = rest.startswith("k") and not rest.startswith(("kg", "kil", "kit", "kor", "krw"))
    return Decimal(found[0]) * (1000 if thousand else 1)


def _korean_decimal(text: str) -> Decimal | None:
    """Digits and words of scale from the left: 3천2백만, 1.2만, 만오천."""
    total = section = Decimal(0)
    number: Decimal | None = None
    for digits, sign, scale in re.findall(r"(\d+(?:\.\d+)?)|([일이삼사오육칠팔구])|(.)", text):
        if digits or sign:
            number = Decimal(digits or "일이삼사오육칠팔구".index(sign) + 1)
        elif scale in _SCALES:
            section, number = section + (1 if number is None else number) * _SCALES[scale], None
        elif scale in "만억":
            whole = section + (number or 0)
            total += (whole or 1) * (10**4 if scale == "만" else 10**8)
            section, number = Decimal(0), None
        else:
            break
    return total + section + (number or 0)


def date_fits(text: str, day: date, today: date) -> bool:
    """Whether ``text``, written on ``today``, can mean ``day``."""
    lowered = text.casefold()
    last = (day + timedelta(days=1)).month != day.month
    month_named = (
        _MONTHS[day.month - 1] in lowered or re.search(rf"(?<!\d)0?{day.month}월", text) is not None
    )
    months_ahead = (day.year - today.year) * 12 + day.month - today.month
    if re.search(r"\d{4}", text) and str(day.year) not in text:
        return False
    if re.search(r"\bend\b|말", lowered):
        return last and (
            month_named
            or months_ahead == (1 if re.search("next|다음|익월|내달|담달", lowered) else 0)
        )
    weekday = "월화수목금토일"[day.weekday()] + "요일"
    if re.search("이번 ?주|금주|다음 ?주|차주|담주|내주", text):
        weeks = (
            day - timedelta(days=day.weekday()) - (today - timedelta(days=today.weekday()))
        ).days // 7
        ahead = 2 if "다다음" in text else 1 if re.search("다음|차주|담주|내주", text) else 0
        return weekday in text and weeks == ahead
    if lowered in ("tomorrow", "내일"):
        return (day - today).days == 1
    if text == "모레":
        return (day - today).days == 2
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if named := re.match("(이번 달|이달)|다음 ?달|익월|내달|담달", text):
        return months_ahead == (0 if named[1] else 1) and numbers == [day.day]
    if month_named:
        return day.day in numbers
    return day.day in numbers and day.month in numbers


def _facts(thread: GoldThread) -> list[str]:
    """Final values stand in some mail; nothing stands that no mail says; not-trade is empty."""
    problems = []
    if set(thread.facts) != set(FACT_KINDS):
        problems.append("fact keys differ from the contract's")
    if any(stage not in DEAL_STAGES for stage in thread.facts.get("deal_stage") or ()):
        problems.append("unknown deal stage")
    if "not-trade" in thread.tags and (any(thread.facts.values()) or thread.items):
        problems.append("a mail that is no trade holds facts")
    said = _said(thread)
    for key, values in thread.facts.items():
        free = key in ("deal_stage", "currency")  # no run of their own
        if values and not free and (key, values[0]) not in said:
            problems.append(f"fact {key}={values[0]!r} stands in no mail")
    for number, item in enumerate(thread.items):
        if set(item) != set(ITEM_KINDS):
            problems.append(f"item {number} has other fields than the contract's")
        problems += [f"item {number}: {text}" for text in _decimals(item, said)]
    return problems


def _decimals(item: dict[str, tuple[str, ...] | None], said: set[tuple[str, str]]) -> list[str]:
    problems = []
    for key in ("quantity", "unit_price"):
        values = item.get(key)
        if values and (key, values[0]) not in said:
            problems.append(f"{key}={values[0]} stands in no mail")
        if values and values[0] != plain(Decimal(values[0])):
            problems.append(f"{key}={values[0]} is not in plain digits")
    return problems


def _said(thread: GoldThread) -> set[tuple[str, str]]:
    """Every value that some mail writes, by fact key."""
    said = {(figure.key, figure.value) for mail in thread.mails for figure in mail.figures}
    for mail in thread.mails:
        own, other = mail.side.value, "supplier" if mail.side == "buyer" else "buyer"
        for word in mail.words:
            key = word.key
            if key.startswith("to_"):
                key = f"{other}_{key[3:]}"
            elif key in ("company", "contact"):
                key = f"{own}_{key}"
            said.add((key, " ".join((text_of(thread, word.run) or "").split())))
    return said
