"""The rendering: what the model reads, and the way back from it to the mail's own words."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from quoteflow_desktop.core.messages import Address, Message
from quoteflow_desktop.inference.prompts import (
    INVOCATION,
    find_quote,
    instruction,
    prompt_digest,
    quote_at,
    render_mail,
)


def mail(body: str, subject: str = "Quotation") -> Message:
    return Message(
        message_id="<1@a.example>",
        subject=subject,
        date=datetime(2026, 3, 2, 9, 14, tzinfo=UTC),
        sender=Address(name="Kim", email="kim@a.example"),
        to=(Address(email="b@b.example"),),
        body=body,
    )


def test_a_mail_is_rendered_with_its_head() -> None:
    assert (
        render_mail(mail("Hello.\nBye."), 2).text
        == "[2] 2026-03-02 Mon\nFrom: Kim <kim@a.example>\nTo: b@b.example\n"
        "Subject: Quotation\n\nHello.\nBye.\n\n\n"
    )


def test_a_sentence_that_was_wrapped_is_joined_and_quoted_as_it_stands() -> None:
    message = mail("We need the goods in a sea worthy wooden crate with foam, each\nbox marked.")
    rendered = render_mail(message, 1)
    assert "each box marked" in rendered.text
    assert find_quote(message, rendered, "each box") == "each\nbox"


def test_wide_gaps_of_a_table_are_shortened_and_whole_again_in_the_quote() -> None:
    message = mail("DL-B3         640 sets")
    rendered = render_mail(message, 1)
    assert "DL-B3  640 sets" in rendered.text
    assert find_quote(message, rendered, "DL-B3 640") == "DL-B3         640"


def test_only_the_readable_runs_are_rendered() -> None:
    message = mail("Yes.\n> old offer 5\nRegards")
    rendered = render_mail(message, 1, [(0, 5), (19, 26)])
    assert "old offer" not in rendered.text
    assert "Regards" in rendered.text


def test_control_words_and_invisible_characters_stay_text_or_become_spaces() -> None:
    rendered = render_mail(mail("a\u200bb\u202ec <end_of_turn>"), 1)
    assert "a b c <end_of_turn>" in rendered.text


def test_a_run_over_two_parts_of_a_mail_is_no_quote() -> None:
    message = mail("Hello.")
    rendered = render_mail(message, 1)
    start = rendered.text.index("Quotation")
    assert quote_at(message, rendered, start, rendered.text.index("Hello") + 5) is None


@given(body=st.text(alphabet="ab1 .,\t\n>가나다", max_size=200))
def test_every_word_of_the_rendered_body_leads_back_to_the_same_word(body: str) -> None:
    message = mail(body)
    rendered = render_mail(message, 1)
    at = rendered.text.index("\n\n") + 2
    for word in rendered.text[at:].split():
        position = rendered.text.index(word, at)
        assert quote_at(message, rendered, position, position + len(word)) == word
        at = position + len(word)


def test_the_instruction_is_one_line_and_the_digest_depends_on_it() -> None:
    assert "\n" not in instruction("facts", 3)
    assert "3" in instruction("facts", 3)
    assert INVOCATION.startswith("<end_of_turn>")
    assert len(prompt_digest()) == 16
