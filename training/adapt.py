"""Recipe: domain adaptation, LoRA continual pretraining of any Gemma 2 on the corpus's raw text.

    python -m training.adapt CONFIG [--base NAME-OR-FOLDER]
    accelerate launch --num_processes 2 -m training.adapt CONFIG

A share of general text is mixed in against forgetting. Leaves ``adapt/adapter``, ``adapt/model``,
``adapt/record.json``; a finished stage is skipped, a stopped one goes on.
"""

from training.config import Config, config_of_command
from training.corpus.documents import Lesson, file_digest, read_lines
from training.hf_base import find_base
from training.lesson_rows import packed, rows_of, with_replay
from training.lora_training import Rows, train_lora
from training.record import is_finished
from training.speaking import run_recipe
from training.tokenizer import Tokenizer


def adapt(config: Config) -> None:
    """Run the stage."""
    section, seed = config.adapt, config.run.seed
    if is_finished(config.run.folder / "adapt"):
        print("adapt: finished already")
        return
    base = find_base(config.base)
    tokenizer = Tokenizer(base / "tokenizer.model")
    path = config.run.folder / "corpus" / "lessons.jsonl"
    raw = [lesson for lesson in read_lines(path, Lesson) if lesson.form == "raw"]
    learnt = [lesson for lesson in raw if not lesson.held_out]

    domain, _ = rows_of((x for x in learnt if x.use == "domain"), tokenizer, section.length)
    general, _ = rows_of((x for x in learnt if x.use == "replay"), tokenizer, section.length)
    held_out, _ = rows_of((x for x in raw if x.held_out), tokenizer, section.length)
    rows = with_replay(domain, general, section.replay, seed)
    tokens = sum(len(row.input_ids) for row in rows)
    print(
        f"adapt: {len(domain)} rows of the domain, {len(rows) - len(domain)} general ones, "
        f"{tokens} tokens, base {base.name}",
        flush=True,
    )
    if not general and section.replay:
        print('adapt: no general text is named (use = "replay"), so none is mixed in', flush=True)

    data = {
        "digest": file_digest(path),
        "rows": len(rows),
        "replay_rows": len(rows) - len(domain),
        "tokens": tokens,
    }
    train_lora("adapt", config, section, base, Rows(
        train=packed(rows, section.length, seed),
        held_out=packed(held_out, section.length, seed) if held_out else None,
        data=data,
    ))  # fmt: skip


def main() -> None:
    """Run with the settings file named on the command line."""
    adapt(config_of_command())


if __name__ == "__main__":
    run_recipe(main)
