from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from quoteflow_desktop.core.errors import Cancelled
from quoteflow_desktop.services.importing import load_threads
from quoteflow_desktop.services.progress import Cancel, Progress


def write(folder: Path, name: str, *, date_line: str = "", refs: str = "") -> Path:
    path = folder / f"{name}.eml"
    path.write_text(
        f"From: Kim <kim@a.kr>\nTo: sales@b.com\nSubject: {name}\nMessage-ID: <{name}@x>\n"
        f"{date_line}{refs}\n견적 {name}\n"
    )
    return path


def test_files_become_threads_and_what_is_unreadable_is_named(tmp_path: Path) -> None:
    write(tmp_path, "a", date_line="Date: Tue, 13 Jan 2026 09:00:00 +0900\n")
    write(tmp_path, "b", date_line="Date: Tue, 13 Jan 2026 10:00:00 +0900\n",
          refs="In-Reply-To: <a@x>\n")  # fmt: skip
    (tmp_path / "c.eml").touch()
    found = load_threads([tmp_path])
    assert [[one.subject for one in thread.messages] for thread in found.threads] == [["a", "b"]]
    assert [(one.path, one.reason) for one in found.skipped] == [
        (str(tmp_path / "c.eml"), "empty file")
    ]


def test_the_reference_date_is_the_date_of_mails_that_have_none(tmp_path: Path) -> None:
    write(tmp_path, "a")
    write(tmp_path, "b", date_line="Date: Tue, 13 Jan 2026 10:00:00 +0900\n",
          refs="References: <a@x>\n")  # fmt: skip
    (thread,) = load_threads([tmp_path], reference_date=date(2026, 11, 20)).threads
    found = {one.subject: one.date for one in thread.messages}
    assert found["a"] == datetime(2026, 11, 20, tzinfo=UTC)
    assert found["b"] == datetime(2026, 1, 13, 1, tzinfo=UTC)
    assert [one.subject for one in thread.messages] == ["a", "b"]


def test_each_mail_is_reported(tmp_path: Path) -> None:
    write(tmp_path, "a")
    write(tmp_path, "b")
    heard: list[Progress] = []
    load_threads([tmp_path], report=heard.append)
    assert [(one.stage, one.done) for one in heard] == [("import", 1), ("import", 2)]


def test_it_stops_when_asked(tmp_path: Path) -> None:
    cancel = Cancel()
    cancel.cancel()
    with pytest.raises(Cancelled):
        load_threads([write(tmp_path, "a")], cancel=cancel)
