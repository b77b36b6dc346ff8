# Generated from spec/routes/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Dispatch table: how a server reads and answers each method."""

from collections.abc import Mapping

from groundwire._core.dispatch import Route
from groundwire_api.routes.server import files as _files

__all__ = ["ROUTES"]

ROUTES: Mapping[str, Route] = {
    **_files.ROUTES,
}
