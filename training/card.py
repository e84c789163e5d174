"""The model card: what a person should know of a model before using it, as Markdown.

Made of the manifest alone, so that card and figures cannot disagree. Must not know how a model is
made or read.
"""

from collections.abc import Sequence

from quoteflow_desktop.inference.models import Manifest

CARD = "README.md"
_MEASURES = (
    ("fact_precision", "key facts, precision"),
    ("fact_recall", "recall"),
    ("fact_f1", "F1"),
    ("fact_f1_low", "95 % from"),
    ("fact_f1_high", "to"),
    ("header_f1", "F1 of the deal's facts"),
    ("item_f1", "F1 of the items"),
    ("tag_f1", "tags, F1"),
    ("tag_semantic_f1", "near tags count"),
    ("evidence", "evidence verbatim"),
)
_LIMITS = """\
- It reads trade mail in Korean and English and nothing else; it answers only by choosing and by
  copying out of the mail.
- It learnt from simulated mail only. On mail written by people it misses facts and takes some for
  others: the figures above for sets that are not A, B or C say how often. Every fact is shown with
  its sentence: look at it before relying on it.
- Attachments and pictures are not read. A mail longer than the context loses its end, and the
  program says so.
- It holds no knowledge of prices, firms or law and gives no advice."""


def card(manifest: Manifest) -> str:
    """The model card in Markdown; what the manifest does not say is not in it."""
    facts = (
        ("Architecture", manifest.architecture),
        ("Parameters", f"{manifest.parameters / 1e6:.2f} M"),
        ("Context", f"{manifest.context} tokens"),
        ("Weights", f"{manifest.base} ({manifest.quantization})"),
        ("Adapters", ", ".join(sorted(manifest.adapters)) or "none"),
        ("Trained on", manifest.trained_on),
        ("Data digest", manifest.data_digest),
        ("Trained at", manifest.trained_at),
        ("Form of the tasks", manifest.prompt_digest),
        ("Licence", manifest.licence),
    )
    table = [f"| {name} | {value} |" for name, value in facts if value]
    parts = [f"# {manifest.name}", manifest.description, "\n".join(["| | |", "|---|---|", *table])]
    parts += ["## Scores", _scores(manifest), "## Limits", _LIMITS]
    return "\n\n".join(part for part in parts if part) + "\n"


def _scores(manifest: Manifest) -> str:
    """A line a set; A, B and C are simulated, the others written by hand."""
    tail = "_fact_f1"
    sets = [name.removesuffix(tail) for name in manifest.scores if name.endswith(tail)]
    if not sets:
        return "Not measured yet: `python -m training.evaluate CONFIG`."
    shown = [(key, name) for key, name in _MEASURES if f"{sets[0]}_{key}" in manifest.scores]
    head = ["threads", *(name for _, name in shown)]
    keys = ["threads", *(key for key, _ in shown)]
    lines = [_row(["set", *head]), _row(["---"] * (len(head) + 1))]
    lines += [
        _row([one, *(str(manifest.scores.get(f"{one}_{key}", "–")) for key in keys)])
        for one in sets
    ]
    return "\n".join(
        [
            "Strict scores through the program's own path (quantised weights, the rules of code",
            "around the model). A, B, C are simulated, B of plots and phrases unseen in training;",
            "lines with _base are of the base without its adapters.",
            "",
            *lines,
        ]
    )


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
