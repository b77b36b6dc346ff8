"""Bulk transfer of files: bounded concurrency, whole files or none, verified, resumed, cancelled cleanly."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundwire._core.transfer.curl_engine import CurlEngine
    from groundwire._core.transfer.files import AtomicFile
    from groundwire._core.transfer.httpx_engine import HttpxEngine
    from groundwire._core.transfer.model import (
        CancelToken,
        Checksum,
        Download,
        Engine,
        Fetch,
        OnBytes,
        Transfer,
        TransferResult,
        TransferState,
        Upload,
    )
    from groundwire._core.transfer.options import EngineOptions
    from groundwire._core.transfer.paths import safe_component, safe_join, safe_name
    from groundwire._core.transfer.run import (
        afetch_bytes,
        arun_transfers,
        default_engine,
        fetch_bytes,
        run_transfers,
    )

__all__ = [
    "AtomicFile",
    "CancelToken",
    "Checksum",
    "CurlEngine",
    "Download",
    "Engine",
    "EngineOptions",
    "Fetch",
    "HttpxEngine",
    "OnBytes",
    "Transfer",
    "TransferResult",
    "TransferState",
    "Upload",
    "afetch_bytes",
    "arun_transfers",
    "default_engine",
    "fetch_bytes",
    "run_transfers",
    "safe_component",
    "safe_join",
    "safe_name",
]

_HOME = {
    "AtomicFile": "files",
    "CurlEngine": "curl_engine",
    "EngineOptions": "options",
    "HttpxEngine": "httpx_engine",
    "afetch_bytes": "run",
    "arun_transfers": "run",
    "default_engine": "run",
    "fetch_bytes": "run",
    "run_transfers": "run",
    "safe_component": "paths",
    "safe_join": "paths",
    "safe_name": "paths",
}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOME.get(name, 'model')}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
