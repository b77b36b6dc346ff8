# Generated from spec/studio/methods/groups.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Routes and handlers of groups."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar

from groundwire._core.dispatch import Route
from groundwire_api.studio import models as _models, params as _params

if TYPE_CHECKING:
    from collections.abc import Mapping

    from msgspec import Raw

    from groundwire_api.studio.models import Group
    from groundwire_api.studio.params import GroupsCreateParams, GroupsListParams, ImageSetGroupIdParams

__all__ = ["GroupsHandlers", "ROUTES"]

C_contra = TypeVar("C_contra", contravariant=True)

ROUTES: Mapping[str, Route] = {
    "groups.create": Route(
        "groups.create",
        "groups",
        params=lambda: _params.GroupsCreateParams,
        result=lambda: list[_models.Group],
    ),
    "groups.list": Route(
        "groups.list",
        "groups",
        params=lambda: _params.GroupsListParams,
        result=lambda: list[_models.Group],
        idempotent=True,
    ),
    "image.set_group_id": Route(
        "image.set_group_id",
        "groups",
        params=lambda: _params.ImageSetGroupIdParams,
        result=lambda: str,
        hot=True,
        idempotent=True,
    ),
}


class GroupsHandlers(Protocol[C_contra]):
    """What answers these methods; `ctx` is the server's own context of a request."""

    def groups_create(self, ctx: C_contra, p: GroupsCreateParams, /) -> list[Group] | Raw:
        """Answer `groups.create`: Create groups in a dataset."""
        ...

    def groups_list(self, ctx: C_contra, p: GroupsListParams, /) -> list[Group] | Raw:
        """Answer `groups.list`: List the groups of a dataset."""
        ...

    def image_set_group_id(self, ctx: C_contra, p: ImageSetGroupIdParams, /) -> str | Raw:
        """Answer `image.set_group_id`: Put a sample into a group."""
        ...
