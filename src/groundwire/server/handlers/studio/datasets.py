"""Datasets: list, create, delete, and their legacy training tags."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, update

from groundwire.server.registry import handles
from groundwire.server.store.tables import datasets, now, training_tags
from groundwire.server.studio import access, values
from groundwire.server.studio.versions import changes

if TYPE_CHECKING:
    from sqlalchemy import Row

    from groundwire.server.context import Context
    from groundwire_api.studio.params.datasets import (
        DatasetCreateParams,
        DatasetDeleteParams,
        DatasetGetParams,
        DatasetListParams,
        TagsListDatasetParams,
    )


def _shown(row: Row[Any]) -> dict[str, object]:
    return {
        "id": row.id,
        "project_id": row.project_id,
        "name": row.name,
        "description": row.description,
        "cloud_key": row.cloud_key,
        "createdAt": row.created,
    }


@handles("dataset.list")
def dataset_list(ctx: Context, p: DatasetListParams) -> list[dict[str, object]]:
    """Return the datasets of a project, oldest first."""
    with ctx.db.read() as connection:
        project = access.project(connection, ctx, p.project_id)
        query = (
            select(datasets)
            .where(datasets.c.project_id == project.id, datasets.c.deleted.is_(None))
            .order_by(datasets.c.id)
        )
        return [_shown(row) for row in connection.execute(query)]


@handles("dataset.get")
def dataset_get(ctx: Context, p: DatasetGetParams) -> dict[str, object]:
    """Return one dataset."""
    with ctx.db.read() as connection:
        return _shown(access.dataset(connection, ctx, p.dataset_id))


@handles("dataset.create")
def dataset_create(ctx: Context, p: DatasetCreateParams) -> dict[str, int]:
    """Create an empty dataset; names need not be unique."""
    name = values.name(p.name, "name")
    description = values.text(p.description or "", "description")
    with ctx.db.write() as connection:
        project = access.project(connection, ctx, p.project_id)
        row = {"project_id": project.id, "name": name, "description": description, "cloud_key": ""}
        key = connection.execute(insert(datasets).values(row).returning(datasets.c.id)).scalar_one()
        cloud_key = f"org-{ctx.organization_id:x}/ds-{key:x}"
        connection.execute(update(datasets).where(datasets.c.id == key).values(cloud_key=cloud_key))
        change = access.Change(key, 0, cloud_key, ctx.username)
        changes.write(connection, change, [changes.Done("dataset", "create", [key], {"name": name})])
    return {"id": key}


@handles("dataset.delete")
def dataset_delete(ctx: Context, p: DatasetDeleteParams) -> dict[str, int]:
    """Mark a dataset as deleted; what is in it stays, out of sight. A repeated call changes nothing."""
    with ctx.db.write() as connection:
        row = access.dataset(connection, ctx, p.id, deleted=True)
        statement = update(datasets).where(datasets.c.id == row.id, datasets.c.deleted.is_(None))
        statement = statement.values(deleted=now(), serial=datasets.c.serial + 1)
        serial = connection.execute(statement.returning(datasets.c.serial)).scalar()
        if serial is not None:
            change = access.Change(row.id, serial, row.cloud_key, ctx.username)
            changes.write(connection, change, [changes.Done("dataset", "delete", [row.id])])
    return {"id": row.id}


@handles("tags.list_dataset")
def tags_list_dataset(ctx: Context, p: TagsListDatasetParams) -> list[dict[str, object]]:
    """Return the training tags of a dataset, oldest first."""
    with ctx.db.read() as connection:
        dataset = access.dataset(connection, ctx, p.dataset_id)
        query = (
            select(training_tags).where(training_tags.c.dataset_id == dataset.id).order_by(training_tags.c.id)
        )
        return [
            {"id": row.id, "name": row.name, "dataset_id": row.dataset_id}
            for row in connection.execute(query)
        ]
