"""Forget the past of what is being purged. Call these before the rows of the present are deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from groundwire.server.store.tables import (
    annotation_rows,
    annotation_sets,
    groups,
    labels,
    sample_files,
    samples,
)
from groundwire.server.store.version_tables import HISTORY, changelog, dataset_summaries, version_tags
from groundwire.server.studio.versions import counting

if TYPE_CHECKING:
    from sqlalchemy import Connection


def forget_dataset(connection: Connection, dataset_id: int) -> None:
    """Delete the tags, the changelog, the counts and every past image of a dataset.

    Its objects are not touched: those of the past have the same prefix as those of the present.
    """
    sets = select(annotation_sets.c.id).where(annotation_sets.c.dataset_id == dataset_id)
    own = select(samples.c.id).where(samples.c.dataset_id == dataset_id)
    annotations, files = HISTORY[annotation_rows], HISTORY[sample_files]
    connection.execute(delete(annotations).where(annotations.c.annotation_set_id.in_(sets)))
    connection.execute(delete(files).where(files.c.sample_id.in_(own)))
    pasts = [HISTORY[table] for table in (labels, groups, annotation_sets, samples)]
    for table in (*pasts, version_tags, changelog, dataset_summaries):
        connection.execute(delete(table).where(table.c.dataset_id == dataset_id))


def forget_annotation_set(connection: Connection, annotation_set_id: int) -> None:
    """Delete every past image of an annotation set and its annotations; tags no longer count them.

    The changelog keeps its entries about the set: that it existed stays true.
    """
    dataset_id = connection.execute(
        select(annotation_sets.c.dataset_id).where(annotation_sets.c.id == annotation_set_id)
    ).scalar()
    annotations, sets = HISTORY[annotation_rows], HISTORY[annotation_sets]
    connection.execute(delete(annotations).where(annotations.c.annotation_set_id == annotation_set_id))
    connection.execute(delete(sets).where(sets.c.dataset_id == dataset_id, sets.c.id == annotation_set_id))
    if dataset_id is not None:
        counting.recount(connection, dataset_id, without=annotation_set_id)
