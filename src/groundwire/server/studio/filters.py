"""The `types` parameter: which geometries, files and sensor entries a reply contains, never which samples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

GEOMETRIES = ("box2d", "box3d", "mask")
_ANNOTATION_TYPES = {"box2d": "box2d", "box3d": "box3d", "mask": "mask", "polygon": "mask", "seg": "mask"}
# Names that different writers use for one kind of file.
_FILE_TYPES = {
    "lidar.png": "lidar.depth",
    "depth.png": "lidar.depth",
    "depthmap": "lidar.depth",
    "lidar.jpg": "lidar.reflect",
    "lidar.jpeg": "lidar.reflect",
    "pcd": "radar.pcd",
    "cube": "radar.png",
}


def _file_type(name: str) -> str:
    return _FILE_TYPES.get(name, name)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a caller wants to see of each sample.

    Attributes:
        geometries: Geometries of annotations, in the order of `GEOMETRIES`; an annotation with none of them
            is left out unless `every_annotation`.
        every_annotation: No annotation type was named: all annotations, also those without geometry.
        files: File types and sensor entries named; None for all.
    """

    geometries: tuple[str, ...]
    every_annotation: bool
    files: frozenset[str] | None

    def file(self, name: str) -> bool:
        """Whether a file type or sensor entry is wanted."""
        return self.files is None or _file_type(name) in self.files


def wanted(types: Sequence[str]) -> Wanted:
    """Read `types`: annotation types and file types in one list, any order, repetitions allowed."""
    geometries = {_ANNOTATION_TYPES[name] for name in types if name in _ANNOTATION_TYPES}
    return Wanted(
        geometries=tuple(name for name in GEOMETRIES if not geometries or name in geometries),
        every_annotation=not geometries,
        files=frozenset(_file_type(name) for name in types if name not in _ANNOTATION_TYPES)
        if types
        else None,
    )
