"""One command from nothing to base and adapters on a machine with a GPU that is there for minutes.

    python -m training.gpu CONFIG --out DIR [--parts DIR] [--minutes 9] [--steps N]
    python -m training.gpu --join DIR RUN-FOLDER

The first form trains until all is done or the minutes are over and leaves the run in DIR as parts
(see ``parts``); with ``--parts`` it goes on from what an earlier call left. The second makes the
run's folder of them, for export and evaluation on any machine. ``--steps`` is a probe: so many
steps of each stage. The recipes are those of the CPU. Must not know mails or tasks.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from quoteflow_desktop.core.errors import QuoteFlowError
from training.config import Config, load_config
from training.finetune import finetune, missing_adapters
from training.parts import halve, join, split
from training.pretrain import prepare, pretrain

MARGIN = 0.75  # minutes for the last evaluation, the parts and the way out
STARTING = 0.5  # minutes that an adapter needs beside its own


def arguments(given: Sequence[str]) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m training.gpu")
    parser.add_argument("config", type=Path, nargs="?")
    parser.add_argument("--out", type=Path, help="where the parts are written")
    parser.add_argument("--parts", type=Path, help="the parts that an earlier call left")
    parser.add_argument("--minutes", type=float, default=9.0, help="of this call")
    parser.add_argument("--steps", type=int, help="a probe of so many steps a stage")
    parser.add_argument("--join", type=Path, nargs=2, metavar=("DIR", "RUN"))
    options = parser.parse_args(given)
    if not options.join and not (options.config and options.out):
        parser.error("CONFIG and --out, or --join, are needed")
    return options


def probe(config: Config, steps: int) -> Config:
    """The same run with a few steps a stage."""
    return config.model_copy(
        update={
            "pretrain": config.pretrain.model_copy(update={"steps": steps}),
            "adapters": config.adapters.model_copy(update={"steps": steps}),
        }
    )


def run(config: Config, out: Path, minutes: float) -> bool:
    """Train for at most ``minutes``, from what is in the run's folder on; whether all is done.
    Parts are written after every stage, so that a call that is cut off loses one stage at most."""
    ends = time.monotonic() + minutes * 60

    def left() -> float:
        return (ends - time.monotonic()) / 60

    base = config.run.folder / "base.safetensors"
    prepare(config)
    if not base.is_file():
        ended = pretrain(0, config, max(0.0, left() - MARGIN))
        if ended.whole:
            halve(base)  # adapters learn on exactly what is shipped
        split(config.run.folder, out)
        if not ended.whole:
            return False
    for adapter in missing_adapters(config):
        if left() < config.adapters.minutes + STARTING + MARGIN and not config.adapters.steps:
            return False
        finetune(0, config, adapter)
        split(config.run.folder, out)
    return True


def main() -> None:
    """Run with the command line's settings."""
    options = arguments(sys.argv[1:])
    try:
        if options.join:
            source, folder = options.join
            print(f"{folder}: {', '.join(join(source, folder))}")
            return
        config = load_config(options.config)
        if options.steps:
            config = probe(config, options.steps)
        if options.parts:
            join(options.parts, config.run.folder)
        if run(config, options.out, options.minutes):
            print(f"done: python -m training.gpu --join {options.out} {config.run.folder}")
        else:
            print(f"not done: call again with --parts {options.out}")
    except QuoteFlowError as error:
        sys.exit(" ".join(filter(None, [str(error), error.hint])))


if __name__ == "__main__":
    main()
