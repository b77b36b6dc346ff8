"""The annotations of a page of samples, spliced into JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, or_, select

from groundwire.server.store.tables import annotation_rows, labels
from groundwire.server.studio.splice import quote

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Select

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
    keys = [f',"{name}":' for name in wanted.geometries]
    current, texts, opening = 0, [""], ""
    for sample_id, label_id, body, *geometries in connection.execute(
        annotations_query(annotation_set_id, sample_ids, wanted)
    ):
        if sample_id != current:
            current, texts, opening = sample_id, [], f'{{"sample_id":{sample_id}'
            found[sample_id] = texts
        text = f"{opening}{named.get(label_id, '')}{body}"
        for key, geometry in zip(keys, geometries, strict=True):
            if geometry is not None:
                text += key + geometry
        texts.append(text + "}")
    return found


def annotations_query(
    annotation_set_id: int, sample_ids: Sequence[int], wanted: Wanted
) -> Select[*tuple[Any, ...]]:
    """Select the rows; geometries nobody asked for are not even read."""
    c = annotation_rows.c
    geometries = [c[name] for name in wanted.geometries]
    query = (
        select(c.sample_id, c.label_id, c.body, *geometries)
        .where(
            c.annotation_set_id == annotation_set_id,
            c.sample_id.in_(bindparam("samples", sample_ids, expanding=True, literal_execute=True)),
        )
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
