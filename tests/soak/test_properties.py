"""The properties of `tests/properties`, with many more examples than every test run has time for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.soak

ROOT = Path(__file__).parents[2]
EXAMPLES = 400


def test_the_properties_hold_for_many_more_examples() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/properties"],
        cwd=ROOT,
        env={**os.environ, "GROUNDWIRE_EXAMPLES": os.environ.get("GROUNDWIRE_EXAMPLES", str(EXAMPLES))},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-20_000:]
    print(done.stdout.splitlines()[-1])
