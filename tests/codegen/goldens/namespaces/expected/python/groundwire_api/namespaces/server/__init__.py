# Generated from spec/namespaces/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Dispatch table: how a server reads and answers each method."""

from collections.abc import Mapping

from groundwire._core.dispatch import Route
from groundwire_api.namespaces.server import all as _all

__all__ = ["ROUTES"]

ROUTES: Mapping[str, Route] = {
    **_all.ROUTES,
}
