# Generated from spec/hot/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Calls of Toy notes; a module is imported when one of its names is first used."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundwire_api.hot.calls.spots import spot_list

__all__ = [
    "spot_list",
]

_HOME: dict[str, str] = {
    "spot_list": "spots",
}


def __getattr__(name: str) -> object:
    """Import the module that holds `name`."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the names, imported or not."""
    return sorted([*globals(), *_HOME])
