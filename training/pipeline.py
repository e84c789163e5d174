"""The stage graph of a run: what each stage reads and leaves, and in which order they go.

    python -m training.pipeline CONFIG                          # the graph, and what is done
    python -m training.pipeline CONFIG --run [--only STAGE ...]
    python -m training.pipeline CONFIG --write-fasttrack FILE.yaml [--image NAME]

``--run`` goes through the stages on this machine and skips those whose outputs are there.
``--write-fasttrack`` writes the same graph as a Backend.AI FastTrack pipeline, a task a stage,
each with its own resources. Must not know how a stage works.
"""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import yaml

from quoteflow_desktop.core.errors import InputError
from quoteflow_desktop.core.values import Value
from training.config import Config, load_config
from training.speaking import run_recipe

IMAGE = "stable/python-pytorch:2.6-py312-cuda12.6"  # the cluster's own name for it goes before
SHARED = "/pipeline/vfroot"  # the folder that all tasks of a FastTrack job see


class Resources(Value):
    """What a stage asks a cluster for; ``gpu`` is a share, ``memory`` as FastTrack writes it."""

    cpu: int = 2
    memory: str = "8g"
    gpu: float = 0.0


class Stage(Value):
    """A step of the run. ``outputs`` lie in the run's folder unless they are absolute; a stage is
    finished when all are there. ``skip`` says why a run does without it."""

    name: str
    module: str
    arguments: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...]
    skip: str = ""
    resources: Resources = Resources()

    def command(self, config: str) -> list[str]:
        """The recipe's command line, without the interpreter."""
        return ["-m", self.module, config, *self.arguments]


_GPU = Resources(cpu=8, memory="64g", gpu=1.0)


def stages(config: Config) -> tuple[Stage, ...]:
    """The graph of this run, in an order that respects it."""
    own = "" if config.base.name else "the base is made here, with [pretrain]"
    given = f"the base is {config.base.name}" if config.base.name else ""
    taught = own and "the embedded model learns the tasks from scratch"
    lessons = "corpus/lessons.jsonl"
    names = [f"adapters/{name}/adapter_model.safetensors" for name in config.adapters.trained]
    base = ("tokenizer.model",) if given else ("tokenizer.model", "base.safetensors")
    manifest = str((config.export.target / "manifest.toml").absolute())
    return (
        Stage(
            name="collect",
            module="training.corpus.collect",
            outputs=("corpus/documents.jsonl",),
            skip=taught,
        ),
        Stage(
            name="prepare",
            module="training.corpus.prepare",
            needs=("collect",),
            inputs=("corpus/documents.jsonl",),
            outputs=(lessons,),
            skip=taught,
        ),
        Stage(
            name="tokenizer",
            module="training.pretrain",
            arguments=("--prepare",),
            outputs=("tokenizer.model", "train.npz", "held-out.npz"),
            skip=given,
            resources=Resources(cpu=8, memory="16g"),
        ),
        Stage(
            name="pretrain",
            module="training.pretrain",
            needs=("tokenizer",),
            inputs=("tokenizer.model", "train.npz", "held-out.npz"),
            outputs=("base.safetensors",),
            skip=given,
            resources=_GPU,
        ),
        Stage(
            name="adapt",
            module="training.adapt",
            needs=("prepare",),
            inputs=(lessons,),
            outputs=("adapt/record.json",),
            skip=taught,
            resources=_GPU,
        ),
        Stage(
            name="instruct",
            module="training.instruct",
            needs=("prepare", "adapt"),
            inputs=(lessons, "adapt/record.json"),
            outputs=("instruct/record.json",),
            skip=taught,
            resources=_GPU,
        ),
        Stage(
            name="finetune",
            module="training.finetune",
            needs=("pretrain", "instruct"),
            inputs=() if given else base,
            outputs=tuple(names),
            resources=_GPU,
        ),
        Stage(
            name="export",
            module="training.export_gguf",
            needs=("finetune",),
            inputs=(*base, *names),
            outputs=(manifest,),
            resources=Resources(cpu=8, memory="64g"),
        ),
        Stage(
            name="evaluate",
            module="training.evaluate",
            needs=("export",),
            inputs=(manifest,),
            outputs=("evaluation/report.json",),
            resources=Resources(cpu=8, memory="32g"),
        ),
    )


def is_done(stage: Stage, folder: Path) -> bool:
    """Whether everything that the stage leaves is there."""
    return all((folder / output).exists() for output in stage.outputs)


