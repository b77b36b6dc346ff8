"""Every model of the facade can be the first one that a process reads."""

from __future__ import annotations

import subprocess
import sys

import pydantic

import groundwire.studio as studio

# One process for all: each model is built in a child that has read nothing before.
PROGRAM = """
import os, sys
import groundwire.studio as studio
from pydantic import TypeAdapter

failed = []
for name in sys.argv[1:]:
    child = os.fork()
    if child == 0:
        try:
            TypeAdapter(list[getattr(studio, name)]).validate_python([])
            os._exit(0)
        except BaseException as error:
            print(name, repr(error), file=sys.stderr, flush=True)
            os._exit(1)
    if os.waitpid(child, 0)[1]:
        failed.append(name)
sys.exit(bool(failed))
"""


def models() -> list[str]:
    kinds = {name: getattr(studio, name) for name in studio.__all__}
    return [
        name
        for name, kind in kinds.items()
        if isinstance(kind, type) and issubclass(kind, pydantic.BaseModel)
    ]


def test_every_model_can_be_read_first() -> None:
    names = models()
    assert {"ValidatorSchema", "SchemaOption", "SchemaField", "Dataset", "Snapshot"} <= set(names)
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *names], capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
