"""User programs that must and must not pass the type checkers."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(__file__).parent / "programs"


def mypy() -> dict[str, set[int]]:
    """Return the faulty lines of each program as mypy sees them."""
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", str(PROGRAMS)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    found: dict[str, set[int]] = {}
    for name, line in re.findall(r"([\w]+\.py):(\d+): error:", done.stdout):
        found.setdefault(name, set()).add(int(line))
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return found


def pyright() -> dict[str, set[int]]:
    """Return the faulty lines of each program as pyright sees them, under the project's strict settings."""
    files = [str(path) for path in sorted(PROGRAMS.glob("*.py"))]
    done = subprocess.run(
        [sys.executable, "-m", "pyright", "--outputjson", *files],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    found: dict[str, set[int]] = {}
    for fault in json.loads(done.stdout)["generalDiagnostics"]:
        if fault["severity"] == "error":
            found.setdefault(Path(fault["file"]).name, set()).add(fault["range"]["start"]["line"] + 1)
    return found


def expected() -> dict[str, set[int]]:
    """Return the lines marked as refused."""
    marked = {
        path.name: {
            number
            for number, line in enumerate(path.read_text().splitlines(), 1)
            if line.endswith("# refused")
        }
        for path in PROGRAMS.glob("*.py")
    }
    return {name: lines for name, lines in marked.items() if lines}


@pytest.mark.parametrize("checker", ["mypy", "pyright"])
def test_programs_check_exactly_where_they_should(checker: str) -> None:
    assert (mypy() if checker == "mypy" else pyright()) == expected()
