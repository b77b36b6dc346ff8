"""Annotation sets of a dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from groundwire.server.registry import handles
from groundwire.server.store.tables import annotation_sets, now
from groundwire.server.studio import access, values

if TYPE_CHECKING:
    from sqlalchemy import Row

    from groundwire.server.context import Context
    from groundwire_api.studio.params.annotations import (
        AnnsetAddParams,
        AnnsetDelParams,
        AnnsetGetParams,
        AnnsetListParams,
    )


def _shown(row: Row[Any]) -> dict[str, object]:
    return {
        "id": row.id,
        "dataset_id": row.dataset_id,
        "name": row.name,
        "description": row.description,
        "date": row.created,
    }


@handles("annset.list")
def annset_list(ctx: Context, p: AnnsetListParams) -> list[dict[str, object]]:
    """Return the annotation sets of a dataset, oldest first."""
    with ctx.db.read() as connection:
        dataset = access.dataset(connection, ctx, p.dataset_id)
        access.present_version(p.tag)
        query = (
            select(annotation_sets)
            .where(annotation_sets.c.dataset_id == dataset.id, annotation_sets.c.deleted.is_(None))
            .order_by(annotation_sets.c.id)
        )
        return [_shown(row) for row in connection.execute(query)]


@handles("annset.get")
def annset_get(ctx: Context, p: AnnsetGetParams) -> dict[str, object]:
    """Return one annotation set."""
    with ctx.db.read() as connection:
        return _shown(access.annotation_set(connection, ctx, p.annotation_set_id))


@handles("annset.add")
def annset_add(ctx: Context, p: AnnsetAddParams) -> dict[str, int]:
    """Create an empty annotation set; names need not be unique. The operator is who the token says it is."""
    name = values.name(p.name, "name")
    description = values.text(p.description or "", "description")
    with ctx.db.write() as connection:
        change = access.change(connection, ctx, p.dataset_id)
        row = {
            "dataset_id": change.dataset_id,
            "name": name,
            "description": description,
            "operator": ctx.username,
            "serial": change.serial,
        }
        key = connection.execute(
            insert(annotation_sets).values(row).returning(annotation_sets.c.id)
        ).scalar_one()
    return {"id": key}


@handles("annset.del")
def annset_del(ctx: Context, p: AnnsetDelParams) -> dict[str, int]:
    """Mark an annotation set as deleted; its annotations stay, unseen. A repeated call changes nothing."""
    with ctx.db.write() as connection:
        row = access.annotation_set(connection, ctx, p.id, deleted=True)
        change = access.change(connection, ctx, row.dataset_id)
        statement = update(annotation_sets).where(
            annotation_sets.c.id == row.id, annotation_sets.c.deleted.is_(None)
        )
        connection.execute(statement.values(deleted=now(), serial=change.serial))
    return {"id": row.id}
