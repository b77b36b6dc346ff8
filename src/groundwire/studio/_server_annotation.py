"""`ServerAnnotation`: an annotation in the form in which it is added to an existing sample."""

from __future__ import annotations

from msgspec import field

from groundwire._core.hot import HotModel


class ServerAnnotation(HotModel, kw_only=False):
    """An annotation as ``annotation.add_bulk`` takes it.

    Attributes:
        annotation_type: ``box`` or ``seg``.
        x: Left edge, normalised 0..1 to the image width.
        y: Top edge, normalised 0..1 to the image height.
        w: Width, normalised.
        h: Height, normalised.
        score: Confidence 0..1; ``None`` sends none.
        image_id: Number of the sample.
        annotation_set_id: Number of the annotation set.
        label_id: Number of the label.
        label_index: Index of the label in its dataset.
        label_name: Name of the label.
        polygon: JSON text of the rings, normalised points ``[x, y]``.
        object_reference: Identity of the object.
    """

    annotation_type: str = field(name="type")
    x: float
    y: float
    w: float
    h: float
    score: float | None
    image_id: int
    annotation_set_id: int
    label_id: int | None = None
    label_index: int | None = None
    label_name: str | None = None
    polygon: str | None = None
    object_reference: str | None = None
