"""The house rules that import-linter holds: kept, catching, and no library forgotten."""

import re
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("quoteflow_desktop", "training")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = PROJECT["tool"]["importlinter"]["contracts"]
OWNED = {module for contract in CONTRACTS for module in contract.get("forbidden_modules", [])}
EVERYWHERE = {"pydantic"}  # the form of every value

# A module that no contract lets import the library, and a line that does.
PLANTS = {
    "quoteflow_desktop/core/values.py": [
        *(f"import {module}" for module in sorted(OWNED) if "." not in module),
        "from quoteflow_desktop.config import paths",
    ],
    "quoteflow_desktop/cli/console.py": ["import quoteflow_desktop.store.database"],
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [program, "--no-logo", "--no-cache"], cwd=folder, capture_output=True, text=True
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in PACKAGES:
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_is_kept() -> None:
    result = lint(ROOT)

    assert result.returncode == 0, result.stdout


def test_a_planted_import_breaks_every_contract(copy: Path) -> None:
    for path, lines in PLANTS.items():
        source = (copy / path).read_text(encoding="utf-8")
        inside_a_function = "".join(f"    {line}\n" for line in lines)
        (copy / path).write_text(f"{source}\n\ndef planted():\n{inside_a_function}", "utf-8")

    result = lint(copy)

    assert result.returncode == 1
    kept = [c["name"] for c in CONTRACTS if f"{c['name']} BROKEN" not in flat(result.stdout)]
    assert kept == []


def flat(text: str) -> str:
    return " ".join(text.split())


def test_every_dependency_has_an_owner() -> None:
    project = PROJECT["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["train"], *extras["agents"]]
    by_name: dict[str, set[str]] = {}
    for module, distributions in packages_distributions().items():
        for distribution in distributions:
            by_name.setdefault(canonical(distribution), set()).add(module)

    ownerless = [
        text for text in wanted if not by_name.get(canonical(text), set()) & (OWNED | EVERYWHERE)
    ]

    assert ownerless == []


def canonical(requirement: str) -> str:
    """The name of a requirement as package indexes compare it."""
    name = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert name is not None
    return re.sub(r"[-_.]+", "-", name.group()).lower()


@pytest.mark.parametrize("name", PACKAGES)
def test_init_files_are_empty(name: str) -> None:
    filled = [path for path in (ROOT / name).rglob("__init__.py") if path.read_text("utf-8")]

    assert filled == []


@pytest.mark.parametrize("name", PACKAGES)
def test_every_module_opens_with_a_docstring(name: str) -> None:
    bare = [
        path
        for path in (ROOT / name).rglob("*.py")
        if path.name != "__init__.py" and not path.read_text("utf-8").startswith('"""')
    ]

    assert bare == []
