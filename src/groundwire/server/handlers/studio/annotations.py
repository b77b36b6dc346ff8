"""Annotations in bulk: add them to samples that exist, delete them by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Raw, Struct

from groundwire.server.errors import invalid
from groundwire.server.registry import handles
from groundwire.server.studio import access, bulk
from groundwire.server.studio.sent import read_server_annotations
from groundwire_api.studio.ids import AnnotationSetID  # noqa: TC001 (msgspec reads it)

if TYPE_CHECKING:
    from groundwire.server.context import Context
    from groundwire_api.studio.params.annotations import AnnotationBulkDelParams


class AddBulkParams(Struct):
    """Parameters of `annotation.add_bulk`, the annotations still as text so that numbers are kept as sent."""

    annotation_set_id: AnnotationSetID
    annotations: Raw


@handles("annotation.add_bulk", bulk=True, params=AddBulkParams)
def annotation_add_bulk(ctx: Context, p: AddBulkParams) -> list[dict[str, int]]:
    """Add annotations, all of them or none; a repeated call adds them again."""
    sent = read_server_annotations(p.annotations)
    rows = [
        bulk.geometry_row(one, members, f"annotations[{number}]")
        for number, (one, members) in enumerate(sent)
    ]
    with ctx.db.write() as connection:
        annotation_set = access.annotation_set(connection, ctx, p.annotation_set_id)
        change = access.change(connection, ctx, annotation_set.dataset_id)
        return bulk.add(connection, change, annotation_set.id, sent, rows)


@handles("annotation.bulk.del", bulk=True)
def annotation_bulk_del(ctx: Context, p: AnnotationBulkDelParams) -> str:
    """Delete the boxes or outlines of the samples named, or of the whole set with `delete_all`.

    Without samples and without `delete_all` there is nothing to delete.
    """
    for number, name in enumerate(p.annotation_types):
        if name not in bulk.TYPES:
            raise invalid(f"annotation_types[{number}]", f"expected box or seg, got {name!r}")
    geometries = [bulk.TYPES[name] for name in p.annotation_types]
    ids = None if p.delete_all else [int(key) for key in p.image_ids or ()]
    with ctx.db.write() as connection:
        annotation_set = access.annotation_set(connection, ctx, p.annotation_set_id)
        change = access.change(connection, ctx, annotation_set.dataset_id)
        if ids is not None:
            access.check_samples(connection, change.dataset_id, ids)
        changed = bulk.remove(connection, change, annotation_set.id, geometries, ids) if geometries else 0
    return f"{changed} annotations deleted"
