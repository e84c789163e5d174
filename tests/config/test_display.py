"""Every key of every vocabulary has its words, and figures look as they are paid."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteflow_desktop.config import display
from quoteflow_desktop.core.facts import (
    DEAL_STAGES,
    FACT_KINDS,
    ITEM_KINDS,
    SHIPPING_METHODS,
    Act,
    Blank,
    Origin,
    Side,
    State,
)
from quoteflow_desktop.core.quote import TaxMode
from quoteflow_desktop.core.vocabulary import STEP_TITLES, TAG_GROUPS
from quoteflow_desktop.quotes.checks import RULES

# CONTRACT.md's closed list of the checks of an analysis.
ANALYSIS_CHECKS = (
    "item-total", "currency-mixed", "unit-mixed", "incoterm-place", "incoterm-mode",
    "incoterm-old", "bank-changed", "sender-lookalike", "hidden-text",
)  # fmt: skip

VOCABULARIES = {
    "fact": tuple(FACT_KINDS),
    "item": tuple(ITEM_KINDS),
    "state": tuple(State),
    "act": tuple(Act),
    "stage": DEAL_STAGES,
    "shipping": SHIPPING_METHODS,
    "blank": tuple(Blank),
    "reason": ("missing", "only-asked", "ambiguous", "conflicting"),
    "side": tuple(Side),
    "origin": tuple(Origin),
    "tax": tuple(TaxMode),
    "step": STEP_TITLES,
    "check": (*ANALYSIS_CHECKS, *(rule for rule in RULES if rule not in ANALYSIS_CHECKS)),
}


@pytest.mark.parametrize("language", display.LANGUAGES)
@pytest.mark.parametrize("group", VOCABULARIES)
def test_a_vocabulary_has_a_word_for_each_of_its_keys_and_no_other(group, language):
    words = display.groups(language)[group]

    assert set(words) == set(VOCABULARIES[group])
    assert all(word.strip() for word in words.values())


def test_both_languages_have_the_same_keys_with_the_same_places_to_fill():
    korean, english = display.groups("ko"), display.groups("en")

    def shape(words):
        return {
            (group, key): sorted(re.findall(r"\{(\w+)\}", text))
            for group, entries in words.items()
            for key, text in entries.items()
        }

    assert shape(korean).keys() == shape(english).keys()
    assert {key: places for key, places in shape(korean).items() if key[0] != "message"} == {
        key: places for key, places in shape(english).items() if key[0] != "message"
    }


@pytest.mark.parametrize(
    ("key", "word"),
    [
        ("quote.reference", "참조번호"),
        ("fact.lead_time", "제작·납품 기간"),
        ("check.incoterm-old", "구버전 인코텀즈"),
        ("check.incoterm-place", "인도 지정장소"),
        ("check.sender-lookalike", "유사 발신 주소"),
    ],
)
def test_words_of_the_korean_trade(key, word):
    assert display.label(key, "ko") == word


def test_a_reference_on_an_english_quote_may_be_of_either_side():
    assert display.label("quote.reference", "en") == "Reference"


def test_no_korean_sentence_hangs_a_particle_on_a_value():
    """Whether it is 은 or 는 depends on the value's last sound, which no label knows."""
    hung = re.compile(r"\}(?:은|는|이|가|을|를|와|과|로|으로|이?인데|입니다)(?![가-힣])")
    words = [text for group in display.groups("ko").values() for text in group.values()]

    assert [text for text in words if hung.search(text)] == []


# A failing message of each rule of the analysis, as it is written there.
SAID = {
    "100 × 9,500 = 950,000, the mail says 900,000":
        "품목 합계(100 × 9,500 = 950,000)와 메일의 합계(900,000)가 다릅니다.",
    "the 3 items add up to 950,000, the mail says 900,000":
        "품목 3개의 합계(950,000)와 메일의 합계(900,000)가 다릅니다.",
    "amounts stand in KRW and USD": "금액의 통화가 서로 다릅니다(KRW, USD).",
    "mail 2 gives amounts in KRW and USD":
        "2번 메일의 금액이 두 가지 통화로 적혀 있습니다(KRW, USD).",
    "Copper wire: the quantity is in kg, the price per m":
        "수량의 단위(kg)와 단가의 단위(m)가 다릅니다: Copper wire",
    "FOB is given without a place": "인도조건(FOB)의 지정 장소가 없습니다.",
    "FOB names the port of loading, Hamburg is the other end":
        "인도조건(FOB)에는 선적항을 적어야 하는데 도착항(Hamburg)이 적혀 있습니다.",
    "CIF names the port of discharge, Busan is the other end":
        "인도조건(CIF)에는 도착항을 적어야 하는데 선적항(Busan)이 적혀 있습니다.",
    "FOB is for sea transport, the goods go by air: use FCA":
        "해상 운송에만 쓰는 인도조건(FOB)인데 운송방법이 해상이 아닙니다(air). 대신 쓸 조건: FCA",
    "FOB is for seaports, Incheon Airport is an airport: use FCA":
        "항구에만 쓰는 인도조건(FOB)인데 지정 장소가 공항입니다(Incheon Airport)."
        " 대신 쓸 조건: FCA",
    "DDU is no Incoterms 2020 rule, DAP is read for it":
        "인코텀즈 2020에 없는 조건입니다(DDU). 대신 읽은 조건: DAP",
    "mail 3 says that the bank account changed":
        "3번 메일에 입금계좌가 변경되었다고 적혀 있습니다.",
    "mail 3 gives another bank account": "3번 메일에 이전과 다른 입금계좌가 적혀 있습니다.",
    "kim@hanbit.kr looks like kim@hanbiit.kr and is another address":
        "서로 비슷하지만 다른 주소입니다: kim@hanbit.kr, kim@hanbiit.kr",
    "mail 1 holds text that cannot be seen; it was not read":
        "1번 메일에 눈에 보이지 않는 글자가 있어 읽지 않았습니다.",
}  # fmt: skip


