"""`SampleData`: everything about a sample that needs no server; base of both sample classes."""

# ruff: noqa: SLF001 - instances are also made without their public constructor
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Self, cast

import msgspec
from msgspec import Raw

from groundwire._core.clientref import UNBOUND, ClientRef
from groundwire._core.errors import ProtocolError
from groundwire._core.hot import HotModel
from groundwire.studio._deprecations import warn_deprecated
from groundwire_api.studio.ids import SampleID

from . import _checks
from ._annotation import Annotation
from ._geometry import GpsData, ImuData
from ._names import frame_from_image_name, sample_name
from ._sample_file import SampleFile, Sensors, read_sensors

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


_EMPTY: Final[Mapping[str, int]] = {}
_EMPTY_SIZE: Final = len("null")


class SampleRecord(HotModel):
    """A sample as ``samples.list`` sends it; what is rarely looked at stays undecoded."""

    id: int | None = None
    group_name: str | None = None
    group: str | None = None
    sequence_name: str | None = None
    sequence_uuid: str | None = None
    sequence_description: str | None = None
    frame_number: int | None = None
    uuid: str | None = None
    image_name: str | None = None
    image_url: str | None = None
    source: str | None = None
    degradation: str | None = None
    width: int | None = None
    height: int | None = None
    date: str | None = None
    timing: dict[str, int | None] | None = None
    neg_label_indices: list[int] | None = None
    not_exhaustive_label_indices: list[int] | None = None
    sensors: Raw = Raw()
    annotations: Raw = Raw()


class Listing:
    """What all samples of one listing share: their client and the dataset's label indices."""

    __slots__ = ("labels", "ref")

    def __init__(self, ref: ClientRef[Any] = UNBOUND, labels: Mapping[str, int] = _EMPTY) -> None:
        self.ref = ref
        self.labels = labels


_LOCAL: Final = Listing()


