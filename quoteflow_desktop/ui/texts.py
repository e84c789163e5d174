"""The window's words in one language, and how values and times read in it.

Words are in ``resources/labels/window-*.toml``; those of the trade come from ``config/display``.
Must not know widgets.
"""

import tomllib
from datetime import date, datetime
from decimal import Decimal

from quoteflow_desktop.config import display
from quoteflow_desktop.config.paths import resources_dir
from quoteflow_desktop.core.facts import FACT_KINDS, Kind
from quoteflow_desktop.core.money import decimal_of
from quoteflow_desktop.services.reading import FactLine

_AMOUNTS = ("total_amount", "budget")


class Texts:
    """``texts("key", name=value)`` is the sentence; KeyError for an unknown key is a bug."""

    def __init__(self, language: str) -> None:
        path = resources_dir() / "labels" / f"window-{language}.toml"
        self._words: dict[str, str] = tomllib.loads(path.read_text("utf-8"))
        self.language = language

    def __call__(self, key: str, **fields: object) -> str:
        words = self._words[key]
        return words.format(**fields) if fields else words

    def label(self, key: str) -> str:
        """A word of the trade: ``"fact.currency"``."""
        return display.label(key, self.language)

    def key_label(self, line: FactLine) -> str:
        """The name of a fact or item field."""
        group = "item" if line.path.startswith("items/") else "fact"
        return self.label(f"{group}.{line.key}")

    def tag(self, tag: str) -> str:
        """A tag's word."""
        return display.tag_label(tag, self.language)

    def value(self, key: str, value: str, currency: str = "") -> str:
        """A canonical value as a person reads it; what cannot be read so is shown as it is."""
        try:
            return self._value(key, value, currency)
        except (ValueError, KeyError):
            return value

    def _value(self, key: str, value: str, currency: str) -> str:
        if key == "deal_stage":
            return self.label(f"stage.{value}")
        if key == "shipping_method":
            return self.label(f"shipping.{value}")
        if key == "discount_percent":
            return display.percent(decimal_of(value))
        if key == "unit_price":
            digits = display.price(decimal_of(value), currency, self.language)
            return f"{currency} {digits}".strip()
        if key in _AMOUNTS:
            return self.money(decimal_of(value), currency)
        if key == "quantity":
            return display.number(decimal_of(value), self.language)
        if FACT_KINDS.get(key) is Kind.DATE:
            return display.date(date.fromisoformat(value), self.language)
        return value

    def money(self, amount: Decimal, currency: str) -> str:
        """An amount with its currency, or digits alone where that is not known."""
        return display.money(amount, currency, self.language)

    def count_mails(self, count: int) -> str:
        """ "4 mails"."""
        return self("mail-one") if count == 1 else self("mails", count=count)

    def when(self, moment: datetime | None) -> str:
        """Day and time of a mail in the local zone, short."""
        if moment is None:
            return self("no-date")
        return moment.astimezone().strftime("%Y-%m-%d\u00a0%H:%M")

    def age(self, moment: datetime | None, now: datetime) -> str:
        """How long ago, as a list shows it."""
        if moment is None:
            return ""
        local, today = moment.astimezone(), now.astimezone()
        seconds = (today - local).total_seconds()
        if 0 <= seconds < 60:
            return self("ago-now")
        if 0 <= seconds < 3600:
            return self("ago-minutes", count=int(seconds // 60))
        days = (today.date() - local.date()).days
        if days == 0 and seconds >= 0:
            return self("ago-hours", count=int(seconds // 3600))
        if days == 1:
            return self("yesterday")
        if local.year == today.year:
            return (
                f"{local.month}/{local.day}" if self.language == "ko" else local.strftime("%d %b")
            )
        return local.strftime("%Y-%m-%d")
