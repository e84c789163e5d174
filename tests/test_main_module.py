"""The program as a process of its own: what it loads, and what it says where it cannot start."""

import os
import subprocess
import sys
from pathlib import Path


def python(code: str, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environ = {name: value for name, value in os.environ.items() if "DISPLAY" not in name}
    environ.pop("QT_QPA_PLATFORM", None)
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        env=environ | {"QUOTEFLOW_HOME": str(home)},
    )


def test_the_command_line_loads_no_window_no_model_engine_and_no_training(tmp_path: Path) -> None:
    heavy = ("PySide6", "llama_cpp", "torch", "transformers")
    code = (
        "import sys; from quoteflow_desktop.__main__ import main; main(); "
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )

    result = python(code, tmp_path, "accounts", "list")

    assert result.stdout == "[]\n"


def test_a_library_that_does_not_load_is_a_sentence_and_status_1(tmp_path: Path) -> None:
    code = (
        "import sys; sys.modules['sqlcipher3'] = None; "
        "from quoteflow_desktop.__main__ import main; sys.exit(main())"
    )

    result = python(code, tmp_path, "accounts", "list")

    assert result.returncode == 1
    assert "does not load" in result.stderr
    assert "make setup" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_reader_of_the_results_may_leave_early(tmp_path: Path) -> None:
    code = (
        "import os, sys; read, write = os.pipe(); os.close(read); os.dup2(write, 1); "
        "from quoteflow_desktop.__main__ import main; sys.exit(main())"
    )

    result = python(code, tmp_path, "doctor")

    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "BrokenPipe" not in result.stderr


def test_without_a_display_the_window_is_a_sentence(tmp_path: Path) -> None:
    code = "import sys; from quoteflow_desktop.__main__ import main; sys.exit(main())"

    result = python(code, tmp_path)

    assert (result.returncode, result.stdout) == (1, "")
    assert "There is no display" in result.stderr
