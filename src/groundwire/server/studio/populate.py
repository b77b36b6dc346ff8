"""Create or complete samples by uuid, with groups, labels, files and annotations, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, insert, select, update

from groundwire.server.store.tables import annotation_rows, now, samples
from groundwire.server.studio import files, grouping, labelling
from groundwire.server.studio.splice import join, quote, split
from groundwire.server.studio.values import chunks
from groundwire.server.studio.versions import changes, past

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from groundwire.server.studio.access import Change
    from groundwire.server.studio.annotationtext import AnnotationText
    from groundwire.server.studio.sampletext import SampleText


@dataclass(frozen=True, slots=True)
class Populated:
    """What a populate call stored.

    Attributes:
        ids: Key of each sample, by uuid.
        keys: Object key of each file named.
        dropped: Objects that no file refers to any more; to be deleted after the commit.
    """

    ids: dict[str, int]
    keys: files.Keys
    dropped: list[str]


def store(
    connection: Connection,
    change: Change,
    annotation_set_id: int | None,
    sent: Sequence[SampleText],
    *,
    copy: files.Copy | None = None,
) -> Populated:
    """Store samples.

    A uuid that the dataset knows completes that sample: members sent replace the stored ones, members not
    sent stay, and annotations sent replace those the sample has in this annotation set. So a repeated call
    changes nothing.

    Args:
        connection: Write transaction.
        change: The dataset.
        annotation_set_id: Where the annotations go; None leaves them out.
        sent: The samples.
        copy: Copies an object; needed when files that a tag knows may be uploaded again, see `files.record`.
    """
    groups = grouping.ensure(connection, change, [text.group for text in sent if text.group is not None])
    existing = _existing(connection, change, [text.uuid for text in sent])
    ids = _insert(connection, change, [text for text in sent if text.uuid not in existing], groups)
    new = list(ids.values())
    again = [text for text in sent if text.uuid in existing]
    completed = _complete(connection, change, again, existing, groups)
    known = [row.id for row in existing.values()]
    ids.update({uuid: row.id for uuid, row in existing.items()})
    recorded = files.record(connection, change, {ids[text.uuid]: text.files for text in sent}, known, copy)
    changed = sorted({*completed, *recorded.images.intersection(known)})
    done = [changes.Done("image", "create", new), changes.Done("image", "update", changed), *recorded.done]
    if annotation_set_id is not None:
        annotated = [(ids[text.uuid], text.annotations) for text in sent if text.annotations is not None]
        done += _annotate(connection, change, annotation_set_id, annotated, set(known))
    changes.write(connection, change, done)
    return Populated(ids, recorded.keys, recorded.dropped)


def _existing(connection: Connection, change: Change, uuids: Sequence[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for chunk in chunks(uuids):
        query = select(samples).where(
            samples.c.dataset_id == change.dataset_id,
            samples.c.deleted.is_(None),
            samples.c.uuid.in_(chunk),
        )
        found.update({row.uuid: row for row in connection.execute(query)})
    return found


def _insert(
    connection: Connection, change: Change, new: Sequence[SampleText], groups: Mapping[str, int]
) -> dict[str, int]:
    if not new:
        return {}
    time = now()
    rows = [
        {
            "dataset_id": change.dataset_id,
            "uuid": text.uuid,
            "group_id": groups[text.group] if text.group is not None else None,
            "width": text.width,
            "height": text.height,
            "image_url": text.image_url,
            "sensors": text.sensors,
            "body": join(_named(text.body, text.files)),
            "serial": change.serial,
            "created": time,
            "updated": time,
        }
        for text in new
    ]
    created = connection.execute(insert(samples).returning(samples.c.uuid, samples.c.id), rows)
    return dict(created.all())


def _complete(
    connection: Connection,
    change: Change,
    again: Sequence[SampleText],
    existing: Mapping[str, Any],
    groups: Mapping[str, int],
) -> list[int]:
    """Change the samples about which something new was sent; return which they are."""
    rows: list[dict[str, Any]] = []
    written = {"new_serial": change.serial, "time": now()}
    for text in again:
        row = existing[text.uuid]
        merged = split(row.body) | text.body
        values = {
            "group_id": groups[text.group] if text.group is not None else row.group_id,
            "width": text.width if text.width is not None else row.width,
            "height": text.height if text.height is not None else row.height,
            "image_url": text.image_url if text.image_url is not None else row.image_url,
            "sensors": text.sensors if text.sensors is not None else row.sensors,
            "body": join(_named(merged, text.files)),
        }
        if any(getattr(row, name) != value for name, value in values.items()):
            new = {f"new_{name}": value for name, value in values.items()}
            rows.append({"row": row.id, **new, **written})
    changed = [row["row"] for row in rows]
    for chunk in chunks(changed):
        past.keep(connection, change, samples, samples.c.id.in_(chunk))
    if rows:
        connection.execute(_COMPLETE, rows)
    return changed


_COMPLETE = (
    update(samples)
    .where(samples.c.id == bindparam("row"))
    .values(
        **{
            name: bindparam(f"new_{name}")
            for name in ("group_id", "width", "height", "image_url", "sensors", "body", "serial")
        },
        updated=bindparam("time"),
    )
)


def _named(body: dict[str, str], sent_files: Mapping[str, str]) -> dict[str, str]:
    """Name a sample after its image file when the client gave it no image name."""
    if "image_name" not in body and "image" in sent_files:
        return body | {"image_name": quote(sent_files["image"])}
    return body


def _annotate(
    connection: Connection,
    change: Change,
    annotation_set_id: int,
    annotated: Sequence[tuple[int, list[AnnotationText]]],
    known: set[int],
) -> list[changes.Done]:
    """Replace the annotations of samples; return what to enter in the changelog."""
    deleted = 0
    for chunk in chunks(sample_id for sample_id, _ in annotated if sample_id in known):
        these = (annotation_rows.c.annotation_set_id == annotation_set_id) & (
            annotation_rows.c.sample_id.in_(chunk)
        )
        past.keep(connection, change, annotation_rows, these)
        deleted += connection.execute(delete(annotation_rows).where(these)).rowcount
    wanted: dict[str, int | None] = {}
    for _, texts in annotated:
        for text in texts:
            if text.label is not None and wanted.get(text.label) is None:
                wanted[text.label] = text.index
    labels = labelling.ensure(connection, change, wanted, strict=False) if wanted else {}
    rows = [
        {
            "annotation_set_id": annotation_set_id,
            "sample_id": sample_id,
            "label_id": labels[text.label] if text.label is not None else None,
            "box2d": text.box2d,
            "box3d": text.box3d,
            "mask": text.mask,
            "body": text.body,
            "serial": change.serial,
        }
        for sample_id, texts in annotated
        for text in texts
    ]
    if rows:
        connection.execute(insert(annotation_rows), rows)
    if not rows and not deleted:
        return []
    data = {"annotation_set_id": annotation_set_id, "created": len(rows), "deleted": deleted}
    return [changes.Done("annotation", "update" if deleted else "create", data=data)]
