"""The command line as a script sees it: standard output, standard error and status."""

import json
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail

from quoteflow_desktop.cli import analyze
from quoteflow_desktop.cli.main import run
from quoteflow_desktop.core.analysis import from_json
from quoteflow_desktop.services import demo, wiring
from quoteflow_desktop.services.desk import Desk
from tests.scripted import MAILS, OTHER_MAIL, Reader, engine_for, make_model, write_mails

DISPLAY = {"QT_QPA_PLATFORM": "vnc"}  # a display without one being there
Captured = pytest.CaptureFixture[str]


class Door:
    """The program with a home of its own; notes which windows and pictures were asked for."""

    def __init__(self, home: Path, reader: Reader, capture: Captured) -> None:
        self.environ = {"QUOTEFLOW_HOME": str(home)}
        self.reader = reader
        self.windows: list[tuple[str, str]] = []
        self._capture = capture

    def __call__(self, *arguments: str | Path, **environ: str) -> tuple[int, str, str]:
        """Status, standard output and standard error."""
        status = run(
            [str(argument) for argument in arguments],
            self.environ | environ,
            open_window=self._open,
            take_picture=self._draw,
        )
        out, err = self._capture.readouterr()
        return status, out, err

    def _open(self, desk: Desk, thread_id: str) -> int:
        self.windows.append((desk.workplace.settings.model, thread_id))
        return 0

    def _draw(self, _desk: Desk, _thread_id: str, path: Path) -> None:
        path.write_bytes(b"PNG")


@pytest.fixture
def door(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> Door:
    home, reader, backend = tmp_path / "home", Reader(), fail.Keyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)
    monkeypatch.setattr(wiring, "open_engine", engine_for(reader, []))
    make_model(home / "models" / "mine", "mine")
    (home / "settings.toml").write_text('model = "mine"\nlanguage = "en"\n')
    return Door(home, reader, capsys)


@pytest.fixture
def mails(tmp_path: Path) -> Path:
    return write_mails(tmp_path / "in")


def test_analyze_prints_one_contract_object_a_thread_and_nothing_else(
    door: Door, mails: Path
) -> None:
    write_mails(mails, *MAILS, OTHER_MAIL)

    status, out, err = door("analyze", mails, "--json")

    assert status == 0
    analyses = [from_json(line) for line in out.splitlines()]
    assert [one.thread.subject for one in analyses] == ["Freight news", "Solar inverters"]
    assert "Reading mail 1 of 2: Solar inverters" in err


def test_analyze_for_a_person_shows_values_with_their_state(door: Door, mails: Path) -> None:
    status, out, _ = door("analyze", mails)

    assert status == 0
    assert "Payment terms: T/T 30/70 (offered)" in out
    assert "Item 1: inverter 5kW, 300 unit, @ 615" in out


def test_skipped_inputs_are_named_and_counted(door: Door, mails: Path) -> None:
    status, _, err = door("analyze", mails / "none.eml", mails / "01.eml", "--json")

    assert status == 0
    assert f"skipped {mails / 'none.eml'}: no such file" in err
    assert "1 skipped in all" in err


def test_nothing_to_read_is_status_1_and_one_line(door: Door, tmp_path: Path) -> None:
    status, out, err = door("analyze", tmp_path / "none", "--json")

    assert (status, out) == (1, "")
    assert err.splitlines()[-1] == "quoteflow: There is no mail to read in what was given."


def test_a_thread_that_the_model_fails_on_is_named_and_the_others_are_read(
    door: Door, mails: Path
) -> None:
    write_mails(mails, *MAILS, OTHER_MAIL)
    door.reader.broken = "Freight news"

    status, out, err = door("analyze", mails, "--json")

    assert status == 0
    assert [from_json(line).thread.subject for line in out.splitlines()] == ["Solar inverters"]
    assert "Freight news" in err


def test_a_model_that_reads_no_thread_is_status_1(door: Door, mails: Path) -> None:
    door.reader.broken = "inverter"

    status, out, _ = door("analyze", mails, "--json")

    assert (status, out) == (1, "")


def test_an_unknown_model_is_status_1_with_what_to_do(door: Door, mails: Path) -> None:
    status, _, err = door("analyze", mails, "--model", "no-such")

    assert status == 1
    assert "There is no model named no-such. Install the model again" in err


def test_my_addresses_decide_what_is_outgoing(door: Door, mails: Path) -> None:
    _, out, _ = door("analyze", mails, "--json", "--me", "JM@mwangi.example")

    directions = [mail.direction for mail in from_json(out).thread.messages]
    assert directions == ["outgoing", "incoming"]


def test_a_mail_without_a_date_takes_the_reference_date(door: Door, tmp_path: Path) -> None:
    undated = MAILS[0].replace("Date: Mon, 02 Mar 2026 09:14:00 +0900\n", "")
    folder = write_mails(tmp_path / "undated", undated)

    _, out, _ = door("analyze", folder, "--json", "--reference-date", "2026-03-05")

    date = from_json(out).thread.messages[0].date
    assert date is not None
    assert date.date().isoformat() == "2026-03-05"


