"""The form of the hand-written sets (development and unseen): folders that read as one thread, gold
that its mails bear out. Knows nothing of the model: it holds the gold against the mails, not the
program.
"""

import json
import re
import unicodedata
from datetime import date
from decimal import Decimal
from email import policy
from email.parser import BytesParser
from pathlib import Path
from typing import Any

import pytest

from quoteflow_desktop.core.facts import (
    DEAL_STAGES,
    FACT_KINDS,
    INCOTERMS,
    ITEM_KINDS,
    SHIPPING_METHODS,
    Kind,
)
from quoteflow_desktop.core.messages import Thread
from quoteflow_desktop.core.vocabulary import COUNTRY_PREFIX, TAG_GROUPS, tag_order
from quoteflow_desktop.services.importing import load_threads

FIXTURES = Path(__file__).parents[1] / "fixtures"
FOLDERS = sorted(
    path.parent for root in ("threads", "unseen") for path in FIXTURES.glob(f"{root}/*/*/gold.json")
)
MEMBERS = {
    "facts", "items", "tags", "optional_tags", "key_points", "must_flag", "notes",
}  # fmt: skip
CHECKS = {
    "item-total", "currency-mixed", "unit-mixed", "incoterm-place", "incoterm-mode",
    "incoterm-old", "bank-changed", "sender-lookalike", "hidden-text",
}  # fmt: skip
WORDS = {
    "incoterm": set(INCOTERMS),
    "shipping_method": set(SHIPPING_METHODS),
    "deal_stage": set(DEAL_STAGES),
}
# Words behind a figure and the power of ten that each stands for.
POWERS = {
    "천": 3, "백만": 6, "천만": 7, "만": 4, "억": 8, "톤": 3, "tonnes": 3, "tons": 3, "ton": 3,
    "mt": 3, "t": 3, "k": 3, "m": 6, "million": 6, "thousand": 3,
}  # fmt: skip
POWER = "|".join(sorted(POWERS, key=len, reverse=True))
HANGUL = {"십": 1, "백": 2, "천": 3}
MYRIADS = {"만": 4, "억": 8}
ENGLISH = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
NUMBER = r"\d[\d,]*(?:\.\d+)?"

written = pytest.mark.parametrize(
    "folder", FOLDERS, ids=[path.relative_to(FIXTURES).as_posix() for path in FOLDERS]
)


def gold_of(folder: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((folder / "gold.json").read_text("utf-8"))
    return loaded


def thread_of(folder: Path) -> Thread:
    imported = load_threads(sorted(folder.glob("*.eml")), reference_date=None)
    assert imported.skipped == ()
    assert len(imported.threads) == 1, [thread.subject for thread in imported.threads]
    return imported.threads[0]


def text_of(thread: Thread) -> str:
    """All that the mails say, headers with it."""
    parts = []
    for message in thread.messages:
        boxes = (message.sender, *message.to, *message.cc)
        parts += [message.subject, *(str(box) for box in boxes), message.body]
    return "\n".join(parts)


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).casefold())


def figures(text: str) -> set[Decimal]:
    """Every decimal that ``text`` may be read to state: either reading of a comma, "1만 2천" and
    "3천2백만" as one figure, thousands where a table's head says so, English words to ten."""
    text = unicodedata.normalize("NFKC", text).casefold()
    found: set[Decimal] = set()
    thousands = "단위:천원" in squeezed(text)
    for match in re.finditer(rf"(\d[\d.,]*)[ -]?({POWER})?", text):
        raw = match[1].rstrip(".,")
        for one in {raw.replace(",", ""), raw.replace(".", "").replace(",", ".")}:
            if re.fullmatch(r"\d+(?:\.\d+)?", one):
                number = Decimal(one)
                found |= {number, number.scaleb(POWERS.get(match[2], 0))}
                found |= {number.scaleb(3)} if thousands else set()
    for match in re.finditer(rf"(?:{NUMBER} ?[십백천]{{0,1}}[만억]? ?)+", text):
        figure = myriad = Decimal(0)
        for number, small, large in re.findall(rf"({NUMBER}) ?([십백천]?)([만억]?)", match[0]):
            myriad += Decimal(number.replace(",", "")).scaleb(HANGUL.get(small, 0))
            if large:
                figure, myriad = figure + myriad.scaleb(MYRIADS[large]), Decimal(0)
            if small or large:
                found.add(figure + myriad)
    words = set(re.findall("[a-z]+", text))
    return found | {Decimal(at) for at, word in enumerate(ENGLISH) if word in words}


def spellings(cell: dict[str, Any] | None) -> list[str]:
    return [one for one in cell["accept"] if one is not None] if cell else []


