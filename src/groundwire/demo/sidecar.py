"""The sidecar: what COCO knows and the server has no place for, kept in a JSON file beside the export."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import UNSET

from groundwire.formats.coco import CocoAnnotation, CocoDocument, Rle
from groundwire.formats.coco_write import annotation_to_json, category_to_json, document_to_json

if TYPE_CHECKING:
    from pathlib import Path

# What the server carries; it never comes from the sidecar.
_BY_SERVER = frozenset({"id", "image_id", "category_id", "bbox", "segmentation", "iscrowd", "score"})


class ImageAside(msgspec.Struct, omit_defaults=True):
    """What stays behind of an image: its COCO id, the path in the file, and keys the server does not know."""

    id: int
    file_name: str
    has_size: bool = True
    extra: dict[str, Any] = {}


class AnnotationAside(msgspec.Struct, omit_defaults=True):
    """What stays behind of an annotation.

    Attributes:
        form: How the segmentation is written: ``polygons``, ``runs``, ``compressed runs``, ``null``,
            ``absent``, or ``aside`` for one the server cannot hold.
        size: Height and width the run lengths refer to.
        has_crowd: Whether the key ``iscrowd`` is present.
        rest: Keys the server does not know.
    """

    form: str
    size: tuple[int, int] | None = None
    has_crowd: bool = True
    rest: dict[str, Any] = {}


class DocumentAside(msgspec.Struct, kw_only=True):
    """What stays behind of one COCO file."""

    name: str
    group: str | None = None
    top: dict[str, Any] = {}
    categories: list[dict[str, Any]] = []
    images: dict[str, ImageAside] = {}
    annotations: dict[str, AnnotationAside] = {}
    orphans: list[dict[str, Any]] = []


class Sidecar(msgspec.Struct):
    """What stays behind of a dataset; ``detections`` by the name of the annotation set."""

    documents: list[DocumentAside]
    detections: dict[str, dict[str, AnnotationAside]] = {}

    def save(self, path: Path) -> None:
        """Write the sidecar."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(msgspec.json.format(msgspec.json.encode(self), indent=1) + b"\n")


def load_sidecar(path: Path) -> Sidecar:
    """Read a sidecar."""
    return msgspec.json.decode(path.read_bytes(), type=Sidecar)


def annotation_key(image_name: str, number: int) -> str:
    """Return under which key an annotation is kept."""
    return f"{image_name}#{number}"


def document_aside(
    document: CocoDocument, name: str, group: str | None, wire: dict[int, str]
) -> DocumentAside:
    """Return what stays behind of a document; ``wire`` gives the server's image name of each image id."""
    top = document_to_json(document)
    for key in ("images", "annotations", "categories"):
        top.pop(key)
    orphans = document.orphans()
    lost = {id(annotation) for annotation in orphans}
    return DocumentAside(
        name=name,
        group=group,
        top=top,
        categories=[category_to_json(category) for category in document.categories],
        images={
            wire[image.id]: ImageAside(image.id, image.file_name, image.width is not None, image.extra)
            for image in document.images
        },
        annotations={
            annotation_key(wire[annotation.image_id], annotation.id): annotation_aside(annotation)
            for annotation in document.annotations
            if id(annotation) not in lost
        },
        orphans=[annotation_to_json(annotation) for annotation in orphans],
    )


def annotation_aside(annotation: CocoAnnotation) -> AnnotationAside:
    """Return what stays behind of an annotation."""
    known = annotation_to_json(annotation)
    rest = {key: value for key, value in known.items() if key not in _BY_SERVER}
    rest |= {key: None for key in ("bbox", "score") if known.get(key, UNSET) is None}
    form = _form(annotation)
    if form == "aside":
        rest["segmentation"] = known["segmentation"]
    return AnnotationAside(
        form=form,
        size=annotation.rle.size if annotation.rle else None,
        has_crowd=annotation.iscrowd is not UNSET,
        rest=rest,
    )


def _form(annotation: CocoAnnotation) -> str:
    segmentation = annotation.segmentation
    if segmentation is UNSET:
        return "absent"
    if segmentation is None:
        return "null"
    if isinstance(segmentation, Rle):
        return "compressed runs" if isinstance(segmentation.counts, str) else "runs"
    usable = all(len(ring) >= 6 and len(ring) % 2 == 0 for ring in segmentation)
    return "polygons" if usable else "aside"


def kept_aside(sidecar: Sidecar) -> str:
    """Describe in one sentence what the sidecar holds."""
    keys: set[str] = set()
    counts = {"images": 0, "annotations": 0, "orphans": 0}
    for document in sidecar.documents:
        keys.update(document.top)
        counts["images"] += len(document.images)
        counts["annotations"] += len(document.annotations)
        counts["orphans"] += len(document.orphans)
        for annotation in document.annotations.values():
            keys.update(f"annotation {key}" for key in annotation.rest)
        for image in document.images.values():
            keys.update(f"image {key}" for key in image.extra)
        for category in document.categories:
            keys.update(f"category {key}" for key in category if key not in {"id", "name"})
    orphans = (
        f"; annotations of unknown images or categories: {counts['orphans']}" if counts["orphans"] else ""
    )
    listed = f"; {', '.join(sorted(keys))}" if keys else ""
    return f"image ids and the way each segmentation is written{listed}{orphans}"
