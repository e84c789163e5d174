"""How amounts, quantities and dates are written in Korean and English mail.

Every function takes the value and gives a text that means exactly it. Must not know the deal.
"""

from calendar import monthrange
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from training.simulator.goods import UNITS

CURRENCY_RATE = {"USD": 1, "EUR": 0.92, "GBP": 0.79, "CNY": 7.2, "JPY": 150, "KRW": 1380, "INR": 84, "THB": 35, "AUD": 1.5, "SGD": 1.34, "VND": 25000, "AED": 3.67}
# Prefix and suffix forms; the first ones are the common ones.
_EN_FORMS: dict[str, tuple[str, ...]] = {
    "USD": ("USD {}", "USD {}", "${}", "${}", "US${}", "US$ {}", "{} USD", "USD{}", "$ {}", "U$ {}"), "EUR": ("EUR {}", "€{}", "€ {}", "{} EUR", "{} €", "{} euro"),
    "GBP": ("GBP {}", "£{}", "£ {}", "{} GBP"), "CNY": ("RMB {}", "CNY {}", "{} RMB", "RMB{}"), "JPY": ("JPY {}", "JPY{}", "{} yen", "{} JPY"),
    "KRW": ("KRW {}", "{} won", "KRW{}", "₩{}", "{} KRW"), "INR": ("INR {}", "Rs. {}", "Rs {}", "₹{}"), "THB": ("THB {}", "{} THB"), "AUD": ("AUD {}", "A${}", "{} AUD"),
    "SGD": ("SGD {}", "S${}"), "VND": ("VND {}", "{} VND"), "AED": ("AED {}", "{} AED"),
}  # fmt: skip
_KO_FORMS: dict[str, tuple[str, ...]] = {
    "USD": ("USD {}", "USD {}", "${}", "{}달러", "{}불", "US$ {}", "{} USD", "US${}", "USD{}", "$ {}", "미화 {}불"), "EUR": ("EUR {}", "{}유로", "€{}", "{} 유로"),
    "CNY": ("RMB {}", "{}위안", "CNY {}", "{} 위안"), "JPY": ("{}엔", "JPY {}", "{} 엔"), "KRW": ("{}원", "{}원", "{}원", "{} 원", "₩{}", "₩ {}", "KRW {}", "\\{}", "{}원"),
    "GBP": ("GBP {}", "{}파운드"),
}  # fmt: skip
CURRENCY_WORDS = {"USD": ("USD", "USD", "US$", "US Dollar"), "EUR": ("EUR", "EUR", "Euro"), "KRW": ("원", "KRW", "원화"), "CNY": ("RMB", "CNY"), "JPY": ("JPY", "엔"), "GBP": ("GBP",), "INR": ("INR",), "THB": ("THB",), "AUD": ("AUD",), "SGD": ("SGD",), "VND": ("VND",), "AED": ("AED",)}
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WEEKDAYS_KO = "월화수목금토일"


def digits(rng: Random, value: Decimal, group: float = 0.9, zeros: float = 0.75) -> str:
    """Arabic digits, grouped as a rule; decimals padded to two as a rule."""
    text = format(value, "f")
    whole, _, rest = text.partition(".")
    rest = rest.rstrip("0")
    grouped = f"{int(whole):,}" if rng.random() < group else whole
    if rest:
        return f"{grouped}.{rest.ljust(2, '0') if rng.random() < zeros else rest}"
    return grouped


def korean_digits(rng: Random, value: Decimal) -> str | None:
    """Korean units of ten thousand where the value is round enough: 12만5천, 1,250만, 3억 5천만."""
    if value != value.to_integral_value() or value < 10000:
        return None
    number = int(value)
    eok, rest = divmod(number, 100_000_000)
    man, small = divmod(rest, 10_000)
    if small % 1000 or (small and man > 999):
        return None
    space = rng.choice(("", " "))
    parts = []
    if eok:
        if not man and not small and rng.random() < 0.5:
            return f"{eok:,}억"
        parts.append(f"{eok:,}억")
    if man:
        if man % 1000 == 0 and rng.random() < 0.6:
            parts.append(f"{man // 1000}천만")
        else:
            parts.append(f"{man:,}만")
    if small:
        parts.append(f"{small // 1000}천" if rng.random() < 0.7 else f"{small:,}")
    return space.join(parts)


def money(rng: Random, korean: bool, currency: str, value: Decimal, total: bool = False) -> str:
    """An amount with its currency."""
    if korean and currency == "KRW" and rng.random() < 0.22:
        written = korean_digits(rng, value)
        if written:
            return written + rng.choice(("원", "원", " 원"))
    forms = _KO_FORMS.get(currency) if korean else None
    form = rng.choice(forms or _EN_FORMS[currency])
    text = digits(rng, value, 0.93 if value >= 1000 else 0.9)
    if currency not in ("KRW", "JPY", "VND") and "." not in text:
        chance = rng.random()
        if (total and chance < 0.35) or (not total and chance < 0.6):
            text += ".00"
    elif currency == "KRW" and form.startswith("₩") and rng.random() < 0.12:
        text += ".-"
    return form.format(text)


def bare_price(rng: Random, currency: str, value: Decimal) -> str:
    """An amount alone, as in a table's column or a terse reply."""
    text = digits(rng, value, 0.95, 0.9)
    if currency not in ("KRW", "JPY", "VND") and "." not in text and rng.random() < 0.7:
        text += ".00"
    return text


def unit_word(rng: Random, korean: bool, unit: str) -> str:
    """The unit as a quantity writes it."""
    return rng.choice(UNITS[unit][0 if korean else 1])


def per_word(rng: Random, korean: bool, unit: str) -> str:
    """The unit as a price writes it: ``/pc``."""
    return rng.choice(UNITS[unit][2 if korean else 3])


