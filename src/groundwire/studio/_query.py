"""`SampleQuery`: which samples of a dataset, shared by counting and listing."""

# ruff: noqa: PLR0917 - the arguments of the documented signatures, in their order
from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from groundwire._core.unset import UNSET
from groundwire_api.studio.ids import AnnotationSetID, DatasetID

from ._types import wire_types

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundwire._core.unset import Unset
    from groundwire_api.studio.ids import AnnotationSetUID, DatasetUID

    from ._types import AnnotationType, FileType


@dataclass(frozen=True, slots=True)
class SampleQuery:
    """Filter of the sample calls, checked and in wire form."""

    dataset_id: DatasetID
    annotation_set_id: AnnotationSetID | Unset
    types: list[str]
    counted_types: list[str]
    groups: list[str]
    version: str | None

    @classmethod
    def of(
        cls,
        dataset_id: DatasetUID,
        annotation_set_id: AnnotationSetUID | None,
        annotation_types: Sequence[AnnotationType],
        groups: Sequence[str],
        types: Sequence[FileType],
        version: str | None,
        *,
        locations: bool = False,
    ) -> SampleQuery:
        """Build the filter from documented arguments.

        Args:
            dataset_id: The dataset.
            annotation_set_id: Consider the annotations of this set.
            annotation_types: Types of annotations.
            groups: Names of groups.
            types: Types of files.
            version: Name of a version tag.
            locations: Also fetch position and attitude.

        Raises:
            InvalidIdError: An identifier is none of its kind.
        """
        return cls(
            dataset_id=DatasetID(dataset_id),
            annotation_set_id=UNSET if annotation_set_id is None else AnnotationSetID(annotation_set_id),
            types=wire_types(annotation_types, types, locations=locations),
            counted_types=wire_types(annotation_types),
            groups=list(groups),
            version=version,
        )

    @property
    def tag(self) -> str | Unset:
        """The version tag as a parameter."""
        return UNSET if self.version is None else self.version

    def counted(self) -> SampleQuery:
        """Return the filter that counts what a listing yields: file types do not narrow a listing."""
        return replace(self, types=self.counted_types)
