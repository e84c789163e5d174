"""Who writes what, in which order: the plots of a deal.

A step writes one mail with a ``Writer`` and says what it did. Must not know phrases, headers or
files.
"""

from collections.abc import Callable
from random import Random

from training.simulator import buyer, changes, notices, samples, supplier
from training.simulator.steps import Done
from training.simulator.writer import Writer

Step = Callable[[Writer], Done]
Plot = tuple[tuple[str, Step], ...]

_STEPS: dict[str, tuple[str, Step]] = {
    "inquiry": ("buyer", buyer.inquiry),
    "counter": ("buyer", buyer.counter),
    "accept": ("buyer", buyer.accept),
    "order": ("buyer", buyer.order),
    "recount": ("buyer", changes.correct_quantity),
    "change": ("buyer", changes.change),
    "chase": ("buyer", notices.chase),
    "answer": ("buyer", buyer.answer),
    "lost": ("buyer", notices.lost),
    "sample?": ("buyer", samples.sample_request),
    "sample!": ("buyer", samples.sample_accept),
    "thanks": ("buyer", notices.acknowledge),
    "claim": ("buyer", notices.claim),
    "paid": ("buyer", notices.paid),
    "quote": ("supplier", supplier.quote),
    "revised": ("supplier", supplier.revised),
    "hold": ("supplier", supplier.hold),
    "confirm": ("supplier", supplier.confirm),
    "slip": ("supplier", changes.correction),
    "requote": ("supplier", changes.requote),
    "decline": ("supplier", notices.decline),
    "question": ("supplier", notices.question),
    "sample": ("supplier", samples.sample_offer),
    "shipped": ("supplier", notices.shipped),
    "delayed": ("supplier", notices.delayed),
    "replace": ("supplier", notices.claim_answer),
    "noted": ("supplier", notices.acknowledge),
}

_PLOTS = """
9 inquiry
10 quote
14 inquiry quote
9 inquiry quote counter revised order confirm
8 inquiry quote counter revised accept
7 inquiry quote counter hold order
5 inquiry quote counter hold accept noted
6 inquiry quote slip thanks
3 inquiry quote slip
4 inquiry recount quote
8 inquiry quote change requote order confirm
4 inquiry quote change requote
6 inquiry quote accept
5 inquiry quote order
3 inquiry question answer quote
4 sample? sample sample!
3 inquiry quote counter hold lost
3 inquiry quote lost
3 order confirm
3 inquiry quote order confirm delayed
2 order confirm shipped claim replace
3 inquiry quote order paid shipped
3 inquiry chase quote
3 quote counter revised order
3 inquiry quote counter revised
3 inquiry quote counter
2 inquiry quote thanks
2 quote accept confirm
2 inquiry quote thanks slip order
3 inquiry quote counter revised accept confirm
3 quote order confirm
3 inquiry quote counter hold
2 sample? sample
2 inquiry quote change requote counter revised order
"""
# Family B's own: none of these is ever trained on.
_HELD_OUT = """
3 inquiry quote counter hold counter revised order
2 inquiry decline
3 inquiry quote chase slip order
3 inquiry question answer quote counter revised accept
3 quote change requote accept
2 inquiry recount quote order confirm
2 sample? question answer sample sample! shipped
3 quote lost
2 order confirm delayed thanks shipped
2 inquiry quote counter revised change requote order
2 order delayed thanks
"""


def _read(table: str) -> tuple[list[int], list[Plot]]:
    weights, plots = [], []
    for line in table.strip().splitlines():
        weight, *names = line.split()
        weights.append(int(weight))
        plots.append(tuple(_STEPS[name] for name in names))
    return weights, plots


_TABLES = {True: _read(_HELD_OUT), False: _read(_PLOTS)}


def choose_plot(rng: Random, family: str) -> Plot:
    """A plot for a thread of the family: who writes, and the step that he takes."""
    weights, plots = _TABLES[family == "B"]
    return rng.choices(plots, weights)[0]
