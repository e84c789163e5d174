"""Rows that processes of their own make while training reads them.

Taken from the workers in turn, so the same workers give the same rows in the same order whatever
the machine is busy with. Must not know what is in a row.
"""

import multiprocessing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields
from multiprocessing.queues import Queue
from queue import Empty
from typing import Any

import torch
from torch import Tensor

from training.packing import Row

AHEAD = 4  # rows that each worker may be ahead
_PATIENCE = 5.0  # seconds between two looks whether a worker lives


@contextmanager
def rows_of_workers(
    source: Callable[[int, int], Iterator[Row]], count: int
) -> Iterator[Iterator[Row]]:
    """The rows of ``source(worker, count)`` for every worker, in turn, until one ends.

    An error of a worker is raised to the reader. ``source`` must be picklable.
    """
    context = multiprocessing.get_context("spawn")
    queues: list[Queue[Any]] = [context.Queue(AHEAD) for _ in range(count)]
    workers = [
        context.Process(target=_work, args=(source, n, count, queue), daemon=True)
        for n, queue in enumerate(queues)
    ]
    for worker in workers:
        worker.start()
    try:
        yield _in_turn(queues, workers)
    finally:
        for worker in workers:
            worker.terminate()
            worker.join()


def _in_turn(queues: list["Queue[Any]"], workers: list[Any]) -> Iterator[Row]:
    while True:
        for queue, worker in zip(queues, workers, strict=True):
            made = None
            while made is None:
                try:
                    made = queue.get(timeout=_PATIENCE)
                except Empty:
                    if not worker.is_alive():
                        raise RuntimeError("a process that makes rows was ended") from None
            if isinstance(made, Exception):
                raise made
            if not made:
                return
            yield _unpack(made)


def _work(
    source: Callable[[int, int], Iterator[Row]], worker: int, count: int, queue: "Queue[Any]"
) -> None:
    torch.set_num_threads(1)
    try:
        for row in source(worker, count):
            queue.put(_pack(row))
        queue.put({})
    except Exception as error:  # whatever it is, the reader must hear of it
        queue.put(error)


def _pack(row: Row) -> dict[str, Any]:
    """As arrays: tensors would travel through shared memory, which may be small."""
    values = {field.name: getattr(row, field.name) for field in fields(row)}
    return {n: v.numpy() if isinstance(v, Tensor) else v for n, v in values.items()}


def _unpack(made: dict[str, Any]) -> Row:
    return Row(**{n: v if n == "tail" else torch.from_numpy(v) for n, v in made.items()})
