"""What a dataset holds, at present or at a serial, counted by the database."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import delete, func, select, update

from groundwire.server.store.tables import annotation_rows, annotation_sets, labels, sample_files, samples
from groundwire.server.store.version_tables import dataset_summaries, version_tags
from groundwire.server.studio.versions import past

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row, Table

    from groundwire.server.studio.versions.past import Query

# Names of the kinds of annotations in counts; an annotation with two geometries is one of each kind.
_KINDS = {"box": "box2d", "box3d": "box3d", "seg": "mask"}


@dataclass(frozen=True, slots=True)
class Counts:
    """What a dataset holds.

    Attributes:
        image_count: Samples.
        label_count: Labels.
        annotation_set_count: Annotation sets.
        annotation_counts: Annotations by kind (`box`, `box3d`, `seg`), of all annotation sets together; kinds
            that do not occur are left out.
        sensor_counts: Files beside the image by type, said to exist by the client, arrived or not.
    """

    image_count: int
    label_count: int
    annotation_set_count: int
    annotation_counts: dict[str, int]
    sensor_counts: dict[str, int]

    def columns(self) -> dict[str, object]:
        """Return them as the columns of a tag or a summary."""
        return {
            name: msgspec.json.encode(value).decode() if isinstance(value, dict) else value
            for name, value in asdict(self).items()
        }


def shown(row: Row[Any]) -> dict[str, object]:
    """Return the counts of a stored tag or summary as they go to the wire."""
    return {
        "image_count": row.image_count,
        "label_count": row.label_count,
        "annotation_set_count": row.annotation_set_count,
        "annotation_counts": msgspec.json.decode(row.annotation_counts),
        "sensor_counts": msgspec.json.decode(row.sensor_counts),
    }


def take(
    connection: Connection, dataset_id: int, serial: int | None = None, *, without: int | None = None
) -> Counts:
    """Count what a dataset holds.

    Args:
        connection: Where to read.
        dataset_id: The dataset.
        serial: Count the state at this serial; None counts the present.
        without: An annotation set to leave out.
    """

    def of_dataset(table: Table) -> Query:
        query = select(table.c.id).where(table.c.dataset_id == dataset_id)
        return query.where(table.c.deleted.is_(None)) if "deleted" in table.c else query

    sets = set(connection.execute(past.read(annotation_sets, serial, of_dataset)).scalars()) - {without}
    alive = past.read(samples, serial, of_dataset)
    return Counts(
        image_count=_size(connection, alive),
        label_count=_size(connection, past.read(labels, serial, of_dataset)),
        annotation_set_count=len(sets),
        annotation_counts=_annotations(connection, sets, alive, serial),
        sensor_counts=_sensors(connection, alive, serial),
    )


def recount(connection: Connection, dataset_id: int, *, without: int) -> None:
    """Count every tag of a dataset anew, now that an annotation set is forgotten."""
    query = select(version_tags.c.id, version_tags.c.serial).where(version_tags.c.dataset_id == dataset_id)
    for row in connection.execute(query).all():
        counts = take(connection, dataset_id, row.serial, without=without)
        connection.execute(update(version_tags).where(version_tags.c.id == row.id).values(counts.columns()))
    connection.execute(delete(dataset_summaries).where(dataset_summaries.c.dataset_id == dataset_id))


def _size(connection: Connection, ids: Query) -> int:
    return connection.execute(select(func.count()).select_from(ids.subquery())).scalar_one()


def _annotations(connection: Connection, sets: set[int], alive: Query, serial: int | None) -> dict[str, int]:
    def of_sets(table: Table) -> Query:
        geometries = [table.c[column] for column in _KINDS.values()]
        return select(*geometries).where(
            table.c.annotation_set_id.in_(sorted(sets)), table.c.sample_id.in_(alive)
        )

    found = past.read(annotation_rows, serial, of_sets).subquery()
    row = connection.execute(select(*[func.count(found.c[column]) for column in _KINDS.values()])).one()
    return {name: count for name, count in zip(_KINDS, row, strict=True) if count}


def _sensors(connection: Connection, alive: Query, serial: int | None) -> dict[str, int]:
    def of_samples(table: Table) -> Query:
        return select(table.c.type).where(table.c.sample_id.in_(alive), table.c.type != "image")

    found = past.read(sample_files, serial, of_samples).subquery()
    query = select(found.c.type, func.count()).group_by(found.c.type).order_by(found.c.type)
    return dict(connection.execute(query).all())
