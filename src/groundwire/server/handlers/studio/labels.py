"""Labels of a dataset: list, create, rename, re-index, delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, select, update

from groundwire.server.errors import invalid
from groundwire.server.registry import handles
from groundwire.server.store.tables import labels, now
from groundwire.server.studio import access, labelling, values
from groundwire.server.studio.versions import changes, past, tags

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection, Table

    from groundwire.server.context import Context
    from groundwire.server.studio.versions.past import Query
    from groundwire_api.studio.params.labels import (
        LabelAdd2Params,
        LabelDelParams,
        LabelListParams,
        LabelUpdateParams,
    )


@handles("label.list")
def label_list(ctx: Context, p: LabelListParams) -> list[dict[str, object]]:
    """Return the labels of a dataset in the order of their indices; at a tag, without the dataset."""
    with ctx.db.read() as connection:
        dataset = access.dataset(connection, ctx, p.dataset_id)
        version = tags.chosen(connection, dataset.id, p.tag)
        query = past.read(labels, version.serial if version else None, _of(dataset.id), "index")
        rows = connection.execute(query).all()
    owner = {} if version else {"dataset_id": dataset.id}
    return [{"id": row.id, **owner, "index": row.index, "name": row.name, "color": row.color} for row in rows]


@handles("label.add2")
def label_add2(ctx: Context, p: LabelAdd2Params) -> str:
    """Create the labels that do not exist yet; those that do keep their index."""
    wanted: dict[str, int | None] = {}
    holders: dict[int, str] = {}
    for number, label in enumerate(p.labels):
        name = values.name(label.name, f"labels[{number}].name")
        index = label.index
        if index is not None:
            _index(index, f"labels[{number}].index")
        if index is not None and holders.setdefault(index, name) != name:
            raise invalid(f"labels[{number}].index", f"{index} is asked for by {holders[index]!r} as well")
        if wanted.get(name) is None:
            wanted[name] = index
    with ctx.db.write() as connection:
        labelling.ensure(connection, access.change(connection, ctx, p.dataset_id), wanted, strict=True)
    return "Labels added"


@handles("label.update")
def label_update(ctx: Context, p: LabelUpdateParams) -> str:
    """Rename and re-index one label. Annotations follow: they refer to the label, not to its name."""
    name = values.name(p.label_name, "label_name")
    index = _index(p.label_index, "label_index")
    with ctx.db.write() as connection:
        label = access.member(connection, ctx, labels, p.label_id, kind="label", prefix="label")
        if p.dataset_id is not None and access.key(p.dataset_id) != label.dataset_id:
            raise access.missing("label", "label", p.label_id)
        change = access.change(connection, ctx, label.dataset_id)
        _refuse_clash(connection, change.dataset_id, label.id, name, index)
        this = labels.c.id == label.id
        past.keep(connection, change, labels, this)
        statement = update(labels).where(this)
        statement = statement.values(name=name, index=index, serial=change.serial, updated=now())
        if connection.execute(statement).rowcount == 0:  # deleted while this call waited for the dataset
            raise access.missing("label", "label", p.label_id)
        data = {"name": name, "index": index}
        changes.write(connection, change, [changes.Done("label", "update", [label.id], data)])
    return "Label updated"


@handles("label.del")
def label_del(ctx: Context, p: LabelDelParams) -> str:
    """Delete one label. Its annotations stay, without a label."""
    with ctx.db.write() as connection:
        label = access.member(connection, ctx, labels, p.label_id, kind="label", prefix="label")
        change = access.change(connection, ctx, label.dataset_id)
        this = labels.c.id == label.id
        past.keep(connection, change, labels, this)
        if connection.execute(delete(labels).where(this)).rowcount:
            data = {"name": label.name, "index": label.index}
            changes.write(connection, change, [changes.Done("label", "delete", [label.id], data)])
    return "Label deleted"


def _of(dataset_id: int) -> Callable[[Table], Query]:
    def of_dataset(table: Table) -> Query:
        c = table.c
        return select(c.id, c.index, c.name, c.color).where(c.dataset_id == dataset_id)

    return of_dataset


def _index(index: int, field: str) -> int:
    if not 0 <= index <= labelling.MAX_INDEX:
        raise invalid(field, f"expected a whole number from 0 to {labelling.MAX_INDEX}, got {index}")
    return index


def _refuse_clash(connection: Connection, dataset_id: int, label_id: int, name: str, index: int) -> None:
    query = select(labels.c.name, labels.c.index).where(
        labels.c.dataset_id == dataset_id,
        labels.c.id != label_id,
        or_(labels.c.name == name, labels.c.index == index),
    )
    other = connection.execute(query).first()
    if other is not None and other.name == name:
        raise invalid("label_name", f"{name!r} is the name of another label of this dataset")
    if other is not None:
        raise invalid("label_index", f"{index} is the index of label {other.name!r}")
