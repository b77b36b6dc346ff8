"""COCO to Studio: dataset, labels, groups, annotation sets, samples with boxes and outlines."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundwire._core.bars import terminal_bar
from groundwire._core.errors import FormatError
from groundwire.demo.sidecar import Sidecar, annotation_aside, annotation_key, document_aside
from groundwire.formats.masks import mask_to_rings
from groundwire.studio import Annotation, Box2d, Polygon, Sample, SampleFile, ServerAnnotation

if TYPE_CHECKING:
    from groundwire.demo.source import Source, SourceDocument, SourceImage
    from groundwire.formats.coco import CocoAnnotation
    from groundwire.studio import Client

GROUND_TRUTH = "ground truth"
_BULK = 500

Points = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Sent:
    """Where a dataset went."""

    dataset_id: str
    annotation_sets: dict[str, str]
    sidecar: Sidecar


def send(client: Client, project_id: str, source: Source) -> Sent:
    """Create the dataset and send everything the server can hold.

    Raises:
        FormatError: An annotated image has no known size, so that its coordinates cannot be normalised.
    """
    dataset_id = client.create_dataset(project_id, source.name, "Uploaded by the Groundwire demonstration")
    categories = source.categories()
    client.add_labels(dataset_id, list(categories), list(categories.values()))
    for group in dict.fromkeys(document.part.group for document in source.documents):
        if group is not None:
            client.get_or_create_group(dataset_id, group)
    truth = client.create_annotation_set(dataset_id, GROUND_TRUTH, "Annotations of the COCO documents")
    samples = [sample for document in source.documents for sample in _samples(document)]
    client.populate_samples(dataset_id, truth, samples, terminal_bar(f"Uploading {source.name}"))
    sets = {GROUND_TRUTH: truth}
    sidecar = Sidecar(
        [
            document_aside(item.document, item.part.path.name, item.part.group, item.wire_by_id())
            for item in source.documents
        ]
    )
    for document in source.documents:
        for name, detections in document.detections.items():
            sets[name] = client.create_annotation_set(dataset_id, name, "Detections with scores")
            _send_detections(client, dataset_id, sets[name], document, detections)
            wire = document.wire_by_id()
            sidecar.detections[name] = {
                annotation_key(wire[item.image_id], item.id): annotation_aside(item) for item in detections
            }
    return Sent(dataset_id, sets, sidecar)


def _samples(document: SourceDocument) -> list[Sample]:
    by_image = document.document.annotations_by_image()
    names = {number: category.name for number, category in document.document.category_by_id.items()}
    samples: list[Sample] = []
    for item in document.images:
        sample = Sample()
        sample.set_image_name(item.wire)
        sample.set_group(document.part.group)
        if item.size is not None:
            sample.set_size(*item.size)
        if item.file is not None:
            sample.add_file(SampleFile("image", str(item.file)))
        for annotation in by_image[item.image.id]:
            if annotation.category_id in names:
                sample.add_annotation(_annotation(annotation, item, names[annotation.category_id]))
        samples.append(sample)
    return samples


def _annotation(source: CocoAnnotation, image: SourceImage, label: str) -> Annotation:
    annotation = Annotation()
    annotation.set_object_id(str(source.id))
    annotation.set_label(label)
    annotation.set_label_index(source.category_id)
    annotation.set_ignore(source.crowd)
    annotation.set_box2d_score(source.score if isinstance(source.score, (int, float)) else None)
    if source.box is not None:
        annotation.set_box2d(Box2d(*_normalised_box(source, image)))
    rings = _rings(source, image)
    if rings is not None:
        annotation.set_polygon(Polygon(rings))
    return annotation


def _size(image: SourceImage) -> tuple[int, int]:
    if image.size is None or not all(image.size):
        raise FormatError(
            f"Image {image.image.file_name!r} has annotations, but neither document nor file tells its size.",
            hint="Add 'width' and 'height' to the image in the COCO document.",
        )
    return image.size


def _normalised_box(source: CocoAnnotation, image: SourceImage) -> tuple[float, float, float, float]:
    assert source.box is not None
    width, height = _size(image)
    x, y, w, h = source.box
    return x / width, y / height, w / width, h / height


def _rings(source: CocoAnnotation, image: SourceImage) -> list[Points] | None:
    """Return the outlines as fractions: polygons as they are, run lengths along their pixel edges."""
    if source.rle is not None:
        height, width = source.rle.size
        return [[(x / width, y / height) for x, y in ring] for ring in mask_to_rings(source.rle.mask())]
    polygons = [polygon for polygon in source.polygons if len(polygon) >= 6 and len(polygon) % 2 == 0]
    if not polygons:
        return None
    width, height = _size(image)
    return [
        [(x / width, y / height) for x, y in zip(polygon[0::2], polygon[1::2], strict=True)]
        for polygon in polygons
    ]


def _send_detections(
    client: Client, dataset_id: str, set_id: str, document: SourceDocument, detections: list[CocoAnnotation]
) -> None:
    """Add detections to the samples that are there already; scores go with them."""
    samples = {s.image_name: s for s in client.samples(dataset_id, types=[])}
    images = {item.image.id: item for item in document.images}
    names = {number: category.name for number, category in document.document.category_by_id.items()}
    set_number = next(item.id.value for item in client.annotation_sets(dataset_id) if str(item.id) == set_id)
    rows: list[ServerAnnotation] = []
    for detection in detections:
        image = images[detection.image_id]
        sample = samples[image.wire]
        assert sample.id is not None
        x, y, w, h = _normalised_box(detection, image) if detection.box is not None else (0.0, 0.0, 0.0, 0.0)
        rings = _rings(detection, image)
        rows.append(
            ServerAnnotation(
                "seg" if rings else "box",
                x,
                y,
                w,
                h,
                detection.score if isinstance(detection.score, (int, float)) else None,
                sample.id.value,
                set_number,
                label_name=names[detection.category_id],
                polygon=json.dumps(rings) if rings else None,
                object_reference=str(detection.id),
            )
        )
    for start in range(0, len(rows), _BULK):
        client.add_annotations_bulk(set_id, rows[start : start + _BULK])
