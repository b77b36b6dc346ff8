"""Labels of a dataset: list, create, rename, re-index, delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, select, update

from groundwire.server.errors import invalid
from groundwire.server.registry import handles
from groundwire.server.store.tables import labels, now
from groundwire.server.studio import access, labelling, values

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from groundwire.server.context import Context
    from groundwire_api.studio.params.labels import (
        LabelAdd2Params,
        LabelDelParams,
        LabelListParams,
        LabelUpdateParams,
    )


@handles("label.list")
def label_list(ctx: Context, p: LabelListParams) -> list[dict[str, object]]:
    """Return the labels of a dataset in the order of their indices."""
    with ctx.db.read() as connection:
        dataset = access.dataset(connection, ctx, p.dataset_id)
        access.present_version(p.tag)
        query = select(labels).where(labels.c.dataset_id == dataset.id).order_by(labels.c.index)
        return [
            {
                "id": row.id,
                "dataset_id": row.dataset_id,
                "index": row.index,
                "name": row.name,
                "color": row.color,
            }
            for row in connection.execute(query)
        ]


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
        statement = update(labels).where(labels.c.id == label.id)
        statement = statement.values(name=name, index=index, serial=change.serial, updated=now())
        if connection.execute(statement).rowcount == 0:  # deleted while this call waited for the dataset
            raise access.missing("label", "label", p.label_id)
    return "Label updated"


@handles("label.del")
def label_del(ctx: Context, p: LabelDelParams) -> str:
    """Delete one label. Its annotations stay, without a label."""
    with ctx.db.write() as connection:
        label = access.member(connection, ctx, labels, p.label_id, kind="label", prefix="label")
        access.change(connection, ctx, label.dataset_id)
        connection.execute(delete(labels).where(labels.c.id == label.id))
    return "Label deleted"


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
