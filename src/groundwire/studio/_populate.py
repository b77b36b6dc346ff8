"""Preparing samples for upload: batches, files, image sizes and outlines."""

from __future__ import annotations

import copy
import errno
import logging
import math
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from groundwire._core.errors import InvalidArgumentError, MissingResourceError, ProtocolError
from groundwire._core.transfer.files import storage_error
from groundwire_api.studio.models import GpsData, ImuData, SampleCreate, SampleSensorsCreate

from ._content import image_size

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from groundwire._core.progress import Progress
    from groundwire._core.transfer.model import TransferResult
    from groundwire_api.studio.models import AnnotationCreate, SamplesPopulateResult

    from ._annotation import Annotation
    from ._sample import SampleData

logger = logging.getLogger("groundwire")


@dataclass(frozen=True, slots=True)
class Prepared:
    """One sample ready to be sent, and the local files that belong to it by base name."""

    outgoing: SampleCreate
    files: Mapping[str, Path]


@dataclass(frozen=True, slots=True)
class PendingUpload:
    """A local file, and the object it becomes with the URL the server offers for it."""

    uuid: str
    source: Path
    key: str
    url: str


def batches(samples: Sequence[SampleData], size: int) -> Iterator[list[SampleData]]:
    """Split samples into requests.

    The server takes sequence and group of a whole request from its first sample, so samples that
    differ in them never share one. Order is kept inside each request.
    """
    alike: dict[tuple[str | None, ...], list[SampleData]] = {}
    for sample in samples:
        key = (sample.sequence_name, sample.sequence_uuid, sample.sequence_description, sample.group)
        alike.setdefault(key, []).append(sample)
    for members in alike.values():
        for start in range(0, len(members), size):
            yield members[start : start + size]


def prepare(sample: SampleData) -> Prepared:
    """Read what the server needs to know about a sample's files and outline its masks.

    The sample itself keeps what was learnt about its image size; its annotations stay as they are.

    Raises:
        InvalidArgumentError: A mask cannot be sent without loss, or two files have one name or type.
        MissingDependencyError: A mask is to be traced and the extra ``formats`` is not installed.
        StorageError: A path cannot be looked at, because of the permissions of a folder for example.
    """
    names: dict[str, str] = {}
    local: dict[str, Path] = {}
    for file in sample.files:
        if file.filename is None:
            continue
        path = Path(file.filename)
        here = _is_file(path)
        name = path.name if here else file.filename
        if names.get(file.file_type, name) != name or local.get(name, path) != path:
            raise _not_alone(sample, path)
        names[file.file_type] = name
        if not here:
            continue
        local[name] = path
        if file.file_type == "image" and (sample.width is None or sample.height is None):
            size = image_size(file.filename)
            if size is not None:
                sample.set_size(*size)
    return Prepared(_outgoing(sample, names), local)


def _not_alone(sample: SampleData, path: Path) -> InvalidArgumentError:
    """Return the error for a file in whose place another one of its sample would be sent."""
    return InvalidArgumentError(
        f"Sample {sample.image_name or sample.uuid}: {path} has the name or the file type of another of its "
        "files, and only one of them could be kept.",
        hint="Rename one, or put them into two samples.",
    )


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return False  # only a name; no file can have it
        raise storage_error("look at", path, error) from error


def prepare_all(samples: Iterable[SampleData]) -> list[Prepared]:
    """Prepare the samples of one request; reads the headers of their images.

    A file that does not exist is sent as a name only, as documented; the log says how many and which first.
    """
    prepared = [prepare(sample) for sample in samples]
    absent = [
        name for item in prepared for name in (item.outgoing.files or {}).values() if name not in item.files
    ]
    if absent:
        logger.warning(
            "%d files do not exist here and are not uploaded, the first is %s", len(absent), absent[0]
        )
    return prepared


