"""Annotation sets of a dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from groundwire.server.registry import handles
from groundwire.server.store.tables import annotation_sets, now
from groundwire.server.studio import access, values
from groundwire.server.studio.versions import changes, past, tags

if TYPE_CHECKING:
    from sqlalchemy import Row

    from groundwire.server.context import Context
    from groundwire_api.studio.params.annotations import (
        AnnsetAddParams,
        AnnsetDelParams,
        AnnsetGetParams,
        AnnsetListParams,
    )


_COLUMNS = ("id", "dataset_id", "name", "description", "created")


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
    """Return the annotation sets of a dataset, oldest first; at a tag, without dataset and date."""
    with ctx.db.read() as connection:
        dataset = access.dataset(connection, ctx, p.dataset_id)
        version = tags.chosen(connection, dataset.id, p.tag)
        query = past.read(
            annotation_sets,
            version.serial if version else None,
            lambda table: select(*[table.c[name] for name in _COLUMNS]).where(
                table.c.dataset_id == dataset.id, table.c.deleted.is_(None)
            ),
            "id",
        )
        rows = connection.execute(query).all()
    if version is None:
        return [_shown(row) for row in rows]
    return [{"id": row.id, "name": row.name, "description": row.description} for row in rows]


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
        changes.write(connection, change, [changes.Done("annotation_set", "create", [key], {"name": name})])
    return {"id": key}


@handles("annset.del")
def annset_del(ctx: Context, p: AnnsetDelParams) -> dict[str, int]:
    """Mark an annotation set as deleted; its annotations stay, unseen. A repeated call changes nothing."""
    with ctx.db.write() as connection:
        row = access.annotation_set(connection, ctx, p.id, deleted=True)
        change = access.change(connection, ctx, row.dataset_id)
        this = (annotation_sets.c.id == row.id) & annotation_sets.c.deleted.is_(None)
        past.keep(connection, change, annotation_sets, this)
        statement = update(annotation_sets).where(this)
        if connection.execute(statement.values(deleted=now(), serial=change.serial)).rowcount:
            data = {"name": row.name}
            changes.write(connection, change, [changes.Done("annotation_set", "delete", [row.id], data)])
    return {"id": row.id}
