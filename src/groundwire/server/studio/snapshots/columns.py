"""What the columns of the dataset format hold of a sample or an annotation, both in the form clients send."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from groundwire.formats.edf_schema import COLUMNS
from groundwire.formats.names import specified_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

SAMPLE_TEXT: Final = "groundwire_sample"
"""Column of our own: the sample to the last bit, which the columns of the format narrow to float32."""

ANNOTATION_TEXT: Final = "groundwire_annotation"
DATASET_KEY: Final = "groundwire_dataset"
"""Metadata key of our own: what belongs to no row."""

SAMPLE_COLUMNS: Final = frozenset(column.name for column in COLUMNS if column.level == "sample")
CATEGORY_LIMITS: Final = {"group": 255, "label": 65_535, "category_frequency": 255}
"""More distinct values than these the format cannot hold."""

_MAX_SINGLE = 3.4028234e38
_MAX_UINT32 = 2**32 - 1
_SCORES = ("box2d_score", "box3d_score", "polygon_score", "mask_score")


def sample_columns(sample: Mapping[str, Any], stem: str) -> dict[str, Any]:
    """Return the columns of a sample.

    Args:
        sample: Its members, as in `samples.populate2`.
        stem: Name of its files without extension, taken where it is not a frame of a sequence.
    """
    frame = frame_of(sample)
    sensors = _sensors(sample.get("sensors"))
    gps, imu = sensors.get("gps"), sensors.get("imu")
    width, height = sample.get("width"), sample.get("height")
    return {
        "name": stem if frame is None else sample["sequence_name"],
        "frame": frame,
        "group": sample.get("group"),
        "size": None if width is None or height is None else (width, height),
        "location": gps and _singles([gps["lat"], gps["lon"]]),
        "pose": imu and _singles([imu["roll"], imu["pitch"], imu["yaw"]]),
        "degradation": sample.get("degradation"),
        "neg_label_indices": sample.get("neg_label_indices"),
        "not_exhaustive_label_indices": sample.get("not_exhaustive_label_indices"),
    }


def annotation_columns(annotation: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of an annotation, given its members as in `samples.populate2`."""
    attributes: Mapping[str, Any] = annotation.get("attributes") or {}
    ignore = annotation.get("ignore")
    if ignore is None:
        ignore = annotation.get("iscrowd")
    columns: dict[str, Any] = {
        "object_id": annotation.get("object_reference"),
        "label": annotation.get("label_name"),
        "label_index": annotation.get("label_index"),
        "polygon": _rings(annotation.get("mask")),
        "box2d": _centred(annotation.get("box2d")),
        "box3d": _members(annotation.get("box3d"), "xyzwhl"),
        "ignore": ignore,
        "iscrowd": ignore,
        "exclude": annotation.get("exclude"),
        "category_frequency": annotation.get("category_frequency"),
        "truncation": _natural(attributes.get("truncation")),
        "occlusion": _natural(attributes.get("occlusion")),
    }
    for score in _SCORES:
        value = annotation.get(score)
        columns[score] = None if value is None or abs(value) > _MAX_SINGLE else value
    return columns


def frame_of(sample: Mapping[str, Any]) -> int | None:
    """Return the frame number of a sample in a sequence; clients write -1 for none."""
    frame = sample.get("frame_number")
    return None if frame is None or frame < 0 or not sample.get("sequence_name") else frame


def stem_of(sample: Mapping[str, Any]) -> str:
    """Return the name that the files of a sample share in a folder, without extension."""
    frame = frame_of(sample)
    if frame is not None:
        return f"{safe(sample['sequence_name'])}_{frame}"
    image_name = sample.get("image_name")
    return safe(specified_name(image_name) if image_name else sample["uuid"])


def safe(name: str) -> str:
    """Return a name every file system takes as one part of a path, equal to `name` where it is one."""
    kept = "".join("_" if char in '/\\:*?"<>|\x7f' or ord(char) < 32 else char for char in name)
    kept = kept.encode("utf-8", "replace")[:150].decode("utf-8", "ignore").strip()
    return kept if kept.strip(".") else f"_{kept}"


def _sensors(value: Any) -> dict[str, Any]:
    entries = cast("list[dict[str, Any]]", value if isinstance(value, list) else [value or {}])
    return {
        name: part for entry in entries for name, part in entry.items() if name in {"gps", "imu"} and part
    }


def _singles(numbers: Sequence[float]) -> Sequence[float] | None:
    """Return numbers unless float32 cannot come near one of them."""
    return None if any(abs(number) > _MAX_SINGLE for number in numbers) else numbers


def _natural(value: int | None) -> int | None:
    return value if value is not None and 0 <= value <= _MAX_UINT32 else None


def _members(box: Mapping[str, float] | None, names: str) -> Sequence[float] | None:
    return None if box is None else _singles([box[name] for name in names])


def _centred(box: Mapping[str, float] | None) -> Sequence[float] | None:
    if box is None:
        return None
    w, h = box["w"], box["h"]
    return _singles([box["x"] + w / 2, box["y"] + h / 2, w, h])


def _rings(rings: Sequence[Any] | None) -> list[list[float]] | None:
    if rings is None:
        return None
    flat = [list(_flat(ring)) for ring in rings]
    return None if any(_singles(ring) is None for ring in flat) else flat


def _flat(ring: Sequence[Any]) -> Iterator[float]:
    for point in ring:
        if isinstance(point, list):
            yield from point
        else:
            yield point
