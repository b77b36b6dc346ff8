# Generated from spec/namespaces/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Calls of Toy notes; a module is imported when one of its names is first used."""

# Deprecated functions are listed here, not used.
# pyright: reportDeprecated=false

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundwire_api.namespaces.calls.all import (
        auth_login,
        label_del,
        note_old,
        note_schema,
        version,
        version_tag_create,
        version_tag_list,
    )

__all__ = [
    "auth_login",
    "label_del",
    "note_old",
    "note_schema",
    "version",
    "version_tag_create",
    "version_tag_list",
]

_HOME: dict[str, str] = {
    "auth_login": "all",
    "label_del": "all",
    "note_old": "all",
    "note_schema": "all",
    "version": "all",
    "version_tag_create": "all",
    "version_tag_list": "all",
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
