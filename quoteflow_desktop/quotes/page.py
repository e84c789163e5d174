"""What stands on a quote's paper: every text ready to print, in the paper's language.

Pure: a Quote in, strings out. Must not know HTML, fonts or files.
"""

import re
import unicodedata
from decimal import Decimal

from quoteflow_desktop.config import display
from quoteflow_desktop.core.money import minor_units, plain
from quoteflow_desktop.core.quote import Company, Quote, QuoteLine, TaxMode
from quoteflow_desktop.core.values import Value
from quoteflow_desktop.quotes import words
from quoteflow_desktop.quotes.arithmetic import Totals, totals, vat_percent
from quoteflow_desktop.quotes.conditions import condition_texts
from quoteflow_desktop.quotes.numbering import printed_number
from quoteflow_desktop.quotes.validity import read_validity

# Characters that mails hold and the font lacks, with the ones that look and mean the same.
_SAME_LOOK = str.maketrans(
    {"µ": "μ", "Å": "\u212b", "‑": "-", "−": "-", "\u2009": " ", "\u202f": " ", "¦": "|"}
)

_ROOM = 34  # letters of figures that leave the texts half of the table


class Row(Value):
    """One line of the table; ``quantity``, ``price`` and ``amount`` are open where ``open``."""

    number: str
    product: str
    specification: str
    quantity: str
    unit: str
    price: str
    amount: str


class Pair(Value):
    """A label and its text."""

    label: str
    text: str


class Page(Value):
    """All texts of the paper. ``figures`` are those that must stand on it, in reading order."""

    language: str
    title: str
    seller: str
    seller_pairs: tuple[Pair, ...]
    representative: str
    head_pairs: tuple[Pair, ...]
    recipient: str
    honorific: str
    buyer_pairs: tuple[Pair, ...]
    grand_total: str
    grand_total_note: str
    in_words: str
    currency: str
    rows: tuple[Row, ...]
    sums: tuple[Pair, ...]
    terms: tuple[Pair, ...]
    remarks: str
    bank: str
    open_note: str
    wide: bool  # the figures are so long that the table needs a smaller hand
    rounding: str
    number: str
    figures: tuple[str, ...]


def page_of(quote: Quote) -> Page:
    """The texts of ``quote``, cleaned of what cannot be printed and means nothing."""
    sums = totals(quote)
    rows = tuple(
        _row(quote, n, line, sums.lines[n - 1]) for n, line in enumerate(quote.lines, start=1)
    )
    sum_pairs = _sums(quote, sums)
    recipient, honorific = _recipient(quote)
    row_figures = (text for row in rows for text in (row.quantity, row.price, row.amount))
    return Page(
        language=quote.language,
        title=_word(quote, "title"),
        seller=_seller_name(quote),
        seller_pairs=_seller_pairs(quote),
        representative=printable(_pick(quote, quote.seller.representative, "representative_en")),
        head_pairs=_head_pairs(quote),
        recipient=recipient,
        honorific=honorific,
        buyer_pairs=_buyer_pairs(quote),
        grand_total=_grand_total(quote, sums),
        grand_total_note=_word(quote, _TAX_NOTES[quote.tax_mode]),
        in_words=_in_words(quote, sums),
        currency=printable(quote.currency),
        rows=rows,
        sums=sum_pairs,
        terms=tuple(
            Pair(label=label, text=one_line(text)) for label, text in condition_texts(quote)
        ),
        remarks=printable(quote.remarks),
        bank=printable(quote.seller.bank),
        open_note=_open_note(quote, sums),
        wide=_figures_width(rows) > _ROOM,
        rounding=_rounding(quote),
        number=_number(quote),
        figures=tuple(
            text
            for text in (*row_figures, *(pair.text for pair in sum_pairs))
            if any(letter.isdigit() for letter in text)
        ),
    )


_TAX_NOTES = {
    TaxMode.DOMESTIC: "tax-included",
    TaxMode.ZERO_RATED: "tax-zero",
    TaxMode.EXEMPT: "tax-exempt",
}


def printable(text: str) -> str:
    """``text`` composed (NFC), without control, zero-width and direction characters; those can
    hide or turn round what a reader sees."""
    # Composing would turn Hanja that the font has into unified ones that it lacks.
    composed = re.sub("[^\uf900-\ufaff]+", lambda run: unicodedata.normalize("NFC", run[0]), text)
    kept = (
        letter if letter == "\n" or unicodedata.category(letter)[0] != "C" else _stand_in(letter)
        for letter in composed
    )
    return "".join(kept).translate(_SAME_LOOK).strip()


def one_line(text: str) -> str:
    """``text`` printable and without the line breaks of the mail that it was copied from."""
    return " ".join(printable(text).split())


def _stand_in(letter: str) -> str:
    return " " if letter in "\t\r\v\f" else ""


def _word(quote: Quote, key: str, **values: str) -> str:
    return display.filled(f"quote.{key}", quote.language, **values)


def _pick(quote: Quote, korean: str, english_field: str) -> str:
    """The company's field in the paper's language, the other one where that is empty."""
    english: str = getattr(quote.seller, english_field)
    return (english or korean) if quote.language == "en" else (korean or english)


def _seller_name(quote: Quote) -> str:
    return printable(_pick(quote, quote.seller.name, "name_en"))