def cells(gold: dict[str, Any]) -> list[tuple[str, Kind, list[str]]]:
    """Every given value: where it stands, its form, its spellings."""
    given = [(key, FACT_KINDS[key], spellings(cell)) for key, cell in gold["facts"].items()]
    for at, item in enumerate(gold["items"]):
        given += [
            (f"items[{at}].{key}", ITEM_KINDS[key], spellings(item[key])) for key in ITEM_KINDS
        ]
    return [one for one in given if one[2]]


def test_there_are_written_threads() -> None:
    assert FOLDERS


@written
def test_the_folder_reads_as_one_thread_in_order(folder: Path) -> None:
    files = sorted(folder.glob("*.eml"))
    assert [path.name for path in files] == [f"{n:02d}.eml" for n in range(1, len(files) + 1)]
    thread = thread_of(folder)
    assert len(thread.messages) == len(files)
    parser = BytesParser(policy=policy.default)
    identities = [parser.parsebytes(path.read_bytes())["Message-ID"].strip() for path in files]
    assert [message.message_id.strip("<>") for message in thread.messages] == [
        one.strip("<>") for one in identities
    ]
    for message in thread.messages:
        assert message.date is not None
        assert message.sender.email
        assert message.body.strip()
        assert "\N{REPLACEMENT CHARACTER}" not in message.subject + message.body


@written
def test_addresses_are_of_reserved_domains(folder: Path) -> None:
    for message in thread_of(folder).messages:
        for box in (message.sender, *message.to, *message.cc):
            assert box.email.endswith(".example"), box.email


@written
def test_gold_has_the_members_and_keys_of_the_contract(folder: Path) -> None:
    gold = gold_of(folder)
    assert set(gold) == MEMBERS
    assert list(gold["facts"]) == list(FACT_KINDS)
    for cell in gold["facts"].values():
        assert cell is None or (set(cell) == {"accept"} and isinstance(cell["accept"][0], str))
    for item in gold["items"]:
        assert list(item) == list(ITEM_KINDS)
        assert item["product"]
    assert gold["key_points"]
    assert set(gold["must_flag"]) <= CHECKS


@written
def test_tags_are_of_the_vocabulary_and_in_order(folder: Path) -> None:
    gold = gold_of(folder)
    known = {tag for group in TAG_GROUPS.values() for tag in group}
    tags, optional = gold["tags"], gold["optional_tags"]
    for tag in tags + optional:
        assert tag in known or re.fullmatch(COUNTRY_PREFIX + "[a-z]{2}", tag), tag
    assert tags == sorted(set(tags), key=tag_order)
    assert not set(tags) & set(optional)


@written
def test_values_have_their_canonical_form(folder: Path) -> None:
    for where, kind, accepted in cells(gold_of(folder)):
        assert len(set(accepted)) == len(accepted), where
        for one in accepted:
            if kind is Kind.DECIMAL:
                assert re.fullmatch(r"\d+(?:\.\d+)?", one), where
            elif kind is Kind.DATE:
                date.fromisoformat(one)
            elif where == "currency":
                assert re.fullmatch("[A-Z]{3}", one), where
            elif where in WORDS:
                assert one in WORDS[where], where


@written
def test_each_value_stands_in_the_mails(folder: Path) -> None:
    mails = text_of(thread_of(folder))
    text, stated = squeezed(mails), figures(mails)
    for where, kind, accepted in cells(gold_of(folder)):
        if kind is Kind.TEXT:
            assert squeezed(accepted[0]) in text, (where, accepted[0])
        elif kind is Kind.DECIMAL:
            assert Decimal(accepted[0]) in stated, (where, accepted[0])


@written
def test_a_thread_that_is_no_trade_has_no_facts(folder: Path) -> None:
    gold = gold_of(folder)
    if "not-trade" in gold["tags"]:
        assert gold["tags"] == ["not-trade"]
        assert not cells(gold)
    else:
        assert gold["facts"]["deal_stage"]


def test_figures_of_every_writing() -> None:
    text = "1만 2천 개, 4억 8,500만 원, 3,300만원, @ 18.5 / EUR 1.250,50 / 3,5 t; 178,000 1,240"
    wanted = ("12000", "485000000", "33000000", "18.5", "1250.50", "3.5", "3500", "178000", "1240")
    for one in wanted:
        assert Decimal(one) in figures(text), one
    assert Decimal("178000000") not in figures(text)
    assert {Decimal(32000000), Decimal(3)} <= figures("3천2백만원, three pumps")
    assert Decimal("178000000") in figures("(단위: 천원) 178,000")
    assert Decimal("7.42") not in figures("6.42")
