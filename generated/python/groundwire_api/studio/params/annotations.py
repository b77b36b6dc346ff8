# Generated from spec/studio/methods/annotations.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Parameters of annotations, as a server reads them; unknown keys are ignored, null is absent."""

from __future__ import annotations

from msgspec import Struct

from groundwire_api.studio.ids import AnnotationSetID, DatasetID, SampleID
from groundwire_api.studio.models import ServerAnnotation, ServerAnnotationType

__all__ = [
    "AnnotationAddBulkParams",
    "AnnotationBulkDelParams",
    "AnnsetAddParams",
    "AnnsetDelParams",
    "AnnsetGetParams",
    "AnnsetListParams",
]


class AnnotationAddBulkParams(Struct, frozen=True, kw_only=True):
    """Parameters of `annotation.add_bulk`."""

    annotation_set_id: AnnotationSetID
    annotations: list[ServerAnnotation]


class AnnotationBulkDelParams(Struct, frozen=True, kw_only=True):
    """Parameters of `annotation.bulk.del`."""

    annotation_set_id: AnnotationSetID
    annotation_types: list[ServerAnnotationType]
    image_ids: list[SampleID] | None = None
    delete_all: bool | None = None


class AnnsetAddParams(Struct, frozen=True, kw_only=True):
    """Parameters of `annset.add`."""

    dataset_id: DatasetID
    name: str
    operator: str
    description: str | None = None


class AnnsetDelParams(Struct, frozen=True, kw_only=True):
    """Parameters of `annset.del`."""

    id: AnnotationSetID


class AnnsetGetParams(Struct, frozen=True, kw_only=True):
    """Parameters of `annset.get`."""

    annotation_set_id: AnnotationSetID


class AnnsetListParams(Struct, frozen=True, kw_only=True):
    """Parameters of `annset.list`."""

    dataset_id: DatasetID
    tag: str | None = None
