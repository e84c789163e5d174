"""Model, queue and progress in words."""

from types import SimpleNamespace

import pytest

from quoteflow_desktop.services.progress import Progress
from quoteflow_desktop.ui.status_line import StatusLine, stage_words
from quoteflow_desktop.ui.texts import Texts


@pytest.mark.parametrize(
    ("stage", "done", "total", "words"),
    [
        ("reading-mail", 0, 7, "메일 6통 중 1번째 읽는 중"),
        ("reading-thread", 6, 7, "대화를 정리하는 중"),
        ("importing", 12, 12, "가져오는 중 12통"),
        ("sync", 40, 200, "메일 받는 중 40/200"),
    ],
)
def test_stages_in_words(stage, done, total, words):
    assert stage_words(Progress(stage=stage, done=done, total=total), Texts("ko")) == words


def test_model_device_and_queue(qtbot):
    line = StatusLine(Texts("en"))
    qtbot.addWidget(line)
    line.show_status(SimpleNamespace(model="quoteflow-mini", device="CPU", waiting=1, hosts=()))
    assert (line.model.text(), line.queue.text()) == ("quoteflow-mini on CPU", "1 thread waits")


def test_the_queue_counts_down_while_threads_are_read(qtbot):
    line = StatusLine(Texts("en"))
    qtbot.addWidget(line)
    line.show_progress(Progress(stage="reading-threads", done=2, total=5))
    assert line.queue.text() == "3 threads wait"
