"""Importing the core is cheap and silent."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("httpx", "httpcore", "pydantic", "pydantic_core", "anyio", "asyncio", "pycurl", "rich", "ssl")


def loaded(*modules: str) -> set[str]:
    code = f"import sys, {', '.join(modules)}; print(*sorted(sys.modules))"
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True
    )
    assert run.stderr == ""
    return set(run.stdout.split())


def test_calls_and_errors_and_ids_load_no_library_at_all():
    modules = loaded("groundwire._core.call", "groundwire._core.errors", "groundwire._core.ids")
    assert not modules & {*HEAVY, "msgspec", "logging"}


def test_no_module_loads_anything_heavy():
    names = [
        "transport",
        "jsonrpc",
        "rest",
        "auth",
        "tokens",
        "codec",
        "clientref",
        "progress",
        "bars",
        "polling",
        "paging",
    ]
    names += ["polling", "paging", "hot", "dispatch", "deprecate", "redact", "retry", "timeouts", "urls"]
    modules = [f"groundwire._core.{name}" for name in names]
    assert not loaded(*modules) & set(HEAVY)


def test_constructors_load_nothing_heavy():
    code = """
import sys
from groundwire._core.transport import Transport, AsyncTransport
from groundwire._core.jsonrpc import JsonRpcProtocol
from groundwire._core.auth import TokenSource
for kind in (Transport, AsyncTransport):
    kind("https://h", protocol=JsonRpcProtocol(), token=TokenSource("t"))
print(*sorted(sys.modules))
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(run.stdout.split()) & set(HEAVY)
