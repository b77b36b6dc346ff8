"""`Rows`: samples and annotations as columns of the dataset format, page by page."""

from __future__ import annotations

from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

from groundwire.formats.samples import SampleRows

from ._annotation import Annotation
from ._names import sample_name
from ._sample import Listing, SampleData

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from ._geometry import Box2d, Box3d
    from ._polygon import Polygon
    from ._sample import SampleRecord

_NO_ANNOTATION = Annotation()


class Rows:
    """Collects one row per annotation, and one for a sample without any.

    Columns are filled a page at a time; one without any value yet takes no space.
    """

    def __init__(self, labels: Mapping[str, int]) -> None:
        self._listing = Listing(labels=labels)
        self._columns: dict[str, list[Any]] = {"name": []}
        self._length = 0

    def add(self, records: Iterable[SampleRecord]) -> None:
        """Append the rows of a page."""
        samples = [SampleData.received(record, self._listing) for record in records]
        annotations = [sample.annotations or [_NO_ANNOTATION] for sample in samples]
        counts = [len(found) for found in annotations]
        self._add_samples(samples, counts)
        self._add_annotations(list(chain.from_iterable(annotations)))
        self._length += sum(counts)

    def columns(self) -> SampleRows:
        """Return everything collected; columns without any value stay empty."""
        return SampleRows(**self._columns)

    def _add_samples(self, samples: Sequence[SampleData], counts: Sequence[int]) -> None:
        def put(name: str, read: Callable[[SampleData], object]) -> None:
            values = [read(sample) for sample in samples]
            self._put(name, list(chain.from_iterable(map(repeat, values, counts))))

        put("name", _row_name)
        put("frame", lambda sample: sample.frame_number)
        put("group", lambda sample: sample.group)
        put("size", _size)
        put("location", _location)
        put("pose", _pose)
        put("degradation", lambda sample: sample.degradation)
        put("neg_label_indices", lambda sample: sample.neg_label_indices)
        put("not_exhaustive_label_indices", lambda sample: sample.not_exhaustive_label_indices)
        put("timing", lambda sample: sample.timing)

    def _add_annotations(self, found: Sequence[Annotation]) -> None:
        put = self._put
        put("object_id", [annotation.object_id for annotation in found])
        put("label", [annotation.label for annotation in found])
        put("label_index", [annotation.label_index for annotation in found])
        put("polygon", [_flat_rings(annotation.polygon) for annotation in found])
        put("box2d", [_centred(annotation.box2d) for annotation in found])
        put("box3d", [_solid(annotation.box3d) for annotation in found])
        put("box2d_score", [annotation.box2d_score for annotation in found])
        put("box3d_score", [annotation.box3d_score for annotation in found])
        put("polygon_score", [annotation.polygon_score for annotation in found])
        put("mask_score", [annotation.mask_score for annotation in found])
        put("ignore", [annotation.ignore for annotation in found])
        put("exclude", [annotation.exclude for annotation in found])
        put("category_frequency", [annotation.category_frequency for annotation in found])
        put("truncation", [annotation.truncation for annotation in found])
        put("occlusion", [annotation.occlusion for annotation in found])

    def _put(self, name: str, values: list[Any]) -> None:
        column = self._columns.get(name)
        if column is None:
            if values.count(None) == len(values):
                return
            column = self._columns[name] = [None] * self._length
        column += values


def _row_name(sample: SampleData) -> str:
    """Name rows by sequence, else by sample; the frame column tells the frames of a sequence apart."""
    if sample.sequence_name is not None:
        return sample.sequence_name
    return "" if sample.image_name is None else sample_name(sample.image_name)


def _size(sample: SampleData) -> tuple[int, int] | None:
    width, height = sample.width, sample.height
    return None if width is None or height is None else (width, height)


def _location(sample: SampleData) -> tuple[float, float] | None:
    location = sample.location
    return None if location is None else (location.lat, location.lon)


def _pose(sample: SampleData) -> tuple[float, float, float] | None:
    pose = sample.pose
    return None if pose is None else (pose.roll, pose.pitch, pose.yaw)


def _centred(box: Box2d | None) -> tuple[float, float, float, float] | None:
    if box is None:
        return None
    width, height = box.width, box.height
    return box.x + width / 2, box.y + height / 2, width, height


def _solid(box: Box3d | None) -> tuple[float, float, float, float, float, float] | None:
    return None if box is None else (box.cx, box.cy, box.cz, box.width, box.height, box.length)


def _flat_rings(polygon: Polygon | None) -> list[list[float]] | None:
    return None if polygon is None else [list(chain.from_iterable(ring)) for ring in polygon.rings]
