"""The texts of the paper."""

from decimal import Decimal

import pytest

from quoteflow_desktop.core.quote import OpenPoint, Party, QuoteLine, TaxMode
from quoteflow_desktop.quotes.page import page_of, printable
from tests.quotes.samples import quote

DOMESTIC = {"currency": "KRW", "language": "ko", "tax_mode": TaxMode.DOMESTIC}


def pairs(entries):
    return [(pair.label, pair.text) for pair in entries]


def test_a_korean_domestic_quote_has_its_sums_and_the_amount_in_words():
    page = page_of(quote(("12000", "850"), ("600", "1250"), **DOMESTIC))

    assert pairs(page.sums) == [
        ("공급가액", "10,950,000"),
        ("부가세 (10%)", "1,095,000"),
        ("합계", "₩12,045,000"),
    ]
    assert page.in_words == "금 일천이백사만오천원정"
    assert page.grand_total_note == "부가세 포함"


def test_an_english_export_has_one_total_and_its_words():
    page = page_of(quote(("300", "615.5")))

    assert pairs(page.sums) == [("Total", "USD 184,650.00")]
    assert page.in_words == (
        "SAY US DOLLARS ONE HUNDRED EIGHTY-FOUR THOUSAND SIX HUNDRED FIFTY ONLY"
    )
    assert page.grand_total_note == "VAT zero-rated (export)"


def test_cents_are_a_fraction_in_the_words():
    page = page_of(quote(("1", "12400.50")))

    assert page.in_words == "SAY US DOLLARS TWELVE THOUSAND FOUR HUNDRED AND 50/100 ONLY"


def test_a_discount_has_rows_of_its_own():
    page = page_of(quote(("100", "10"), discount="2.5"))

    assert pairs(page.sums) == [
        ("Subtotal", "1,000.00"),
        ("Discount (2.5%)", "-25.00"),
        ("Total", "USD 975.00"),
    ]


def test_korean_paper_for_an_export_names_the_zero_rate():
    page = page_of(quote(("1", "10"), language="ko"))

    assert ("부가세 (영세율)", "0.00") in pairs(page.sums)
    assert page.in_words == ""


@pytest.mark.parametrize(("language", "word"), [("ko", "협의"), ("en", "To be agreed")])
def test_open_figures_are_printed_as_to_be_agreed(language, word):
    page = page_of(quote(("3", None), language=language))

    assert (page.rows[0].price, page.rows[0].amount, page.grand_total) == (word, word, word)
    assert page.in_words == ""


def test_a_total_that_leaves_out_open_lines_says_so():
    assert page_of(quote(("3", "5"), ("3", None))).open_note == (
        "Items whose amount is to be agreed are not part of the total."
    )


def test_a_unit_price_keeps_every_digit():
    assert page_of(quote(("1000", "0.0425"))).rows[0].price == "0.0425"


def test_a_quote_that_is_not_saved_yet_is_a_draft():
    page = page_of(quote(("1", "1")).model_copy(update={"number": ""}))

    assert (page.number, page.head_pairs[0].text) == ("draft", "draft")


@pytest.mark.parametrize(
    ("buyer", "recipient", "honorific"),
    [
        (Party(company="대성포장", contact="박지훈"), "대성포장", "귀중"),
        (Party(contact="박지훈"), "박지훈", "귀하"),
        (Party(), "협의", ""),
    ],
)
def test_a_company_and_a_person_are_addressed_as_is_due(buyer, recipient, honorific):
    page = page_of(quote(("1", "1"), **DOMESTIC).model_copy(update={"buyer": buyer}))

    assert (page.recipient, page.honorific) == (recipient, honorific)


def test_line_breaks_of_the_mail_are_not_on_the_paper_but_those_of_remarks_are():
    made = quote(("1", "1"))
    made = made.model_copy(
        update={
            "lines": (made.lines[0].model_copy(update={"product": "Solar\n  inverter"}),),
            "remarks": "one\ntwo",
        }
    )
    page = page_of(made)

    assert (page.rows[0].product, page.remarks) == ("Solar inverter", "one\ntwo")


@pytest.mark.parametrize(
    ("figures", "wide"), [(("3", "5"), False), (("999999999", "99999.12345678"), True)]
)
def test_long_figures_get_a_smaller_hand(figures, wide):
    assert page_of(quote(figures)).wide is wide


def test_hanja_of_the_korean_standard_keep_the_code_that_the_font_has():
    assert printable("\uf9b8 \u212b") == "\uf9b8 \u212b"


@pytest.mark.parametrize(
    ("text", "points", "expected"),
    [
        ("", (), "20 December 2026"),
        ("30 days", (), "20 December 2026"),
        ("while stocks last", (), "20 December 2026 (while stocks last)"),
        ("x", (OpenPoint(field="quote_validity", reason="only-asked"),), "20 December 2026"),
    ],
)
def test_words_of_validity_stand_beside_the_date_only_where_they_name_none(text, points, expected):
    made = quote(("1", "1")).model_copy(update={"validity_text": text, "open_points": points})

    assert ("Valid until", expected) in pairs(page_of(made).head_pairs)


@pytest.mark.parametrize(
    ("currency", "tax_mode", "expected"),
    [
        ("USD", TaxMode.ZERO_RATED, "Amounts are rounded half up to USD 0.01."),
        (
            "KRW",
            TaxMode.DOMESTIC,
            "Amounts are rounded half up to KRW 1; VAT is computed once, on the net total.",
        ),
    ],
)
def test_the_rounding_rule_is_on_the_paper(currency, tax_mode, expected):
    assert page_of(quote(("1", "1"), currency=currency, tax_mode=tax_mode)).rounding == expected


@pytest.mark.parametrize(
    ("language", "name"), [("ko", "한빛무역 주식회사"), ("en", "Hanbit Trading Co., Ltd.")]
)
def test_the_seller_is_named_in_the_language_of_the_paper(language, name):
    assert page_of(quote(("1", "1"), language=language)).seller == name


def test_a_company_without_an_english_name_keeps_its_own():
    made = quote(("1", "1"))
    seller = made.seller.model_copy(update={"name_en": ""})

    assert page_of(made.model_copy(update={"seller": seller})).seller == "한빛무역 주식회사"


def test_the_figures_to_be_found_on_paper_are_in_reading_order():
    page = page_of(quote(("3", "5"), ("2", None), discount="10"))

    assert page.figures == ("3", "5.00", "15.00", "2", "15.00", "-1.50", "USD 13.50")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("A\u200bB\u202eC\x00D", "ABCD"),
        ("\u1112\u1161\u11ab\u1100\u1173\u11af", "한글"),
        ("50 µm −20 ‑ Å", "50 μm -20 - \u212b"),
        ("  a\tb\r\nc ", "a b \nc"),
    ],
)
def test_what_can_hide_or_is_only_another_code_is_cleaned(raw, expected):
    assert printable(raw) == expected


def test_an_item_without_a_name_is_numbered():
    made = quote(("1", "1")).model_copy(
        update={"lines": (QuoteLine(product="", quantity=Decimal(1), unit_price=Decimal(1)),)}
    )

    assert page_of(made).rows[0].product == "Item 1"
