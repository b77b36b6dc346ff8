"""Local server: speaks the platforms' protocols against a database and a folder of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundwire.server.embedded import LocalServer

__all__ = ["LocalServer"]


def __getattr__(name: str) -> object:
    if name == "LocalServer":
        from groundwire.server.embedded import LocalServer

        return LocalServer
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
