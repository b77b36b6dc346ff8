"""Check a dataset folder or archive before it becomes a snapshot: layout, annotation file, images."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from groundwire._core.errors import FormatError
from groundwire.formats.edf_metadata import decode_metadata
from groundwire.formats.edf_read import normalise
from groundwire.formats.edf_validate import validate_table
from groundwire.formats.images import image_header
from groundwire.formats.sample_files import camera_suffix
from groundwire.formats.snapshot_index import SnapshotIndex
from groundwire.formats.snapshot_source import LayoutError, SnapshotFault, snapshot_files

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator

    from groundwire.formats._arrow import ArrowTable
    from groundwire.formats.edf_checks import Fault
    from groundwire.formats.snapshot_source import Severity, SnapshotFiles

_ORDER = ("critical", "warning", "note")


def validate_snapshot(
    path: str | os.PathLike[str], *, images: bool = True, limit: int = 20
) -> list[SnapshotFault]:
    """Check a dataset: its files, every row of the annotation file, and that each sample has an image.

    A folder ``<name>`` holds ``<name>.arrow`` or ``<name>.parquet`` and the files of the samples in
    ``<name>/`` or ``<name>.zip``. An archive holds the same, or only the files with the annotation file
    beside it.

    Args:
        path: Folder, ZIP archive, or annotation file with its archive beside it.
        images: Also read the head of each image and compare its size with the column ``size``.
        limit: Rows listed per kind of fault of the annotation file.

    Returns:
        The faults, critical ones first; empty when everything is in order.

    Raises:
        FileNotFoundError: There is no such file or folder.
    """
    try:
        with snapshot_files(Path(path)) as files:
            faults = [*files.faults, *_annotations(files, images=images, limit=limit)]
    except LayoutError as error:
        return [error.fault]
    return sorted(faults, key=lambda fault: _ORDER.index(fault.severity))


def _annotations(files: SnapshotFiles, *, images: bool, limit: int) -> Iterator[SnapshotFault]:
    try:
        table, faults = validate_table(files.annotation_file, limit=limit)
    except FormatError as error:
        yield SnapshotFault("critical", "annotations", files.annotation_name, error.message)
        return
    try:
        is_map = decode_metadata(table.schema.metadata).mask_interpretation == "class_index"
    except FormatError:
        is_map = False
    yield from (_row_fault(fault, is_map=is_map) for fault in faults)
    if "name" in table.column_names:
        wanted = [name for name in ("name", "frame", "size") if name in table.column_names]
        try:
            rows = normalise(table.select(wanted), files.annotation_file)
        except FormatError:  # listed above
            rows = normalise(table.select(["name"]), files.annotation_file)
        yield from _files(files, rows, images=images)


def _row_fault(fault: Fault, *, is_map: bool) -> SnapshotFault:
    where = "metadata" if fault.column is None else f"column {fault.column!r}"
    where += "" if fault.row is None else f", row {fault.row}"
    if is_map and fault.column == "mask":
        return SnapshotFault("critical", "label map", where, fault.message)
    broken = fault.message.startswith("Invalid dataset metadata") or fault.column == "name"
    severity: Severity = "critical" if broken and fault.row is None else "warning"
    return SnapshotFault(severity, "annotations", where, fault.message)


def _files(files: SnapshotFiles, rows: ArrowTable, *, images: bool) -> Iterator[SnapshotFault]:
    index = SnapshotIndex(files.names)
    for (name, frame), size in _samples(rows).items():
        found = index.find(name, frame)
        shown = name if frame is None else f"{name}, frame {frame}"
        if not found:
            expected = f"{name}.camera.jpeg" if frame is None else f"{name}/{name}_{frame}.camera.jpeg"
            message = f"no file for the sample, e.g. {expected}"
            yield SnapshotFault("warning", "missing file", f"sample {shown!r}", message)
            continue
        if len(found) > 1:
            message = f"could be any of {', '.join(found[:3])}{' …' if len(found) > 3 else ''}"
            yield SnapshotFault("warning", "ambiguous file", f"sample {shown!r}", message)
        if images and camera_suffix(found[0].rpartition("/")[2]):
            yield from _image(files, found[0], size)
    for path in index.unreferenced():
        yield SnapshotFault("note", "unreferenced file", path, "belongs to no sample")


def _samples(rows: Any) -> dict[tuple[str, int | None], list[int] | None]:
    """Return the samples in order of appearance, each with the size its first row gives."""
    columns = {name: rows.column(name).to_pylist() for name in rows.column_names}
    blank = [None] * rows.num_rows
    found: dict[tuple[str, int | None], list[int] | None] = {}
    parts = (columns["name"], columns.get("frame", blank), columns.get("size", blank))
    for name, frame, size in zip(*parts, strict=True):
        if name is not None:  # listed as a fault of the row
            found.setdefault((name, frame), size)
    return found


def _image(files: SnapshotFiles, name: str, size: list[int] | None) -> Iterator[SnapshotFault]:
    try:
        header = image_header(files.content(name))
    except (FormatError, OSError) as error:
        yield SnapshotFault("warning", "image", name, f"cannot be read as an image ({error})")
        return
    if size is not None and size != [header.width, header.height]:
        message = (
            f"{header.width} x {header.height} pixels, but the annotation file says {size[0]} x {size[1]}"
        )
        yield SnapshotFault("warning", "image", name, message)
