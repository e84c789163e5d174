from hypothesis import given
from hypothesis import strategies as st

from quoteflow_desktop.mail.lines import lines_of


@given(st.text(alphabet="ab \n"))
def test_each_line_stands_at_its_place(body: str) -> None:
    assert [body[line.start : line.end] for line in lines_of(body)] == body.split("\n")


def test_places_count_from_the_offset() -> None:
    assert [(line.start, line.end) for line in lines_of("ab\nc", 10)] == [(10, 12), (13, 14)]
