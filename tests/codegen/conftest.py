"""Specs written in the test, generated into a temporary folder, imported as part of `groundwire_api`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    # The generator is a build tool outside the installed packages.
    sys.path.insert(0, str(ROOT))

from .toolbox import Workshop  # noqa: E402 - needs the path above

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Workshop]:
    """A folder of specs, a folder of output, and what they become."""
    made = Workshop(tmp_path)
    yield made
    made.close()
