"""How values look in Korean and English: labels, tags, money, numbers, dates.

Screen, paper and command line all take their words from here; the words themselves are in
``resources/labels`` and ``resources/tags.toml``. Must not know what a value is used for.
"""

import datetime
import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal, localcontext
from functools import cache
from typing import Any

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal, get_currency_name

from quoteflow_desktop.config.paths import resources_dir
from quoteflow_desktop.core.facts import FACT_KINDS, ITEM_KINDS
from quoteflow_desktop.core.money import minor_units, plain, round_to_currency
from quoteflow_desktop.core.vocabulary import COUNTRY_PREFIX

LANGUAGES = ("ko", "en")

_WORDS = {"deal_stage": "stage", "shipping_method": "shipping"}  # groups of a field's values

# "20 November 2026": the one English form that no reader takes for another day.
_LOCALES = {"ko": Locale("ko", "KR"), "en": Locale("en", "GB")}


@cache
def _labels(language: str) -> Mapping[str, Mapping[str, str]]:
    path = resources_dir() / "labels" / f"{language}.toml"
    return tomllib.loads(path.read_text("utf-8"))


@cache
def _tags() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads((resources_dir() / "tags.toml").read_text("utf-8"))


def groups(language: str) -> Mapping[str, Mapping[str, str]]:
    """Every label of ``language`` by group, in the order in which bare keys are looked for."""
    return _labels(language)


def label(key: str, language: str) -> str:
    """The word for ``key``: ``"fact.currency"``, or bare ``"currency"``.

    A bare key is looked for in the groups one after the other; the first that has it wins.
    Raises KeyError for a key that no group has, which is a mistake in the program.
    """
    group, _, name = key.partition(".")
    labels = _labels(language)
    if name and group in labels:
        return labels[group][name]
    for words in labels.values():
        if key in words:
            return words[key]
    raise KeyError(f"no label for {key!r}")


def filled(key: str, language: str, **values: str) -> str:
    """The label with its ``{name}`` places filled; values are put in as they are."""
    return label(key, language).format_map(values)


def said(sentence: str, language: str) -> str:
    """A sentence that code wrote in English (a check's message, a warning), in ``language``; one
    that is not known as it is.

    The English labels of the group ``said`` are the patterns: what stands in their places goes
    into the places of the other language; a field goes by its name in both.
    """
    for key, pattern in _said_patterns().items():
        if match := pattern.fullmatch(sentence):
            places = _in_words(match.groupdict(), language)
            return filled(f"said.{key}", language, **places) if places else sentence
    return sentence


def _in_words(places: dict[str, str], language: str) -> dict[str, str]:
    """``places`` with the field's label and its word's; empty where there is no such field."""
    field = places.get("field")
    if field is None:
        return places
    key = field.rpartition("/")[2]
    of_item = key in ITEM_KINDS and re.fullmatch(r"items/\d+/\w+", field)
    if field in FACT_KINDS or of_item:
        name = field_label(field.replace("/", "."), language)
    elif field in ITEM_KINDS:
        name = label(f"item.{field}", language)
    else:
        return {}
    words = _labels(language).get(_WORDS.get(key, ""), {})
    value = places.get("value", "")
    return {**places, "field": name, "value": words.get(value, value)}


@cache
def _said_patterns() -> Mapping[str, re.Pattern[str]]:
    return {
        key: re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.+?)", re.escape(text)), re.DOTALL)
        for key, text in _labels("en")["said"].items()
    }


def field_label(field: str, language: str) -> str:
    """The name of an open point's field: a fact key, "vat", or ``"items.2.unit_price"`` from 1."""
    if field == "vat":
        return label("quote.vat", language)
    parts = field.split(".")
    if parts[0] != "items":
        return label(f"fact.{field}", language)
    name = label(f"item.{parts[2]}", language)
    return filled("quote.item-field", language, number=parts[1], field=name)


def tag_label(tag: str, language: str) -> str:
    """A tag's word; countries by babel; a tag of the user's own is its own label."""
    words = _tags().get(tag)
    if words is not None:
        return words[language]
    if tag.startswith(COUNTRY_PREFIX):
        code = tag.removeprefix(COUNTRY_PREFIX).upper()
        return str(_LOCALES[language].territories.get(code, tag))
    return tag


def number(value: Decimal, language: str) -> str:
    """All digits that ``value`` has, grouped: ``1,234.5``; nothing is rounded."""
    return _grouped(value, language, least=0)


def amount(value: Decimal, currency: str, language: str) -> str:
    """Digits only, in the currency's minor unit, half up: ``37,100.00``."""
    exact = round_to_currency(value, currency)  # babel alone would round half to even
    return _grouped(exact, language, least=minor_units(currency))


def price(value: Decimal, currency: str, language: str) -> str:
    """Digits of a unit price, at least the minor unit and never fewer than given: ``0.0425``."""
    return _grouped(value, language, least=minor_units(currency))


def money(value: Decimal, currency: str, language: str) -> str:
    """An amount with its currency: ``₩12,000,000`` for won in Korean, else ``USD 37,100.00``."""
    digits = amount(value, currency, language)
    if currency == "KRW" and language == "ko":
        return f"-₩{digits[1:]}" if digits.startswith("-") else f"₩{digits}"
    return f"{currency} {digits}".lstrip()


def percent(value: Decimal) -> str:
    """``5%``, ``7.5%``."""
    return f"{plain(value)}%"


def date(value: datetime.date, language: str) -> str:
    """``2026년 11월 20일`` or ``20 November 2026``."""
    return str(format_date(value, format="long", locale=_LOCALES[language]))


def currency_name(currency: str, language: str) -> str:
    """The currency's name in the plural: ``US dollars``; the code itself when it is unknown."""
    return str(get_currency_name(currency, count=2, locale=_LOCALES_OF_NAMES[language]))


# British English writes "US dollars" as well, but "Korean won" differs between the two.
_LOCALES_OF_NAMES: dict[str, Any] = {"ko": Locale("ko", "KR"), "en": Locale("en", "US")}


def _grouped(value: Decimal, language: str, *, least: int) -> str:
    text = plain(value)
    given = len(text.partition(".")[2])
    places = max(given, least)
    pattern = "#,##0" + ("." + "0" * places if places else "")
    with localcontext(prec=len(text) + places + 1):  # babel quantises, and fails on longer ones
        shown = format_decimal(
            Decimal(text), format=pattern, locale=_LOCALES[language], decimal_quantization=False
        )
    return str(shown)
