"""The simulator: threads come from their seed, labels are exact, families are disjoint."""

import email
import re
from datetime import date, datetime
from decimal import Decimal
from email import policy
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quoteflow_desktop.core.facts import FACT_KINDS, Act, Kind
from quoteflow_desktop.core.vocabulary import TAG_GROUPS
from training.simulator import letters
from training.simulator.audit import audit, date_fits, read_decimal, text_of
from training.simulator.draft import Draft, bent, slots_of
from training.simulator.generate import make_thread, threads
from training.simulator.goods import GOODS
from training.simulator.letters import LETTERS, OWN, Letter, renumbered, write
from training.simulator.mailing import write_eml
from training.simulator.making import make_deal, make_line
from training.simulator.outcome import normal
from training.simulator.phrasebook import ENGLISH, KOREAN
from training.simulator.slots import SLOTS
from training.simulator.terms import Phrases
from training.simulator.writer import Writer


@given(st.integers(min_value=0, max_value=2**40), st.sampled_from("ABC"))
@settings(max_examples=40, deadline=None)
def test_the_same_seed_gives_the_same_thread_and_sound_labels(seed, family):
    thread = make_thread(seed, family)
    assert thread == make_thread(seed, family)
    assert audit(thread) == []


@pytest.mark.parametrize("family", ["A", "B", "C"])
def test_five_hundred_threads_of_each_family_build_without_a_label_fault(family):
    built = list(threads(7, 500, family))
    assert len({thread.thread.id for thread in built}) == 500
    assert [(thread.seed, problem) for thread in built for problem in audit(thread)] == []


def test_threads_are_of_the_length_and_the_languages_of_a_real_mailbox():
    built = list(threads(3, 400))
    mails = [len(thread.mails) for thread in built]
    assert (min(mails), max(mails)) == (1, 7)
    assert 3 <= sum(mails) / len(mails) <= 4
    assert 0.4 <= sum(thread.language == "ko" for thread in built) / 400 <= 0.6
    assert max(len(thread.items) for thread in built) == 4


def test_every_kind_of_act_and_key_is_seen():
    built = list(threads(5, 600))
    keys = {figure.key for thread in built for mail in thread.mails for figure in mail.figures}
    assert keys == {
        "quantity",
        "unit_price",
        "total_amount",
        "budget",
        "discount_percent",
        "delivery_date",
        "incoterm",
        "shipping_method",
        "currency",
    }
    acts = {figure.act for thread in built for mail in thread.mails for figure in mail.figures}
    acts |= {item.act for thread in built for mail in thread.mails for item in mail.items}
    assert acts == set(Act)
    words = {word.key for thread in built for mail in thread.mails for word in mail.words}
    texts = {key for key, kind in FACT_KINDS.items() if kind is Kind.TEXT}
    texts -= {"buyer_company", "buyer_contact", "supplier_company", "supplier_contact"}
    assert words == {"company", "contact", "to_company", "to_contact", *texts}


def test_the_tags_of_negotiation_and_order_follow_the_stages_that_a_thread_passes():
    for thread in threads(13, 400):
        stages = {mail.stage for mail in thread.mails}
        assert ("negotiation" in thread.tags) == ("negotiating" in stages), thread.seed
        assert ("order" in thread.tags) == ("ordered" in stages), thread.seed


def test_only_the_number_of_an_order_may_be_spelled_with_po_before_it():
    built = list(threads(17, 400))
    numbered = [thread for thread in built if thread.facts.get("reference")]
    kinds = {"order": 0, "other": 0}
    for thread in numbered:
        spellings = thread.facts["reference"]
        orders = any(mail.title == "order" for mail in thread.mails)
        kinds["order" if f"PO {spellings[0]}" in spellings else "other"] += 1
        assert orders or f"PO {spellings[0]}" not in spellings, thread.seed
    assert min(kinds.values()) > 0


