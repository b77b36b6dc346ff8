"""The annotations of a page of samples, spliced into JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, literal, or_, select

from groundwire.server.store.tables import annotation_rows, labels
from groundwire.server.studio.splice import quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import BindParameter, ColumnElement, Connection, Select

    from groundwire.server.studio.filters import Wanted


def annotations_of(
    connection: Connection,
    dataset_id: int,
    annotation_set_id: int,
    sample_ids: Sequence[int],
    wanted: Wanted,
) -> dict[int, list[str]]:
    """Return the JSON texts of the annotations of each sample, in the order they were stored."""
    if not sample_ids:
        return {}
    named = _label_members(connection, dataset_id)
    found: dict[int, list[str]] = {}
    current, texts, opening = 0, [""], ""
    rows = connection.execute(annotations_query(annotation_set_id, sample_ids, wanted)).all()
    for sample_id, label_id, members in rows:
        if sample_id != current:
            current, texts, opening = sample_id, [], f'{{"sample_id":{sample_id}'
            found[sample_id] = texts
        texts.append(f"{opening}{named.get(label_id, '')}{members}}}")
    return found


def annotations_query(
    annotation_set_id: int, sample_ids: Sequence[int], wanted: Wanted
) -> Select[*tuple[Any, ...]]:
    """Select sample, label and the other members as text; geometries nobody asked for are not even read."""
    c = annotation_rows.c
    geometries = [c[name] for name in wanted.geometries]
    members: ColumnElement[str] = c.body
    for geometry in geometries:  # the database joins text faster than a loop over the rows would
        members = members.concat(func.coalesce(literal(f',"{geometry.name}":').concat(geometry), ""))
    samples: BindParameter[Any] = bindparam("samples", sample_ids, expanding=True, literal_execute=True)
    query = (
        select(c.sample_id, c.label_id, members)
        .where(c.annotation_set_id == annotation_set_id, c.sample_id.in_(samples))
        .order_by(c.sample_id, c.id)
    )
    if not wanted.every_annotation:
        query = query.where(or_(*[geometry.is_not(None) for geometry in geometries]))
    return query


def _label_members(connection: Connection, dataset_id: int) -> dict[int | None, str]:
    """Return the members that name each label; a deleted one has none, and its annotations no label."""
    query = select(labels.c.id, labels.c.name, labels.c.index).where(labels.c.dataset_id == dataset_id)
    return {
        key: f',"label_name":{quote(name)},"label_index":{index}'
        for key, name, index in connection.execute(query).tuples()
    }
