"""The changelog as it is written: one row per call, kind of entity and operation, however many entities.

Images, labels and annotation sets have an entry per entity. Annotations have one per call and annotation set,
sensor files one per call, with counts as `change_data`: their numbers would drown everything else. What
happens to the dataset itself is an entry of kind `dataset`: its creation and deletion, groups, restores. A
restore has entries for the images, labels and annotation sets it changes; what it does to annotations and
sensor files is in its own entry alone. Tags change nothing, so they are not in the changelog.

Operations are `create`, `update`, `delete` and `restore`. A row stands for up to `SPAN` entries, so that
writing is one statement per call and the number of an entry tells its row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import msgspec
from sqlalchemy import insert

from groundwire.server.store.columns import now
from groundwire.server.store.version_tables import changelog

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from groundwire.server.studio.access import Change

SPAN = 1000
"""Most entries of one row; entry ids are `row id * SPAN + place in the row`."""

EntityType = Literal["image", "annotation", "label", "annotation_set", "sensor_data", "dataset"]
Operation = Literal["create", "update", "delete", "restore"]


@dataclass(frozen=True, slots=True)
class Done:
    """One operation on entities of one kind.

    Attributes:
        entity_type: Kind of entity.
        operation: What happened.
        entities: Their ids, an entry each; None makes one entry about no one entity.
        data: `change_data` of each entry.
    """

    entity_type: EntityType
    operation: Operation
    entities: Sequence[int] | None = None
    data: Mapping[str, object] | None = None


def write(connection: Connection, change: Change, done: Iterable[Done]) -> None:
    """Enter what a call has done; operations on no entity at all leave no trace."""
    time = now()
    rows = [
        {
            "dataset_id": change.dataset_id,
            "serial": change.serial,
            "entity_type": one.entity_type,
            "operation": one.operation,
            "username": change.username,
            "entities": None if span is None else msgspec.json.encode(span).decode(),
            "amount": 1 if span is None else len(span),
            "data": None if one.data is None else msgspec.json.encode(one.data).decode(),
            "created": time,
        }
        for one in done
        for span in _spans(one.entities)
    ]
    if rows:
        connection.execute(insert(changelog), rows)


def _spans(entities: Sequence[int] | None) -> Iterator[Sequence[int] | None]:
    if entities is None:
        yield None
        return
    for start in range(0, len(entities), SPAN):
        yield entities[start : start + SPAN]
