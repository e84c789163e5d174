"""Mails cut into pieces, evidence into places, cells into lines."""

from hypothesis import given
from hypothesis import strategies as st

from quoteflow_desktop.core.facts import Evidence
from quoteflow_desktop.core.messages import Mark, MarkKind, Message
from quoteflow_desktop.services.reading import PieceKind, Place, pieces, place, sentence

QUOTED, SIGNATURE = MarkKind.QUOTED, MarkKind.SIGNATURE


def _message(body, *marks):
    return Message(message_id="<m>", body=body, marks=tuple(
        Mark(start=start, end=end, kind=kind) for start, end, kind in marks
    ))  # fmt: skip


def test_a_body_is_cut_at_its_marks():
    message = _message("hello-bye-> old", (6, 9, SIGNATURE), (10, 15, QUOTED))
    assert [(p.start, p.end, p.kind) for p in pieces(message)] == [
        (0, 6, PieceKind.TEXT), (6, 9, PieceKind.SIGNATURE), (9, 10, PieceKind.TEXT),
        (10, 15, PieceKind.QUOTED),
    ]  # fmt: skip


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70), st.sampled_from(MarkKind))),
)
def test_pieces_join_to_the_whole_body_whatever_the_marks(body, marks):
    message = _message(body, *marks)
    assert "".join(body[p.start : p.end] for p in pieces(message)) == body


def test_a_mail_s_own_words_go_before_those_it_quotes():
    message = _message("> USD 615\nUSD 615 is final", (0, 10, QUOTED))
    found = place(Evidence(message=1, quote="USD 615"), [message])
    assert (found.start, found.end) == (10, 17)


def test_words_that_stand_in_the_quote_only_are_found_there():
    message = _message("> USD 615\nfine", (0, 10, QUOTED))
    assert place(Evidence(message=1, quote="USD 615"), [message]).start == 2


def test_evidence_of_a_header_has_no_place_in_the_body():
    found = place(Evidence(message=1, quote="a@b.c"), [_message("hello")])
    assert found == Place(message=1, quote="a@b.c")


def test_evidence_that_names_a_mail_that_is_not_there_has_no_place():
    assert place(Evidence(message=9, quote="x"), [_message("x")]).start is None


def test_the_sentence_around_a_quote():
    body = "Thanks. Our price is USD 615 per unit. It holds."
    start, end = sentence(body, 21, 28)
    assert body[start:end] == "Our price is USD 615 per unit."


def test_a_row_of_a_table_is_its_own_sentence():
    body = "item\t300\nbolt\t500\nnut\t700"
    start, end = sentence(body, 14, 17)
    assert body[start:end] == "bolt\t500"
