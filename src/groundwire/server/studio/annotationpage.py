"""The annotations of a page of samples, spliced into JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, literal, or_, select

from groundwire.server.store.tables import annotation_rows, labels
from groundwire.server.studio.splice import quote
from groundwire.server.studio.versions import past

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import BindParameter, ColumnElement, Connection, Table

    from groundwire.server.studio.filters import Wanted
    from groundwire.server.studio.versions.past import Query


def annotations_of(
    connection: Connection,
    dataset_id: int,
    annotation_set_id: int,
    sample_ids: Sequence[int],
    wanted: Wanted,
    *,
    serial: int | None = None,
) -> dict[int, list[str]]:
    """Return the JSON texts of the annotations of each sample, in the order they were stored.

    Those it had at a serial, with the labels of that time; without a serial, those it has.
    """
    if not sample_ids:
        return {}
    named = _label_members(connection, dataset_id, serial)
    found: dict[int, list[str]] = {}
    current, texts, opening = 0, [""], ""
    rows = connection.execute(annotations_query(annotation_set_id, sample_ids, wanted, serial)).all()
    for sample_id, label_id, members in rows:
        if sample_id != current:
            current, texts, opening = sample_id, [], f'{{"sample_id":{sample_id}'
            found[sample_id] = texts
        texts.append(f"{opening}{named.get(label_id, '')}{members}}}")
    return found


def annotations_query(
    annotation_set_id: int, sample_ids: Sequence[int], wanted: Wanted, serial: int | None = None
) -> Query:
    """Select sample, label and the other members as text; geometries nobody asked for are not even read."""

    def of_samples(table: Table) -> Query:
        return _annotations(table, annotation_set_id, sample_ids, wanted)

    return past.read(annotation_rows, serial, of_samples, "sample_id", "id")


def _annotations(table: Table, annotation_set_id: int, sample_ids: Sequence[int], wanted: Wanted) -> Query:
    c = table.c
    geometries = [c[name] for name in wanted.geometries]
    members: ColumnElement[str] = c.body
    for geometry in geometries:  # the database joins text faster than a loop over the rows would
        members = members.concat(func.coalesce(literal(f',"{geometry.name}":').concat(geometry), ""))
    samples: BindParameter[Any] = bindparam("samples", sample_ids, expanding=True, literal_execute=True)
    query = select(c.sample_id, c.label_id, members).where(
        c.annotation_set_id == annotation_set_id, c.sample_id.in_(samples)
    )
    if not wanted.every_annotation:
        query = query.where(or_(*[geometry.is_not(None) for geometry in geometries]))
    return query


def _label_members(connection: Connection, dataset_id: int, serial: int | None) -> dict[int | None, str]:
    """Return the members that name each label; a deleted one has none, and its annotations no label."""

    def of_dataset(table: Table) -> Query:
        return select(table.c.id, table.c.name, table.c.index).where(table.c.dataset_id == dataset_id)

    return {
        key: f',"label_name":{quote(name)},"label_index":{index}'
        for key, name, index in connection.execute(past.read(labels, serial, of_dataset))
    }
