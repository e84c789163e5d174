"""The recipe: a whole folder over the real wire, or one sentence and nothing."""

import email
import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from autogen_ext.models.replay import ReplayChatCompletionClient

from quoteflow_desktop.core.errors import InputError, ModelError
from tests.training.agents.replies import ENDPOINT, lines, mails
from training.agents.converse import Plan, converse, main, seeds_of
from training.agents.talk import client_of
from training.simulator.generate import make_thread
from training.simulator.gold import GoldThread

ROOT = Path(__file__).resolve().parents[3]
MODEL = ROOT / "resources/models/quoteflow-mini/quoteflow-mini-Q8_0.gguf"
SHORT = "27"  # its first thread is two mails long


def read(folder: Path) -> list[GoldThread]:
    text = (folder / "threads.jsonl").read_text("utf-8")
    return [GoldThread.model_validate_json(line) for line in text.splitlines()]


def test_a_replayed_run_leaves_threads_mails_and_a_card(tmp_path: Path) -> None:
    plan = Plan(folder=tmp_path / "set", number=2, seed=3, languages=("ko",))
    seeds = [seed for seed, _ in zip(seeds_of(plan), range(2), strict=False)]
    replies = [
        lines(clauses, lambda text: "그럼, " + text) for seed in seeds for clauses in mails(seed)
    ]

    card = converse(plan, ENDPOINT, ReplayChatCompletionClient(replies))

    threads = read(plan.folder)
    assert [thread.seed for thread in threads] == seeds
    assert card.languages == {"ko": 2}
    assert card.reworded == len(replies)
    assert (card.fallbacks, card.retries, card.audit_replaced) == (0, 0, 0)
    assert json.loads((plan.folder / "card.json").read_text("utf-8")) == card.model_dump()
    assert f"in the model's words | {card.reworded} |" in (plan.folder / "README.md").read_text()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["set"]
    for number, thread in enumerate(threads, 1):
        written = sorted((plan.folder / "eml" / f"{number:04d}").iterdir())
        assert [path.name for path in written] == [
            f"{n:02d}.eml" for n in range(1, len(thread.mails) + 1)
        ]


def test_a_folder_that_is_there_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is there already"):
        converse(Plan(folder=tmp_path, number=1, seed=1), ENDPOINT, ReplayChatCompletionClient([]))


@contextmanager
def answering(status: int, code: str) -> Iterator[str]:
    """A server on loopback that answers every request with the protocol's error."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.dumps({"error": {"message": code, "code": code}}).encode()
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/v1"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize(
    ("status", "kind", "sentence"),
    [
        (401, InputError, "does not accept the key"),
        (404, InputError, "has no model named replayed"),
        (400, ModelError, "refused the request"),
    ],
)
def test_what_an_endpoint_refuses_is_one_sentence_and_no_file(
    tmp_path: Path, status: int, kind: type[Exception], sentence: str
) -> None:
    with answering(status, "no") as url:
        endpoint = ENDPOINT.model_copy(update={"url": url})
        with pytest.raises(kind, match=sentence) as caught:
            converse(Plan(folder=tmp_path / "set", number=1, seed=1), endpoint, client_of(endpoint))

    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_request_that_is_too_long_falls_back(tmp_path: Path) -> None:
    with answering(400, "context_length_exceeded") as url:
        endpoint = ENDPOINT.model_copy(update={"url": url})
        card = converse(
            Plan(folder=tmp_path / "set", number=1, seed=1), endpoint, client_of(endpoint)
        )

    assert card.fallbacks == card.mails - card.locked > 0
    assert card.retries == 0


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def recipe(monkeypatch: pytest.MonkeyPatch, *words: str | Path) -> str:
    """Runs the recipe's command line; what it says when it stops, "" when it is done."""
    monkeypatch.setattr(sys, "argv", ["converse", *map(str, words)])
    monkeypatch.setenv("SOME_KEY", "a-key")
    try:
        main()
    except SystemExit as stop:
        return str(stop)
    return ""


def test_nobody_at_the_endpoint_is_one_sentence_and_no_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"http://127.0.0.1:{free_port()}/v1"

    said = recipe(monkeypatch, tmp_path / "set", "--endpoint", url, "--model", "any")

    assert said == f"The endpoint {url} does not answer. Start it, or mend the address."
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """The shipped model behind llama-cpp-python's server; ended by its own handle."""
    port = free_port()
    command = [
        sys.executable, "-m", "llama_cpp.server", "--model", str(MODEL), "--host", "127.0.0.1",
        "--port", str(port), "--n_ctx", "2048", "--n_threads", "1", "--chat_format", "gemma",
        "--model_alias", "quoteflow-mini", "--api_key", "a-key",
    ]  # fmt: skip
    log = (tmp_path / "server.log").open("w")
    process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    try:
        until = time.monotonic() + 60
        while True:
            assert process.poll() is None, (tmp_path / "server.log").read_text()
            assert time.monotonic() < until, "the server did not open its port"
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                threading.Event().wait(0.1)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.terminate()
        process.wait(timeout=20)
        log.close()


def test_a_served_model_that_talks_nonsense_still_gives_a_whole_thread(
    served: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "set"
    words = ("--endpoint", served, "--model", "quoteflow-mini", "--number", "1", "--seed", SHORT)
    few = ("--tries", "2", "--longest-reply", "8", "--key-variable")

    done = recipe(monkeypatch, folder, *words, *few, "SOME_KEY")
    wrong = recipe(monkeypatch, tmp_path / "other", *words, *few, "EMPTY_KEY")

    assert done == ""
    card = json.loads((folder / "card.json").read_text("utf-8"))
    assert card["fallbacks"] == card["mails"] - card["locked"] > 0
    assert card["retries"] == card["fallbacks"]
    assert (card["reworded"], card["echoed"]) == (0, 0)
    [thread] = read(folder)
    assert thread == make_thread(thread.seed)
    written = [
        email.message_from_bytes(path.read_bytes())
        for path in sorted((folder / "eml" / "0001").iterdir())
    ]
    assert [mail["Message-ID"] for mail in written] == [
        message.message_id for message in thread.thread.messages
    ]
    assert wrong == (
        f"The endpoint {served} does not accept the key. "
        "The key is read from the environment variable EMPTY_KEY."
    )
    assert not (tmp_path / "other").exists()
