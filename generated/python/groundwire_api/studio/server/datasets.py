# Generated from spec/studio/methods/datasets.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Routes and handlers of datasets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from groundwire._core.dispatch import Route
from groundwire_api.studio import models as _models, params as _params

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from msgspec import Raw

    from groundwire_api.studio.models import Acknowledgement, Dataset, DatasetCreated, Tag
    from groundwire_api.studio.params import (
        DatasetCreateParams,
        DatasetDeleteParams,
        DatasetGetParams,
        DatasetListParams,
        TagsListDatasetParams,
    )

__all__ = ["DatasetsHandlers", "ROUTES"]

C_contra = TypeVar("C_contra", contravariant=True)

ROUTES: Mapping[str, Route] = {
    "dataset.create": Route(
        "dataset.create",
        "datasets",
        params=lambda: _params.DatasetCreateParams,
        result=lambda: _models.DatasetCreated,
    ),
    "dataset.delete": Route(
        "dataset.delete",
        "datasets",
        params=lambda: _params.DatasetDeleteParams,
        result=lambda: cast("Any", _models.Acknowledgement),
        hot=True,
        idempotent=True,
    ),
    "dataset.get": Route(
        "dataset.get",
        "datasets",
        params=lambda: _params.DatasetGetParams,
        result=lambda: _models.Dataset,
        idempotent=True,
    ),
    "dataset.list": Route(
        "dataset.list",
        "datasets",
        params=lambda: _params.DatasetListParams,
        result=lambda: list[_models.Dataset],
        idempotent=True,
    ),
    "tags.list_dataset": Route(
        "tags.list_dataset",
        "datasets",
        params=lambda: _params.TagsListDatasetParams,
        result=lambda: list[_models.Tag],
        idempotent=True,
    ),
}


class DatasetsHandlers(Protocol[C_contra]):
    """What answers these methods; `ctx` is the server's own context of a request."""

    def dataset_create(self, ctx: C_contra, p: DatasetCreateParams, /) -> DatasetCreated | Raw:
        """Answer `dataset.create`: Create an empty dataset."""
        ...

    def dataset_delete(self, ctx: C_contra, p: DatasetDeleteParams, /) -> Acknowledgement | Raw:
        """Answer `dataset.delete`: Move a dataset to the recycle bin."""
        ...

    def dataset_get(self, ctx: C_contra, p: DatasetGetParams, /) -> Dataset | Raw:
        """Answer `dataset.get`: Get one dataset."""
        ...

    def dataset_list(self, ctx: C_contra, p: DatasetListParams, /) -> list[Dataset] | Raw:
        """Answer `dataset.list`: List the datasets of a project."""
        ...

    def tags_list_dataset(self, ctx: C_contra, p: TagsListDatasetParams, /) -> list[Tag] | Raw:
        """Answer `tags.list_dataset`: List the legacy training tags of a dataset."""
        ...
