"""The forms in which clients send samples and annotations: checked field by field, kept as the text sent."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, TypeAlias

import msgspec
from msgspec import UNSET, Meta, Raw, Struct, UnsetType

from groundwire._core.codec import dec_hook
from groundwire.server.studio.faults import complain
from groundwire_api.studio.ids import AnnotationSetID, SampleID  # noqa: TC001 (msgspec reads them)

Members: TypeAlias = dict[str, Raw]
"""The members of a JSON object, each as its own text."""

_Natural = Annotated[int, Meta(ge=0, le=2**32 - 1)]
_Size = Annotated[int, Meta(ge=0, le=2**32 - 1)] | None
_Frame = Annotated[int, Meta(ge=-(2**31), le=2**31 - 1)] | None
_Index = Annotated[int, Meta(ge=0, le=2**63 - 1)] | None
_Time = Annotated[datetime, Meta(tz=True)] | None
_Ring = list[tuple[float, float] | float]


class _Box2d(Struct, gc=False):
    x: float
    y: float
    w: float
    h: float


class _Box3d(_Box2d, gc=False):
    z: float
    l: float  # noqa: E741  (wire name)


class _Attributes(Struct, gc=False):
    truncation: int | None = None
    occlusion: int | None = None


class _Gps(Struct, gc=False):
    lat: float
    lon: float


class _Imu(Struct, gc=False):
    roll: float
    pitch: float
    yaw: float


class _Sensors(Struct, gc=False):
    gps: _Gps | None = None
    imu: _Imu | None = None


class SentAnnotation(Struct, gc=False):
    """Types of the members of an annotation. Geometry is only checked: what is stored is its text."""

    label_name: str | None = None
    label_index: _Index = None
    object_reference: str | None = None
    object_id: str | None = None
    ignore: bool | None = None
    iscrowd: bool | None = None
    exclude: bool | None = None
    category_frequency: str | None = None
    attributes: _Attributes | None = None
    box2d: _Box2d | None = None
    x: float | None = None
    y: float | None = None
    w: float | None = None
    h: float | None = None
    box3d: _Box3d | None = None
    mask: list[_Ring] | None = None
    polygon: list[_Ring] | None = None
    box2d_score: float | None = None
    box3d_score: float | None = None
    polygon_score: float | None = None
    mask_score: float | None = None


class SentSample(Struct, gc=False):
    """Types of the members of a sample."""

    uuid: str | None = None
    image_name: str | None = None
    image_url: str | None = None
    group: str | None = None
    group_name: str | None = None
    sequence_name: str | None = None
    sequence_uuid: str | None = None
    sequence_description: str | None = None
    frame_number: _Frame = None
    width: _Size = None
    height: _Size = None
    date: _Time = None
    source: str | None = None
    degradation: str | None = None
    neg_label_indices: list[_Natural] | None = None
    not_exhaustive_label_indices: list[_Natural] | None = None
    sensors: _Sensors | list[_Sensors] | None = None
    files: dict[str, str] | None = None
    annotations: list[SentAnnotation] | UnsetType | None = UNSET


class ServerAnnotation(Struct, gc=False):
    """Types of the members of one element of `annotation.add_bulk`."""

    type: str
    image_id: SampleID
    annotation_set_id: AnnotationSetID | None = None
    label_id: Annotated[int, Meta(ge=0)] | None = None
    label_index: _Index = None
    label_name: str | None = None
    x: float | None = None
    y: float | None = None
    w: float | None = None
    h: float | None = None
    score: float | None = None
    polygon: str | None = None
    object_reference: str | None = None


_samples = msgspec.json.Decoder(list[SentSample])
_server_annotations = msgspec.json.Decoder(list[ServerAnnotation], dec_hook=dec_hook)
_objects = msgspec.json.Decoder(list[Members])
_rings = msgspec.json.Decoder(list[_Ring])
SAMPLE_MEMBERS = frozenset(SentSample.__struct_fields__)
ANNOTATION_MEMBERS = frozenset(SentAnnotation.__struct_fields__)
SERVER_ANNOTATION_MEMBERS = frozenset(ServerAnnotation.__struct_fields__)


def read_samples(text: Raw) -> list[tuple[SentSample, Members]]:
    """Read the `samples` parameter.

    Raises:
        RpcFailure: 3, naming the first member that does not fit and what was expected.
    """
    with complain("samples"):
        return list(zip(_samples.decode(text), _objects.decode(text), strict=True))


def read_annotations(text: Raw, field: str) -> list[Members]:
    """Read the `annotations` of one sample, already checked by `read_samples`, as texts."""
    with complain(field):
        return _objects.decode(text)


def read_server_annotations(text: Raw) -> list[tuple[ServerAnnotation, Members]]:
    """Read the `annotations` parameter of `annotation.add_bulk`.

    Raises:
        RpcFailure: 3, naming the first member that does not fit and what was expected.
    """
    with complain("annotations"):
        return list(zip(_server_annotations.decode(text), _objects.decode(text), strict=True))


def check_rings(text: str, field: str) -> int:
    """Check the JSON text of a polygon and return its number of rings.

    Raises:
        RpcFailure: 3, it is not a list of rings of finite point pairs.
    """
    with complain(field):
        return len(_rings.decode(text))


def check_free(value: Raw, field: str) -> None:
    """Check a member without a defined type: any JSON that every reader can hold.

    Raises:
        RpcFailure: 3, a number in it is out of range.
    """
    with complain(field):
        msgspec.json.decode(value)
