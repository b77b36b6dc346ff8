# Generated from spec/namespaces/schemas. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Types of Toy notes; a module is imported when one of its names is first used."""

from importlib import import_module

__all__ = []

_HOME: dict[str, str] = {}


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
