"""The one rule for threads longer than the context."""

from hypothesis import given
from hypothesis import strategies as st

from quoteflow_desktop.inference.session import common_length, window

lengths = st.lists(st.integers(1, 500), min_size=1, max_size=12)


def test_everything_is_read_where_it_fits() -> None:
    assert window([10, 20, 30], 60) == (0, 30)


def test_the_oldest_mails_go_first() -> None:
    assert window([10, 20, 30], 59) == (1, 30)


def test_a_mail_that_does_not_fit_alone_loses_its_end() -> None:
    assert window([10, 500], 100) == (1, 100)


@given(lengths=lengths, room=st.integers(1, 1000))
def test_the_window_never_exceeds_the_room_and_leaves_out_no_mail_that_fits(
    lengths: list[int], room: int
) -> None:
    first, kept = window(lengths, room)
    used = sum(lengths[first:-1]) + kept
    assert used <= room
    assert first == 0 or used + lengths[first - 1] > room


@given(left=st.lists(st.integers(0, 3)), right=st.lists(st.integers(0, 3)))
def test_common_length_is_the_longest_shared_beginning(left: list[int], right: list[int]) -> None:
    shared = common_length(left, right)
    assert left[:shared] == right[:shared]
    assert left[shared : shared + 1] != right[shared : shared + 1] or shared in (
        len(left), len(right),
    )  # fmt: skip
