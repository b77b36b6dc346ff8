"""The changelog as it is read: a range of serials, oldest first, page by page.

A range begins after one version and ends with another. A version is a tag, or else a serial as text: a tag
that is named like a number wins. What is written after the first page was read is not on later ones: a token
carries the end of its range.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, get_args

import msgspec
from sqlalchemy import func, select

from groundwire.server.errors import RpcFailure, invalid, not_found
from groundwire.server.store.version_tables import changelog
from groundwire.server.studio.versions import tags
from groundwire.server.studio.versions.changes import SPAN, EntityType

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection, Row

_NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)
_TOKEN = re.compile(r"c([0-9a-f]{1,15})-([0-9a-f]{1,15})-([0-9a-f]{1,15})", re.ASCII)
_NOUNS = {
    "image": "Image",
    "annotation": "Annotations",
    "label": "Label",
    "annotation_set": "Annotation set",
    "sensor_data": "Sensor files",
    "dataset": "Dataset",
}
_VERBS = {"create": "created", "update": "changed", "delete": "deleted", "restore": "restored"}
_c = changelog.c


@dataclass(frozen=True, slots=True)
class Range:
    """Part of a changelog.

    Attributes:
        dataset_id: The dataset.
        begin: Serial after which it begins; None is the very beginning.
        end: Serial with which it ends.
        kinds: Kinds of entities; empty for all.
    """

    dataset_id: int
    begin: int | None
    end: int
    kinds: tuple[str, ...] = ()

    def conditions(self) -> list[ColumnElement[bool]]:
        """Choose its rows."""
        found = [_c.dataset_id == self.dataset_id, _c.serial <= self.end]
        if self.begin is not None:
            found.append(_c.serial > self.begin)
        if self.kinds:
            found.append(_c.entity_type.in_(self.kinds))
        return found


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a page ends: the serial and number of its last entry, in a range that ends with `end`."""

    serial: int
    entry: int
    end: int

    def token(self) -> str:
        return f"c{self.serial:x}-{self.entry:x}-{self.end:x}"


def find_range(
    connection: Connection,
    dataset: Row[Any],
    begin: str | None,
    end: str | None,
    kinds: Sequence[str] | None,
) -> Range:
    """Find the part of the changelog of a dataset that a call is about.

    Raises:
        RpcFailure: 101, there is no such version; 3, the range ends before it begins, or a kind is unknown.
    """
    known = get_args(EntityType)
    for number, kind in enumerate(kinds or ()):
        if kind not in known:
            raise invalid(
                f"entity_types[{number}]", f"expected one of {', '.join(known)}, got {kind[:100]!r}"
            )
    first = _serial(connection, dataset, begin) if begin else None
    last = _serial(connection, dataset, end) if end else dataset.serial
    if first is not None and first > last:
        raise invalid("from_version", f"serial {first} is later than to_version, serial {last}")
    return Range(dataset.id, first, last, tuple(dict.fromkeys(kinds or ())))


def count(connection: Connection, part: Range) -> int:
    """Count the entries of a part of the changelog."""
    total = connection.execute(select(func.sum(_c.amount)).where(*part.conditions())).scalar()
    return int(total or 0)


def page(
    connection: Connection, part: Range, token: str | None, limit: int
) -> tuple[list[tuple[Row[Any], int, int | None]], str, Range]:
    """Return the next entries, oldest first.

    Returns:
        Row, entry id and entity id of each; the token of the next page, empty at the end; the part read,
        whose end the token of an earlier page may have brought forward.

    Raises:
        RpcFailure: 3, the token is not one of `version.changelog`.
    """
    place = _read(token) if token else None
    # One row more shows that there is a next page, and one may hold nothing but the end of the last page.
    query = select(changelog).order_by(_c.serial, _c.id).limit(limit + 2)
    if place is not None:
        part = replace(part, end=min(part.end, place.end))
        query = query.where(_c.serial >= place.serial, _c.id >= place.entry // SPAN)
    entries: list[tuple[Row[Any], int, int | None]] = []
    for row in connection.execute(query.where(*part.conditions())):
        for entry, entity in _entries(row):
            if place is not None and entry <= place.entry:
                continue
            if len(entries) == limit:
                last = entries[-1]
                return entries, _Place(last[0].serial, last[1], part.end).token(), part
            entries.append((row, entry, entity))
    return entries, "", part


def _entries(row: Row[Any]) -> Iterator[tuple[int, int | None]]:
    entities = [None] if row.entities is None else msgspec.json.decode(row.entities, type=list[int])
    for number, entity in enumerate(entities):
        yield row.id * SPAN + number, entity


def shown(row: Row[Any], entry: int, entity: int | None, organization_id: int) -> dict[str, object]:
    """Return an entry as it goes to the wire."""
    data = None if row.data is None else msgspec.json.decode(row.data)
    return {
        "id": entry,
        "dataset_id": row.dataset_id,
        "serial": row.serial,
        "organization_id": organization_id,
        "entity_type": row.entity_type,
        "operation": row.operation,
        "username": row.username,
        "created_at": row.created,
        "entity_id": entity,
        "change_data": data,
        "message": _message(row, data or {}),
        "s3_version_ids": [],
    }


def _message(row: Row[Any], data: dict[str, Any]) -> str:
    if row.operation == "restore" and "tag" in data:  # else out of the recycle bin
        return f"Restored from tag {data['tag']!r} (serial {data['serial']})"
    if "groups" in data:
        return f"Groups created: {', '.join(map(repr, data['groups']))}"
    name = f" {data['name']!r}" if "name" in data else ""
    return f"{_NOUNS[row.entity_type]}{name} {_VERBS[row.operation]}"


def _serial(connection: Connection, dataset: Row[Any], version: str) -> int:
    try:
        return int(tags.find(connection, dataset.id, version).serial)
    except RpcFailure:
        if not _NUMBER.fullmatch(version):
            raise
    if int(version) > dataset.serial:
        raise not_found("version", f"{version}: the dataset is at serial {dataset.serial}")
    return int(version)


def _read(token: str) -> _Place:
    match = _TOKEN.fullmatch(token)
    if match is None:
        raise invalid("continue_token", "is not a token that version.changelog returned")
    serial, entry, end = (int(part, 16) for part in match.groups())
    return _Place(serial, entry, end)