def _pairs(quote: Quote, *entries: tuple[str, str]) -> tuple[Pair, ...]:
    """Label keys with their texts; empty texts are left out."""
    return tuple(
        Pair(label=_word(quote, key), text=one_line(text))
        for key, text in entries
        if one_line(text)
    )


def _seller_pairs(quote: Quote) -> tuple[Pair, ...]:
    seller: Company = quote.seller
    return _pairs(
        quote,
        ("registration-number", seller.registration_number),
        ("address", _pick(quote, seller.address, "address_en")),
        ("phone", seller.phone),
        ("email", seller.email),
        ("contact", _pick(quote, seller.contact, "contact_en")),
    )


def _head_pairs(quote: Quote) -> tuple[Pair, ...]:
    return _pairs(
        quote,
        ("number", _number(quote)),
        ("issued-on", display.date(quote.issued_on, quote.language)),
        ("valid-until", _validity(quote)),
        ("reference", quote.reference),
    )


def _number(quote: Quote) -> str:
    """A draft has no number until it is saved."""
    return one_line(printed_number(quote)) or _word(quote, "draft")


def _validity(quote: Quote) -> str:
    """The last day; the mail's own words beside it only where they name no day."""
    if quote.valid_until is None:
        return quote.validity_text or _word(quote, "open")
    until = _word(quote, "until", date=display.date(quote.valid_until, quote.language))
    unclear = quote.validity_text and read_validity(quote.validity_text, quote.issued_on) is None
    asked = any(point.field == "quote_validity" for point in quote.open_points)
    return f"{until} ({quote.validity_text})" if unclear and not asked else until


def _recipient(quote: Quote) -> tuple[str, str]:
    """Whom the paper is for, with the honorific that a company or a person gets."""
    if company := one_line(quote.buyer.company):
        return company, _word(quote, "company-honorific")
    if contact := one_line(quote.buyer.contact):
        return contact, _word(quote, "contact-honorific")
    return _word(quote, "open"), ""


def _buyer_pairs(quote: Quote) -> tuple[Pair, ...]:
    contact = quote.buyer.contact if quote.buyer.company else ""
    return _pairs(quote, ("contact", contact), ("email", quote.buyer.email))


def _row(quote: Quote, number: int, line: QuoteLine, amount: Decimal | None) -> Row:
    """``amount`` is the line's, None where it is open."""
    still_open = _word(quote, "open")
    language = quote.language
    return Row(
        number=str(number),
        product=one_line(line.product) or _word(quote, "unnamed-item", number=str(number)),
        specification=one_line(line.specification),
        quantity=still_open if line.quantity is None else display.number(line.quantity, language),
        unit=one_line(line.unit),
        price=still_open
        if line.unit_price is None
        else display.price(line.unit_price, quote.currency, language),
        amount=still_open if amount is None else display.amount(amount, quote.currency, language),
    )


def _sums(quote: Quote, sums: Totals) -> tuple[Pair, ...]:
    """Discount and tax have their rows only where they say something."""
    entries: list[tuple[str, Decimal]] = []
    if sums.discount:
        percent = display.percent(quote.discount_percent)
        entries += [
            (_word(quote, "subtotal"), sums.subtotal),
            (_word(quote, "discount", percent=percent), sums.discount.copy_negate()),
        ]
    if quote.tax_mode is TaxMode.DOMESTIC:
        rate = display.percent(vat_percent(quote))
        entries += [(_word(quote, "net"), sums.net), (_word(quote, "tax", percent=rate), sums.tax)]
    elif quote.language == "ko":
        entries += [
            (_word(quote, "net"), sums.net),
            (_word(quote, f"{_TAX_NOTES[quote.tax_mode]}-line"), Decimal(0)),
        ]
    pairs = [
        Pair(label=label, text=display.amount(value, quote.currency, quote.language))
        for label, value in entries
    ]
    if not _any_amount(sums):
        pairs = []
    return (*pairs, Pair(label=_word(quote, "total"), text=_grand_total(quote, sums)))


def _figures_width(rows: tuple[Row, ...]) -> int:
    """Letters that the three columns of figures need side by side."""
    columns = zip(*((row.quantity, row.price, row.amount) for row in rows), strict=True)
    return sum(max(map(len, column)) for column in columns)


def _any_amount(sums: Totals) -> bool:
    return any(amount is not None for amount in sums.lines)


def _grand_total(quote: Quote, sums: Totals) -> str:
    if not _any_amount(sums):
        return _word(quote, "open")
    return display.money(sums.total, quote.currency, quote.language)


def _in_words(quote: Quote, sums: Totals) -> str:
    """Words for the total; none where the paper's language has no custom for the currency."""
    if not _any_amount(sums) or sums.total <= 0:
        return ""
    if quote.language == "ko":
        return f"금 {words.korean(int(sums.total))}원정" if quote.currency == "KRW" else ""
    name = display.currency_name(quote.currency, "en") if quote.currency else ""
    amount = words.english_amount(sums.total, quote.currency)
    return f"say {name} {amount} only".replace("  ", " ").upper()


def _open_note(quote: Quote, sums: Totals) -> str:
    return _word(quote, "open-lines") if _any_amount(sums) and not sums.complete else ""


def _rounding(quote: Quote) -> str:
    unit = plain(Decimal(1).scaleb(-minor_units(quote.currency)))
    key = "rounding" if quote.tax_mode is TaxMode.DOMESTIC else "rounding-no-tax"
    return _word(quote, key, unit=f"{printable(quote.currency)} {unit}".strip())
