"""The model in a process of its own: a native abort must not take the window along.

``WorkerEngine`` starts the child with the first job, hands it jobs over a pipe, restarts it when
it died and tries that job once more. The child's side is ``serve``. Must not know what jobs mean.
"""

import contextlib
import multiprocessing
import signal
import threading
import traceback
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext, SpawnProcess
from multiprocessing.synchronize import Event

from quoteflow_desktop.core.analysis import ModelView
from quoteflow_desktop.core.errors import Cancelled, ModelError, QuoteFlowError
from quoteflow_desktop.inference.engine import CancelToken, Job, Outcome
from quoteflow_desktop.inference.models import ModelSpec, verify
from quoteflow_desktop.inference.prompts import prompt_digest

_INSTALL = "Run `make run` again, which builds the model engine anew where it is missing."
_LOOK_AGAIN = 0.05  # seconds between looks at the cancel token
_PATIENCE = 10.0  # seconds that a child gets to stop its job
_FAREWELL = 3.0  # seconds that a child gets to end by itself


class WorkerEngine:
    """Runs jobs in a child process; safe to call from one thread at a time.

    ``gpu_layers`` -1 offloads all layers where the build can.
    """

    def __init__(
        self, spec: ModelSpec, *, gpu_layers: int = -1, threads: int | None = None
    ) -> None:
        self._spec = spec
        self._options = {"gpu_layers": gpu_layers, "threads": threads}
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._stop: Event | None = None
        self._lock = threading.Lock()
        self.device = "cpu"  # what the child said it uses, once it runs

    @property
    def pid(self) -> int | None:
        """The child's process id, None where none runs."""
        return self._process.pid if self._process is not None else None

    def run(self, job: Job, cancel: CancelToken | None = None) -> Outcome:
        """The outcome of ``job``; a child that died is started again and the job tried once more.

        Raises:
            ModelError: the model cannot be opened, or the child died twice on this job.
            Cancelled: ``cancel`` was requested.
        """
        with self._lock:
            for attempt in (1, 2):
                try:
                    return self._ask(job, cancel)
                except (EOFError, BrokenPipeError, ConnectionResetError):
                    self._end()
                    if attempt == 2:
                        break
        raise ModelError(
            "The model's process ended twice while reading this mail.",
            hint="Other mails are read on. A smaller model needs less memory.",
            retryable=True,
        )

    def start(self) -> None:
        """Start the child and open the model now, if not done.

        Raises:
            ModelError: the model cannot be opened.
        """
        with self._lock:
            self._ensure()

    def model_view(self) -> ModelView:
        """Names of model, engine and adapters (the first 12 digits of their digests)."""
        adapters = {
            task: self._spec.adapter_sha256.get(task, "")[:12] or path.stem
            for task, path in self._spec.adapters.items()
        }
        return ModelView(name=self._spec.name, engine="llama.cpp", adapters=adapters)

    def close(self) -> None:
        """End the child."""
        with self._lock:
            self._end()

    def _ask(self, job: Job, cancel: CancelToken | None) -> Outcome:
        pipe, stop = self._ensure()
        stop.clear()
        pipe.send(job)
        asked_to_stop = 0.0
        while not pipe.poll(_LOOK_AGAIN):
            if cancel is None or not cancel.requested:
                continue
            if not asked_to_stop:
                stop.set()
            asked_to_stop += _LOOK_AGAIN
            if asked_to_stop > _PATIENCE:  # a native call hangs: nothing else can end it
                self._kill()
                raise Cancelled()
        answer = pipe.recv()
        if isinstance(answer, BaseException):
            raise answer
        outcome: Outcome = answer
        return outcome

    def _ensure(self) -> tuple[Connection, Event]:
        if self._process is not None and self._process.is_alive() and self._pipe and self._stop:
            return self._pipe, self._stop
        self._end()
        verify(self._spec)
        if self._spec.prompt_digest and self._spec.prompt_digest != prompt_digest():
            raise ModelError(
                f"The adapters of {self._spec.name} were made for another version of the program.",
                hint="Update the model, or choose another one in the settings.",
            )
        context: SpawnContext = multiprocessing.get_context("spawn")
        pipe, far_end = context.Pipe()
        self._stop = context.Event()
        self._process = context.Process(
            target=serve,
            args=(far_end, self._stop, self._spec, self._options),
            name="quoteflow-model",
            daemon=True,
        )
        self._process.start()
        far_end.close()
        self._pipe = pipe
        try:
            greeting = pipe.recv()  # the end of a child that dies while it opens the model is heard
        except (EOFError, ConnectionResetError):
            self._end()
            raise ModelError(
                f"The model {self._spec.name} could not be opened: its process ended.",
                hint="Check the model's file with `quoteflow models verify`.",
            ) from None
        if isinstance(greeting, QuoteFlowError):
            self._end()
            raise greeting
        self.device = greeting
        return pipe, self._stop

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()
        self._end()

    def _end(self) -> None:
        if self._stop is not None and self._process is not None and self._process.is_alive():
            self._stop.set()  # a job under way ends at its next look
        if self._pipe is not None:
            with contextlib.suppress(OSError):
                self._pipe.close()  # the child sees the end of the pipe and leaves
        if self._process is not None:
            self._process.join(_FAREWELL)
            if self._process.is_alive():
                self._process.kill()
                self._process.join()
        self._process = self._pipe = self._stop = None


def serve(pipe: Connection, stop: Event, spec: ModelSpec, options: dict[str, int | None]) -> None:
    """The child's life: open the model, greet with the device, answer jobs until the pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    with contextlib.suppress(OSError, EOFError):  # the parent is gone: nobody left to tell
        try:
            from quoteflow_desktop.inference.opening import open_session

            session, device = open_session(
                spec, gpu_layers=options["gpu_layers"], threads=options["threads"]
            )
        except QuoteFlowError as error:
            pipe.send(error)
            return
        except (ImportError, OSError) as error:
            pipe.send(ModelError(f"The model engine cannot be loaded: {error}.", hint=_INSTALL))
            return
        pipe.send(device)
        token = _Token(stop)
        while True:
            job = pipe.recv()
            try:
                answer: object = session.run(job, token)
            except QuoteFlowError as error:
                answer = error
            except Exception:  # a bug: the parent's crash report has it
                answer = ChildBugError(traceback.format_exc())
            pipe.send(answer)


class ChildBugError(Exception):
    """A mistake of ours in the child, with its traceback, for the parent's crash report."""


class _Token:
    """The parent's wish to stop, as the session looks at it."""

    def __init__(self, event: Event) -> None:
        self._event = event

    @property
    def requested(self) -> bool:
        return self._event.is_set()
