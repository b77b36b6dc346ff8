"""Read a dataset as it is to be frozen: every sample and annotation as the text a client would send."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

from msgspec import Meta, Struct
from sqlalchemy import select

from groundwire.server.store.tables import (
    annotation_rows,
    annotation_sets,
    groups,
    labels,
    sample_files,
    samples,
)
from groundwire.server.studio.splice import join, quote
from groundwire.server.studio.versions import past

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy import Column, ColumnElement, Connection, Row, Select, Table
    from sqlalchemy.sql.base import ReadOnlyColumnCollection

PAGE = 500
_LAST = 2**63 - 1


@dataclass(slots=True)
class FrozenSample:
    """A sample and what belongs to it.

    Attributes:
        text: Its JSON text, as in `samples.populate2`, without annotations.
        files: File name and object key by type.
        annotations: Their JSON texts, in the order they were stored.
    """

    text: str
    files: dict[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])
    annotations: list[str] = field(default_factory=list[str])


class LabelFacts(Struct):
    """A label as it is."""

    name: str
    index: Annotated[int, Meta(ge=0, le=2**63 - 1)]
    color: Annotated[int, Meta(ge=-(2**63), le=2**63 - 1)] | None = None


@dataclass(frozen=True, slots=True)
class Frozen:
    """A dataset with one of its annotation sets, as they were at a serial.

    Args:
        connection: Where to read.
        dataset_id: The dataset; `versions.tags.hold` has kept this state readable.
        annotation_set_id: The annotation set.
        serial: The serial.
    """

    connection: Connection
    dataset_id: int
    annotation_set_id: int
    serial: int

    def annotation_set(self) -> Row[Any] | None:
        """Return name and description of the annotation set."""
        chosen = self._read(
            annotation_sets,
            ("name", "description"),
            lambda c: (c.dataset_id == self.dataset_id) & (c.id == self.annotation_set_id),
        )
        return chosen[0] if chosen else None

    def labels(self) -> dict[int, LabelFacts]:
        """Return the labels by id, in the order they were made."""
        columns = ("id", "name", "index", "color")
        rows = self._read(labels, columns, lambda c: c.dataset_id == self.dataset_id, "id")
        return {key: LabelFacts(name, index, color) for key, name, index, color in rows}

    def groups(self) -> dict[int, str]:
        """Return the names of the groups by id, in the order they were made."""
        rows = self._read(groups, ("id", "name"), lambda c: c.dataset_id == self.dataset_id, "id")
        return {row.id: row.name for row in rows}

    def samples(self) -> Iterator[FrozenSample]:
        """Yield every sample, in the order they were stored."""
        named = {
            key: {"label_name": quote(label.name), "label_index": str(label.index)}
            for key, label in self.labels().items()
        }
        group_names = self.groups()
        for after, end in self._windows():
            page = {row.id: FrozenSample(_sample(row, group_names)) for row in self._rows(after, end)}
            self._add_files(page)
            self._add_annotations(page, named)
            yield from page.values()

    def _windows(self) -> Iterator[tuple[int, int]]:
        """Cut the ids of samples, those of the past too, into ranges with a page of present ones each."""
        c, after = samples.c, 0
        while True:
            ids = select(c.id).where(c.dataset_id == self.dataset_id, c.deleted.is_(None), c.id > after)
            end = self.connection.execute(ids.order_by(c.id).offset(PAGE - 1).limit(1)).scalar()
            yield after, _LAST if end is None else end
            if end is None:
                return
            after = end

    def _rows(self, after: int, end: int) -> list[Row[Any]]:
        return self._read(
            samples,
            ("id", "uuid", "group_id", "width", "height", "image_url", "sensors", "body"),
            lambda c: (
                (c.dataset_id == self.dataset_id) & c.deleted.is_(None) & (c.id > after) & (c.id <= end)
            ),
            "id",
        )

    def _add_files(self, page: Mapping[int, FrozenSample]) -> None:
        columns = ("sample_id", "type", "filename", "object_key")
        rows = self._read(sample_files, columns, lambda c: c.sample_id.in_(page), "id")
        for sample_id, kind, filename, key in rows:
            page[sample_id].files[kind] = (filename, key)

    def _add_annotations(
        self, page: Mapping[int, FrozenSample], named: Mapping[int, Mapping[str, str]]
    ) -> None:
        rows = self._read(
            annotation_rows,
            ("sample_id", "label_id", "box2d", "box3d", "mask", "body"),
            lambda c: (c.annotation_set_id == self.annotation_set_id) & c.sample_id.in_(page),
            "sample_id",
            "id",
        )
        for row in rows:
            members = dict(named.get(row.label_id, {}))
            for name in ("box2d", "box3d", "mask"):
                if (text := getattr(row, name)) is not None:
                    members[name] = text
            page[row.sample_id].annotations.append(f"{{{(join(members) + row.body)[1:]}}}")

    def _read(
        self,
        table: Table,
        columns: Sequence[str],
        chosen: Callable[[ReadOnlyColumnCollection[str, Column[Any]]], ColumnElement[bool]],
        *order: str,
    ) -> list[Any]:
        """Return columns of the rows a table had; `chosen` says which rows, given the table's columns."""

        def build(one: Table) -> Select[Any]:
            return select(*[one.c[name] for name in columns]).where(chosen(one.c))

        return list(self.connection.execute(past.read(table, self.serial, build, *order)).all())


def _sample(row: Row[Any], group_names: Mapping[int, str]) -> str:
    members = {"uuid": quote(row.uuid)}
    if row.group_id is not None:
        members["group"] = quote(group_names[row.group_id])
    for name in ("width", "height"):
        if getattr(row, name) is not None:
            members[name] = str(getattr(row, name))
    if row.image_url is not None:
        members["image_url"] = row.image_url
    if row.sensors is not None:
        members["sensors"] = row.sensors
    return f"{{{(join(members) + row.body)[1:]}}}"
