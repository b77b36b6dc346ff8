# Generated from spec/studio/methods/labels.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Parameters of labels, as a server reads them; unknown keys are ignored, null is absent."""

from __future__ import annotations

from msgspec import Struct

from groundwire_api.studio.ids import DatasetID
from groundwire_api.studio.models import LabelCreate

__all__ = [
    "LabelAdd2Params",
    "LabelDelParams",
    "LabelListParams",
    "LabelUpdateParams",
]


class LabelAdd2Params(Struct, frozen=True, kw_only=True):
    """Parameters of `label.add2`."""

    dataset_id: DatasetID
    labels: list[LabelCreate]


class LabelDelParams(Struct, frozen=True, kw_only=True):
    """Parameters of `label.del`."""

    label_id: int


class LabelListParams(Struct, frozen=True, kw_only=True):
    """Parameters of `label.list`."""

    dataset_id: DatasetID
    tag: str | None = None


class LabelUpdateParams(Struct, frozen=True, kw_only=True):
    """Parameters of `label.update`."""

    label_id: int
    label_name: str
    label_index: int
    dataset_id: DatasetID | None = None
