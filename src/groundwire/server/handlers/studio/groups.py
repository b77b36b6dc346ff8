"""Groups of a dataset, and which group a sample is in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from groundwire.server.errors import invalid
from groundwire.server.registry import handles
from groundwire.server.store.tables import groups, now, samples
from groundwire.server.studio import access, grouping, values
from groundwire.server.studio.versions import changes, past

if TYPE_CHECKING:
    from groundwire.server.context import Context
    from groundwire_api.studio.params.groups import (
        GroupsCreateParams,
        GroupsListParams,
        ImageSetGroupIdParams,
    )


@handles("groups.list")
def groups_list(ctx: Context, p: GroupsListParams) -> list[dict[str, object]]:
    """Return the groups of a dataset, oldest first."""
    with ctx.db.read() as connection:
        dataset = access.dataset(connection, ctx, p.dataset_id)
        query = select(groups).where(groups.c.dataset_id == dataset.id).order_by(groups.c.id)
        return [{"id": row.id, "name": row.name} for row in connection.execute(query)]


@handles("groups.create")
def groups_create(ctx: Context, p: GroupsCreateParams) -> list[dict[str, object]]:
    """Create the groups that do not exist yet and return all those named, in that order.

    Only split 0 is accepted, which leaves the samples where they are.
    """
    names = [values.name(name, f"group_names[{number}]") for number, name in enumerate(p.group_names)]
    if len(p.group_splits) != len(names):
        raise invalid(
            "group_splits", f"expected one number per name ({len(names)}), got {len(p.group_splits)}"
        )
    for number, split in enumerate(p.group_splits):
        if split != 0:
            raise invalid(
                f"group_splits[{number}]", "expected 0: this server does not distribute samples by itself"
            )
    with ctx.db.write() as connection:
        ids = grouping.ensure(connection, access.change(connection, ctx, p.dataset_id), names)
    return [{"id": ids[name], "name": name} for name in dict.fromkeys(names)]


@handles("image.set_group_id")
def image_set_group_id(ctx: Context, p: ImageSetGroupIdParams) -> str:
    """Move one sample into a group of its dataset."""
    with ctx.db.write() as connection:
        sample = access.member(connection, ctx, samples, p.image_id, kind="sample", prefix="s")
        group = access.member(connection, ctx, groups, p.group_id, kind="group", prefix="group")
        if group.dataset_id != sample.dataset_id:
            raise access.missing("group", "group", p.group_id)
        change = access.change(connection, ctx, sample.dataset_id)
        this = samples.c.id == sample.id
        past.keep(connection, change, samples, this)
        statement = update(samples).where(this)
        connection.execute(statement.values(group_id=group.id, serial=change.serial, updated=now()))
        changes.write(
            connection, change, [changes.Done("image", "update", [sample.id], {"group": group.name})]
        )
    return "Group set"
