"""A judge on a loopback server: asked as agreed, read strictly, failures counted as zero."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from quoteflow_desktop.core.errors import InputError, ModelError
from tests.training.evaluation.samples import analysis, case, cell
from training.evaluation.cases import Gold
from training.evaluation.finesure import Axes
from training.evaluation.judge import KEY_VARIABLE, Judge, json_in
from training.evaluation.judged import judged_case, judged_summary, judged_truth


class _Server(HTTPServer):
    """Answers the chat completions of a test in turn, and keeps what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: list[str] = []
        self.requests: list[tuple[str, str | None, dict]] = []


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.requests.append((self.path, self.headers["Authorization"], body))
        said = self.server.answers.pop(0)
        answer = said if said.startswith("!") else json.dumps(
            {"choices": [{"message": {"role": "assistant", "content": said}}]}
        )  # fmt: skip
        self.send_response(200)
        self.end_headers()
        self.wfile.write(answer.encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[_Server]:
    made = _Server()
    thread = threading.Thread(target=made.serve_forever)
    thread.start()
    yield made
    made.shutdown()
    thread.join()
    made.server_close()


@pytest.fixture
def judge(server: _Server) -> Judge:
    return Judge(f"http://127.0.0.1:{server.server_port}/v1/", "strong-model", timeout=5)


def _labels(*categories: str) -> str:
    return json.dumps([{"line": n, "reason": "r", "category": c} for n, c in enumerate(categories)])


FACTS = '[{"fact":1,"response":"Yes","lines":[1]},{"fact":2,"response":"no","lines":[]}]'


def test_axes_are_counted_from_the_judges_lists(server: _Server, judge: Judge) -> None:
    server.answers = [f"Here it is: {_labels('no error', 'entity')} done", FACTS]
    axes = judged_summary(judge, "the mails", ["FOB", "CIF"], ["FOB was agreed", "by sea"])
    assert axes == Axes(sentences=2, faithful=1, facts=2, stated=1, lines=2, needed=1)
    assert judge.success == 1.0
    path, _, body = server.requests[0]
    assert (path, body["model"], body["temperature"]) == (
        "/v1/chat/completions", "strong-model", 0,
    )  # fmt: skip
    asked = body["messages"][0]["content"]
    assert "the mails" in asked
    assert "1. FOB\n2. CIF" in asked


@pytest.mark.parametrize(
    "answer",
    [
        "I cannot say.",
        _labels("no error"),  # one label for two sentences
        '[{"reason": "r"}, {"reason": "r"}]',
        "[1, 2]",
        '{"category": "no error"}',
    ],
)
def test_unreadable_answer_counts_as_nothing_faithful(
    server: _Server, judge: Judge, answer: str
) -> None:
    server.answers = [answer, FACTS]
    axes = judged_summary(judge, "m", ["FOB", "CIF"], ["a", "b"])
    assert (axes.sentences, axes.faithful, axes.stated) == (2, 0, 1)
    assert judge.success == 0.5


def test_line_numbers_that_do_not_exist_help_nobody(server: _Server, judge: Judge) -> None:
    server.answers = [_labels("no error"), '[{"response":"yes","lines":[0,1,7]}]']
    axes = judged_summary(judge, "m", ["FOB"], ["a"])
    assert (axes.stated, axes.needed) == (1, 1)


def test_truth_has_its_reason_and_an_unreadable_one_is_the_lowest(
    server: _Server, judge: Judge
) -> None:
    server.answers = ['{"reason": "all there", "mark": 4}', '{"reason": "r", "mark": 9}', "4"]
    good = judged_truth(judge, "reference", "answer")
    assert (good.mark, good.reason) == (4, "all there")
    assert [judged_truth(judge, "r", "a").mark for _ in range(2)] == [1, 1]
    assert (judge.asked, judge.read) == (3, 1)


def test_thread_is_judged_with_its_mails_points_and_facts(server: _Server, judge: Judge) -> None:
    gold = Gold(
        facts={"incoterm": ["FOB"], "budget": None},
        items=(),
        tags=frozenset(),
        key_points=("FOB Busan",),
    )
    server.answers = [
        _labels("no error", "no error"),
        '[{"response":"yes","lines":[2]}]',
        '{"reason":"right","mark":5}',
    ]
    said = analysis(headline="goods", title="Offer", points=("FOB Busan",), incoterm=cell("FOB"))
    axes, mark = judged_case(judge, case(gold), said)
    assert axes == Axes(2, 2, 1, 1, 2, 1)
    assert mark.mark == 5
    texts = [body["messages"][0]["content"] for _, _, body in server.requests]
    assert "FOB Busan, 100 pcs, USD 5" in texts[0]
    assert "2. [1] Offer: FOB Busan" in texts[0]
    assert "Reference:\nincoterm: FOB\n\nAnswer:\nincoterm: FOB\n" in texts[2]
    assert judged_case(judge, case(gold), None)[1].mark == 1


def test_key_from_the_environment_goes_along(
    server: _Server, judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(KEY_VARIABLE, "secret")
    server.answers = ['{"reason": "r", "mark": 3}']
    judged_truth(judge, "r", "a")
    assert server.requests[0][1] == "Bearer secret"


def test_server_of_another_kind_or_none_is_named(server: _Server, judge: Judge) -> None:
    server.answers = ["! hello"]
    with pytest.raises(ModelError, match="speaks another protocol"):
        judged_truth(judge, "r", "a")
    with pytest.raises(ModelError, match="does not answer"):
        judged_truth(Judge("http://127.0.0.1:1/v1", "m", timeout=5), "r", "a")
    with pytest.raises(InputError, match="no http address"):
        Judge("file:///etc/hostname", "m")


def test_json_is_found_among_words() -> None:
    assert json_in('Sure [sic]: {"a": [1]} and more') == {"a": [1]}
    assert json_in("nothing") is None
