"""The door: ``quoteflow`` and ``python -m quoteflow_desktop``.

Hands the window to the command line as functions, so that Qt is loaded only where one is needed.
The model's child process imports this file too, so nothing heavy stands at its top.
"""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quoteflow_desktop.services.desk import Desk


def main() -> int:
    """The program; its exit status."""
    try:
        from quoteflow_desktop.cli.main import run
    except (ImportError, OSError) as error:  # a library of the system or of Python is not there
        sys.stderr.write(f"quoteflow: A library that QuoteFlow needs does not load: {error}\n")
        sys.stderr.write("quoteflow: `make setup` in the checkout installs what is missing.\n")
        return 1
    return run(sys.argv[1:], os.environ, open_window=_open_window, take_picture=_take_picture)


def _open_window(desk: "Desk", thread_id: str) -> int:
    from quoteflow_desktop.ui import app

    return app.run(desk, thread_id)


def _take_picture(desk: "Desk", thread_id: str, path: Path) -> None:
    from quoteflow_desktop.ui import app

    app.screenshot(desk, path, thread_id=thread_id)


if __name__ == "__main__":
    sys.exit(main())
