"""One small thread as mail files, a model folder, and an engine that knows what the mails say.

For tests of what stands around the model: the store, the desk, the command line.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import tomli_w

from quoteflow_desktop.core.errors import Cancelled, ModelError
from quoteflow_desktop.inference.engine import (
    CancelToken,
    Choose,
    Copy,
    Job,
    Outcome,
    ScriptedEngine,
)
from quoteflow_desktop.inference.facts_task import shown
from quoteflow_desktop.inference.models import ModelSpec
from quoteflow_desktop.inference.tasks import program

SUPPLIER = "sy.kim@saesol.example"
MAILS = (
    """From: J. Mwangi <jm@mwangi.example>
To: Kim Seo-yeon <sy.kim@saesol.example>
Subject: Solar inverters
Date: Mon, 02 Mar 2026 09:14:00 +0900
Message-ID: <1@mwangi.example>

Dear Ms Kim,
please quote 300 units of inverter 5kW.
Mwangi Power
""",
    """From: Kim Seo-yeon <sy.kim@saesol.example>
To: J. Mwangi <jm@mwangi.example>
Subject: Re: Solar inverters
Date: Tue, 03 Mar 2026 10:00:00 +0900
Message-ID: <2@saesol.example>
In-Reply-To: <1@mwangi.example>

Dear Mr. Mwangi,
inverter 5kW: USD 615 per unit
Payment: T/T 30/70
""",
)
OTHER_MAIL = """From: News <news@freight.example>
To: sy.kim@saesol.example
Subject: Freight news
Date: Sun, 01 Mar 2026 08:00:00 +0900
Message-ID: <news@freight.example>

Rates went down this week.
"""

SAYS: dict[tuple[str, int], Mapping[str, str]] = {
    ("facts", 1): {
        "side": " buyer", "stage": " inquiry", "product 0": " inverter 5kW",
        "role «300 units»": " quantity", "act «300 units»": " ask", "letter «300 units»": " new",
        "key 0": "company:", "text company": "Mwangi Power",
    },
    ("facts", 2): {
        "side": " supplier", "stage": " quoted",
        "role «USD 615": " price", "act «USD 615": " offer", "letter «USD 615": " A",
        "key 0": "payment_terms:", "text_act payment_terms": " offer",
        "text payment_terms": " T/T 30/70",
    },
    ("headline", 2): {"goods": " inverter 5kW"},
    ("tags", 2): {"tag 0": "quotation\n"},
}  # fmt: skip


class Reader(ScriptedEngine):
    """Answers as the worker does; ``broken`` threads make it fail as a model that died."""

    def __init__(self) -> None:
        super().__init__(_oracle, program)
        self.broken = ""
        self.device = "cpu"
        self.closed = False

    def start(self) -> None:
        """Ready at once."""

    def run(self, job: Job, cancel: CancelToken | None = None) -> Outcome:
        if cancel is not None and cancel.requested:
            raise Cancelled
        if self.broken and self.broken in job.mails[0]:
            raise ModelError("The model's process ended twice while reading this mail.")
        return super().run(job, cancel)

    def close(self) -> None:
        self.closed = True


def _oracle(job: Job, step: Choose | Copy) -> str:
    says = SAYS.get((job.task, len(job.mails)), {}) if "inverter" in job.mails[0] else {}
    about = step.about
    keys = [about.name, f"{about.name} {about.index}", f"{about.name} {about.key}"]
    if about.name in ("role", "act", "letter"):
        text = shown(job.mails[-1], job.candidates[about.index])
        keys = [key for key in says if key.partition(" ")[0] == about.name
                and key.partition(" ")[2] in text]  # fmt: skip
    for key in keys:
        if key in says:
            return says[key]
    if isinstance(step, Copy):
        return ""
    return next((option for option in step.options if option.strip() == "-"), step.options[0])


def write_mails(folder: Path, *texts: str) -> Path:
    """The mails as files in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(texts or MAILS, start=1):
        (folder / f"{number:02}.eml").write_text(text, encoding="utf-8")
    return folder


def make_model(
    folder: Path,
    name: str,
    *,
    base: bytes = b"base",
    adapter: bytes = b"first",
    compared: bool = True,
) -> Path:
    """A model folder whose manifest agrees with its files."""
    folder.mkdir(parents=True)
    (folder / "base.gguf").write_bytes(base)
    (folder / "facts.gguf").write_bytes(adapter)
    digest = hashlib.sha256(adapter).hexdigest()
    manifest = {
        "name": name,
        "architecture": "gemma2",
        "base": "base.gguf",
        "base_sha256": hashlib.sha256(base).hexdigest(),
        "parameters": 1,
        "context": 512,
        "quantization": "F16",
        "prompt_digest": "",
        "adapters": {"facts": {"file": "facts.gguf", "sha256": digest}},
        "comparison": {"corrections_f1": 1.0} if compared else {},
    }
    (folder / "manifest.toml").write_text(tomli_w.dumps(manifest), encoding="utf-8")
    return folder


def engine_for(reader: Reader, opened: list[ModelSpec]):
    """What stands in for ``wiring.open_engine``: gives ``reader`` and notes the model."""

    def open_engine(spec: ModelSpec) -> Reader:
        opened.append(spec)
        return reader

    return open_engine
