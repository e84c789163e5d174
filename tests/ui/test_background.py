"""The lanes: where work runs, how it comes back, how it stops."""

import threading

from quoteflow_desktop.core.errors import Cancelled, StoreError
from quoteflow_desktop.services.progress import Progress
from quoteflow_desktop.ui.background import Background, Lane


def test_work_runs_on_its_lane_and_comes_back_on_the_window_s_thread(qtbot):
    background = Background()
    seen = {}

    def work(report, cancel):
        seen["work"] = threading.current_thread().name
        return 7

    def done(result):
        seen["done"] = threading.current_thread() is threading.main_thread()
        seen["result"] = result

    with qtbot.waitSignal(background.idle):
        background.run(Lane.SHORT, work, done)
    assert seen == {"work": "lane-short_0", "done": True, "result": 7}
    background.close()


def test_jobs_of_one_lane_keep_their_order(qtbot):
    background = Background()
    order = []
    with qtbot.waitSignal(background.idle):
        for number in range(5):
            background.run(Lane.MAIL, lambda _r, _c, n=number: n, order.append)
    assert order == [0, 1, 2, 3, 4]
    background.close()


def test_lanes_do_not_wait_for_each_other(qtbot):
    background = Background()
    gate = threading.Event()
    results = []
    background.run(Lane.MODEL, lambda _r, _c: gate.wait(10), results.append)
    background.run(Lane.SHORT, lambda _r, _c: "short", results.append)
    qtbot.waitUntil(lambda: results == ["short"])
    with qtbot.waitSignal(background.idle):
        gate.set()
    assert results == ["short", True]
    background.close()


def test_an_error_comes_back_as_itself(qtbot):
    background = Background()
    error = StoreError("The disk is full.")
    failures = []

    def work(report, cancel):
        raise error

    with qtbot.waitSignal(background.idle):
        background.run(Lane.SHORT, work, failed=failures.append)
    assert failures == [error]
    background.close()


def test_progress_arrives_before_the_result(qtbot):
    background = Background()
    heard = []
    step = Progress(stage="reading-mail", done=1, total=3)

    def work(report, cancel):
        report(step)
        return "end"

    with qtbot.waitSignal(background.idle):
        background.run(Lane.MODEL, work, heard.append, progress=heard.append)
    assert heard == [step, "end"]
    background.close()


def test_a_stopped_task_ends_as_cancelled(qtbot):
    background = Background()
    started = threading.Event()
    ends = []

    def work(report, cancel):
        started.set()
        while True:
            cancel.check()

    with qtbot.waitSignal(background.idle):
        task = background.run(Lane.MODEL, work, failed=ends.append)
        started.wait(10)
        task.stop()
    assert [type(end) for end in ends] == [Cancelled]
    background.close()


def test_a_task_stopped_before_its_turn_never_runs(qtbot):
    background = Background()
    gate = threading.Event()
    ran = []
    background.run(Lane.MODEL, lambda _r, _c: gate.wait(10))
    with qtbot.waitSignal(background.idle):
        background.run(Lane.MODEL, lambda _r, _c: ran.append(1)).stop()
        gate.set()
    assert ran == []
    background.close()


def test_nothing_is_delivered_after_close(qtbot, qapp):
    background = Background()
    heard = []
    background.run(Lane.SHORT, lambda _r, _c: 1, heard.append)
    background.close()
    qapp.processEvents()
    assert heard == []


def test_a_bug_in_a_view_leaves_no_work_without_end(qtbot):
    background = Background()

    def done(_result):
        raise ZeroDivisionError

    with qtbot.captureExceptions() as caught, qtbot.waitSignal(background.idle):
        background.run(Lane.SHORT, lambda _r, _c: 1, done)
    assert ([kind for kind, *_ in caught], background.busy) == ([ZeroDivisionError], False)
    background.close()
