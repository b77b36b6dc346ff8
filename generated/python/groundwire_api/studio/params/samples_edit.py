# Generated from spec/studio/methods/samples_edit.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Parameters of samples_edit, as a server reads them; unknown keys are ignored, null is absent."""

from __future__ import annotations

from msgspec import Struct

from groundwire_api.studio.ids import AnnotationSetID, DatasetID, SampleID, SequenceId
from groundwire_api.studio.models import SampleCreate, SampleDimensions

__all__ = [
    "ImageDeleteFromDatasetParams",
    "SamplesPopulate2Params",
    "SamplesUpdateDimensionsParams",
]


class ImageDeleteFromDatasetParams(Struct, frozen=True, kw_only=True):
    """Parameters of `image.delete_from_dataset`."""

    dataset_id: DatasetID
    image_ids: list[SampleID]
    sequence_ids: list[SequenceId]
    delete_all: bool


class SamplesPopulate2Params(Struct, frozen=True, kw_only=True):
    """Parameters of `samples.populate2`."""

    dataset_id: DatasetID
    presigned_urls: bool
    samples: list[SampleCreate]
    annotation_set_id: AnnotationSetID | None = None


class SamplesUpdateDimensionsParams(Struct, frozen=True, kw_only=True):
    """Parameters of `samples.update_dimensions`."""

    dataset_id: DatasetID
    samples: list[SampleDimensions]
