"""Read COCO files leniently: byte-order marks, float sizes, true/false flags, null areas are understood."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import UNSET

from groundwire._core.errors import FormatError
from groundwire.formats.coco import CocoAnnotation, CocoCategory, CocoDocument, CocoImage
from groundwire.formats.coco_fields import Reader, is_list

if TYPE_CHECKING:
    import os

    from groundwire.formats.coco_source import CocoSource

_IMAGE_KEYS = frozenset({"id", "file_name", "width", "height"})
_CATEGORY_KEYS = frozenset({"id", "name", "supercategory"})
_DOCUMENT_KEYS = frozenset({"info", "licenses", "images", "annotations", "categories"})
_ANNOTATION_KEYS = frozenset(CocoAnnotation.__struct_fields__) - {"extra"}


def read_json(path: Path) -> Any:
    """Decode a JSON file; a UTF-8 byte-order mark is skipped.

    Raises:
        FormatError: Not JSON; the message says where.
    """
    data = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise FormatError(f"{path}: expected JSON ({error}).") from error


def read_coco(path: str | os.PathLike[str]) -> CocoDocument:
    """Read one COCO document.

    Unknown keys are kept at every level. What was read in spite of its form, annotations that name unknown
    images or categories, and damaged run lengths are listed in ``issues`` of the result; nothing is
    dropped.

    Raises:
        FormatError: Not JSON, a results list, a value that cannot be understood (the message names file,
            JSON path and what was expected), or categories that contradict each other.
        FileNotFoundError: There is no such file.
    """
    source = Path(path)
    value = read_json(source)
    if is_list(value):
        raise FormatError(
            f"{source}: expected a COCO document (an object), found a list.",
            hint="A results list holds detections only; read it with read_results, or load its folder.",
        )
    reader = Reader(source)
    top = reader.record(value, "$")
    if "images" not in top:
        reader.fail("$.images", "an array of images", None)
    document = CocoDocument(
        images=[
            read_image(reader, item, f"$.images[{n}]")
            for n, item in enumerate(reader.records(top["images"], "$.images"))
        ],
        annotations=[
            read_annotation(reader, item, f"$.annotations[{n}]")
            for n, item in enumerate(reader.records(top.get("annotations", []), "$.annotations"))
        ],
        categories=[
            read_category(reader, item, f"$.categories[{n}]")
            for n, item in enumerate(reader.records(top.get("categories", []), "$.categories"))
        ],
        info=top.get("info", UNSET),
        licenses=top.get("licenses", UNSET),
        extra={key: item for key, item in top.items() if key not in _DOCUMENT_KEYS},
        path=source,
        issues=reader.issues,
    )
    _check(document, reader)
    return document


def read_results(path: str | os.PathLike[str]) -> list[CocoAnnotation]:
    """Read a results list: detections with scores, as evaluation tools take them.

    Detections without an id are numbered 1, 2, 3 … in the order of the file.

    Raises:
        FormatError: Not JSON, not a list, or a value that cannot be understood.
        FileNotFoundError: There is no such file.
    """
    source = Path(path)
    reader = Reader(source)
    value = read_json(source)
    if not is_list(value):
        reader.fail("$", "a list of detections", value)
    detections: list[CocoAnnotation] = []
    for n, item in enumerate(value):
        record = reader.record(item, f"$[{n}]")
        detections.append(read_annotation(reader, {"id": n + 1, **record}, f"$[{n}]"))
    return detections


def read_image(reader: Reader, value: object, where: str) -> CocoImage:
    """Read one image record; ``where`` names it in messages."""
    raw = reader.record(value, where)
    name = raw.get("file_name")
    if name is None:
        name = _name_from_url(raw.get("coco_url"))
        reader.note(f"{where}.file_name", f"missing; taken from coco_url: {name!r}" if name else "missing")
    return CocoImage(
        id=reader.integer(raw.get("id"), f"{where}.id"),
        file_name=reader.text(name, f"{where}.file_name"),
        width=reader.size(raw.get("width"), f"{where}.width"),
        height=reader.size(raw.get("height"), f"{where}.height"),
        extra={key: item for key, item in raw.items() if key not in _IMAGE_KEYS},
    )


def _name_from_url(url: object) -> str:
    """Return the path of a URL without scheme and host, as LVIS names its images."""
    if not isinstance(url, str) or "://" not in url:
        return ""
    return url.partition("://")[2].partition("/")[2]


def read_annotation(reader: Reader, value: object, where: str) -> CocoAnnotation:
    """Read one annotation record; ``where`` names it in messages."""
    raw = reader.record(value, where)
    read = reader
    annotation = CocoAnnotation(
        id=read.integer(raw.get("id"), f"{where}.id"),
        image_id=read.integer(raw.get("image_id"), f"{where}.image_id"),
        category_id=read.integer(raw.get("category_id"), f"{where}.category_id"),
        extra={key: item for key, item in raw.items() if key not in _ANNOTATION_KEYS},
    )
    if "bbox" in raw:
        box = raw["bbox"]
        annotation.bbox = None if box is None else read.numbers(box, f"{where}.bbox", 4)
    if "segmentation" in raw:
        annotation.segmentation = read.segmentation(raw["segmentation"], f"{where}.segmentation")
    if "area" in raw:
        annotation.area = None if raw["area"] is None else read.number(raw["area"], f"{where}.area")
    if "iscrowd" in raw:
        annotation.iscrowd = read.flag(raw["iscrowd"], f"{where}.iscrowd")
    if "score" in raw:
        annotation.score = None if raw["score"] is None else read.number(raw["score"], f"{where}.score")
    if "keypoints" in raw:
        points = raw["keypoints"]
        annotation.keypoints = None if points is None else read.numbers(points, f"{where}.keypoints")
    if "attributes" in raw:
        attributes = raw["attributes"]
        annotation.attributes = None if attributes is None else read.record(attributes, f"{where}.attributes")
    return annotation


def read_category(reader: Reader, value: object, where: str) -> CocoCategory:
    """Read one category record; ``where`` names it in messages."""
    raw = reader.record(value, where)
    category = CocoCategory(
        id=reader.integer(raw.get("id"), f"{where}.id"),
        name=reader.text(raw.get("name"), f"{where}.name"),
        extra={key: item for key, item in raw.items() if key not in _CATEGORY_KEYS},
    )
    if "supercategory" in raw:
        group = raw["supercategory"]
        category.supercategory = None if group is None else reader.text(group, f"{where}.supercategory")
    return category


def _check(document: CocoDocument, reader: Reader) -> None:
    check_categories(document)
    if len(document.image_by_id) != len(document.images):
        seen: set[int] = set()
        for n, image in enumerate(document.images):
            if image.id in seen:
                reader.note(f"$.images[{n}].id", f"image id {image.id} repeats; annotations go to the first")
            seen.add(image.id)
    images, categories = document.image_by_id, document.category_by_id
    for n, annotation in enumerate(document.annotations):
        where = f"$.annotations[{n}]"
        if annotation.image_id not in images:
            reader.note(f"{where}.image_id", f"there is no image {annotation.image_id}")
        if annotation.category_id not in categories:
            reader.note(f"{where}.category_id", f"there is no category {annotation.category_id}")
        if annotation.rle is not None:
            try:
                annotation.rle.runs()
            except FormatError as error:
                reader.note(f"{where}.segmentation", error.message)


def check_categories(*documents: CocoDocument | CocoSource) -> None:
    """Check that one category id has one name and one name one id, within and across documents.

    Raises:
        FormatError: They contradict each other; the message names both sides.
    """
    names: dict[int, str] = {}
    ids: dict[str, int] = {}
    for document in documents:
        for category in document.categories:
            name = names.setdefault(category.id, category.name)
            if name != category.name:
                raise FormatError(
                    f"{document.path}: category {category.id} is called {name!r} and {category.name!r}."
                )
            number = ids.setdefault(category.name, category.id)
            if number != category.id:
                raise FormatError(
                    f"{document.path}: category {category.name!r} has the ids {number} and {category.id}."
                )
