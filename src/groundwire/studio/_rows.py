"""`Rows`: samples and annotations as columns of the dataset format, page by page."""

from __future__ import annotations

from itertools import chain, repeat
from math import nan
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from groundwire.formats.samples import SampleRows

from ._annotation import Annotation
from ._names import sample_name
from ._sample import Listing, SampleData

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from groundwire.formats.samples import Vectors

    from ._geometry import Box2d, Box3d
    from ._polygon import Polygon
    from ._sample import SampleRecord

_NO_ANNOTATION = Annotation()
_NO_BOX = (nan, nan, nan, nan)
_AS_THEY_ARE = (
    "object_id",
    "label",
    "box2d_score",
    "box3d_score",
    "polygon_score",
    "mask_score",
    "ignore",
    "exclude",
    "category_frequency",
)
_as_they_are = attrgetter(*_AS_THEY_ARE)


class Rows:
    """Collects one row per annotation, and one for a sample without any.

    Columns are filled a page at a time; one without any value yet takes no space.
    """

    def __init__(self, labels: Mapping[str, int]) -> None:
        self._listing = Listing(labels=labels)
        self._columns: dict[str, list[Any]] = {"name": []}
        self._boxes: list[Vectors] = []
        self._length = 0

    def add(self, records: Iterable[SampleRecord]) -> None:
        """Append the rows of a page."""
        samples = [SampleData.received(record, self._listing) for record in records]
        annotations = [sample.unplaced_annotations() or [_NO_ANNOTATION] for sample in samples]
        counts = [len(found) for found in annotations]
        self._add_samples(samples, counts)
        self._add_annotations(list(chain.from_iterable(annotations)))
        self._length += sum(counts)

    def columns(self) -> SampleRows:
        """Return everything collected; columns without any value stay empty."""
        import numpy as np

        rows = SampleRows(**self._columns)
        boxes = np.concatenate(self._boxes) if self._boxes else np.empty((0, 4), np.float32)
        if not np.isnan(boxes).all():
            rows.box2d = boxes
        return rows

    def _add_samples(self, samples: Sequence[SampleData], counts: Sequence[int]) -> None:
        def put(name: str, read: Callable[[SampleData], object]) -> None:
            values = [read(sample) for sample in samples]
            if name not in self._columns and values.count(None) == len(values):
                return
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
        for name, values in zip(_AS_THEY_ARE, zip(*map(_as_they_are, found), strict=True), strict=True):
            put(name, list(values))
        labels = self._listing.labels
        put("label_index", [labels.get(one.label, one.label_index) for one in found])  # type: ignore[arg-type]  # None is no label
        put("polygon", [_flat_rings(annotation.polygon) for annotation in found])
        self._boxes.append(_centred([annotation.box2d for annotation in found]))
        put("box3d", [_solid(annotation.box3d) for annotation in found])
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


def _centred(boxes: Sequence[Box2d | None]) -> Vectors:
    """Return centre and size of each box, in the single-precision steps that the dataset format defines.

    The result is ``(N, 4)``, a row of NaN where there is no box.
    """
    import numpy as np

    corners = [_NO_BOX if box is None else (box.x, box.y, box.width, box.height) for box in boxes]
    numbers = np.fromiter(chain.from_iterable(corners), np.float32, 4 * len(boxes)).reshape(-1, 4)
    numbers[:, :2] += numbers[:, 2:] / np.float32(2)
    return numbers


def _solid(box: Box3d | None) -> tuple[float, float, float, float, float, float] | None:
    return None if box is None else (box.cx, box.cy, box.cz, box.width, box.height, box.length)


def _flat_rings(polygon: Polygon | None) -> list[list[float]] | None:
    return None if polygon is None else [list(chain.from_iterable(ring)) for ring in polygon.rings]
