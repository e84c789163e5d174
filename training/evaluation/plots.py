"""Pictures of an evaluation: F1 by key with intervals, classes of errors, learning curve.

The only file that knows matplotlib; draws without a display. Must not know how anything was
measured.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from training.evaluation.report import SetReport


def plot_keys(sets: Mapping[str, SetReport], path: Path) -> None:
    """Strict F1 of each key with its 95 % interval, a panel a set."""
    figure = Figure(figsize=(4.2 * len(sets), 7), layout="constrained")
    panels = figure.subplots(1, len(sets), sharey=True, squeeze=False)[0]
    names = sorted({key for found in sets.values() for key in found.keys}, reverse=True)
    for panel, (name, found) in zip(panels, sets.items(), strict=True):
        shown = [(at, found.keys[key]) for at, key in enumerate(names) if key in found.keys]
        panel.barh([at for at, _ in shown], [key.f1 for _, key in shown], color="#7fa3d4")
        panel.errorbar(
            [key.f1 for _, key in shown],
            [at for at, _ in shown],
            xerr=[
                [max(0.0, key.f1 - key.low) for _, key in shown],
                [max(0.0, key.high - key.f1) for _, key in shown],
            ],
            fmt="none",
            ecolor="#1c2430",
            capsize=2,
        )
        panel.set(xlim=(0, 1), title=f"{name}: F1 {found.tuned.get('fact_f1', '')}")
        panel.set_yticks(range(len(names)), names)
    _save(figure, path)


def plot_classes(sets: Mapping[str, SetReport], path: Path) -> None:
    """How many errors of each class, a bar a set."""
    figure = Figure(figsize=(8, 1.2 + 0.6 * len(sets)), layout="constrained")
    panel = figure.subplots()
    kinds = sorted({kind for found in sets.values() for kind in found.classes})
    left = [0] * len(sets)
    for kind in kinds:
        counts = [found.classes.get(kind, 0) for found in sets.values()]
        panel.barh(list(sets), counts, left=left, label=kind)
        left = [start + count for start, count in zip(left, counts, strict=True)]
    panel.set(xlabel="errors of key facts and items")
    if kinds:
        panel.legend(ncols=3, fontsize="small")
    _save(figure, path)


def plot_learning(logs: Mapping[str, Path], path: Path) -> None:
    """The running loss of each log (``log.jsonl`` of a training) over its share of tokens, and
    the held-out losses by task; logs that are not there are left out."""
    there = {name: log for name, log in logs.items() if log.is_file()}
    if not there:
        return
    figure = Figure(figsize=(5 * len(there), 4), layout="constrained")
    panels = figure.subplots(1, len(there), squeeze=False)[0]
    for panel, (name, log) in zip(panels, there.items(), strict=True):
        for label, points in sorted(curves(log).items()):
            style = "-" if label == "running" else "o-"
            x, y = zip(*points, strict=True)
            panel.plot(x, y, style, label=label, markersize=3)
        panel.set(title=name, xlabel="tokens", ylabel="loss (nats a token)", yscale="log")
        panel.legend(fontsize="small")
    _save(figure, path)


def curves(log: Path) -> dict[str, list[tuple[float, float]]]:
    """(tokens, loss) by name: "running", and every evaluation's "…_loss"."""
    found: dict[str, list[tuple[float, float]]] = {}
    for line in log.read_text(encoding="utf-8").splitlines():
        kept = json.loads(line)
        for name, value in kept.items():
            if name == "running" or name.endswith("_loss"):
                found.setdefault(name, []).append((kept["tokens"], value))
    return found


def draw(sets: Mapping[str, SetReport], logs: Mapping[str, Path], folder: Path) -> Sequence[Path]:
    """All pictures in the folder; gives those that are there."""
    names = ("f1-by-key.png", "error-classes.png", "learning.png")
    keys, classes, learning = (folder / name for name in names)
    plot_keys(sets, keys)
    plot_classes(sets, classes)
    plot_learning(logs, learning)
    return [path for path in (keys, classes, learning) if path.is_file()]


def _save(figure: Figure, path: Path) -> None:
    part = path.with_name(path.name + ".part")
    FigureCanvasAgg(figure).print_png(part)
    part.replace(path)
