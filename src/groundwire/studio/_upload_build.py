"""Samples to send, made from what was planned and from the rows of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._annotation import Annotation
from ._geometry import Box2d, Box3d, GpsData, ImuData
from ._polygon import Polygon
from ._sample import Listing, SampleData, SampleRecord
from ._sample_file import SampleFile
from ._upload_plan import name_based

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from groundwire_api.studio.ids import DatasetID

    from ._upload_plan import PlannedSample
    from ._upload_rows import SampleTable

Row = dict[str, Any]

_GEOMETRY = ("box2d", "box3d", "polygon", "mask")
_AS_THEY_ARE = (
    *("object_id", "label_index", "ignore", "exclude", "category_frequency"),
    *("box2d_score", "box3d_score", "polygon_score", "mask_score"),
)


def build_samples(
    dataset_id: DatasetID,
    planned: Sequence[PlannedSample],
    table: SampleTable | None,
    places: Mapping[str, Path],
) -> list[SampleData]:
    """Return the samples to send, with the files and annotations that the server does not have.

    Args:
        dataset_id: The dataset.
        planned: What to send.
        table: What is known about the samples.
        places: Local path of each file.
    """
    numbers = [row for sample in planned for row in sample.rows]
    rows = iter(table.rows(numbers) if table is not None else ())
    samples: list[SampleData] = []
    for plan in planned:
        own = [next(rows) for _ in plan.rows]
        sample = SampleData.received(_record(dataset_id, plan, own[0] if own else {}), Listing())
        for kind, path in plan.files().items():
            if kind in plan.left:
                sample.add_file(SampleFile(kind, places[path]))
        if table is not None:
            _locate(sample, own[0], yaw_first=table.yaw_first)
            if plan.annotate:
                _annotate(sample, own, class_masks=table.class_masks)
        samples.append(sample)
    return samples


def _record(dataset_id: DatasetID, plan: PlannedSample, row: Row) -> SampleRecord:
    width, height = row.get("size") or (None, None)
    sequence = plan.sequence
    return SampleRecord(
        uuid=plan.uuid,
        image_name=plan.image_name,
        group_name=plan.group,
        sequence_name=sequence,
        sequence_uuid=None if sequence is None else name_based(f"{dataset_id}/{sequence}"),
        frame_number=plan.frame,
        width=width,
        height=height,
        degradation=row.get("degradation"),
        neg_label_indices=row.get("neg_label_indices"),
        not_exhaustive_label_indices=row.get("not_exhaustive_label_indices"),
    )


def _locate(sample: SampleData, row: Row, *, yaw_first: bool) -> None:
    location, pose = row.get("location"), row.get("pose")
    if location is not None:
        sample.set_location(GpsData(*location))
    if pose is not None:
        sample.set_pose(ImuData(*(reversed(pose) if yaw_first else pose)))


def _annotate(sample: SampleData, rows: Sequence[Row], *, class_masks: bool) -> None:
    for number, row in enumerate(rows):
        if class_masks or not row.get("label"):
            row["mask"] = None  # a label map, for which the server has no room
        if row.get("label") or any(row.get(name) is not None for name in _GEOMETRY):
            sample.add_annotation(_annotation(sample, row, number))


def _annotation(sample: SampleData, row: Row, number: int) -> Annotation:
    annotation = Annotation(
        name=sample.image_name,
        sequence_name=sample.sequence_name,
        frame_number=sample.frame_number,
        group=sample.group,
        label=row.get("label") or None,
    )
    for name in _AS_THEY_ARE:
        setattr(annotation, name, row.get(name))
    annotation.truncation, annotation.occlusion = row.get("truncation"), row.get("occlusion")
    box2d, box3d, rings = row.get("box2d"), row.get("box3d"), row.get("polygon")
    if box2d is not None:
        annotation.set_box2d(Box2d(*box2d))
    if box3d is not None:
        annotation.set_box3d(Box3d(*box3d))
    if rings is not None:
        annotation.set_polygon(Polygon(zip(ring[::2], ring[1::2], strict=False) for ring in rings))
    else:
        annotation.set_mask(row.get("mask"))
    if annotation.object_id is None and sum(row.get(name) is not None for name in _GEOMETRY) > 1:
        # the server keeps geometries apart and joins them by this
        annotation.set_object_id(name_based(f"{sample.uuid}/{number}"))
    return annotation