class SampleData:
    """One moment of a dataset: an image or other sensor files, and annotations.

    A new sample is empty; fill it with the setters and pass it to ``populate_samples``. Annotations
    of a received sample are decoded when first looked at.
    """

    __slots__ = ("_annotations", "_listing", "_record", "_sensors")

    def __init__(self) -> None:
        self._record = SampleRecord()
        self._listing = _LOCAL
        self._annotations: list[Annotation] | None = []
        self._sensors: Sensors | None = Sensors()

    @classmethod
    def received(cls, record: SampleRecord, listing: Listing) -> Self:
        """Return the sample a server listed."""
        sample = cls.__new__(cls)
        sample._record = record
        sample._listing = listing
        sample._annotations = None
        sample._sensors = None
        return sample

    @property
    def annotations(self) -> list[Annotation]:
        """The annotations, in server order.

        Raises:
            ProtocolError: The server sent annotations the protocol does not allow.
        """
        if self._annotations is None:
            self._annotations = self._read_annotations()
            self._record.annotations = Raw()
        return self._annotations

    def named_annotations(self) -> list[Annotation]:
        """Return the annotations naming this sample; an empty one stands for a sample without any."""
        annotations = self.annotations or [
            Annotation(
                name=self.name,
                sequence_name=self.sequence_name,
                frame_number=self.frame_number,
                group=self.group,
            )
        ]
        Annotation.attribute(annotations, self._record.id)
        return annotations

    def unplaced_annotations(self) -> list[Annotation]:
        """Return the annotations as received, which do not yet tell the sample around them."""
        try:
            return Annotation.read(self._record.annotations)
        except (msgspec.ValidationError, msgspec.DecodeError) as error:
            raise ProtocolError(
                f"samples.list sent annotations of sample {self.id} that cannot be read: {error}.",
                method="samples.list",
            ) from error

    def _read_annotations(self) -> list[Annotation]:
        record = self._record
        annotations = self.unplaced_annotations()
        if annotations:
            Annotation.place(
                annotations,
                sample=None if record.image_name is None else sample_name(record.image_name),
                sequence=record.sequence_name,
                frame=None
                if record.sequence_name is None and record.frame_number == -1
                else self.frame_number,
                group=record.group if record.group_name is None else record.group_name,
                labels=self._listing.labels,
            )
        return annotations

    def _read_sensors(self) -> Sensors:
        if self._sensors is None:
            raw = self._record.sensors
            # "[]", "{}" and "null" hold nothing; most samples have no more
            self._sensors = read_sensors(msgspec.json.decode(raw)) if len(raw) > _EMPTY_SIZE else Sensors()
            self._record.sensors = Raw()
        return self._sensors

    @property
    def files(self) -> list[SampleFile]:
        """Files other than the image of a received sample; all files of a sample made here."""
        return self._read_sensors().files

    @property
    def location(self) -> GpsData | None:
        """Where the sample was taken."""
        return self._read_sensors().location

    @property
    def pose(self) -> ImuData | None:
        """Attitude of the sensor rig."""
        return self._read_sensors().pose

    @property
    def id(self) -> SampleID | None:
        """Identifier given by the server."""
        return None if self._record.id is None else SampleID(self._record.id)

    @property
    def uid(self) -> str | None:
        """Deprecated text form of `id`."""
        warn_deprecated("studio-Sample-uid")
        return None if self._record.id is None else str(self.id)

    @property
    def name(self) -> str | None:
        """Name of the image without its extension and a ``.camera`` suffix."""
        image = self._record.image_name
        return None if image is None else sample_name(image)

    @property
    def group(self) -> str | None:
        """Group of the sample, such as ``train``."""
        group = self._record.group_name
        return self._record.group if group is None else group

    @property
    def frame_number(self) -> int | None:
        """Frame in the sequence, from 0; read from the image name when the server has none."""
        frame = self._record.frame_number
        if frame is not None and frame >= 0:
            return frame
        sequence, image = self._record.sequence_name, self._record.image_name
        return None if sequence is None or image is None else frame_from_image_name(image, sequence)

    @property
    def date(self) -> str | None:
        """When the sample was taken, as RFC 3339 text with an offset."""
        text = self._record.date
        return text[:-1] + "+00:00" if text is not None and text.endswith(("Z", "z")) else text

    @property
    def sequence_name(self) -> str | None:
        """Sequence the sample belongs to."""
        return self._record.sequence_name

    @property
    def sequence_uuid(self) -> str | None:
        """Identity of the sequence."""
        return self._record.sequence_uuid

    @property
    def sequence_description(self) -> str | None:
        """Description of the sequence."""
        return self._record.sequence_description

    @property
    def uuid(self) -> str | None:
        """Identity chosen by whoever uploads; sending it again does not make a second sample."""
        return self._record.uuid

    @property
    def image_name(self) -> str | None:
        """File name of the image."""
        return self._record.image_name

    @property
    def image_url(self) -> str | None:
        """Where the image can be fetched for a limited time."""
        return self._record.image_url

    @property
    def width(self) -> int | None:
        """Width of the image in pixels."""
        return self._record.width

    @property
    def height(self) -> int | None:
        """Height of the image in pixels."""
        return self._record.height

    @property
    def source(self) -> str | None:
        """Where the sample comes from."""
        return self._record.source

    @property
    def degradation(self) -> str | None:
        """Condition that degrades the image, such as ``rain``."""
        return self._record.degradation

    @property
    def timing(self) -> dict[str, int | None] | None:
        """Nanoseconds spent by each stage that made the annotations, when recorded."""
        return self._record.timing

    @property
    def neg_label_indices(self) -> list[int] | None:
        """Indices of labels verified to be absent (LVIS)."""
        return self._record.neg_label_indices

    @property
    def not_exhaustive_label_indices(self) -> list[int] | None:
        """Indices of labels whose objects are not all annotated (LVIS)."""
        return self._record.not_exhaustive_label_indices

    def add_annotation(self, annotation: Annotation) -> None:
        """Add an annotation."""
        self.annotations.append(annotation)

    def add_file(self, file: SampleFile) -> None:
        """Add a file to upload."""
        self.files.append(file)

    def set_frame_number(self, frame_number: int | None) -> None:
        """Set the frame in the sequence, from 0."""
        self._record.frame_number = _checks.count("set_frame_number", frame_number)

    def set_group(self, group: str | None) -> None:
        """Set the group of the sample, such as ``train``, for its upload."""
        self._record.group_name = _checks.text("set_group", group)
        self._record.group = None

    def set_image_name(self, image_name: str | None) -> None:
        """Set the file name of the image."""
        self._record.image_name = _checks.text("set_image_name", image_name)

    def set_location(self, location: GpsData | None) -> None:
        """Set where the sample was taken."""
        self._read_sensors().location = _checks.instance("set_location", location, GpsData)

    def set_pose(self, pose: ImuData | None) -> None:
        """Set the attitude of the sensor rig."""
        self._read_sensors().pose = _checks.instance("set_pose", pose, ImuData)

    def set_sequence_description(self, sequence_description: str | None) -> None:
        """Set the description of the sequence."""
        self._record.sequence_description = _checks.text("set_sequence_description", sequence_description)

    def set_sequence_name(self, sequence_name: str | None) -> None:
        """Set the sequence the sample belongs to."""
        self._record.sequence_name = _checks.text("set_sequence_name", sequence_name)

    def set_sequence_uuid(self, sequence_uuid: str | None) -> None:
        """Set the identity of the sequence."""
        self._record.sequence_uuid = _checks.text("set_sequence_uuid", sequence_uuid)

    def set_size(self, width: int, height: int) -> None:
        """Set width and height of the image in pixels."""
        self._record.width, self._record.height = width, height

    def identify(self, make: Callable[[], str]) -> str:
        """Return the sample's identity, made by ``make`` when there is none yet."""
        if self._record.uuid is None:
            self._record.uuid = make()
        return self._record.uuid

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, SampleData):
            return NotImplemented
        return self._state() == other._state()

    def __hash__(self) -> int:
        return hash(self._record.id)

    def _state(self) -> tuple[SampleRecord, list[Annotation], Sensors]:
        annotations, sensors = self.annotations, self._read_sensors()
        return self._record, annotations, sensors

    def __repr__(self) -> str:
        known = ("id", "name", "group", "sequence_name", "frame_number", "width", "height")
        shown = ", ".join(f"{name}={value!r}" for name in known if (value := getattr(self, name)) is not None)
        return f"{type(self).__name__}({shown})"

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        record, annotations, sensors = self._state()
        members = {name: getattr(record, name) for name in record.__struct_fields__}
        plain = {name: value for name, value in members.items() if not isinstance(value, Raw)}
        return _restore, (type(self), plain, annotations, sensors, self._listing.ref)


def _restore(
    kind: type[SampleData],
    record: dict[str, Any],
    annotations: list[Annotation],
    sensors: Sensors,
    ref: ClientRef[Any],
) -> SampleData:
    sample = cast("Any", kind).received(SampleRecord(**record), Listing(ref))
    sample._annotations = annotations
    sample._sensors = sensors
    return cast("SampleData", sample)
