"""What a model's words may not hold, and what they may."""

import pytest

from training.agents.checks import fault

GOOD = [
    ("Please quote for .", "Could you let us have your best price for ? I'd be glad.", False),
    ("Delivery until  please, by Friday.", "We need it until , by Friday.", False),
    ("We hope for the BL soon.", "The BL should reach us soon.", False),
    ("단가는  입니다.", "단가를  수준으로 드리겠습니다.", True),
    ("내일까지 답변 부탁드립니다.", "내일까지 회신 주시면 감사하겠습니다.", True),
]
BAD = [
    ("Our price is .", "Our price is , or 480 for you.", False, "figure '4'"),
    ("Our price is .", "Our price is  and $ more.", False, "figure '$'"),
    ("Our price is .", "Our price is , five below the last.", False, "'five'"),
    ("We ship soon.", "We ship in March.", False, "'March'"),
    ("We ship soon.", "We ship soon from Rotterdam.", False, "'Rotterdam'"),
    ("We ship soon.", "We ship soon under LC.", False, "'LC'"),
    ("We ship soon.", "We ship soon, write to me@x.example.", False, "address"),
    ("We ship soon.", "곧 선적합니다.", False, "English"),
    ("We ship soon.", "We ship soon [price].", False, "brackets"),
    ("We ship soon.", " , ", False, "no words"),
    ("We ship soon.", "We ship soon. " * 12, False, "longer"),
    ("단가는 입니다.", "단가는 오만 원 아래로 입니다.", True, "오만 원"),
    ("곧 선적합니다.", "다음 주 선적합니다.", True, "다음 주"),
    ("곧 선적합니다.", "김철수 부장님께 전하고 선적합니다.", True, "name"),
    ("곧 선적합니다.", "We ship soon.", True, "Korean"),
    ("곧 선적합니다.", "곧 shipment 하겠습니다.", True, "'shipment'"),
    ("곧 선적합니다.", "곧 出荷합니다.", True, "script"),
]


@pytest.mark.parametrize(("old", "new", "korean"), GOOD)
def test_words_without_values_pass(old: str, new: str, korean: bool) -> None:
    assert fault(new, old, korean) == ""


@pytest.mark.parametrize(("old", "new", "korean", "named"), BAD)
def test_what_looks_like_a_value_is_refused_and_named(
    old: str, new: str, korean: bool, named: str
) -> None:
    assert named in fault(new, old, korean)
