"""File and annotation types, and how they are spelt on the wire and on disk."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from groundwire._core.errors import InvalidArgumentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


T = TypeVar("T")


class _Numbered(Enum):
    """An enumeration whose members convert to their documented integer."""

    def __int__(self) -> int:
        return int(self.value)

    def __repr__(self) -> str:
        return f"{type(self).__name__}.{self.name}"

    __str__ = __repr__


class FileType(_Numbered):
    """Kind of file a sample may hold.

    ``All`` stands for the six others and is not valid where one file is asked for.
    """

    Image = 0
    LidarPcd = 1
    LidarDepth = 2
    LidarReflect = 3
    RadarPcd = 4
    RadarCube = 5
    All = 6

    @property
    def wire(self) -> str:
        """The name sent to the server in ``types``."""
        return _WIRE[self]

    @property
    def extension(self) -> str:
        """Suffix of downloaded files without a leading dot; images are named by their content."""
        return _EXTENSIONS[self]

    @property
    def sensor_names(self) -> tuple[str, ...]:
        """Names under which the server lists a file of this type among a sample's sensors."""
        return _SENSOR_NAMES[self]

    @classmethod
    def from_text(cls, text: str) -> FileType:
        """Return the type a user names, such as ``lidar.pcd`` or ``depthmap``."""
        return _lookup(_FILE_TEXT, text, "file type")


class AnnotationType(_Numbered):
    """Kind of geometry an annotation may hold."""

    Box2d = 0
    Box3d = 1
    Polygon = 2
    Mask = 3

    @property
    def wire(self) -> str:
        """The name sent to the server in ``types``; polygons and masks share one."""
        return _ANNOTATION_WIRE[self]

    @classmethod
    def from_text(cls, text: str) -> AnnotationType:
        """Return the type a user names, such as ``box2d`` or ``seg``."""
        return _lookup(_ANNOTATION_TEXT, text, "annotation type")


_WIRE = {
    FileType.Image: "image",
    FileType.LidarPcd: "lidar.pcd",
    FileType.LidarDepth: "lidar.depth",
    FileType.LidarReflect: "lidar.reflect",
    FileType.RadarPcd: "radar.pcd",
    FileType.RadarCube: "radar.png",
    FileType.All: "all",
}
_EXTENSIONS = {
    FileType.Image: "",
    FileType.LidarPcd: "lidar.pcd",
    FileType.LidarDepth: "lidar.png",
    FileType.LidarReflect: "lidar.jpg",
    FileType.RadarPcd: "radar.pcd",
    FileType.RadarCube: "radar.png",
    FileType.All: "",
}
_SENSOR_NAMES = {
    FileType.Image: (),
    FileType.LidarPcd: ("lidar.pcd",),
    FileType.LidarDepth: ("lidar.depth", "depth.png", "depthmap"),
    FileType.LidarReflect: ("lidar.reflect",),
    FileType.RadarPcd: ("radar.pcd", "pcd"),
    FileType.RadarCube: ("radar.png", "cube"),
    FileType.All: (),
}
_FILE_TEXT = {
    "image": FileType.Image,
    "lidar.pcd": FileType.LidarPcd,
    "lidar.png": FileType.LidarDepth,
    "lidar.depth": FileType.LidarDepth,
    "depth.png": FileType.LidarDepth,
    "depthmap": FileType.LidarDepth,
    "lidar.jpg": FileType.LidarReflect,
    "lidar.jpeg": FileType.LidarReflect,
    "lidar.reflect": FileType.LidarReflect,
    "radar.pcd": FileType.RadarPcd,
    "pcd": FileType.RadarPcd,
    "radar.png": FileType.RadarCube,
    "cube": FileType.RadarCube,
    "all": FileType.All,
}
_ANNOTATION_WIRE = {
    AnnotationType.Box2d: "box2d",
    AnnotationType.Box3d: "box3d",
    AnnotationType.Polygon: "mask",
    AnnotationType.Mask: "mask",
}
_ANNOTATION_TEXT = {
    "box2d": AnnotationType.Box2d,
    "box3d": AnnotationType.Box3d,
    "polygon": AnnotationType.Polygon,
    "mask": AnnotationType.Polygon,
    "seg": AnnotationType.Polygon,
    "raster": AnnotationType.Mask,
}

# location and pose travel as pseudo sensors; asking for them costs nothing
LOCATION_TYPES = ("gps", "imu")


def _lookup(table: dict[str, T], text: str, kind: str) -> T:
    found = table.get(text)
    if found is None:
        raise InvalidArgumentError(f"{text!r} is not a {kind}: expected one of {', '.join(table)}.")
    return found


def expand_files(types: Iterable[FileType]) -> list[FileType]:
    """Replace ``All`` by the six types it stands for, in their order."""
    expanded: list[FileType] = []
    for kind in types:
        expanded.extend(list(FileType)[:-1] if kind is FileType.All else (kind,))
    return expanded


def wire_types(
    annotations: Sequence[AnnotationType], files: Sequence[FileType] = (), *, locations: bool = False
) -> list[str]:
    """Return the ``types`` filter: annotation types first, then files, duplicates kept.

    Args:
        annotations: Annotation types asked for.
        files: File types asked for.
        locations: Also ask for ``gps`` and ``imu``, unless the filter is empty anyway.
    """
    types = [kind.wire for kind in annotations] + [kind.wire for kind in expand_files(files)]
    return [*types, *LOCATION_TYPES] if locations and types else types
