"""What the window says of checks and warnings, in its own language."""

import pytest

from quoteflow_desktop.ui.checks_part import ChecksPart
from quoteflow_desktop.ui.texts import Texts

WARNINGS = ("unit_price: “615” left out, no words of mail 2 show it", "what nobody foresaw")


@pytest.mark.parametrize(
    ("language", "first"),
    [
        ("ko", "단가: 2번 메일에 근거가 되는 말이 없어 뺐습니다(“615”)."),
        ("en", "Unit price: “615” left out, no words of mail 2 show it"),
    ],
)
def test_warnings_stand_in_the_window_s_language_and_unknown_ones_as_they_are(
    qtbot, desk, language, first
):
    part = ChecksPart(Texts(language))
    qtbot.addWidget(part)
    thread = desk.open_thread("inverters")
    analysis = thread.analysis.model_copy(update={"warnings": WARNINGS})

    part.show_thread(thread.model_copy(update={"analysis": analysis}))

    words = [notice.words for notice in part.notices()]
    assert [line for line in words if line in (first, WARNINGS[1])] == [first, WARNINGS[1]]
