"""Where lines go, and how progress looks with and without a terminal."""

import io

import pytest

from quoteflow_desktop.cli.console import Console
from quoteflow_desktop.core.errors import InputError, MailError
from quoteflow_desktop.services.progress import Progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_results_and_notices_go_to_two_streams() -> None:
    out, err = io.StringIO(), io.StringIO()
    console = Console(out, err)

    console.result("a result")
    console.notice("a notice")

    assert (out.getvalue(), err.getvalue()) == ("a result\n", "a notice\n")


def test_an_error_is_its_sentence_and_its_hint_on_one_line() -> None:
    err = io.StringIO()

    Console(io.StringIO(), err).error(MailError("No answer.", hint="Try again."))

    assert err.getvalue() == "quoteflow: No answer. Try again.\n"


def test_without_a_terminal_each_stage_is_one_line_while_it_is_quick() -> None:
    err = io.StringIO()
    console = Console(io.StringIO(), err)

    for done in range(3):
        console.progress(Progress(stage="reading-mail", done=done, total=4, detail="x"))
    console.progress(Progress(stage="import", done=1, total=0))

    assert err.getvalue() == "Reading mail 1 of 3: x\nImporting 1\n"


def test_on_a_terminal_progress_stays_on_one_line_that_a_notice_clears() -> None:
    err = Terminal()
    console = Console(io.StringIO(), err)

    console.progress(Progress(stage="reading-threads", done=1, total=3))
    console.notice("done")

    assert err.getvalue() == "\r\x1b[KReading thread 2 of 3\r\x1b[Kdone\n"


class Full(io.StringIO):
    """A file on a full disk."""

    def write(self, _: str) -> int:
        raise OSError(28, "No space left on device")


def test_a_result_that_cannot_be_written_is_one_sentence() -> None:
    with pytest.raises(InputError, match="cannot be written: No space left on device"):
        Console(Full(), io.StringIO()).result("a result")
