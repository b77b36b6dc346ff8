"""Compare two COCO documents, or two sets of files, and say what was compared, how, and what differs."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np
from msgspec import UNSET

from groundwire._core.errors import FormatError
from groundwire.formats.coco_fields import is_object
from groundwire.formats.coco_write import annotation_to_json, category_to_json, image_to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from groundwire.formats.coco import CocoAnnotation, CocoDocument, CocoImage, Rle

PIXEL_TOLERANCE = 1e-3
_SHOWN = 5


@dataclass(slots=True)
class Check:
    """One thing compared.

    Attributes:
        what: In words, e.g. ``boxes``.
        rule: When two count as equal.
        compared: How many pairs were looked at.
        differences: One sentence per pair that differs.
        largest: Largest difference found among pairs that have a distance, in pixels.
    """

    what: str
    rule: str
    compared: int = 0
    differences: list[str] = field(default_factory=list[str])
    largest: float | None = None

    def require(self, equal: bool, message: str) -> None:
        """Count one pair, and keep the message if it differs."""
        self.compared += 1
        if not equal:
            self.differences.append(message)

    def measure(self, distance: float, tolerance: float, message: str) -> None:
        """Count one pair with a distance in pixels."""
        self.largest = max(self.largest or 0.0, distance)
        self.require(distance <= tolerance, f"{message}: {distance:.6g} px apart")

    def __str__(self) -> str:
        mark = "FAIL" if self.differences else "ok"
        largest = "" if self.largest is None else f", largest difference {self.largest:.2g} px"
        lines = [f"  {mark:<4} {self.compared:>7} {self.what} ({self.rule}{largest})"]
        lines += [f"                 {text}" for text in self.differences[:_SHOWN]]
        if len(self.differences) > _SHOWN:
            lines.append(f"                 … and {len(self.differences) - _SHOWN} more")
        return "\n".join(lines)


@dataclass(slots=True)
class Comparison:
    """All checks of one comparison; prints as a table."""

    title: str
    checks: list[Check] = field(default_factory=list[Check])

    @property
    def ok(self) -> bool:
        """Whether nothing differs."""
        return not any(check.differences for check in self.checks)

    def check(self, what: str, rule: str = "equal") -> Check:
        """Return the check of that name, new if need be."""
        for check in self.checks:
            if check.what == what:
                return check
        self.checks.append(Check(what, rule))
        return self.checks[-1]

    def __str__(self) -> str:
        shown = [str(check) for check in self.checks if check.compared]
        return "\n".join([self.title, *shown])


def compare_coco(
    expected: CocoDocument, actual: CocoDocument, *, title: str = "", tolerance: float = PIXEL_TOLERANCE
) -> Comparison:
    """Compare two documents: images, categories, annotations and everything else they hold.

    Images are matched by file name (by id where a name is missing), annotations by id within their image.
    Boxes and polygon vertices may differ by ``tolerance`` pixels; masks must agree in every pixel; all else
    must be equal.

    Args:
        expected: What should be there.
        actual: What is there.
        title: Heading of the result.
        tolerance: In pixels.
    """
    result = Comparison(title or f"{expected.path} and {actual.path}")
    counts = result.check("counts of images, annotations, categories")
    for what in ("images", "annotations", "categories"):
        wanted, found = len(getattr(expected, what)), len(getattr(actual, what))
        counts.require(wanted == found, f"{wanted} {what} expected, {found} found")
    _compare_rest(result, expected, actual)
    _compare_categories(result, expected, actual)
    wanted_on, found_on = expected.annotations_by_image(), actual.annotations_by_image()
    found_images = {_image_key(image): image for image in actual.images}
    for image in expected.images:
        other = found_images.pop(_image_key(image), None)
        names = result.check("images by name", "same set of names")
        names.require(other is not None, f"image {_image_key(image)} is missing")
        if other is not None:
            _compare_image(result, image, other)
            _compare_annotations(result, image, wanted_on[image.id], found_on[other.id], tolerance)
    for name in found_images:
        result.check("images by name").require(False, f"image {name} is not expected")
    return result


def _image_key(image: CocoImage) -> str:
    return image.file_name or f"#{image.id}"


def _compare_rest(result: Comparison, expected: CocoDocument, actual: CocoDocument) -> None:
    check = result.check("top-level records: info, licences, others")
    wanted = {"info": expected.info, "licenses": expected.licenses, **expected.extra}
    found = {"info": actual.info, "licenses": actual.licenses, **actual.extra}
    for key in wanted.keys() | found.keys():
        if not (wanted.get(key, UNSET) is UNSET and found.get(key, UNSET) is UNSET):
            check.require(wanted.get(key, UNSET) == found.get(key, UNSET), f"{key!r} differs")


def _compare_categories(result: Comparison, expected: CocoDocument, actual: CocoDocument) -> None:
    check = result.check("categories", "id, name and every other key equal")
    wanted = {category.id: category_to_json(category) for category in expected.categories}
    found = {category.id: category_to_json(category) for category in actual.categories}
    for number in sorted(wanted.keys() | found.keys()):
        check.require(
            wanted.get(number) == found.get(number),
            f"category {number}: {wanted.get(number)} expected, {found.get(number)} found",
        )


def _compare_image(result: Comparison, expected: CocoImage, actual: CocoImage) -> None:
    check = result.check("image records", "id, size and every other key equal")
    wanted, found = image_to_json(expected), image_to_json(actual)
    differing = sorted(key for key in wanted.keys() | found.keys() if wanted.get(key) != found.get(key))
    check.require(not differing, f"image {_image_key(expected)}: {_pairs(wanted, found, differing)}")


def _pairs(wanted: Mapping[str, Any], found: Mapping[str, Any], keys: Iterable[str]) -> str:
    return ", ".join(f"{key} {wanted.get(key)!r} expected, {found.get(key)!r} found" for key in keys)


def _compare_annotations(
    result: Comparison,
    image: CocoImage,
    expected: list[CocoAnnotation],
    actual: list[CocoAnnotation],
    tolerance: float,
) -> None:
    ids = result.check("annotations by id", "same ids on the same image")
    found: dict[int, list[CocoAnnotation]] = {}
    for annotation in actual:
        found.setdefault(annotation.id, []).append(annotation)
    for annotation in expected:
        others = found.get(annotation.id)
        where = f"{_image_key(image)}, annotation {annotation.id}"
        ids.require(bool(others), f"{where} is missing")
        if others:
            _compare_annotation(result, annotation, others.pop(0), where, tolerance)
    for number, others in found.items():
        for _ in others:
            ids.require(False, f"{_image_key(image)}, annotation {number} is not expected")


def _compare_annotation(
    result: Comparison, expected: CocoAnnotation, actual: CocoAnnotation, where: str, tolerance: float
) -> None:
    same = expected.category_id == actual.category_id
    result.check("category of each annotation").require(
        same, f"{where}: {expected.category_id} expected, {actual.category_id} found"
    )
    result.check("crowd flag of each annotation").require(expected.crowd == actual.crowd, where)
    rule = f"within {tolerance:g} px"
    boxes = result.check("boxes", rule)
    if expected.box is None or actual.box is None:
        boxes.require(expected.box == actual.box, f"{where}: {expected.box} expected, {actual.box} found")
    else:
        boxes.measure(_distance(expected.box, actual.box), tolerance, where)
    if expected.rle is not None or actual.rle is not None:
        _compare_masks(result, expected.rle, actual.rle, where)
    else:
        _compare_polygons(
            result.check("polygons", f"every vertex {rule}"), expected, actual, where, tolerance
        )
    _compare_other_keys(result, expected, actual, where)


def _compare_masks(result: Comparison, expected: Rle | None, actual: Rle | None, where: str) -> None:
    check = result.check("masks", "every pixel equal")
    if expected is None or actual is None:
        check.require(False, f"{where}: {'no ' if expected is None else ''}mask expected")
        return
    try:
        one, two = expected.mask(), actual.mask()
    except FormatError as error:
        check.require(expected == actual, f"{where}: {error.message}")
        return
    wrong = -1 if one.shape != two.shape else int(np.count_nonzero(one != two))
    check.require(wrong == 0, f"{where}: " + ("sizes differ" if wrong < 0 else f"{wrong} pixels differ"))


def _compare_polygons(
    check: Check, expected: CocoAnnotation, actual: CocoAnnotation, where: str, tolerance: float
) -> None:
    one, two = expected.polygons, actual.polygons
    if [len(part) for part in one] != [len(part) for part in two]:
        check.require(False, f"{where}: {len(one)} polygons expected, {len(two)} found, or of other lengths")
    elif one:
        distance = max(_distance(a, b) for a, b in zip(one, two, strict=True))
        check.measure(distance, tolerance, where)


def _distance(one: Iterable[float], two: Iterable[float]) -> float:
    return max((abs(a - b) for a, b in zip(one, two, strict=True)), default=0.0)


def _compare_other_keys(
    result: Comparison, expected: CocoAnnotation, actual: CocoAnnotation, where: str
) -> None:
    check = result.check("other keys of each annotation", "area, score, keypoints, attributes … equal")
    wanted, found = annotation_to_json(expected), annotation_to_json(actual)
    for key in ("bbox", "category_id", "id", "image_id", "iscrowd"):
        wanted.pop(key, None)
        found.pop(key, None)
    for records in (wanted, found):
        segmentation = records.pop("segmentation", UNSET)
        records["segmentation kind"] = _kind(segmentation)
    differing = sorted(key for key in wanted.keys() | found.keys() if wanted.get(key) != found.get(key))
    check.require(not differing, f"{where}: {_pairs(wanted, found, differing)}")


def _kind(segmentation: object) -> str:
    if segmentation is UNSET:
        return "absent"
    if segmentation is None:
        return "null"
    if isinstance(segmentation, list):
        return "polygons"
    is_text = is_object(segmentation) and isinstance(segmentation["counts"], str)
    return "compressed run lengths" if is_text else "run lengths"


def compare_files(pairs: Mapping[str, tuple[Path, Path | None]], *, title: str = "files") -> Comparison:
    """Compare files by SHA-256.

    Args:
        pairs: Name to the expected file and the file that came back, None where none did.
        title: Heading of the result.
    """
    result = Comparison(title)
    check = result.check("image files", "same bytes, by SHA-256")
    for name, (expected, actual) in pairs.items():
        if actual is None or not actual.is_file():
            check.require(False, f"{name}: no file came back")
        else:
            check.require(file_digest(expected) == file_digest(actual), f"{name}: the bytes differ")
    return result


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
