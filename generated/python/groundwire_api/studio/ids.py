# Generated from spec/studio/schemas. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Identifier classes, and for each the alias of everything that stands for one."""

from __future__ import annotations

from typing import TypeAlias

from groundwire._core.ids import TypedId

__all__ = [
    "AnnotationSetID",
    "AnnotationSetUID",
    "AppId",
    "AppUID",
    "BackgroundTaskID",
    "BackgroundTaskUID",
    "DatasetID",
    "DatasetUID",
    "ExperimentID",
    "ExperimentUID",
    "ImageId",
    "ImageUID",
    "OrganizationID",
    "OrganizationUID",
    "ProjectID",
    "ProjectUID",
    "SampleID",
    "SampleUID",
    "SequenceId",
    "SequenceUID",
    "SnapshotID",
    "SnapshotUID",
    "TaskID",
    "TaskUID",
    "TrainingSessionID",
    "TrainingSessionUID",
    "ValidationSessionID",
    "ValidationSessionUID",
]


class AnnotationSetID(TypedId):
    """Number of an annotation set; as-5fc is 1532."""

    __slots__ = ()

    prefix = "as"
    kind = "annotation set"


AnnotationSetUID: TypeAlias = AnnotationSetID | int | str


class AppId(TypedId):
    """Number of an application that jobs run; app-7 is 7."""

    __slots__ = ()

    prefix = "app"
    kind = "app"


AppUID: TypeAlias = AppId | int | str


class BackgroundTaskID(TypedId):
    """Second class for the number of a background task; bt-69a2 and task-69a2 are the same task."""

    __slots__ = ()

    prefix = "bt"
    kind = "background task"

    def to_task_id(self) -> TaskID:
        """Return the same number as `TaskID`."""
        return TaskID(self.value)


BackgroundTaskUID: TypeAlias = BackgroundTaskID | int | str


class DatasetID(TypedId):
    """Number of a dataset; ds-ebb is 3771."""

    __slots__ = ()

    prefix = "ds"
    kind = "dataset"


DatasetUID: TypeAlias = DatasetID | int | str


class ExperimentID(TypedId):
    """Number of an experiment, named trainer on the wire; exp-39 is 57."""

    __slots__ = ()

    prefix = "exp"
    kind = "experiment"


ExperimentUID: TypeAlias = ExperimentID | int | str


class ImageId(TypedId):
    """Number of an image; im-6c8 is 1736."""

    __slots__ = ()

    prefix = "im"
    kind = "image"


ImageUID: TypeAlias = ImageId | int | str


class OrganizationID(TypedId):
    """Number of an organisation; org-22 is 34."""

    __slots__ = ()

    prefix = "org"
    kind = "organization"


OrganizationUID: TypeAlias = OrganizationID | int | str


class ProjectID(TypedId):
    """Number of a project; p-1a is 26."""

    __slots__ = ()

    prefix = "p"
    kind = "project"


ProjectUID: TypeAlias = ProjectID | int | str


class SampleID(TypedId):
    """Number of a sample; s-6c8 is 1736. Methods named image.* call it an image id."""

    __slots__ = ()

    prefix = "s"
    kind = "sample"


SampleUID: TypeAlias = SampleID | int | str


class SequenceId(TypedId):
    """Number of a sequence of frames; se-3 is 3."""

    __slots__ = ()

    prefix = "se"
    kind = "sequence"


SequenceUID: TypeAlias = SequenceId | int | str


class SnapshotID(TypedId):
    """Number of a snapshot; ss-55 is 85."""

    __slots__ = ()

    prefix = "ss"
    kind = "snapshot"


SnapshotUID: TypeAlias = SnapshotID | int | str


class TaskID(TypedId):
    """Number of a background task; task-69a2 is 27042."""

    __slots__ = ()

    prefix = "task"
    kind = "task"


TaskUID: TypeAlias = TaskID | int | str


class TrainingSessionID(TypedId):
    """Number of a training session; t-4b4 is 1204."""

    __slots__ = ()

    prefix = "t"
    kind = "training session"


TrainingSessionUID: TypeAlias = TrainingSessionID | int | str


class ValidationSessionID(TypedId):
    """Number of a validation session; v-21f is 543."""

    __slots__ = ()

    prefix = "v"
    kind = "validation session"


ValidationSessionUID: TypeAlias = ValidationSessionID | int | str
