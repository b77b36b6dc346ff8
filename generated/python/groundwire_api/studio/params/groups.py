# Generated from spec/studio/methods/groups.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Parameters of groups, as a server reads them; unknown keys are ignored, null is absent."""

from __future__ import annotations

from msgspec import Struct

from groundwire_api.studio.ids import DatasetID, SampleID

__all__ = [
    "GroupsCreateParams",
    "GroupsListParams",
    "ImageSetGroupIdParams",
]


class GroupsCreateParams(Struct, frozen=True, kw_only=True):
    """Parameters of `groups.create`."""

    dataset_id: DatasetID
    group_names: list[str]
    group_splits: list[int]


class GroupsListParams(Struct, frozen=True, kw_only=True):
    """Parameters of `groups.list`."""

    dataset_id: DatasetID


class ImageSetGroupIdParams(Struct, frozen=True, kw_only=True):
    """Parameters of `image.set_group_id`."""

    image_id: SampleID
    group_id: int
