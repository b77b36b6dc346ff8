# Generated from spec/studio/methods/versions.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Routes and handlers of versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from groundwire._core.dispatch import Route
from groundwire_api.studio import models as _models, params as _params

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msgspec import Raw

    from groundwire_api.studio.models import RestoreResult, VersionTag
    from groundwire_api.studio.params import (
        VersionTagCreateParams,
        VersionTagDeleteParams,
        VersionTagGetParams,
        VersionTagListParams,
        VersionTagRestoreParams,
    )

__all__ = ["VersionsHandlers", "ROUTES"]

C_contra = TypeVar("C_contra", contravariant=True)

ROUTES: Mapping[str, Route] = {
    "version.tag.create": Route(
        "version.tag.create",
        "versions",
        params=lambda: _params.VersionTagCreateParams,
        result=lambda: _models.VersionTag,
    ),
    "version.tag.delete": Route(
        "version.tag.delete",
        "versions",
        params=lambda: _params.VersionTagDeleteParams,
        result=lambda: str,
        hot=True,
        idempotent=True,
    ),
    "version.tag.get": Route(
        "version.tag.get",
        "versions",
        params=lambda: _params.VersionTagGetParams,
        result=lambda: _models.VersionTag,
        idempotent=True,
    ),
    "version.tag.list": Route(
        "version.tag.list",
        "versions",
        params=lambda: _params.VersionTagListParams,
        result=lambda: list[_models.VersionTag],
        idempotent=True,
    ),
    "version.tag.restore": Route(
        "version.tag.restore",
        "versions",
        params=lambda: _params.VersionTagRestoreParams,
        result=lambda: _models.RestoreResult,
    ),
}


class VersionsHandlers(Protocol[C_contra]):
    """What answers these methods; `ctx` is the server's own context of a request."""

    def version_tag_create(self, ctx: C_contra, p: VersionTagCreateParams, /) -> VersionTag | Raw:
        """Answer `version.tag.create`: Name the present state of a dataset."""
        ...

    def version_tag_delete(self, ctx: C_contra, p: VersionTagDeleteParams, /) -> str | Raw:
        """Answer `version.tag.delete`: Delete a version tag."""
        ...

    def version_tag_get(self, ctx: C_contra, p: VersionTagGetParams, /) -> VersionTag | Raw:
        """Answer `version.tag.get`: Get one version tag."""
        ...

    def version_tag_list(self, ctx: C_contra, p: VersionTagListParams, /) -> list[VersionTag] | Raw:
        """Answer `version.tag.list`: List the version tags of a dataset."""
        ...

    def version_tag_restore(self, ctx: C_contra, p: VersionTagRestoreParams, /) -> RestoreResult | Raw:
        """Answer `version.tag.restore`: Bring a dataset back to a tagged state."""
        ...
