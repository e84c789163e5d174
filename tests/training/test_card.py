"""The model card says what the manifest says, and that nothing was measured where nothing was."""

from quoteflow_desktop.inference.models import AdapterFile, Manifest
from training.card import card

MANIFEST = Manifest(
    name="tiny",
    architecture="gemma2",
    base="tiny-Q8_0.gguf",
    base_sha256="0",
    parameters=5_969_152,
    context=8192,
    quantization="Q8_0",
    prompt_digest="abc123",
    description="A small model.",
    licence="Apache-2.0",
    trained_on="1,400 simulated threads",
    trained_at="2026-11-25",
    data_digest="d1",
    adapters={"facts": AdapterFile(file="facts.gguf", sha256="1")},
)


def test_a_card_names_size_data_form_and_licence() -> None:
    text = card(MANIFEST)
    for line in (
        "# tiny", "| Parameters | 5.97 M |", "| Trained on | 1,400 simulated threads |",
        "| Data digest | d1 |", "| Form of the tasks | abc123 |", "| Adapters | facts |",
        "| Licence | Apache-2.0 |",
    ):  # fmt: skip
        assert line in text


def test_without_scores_a_card_says_so() -> None:
    assert "Not measured yet" in card(MANIFEST)


def test_each_set_has_a_line_of_scores() -> None:
    scores = {
        "A_threads": 20, "A_fact_f1": 0.93, "A_tag_f1": 0.7,
        "threads_threads": 40, "threads_fact_f1": 0.6, "threads_tag_f1": 0.72,
    }  # fmt: skip
    text = card(MANIFEST.model_copy(update={"scores": scores}))
    assert "| set | threads | F1 | tags, F1 |" in text
    assert "| A | 20 | 0.93 | 0.7 |" in text
    assert "| threads | 40 | 0.6 | 0.72 |" in text
