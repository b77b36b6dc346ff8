"""From one version of the EdgeFirst Dataset Format to another, saying what the older ones cannot hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from groundwire._core.errors import InvalidArgumentError
from groundwire.formats._arrow import ArrowTable, arrow, whole
from groundwire.formats.edf_assemble import assemble
from groundwire.formats.edf_metadata import DatasetMetadata, decode_metadata
from groundwire.formats.edf_read import normalise
from groundwire.formats.edf_schema import COLUMN, SCHEMA_VERSION, VERSIONS, columns_of

if TYPE_CHECKING:
    from groundwire.formats._notes import Notes

_NEWEST_ONLY = ("ignore", "exclude", "truncation", "occlusion")


def detect_version(table: ArrowTable) -> str:
    """Tell the version of a table as it was stored: by its metadata, else by the types of its columns."""
    stored = (table.schema.metadata or {}).get(b"schema_version", b"").decode("utf-8", "replace")
    if stored in VERSIONS:
        return stored
    types = arrow().types
    names = set(table.column_names)
    if names.intersection(_NEWEST_ONLY):
        return "2026.10"
    mask = table.column("mask").type if "mask" in names else None
    if "polygon" in names or (mask is not None and not (types.is_list(mask) or types.is_large_list(mask))):
        return "2026.04"
    return "2025.10"


def as_version(
    table: ArrowTable, version: str, notes: Notes, *, reorder_pose: bool = False, source: Path | None = None
) -> ArrowTable:
    """Return a table in the exact form of one version of the format.

    Raises:
        InvalidArgumentError: There is no such version.
        FormatError: A column cannot be understood or does not fit.
    """
    if version not in VERSIONS:
        raise InvalidArgumentError(
            f"There is no version {version!r} of the format; expected {', '.join(VERSIONS)}."
        )
    found = detect_version(table)
    path = source or Path("table")
    columns = _columns(normalise(table, path))
    if reorder_pose and "pose" in columns and (found < SCHEMA_VERSION) != (version < SCHEMA_VERSION):
        columns["pose"] = _reversed_pose(columns["pose"])
        notes.add("column pose", "turned around: yaw, pitch, roll up to 2026.04; roll, pitch, yaw since")
    metadata = decode_metadata(table.schema.metadata, path)
    extra = {name: columns.pop(name) for name in list(columns) if name not in COLUMN}
    if "ignore" in columns:
        columns.setdefault("iscrowd", columns["ignore"])
    if version < SCHEMA_VERSION:
        _reduce(columns, version, notes)
        metadata = _reduced_metadata(metadata, version, notes)
    return assemble(columns, replace(metadata, schema_version=_stamp(version)), extra, columns_of(version))


def _stamp(version: str) -> str | None:
    return None if version == "2025.10" else version


def _columns(table: ArrowTable) -> dict[str, Any]:
    return {name: whole(table.column(name)) for name in table.column_names}


def _reversed_pose(pose: Any) -> Any:
    pa = arrow()
    turned = [None if value is None else value[::-1] for value in pose.to_pylist()]
    return pa.array(turned, pose.type)


def _reduce(columns: dict[str, Any], version: str, notes: Notes) -> None:
    """Move into the columns of an older version what they can hold, drop and count the rest."""
    pa = arrow()
    if "ignore" in columns:
        columns["iscrowd"] = columns.pop("ignore")
    if version == "2025.10":
        if "mask" in columns:
            count = len(columns["mask"]) - columns["mask"].null_count
            notes.counted("column mask", count, f"masks left out: {version} has no PNG masks")
            del columns["mask"]
        if "polygon" in columns:
            flat = [_flat_rings(rings) for rings in columns.pop("polygon").to_pylist()]
            columns["mask"] = pa.array(flat, pa.list_(pa.float32()))
        if "iscrowd" in columns:
            columns["iscrowd"] = columns["iscrowd"].cast(pa.uint32())
    known = {column.name for column in columns_of(version)}
    for name in [name for name in columns if name not in known]:
        array = columns.pop(name)
        notes.counted(f"column {name}", len(array) - array.null_count, f"values left out: not in {version}")


def _flat_rings(rings: list[list[float]] | None) -> list[float] | None:
    if rings is None:
        return None
    flat: list[float] = []
    for ring in rings:
        flat += [*([float("nan")] if flat else []), *ring]
    return flat


def _reduced_metadata(metadata: DatasetMetadata, version: str, notes: Notes) -> DatasetMetadata:
    blank = DatasetMetadata(extra=metadata.extra)
    if version != "2025.10":
        blank = replace(blank, labels=metadata.labels, category_metadata=metadata.category_metadata)
    for key in ("labels", "category_metadata", "ignore_index", "mask_interpretation"):
        if cast("object", getattr(metadata, key)) != getattr(blank, key):
            notes.add(f"metadata {key}", f"left out: not in {version}")
    return blank