@pytest.mark.parametrize("english", SAID)
def test_what_a_rule_says_in_english_is_told_in_korean(english):
    assert display.said(english, "ko") == SAID[english]
    assert display.said(english, "en") == english


def test_a_sentence_that_has_no_korean_is_told_as_it_is():
    assert display.said("something new", "ko") == "something new"


@pytest.mark.parametrize("language", display.LANGUAGES)
def test_every_tag_of_the_vocabulary_has_a_word(language):
    keys = [key for group in TAG_GROUPS.values() for key in group]

    words = [display.tag_label(key, language) for key in keys]

    assert len(set(words)) == len(keys)
    assert all(any("가" <= x <= "힣" for x in word) == (language == "ko") for word in words)


@pytest.mark.parametrize(
    ("tag", "korean", "english"),
    [
        ("country-kr", "대한민국", "South Korea"),
        ("country-ke", "케냐", "Kenya"),
        ("country-zq", "country-zq", "country-zq"),
        ("our own tag", "our own tag", "our own tag"),
    ],
)
def test_countries_come_from_babel_and_own_tags_stay(tag, korean, english):
    assert (display.tag_label(tag, "ko"), display.tag_label(tag, "en")) == (korean, english)


def test_a_key_is_looked_for_in_its_group_or_in_all():
    assert display.label("step.order", "ko") == "발주"
    assert display.label("payment_terms", "ko") == "결제조건"


def test_an_unknown_key_is_a_mistake_of_the_program():
    with pytest.raises(KeyError, match="no label"):
        display.label("nonsense", "ko")


@pytest.mark.parametrize(
    ("field", "korean", "english"),
    [
        ("payment_terms", "결제조건", "Payment terms"),
        ("items.2.unit_price", "2번 품목 단가", "Item 2: Unit price"),
    ],
)
def test_the_field_of_an_open_point_has_a_name(field, korean, english):
    assert (display.field_label(field, "ko"), display.field_label(field, "en")) == (korean, english)


@pytest.mark.parametrize(
    ("value", "currency", "language", "expected"),
    [
        ("12000000", "KRW", "ko", "₩12,000,000"),
        ("-547500", "KRW", "ko", "-₩547,500"),
        ("12000000", "KRW", "en", "KRW 12,000,000"),
        ("37100", "USD", "en", "USD 37,100.00"),
        ("2.675", "USD", "ko", "USD 2.68"),
        ("2.665", "USD", "ko", "USD 2.67"),
        ("0.5", "JPY", "en", "JPY 1"),
        ("1.2345", "KWD", "en", "KWD 1.235"),
        ("3", "", "en", "3.00"),
    ],
)
def test_money_is_rounded_half_up_to_what_is_paid(value, currency, language, expected):
    assert display.money(Decimal(value), currency, language) == expected


@pytest.mark.parametrize(
    ("value", "currency", "expected"),
    [
        ("615", "USD", "615.00"),
        ("0.0425", "USD", "0.0425"),
        ("7.4250", "USD", "7.425"),
        ("850", "KRW", "850"),
        ("12.5", "KRW", "12.5"),
    ],
)
def test_a_unit_price_loses_no_digit(value, currency, expected):
    assert display.price(Decimal(value), currency, "en") == expected


@given(st.decimals(min_value=-(10**15), max_value=10**15, places=6))
def test_a_number_shows_all_its_digits(value):
    assert Decimal(display.number(value, "ko").replace(",", "")) == value


def test_a_number_longer_than_the_default_precision_keeps_its_digits():
    assert display.number(Decimal("1" * 45 + ".5"), "en").replace(",", "") == "1" * 45 + ".5"


def test_dates_cannot_be_taken_for_another_day():
    day = date(2026, 11, 2)

    assert display.date(day, "ko") == "2026년 11월 2일"
    assert display.date(day, "en") == "2 November 2026"


def test_a_currency_has_a_name_and_an_unknown_one_its_code():
    assert display.currency_name("USD", "en") == "US dollars"
    assert display.currency_name("ZZQ", "en") == "ZZQ"
