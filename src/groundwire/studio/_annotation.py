"""`Annotation`: what is known about one object in one sample."""

# ruff: noqa: SLF001 - annotations are read by a class method, which fills in other instances
from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec
from msgspec import Raw, field

from groundwire._core.hot import HotModel
from groundwire.studio._deprecations import warn_deprecated
from groundwire_api.studio.ids import SampleID

from . import _checks
from ._geometry import Box2d, Box3d
from ._png import png_info
from ._polygon import Polygon

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_ABSENT: Final = Raw()
_NULL: Final = Raw(b"null")
_NULL_SIZE: Final = len(_NULL)
_encode = msgspec.json.Encoder().encode

# no server uses this key, and `samples.populate2` is never given an annotation that has it
_LOCAL_MASK: Final = "groundwire:mask"


class Attributes(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Visibility of the object, as small non-negative grades set by the annotator."""

    truncation: int | None = None
    occlusion: int | None = None


class Annotation(HotModel, kw_only=True):
    """One object in one sample: its label, its geometry and where they come from.

    Geometry is optional and may be given in several forms at once. Coordinates are normalised 0..1
    to the image, origin at the top-left corner; see `Box2d`, `Box3d` and `Polygon`.

    Attributes:
        name: Name of the sample, without extension.
        sequence_name: Sequence the sample belongs to.
        frame_number: Frame in that sequence, from 0.
        group: Group of the sample, such as ``train``.
        object_id: Identity of the object, stable along a sequence.
        label: Name of the label.
        label_index: Index of the label in its dataset.
        ignore: Whether evaluation should not count the object (formerly ``iscrowd``).
        exclude: Whether the object is left out of training.
        category_frequency: LVIS frequency of the label: ``f``, ``c`` or ``r``.
        box2d: Box in the image.
        box3d: Box in space.
        box2d_score: Confidence of the box in the image, 0..1.
        box3d_score: Confidence of the box in space, 0..1.
        polygon_score: Confidence of the polygon, 0..1.
        mask_score: Confidence of the mask, 0..1.
    """

    # the decoder looks for a key from the last one found on: the usual ones stand first, in their usual order
    _sample_id: int | None = field(default=None, name="sample_id")
    label: str | None = field(default=None, name="label_name")
    label_index: int | None = None
    object_id: str | None = field(default=None, name="object_reference")
    box2d: Box2d | None = None
    _rings: Raw = field(default=_ABSENT, name="mask")
    box3d: Box3d | None = None
    ignore: bool | None = None
    exclude: bool | None = None
    box2d_score: float | None = None
    box3d_score: float | None = None
    polygon_score: float | None = None
    mask_score: float | None = None
    category_frequency: str | None = None
    _attributes: Attributes | None = field(default=None, name="attributes")
    name: str | None = None
    sequence_name: str | None = None
    frame_number: int | None = None
    group: str | None = field(default=None, name="group_name")
    # older and alternative spellings, empty once an annotation was read
    _object_id: str | None = field(default=None, name="object_id")
    _iscrowd: bool | int | None = field(default=None, name="iscrowd")
    _polygon: Raw = field(default=_ABSENT, name="polygon")
    _x: float | None = field(default=None, name="x")
    _y: float | None = field(default=None, name="y")
    _w: float | None = field(default=None, name="w")
    _h: float | None = field(default=None, name="h")
    _png: bytes | None = field(default=None, name=_LOCAL_MASK)

    @property
    def sample_id(self) -> SampleID | None:
        """The sample this annotation belongs to, when known."""
        return None if self._sample_id is None else SampleID(self._sample_id)

    @property
    def polygon(self) -> Polygon | None:
        """The outline, read anew at each access; keep the result to read its points often."""
        return Polygon.from_wire(self._rings) if self._rings else None

    @property
    def mask(self) -> bytes | None:
        """The raster mask as PNG bytes; only set on annotations made here."""
        return self._png

    @property
    def mask_offset(self) -> tuple[int, int] | None:
        """``(x, y)`` of the mask's top-left pixel on the image, when its PNG tells."""
        return None if self._png is None else png_info(self._png).offset

    @property
    def truncation(self) -> int | None:
        """How far the object reaches out of the image; graded by the annotator."""
        return None if self._attributes is None else self._attributes.truncation

    @truncation.setter
    def truncation(self, value: int | None) -> None:
        self._attributes = _attributes(value, self.occlusion)

    @property
    def occlusion(self) -> int | None:
        """How far the object is hidden by others; graded by the annotator."""
        return None if self._attributes is None else self._attributes.occlusion

    @occlusion.setter
    def occlusion(self, value: int | None) -> None:
        self._attributes = _attributes(self.truncation, value)

    @property
    def iscrowd(self) -> bool | None:
        """Deprecated name of `ignore`."""
        warn_deprecated("studio-Annotation-iscrowd")
        return self.ignore

    def is_flagged(self) -> bool:
        """Tell whether the annotation is marked ``ignore`` or ``exclude``."""
        return bool(self.ignore or self.exclude)

    def set_box2d(self, box2d: Box2d | None) -> None:
        """Set the box in the image."""
        self.box2d = _checks.instance("set_box2d", box2d, Box2d)

    def set_box2d_score(self, score: float | None) -> None:
        """Set the confidence of the box in the image, 0..1."""
        self.box2d_score = _checks.score("set_box2d_score", score)

    def set_box3d(self, box3d: Box3d | None) -> None:
        """Set the box in space."""
        self.box3d = _checks.instance("set_box3d", box3d, Box3d)

    def set_box3d_score(self, score: float | None) -> None:
        """Set the confidence of the box in space, 0..1."""
        self.box3d_score = _checks.score("set_box3d_score", score)

    def set_category_frequency(self, category_frequency: str | None) -> None:
        """Set the LVIS frequency of the label."""
        self.category_frequency = _checks.text("set_category_frequency", category_frequency)

    def set_exclude(self, exclude: bool | None) -> None:
        """Set whether the object is left out of training."""
        self.exclude = _checks.flag("set_exclude", exclude)

    def set_frame_number(self, frame_number: int | None) -> None:
        """Set the frame in the sequence, from 0."""
        self.frame_number = _checks.count("set_frame_number", frame_number)

    def set_ignore(self, ignore: bool | None) -> None:
        """Set whether evaluation should not count the object."""
        self.ignore = _checks.flag("set_ignore", ignore)

    def set_iscrowd(self, iscrowd: bool | None) -> None:
        """Set `ignore` by its deprecated name."""
        warn_deprecated("studio-Annotation-set_iscrowd")
        self.ignore = _checks.flag("set_iscrowd", iscrowd)

    def set_label(self, label: str | None) -> None:
        """Set the name of the label."""
        self.label = _checks.text("set_label", label)

    def set_label_index(self, label_index: int | None) -> None:
        """Set the index of the label in its dataset."""
        self.label_index = _checks.count("set_label_index", label_index)

    def set_mask(self, mask: bytes | None) -> None:
        """Set the raster mask.

        Args:
            mask: PNG bytes, one bit per pixel, of the size of the image; with an ``oFFs`` chunk, a
                crop placed on the image. The server stores outlines, so uploading traces the mask
                along its pixel edges; filling the result restores the mask exactly.

        Raises:
            InvalidArgumentError: The bytes are no PNG; it is a ``ValueError``.
        """
        if mask is not None:
            png_info(mask)
        self._png = mask

    def set_mask_score(self, score: float | None) -> None:
        """Set the confidence of the mask, 0..1."""
        self.mask_score = _checks.score("set_mask_score", score)

    def set_name(self, name: str | None) -> None:
        """Set the name of the sample."""
        self.name = _checks.text("set_name", name)

    def set_object_id(self, object_id: str | None) -> None:
        """Set the identity of the object."""
        self.object_id = _checks.text("set_object_id", object_id)

    def set_polygon(self, polygon: Polygon | None) -> None:
        """Set the outline; later changes of ``polygon`` have no effect here."""
        outline = _checks.instance("set_polygon", polygon, Polygon)
        self._rings = _ABSENT if outline is None else Raw(_encode(outline.rings))

    def set_polygon_score(self, score: float | None) -> None:
        """Set the confidence of the polygon, 0..1."""
        self.polygon_score = _checks.score("set_polygon_score", score)

    def set_sample_id(self, sample_id: SampleID | None) -> None:
        """Set the sample this annotation belongs to."""
        self._sample_id = None if sample_id is None else SampleID.wire(sample_id)

    def set_sequence_name(self, sequence_name: str | None) -> None:
        """Set the sequence the sample belongs to."""
        self.sequence_name = _checks.text("set_sequence_name", sequence_name)

    def _shown(self) -> Iterator[tuple[str, object]]:
        for name in ("sample_id", "name", "sequence_name", "frame_number", "group", "object_id", "label"):
            yield name, getattr(self, name)
        for name in ("label_index", "ignore", "exclude", "category_frequency", "box2d", "box3d", "polygon"):
            yield name, getattr(self, name)
        for name in ("truncation", "occlusion", "box2d_score", "box3d_score", "polygon_score", "mask_score"):
            yield name, getattr(self, name)
        yield "mask", None if self._png is None else f"<{len(self._png)} bytes of PNG>"

    @classmethod
    def read(cls, raw: Raw) -> list[Annotation]:
        """Decode the annotations of one sample, in either form the server uses.

        Raises:
            msgspec.ValidationError: A member has another type than the protocol says.
        """
        if len(raw) < 5 and bytes(raw) in (b"", b"null", b"[]"):
            return []
        if memoryview(raw)[0] == ord("{"):
            legacy = _decode_legacy(raw)
            annotations = [*(legacy.bbox or ()), *(legacy.box3d or ()), *(legacy.mask or ())]
        else:
            annotations = _decode(raw)
        for annotation in annotations:
            if (
                annotation._w is not None
                or annotation._object_id is not None
                or annotation._iscrowd is not None
                or annotation._polygon
                or annotation._x is not None
                or len(annotation._rings) == _NULL_SIZE
            ):
                annotation._settle()
        return annotations

    @staticmethod
    def place(
        annotations: Iterable[Annotation],
        *,
        sample: str | None,
        sequence: str | None,
        frame: int | None,
        group: str | None,
        labels: Mapping[str, int],
    ) -> None:
        """Write what is known about the sample, and the dataset's label indices, into its annotations."""
        find = labels.get
        for annotation in annotations:
            annotation.name = sample
            annotation.sequence_name = sequence
            annotation.frame_number = frame
            annotation.group = group
            if annotation.label is not None:
                annotation.label_index = find(annotation.label, annotation.label_index)

    @staticmethod
    def attribute(annotations: Iterable[Annotation], sample_id: int | None) -> None:
        """Say which sample the annotations belong to."""
        for annotation in annotations:
            annotation._sample_id = sample_id

    def _settle(self) -> None:
        """Move aliases and older spellings to where the properties look."""
        self._settle_flat_box()
        self._rings = _present(self._rings) or _present(self._polygon)
        self._polygon = _ABSENT
        self.object_id = self.object_id or self._object_id
        self._object_id = None
        if self._iscrowd is not None and self.ignore is None:
            self.ignore = bool(self._iscrowd)
        self._iscrowd = None

    def _settle_flat_box(self) -> None:
        x, y, w, h = self._x, self._y, self._w, self._h
        self._x = self._y = self._w = self._h = None
        if self.box2d is not None or x is None or y is None or w is None or h is None:
            return
        if w > 0 and h > 0:
            self.box2d = Box2d(x, y, w, h)

    def __reduce__(self) -> tuple[Callable[[dict[str, object]], Annotation], tuple[dict[str, object]]]:
        # an absent Raw must come back as the very default, or it would be encoded as a broken member
        state = {name: getattr(self, name) for name in self.__struct_fields__}
        return _restore, ({name: value for name, value in state.items() if value not in (None, _ABSENT)},)

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self._shown() if value is not None)
        return f"Annotation({shown})"


def _present(raw: Raw) -> Raw:
    return _ABSENT if raw == _NULL else raw


def _restore(state: dict[str, Any]) -> Annotation:
    return Annotation(**state)


def _attributes(truncation: int | None, occlusion: int | None) -> Attributes | None:
    if truncation is None and occlusion is None:
        return None
    return Attributes(truncation=truncation, occlusion=occlusion)


_decode = msgspec.json.Decoder(list[Annotation]).decode


class LegacyAnnotations(HotModel):
    """Annotations sorted by kind, as older servers send them."""

    bbox: list[Annotation] | None = None
    box3d: list[Annotation] | None = None
    mask: list[Annotation] | None = None


_decode_legacy = msgspec.json.Decoder(LegacyAnnotations).decode
