"""What belongs to the things in the bin: everything inside them, and the places of their objects."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select

from groundwire.server.store.tables import (
    datasets,
    experiments,
    projects,
    tasks,
    training_sessions,
    validation_sessions,
)
from groundwire.server.studio.recycle import kinds
from groundwire.server.studio.values import chunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Column, Connection

    from groundwire.server.studio.recycle.kinds import Kind


@dataclass(slots=True)
class Contents:
    """Keys of rows, in the order of `kinds.KINDS`: things chosen, what is inside them, and their tasks."""

    projects: set[int] = field(default_factory=set[int])
    datasets: set[int] = field(default_factory=set[int])
    annotation_sets: set[int] = field(default_factory=set[int])
    experiments: set[int] = field(default_factory=set[int])
    trainings: set[int] = field(default_factory=set[int])
    validations: set[int] = field(default_factory=set[int])
    tasks: set[int] = field(default_factory=set[int])


def contents_of(connection: Connection, chosen: Mapping[Kind, Iterable[int]]) -> Contents:
    """Find everything that is inside the things chosen; annotation sets of datasets go unsaid."""

    def look(wanted: Column[int], parent: Column[int], keys: Iterable[int]) -> set[int]:
        found = set[int]()
        for chunk in chunks(keys):
            found.update(connection.execute(select(wanted).where(parent.in_(chunk))).scalars())
        return found

    d, e, t, v = datasets.c, experiments.c, training_sessions.c, validation_sessions.c
    found = Contents(*(set(chosen.get(kind, ())) for kind in kinds.KINDS))
    found.datasets |= look(d.id, d.project_id, found.projects)
    found.experiments |= look(e.id, e.project_id, found.projects)
    found.trainings |= look(t.id, t.experiment_id, found.experiments)
    found.validations |= look(v.id, v.training_session_id, found.trainings)
    found.validations |= look(v.id, v.project_id, found.projects)
    found.tasks |= look(tasks.c.id, tasks.c.project_id, found.projects)
    found.tasks |= look(t.task_id, t.id, found.trainings)
    found.tasks |= look(v.task_id, v.id, found.validations)
    return found


def places_of(connection: Connection, organization_id: int, contents: Contents) -> list[str]:
    """Return the places of the objects that belong to datasets and tasks."""
    found = [f"org-{organization_id:x}/task-{task_id:x}" for task_id in sorted(contents.tasks)]
    for chunk in chunks(sorted(contents.datasets)):
        query = select(datasets.c.cloud_key).where(datasets.c.id.in_(chunk))
        found += connection.execute(query).scalars()
    return found


def places_in_bin(connection: Connection, organization_id: int) -> set[str]:
    """Return the places of everything that an organisation could purge."""
    own = projects.c.organization_id == organization_id
    chosen = {kind: connection.execute(kind.binned().where(own)).scalars().all() for kind in kinds.KINDS}
    return set(places_of(connection, organization_id, contents_of(connection, chosen)))
