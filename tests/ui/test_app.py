"""The window drawn into a file without a display."""

import pytest
from PySide6.QtGui import QImage

from quoteflow_desktop.core.errors import InputError, StoreError
from quoteflow_desktop.ui import app


def test_a_picture_shows_the_thread_that_is_named(desk, tmp_path):
    path = tmp_path / "window.png"
    app.screenshot(desk, path, size=(1440, 900), thread_id="inverters")
    image = QImage(str(path))
    assert (image.size().toTuple(), desk.named("open_thread")) == ((1440, 900), ["inverters"])


def test_a_picture_starts_no_reading(desk, tmp_path):
    app.screenshot(desk, tmp_path / "window.png", thread_id="inverters")
    assert desk.named("analyse_waiting") == []


def test_a_picture_that_cannot_be_written_says_so(desk, tmp_path):
    with pytest.raises(InputError):
        app.screenshot(desk, tmp_path / "no such folder" / "window.png")


def test_a_failure_behind_a_picture_is_raised_and_opens_no_dialog(desk, tmp_path):
    desk.failures["thread_lines"] = StoreError("The mail store is damaged.")
    with pytest.raises(StoreError):
        app.screenshot(desk, tmp_path / "window.png")
