"""Boxes and outlines added to samples that exist, or taken away, one annotation set at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, delete, insert, or_, select, update

from groundwire.server.errors import invalid
from groundwire.server.store.tables import annotation_rows, labels
from groundwire.server.studio import access, labelling, values
from groundwire.server.studio.annotationtext import box_text
from groundwire.server.studio.sent import SERVER_ANNOTATION_MEMBERS, check_free, check_rings
from groundwire.server.studio.splice import join, text_of
from groundwire.server.studio.versions import changes, past

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ColumnElement, Connection

    from groundwire.server.studio.access import Change
    from groundwire.server.studio.sent import Members, ServerAnnotation

TYPES = {"box": "box2d", "seg": "mask"}
"""Geometry by its name in bulk calls."""

_BOX = ("x", "y", "w", "h")


def geometry_row(sent: ServerAnnotation, members: Members, path: str) -> dict[str, Any]:
    """Return the columns of one annotation that do not depend on the database.

    A box needs all of `x, y, w, h`; an outline takes them along when they are not empty.

    Raises:
        RpcFailure: 3, the type is unknown, a number is missing, or the polygon is not JSON text of rings.
    """
    if sent.type not in TYPES:
        raise invalid(f"{path}.type", f"expected box or seg, got {sent.type!r}")
    texts = {name: text_of(members[name]) for name in _BOX if getattr(sent, name) is not None}
    absent = [name for name in _BOX if name not in texts]
    if sent.type == "box" and absent:
        raise invalid(f"{path}.{absent[0]}", "is required for a box")
    boxed = sent.type == "box" or (not absent and (sent.w or 0) > 0 and (sent.h or 0) > 0)
    polygon = sent.polygon if sent.polygon and check_rings(sent.polygon, f"{path}.polygon") else None
    body: dict[str, str] = {}
    if sent.object_reference is not None:
        body["object_reference"] = text_of(members["object_reference"])
    if sent.score is not None:
        score = text_of(members["score"])
        body |= {"box2d_score": score} if boxed else {}
        body |= {"polygon_score": score} if polygon is not None else {}
    for name, value in members.items():
        if name not in SERVER_ANNOTATION_MEMBERS:
            check_free(value, f"{path}.{name}")
            body[name] = text_of(value)
    return {
        "box2d": box_text({name: texts[name] for name in _BOX}) if boxed else None,
        "mask": polygon,
        "body": join(body),
    }


def add(
    connection: Connection,
    change: Change,
    annotation_set_id: int,
    sent: Sequence[tuple[ServerAnnotation, Members]],
    rows: Sequence[dict[str, Any]],
) -> list[dict[str, int]]:
    """Store annotations, in order, and return their ids; all of them or none.

    Args:
        connection: Write transaction.
        change: The dataset.
        annotation_set_id: The set.
        sent: What was sent.
        rows: `geometry_row` of each.

    Raises:
        RpcFailure: 101, a sample or label is not of this dataset; 3, an annotation names another set.
    """
    access.check_samples(connection, change.dataset_id, {int(one.image_id) for one, _ in sent})
    label_ids = _label_ids(connection, change, [one for one, _ in sent])
    complete: list[dict[str, Any]] = []
    for number, ((one, _), row, label_id) in enumerate(zip(sent, rows, label_ids, strict=True)):
        if one.annotation_set_id is not None and int(one.annotation_set_id) != annotation_set_id:
            raise invalid(
                f"annotations[{number}].annotation_set_id", "differs from annotation_set_id of the call"
            )
        complete.append(
            row
            | {
                "annotation_set_id": annotation_set_id,
                "sample_id": int(one.image_id),
                "label_id": label_id,
                "box3d": None,
                "serial": change.serial,
            }
        )
    if not complete:
        return []
    c = annotation_rows.c
    statement = insert(annotation_rows).returning(c.id, c.sample_id, sort_by_parameter_order=True)
    added = [{"id": key, "image_id": sample} for key, sample in connection.execute(statement, complete)]
    data = {"annotation_set_id": annotation_set_id, "created": len(added)}
    changes.write(connection, change, [changes.Done("annotation", "create", data=data)])
    return added


def _label_ids(connection: Connection, change: Change, sent: Sequence[ServerAnnotation]) -> list[int | None]:
    """Find the label of each annotation: by id, else by name (created when missing), else by index."""
    wanted: dict[str, int | None] = {}
    for number, one in enumerate(sent):
        if one.label_id is None and one.label_name is not None:
            values.name(one.label_name, f"annotations[{number}].label_name")
            if wanted.get(one.label_name) is None:
                wanted[one.label_name] = one.label_index
    by_name = labelling.ensure(connection, change, wanted, strict=False)
    query = select(labels.c.index, labels.c.id).where(labels.c.dataset_id == change.dataset_id)
    by_index = dict(connection.execute(query).all())
    known = set(by_index.values())
    found: list[int | None] = []
    for one in sent:
        if one.label_id is not None:
            if one.label_id not in known:
                raise access.missing("label", "label", one.label_id)
            found.append(one.label_id)
        elif one.label_name is not None:
            found.append(by_name[one.label_name])
        elif one.label_index is not None:
            if one.label_index not in by_index:
                raise access.missing("label with index", "label", one.label_index)
            found.append(by_index[one.label_index])
        else:
            found.append(None)
    return found


def remove(
    connection: Connection,
    change: Change,
    annotation_set_id: int,
    geometries: Iterable[str],
    sample_ids: Sequence[int] | None,
) -> int:
    """Take geometries away from the annotations of some samples, or of all; return how many changed.

    An annotation left without any geometry goes; one that never had any stays.
    """
    c = annotation_rows.c
    taken = sorted(set(geometries))
    kept = [c[name] for name in ("box2d", "box3d", "mask") if name not in taken]
    touched = or_(*[c[name].is_not(None) for name in taken])
    emptied = and_(touched, *[column.is_(None) for column in kept])
    scopes: list[ColumnElement[bool]] = [c.annotation_set_id == annotation_set_id]
    if sample_ids is not None:
        scopes = [and_(scopes[0], c.sample_id.in_(chunk)) for chunk in values.chunks(sample_ids)]
    nothing = dict.fromkeys(taken)
    deleted = stripped = 0
    for scope in scopes:
        past.keep(connection, change, annotation_rows, scope, touched)
        deleted += connection.execute(delete(annotation_rows).where(scope, emptied)).rowcount
        if kept:
            statement = update(annotation_rows).where(scope, touched)
            stripped += connection.execute(statement.values(serial=change.serial, **nothing)).rowcount
    if deleted or stripped:
        data = {"annotation_set_id": annotation_set_id, "deleted": deleted, "updated": stripped}
        operation: changes.Operation = "delete" if deleted else "update"
        changes.write(connection, change, [changes.Done("annotation", operation, data=data)])
    return deleted + stripped
