"""Annotations and files of one type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire.studio._sample_file import SampleFile
from groundwire.studio._types import AnnotationType, FileType, expand_files

if TYPE_CHECKING:
    from groundwire.studio._annotation import Annotation
    from groundwire.studio._sample import SampleData


def has_geometry(annotation: Annotation, kind: AnnotationType) -> bool:
    """Tell whether an annotation has a geometry of this type; masks are kept as polygons."""
    if kind is AnnotationType.Box2d:
        return annotation.box2d is not None
    if kind is AnnotationType.Box3d:
        return annotation.box3d is not None
    return annotation.polygon is not None


def files_of_type(sample: SampleData, kind: FileType) -> list[SampleFile]:
    """Return the files of a received sample, its image included, that are of this type."""
    found: list[SampleFile] = []
    for one in expand_files([kind]):
        if one is not FileType.Image:
            found += [file for file in sample.files if file.file_type in one.sensor_names]
        elif sample.image_url:
            found.append(SampleFile.received("image", url=sample.image_url))
    return found
