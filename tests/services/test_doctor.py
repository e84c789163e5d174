"""What the doctor finds, and when a window may be opened."""

import os
import socket
from pathlib import Path

import pytest

from quoteflow_desktop.core.errors import ModelError, SettingsError
from quoteflow_desktop.services import doctor
from quoteflow_desktop.services.doctor import Finding, Health


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"QUOTEFLOW_HOME": str(tmp_path / "home")}


def test_every_fault_has_a_mend(environ: dict[str, str]) -> None:
    findings = doctor.examine(environ)

    assert [finding.check for finding in findings] == [
        "settings", "model", "engine", "keyring", "fonts", "pdf", "sqlite", "store", "display",
    ]  # fmt: skip
    assert all(finding.mend for finding in findings if finding.health is not Health.OK)


def test_a_broken_settings_file_is_a_fault_and_the_other_checks_go_on(
    environ: dict[str, str],
) -> None:
    folder = Path(environ["QUOTEFLOW_HOME"])
    folder.mkdir()
    (folder / "settings.toml").write_text("colour = 1\n")

    findings = {finding.check: finding for finding in doctor.examine(environ)}

    assert findings["settings"].health is Health.FAULT
    assert "colour: is no known key" in findings["settings"].found
    assert findings["sqlite"].health is Health.OK


def test_a_missing_model_is_told_with_what_to_do(environ: dict[str, str]) -> None:
    folder = Path(environ["QUOTEFLOW_HOME"])
    folder.mkdir()
    (folder / "settings.toml").write_text('model = "no-such-model"\n')

    with pytest.raises(ModelError, match="no model named no-such-model") as caught:
        doctor.model_check(environ)

    assert caught.value.hint


def test_a_damaged_store_is_a_fault(environ: dict[str, str]) -> None:
    store = Path(environ["QUOTEFLOW_HOME"]) / "data" / "quoteflow.db"
    store.parent.mkdir(parents=True)
    store.write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)

    findings = {finding.check: finding for finding in doctor.examine(environ)}

    assert findings["store"].health is Health.FAULT
    assert findings["store"].mend


def test_looking_makes_no_store(environ: dict[str, str]) -> None:
    found = doctor.store_check(environ)

    assert found.health is Health.OK
    assert not (Path(environ["QUOTEFLOW_HOME"]) / "data" / "quoteflow.db").exists()


def test_the_sqlite_inside_has_no_wal_fault() -> None:
    assert doctor.sqlite_check({}).health is Health.OK


def test_missing_fonts_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "resources_dir", lambda: tmp_path)

    found = doctor.fonts_check({})

    assert found == Finding(
        check="fonts",
        health=Health.FAULT,
        found="NanumGothic.ttf, NanumGothicBold.ttf missing",
        mend="Install the program again.",
    )


def test_without_a_display_no_window_can_be_shown() -> None:
    assert doctor.display_fault({}) == "There is no display to open a window on."


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "offscreen:size=10x10"])
def test_a_window_that_nobody_sees_is_no_display(platform: str) -> None:
    fault = doctor.display_fault({"QT_QPA_PLATFORM": platform, "DISPLAY": ":0"})
    assert fault is not None
    assert "where nobody sees it" in fault


@pytest.mark.parametrize("display", [":4711", "nonsense", "host:name", ":4711.0"])
def test_a_display_that_does_not_answer_is_named(display: str) -> None:
    assert doctor.display_fault({"DISPLAY": display}) == f"The display {display} does not answer."


def test_a_wayland_display_that_answers_is_one(tmp_path: Path) -> None:
    short = Path(os.path.relpath(tmp_path))  # the path of a socket is at most 107 bytes
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(short / "wayland-9"))
        server.listen()

        environ = {"WAYLAND_DISPLAY": "wayland-9", "XDG_RUNTIME_DIR": str(short)}
        assert doctor.display_fault(environ) is None


def test_a_locked_keyring_becomes_a_finding(
    environ: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked() -> None:
        raise SettingsError("The keyring is locked.", hint="Unlock it.")

    monkeypatch.setattr(doctor.keychain, "fault", locked)

    findings = {finding.check: finding for finding in doctor.examine(environ)}

    assert findings["keyring"] == Finding(
        check="keyring", health=Health.FAULT, found="The keyring is locked.", mend="Unlock it."
    )
