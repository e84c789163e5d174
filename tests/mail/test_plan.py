from hypothesis import given
from hypothesis import strategies as st

from quoteflow_desktop.core.messages import Watermark
from quoteflow_desktop.mail.mailbox import Listing
from quoteflow_desktop.mail.plan import Fetch, MarkGone, Resync, Step, Stop, plan

MARK = Watermark(uidvalidity=7, uid=3)
UIDS = st.frozensets(st.integers(1, 40))


def listing(*uids: int, validity: int = 7) -> Listing:
    return Listing(uidvalidity=validity, uids=frozenset(uids))


def steps(now: Listing, *known: int, mark: Watermark | None = MARK) -> tuple[Step, ...]:
    return plan(now, mark, frozenset(known))


def test_the_first_time_all_is_fetched_oldest_first() -> None:
    assert steps(listing(5, 2, 9), mark=None) == (Fetch(uids=(2, 5, 9)),)


def test_an_empty_folder_is_left_alone_the_first_time() -> None:
    assert steps(listing(), mark=None) == ()


def test_nothing_new_needs_no_step() -> None:
    assert steps(listing(1, 2, 3), 1, 2, 3) == ()


def test_what_is_new_is_fetched() -> None:
    assert steps(listing(1, 2, 3, 4, 9), 1, 2, 3) == (Fetch(uids=(4, 9)),)


def test_a_mail_below_the_watermark_that_is_missing_here_is_fetched() -> None:
    assert steps(listing(1, 2, 3), 1, 3) == (Fetch(uids=(2,)),)


def test_a_mail_that_the_server_never_delivers_is_given_up() -> None:
    assert plan(listing(1, 2), MARK, frozenset((1,)), frozenset((2,))) == ()


def test_what_the_server_no_longer_has_is_marked() -> None:
    assert steps(listing(1, 3), 1, 2, 3) == (MarkGone(uids=frozenset((2,))),)


def test_a_great_loss_is_doubtful() -> None:
    known = range(1, 21)
    found = steps(listing(1, 2, 3), *known)
    assert found == (MarkGone(uids=frozenset(range(4, 21)), doubtful=True),)


def test_a_suddenly_empty_folder_stops() -> None:
    assert isinstance(steps(listing(), 1, 2, 3)[0], Stop)


def test_new_numbers_fetch_everything_anew_and_forget_nothing() -> None:
    found = steps(listing(1, 2, validity=8), 1, 2, 3)
    assert found == (Resync(uidvalidity=8), Fetch(uids=(1, 2)))


def test_a_server_without_uidvalidity_is_read_anew_each_time() -> None:
    mark = Watermark(uidvalidity=0, uid=2)
    found = steps(listing(1, 2, validity=0), 1, 2, mark=mark)
    assert found == (Resync(uidvalidity=0), Fetch(uids=(1, 2)))


@given(UIDS, UIDS, UIDS)
def test_after_the_steps_the_store_knows_what_the_server_has(
    there: frozenset[int], known: frozenset[int], lost: frozenset[int]
) -> None:
    found = plan(Listing(uidvalidity=7, uids=there), MARK, known, lost)
    if any(isinstance(step, Stop) for step in found):
        assert known
        assert not there
        return
    after = set(known)
    for step in found:
        if isinstance(step, Fetch):
            after |= set(step.uids)
        elif isinstance(step, MarkGone):
            after -= step.uids
    assert after == there - (lost - known)
