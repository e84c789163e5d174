"""Trade units: which spellings mean the same, and what is no unit of goods."""

import pytest

from quoteflow_desktop.analysis.units import NOT_GOODS, UNIT, normal_unit, per_before, same_unit


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("pcs", "개"), ("EA", "pc"), ("PCS.", "pieces"), ("sets", "세트"),
        ("MT", "톤"), ("tons", "tonnes"),
        ("kg", "KGS"), ("롤", "rolls"), ("박스", "boxes"), ("대", "units"),
        ("m2", "㎡"), ("CTN", "카톤"), ("M", "미터"),
    ],
)  # fmt: skip
def test_spellings_of_one_unit_are_the_same(left: str, right: str) -> None:
    assert same_unit(left, right)
    assert normal_unit(left) == normal_unit(right)


@pytest.mark.parametrize(("left", "right"), [("kg", "ton"), ("pcs", "set"), ("box", "pallet")])
def test_different_units_are_different(left: str, right: str) -> None:
    assert not same_unit(left, right)


def test_an_unknown_unit_equals_itself_however_it_is_written() -> None:
    assert same_unit("Stk.", " stk")
    assert not same_unit("Stk", "pcs")


@pytest.mark.parametrize("text", ["개", "개입니다", "개를", "EA", "sets,", "톤으로"])
def test_a_unit_ends_with_its_word_or_a_particle(text: str) -> None:
    assert UNIT.match(text) is not None


@pytest.mark.parametrize("text", ["개월", "개사", "개국", "대리", "setup", "pcsx", "매출", "장비"])
def test_words_that_begin_like_a_unit_are_none(text: str) -> None:
    assert UNIT.match(text) is None


@pytest.mark.parametrize(
    "text", ["W", "V", " mm", "일", " working days", "년", "차", "명", "℃", '"', "상 "]
)
def test_units_of_other_things_are_no_goods(text: str) -> None:
    assert NOT_GOODS.match(text) is not None


@pytest.mark.parametrize("text", ["", " pcs", "원", "%", " bistro"])
def test_the_rest_is_not_ruled_out(text: str) -> None:
    assert NOT_GOODS.match(text) is None


def test_the_unit_before_a_price_is_found_with_its_place() -> None:
    assert list(per_before("단가는 kg당 8.40, 개당9")) == [(4, 8, "kg"), (14, 16, "개")]
    assert list(per_before("해당 당사")) == []
