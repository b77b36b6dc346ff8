"""Rows of an annotation file that anybody may have written, in the form clients send samples."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import msgspec

from groundwire._core.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from groundwire.formats.edf_metadata import DatasetMetadata
    from groundwire.formats.masks import MaskPng

_SCORES = ("box2d_score", "box3d_score", "polygon_score", "mask_score")
_GEOMETRIES = ("polygon", "box2d", "box3d")
_PLAIN = ("ignore", "exclude", "category_frequency")


def sample_of(row: Mapping[str, Any], number: int) -> dict[str, Any]:
    """Return the members of a sample, given one of its rows; names of files are not among them.

    Raises:
        FormatError: A number in it is not finite.
    """
    _check_finite(row, number, ("location", "pose"))
    members: dict[str, Any] = {}
    if row.get("frame") is not None:
        members |= {"sequence_name": row["name"], "frame_number": row["frame"]}
    if row.get("size") is not None:
        members["width"], members["height"] = row["size"]
    sensors: dict[str, Any] = {}
    if row.get("location") is not None:
        sensors["gps"] = dict(zip(("lat", "lon"), row["location"], strict=True))
    if row.get("pose") is not None:
        sensors["imu"] = dict(zip(("roll", "pitch", "yaw"), row["pose"], strict=True))
    if sensors:
        members["sensors"] = sensors
    for name in ("degradation", "neg_label_indices", "not_exhaustive_label_indices"):
        if row.get(name) is not None:
            members[name] = row[name]
    if row.get("group"):  # an empty name is how some writers say none
        members["group"] = row["group"]
    return members


def annotation_of(row: Mapping[str, Any], number: int, metadata: DatasetMetadata) -> tuple[str | None, int]:
    """Return the JSON text of the annotation in a row, if there is one, and how many masks were left out.

    A mask becomes an outline where it can: it has one bit per pixel, a label, and no polygon beside it.

    Raises:
        FormatError: A number in it is not finite.
    """
    _check_finite(row, number, (*_GEOMETRIES, *_SCORES))
    label, rings = row.get("label") or None, row.get("polygon")
    lost = 0
    if row.get("mask") is not None and rings is None:
        rings = _outline(row, metadata) if label is not None else None
        lost = int(rings is None)
    box2d, box3d = row.get("box2d"), row.get("box3d")
    flagged = row.get("ignore") or row.get("exclude")
    if label is None and not flagged and rings is None and box2d is None and box3d is None:
        return None, lost
    members: dict[str, Any] = {"label_name": label, "label_index": row.get("label_index")}
    members["object_reference"] = row.get("object_id")
    if rings is not None:
        members["mask"] = [list(zip(ring[::2], ring[1::2], strict=False)) for ring in rings]
    if box2d is not None:
        cx, cy, w, h = box2d
        members["box2d"] = {"x": cx - w / 2, "y": cy - h / 2, "w": w, "h": h}
    if box3d is not None:
        members["box3d"] = dict(zip("xyzwhl", box3d, strict=True))
    attributes = {name: row[name] for name in ("truncation", "occlusion") if row.get(name) is not None}
    members["attributes"] = attributes or None
    for name in (*_PLAIN, *_SCORES):
        members[name] = row.get(name)
    sent = {name: value for name, value in members.items() if value is not None}
    return msgspec.json.encode(sent).decode(), lost


def _outline(row: Mapping[str, Any], metadata: DatasetMetadata) -> list[list[float]] | None:
    if metadata.mask_interpretation != "binary":
        return None
    from groundwire.formats.masks import decode_mask_png, mask_to_rings  # only now: most files have no masks

    try:
        png: MaskPng = decode_mask_png(row["mask"])
    except FormatError:
        return None
    height, width = png.pixels.shape
    if png.offset is not None:
        size: Sequence[int] = row.get("size") or (png.offset[0] + width, png.offset[1] + height)
        width, height = size
    if png.bit_depth != 1 or width <= 0 or height <= 0:
        return None
    rings = mask_to_rings(png.on_canvas(width, height))
    return [[part for x, y in ring for part in (x / width, y / height)] for ring in rings] or None


def _check_finite(row: Mapping[str, Any], number: int, names: Sequence[str]) -> None:
    for name in names:
        if not all(map(math.isfinite, _numbers(row.get(name)))):
            raise FormatError(
                f"Row {number}, column {name!r}: expected finite numbers, found {row[name]!r:.200}."
            )


def _numbers(value: float | list[Any] | None) -> Iterator[float]:
    if isinstance(value, list):
        for one in value:
            yield from _numbers(one)
    elif value is not None:
        yield value