def test_an_introduction_fits_whoever_writes_first():
    assert [text for text in ENGLISH.phrases["intro"] if "buyer" in text] == []


def test_a_withdrawn_item_is_left_out_of_the_final_items():
    withdrawn = [
        (thread, text_of(thread, item.product))
        for thread in threads(9, 400)
        for mail in thread.mails
        for item in mail.items
        if item.act is Act.WITHDRAW
    ]
    assert withdrawn
    for thread, name in withdrawn:
        assert normal(name or "") not in {
            normal(item["product"][0]) for item in thread.items if item["product"]
        }


def test_an_audit_finds_a_wrong_value_a_moved_run_and_an_invented_fact():
    thread = next(
        thread
        for thread in threads(1, 50)
        if thread.mails[0].figures and thread.facts["total_amount"]
    )
    first = thread.mails[0].figures[0]
    wrong = first.model_copy(update={"value": "123456789"})
    moved = first.model_copy(update={"run": first.run.model_copy(update={"end": 10**6})})
    for figure in (wrong, moved):
        mail = thread.mails[0].model_copy(update={"figures": (figure,)})
        assert audit(thread.model_copy(update={"mails": (mail, *thread.mails[1:])}))
    assert audit(thread.model_copy(update={"facts": {**thread.facts, "budget": ("77777",)}}))


@pytest.mark.parametrize("book", [KOREAN, ENGLISH])
def test_family_b_never_shares_a_phrasing_with_a(book):
    for key, phrases in book.phrases.items():
        assert len(set(phrases)) == len(phrases), key
        if len(phrases) >= 5:
            assert not set(phrases.of("A")) & set(phrases.of("B")), key
            assert set(phrases.of("A")) | set(phrases.of("B")) == set(phrases), key
            assert phrases.of("C") == phrases.of("A")


def test_both_languages_have_the_same_acts_and_labels_and_only_known_slots():
    assert set(KOREAN.phrases) == set(ENGLISH.phrases)
    assert set(KOREAN.labels) == set(ENGLISH.labels)
    assert set(KOREAN.methods) == set(ENGLISH.methods)
    known = set(SLOTS) | {"p_", "mycompany_"}
    unknown = {
        (key, phrase)
        for book in (KOREAN, ENGLISH)
        for key, phrases in book.phrases.items()
        for phrase in phrases
        if not slots_of(phrase) <= known
    }
    assert unknown == set()


def test_the_world_has_twelve_goods_or_more_of_each_industry():
    for industry in TAG_GROUPS["industry"]:
        goods = [article for article in GOODS if article.industry == industry]
        assert len(goods) >= 12, industry
        assert all(0 < article.low < article.high for article in goods)


def test_mails_that_are_no_trade_hold_points_and_nothing_else():
    quiet = [thread for thread in threads(2, 600) if "not-trade" in thread.tags]
    assert quiet
    for thread in quiet:
        assert thread.tags == ("not-trade",)
        assert not any(thread.facts.values())
        assert thread.items == ()
        assert all(
            not mail.figures and not mail.words and not mail.items and mail.points
            for mail in thread.mails
        )


def test_quoted_history_stands_behind_the_mail_and_is_marked():
    quoting = 0
    for thread in threads(4, 150):
        for message in thread.thread.messages:
            tails = [
                mark
                for mark in message.marks
                if mark.kind == "quoted" and mark.end == len(message.body)
            ]
            quoting += bool(tails)
            for mark in tails:
                head = message.body[mark.start : mark.start + 200]
                assert re.search(r"wrote:|작성:|Original Message|원본 메시지|^_+\n", head), head
    assert quoting > 50


def test_written_files_read_back_as_the_same_text(tmp_path):
    thread = make_thread(12)
    for path, message in zip(write_eml(thread, tmp_path), thread.thread.messages, strict=True):
        mail = email.message_from_bytes(path.read_bytes(), policy=policy.default)
        assert mail.get_content().rstrip("\n") == message.body
        assert mail["Subject"] == message.subject
        assert mail["Message-ID"] == message.message_id