def _outgoing(sample: SampleData, names: dict[str, str]) -> SampleCreate:
    location, pose = sample.location, sample.pose
    sensors = SampleSensorsCreate(
        gps=None if location is None else GpsData(lat=location.lat, lon=location.lon),
        imu=None if pose is None else ImuData(roll=pose.roll, pitch=pose.pitch, yaw=pose.yaw),
    )
    # an `Annotation` encodes to the very members of an `AnnotationCreate`
    annotations: object = [_outlined(annotation, sample) for annotation in sample.annotations]
    for annotation in sample.annotations:
        _check_boxes(annotation, sample)
    return SampleCreate(
        group=sample.group,
        sequence_name=sample.sequence_name,
        sequence_uuid=sample.sequence_uuid,
        sequence_description=sample.sequence_description,
        frame_number=sample.frame_number,
        uuid=sample.uuid or "",
        image_name=sample.image_name,
        width=sample.width,
        height=sample.height,
        sensors=None if location is None and pose is None else sensors,
        files=names or None,
        annotations=cast("list[AnnotationCreate]", annotations) or None,
        id=sample.id,
        image_url=sample.image_url,
        date=sample.date,
        source=sample.source,
        degradation=sample.degradation,
        neg_label_indices=sample.neg_label_indices,
        not_exhaustive_label_indices=sample.not_exhaustive_label_indices,
    )


def _check_boxes(annotation: Annotation, sample: SampleData) -> None:
    """Refuse what JSON cannot carry: it would arrive as null, and the box would be lost."""
    flat, solid = annotation.box2d, annotation.box3d
    numbers: tuple[float, ...] = () if flat is None else (flat.x, flat.y, flat.width, flat.height)
    if solid is not None:
        numbers += (solid.cx, solid.cy, solid.cz, solid.width, solid.height, solid.length)
    try:
        if all(map(math.isfinite, numbers)):
            return
    except TypeError:
        pass  # told below, like any other box that is not made of numbers
    raise InvalidArgumentError(
        f"Sample {sample.image_name or sample.uuid}: an annotation's box is not made of finite numbers: "
        f"{flat if solid is None else (flat, solid)}."
    )


def _outlined(annotation: Annotation, sample: SampleData) -> Annotation:
    """Return the annotation with its raster mask as polygon, because the server stores outlines."""
    if annotation.mask is None:
        return annotation
    from ._masks import outline

    sent = copy.copy(annotation)
    if annotation.polygon is None:
        sent.set_polygon(outline(annotation.mask, sample.width, sample.height))
    sent.set_mask(None)
    return sent


def match_uploads(
    prepared: Sequence[Prepared], results: Sequence[SamplesPopulateResult]
) -> list[PendingUpload]:
    """Pair local files with the URLs the server offers, by sample identity and base name.

    Raises:
        MissingResourceError: The server offers no URL for a file that is to be uploaded.
    """
    offered = {(result.uuid, entry.filename): entry for result in results for entry in result.urls}
    pending: list[PendingUpload] = []
    for item in prepared:
        identity = item.outgoing.uuid
        for name, path in item.files.items():
            entry = offered.get((identity, name))
            if entry is None:
                raise MissingResourceError(
                    f"The server offers no upload URL for {name!r} of sample {identity}.",
                    method="samples.populate2",
                    hint="Send the sample again; its identity makes that harmless.",
                )
            pending.append(PendingUpload(identity, path, entry.key, entry.url))
    return pending


class Tally:
    """Counts samples whose files are all uploaded, and reports them."""

    def __init__(self, reporter: Progress, total: int) -> None:
        self._reporter = reporter
        self._total = total
        self._done = 0
        self._open: Counter[object] = Counter()

    def expect(self, results: Iterable[SamplesPopulateResult], pending: Iterable[PendingUpload]) -> None:
        """Take note of a created batch; samples without files are done at once."""
        expected = Counter(item.uuid for item in pending)
        self._open.update(expected)
        self._done += sum(result.uuid not in expected for result in results)

    def take(self, result: TransferResult) -> None:
        """Take note of a finished upload and report its sample when it was the last one."""
        identity = result.transfer.key
        self._open[identity] -= 1
        if result.state == "done" and self._open[identity] == 0:
            self._done += 1
            self._reporter.update(self._done, self._total)


def in_order(
    results: Iterable[SamplesPopulateResult], samples: Iterable[SampleData]
) -> list[SamplesPopulateResult]:
    """Return the results in the order in which the samples were given.

    Raises:
        ProtocolError: The server left a sample out.
    """
    found = {result.uuid: result for result in results}
    try:
        return [found[sample.uuid or ""] for sample in samples]
    except KeyError as error:
        raise ProtocolError(
            f"samples.populate2 did not answer for sample {error.args[0]}.", method="samples.populate2"
        ) from None
