# Generated from spec/studio/methods/samples.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Parameters of samples, as a server reads them; unknown keys are ignored, null is absent."""

from __future__ import annotations

from msgspec import Struct

from groundwire_api.studio.ids import AnnotationSetID, DatasetID
from groundwire_api.studio.models import SampleTypeName

__all__ = [
    "SamplesCountParams",
    "SamplesListParams",
]


class SamplesCountParams(Struct, frozen=True, kw_only=True):
    """Parameters of `samples.count`."""

    dataset_id: DatasetID
    annotation_set_id: AnnotationSetID | None = None
    types: list[SampleTypeName] | None = None
    group_names: list[str] | None = None
    tag: str | None = None


class SamplesListParams(Struct, frozen=True, kw_only=True):
    """Parameters of `samples.list`."""

    dataset_id: DatasetID
    annotation_set_id: AnnotationSetID | None = None
    continue_token: str | None = None
    types: list[SampleTypeName] | None = None
    group_names: list[str] | None = None
    tag: str | None = None
    limit: int | None = None