def test_a_draft_marks_exactly_what_it_writes_and_bends_particles():
    draft = Draft()
    texts = {"p": "철근", "price": "3,300원"}

    def slot(name):
        draft.mark(name, Act.ASK, texts[name], texts[name])

    draft.say("{p}[은] {price}[으로] 부탁드립니다.", slot, weight=5)
    assert draft.text == "철근은 3,300원으로 부탁드립니다."
    assert [draft.text[mark.start : mark.end] for mark in draft.marks] == ["철근", "3,300원"]
    assert draft.text[draft.points[0].start : draft.points[0].end] == draft.text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("USD 6.42", "6.42"),
        ("12만5천원", "125000"),
        ("1,250만 원", "12500000"),
        ("3억 5천만원", "350000000"),
        ("1만 2천 개", "12000"),
        ("5k pcs", "5000"),
        ("6천개", "6000"),
        ("3천2백만원", "32000000"),
        ("1.2만원", "12000"),
        ("5백 개", "500"),
        ("만오천원", "15000"),
        ("일억 이천삼백만 원", "123000000"),
        ("8kg", "8"),
        ("₩1,250,000.-", "1250000"),
    ],
)
def test_the_audit_reads_numbers_on_its_own(text, value):
    assert read_decimal(text) == Decimal(value)


def test_the_audit_reads_dates_against_the_day_of_the_mail():
    today = date(2026, 11, 20)
    assert date_fits("다음 주 월요일", date(2026, 11, 23), today)
    assert date_fits("end of next month", date(2026, 12, 31), today)
    assert date_fits("다다음 주 화요일", date(2026, 12, 1), today)
    assert date_fits("익월 말", date(2026, 12, 31), today)
    assert not date_fits("이달 28일", date(2026, 12, 28), today)
    assert not date_fits("end of next month", date(2026, 11, 30), today)
    assert not date_fits("5 July", date(2026, 7, 6), today)


def test_phrases_keep_the_last_share_for_family_b():
    phrases = Phrases(("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"))
    assert phrases.of("A") == ("a", "b", "c", "d", "e", "f", "g", "h")
    assert phrases.of("B") == ("i", "j")


_LETTER_STEPS = frozenset((
    "inquiry", "quote", "counter", "revised", "hold", "accept", "order", "confirm", "correction",
    "correct-quantity", "withdraw", "add", "requantity", "requote", "answer", "sample-request",
    "sample-offer", "sample-accept", "delayed", "claim", "claim-answer", "paid", "shipped",
    "chase", "lost", "decline", "question", "acknowledge",
))  # fmt: skip


@pytest.mark.parametrize("korean", [True, False])
def test_letters_are_of_known_steps_with_known_slots_and_marked_points(korean):
    steps, templates = LETTERS[korean]
    assert set(steps) <= _LETTER_STEPS
    for text in templates:
        points = re.findall("⟦[^⟦⟧\n]+⟧", text)
        assert slots_of(text) <= set(SLOTS) | OWN, text
        assert len(points) == text.count("⟦") == text.count("⟧"), text
        assert points or "{items}" in text or "\n@" in text, text
        assert {line for line in text.split("\n") if "{items}" in line} <= {"{items}"}, text
        each = re.findall("«([^«»\n]+)»", text)
        assert len(each) == text.count("«") == text.count("»"), text
        assert all("{p}" in part for part in each), text
    assert sum(map(len, steps.values())) == len(templates)  # no letter stands twice


def test_every_particle_of_a_korean_letter_is_one_that_bends():
    behind = [
        name for text in LETTERS[True][1] for name in re.findall(r"\}[^\s\[]*\[([가-힣 ]+)\]", text)
    ]
    assert "이라서" in behind
    assert all(bent(name, "값") for name in behind)  # an unknown one is a KeyError


