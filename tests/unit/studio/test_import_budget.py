"""Importing the client loads nothing heavy."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "pydantic",
    "httpx",
    "pycurl",
    "pyarrow",
    "polars",
    "numpy",
    "PIL",
    "imagesize",
    "anyio",
    "asyncio",
    "ssl",
)


def loaded(statement):
    script = f"import sys\n{statement}\nprint('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    assert done.stderr == ""
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "statement",
    [
        "import groundwire.studio",
        "from groundwire.studio import Client",
        "from groundwire.studio import AsyncClient",
        "from groundwire.studio import Sample, Annotation, Box2d, Polygon, FileType, SampleFile",
        "from groundwire.studio import Client; Client().with_memory_storage()",
    ],
)
def test_import_loads_no_heavy_module(statement):
    assert loaded(statement) & set(HEAVY) == set()


def test_whole_process_time_is_shown(capsys):
    import time

    begin = time.perf_counter()
    loaded("from groundwire.studio import Client")
    spent = round((time.perf_counter() - begin) * 1000)
    with capsys.disabled():
        sys.stdout.write(f"\nfrom groundwire.studio import Client: {spent} ms whole process\n")
