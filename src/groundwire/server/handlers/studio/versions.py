"""Tags of dataset versions: create, look up, delete, restore."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire.server.registry import handles
from groundwire.server.studio import access, values
from groundwire.server.studio.versions import tags
from groundwire.server.studio.versions.restoring import restore

if TYPE_CHECKING:
    from groundwire.server.context import Context
    from groundwire_api.studio.params.versions import (
        VersionTagCreateParams,
        VersionTagDeleteParams,
        VersionTagGetParams,
        VersionTagListParams,
        VersionTagRestoreParams,
    )


@handles("version.tag.create", bulk=True)
def version_tag_create(ctx: Context, p: VersionTagCreateParams) -> dict[str, object]:
    """Name the present state of a dataset; nobody writes to it meanwhile, so no call is in it by half."""
    name = values.name(p.name, "name")
    description = values.text(p.description or "", "description")
    with ctx.db.write() as connection:
        row = tags.create(connection, ctx, p.dataset_id, name, description)
    return tags.shown(row, row.serial)


@handles("version.tag.get")
def version_tag_get(ctx: Context, p: VersionTagGetParams) -> dict[str, object]:
    """Return one tag."""
    with ctx.db.read() as connection:
        dataset = access.dataset(connection, ctx, p.dataset_id)
        return tags.shown(tags.find(connection, dataset.id, p.name), dataset.serial)


@handles("version.tag.list")
def version_tag_list(ctx: Context, p: VersionTagListParams) -> list[dict[str, object]]:
    """Return the tags of a dataset, oldest first."""
    with ctx.db.read() as connection:
        dataset = access.dataset(connection, ctx, p.dataset_id)
        return [tags.shown(row, dataset.serial) for row in tags.every(connection, dataset.id)]


@handles("version.tag.delete")
def version_tag_delete(ctx: Context, p: VersionTagDeleteParams) -> str:
    """Delete a tag. The history it named stays."""
    with ctx.db.write() as connection:
        dataset = access.dataset(connection, ctx, p.dataset_id)
        tags.remove(connection, dataset.id, p.name)
    return f"Tag {p.name} deleted"


@handles("version.tag.restore", bulk=True)
def version_tag_restore(ctx: Context, p: VersionTagRestoreParams) -> dict[str, object]:
    """Make a dataset what it was at a tag, as a new serial; all of it or nothing."""
    with ctx.db.write() as connection:
        change = access.change(connection, ctx, p.dataset_id)
        tag = tags.find(connection, change.dataset_id, p.name)
        restore(connection, change, tag)
    return {
        "success": True,
        "new_serial": change.serial,
        "restored_from": {"tag": tag.name, "serial": tag.serial},
        "restored_counts": {
            "images": tag.image_count,
            "labels": tag.label_count,
            "annotation_sets": tag.annotation_set_count,
        },
        "message": f"Restored {tag.name}",
    }
