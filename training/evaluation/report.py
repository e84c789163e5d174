"""One evaluation as a table, as JSON and as the flat scores of a manifest.

Must not know models or how anything was measured.
"""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from quoteflow_desktop.core.values import Value
from training.evaluation.errors import Error
from training.evaluation.score import Score, Scores
from training.evaluation.tally import f1_interval, summed


class KeyReport(Value):
    """Strict F1 of one key with its 95 % interval, and the counts behind it."""

    f1: float
    low: float
    high: float
    right: int
    extra: int
    replaced: int
    missed: int


class SetReport(Value):
    """A set of threads: scores of the model, of its bare base where that was read, of a judge;
    keys and classes of errors of the model."""

    tuned: Scores
    base: Scores = {}
    judged: Scores = {}
    keys: dict[str, KeyReport] = {}
    classes: dict[str, int] = {}


class Report(Value):
    """Everything that one evaluation found. ``perplexity`` has before and after by adapter,
    ``quantization`` by set the F1 unquantized, quantized, and what was lost."""

    model: str
    encoder: str
    encoder_digest: str
    judge: str = ""
    sets: dict[str, SetReport]
    perplexity: dict[str, tuple[float, float]] = {}
    quantization: dict[str, tuple[float, float, float]] = {}

    def scores(self) -> Scores:
        """The flat scores for a manifest, prefixed with the set's name."""
        flat: Scores = {}
        for name, found in self.sets.items():
            flat |= {f"{name}_{key}": value for key, value in found.tuned.items()}
            flat |= {f"{name}_base_{key}": value for key, value in found.base.items()}
            flat |= {f"{name}_judge_{key}": value for key, value in found.judged.items()}
        for adapter, (before, after) in self.perplexity.items():
            flat |= {f"perplexity_{adapter}_before": round(before, 3)}
            flat |= {f"perplexity_{adapter}_after": round(after, 3)}
        flat |= {f"{n}_quantization_loss": round(q[2], 4) for n, q in self.quantization.items()}
        return {**flat, "encoder": f"{self.encoder} {self.encoder_digest}"}


def key_reports(score: Score) -> dict[str, KeyReport]:
    """Each key's F1 with interval and counts."""
    found = {}
    for key, threads in score.keys().items():
        tally = summed(threads)
        low, high = f1_interval(threads)
        found[key] = KeyReport(
            f1=round(tally.f1(), 3),
            low=round(low, 3),
            high=round(high, 3),
            right=tally.right,
            extra=tally.extra,
            replaced=tally.replaced,
            missed=tally.missed,
        )
    return found


def classes_of(errors: Sequence[Error]) -> dict[str, int]:
    """How many errors of facts and items each class has."""
    counted: dict[str, int] = {}
    for error in errors:
        if error.key != "tag":
            counted[error.kind.value] = counted.get(error.kind.value, 0) + 1
    return dict(sorted(counted.items()))


def table(report: Report) -> str:
    """What is printed: measures by set, tuned beside base, then keys, classes and the rest."""
    names = list(report.sets)
    columns = [(n, side) for n in names for side in ("tuned", "base") if _side(report, n, side)]
    width = max(24, *(len(key) + 2 for n in names for key in report.sets[n].tuned))
    cells = [max(9, len(name) + 1) for name, _ in columns]
    lines = [
        f"{report.model}; encoder {report.encoder} [{report.encoder_digest}]",
        " " * width + _row([name for name, _ in columns], cells),
        " " * width + _row([side for _, side in columns], cells),
    ]
    keys = dict.fromkeys(key for n in names for key in report.sets[n].tuned)
    for key in keys:
        values = [_side(report, n, side).get(key, "") for n, side in columns]
        lines.append(key.ljust(width) + _row(values, cells))
    for name in names:
        lines += ["", f"{name}: key, strict F1 [95 %], right/extra/replaced/missed"]
        lines += [
            f"  {key:20s} {k.f1:.2f} [{k.low:.2f} {k.high:.2f}]  "
            f"{k.right}/{k.extra}/{k.replaced}/{k.missed}"
            for key, k in report.sets[name].keys.items()
        ]
        lines.append(f"  errors: {json.dumps(report.sets[name].classes)}")
        if report.sets[name].judged:
            lines.append(f"  judge {report.judge}: {json.dumps(report.sets[name].judged)}")
    for adapter, (before, after) in report.perplexity.items():
        lines.append(f"perplexity of {adapter}: {before:.3f} before, {after:.3f} after")
    for name, (whole, small, lost) in report.quantization.items():
        lines.append(f"quantization, {name}: F1 {whole:.4f} whole, {small:.4f}, lost {lost:.4f}")
    return "\n".join(lines)


def _side(report: Report, name: str, side: str) -> Mapping[str, float | int | str]:
    return report.sets[name].tuned if side == "tuned" else report.sets[name].base


def _row(values: Sequence[object], widths: Sequence[int]) -> str:
    return "".join(
        (f"{value:.3f}" if isinstance(value, float) else str(value)).rjust(width)
        for value, width in zip(values, widths, strict=True)
    )


def keep(report: Report, folder: Path) -> None:
    """``report.json`` and ``scores.json`` in the folder, each whole or not at all."""
    write_whole(folder / "report.json", report.model_dump_json(indent=1))
    write_whole(folder / "scores.json", json.dumps(report.scores(), indent=1))


def write_whole(path: Path, text: str) -> None:
    """Write beside, then rename."""
    part = path.with_name(path.name + ".part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)