def unit_spellings(unit: str) -> tuple[str, ...]:
    """Every spelling of a unit."""
    return tuple(dict.fromkeys(word for words in UNITS[unit] for word in words))


def quantity(rng: Random, korean: bool, value: Decimal, unit: str) -> tuple[str, str]:
    """A quantity with its unit, and the unit as written."""
    word = unit_word(rng, korean, unit)
    number = digits(rng, value, 0.88)
    if korean:
        written = korean_digits(rng, value) if rng.random() < 0.16 else None
        if written:
            number = written
        elif value >= 1000 and value % 1000 == 0 and value < 10000 and rng.random() < 0.1:
            number = f"{int(value) // 1000}천"
        gap = " " if rng.random() < (0.25 if not word.isascii() else 0.35) or written else ""
    else:
        if value >= 2000 and value % 1000 == 0 and value < 100000 and rng.random() < 0.06:
            number = f"{int(value) // 1000}{rng.choice('kK')}"
            return f"{number} {word}", word
        if value == 1 and word.endswith("s") and unit not in ("kg",):
            word = UNITS[unit][3][0]
        gap = "" if rng.random() < 0.25 and len(word) <= 4 else " "
    return f"{number}{gap}{word}", word


def _next_same(day: date, today: date) -> bool:
    """Whether day and month without a year mean ``day`` when written on ``today``."""
    return 0 < (day - today).days < 300


def date_ko(rng: Random, day: date, today: date) -> str:
    """A date in Korean mail, resolved against ``today``."""
    forms = [f"{day.year}년 {day.month}월 {day.day}일", f"{day:%Y-%m-%d}", f"{day:%Y.%m.%d}", f"{day.year}. {day.month}. {day.day}", f"{day:%y.%m.%d}"]
    if _next_same(day, today):
        forms = [f"{day.month}월 {day.day}일"] * 5 + [f"{day.month}/{day.day}"] * 2 + [
            f"{day.month}월{day.day}일", f"{day.month}월 {day.day}일({_WEEKDAYS_KO[day.weekday()]})", f"{day.month}/{day.day}({_WEEKDAYS_KO[day.weekday()]})"] + forms  # fmt: skip
        last = monthrange(day.year, day.month)[1]
        months = (day.year - today.year) * 12 + day.month - today.month
        week = (day - timedelta(days=day.weekday()) - (today - timedelta(days=today.weekday()))).days // 7
        if day.day == last:
            forms += [f"{day.month}월 말", f"{day.month}월말"] * 2
            if months == 0:
                forms += ["이달 말", "이번 달 말", "월말"] * 2
            if months == 1:
                forms += ["다음 달 말", "다음달 말"] * 3
        elif months == 1:
            forms += [f"다음 달 {day.day}일", f"다음달 {day.day}일"] * 2
        if week == 0:
            forms += [f"이번 주 {_WEEKDAYS_KO[day.weekday()]}요일", f"금주 {_WEEKDAYS_KO[day.weekday()]}요일"] * 3
        if week == 1:
            forms += [f"다음 주 {_WEEKDAYS_KO[day.weekday()]}요일", f"다음주 {_WEEKDAYS_KO[day.weekday()]}요일", f"차주 {_WEEKDAYS_KO[day.weekday()]}요일"] * 2
        if (day - today).days == 1:
            forms += ["내일"] * 4
        if (day - today).days == 2:
            forms += ["모레"] * 3
    return rng.choice(forms)


def _ordinal(day: int) -> str:
    return f"{day}{'th' if 10 <= day % 100 <= 20 else {1: 'st', 2: 'nd', 3: 'rd'}.get(day % 10, 'th')}"


def date_en(rng: Random, day: date, today: date) -> str:
    """A date in English mail, resolved against ``today``."""
    month = _MONTHS[day.month - 1]
    short = "Sept" if day.month == 9 and rng.random() < 0.3 else month[:3]
    forms = [f"{month} {day.day}, {day.year}", f"{day.day} {month} {day.year}", f"{day:%Y-%m-%d}", f"{day.day:02d}-{short[:3]}-{day.year}", f"{short} {day.day}, {day.year}", f"{day.day} {short} {day.year}"]
    if day.day > 12:
        forms += [f"{day.day}.{day.month:02d}.{day.year}", f"{day.month}/{day.day}/{day.year}"]
    if _next_same(day, today):
        forms += [f"{month} {day.day}", f"{day.day} {month}", f"{short} {day.day}", f"{day.day} {short}", f"{month} {_ordinal(day.day)}", f"{short}. {day.day}",
                  f"{_ordinal(day.day)} {month}", f"{_ordinal(day.day)} of {month}", f"{_WEEKDAYS[day.weekday()]}, {month} {day.day}", f"{month} {day.day}", f"{short} {day.day}"]  # fmt: skip
        last = monthrange(day.year, day.month)[1]
        months = (day.year - today.year) * 12 + day.month - today.month
        if day.day == last:
            forms += [f"end of {month}", f"the end of {month}", f"end {short}"] * 3
            if months == 0:
                forms += ["end of this month", "the end of this month"] * 3
            if months == 1:
                forms += ["end of next month", "the end of next month"] * 3
        if (day - today).days == 1:
            forms += ["tomorrow"] * 5
    return rng.choice(forms)


def date_text(rng: Random, korean: bool, day: date, today: date) -> str:
    """A date as mail writes it."""
    return date_ko(rng, day, today) if korean else date_en(rng, day, today)


def pick_day(rng: Random, today: date, low: int, high: int) -> date:
    """A working day ahead, at times the last day of a month."""
    day = today + timedelta(days=rng.randint(low, high))
    if rng.random() < 0.16:
        return day.replace(day=monthrange(day.year, day.month)[1])
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day
