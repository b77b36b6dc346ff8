"""Check a dataset file and explain each fault with its column and row."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from groundwire._core.errors import FormatError
from groundwire.formats import _containers
from groundwire.formats._arrow import whole
from groundwire.formats.edf_checks import Fault, check_rows
from groundwire.formats.edf_metadata import DatasetMetadata, decode_metadata
from groundwire.formats.edf_read import normalise
from groundwire.formats.edf_schema import VERSIONS, columns_of
from groundwire.formats.edf_versions import detect_version

if TYPE_CHECKING:
    import os

    from groundwire.formats._arrow import ArrowTable
    from groundwire.formats.edf_schema import Column

_UNREADABLE = frozenset(
    {"int8", "int16", "uint8", "uint16", "halffloat", "date32[day]", "date64[ms]", "list<item: uint8>"}
)
_UNREADABLE_KINDS = re.compile("time|timestamp|duration|decimal")


def validate_edf(path: str | os.PathLike[str], *, limit: int = 20) -> list[Fault]:
    """Check a dataset file: metadata, column types, and the values of every row.

    Args:
        path: Arrow or Parquet file of any schema version.
        limit: Rows listed per kind of fault; the last one listed says how many more there are.

    Returns:
        The faults in the order metadata, columns, rows; empty when the file is in order.

    Raises:
        FormatError: Neither Arrow nor Parquet, or damaged.
        FileNotFoundError: There is no such file.
    """
    return validate_table(Path(path), limit=limit)[1]


def validate_table(source: Path, *, limit: int) -> tuple[ArrowTable, list[Fault]]:
    """Return the table as it is stored and its faults; see ``validate_edf``."""
    table = _containers.read_table(source)
    metadata, faults = _metadata(table)
    if "name" not in table.column_names:
        missing = Fault("name", None, "the column is missing; it identifies the sample of each row")
        return table, [*faults, missing]
    faults += _types(table)
    columns, more = _columns(table, source)
    return table, [*faults, *more, *check_rows(columns, metadata, limit)]


def _metadata(table: ArrowTable) -> tuple[DatasetMetadata, list[Fault]]:
    stored = table.schema.metadata or {}
    faults: list[Fault] = []
    version = stored.get(b"schema_version", b"").decode("utf-8", "replace")
    if b"schema_version" in stored and version not in VERSIONS:
        known = ", ".join(VERSIONS)
        faults.append(Fault(None, None, f"schema_version is {version!r}; expected one of {known}"))
    elif b"schema_version" not in stored and (found := detect_version(table)) != "2025.10":
        message = (
            f"schema_version is missing: released readers take the file for 2025.10, it looks like {found}"
        )
        faults.append(Fault(None, None, message))
    try:
        return decode_metadata(stored), faults
    except FormatError as error:
        return DatasetMetadata(), [*faults, Fault(None, None, error.message)]


def _types(table: ArrowTable) -> list[Fault]:
    version = detect_version(table)
    known = {column.name: column for column in columns_of(version)}
    faults: list[Fault] = []
    schema: Any = table.schema
    for field in schema:
        column = known.get(field.name)
        text = str(field.type)
        if text in _UNREADABLE or _UNREADABLE_KINDS.match(text):
            faults.append(
                Fault(field.name, None, f"of type {text}: the released reader cannot open the file")
            )
        elif column is not None and _simple(text) != _wanted(column):
            faults.append(Fault(field.name, None, f"of type {text}; version {version} has {column.type}"))
    return faults


def _wanted(column: Column) -> str:
    return "string" if column.categories else _simple(column.type)


def _simple(text: str) -> str:
    """Reduce a type to what readers tell apart; text, lists and bytes have several forms they all read."""
    if text.startswith("dictionary<"):
        text = "string"
    text = re.sub(r"\b(large_|)(string|binary)(_view|)\b", r"\2", text)
    text = re.sub(r"\b(item|element): ", "", text)
    return text.replace("large_list<", "list<")


def _columns(table: ArrowTable, source: Path) -> tuple[dict[str, Any], list[Fault]]:
    """Bring each column to its working type; one that cannot be is a fault."""
    columns: dict[str, Any] = {}
    faults: list[Fault] = []
    for name in table.column_names:
        try:
            found = normalise(table.select(list(dict.fromkeys(["name", name]))), source)
        except FormatError as error:
            faults.append(Fault(name, None, error.message.removeprefix(f"{source}: ")))
            continue
        for key in found.column_names:
            if key not in columns and (key == name or key not in table.column_names):
                columns[key] = whole(found.column(key))
    return columns, faults
