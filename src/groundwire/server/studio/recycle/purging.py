"""Delete for good: rows in one transaction, then the objects, which are removed again until none can come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, or_, select, update

from groundwire.server.errors import conflict
from groundwire.server.jobs import queue
from groundwire.server.store import tables as all_tables
from groundwire.server.store.count_tables import sample_counts
from groundwire.server.store.recycle_tables import purged_places
from groundwire.server.store.snapshot_tables import server_jobs, snapshots
from groundwire.server.store.tables import (
    annotation_rows,
    annotation_sets,
    datasets,
    sample_files,
    samples,
    training_sessions,
    validation_sessions,
)
from groundwire.server.studio.recycle import contents
from groundwire.server.studio.values import chunks
from groundwire.server.studio.versions import forget

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Column, Connection

    from groundwire.server.context import Services
    from groundwire.server.objects import ObjectStore
    from groundwire.server.studio.recycle.contents import Contents
    from groundwire.server.studio.recycle.kinds import Kind

_SESSIONS = (training_sessions, validation_sessions)
_BELONGINGS = (all_tables.task_stages, all_tables.task_files, all_tables.charts, all_tables.jobs, server_jobs)
"""Rows of a task."""

_MEMBERS = (
    samples,  # before their groups, and before the counts that deleting them changes
    sample_counts,
    annotation_sets,
    all_tables.labels,
    all_tables.groups,
    all_tables.training_tags,
)
"""Rows of a dataset that nothing refers to once annotations, files and the past are gone."""


def purge(connection: Connection, organization_id: int, chosen: Mapping[Kind, Iterable[int]]) -> list[str]:
    """Delete the rows of things and of everything inside them; return the places of their objects.

    Sessions that used a purged dataset or annotation set stay, without it.

    Args:
        connection: Write transaction.
        organization_id: Whose things they are.
        chosen: Keys of rows by kind, found to be in the bin.

    Raises:
        RpcFailure: 1, a job still works on one of them.
    """
    everything = contents.contents_of(connection, chosen)
    _refuse_busy(connection, everything)
    places = contents.places_of(connection, organization_id, everything)
    _delete_sessions(connection, everything)
    _delete(connection, all_tables.experiments.c.id, everything.experiments)
    for set_id in sorted(everything.annotation_sets):
        _delete_annotation_set(connection, set_id)
    for dataset_id in sorted(everything.datasets):
        _delete_dataset(connection, dataset_id)
    _delete(connection, all_tables.projects.c.id, everything.projects)
    if places:
        connection.execute(insert(purged_places), [{"place": place} for place in places])
    return places


def remove(objects: ObjectStore, places: Iterable[str]) -> None:
    """Remove the objects of purged places."""
    for place in places:
        objects.delete_prefix(place)


def sweep(services: Services) -> None:
    """Remove what a killed server left, or an upload brought whose address was given out before the purge."""
    limit = datetime.now(UTC) - timedelta(seconds=services.settings.presign_lifetime)
    expired = limit.isoformat(timespec="microseconds").replace("+00:00", "Z")
    with services.db.read() as connection:
        rows = connection.execute(select(purged_places)).all()
    for row in rows:
        services.objects.delete_prefix(row.place)
    done = [row.id for row in rows if row.created < expired]
    if done:
        with services.db.write() as connection:
            _delete(connection, purged_places.c.id, done)


def _refuse_busy(connection: Connection, everything: Contents) -> None:
    c = datasets.c
    for chunk in chunks(sorted(everything.datasets)):
        building = select(c.building).where(c.id.in_(chunk), c.building.is_not(None))
        _refuse(connection.execute(building.limit(1)).scalar())
    j = server_jobs.c
    active = select(j.task_id).where(j.state.in_((queue.QUEUED, queue.RUNNING)))
    busy = set(connection.execute(active).scalars()) & everything.tasks
    _refuse(min(busy, default=None))


def _refuse(task_id: int | None) -> None:
    if task_id is not None:
        raise conflict(
            f"Nothing was purged: task-{task_id:x} is still at work there; wait until it has ended."
        )


def _delete_sessions(connection: Connection, everything: Contents) -> None:
    _delete(connection, validation_sessions.c.id, everything.validations)
    _clear(connection, training_sessions.c.weights_session_id, everything.trainings)
    _delete(connection, training_sessions.c.id, everything.trainings)
    for table in _BELONGINGS:
        _delete(connection, table.c.task_id, everything.tasks)
    _delete(connection, all_tables.tasks.c.id, everything.tasks)


def _delete_annotation_set(connection: Connection, set_id: int) -> None:
    forget.forget_annotation_set(connection, set_id)
    _delete(connection, annotation_rows.c.annotation_set_id, [set_id])
    for table in _SESSIONS:
        _clear(connection, table.c.annotation_set_id, [set_id])
    _delete(connection, annotation_sets.c.id, [set_id])


def _delete_dataset(connection: Connection, dataset_id: int) -> None:
    forget.forget_dataset(connection, dataset_id)
    sets = select(annotation_sets.c.id).where(annotation_sets.c.dataset_id == dataset_id)
    own = select(samples.c.id).where(samples.c.dataset_id == dataset_id)
    connection.execute(delete(annotation_rows).where(annotation_rows.c.annotation_set_id.in_(sets)))
    connection.execute(delete(sample_files).where(sample_files.c.sample_id.in_(own)))
    for table in _SESSIONS:
        c = table.c
        without = update(table).where(or_(c.dataset_id == dataset_id, c.annotation_set_id.in_(sets)))
        connection.execute(without.values(annotation_set_id=None))
        _clear(connection, c.dataset_id, [dataset_id])
    _clear(connection, snapshots.c.dataset_id, [dataset_id])
    for table in _MEMBERS:
        _delete(connection, table.c.dataset_id, [dataset_id])
    _delete(connection, datasets.c.id, [dataset_id])


def _delete(connection: Connection, column: Column[int], keys: Iterable[int]) -> None:
    for chunk in chunks(sorted(keys)):
        connection.execute(delete(column.table).where(column.in_(chunk)))


def _clear(connection: Connection, column: Column[int], keys: Sequence[int] | set[int]) -> None:
    for chunk in chunks(sorted(keys)):
        connection.execute(update(column.table).where(column.in_(chunk)).values({column: None}))
