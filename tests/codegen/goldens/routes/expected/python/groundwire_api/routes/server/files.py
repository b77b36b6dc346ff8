# Generated from spec/routes/methods/files.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Routes and handlers of files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from groundwire._core.call import HttpRoute
from groundwire._core.dispatch import Route
from groundwire_api.routes import models as _models, params as _params

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msgspec import Raw

    from groundwire_api.routes.params import NoteAttachParams, NoteReadParams

__all__ = ["FilesHandlers", "ROUTES"]

C_contra = TypeVar("C_contra", contravariant=True)

ROUTES: Mapping[str, Route] = {
    "note.attach": Route(
        "note.attach",
        "files",
        params=lambda: _params.NoteAttachParams,
        result=lambda: str,
        hot=True,
        idempotent=True,
        http=HttpRoute("POST", "/api?method=note.attach", body="multipart", reply="envelope"),
    ),
    "note.read": Route(
        "note.read",
        "files",
        params=lambda: _params.NoteReadParams,
        result=lambda: _models.FileContent,
        hot=True,
        idempotent=True,
        http=HttpRoute("GET", "/read", query=("note_id",), body="none", reply="bytes"),
    ),
}


class FilesHandlers(Protocol[C_contra]):
    """What answers these methods; `ctx` is the server's own context of a request."""

    def note_attach(self, ctx: C_contra, p: NoteAttachParams, /) -> str | Raw:
        """Answer `note.attach`: Do it."""
        ...

    def note_read(self, ctx: C_contra, p: NoteReadParams, /) -> object:
        """Answer `note.read`: Do it."""
        ...
