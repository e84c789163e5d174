"""How quotes are numbered and their files named: ``QT-20261120-003-R1_Buyer.pdf``.

The serial is taken by the store in the transaction that saves; this file only knows the form.
"""

import re
import unicodedata
from datetime import date

from quoteflow_desktop.core.quote import Quote

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\s.]+')
_NAME_BYTES = 120  # file systems allow 255; the folder and a mail client want some of them


def number_of(on: date, serial: int) -> str:
    """The number of the ``serial``-th quote (from 1) of the day ``on``."""
    return f"QT-{on:%Y%m%d}-{serial:03d}"


def printed_number(quote: Quote) -> str:
    """The number with its revision, as on the paper; the first issue has no suffix."""
    return f"{quote.number}-R{quote.revision}" if quote.revision else quote.number


def file_name(quote: Quote) -> str:
    """A name that every file system takes: number, revision and the buyer's name."""
    parts = [_safe(printed_number(quote)), _safe(quote.buyer.company)]
    return ("_".join(filter(None, parts)) or "quote") + ".pdf"


def _safe(text: str) -> str:
    """``text`` without separators, control and invisible characters, cut to whole characters."""
    composed = unicodedata.normalize("NFC", text)
    visible = "".join(" " if unicodedata.category(c)[0] == "C" else c for c in composed)
    joined = _FORBIDDEN.sub(" ", visible).strip().replace(" ", "-")
    return joined.encode("utf-8")[:_NAME_BYTES].decode("utf-8", "ignore").strip("-")
