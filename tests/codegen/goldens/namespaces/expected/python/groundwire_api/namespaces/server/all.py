# Generated from spec/namespaces/methods/all.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Routes and handlers of all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from groundwire._core.call import Json
from groundwire._core.dispatch import Route
from groundwire_api.namespaces import params as _params

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from msgspec import Raw

    from groundwire_api.namespaces.params import (
        AuthLoginParams,
        LabelDelParams,
        NoteOldParams,
        NoteSchemaParams,
        VersionParams,
        VersionTagCreateParams,
        VersionTagListParams,
    )

__all__ = ["AllHandlers", "ROUTES"]

C_contra = TypeVar("C_contra", contravariant=True)

ROUTES: Mapping[str, Route] = {
    "auth.login": Route(
        "auth.login",
        "all",
        params=lambda: _params.AuthLoginParams,
        result=lambda: str,
        hot=True,
        idempotent=True,
        authenticated=False,
        sensitive=frozenset(("password",)),
    ),
    "label.del": Route(
        "label.del",
        "all",
        params=lambda: _params.LabelDelParams,
        result=lambda: str,
        hot=True,
        idempotent=True,
    ),
    "note.old": Route(
        "note.old",
        "all",
        params=lambda: _params.NoteOldParams,
        result=lambda: str,
        hot=True,
        idempotent=True,
    ),
    "note.schema": Route(
        "note.schema",
        "all",
        params=lambda: _params.NoteSchemaParams,
        result=lambda: cast("Any", Json),
        hot=True,
        idempotent=True,
    ),
    "version": Route(
        "version",
        "all",
        params=lambda: _params.VersionParams,
        result=lambda: str,
        hot=True,
        idempotent=True,
    ),
    "version.tag.create": Route(
        "version.tag.create",
        "all",
        params=lambda: _params.VersionTagCreateParams,
        result=lambda: str,
        hot=True,
        idempotent=True,
    ),
    "version.tag.list": Route(
        "version.tag.list",
        "all",
        params=lambda: _params.VersionTagListParams,
        result=lambda: list[str],
        hot=True,
        idempotent=True,
    ),
}


class AllHandlers(Protocol[C_contra]):
    """What answers these methods; `ctx` is the server's own context of a request."""

    def auth_login(self, ctx: C_contra, p: AuthLoginParams, /) -> str | Raw:
        """Answer `auth.login`: Do it."""
        ...

    def label_del(self, ctx: C_contra, p: LabelDelParams, /) -> str | Raw:
        """Answer `label.del`: Do it."""
        ...

    def note_old(self, ctx: C_contra, p: NoteOldParams, /) -> str | Raw:
        """Answer `note.old`: Do it."""
        ...

    def note_schema(self, ctx: C_contra, p: NoteSchemaParams, /) -> Json:
        """Answer `note.schema`: Do it."""
        ...

    def version(self, ctx: C_contra, p: VersionParams, /) -> str | Raw:
        """Answer `version`: Do it."""
        ...

    def version_tag_create(self, ctx: C_contra, p: VersionTagCreateParams, /) -> str | Raw:
        """Answer `version.tag.create`: Do it."""
        ...

    def version_tag_list(self, ctx: C_contra, p: VersionTagListParams, /) -> list[str] | Raw:
        """Answer `version.tag.list`: Do it."""
        ...