def run(config: Config, path: Path, only: Sequence[str] = ()) -> None:
    """Run what is not done yet, in order; ``only`` names stages.

    Raises:
        InputError: an unknown stage, a stage that failed, or one that did not leave its outputs.
    """
    graph = stages(config)
    unknown = set(only) - {stage.name for stage in graph}
    if unknown:
        raise InputError(
            f"There is no stage {', '.join(sorted(unknown))}.",
            hint=f"The stages are {', '.join(stage.name for stage in graph)}.",
        )
    folder = config.run.folder
    for stage in graph:
        if only and stage.name not in only:
            continue
        if stage.skip or is_done(stage, folder):
            print(f"{stage.name}: {stage.skip or 'done already'}", flush=True)
            continue
        missing = [name for name in stage.inputs if not (folder / name).exists()]
        if missing:
            raise InputError(
                f"The stage {stage.name} lacks {', '.join(missing)}.",
                hint=f"Run {', '.join(stage.needs)} first.",
            )
        print(f"{stage.name}: running", flush=True)
        code = subprocess.run([sys.executable, *stage.command(str(path))], check=False).returncode
        if code or not is_done(stage, folder):
            raise InputError(
                f"The stage {stage.name} failed"
                + (f" with status {code}." if code else ": its outputs are not there."),
                hint="Its own words stand above; a second run goes on from here.",
                retryable=True,
            )


def fasttrack(config: Config, path: str, image: str = IMAGE) -> str:
    """The graph as a FastTrack pipeline (YAML); skipped stages are tasks with ``skip``.

    ``path`` is the run's TOML file within the pipeline's shared folder, where the checkout lies.
    """
    graph = stages(config)
    names = {stage.name for stage in graph}
    tasks = [
        {
            "name": stage.name,
            "type": "Custom Task",
            "cluster_mode": "single-node",
            "cluster_size": 1,
            "command": _shell(stage, path),
            "environment": {"project": "default", "scaling-group": "default", "image": image},
            "resources": _shares(stage.resources),
            "resource_opts": {"shmem": "4g"},
            "dependencies": [name for name in stage.needs if name in names],
            "mounts": [],
            "skip": bool(stage.skip),
        }
        for stage in graph
    ]
    pipeline = {
        "version": "1.1",
        "name": f"quoteflow-{config.run.folder.name}",
        "description": "QuoteFlow: from documents and simulated threads to a model with adapters.",
        "ownership": {"scope": "user"},
        "environment": {"envs": {"HF_HOME": f"{SHARED}/huggingface"}},
        "tasks": tasks,
    }
    return str(yaml.safe_dump(pipeline, allow_unicode=True, sort_keys=False, width=100))


def _shell(stage: Stage, path: str) -> str:
    words = " ".join(["python", *stage.command(path)])
    return f"set -e\ncd {SHARED}/quoteflow\npip install --quiet -e '.[train]'\n{words}\n"


def _shares(resources: Resources) -> dict[str, str]:
    shares = {"cpu": str(resources.cpu), "mem": resources.memory}
    if resources.gpu:
        shares["cuda.shares"] = str(resources.gpu)
    return shares


def shown(config: Config) -> str:
    """The graph as lines: done, to do, or why not."""
    lines = []
    for stage in stages(config):
        state = stage.skip or ("done" if is_done(stage, config.run.folder) else "to do")
        needs = f" after {', '.join(stage.needs)}" if stage.needs else ""
        lines.append(f"{stage.name:10} {state}{needs}")
    return "\n".join(lines)


def main() -> None:
    """Show, run or write the graph of the settings file named on the command line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("config", type=Path)
    parser.add_argument("--run", action="store_true")
    parser.add_argument("--only", nargs="+", default=[], metavar="STAGE")
    parser.add_argument("--write-fasttrack", type=Path, metavar="FILE")
    parser.add_argument("--image", default=IMAGE, help="the cluster's image with Python and CUDA")
    given = parser.parse_args()
    config = load_config(given.config)
    if given.write_fasttrack:
        part = given.write_fasttrack.with_suffix(".part")
        part.write_text(fasttrack(config, given.config.as_posix(), given.image), encoding="utf-8")
        part.rename(given.write_fasttrack)
        print(f"{given.write_fasttrack}: {len(stages(config))} tasks")
    elif given.run:
        run(config, given.config, given.only)
    else:
        print(shown(config))


if __name__ == "__main__":
    run_recipe(main)
