"""Rows of worker processes come in turn, the same every time; an error is heard of."""

from collections.abc import Iterator
from itertools import islice

import pytest

from training.packing import Row, Tree, lay_out
from training.stream import rows_of_workers


def _numbers(worker: int, workers: int) -> Iterator[Row]:
    for number in range(worker + 4, 10, workers):
        yield lay_out([Tree((number, number), (0.0, 1.0), ())], 3)


def _broken(worker: int, workers: int) -> Iterator[Row]:
    yield from islice(_numbers(worker, workers), 1)
    raise ValueError("no such thread")


def test_rows_come_in_turn_until_one_worker_ends() -> None:
    with rows_of_workers(_numbers, 2) as rows:
        made = list(rows)
    assert [int(row.token[0]) for row in made] == [4, 5, 6, 7, 8, 9]
    assert made[0].tail == 1


def test_error_of_a_worker_reaches_the_reader() -> None:
    with rows_of_workers(_broken, 1) as rows:
        next(rows)
        with pytest.raises(ValueError, match="no such thread"):
            next(rows)
