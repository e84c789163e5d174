"""The firm in a signature, by its legal form."""

import pytest

from quoteflow_desktop.analysis.parties import firm_in

BODY = "Subject: x\n\nHello,\nplease quote.\n\n"


@pytest.mark.parametrize(
    ("signature", "firm"),
    [
        ("Callum\nPohutu Lighting Wholesale Ltd\nph 1", "Pohutu Lighting Wholesale Ltd"),
        ("Huynh / Sales\nDAI LAM ACACIA FURNITURE JSC", "DAI LAM ACACIA FURNITURE JSC"),
        ("Korea Market, Minh Khoa Seafood Export Co., Ltd.", "Minh Khoa Seafood Export Co., Ltd."),
        ("배도윤 과장 | 새온라이팅(주) 자재구매파트", "새온라이팅(주)"),
        ("옥지훈 과장\n(주)물결식품 수입팀", "(주)물결식품"),
    ],
)
def test_a_legal_form_names_the_firm(signature: str, firm: str) -> None:
    span = firm_in(BODY + signature)
    assert span is not None
    assert (BODY + signature)[slice(*span)].endswith(firm)


@pytest.mark.parametrize("signature", ["Kim", "A Ltd\nB GmbH", "", "limited stock"])
def test_no_firm_or_two_are_not_clear(signature: str) -> None:
    assert firm_in(BODY + signature) is None
