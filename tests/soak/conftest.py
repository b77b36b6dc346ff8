"""Long runs, only when asked for: `make soak`, or `pytest -m soak tests/soak`.

GROUNDWIRE_SOAK_SECONDS is how long the fuzzing lasts, 60 by default; GROUNDWIRE_SOAK_SEED gives another run.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from groundwire.server import LocalServer

if TYPE_CHECKING:
    from collections.abc import Iterator


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long runs out of every run that does not name their marker."""
    if re.search(r"\bsoak\b", config.getoption("-m")):
        return
    long = [item for item in items if item.get_closest_marker("soak")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if not item.get_closest_marker("soak")]


@pytest.fixture
def seconds() -> float:
    """How long to go on."""
    return float(os.environ.get("GROUNDWIRE_SOAK_SECONDS", "60"))


@pytest.fixture
def seed() -> int:
    """Where chance begins."""
    return int(os.environ.get("GROUNDWIRE_SOAK_SEED", "20251120"))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LocalServer]:
    """A server of this test's own, deep enough below `tmp_path` that a name leading outwards stays in it."""
    data = tmp_path / "a" / "b" / "c" / "data"
    data.parent.mkdir(parents=True)
    with LocalServer(data) as server:
        yield server


def resident(pid: int) -> int:
    """Return the resident memory of a process in MiB."""
    status = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    (line,) = [line for line in status if line.startswith("VmRSS:")]
    return int(line.split()[1]) // 1024
