"""The sample mailbox read once by the shipped model, for the tests that look at the result."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from quoteflow_desktop.config.paths import resources_dir

MAILBOX = resources_dir() / "demo" / "mailbox"


def quoteflow(*arguments: str, home: Path) -> "subprocess.CompletedProcess[str]":
    """The command as a user types it, with a home of its own and no display."""
    return subprocess.run(
        [sys.executable, "-m", "quoteflow_desktop", *arguments],
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin:/bin", "QUOTEFLOW_HOME": str(home)},
        timeout=600,
        check=False,
    )


def analyses(output: str) -> list[dict[str, Any]]:
    """The JSON objects of an output, a line each."""
    return [json.loads(line) for line in output.splitlines()]
