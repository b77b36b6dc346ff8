# Generated from spec/studio/schemas/labels.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Types of labels."""

from __future__ import annotations

from groundwire._core.bound import Model
from groundwire_api.studio.ids import DatasetID

__all__ = [
    "Label",
    "LabelCreate",
]


class Label(Model):
    id: int
    index: int
    name: str
    dataset_id: DatasetID | None = None
    color: int | None = None


class LabelCreate(Model):
    name: str
    index: int | None = None
