"""The kinds of things the recycle bin holds, and which of their rows are in it.

In the bin is what somebody deleted. What is merely inside something deleted is not: it goes, or comes back,
with that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from groundwire.server.errors import invalid
from groundwire.server.store.tables import (
    annotation_sets,
    datasets,
    experiments,
    projects,
    tasks,
    training_sessions,
    validation_sessions,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import ColumnElement, Select, Table

_ID = re.compile(r"([a-z]+)-\+?([0-9a-fA-F]+)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing.

    Attributes:
        prefix: What its ids begin with.
        noun: What it is called in messages.
        wire: Its name in `recycle.list` requests.
        reply: Its name in `recycle.list` replies.
        table: Its rows.
        binned: Selects id, deletion, name and description of those in the bin; joins `projects`.
    """

    prefix: str
    noun: str
    wire: str
    reply: str
    table: Table
    binned: Callable[[], Select[*tuple[Any, ...]]]


def _chosen(table: Table, name: ColumnElement[str]) -> Select[*tuple[Any, ...]]:
    c = table.c
    columns = (c.id, c.deleted, name.label("name"), c.description)
    return select(*columns).where(c.deleted.is_not(None))


def _projects() -> Select[*tuple[Any, ...]]:
    return _chosen(projects, projects.c.name)


def _datasets() -> Select[*tuple[Any, ...]]:
    # A dataset that is still being filled counts as deleted, but nobody has deleted it.
    query = _chosen(datasets, datasets.c.name).where(datasets.c.building.is_(None))
    return query.join(projects, datasets.c.project_id == projects.c.id).where(projects.c.deleted.is_(None))


def _annotation_sets() -> Select[*tuple[Any, ...]]:
    c = annotation_sets.c
    query = _chosen(annotation_sets, c.name).join(datasets, c.dataset_id == datasets.c.id)
    query = query.join(projects, datasets.c.project_id == projects.c.id)
    return query.where(datasets.c.deleted.is_(None), projects.c.deleted.is_(None))


def _experiments() -> Select[*tuple[Any, ...]]:
    c = experiments.c
    query = _chosen(experiments, c.name).join(projects, c.project_id == projects.c.id)
    return query.where(projects.c.deleted.is_(None))


def _trainings() -> Select[*tuple[Any, ...]]:
    c = training_sessions.c
    query = _chosen(training_sessions, c.name).join(experiments, c.experiment_id == experiments.c.id)
    query = query.join(projects, experiments.c.project_id == projects.c.id)
    return query.where(experiments.c.deleted.is_(None), projects.c.deleted.is_(None))


def _validations() -> Select[*tuple[Any, ...]]:
    c, t = validation_sessions.c, training_sessions.c
    query = _chosen(validation_sessions, tasks.c.name).join(tasks, c.task_id == tasks.c.id)
    query = query.join(training_sessions, c.training_session_id == t.id)
    query = query.join(experiments, t.experiment_id == experiments.c.id)
    query = query.join(projects, experiments.c.project_id == projects.c.id)
    return query.where(t.deleted.is_(None), experiments.c.deleted.is_(None), projects.c.deleted.is_(None))


PROJECT = Kind("p", "project", "project", "projects", projects, _projects)
DATASET = Kind("ds", "dataset", "dataset", "datasets", datasets, _datasets)
ANNOTATION_SET = Kind("as", "annotation set", "annset", "annotation_sets", annotation_sets, _annotation_sets)
EXPERIMENT = Kind("exp", "experiment", "experiment", "experiments", experiments, _experiments)
TRAINING = Kind("t", "training session", "train-session", "training_sessions", training_sessions, _trainings)
VALIDATION = Kind(
    "v", "validation session", "validate", "validate_sessions", validation_sessions, _validations
)
KINDS = (PROJECT, DATASET, ANNOTATION_SET, EXPERIMENT, TRAINING, VALIDATION)
_BY_PREFIX = {kind.prefix: kind for kind in KINDS}


def parse(item: str) -> tuple[Kind, int]:
    """Return the kind and the number of a prefixed id.

    Raises:
        RpcFailure: 3, it is not the id of something the bin can hold.
    """
    match = _ID.fullmatch(item)
    kind = _BY_PREFIX.get(match[1]) if match else None
    if match is None or kind is None:
        expected = ", ".join(f"{kind.prefix}-" for kind in KINDS)
        raise invalid("item_ids", f"expected ids that begin with {expected}; got {item[:100]!r}")
    return kind, int(match[2], 16)
