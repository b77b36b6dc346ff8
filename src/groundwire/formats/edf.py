"""Write, read and migrate the files of the EdgeFirst Dataset Format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from groundwire._core.errors import InvalidArgumentError
from groundwire.formats import _containers
from groundwire.formats._arrow import ArrowTable, arrow
from groundwire.formats._files import replacing
from groundwire.formats._notes import Notes
from groundwire.formats.edf_metadata import DatasetMetadata, decode_metadata
from groundwire.formats.edf_read import normalise
from groundwire.formats.edf_schema import SCHEMA_VERSION
from groundwire.formats.edf_versions import as_version

if TYPE_CHECKING:
    import os
    from collections.abc import Callable

    from groundwire.formats.coco import Issue


def write_edf(
    table: ArrowTable,
    path: str | os.PathLike[str],
    *,
    version: str | None = None,
    reorder_pose: bool = False,
    on_issue: Callable[[Issue], object] | None = None,
) -> int:
    """Write a table as one file that appears under its name only when complete.

    A name that ends in ``.parquet`` gives Parquet (one row group, ZSTD), every other name an Arrow IPC file
    (one record batch, not compressed). Parent folders are created.

    Args:
        table: Table to write.
        path: File; replaced if it exists.
        version: ``2025.10``, ``2026.04`` or ``2026.10``: bring the table into the exact form of that version
            first. None writes it as it is.
        reorder_pose: Also turn ``pose`` around when the version changes between 2026.04 and 2026.10.
        on_issue: Told what the version has no place for; by default that is logged as warnings.

    Returns:
        The number of rows written.

    Raises:
        InvalidArgumentError: Not an Arrow table, no such version, or 2025.10 as Parquet, which it forbids.
        FormatError: The table does not fit the version.
    """
    pa = arrow()
    if not isinstance(table, pa.Table):  # handing anything else on would crash the process
        raise InvalidArgumentError(f"Expected a pyarrow.Table to write, found {type(table).__name__}.")
    target = Path(path)
    _check_container(target, version)
    if version is not None:
        table = as_version(table, version, Notes(on_issue), reorder_pose=reorder_pose)
    whole = cast("ArrowTable", pa.Table.combine_chunks(table))
    with replacing(target) as temporary:
        _containers.write_table(whole, temporary, parquet=target.suffix == _containers.PARQUET_SUFFIX)
    return whole.num_rows


def _check_container(target: Path, version: str | None) -> None:
    if version == "2025.10" and target.suffix == _containers.PARQUET_SUFFIX:
        raise InvalidArgumentError(f"{target}: version 2025.10 has no Parquet files; choose another name.")


def read_edf(path: str | os.PathLike[str]) -> ArrowTable:
    """Read a dataset file of any schema version into a table with easily handled types.

    Arrow IPC files, Arrow IPC streams and Parquet are told apart by their content. Text columns come as
    ``string``, categorical ones as ``dictionary<int32, string>``, nested ones as ``list``; masks as
    ``binary``. Wider or narrower number types are cast, polygons kept in a 2025.10 ``mask`` column move to
    ``polygon``, ``object_reference`` and ``iscrowd`` fill ``object_id`` and ``ignore`` where those are
    absent. Unknown columns and all metadata are kept. Values of ``pose`` come in the order of the file.

    Raises:
        FormatError: Not a dataset file, no ``name`` column, or a column of a type that cannot be understood.
        FileNotFoundError: There is no such file.
    """
    source = Path(path)
    table, release = _containers.read_large(source)
    return normalise(table, source, release)


def read_dataset_metadata(path: str | os.PathLike[str]) -> DatasetMetadata:
    """Read only the file-level metadata of a dataset file.

    Raises:
        FormatError: Neither Arrow nor Parquet.
        DatasetMetadataError: A key holds something other than the format allows; also a ``ValueError``.
        FileNotFoundError: There is no such file.
    """
    source = Path(path)
    return decode_metadata(_containers.read_metadata(source), source)


def migrate_edf(
    path: str | os.PathLike[str],
    output_path: str | os.PathLike[str] | None = None,
    *,
    version: str = SCHEMA_VERSION,
    reorder_pose: bool = False,
    on_issue: Callable[[Issue], object] | None = None,
) -> int:
    """Rewrite a dataset file in another version of the format, upwards or downwards.

    Upwards nothing is lost: polygons of a 2025.10 ``mask`` column move to ``polygon``, flags become
    Boolean, ``ignore`` is filled from ``iscrowd``. Unknown columns and metadata keys are kept.

    Args:
        path: File of any version, Arrow or Parquet.
        output_path: File to write; the source itself by default. The name chooses the container.
        version: Version to write.
        reorder_pose: Turn ``pose`` around when the version changes between 2026.04 (yaw, pitch, roll) and
            2026.10 (roll, pitch, yaw). Off by default: released writers store both orders in either version,
            and nothing in a file tells which.
        on_issue: Told what the version has no place for; by default that is logged as warnings.

    Returns:
        The number of rows.

    Raises:
        FormatError: The file cannot be read or understood.
        InvalidArgumentError: No such version.
        FileNotFoundError: There is no such file.
    """
    source = Path(path)
    target = source if output_path is None else Path(output_path)
    _check_container(target, version)
    stored, notes = _containers.read_table(source), Notes(on_issue)
    return write_edf(as_version(stored, version, notes, reorder_pose=reorder_pose, source=source), target)