@pytest.mark.parametrize(
    "arguments",
    [
        ("fly",),
        ("analyze",),
        ("analyze", "x", "--reference-date", "tomorrow"),
        ("quote", "x"),
        ("quote", "x", "-o", "q.pdf", "--lang", "fr"),
        ("quote", "x", "-o", "q.pdf", "--accept", "no-such-check"),
        ("accounts", "add", "sales", "no address", "--host", "h"),
        ("accounts", "add", "sales", "a@b.example", "--host", "h", "--tls", "none-loopback-only"),
    ],
)
def test_unusable_arguments_are_status_2(door: Door, arguments: tuple[str, ...]) -> None:
    status, out, err = door(*arguments)

    assert (status, out) == (2, "")
    assert err
    assert "Traceback" not in err


def test_quote_writes_the_pdf_and_prints_its_path(door: Door, mails: Path, tmp_path: Path) -> None:
    status, out, err = door("quote", mails, "-o", tmp_path / "q.pdf")

    assert (status, out) == (0, f"{tmp_path / 'q.pdf'}\n")
    assert (tmp_path / "q.pdf").read_bytes().startswith(b"%PDF")
    assert "the quote carries the sample firm" in err
    assert "to be agreed: " in err


def test_quote_prints_its_fields_as_json(door: Door, mails: Path, tmp_path: Path) -> None:
    _, out, _ = door(
        "quote", mails, "-o", tmp_path / "q.pdf", "--json", "--lang", "ko",
        "--reference-date", "2026-03-05",
    )  # fmt: skip

    made = json.loads(out)
    assert made["path"] == str(tmp_path / "q.pdf")
    assert made["issued_on"] == "2026-03-05"
    assert made["language"] == "ko"
    assert made["totals"]["total"] == "184500.00"


def test_quote_of_several_threads_wants_one_named_and_lists_them(
    door: Door, mails: Path, tmp_path: Path
) -> None:
    write_mails(mails, *MAILS, OTHER_MAIL)

    status, _, err = door("quote", mails, "-o", tmp_path / "q.pdf")

    assert status == 2
    lines = [line for line in err.splitlines() if line.startswith("  --thread ")]
    assert [line.split("  ")[-1] for line in lines] == ["Freight news", "Solar inverters"]
    chosen = lines[1].split()[1]
    assert door("quote", mails, "-o", tmp_path / "q.pdf", "--thread", chosen)[0] == 0


def test_an_unknown_thread_is_status_2(door: Door, mails: Path, tmp_path: Path) -> None:
    status, _, err = door("quote", mails, "-o", tmp_path / "q.pdf", "--thread", "beef")

    assert status == 2
    assert "There is no thread beef" in err


def test_nothing_to_quote_is_status_1_and_no_file(door: Door, tmp_path: Path) -> None:
    folder = write_mails(tmp_path / "news", OTHER_MAIL)

    status, out, err = door("quote", folder, "-o", tmp_path / "q.pdf")

    assert (status, out) == (1, "")
    assert "quoteflow: " in err
    assert not (tmp_path / "q.pdf").exists()


def test_a_company_profile_that_cannot_be_used_is_told_before_the_model_works(
    door: Door, mails: Path, tmp_path: Path
) -> None:
    (tmp_path / "firm.toml").write_text('nane = "x"\n')

    status, _, err = door(
        "quote", mails, "-o", tmp_path / "q.pdf", "--company", tmp_path / "firm.toml"
    )

    assert status == 1
    assert "nane: is no known key" in err
    assert door.reader.jobs == []


def test_the_window_opens_where_there_is_a_display(door: Door) -> None:
    assert door(**DISPLAY)[0] == 0
    assert door.windows == [("mine", "")]


def test_without_a_display_the_window_is_status_1_and_a_sentence(door: Door) -> None:
    status, out, err = door()

    assert (status, out) == (1, "")
    assert "no display" in err
    assert door.windows == []


def test_help_and_version_are_results(door: Door) -> None:
    assert door("--help")[:1] == (0,)
    status, out, _ = door("--version")
    assert (status, out) == (0, "0.1.0\n")


def test_a_bug_is_a_sentence_and_a_report_without_a_traceback(
    door: Door, mails: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(analyze, "load_threads", None)

    status, out, err = door("analyze", mails)

    (report,) = (Path(door.environ["QUOTEFLOW_HOME"]) / "data").glob("crash-*.txt")
    assert (status, out) == (1, "")
    assert err == f"quoteflow: A bug in QuoteFlow stopped the work; the report is {report}.\n"
    assert "TypeError" in report.read_text("utf-8")


def test_stopping_by_the_keyboard_is_status_1_without_a_traceback(
    door: Door, mails: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(analyze, "load_threads", interrupted)

    assert door("analyze", mails) == (1, "", "quoteflow: Stopped.\n")


def test_the_demo_opens_the_window_on_the_thread_that_gets_the_quote(door: Door) -> None:
    status, out, _ = door("demo", **DISPLAY)

    assert (status, out) == (0, "")
    ((_, thread_id),) = door.windows
    assert thread_id


@pytest.mark.parametrize(("arguments", "environ"), [((), {}), (("--headless",), DISPLAY)])
def test_the_demo_without_a_window_says_what_is_missing_when_nothing_can_be_quoted(
    door: Door,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    environ: dict[str, str],
) -> None:
    """A news mail stands in the place of the sample mails, so no price stands."""
    write_mails(tmp_path / "mailbox" / "08-floodlights-auckland", OTHER_MAIL)
    monkeypatch.setattr(demo, "mailbox", lambda: tmp_path / "mailbox")
    status, out, err = door("demo", *arguments, "-o", tmp_path / "out", **environ)

    assert (status, out) == (1, "")
    assert "nothing to quote" in err
    assert (tmp_path / "out" / "analysis.jsonl").exists()
    assert door.windows == []
