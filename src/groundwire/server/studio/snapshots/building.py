"""A dataset that a job is filling: there for the job, deleted for everybody else, until it is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from groundwire.server.jobs.work import JobFailure
from groundwire.server.store.columns import now
from groundwire.server.store.tables import (
    annotation_rows,
    annotation_sets,
    datasets,
    groups,
    labels,
    sample_files,
    samples,
)
from groundwire.server.studio import access
from groundwire.server.studio.values import chunks
from groundwire.server.studio.versions import changes, forget

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from groundwire.server.context import Context, Services

ANNOTATION_SET = "annotations"


def begin(  # noqa: PLR0917  (the columns of a dataset)
    connection: Connection, ctx: Context, project_id: int, name: str, description: str, task_id: int
) -> tuple[int, int]:
    """Add a dataset with an annotation set, both still out of sight; return their ids."""
    row = {
        "project_id": project_id,
        "name": name,
        "description": description,
        "cloud_key": "",
        "deleted": now(),
        "building": task_id,
    }
    key = int(connection.execute(insert(datasets).values(row).returning(datasets.c.id)).scalar_one())
    cloud_key = f"org-{ctx.organization_id:x}/ds-{key:x}"
    connection.execute(update(datasets).where(datasets.c.id == key).values(cloud_key=cloud_key))
    new = {"dataset_id": key, "name": ANNOTATION_SET, "operator": ctx.username}
    statement = insert(annotation_sets).values(new).returning(annotation_sets.c.id)
    set_key = int(connection.execute(statement).scalar_one())
    done = [
        changes.Done("dataset", "create", [key], {"name": name}),
        changes.Done("annotation_set", "create", [set_key], {"name": ANNOTATION_SET}),
    ]
    changes.write(connection, access.Change(key, 0, cloud_key, ctx.username), done)
    return key, set_key


def publish(connection: Connection, dataset_id: int, task_id: int) -> None:
    """Let everybody see the dataset.

    Raises:
        JobFailure: It is gone.
    """
    mine = (datasets.c.id == dataset_id) & (datasets.c.building == task_id)
    if not connection.execute(update(datasets).where(mine).values(deleted=None, building=None)).rowcount:
        raise JobFailure("The dataset was deleted in the meantime.")


def discard(services: Services, dataset_id: int, task_id: int) -> None:
    """Remove a dataset that will not be finished, with everything in it; harmless when it is gone."""
    mine = (datasets.c.id == dataset_id) & (datasets.c.building == task_id)
    with services.db.read() as connection:
        cloud_key = connection.execute(select(datasets.c.cloud_key).where(mine)).scalar()
    if cloud_key is None:
        return
    services.objects.delete_prefix(cloud_key)
    inside = select(samples.c.id).where(samples.c.dataset_id == dataset_id)
    sets = select(annotation_sets.c.id).where(annotation_sets.c.dataset_id == dataset_id)
    with services.db.read() as connection:
        ids = connection.execute(inside).scalars().all()
    for some in chunks(ids):  # in steps, so that others can write in between
        with services.db.write() as connection:
            where = annotation_rows.c.sample_id.in_(some), annotation_rows.c.annotation_set_id.in_(sets)
            connection.execute(delete(annotation_rows).where(*where))
            connection.execute(delete(sample_files).where(sample_files.c.sample_id.in_(some)))
            connection.execute(delete(samples).where(samples.c.id.in_(some)))
    with services.db.write() as connection:
        forget.forget_dataset(connection, dataset_id)
        for table in (annotation_sets, labels, groups):
            connection.execute(delete(table).where(table.c.dataset_id == dataset_id))
        connection.execute(delete(datasets).where(mine))