def test_lists_count_on_where_an_optional_line_was_left_out():
    lines = ["1. 품명", "3. 조건", " 가. 납기", " 다. 결제", "4. 비고", " 가. 기타"]
    kept = ("1. 품명", "2. 조건", " 가. 납기", " 나. 결제", "3. 비고", " 가. 기타")
    assert renumbered(lines) == kept


def test_a_letter_may_price_each_item_within_one_sentence():
    deal = make_deal(Random(4), "A", True, date(2026, 3, 2))
    goods = deal.lines[0].goods
    deal.lines = [make_line(Random(n), n, goods, "KRW", 4, True) for n in range(3)]
    writer = Writer(deal, "supplier", 2, datetime(2026, 3, 2, 9, 0))
    letter = Letter(("⟦단가는 «{p} {price}»입니다.⟧ 끝.",), "")
    write(writer, letter, deal.lines, Act.OFFER, True)
    text, marks = writer.draft.text.rstrip(), writer.draft.marks
    words = [text[mark.start : mark.end] for mark in marks]
    assert [(mark.key, mark.item) for mark in marks] == [
        (key, item) for item in range(3) for key in ("product", "unit_price")
    ]
    rows = [f"{name} {price}" for name, price in zip(words[::2], words[1::2], strict=True)]
    assert text == f"단가는 {', '.join(rows)}입니다. 끝."
    assert [text[point.start : point.end] for point in writer.draft.points] == [
        text[: -len(" 끝.")]
    ]


def _only(monkeypatch, step, text):
    """Makes ``text`` the one English letter of ``step``, and drawn wherever it fits."""
    steps, templates = LETTERS[False]
    known = {**templates, text: letters.Template(text)}
    monkeypatch.setitem(LETTERS, False, ({**steps, step: Phrases([text])}, known))
    monkeypatch.setattr(letters, "SHARE", 1.0)


def _quotes(count):
    for thread in threads(21, count):
        for message, mail in zip(thread.thread.messages, thread.mails, strict=True):
            if thread.language == "en" and mail.title == "quotation":
                yield thread, message, mail


def test_what_is_said_of_each_item_stands_in_one_sentence_and_is_labelled_item_by_item(monkeypatch):
    _only(monkeypatch, "quote", "⟦our prices: «{q} of {p} at {price}»⟧")
    counts = []
    for thread, message, mail in _quotes(60):
        assert audit(thread) == []
        if "our prices: " not in message.body or "\n> " in message.body:
            continue
        prices = [figure for figure in mail.figures if figure.key == "unit_price"]
        assert [figure.item for figure in prices] == list(range(len(mail.items))), thread.seed
        assert len(mail.points) == 1
        sentence = text_of(thread, mail.points[0])
        assert all(text_of(thread, figure.run) in sentence for figure in prices)
        counts.append(len(prices))
    assert {1, 2, 3} <= set(counts)


def test_each_item_takes_one_of_the_forms_of_its_row(monkeypatch):
    _only(monkeypatch, "quote", "@one {p} {price} ‖ two {p} {price}")
    bodies = [message.body for _, message, _ in _quotes(60)]
    heads = {word for body in bodies for word in re.findall(r"^(one|two) ", body, re.MULTILINE)}
    assert heads == {"one", "two"}
    assert not any("‖" in body for body in bodies)


def test_an_offer_that_is_good_until_a_day_names_the_day_alone(monkeypatch):
    _only(monkeypatch, "quote", "⟦{p} {price}⟧, ⟦good until {valid}⟧")
    found = [
        text_of(thread, words.run)
        for thread, message, mail in _quotes(60)
        for words in mail.words
        if words.key == "quote_validity" and "good until " in message.body
    ]
    assert len(found) > 5
    assert not any(re.search(r"until|till|through|up to|days|weeks", text) for text in found)
