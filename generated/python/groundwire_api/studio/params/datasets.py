# Generated from spec/studio/methods/datasets.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Parameters of datasets, as a server reads them; unknown keys are ignored, null is absent."""

from __future__ import annotations

from msgspec import Struct

from groundwire_api.studio.ids import DatasetID, ProjectID

__all__ = [
    "DatasetCreateParams",
    "DatasetDeleteParams",
    "DatasetGetParams",
    "DatasetListParams",
    "TagsListDatasetParams",
]


class DatasetCreateParams(Struct, frozen=True, kw_only=True):
    """Parameters of `dataset.create`."""

    project_id: ProjectID
    name: str
    description: str | None = None


class DatasetDeleteParams(Struct, frozen=True, kw_only=True):
    """Parameters of `dataset.delete`."""

    id: DatasetID


class DatasetGetParams(Struct, frozen=True, kw_only=True):
    """Parameters of `dataset.get`."""

    dataset_id: DatasetID


class DatasetListParams(Struct, frozen=True, kw_only=True):
    """Parameters of `dataset.list`."""

    project_id: ProjectID


class TagsListDatasetParams(Struct, frozen=True, kw_only=True):
    """Parameters of `tags.list_dataset`."""

    dataset_id: DatasetID
