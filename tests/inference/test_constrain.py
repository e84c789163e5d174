"""Decoding: whatever the model prefers, only options and the mail's own words come out."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from quoteflow_desktop.core.reading import HeadlineReading
from quoteflow_desktop.inference.constrain import Decoder, Source, Sureness
from quoteflow_desktop.inference.engine import Choose, Copy, Force, Program, Question

VOCABULARY = 0xE000
ABOUT = Question(name="test")


class Wishful:
    """A model over characters that prefers, at each step, the next character of its wish."""

    def __init__(self, wish: str, certainty: float) -> None:
        self.wish = wish
        self.certainty = certainty
        self.seen = ""

    def tokenize(self, text: str) -> list[int]:
        return [ord(c) for c in text]

    def detokenize(self, tokens: Sequence[int]) -> str:
        return "".join(map(chr, tokens))

    def logits(self, tokens: Sequence[int]) -> np.ndarray:
        self.seen += self.detokenize(tokens)
        row = np.zeros(VOCABULARY, dtype=np.float32)
        if len(self.seen) < len(self.wish):
            row[ord(self.wish[len(self.seen)])] = self.certainty
        return row


def run(
    wish: str,
    mail: str,
    program: Program,
    certainty: float = 1.0,
    sure: Sureness = Sureness(),  # noqa: B008 - frozen
) -> str:
    source = Source([ord(c) for c in mail], list(mail))
    reading = Decoder(Wishful(wish, certainty), [source], sure=sure).run(program)
    assert isinstance(reading, HeadlineReading)
    return reading.goods


def one(step: Choose | Copy) -> Program:
    yield Force(text=">")
    reply = yield step
    return HeadlineReading(goods=reply)


def test_a_choice_follows_the_model_among_the_options() -> None:
    step = Choose(about=ABOUT, options=(" offer", " order", " ask"))
    assert run("> order", "", one(step)) == " order"


def test_a_wish_outside_the_options_still_gives_an_option() -> None:
    step = Choose(about=ABOUT, options=(" offer", " ask"))
    assert run("> surrender", "", one(step)) in (" offer", " ask")


def test_a_choice_that_is_not_sure_gives_the_one_to_take_in_doubt() -> None:
    doubting = Choose(about=ABOUT, options=(" -", " price", " total"), in_doubt=" -")
    assert run("> price", "", one(doubting)) == " -"
    assert run("> price", "", one(doubting), certainty=100.0) == " price"


def test_a_choice_of_any_other_needs_no_sure_one_among_them() -> None:
    class Torn(Wishful):
        """Sure that it is no " -", torn between the others."""

        def logits(self, tokens: Sequence[int]) -> np.ndarray:
            row = super().logits(tokens)
            row[[ord("A"), ord("B")]] = 20.0, 19.9
            return row

    def answer(*, of_any: bool) -> str:
        step = Choose(about=ABOUT, options=(" -", " A", " B"), in_doubt=" -", of_any=of_any)
        reading = Decoder(Torn("", 1.0), []).run(one(step))
        assert isinstance(reading, HeadlineReading)
        return reading.goods

    assert (answer(of_any=True), answer(of_any=False)) == (" A", " -")


def test_a_copy_gives_the_run_that_the_model_wants_and_ends_at_the_newline() -> None:
    assert run(">USD 615\n", "our price is USD 615 per unit", one(Copy(about=ABOUT))) == "USD 615"


def test_a_figure_that_the_mail_does_not_hold_cannot_come_out() -> None:
    copied = run(">USD 99\n", "our price is USD 615 per unit", one(Copy(about=ABOUT)))
    assert copied in "our price is USD 615 per unit"


def test_a_copy_never_runs_over_the_end_of_a_line() -> None:
    assert run(">ab\ncd\n", "ab\ncd", one(Copy(about=ABOUT))) == "ab"


def test_a_copy_never_begins_or_ends_within_a_latin_word_or_a_number() -> None:
    assert run(">Light\n", "Pohutu Lighting Ltd", one(Copy(about=ABOUT))) == "Lighting"
    assert run(">15\n", "USD 615", one(Copy(about=ABOUT))) != "15"


def test_a_copy_may_leave_a_korean_particle_behind() -> None:
    assert run(">인천\n", "인천까지", one(Copy(about=ABOUT))) == "인천"


def test_a_copy_of_the_body_leaves_the_head_out() -> None:
    mail = "To: Kim\n\nKim Lee asks"
    assert run(">Kim Lee\n", mail, one(Copy(about=ABOUT, scope="body"))) == "Kim Lee"
    assert run(">To\n", mail, one(Copy(about=ABOUT, scope="body"))) in mail.split("\n\n")[1]


def test_nothing_may_be_copied_when_the_model_prefers_none() -> None:
    assert run("> -\n", "abc", one(Copy(about=ABOUT, none=" -"))) == ""


@pytest.mark.parametrize(
    ("optional", "certainty", "copied"),
    [(True, 1.0, ""), (True, 100.0, "30 days"), (False, 1.0, "30 days")],
)
def test_an_optional_text_that_the_model_is_not_sure_of_stays_empty(
    optional: bool, certainty: float, copied: str
) -> None:
    step = Copy(about=ABOUT, optional=optional)
    program, sure = one(step), Sureness(copied=0.9)
    assert run(">30 days\n", "in 30 days net", program, certainty, sure) == copied


def test_options_that_begin_one_another_are_a_bug_and_say_so() -> None:
    with pytest.raises(ValueError, match="begins another"):
        run(">ab", "", one(Choose(about=ABOUT, options=("a", "ab"))))


@given(
    mail=st.text(alphabet="abc 12\n", min_size=1, max_size=60),
    wish=st.text("abc 123\n", max_size=80),
)
def test_every_copy_stands_in_the_mail(mail: str, wish: str) -> None:
    copied = run(">" + wish, mail, one(Copy(about=ABOUT, none=" -")))
    assert copied in mail
    assert "\n" not in copied
