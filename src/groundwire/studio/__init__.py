"""EdgeFirst Studio: typed client, sync and async.

Example:
    >>> from groundwire.studio import Client
    >>> client = Client().with_login("user", "password")  # doctest: +SKIP
    >>> [project.name for project in client.projects()]  # doctest: +SKIP
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundwire._core.errors import GroundwireError as Error
    from groundwire._core.progress import ProgressCallback as Progress
    from groundwire.formats import DatasetMetadata, read_dataset_metadata
    from groundwire_api.studio.ids import (
        AnnotationSetID,
        AnnotationSetUID,
        AppId,
        AppUID,
        BackgroundTaskID,
        DatasetID,
        DatasetUID,
        ExperimentID,
        ExperimentUID,
        ImageId,
        ImageUID,
        OrganizationID,
        OrganizationUID,
        ProjectID,
        ProjectUID,
        SampleID,
        SampleUID,
        SequenceId,
        SequenceUID,
        SnapshotID,
        SnapshotUID,
        TaskID,
        TaskUID,
        TrainingSessionID,
        TrainingSessionUID,
        ValidationSessionID,
        ValidationSessionUID,
    )
    from groundwire_api.studio.models import (
        Artifact,
        DatasetParams,
        NewTrainingSession,
        NewValidationSession,
        Organization,
        PresignedUrl,
        SamplesCountResult,
        SamplesPopulateResult,
        Tag,
        TaskDataList,
        TrainerSchemaInfo,
        UsageSummary,
    )
    from groundwire_api.twins.studio.annotation_set import AnnotationSet
    from groundwire_api.twins.studio.client import Client
    from groundwire_api.twins.studio.dataset import Dataset
    from groundwire_api.twins.studio.experiment import Experiment
    from groundwire_api.twins.studio.label import Label
    from groundwire_api.twins.studio.project import Project
    from groundwire_api.twins.studio.sample import Sample
    from groundwire_api.twins.studio.snapshot import Snapshot
    from groundwire_api.twins.studio.task_info import TaskInfo
    from groundwire_api.twins.studio.training_session import TrainingSession
    from groundwire_api.twins.studio.validation_session import ValidationSession

    from ._adopt import parse_token_server
    from ._aio.annotation_set import AsyncAnnotationSet
    from ._aio.client import AsyncClient
    from ._aio.dataset import AsyncDataset
    from ._aio.experiment import AsyncExperiment
    from ._aio.label import AsyncLabel
    from ._aio.project import AsyncProject
    from ._aio.sample import AsyncSample
    from ._aio.snapshot import AsyncSnapshot
    from ._aio.task_info import AsyncTaskInfo
    from ._aio.training_session import AsyncTrainingSession
    from ._aio.validation_session import AsyncValidationSession
    from ._annotation import Annotation
    from ._collect import collect_labels_from_samples
    from ._converters import ade20k_to_arrow, arrow_to_coco, coco_to_arrow, visdrone_to_arrow
    from ._geometry import Box2d, Box3d, GpsData, ImuData
    from ._group import Group
    from ._library import is_polars_enabled, version
    from ._parameter import Parameter, ParameterDict, ParameterValue
    from ._polygon import Polygon
    from ._recycle import RecycleBinItem
    from ._sample_file import SampleFile
    from ._schema_fields import SchemaField, SchemaOption, ValidatorSchema
    from ._server_annotation import ServerAnnotation
    from ._snapshot import SnapshotFromDatasetResult, SnapshotRestoreResult
    from ._storage import FileTokenStorage, MemoryTokenStorage, TokenStorage
    from ._task import Job, Stage, Task
    from ._types import AnnotationType, FileType
    from ._versions import (
        ChangelogEntry,
        ChangelogResponse,
        DatasetSummary,
        RestoreResult,
        VersionCurrentResponse,
        VersionTag,
    )

_TWIN = "groundwire_api.twins.studio"
_IDS = "groundwire_api.studio.ids"
_MODELS = "groundwire_api.studio.models"
_HERE = "groundwire.studio"

# where each public name lives; read on first use so that importing the client stays cheap
_HOMES = {
    "Annotation": f"{_HERE}._annotation",
    "AnnotationSet": f"{_TWIN}.annotation_set",
    "AnnotationSetID": _IDS,
    "AnnotationSetUID": _IDS,
    "AnnotationType": f"{_HERE}._types",
    "AppId": _IDS,
    "AppUID": _IDS,
    "Artifact": _MODELS,
    "AsyncAnnotationSet": f"{_HERE}._aio.annotation_set",
    "AsyncClient": f"{_HERE}._aio.client",
    "AsyncDataset": f"{_HERE}._aio.dataset",
    "AsyncExperiment": f"{_HERE}._aio.experiment",
    "AsyncLabel": f"{_HERE}._aio.label",
    "AsyncProject": f"{_HERE}._aio.project",
    "AsyncSample": f"{_HERE}._aio.sample",
    "AsyncSnapshot": f"{_HERE}._aio.snapshot",
    "AsyncTaskInfo": f"{_HERE}._aio.task_info",
    "AsyncTrainingSession": f"{_HERE}._aio.training_session",
    "AsyncValidationSession": f"{_HERE}._aio.validation_session",
    "BackgroundTaskID": _IDS,
    "Box2d": f"{_HERE}._geometry",
    "Box3d": f"{_HERE}._geometry",
    "ChangelogEntry": f"{_HERE}._versions",
    "ChangelogResponse": f"{_HERE}._versions",
    "Client": f"{_TWIN}.client",
    "Dataset": f"{_TWIN}.dataset",
    "DatasetID": _IDS,
    "DatasetMetadata": "groundwire.formats",
    "DatasetParams": _MODELS,
    "DatasetSummary": f"{_HERE}._versions",
    "DatasetUID": _IDS,
    "Error": "groundwire._core.errors",
    "Experiment": f"{_TWIN}.experiment",
    "ExperimentID": _IDS,
    "ExperimentUID": _IDS,
    "FileTokenStorage": f"{_HERE}._storage",
    "FileType": f"{_HERE}._types",
    "GpsData": f"{_HERE}._geometry",
    "Group": f"{_HERE}._group",
    "ImageId": _IDS,
    "ImageUID": _IDS,
    "ImuData": f"{_HERE}._geometry",
    "Job": f"{_HERE}._task",
    "Label": f"{_TWIN}.label",
    "MemoryTokenStorage": f"{_HERE}._storage",
    "NewTrainingSession": _MODELS,
    "NewValidationSession": _MODELS,
    "Organization": _MODELS,
    "OrganizationID": _IDS,
    "OrganizationUID": _IDS,
    "Parameter": f"{_HERE}._parameter",
    "ParameterDict": f"{_HERE}._parameter",
    "ParameterValue": f"{_HERE}._parameter",
    "Polygon": f"{_HERE}._polygon",
    "PresignedUrl": _MODELS,
    "Progress": "groundwire._core.progress",
    "Project": f"{_TWIN}.project",
    "ProjectID": _IDS,
    "ProjectUID": _IDS,
    "RecycleBinItem": f"{_HERE}._recycle",
    "RestoreResult": f"{_HERE}._versions",
    "Sample": f"{_TWIN}.sample",
    "SampleFile": f"{_HERE}._sample_file",
    "SampleID": _IDS,
    "SampleUID": _IDS,
    "SamplesCountResult": _MODELS,
    "SamplesPopulateResult": _MODELS,
    "SchemaField": f"{_HERE}._schema_fields",
    "SchemaOption": f"{_HERE}._schema_fields",
    "SequenceId": _IDS,
    "SequenceUID": _IDS,
    "ServerAnnotation": f"{_HERE}._server_annotation",
    "Snapshot": f"{_TWIN}.snapshot",
    "SnapshotFromDatasetResult": f"{_HERE}._snapshot",
    "SnapshotID": _IDS,
    "SnapshotRestoreResult": f"{_HERE}._snapshot",
    "SnapshotUID": _IDS,
    "Stage": f"{_HERE}._task",
    "Tag": _MODELS,
    "Task": f"{_HERE}._task",
    "TaskDataList": _MODELS,
    "TaskID": _IDS,
    "TaskInfo": f"{_TWIN}.task_info",
    "TaskUID": _IDS,
    "TokenStorage": f"{_HERE}._storage",
    "TrainerSchemaInfo": _MODELS,
    "TrainingSession": f"{_TWIN}.training_session",
    "TrainingSessionID": _IDS,
    "TrainingSessionUID": _IDS,
    "UsageSummary": _MODELS,
    "ValidationSession": f"{_TWIN}.validation_session",
    "ValidationSessionID": _IDS,
    "ValidationSessionUID": _IDS,
    "ValidatorSchema": f"{_HERE}._schema_fields",
    "VersionCurrentResponse": f"{_HERE}._versions",
    "VersionTag": f"{_HERE}._versions",
    "ade20k_to_arrow": f"{_HERE}._converters",
    "arrow_to_coco": f"{_HERE}._converters",
    "coco_to_arrow": f"{_HERE}._converters",
    "collect_labels_from_samples": f"{_HERE}._collect",
    "is_polars_enabled": f"{_HERE}._library",
    "parse_token_server": f"{_HERE}._adopt",
    "read_dataset_metadata": "groundwire.formats",
    "version": f"{_HERE}._library",
    "visdrone_to_arrow": f"{_HERE}._converters",
}
# names that are called otherwise where they live
_ALIASES = {"Error": "GroundwireError", "Progress": "ProgressCallback"}

__all__ = [
    "Annotation",
    "AnnotationSet",
    "AnnotationSetID",
    "AnnotationSetUID",
    "AnnotationType",
    "AppId",
    "AppUID",
    "Artifact",
    "AsyncAnnotationSet",
    "AsyncClient",
    "AsyncDataset",
    "AsyncExperiment",
    "AsyncLabel",
    "AsyncProject",
    "AsyncSample",
    "AsyncSnapshot",
    "AsyncTaskInfo",
    "AsyncTrainingSession",
    "AsyncValidationSession",
    "BackgroundTaskID",
    "Box2d",
    "Box3d",
    "ChangelogEntry",
    "ChangelogResponse",
    "Client",
    "Dataset",
    "DatasetID",
    "DatasetMetadata",
    "DatasetParams",
    "DatasetSummary",
    "DatasetUID",
    "Error",
    "Experiment",
    "ExperimentID",
    "ExperimentUID",
    "FileTokenStorage",
    "FileType",
    "GpsData",
    "Group",
    "ImageId",
    "ImageUID",
    "ImuData",
    "Job",
    "Label",
    "MemoryTokenStorage",
    "NewTrainingSession",
    "NewValidationSession",
    "Organization",
    "OrganizationID",
    "OrganizationUID",
    "Parameter",
    "ParameterDict",
    "ParameterValue",
    "Polygon",
    "PresignedUrl",
    "Progress",
    "Project",
    "ProjectID",
    "ProjectUID",
    "RecycleBinItem",
    "RestoreResult",
    "Sample",
    "SampleFile",
    "SampleID",
    "SampleUID",
    "SamplesCountResult",
    "SamplesPopulateResult",
    "SchemaField",
    "SchemaOption",
    "SequenceId",
    "SequenceUID",
    "ServerAnnotation",
    "Snapshot",
    "SnapshotFromDatasetResult",
    "SnapshotID",
    "SnapshotRestoreResult",
    "SnapshotUID",
    "Stage",
    "Tag",
    "Task",
    "TaskDataList",
    "TaskID",
    "TaskInfo",
    "TaskUID",
    "TokenStorage",
    "TrainerSchemaInfo",
    "TrainingSession",
    "TrainingSessionID",
    "TrainingSessionUID",
    "UsageSummary",
    "ValidationSession",
    "ValidationSessionID",
    "ValidationSessionUID",
    "ValidatorSchema",
    "VersionCurrentResponse",
    "VersionTag",
    "ade20k_to_arrow",
    "arrow_to_coco",
    "coco_to_arrow",
    "collect_labels_from_samples",
    "is_polars_enabled",
    "parse_token_server",
    "read_dataset_metadata",
    "version",
    "visdrone_to_arrow",
]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(home), _ALIASES.get(name, name))
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(set(globals()) | set(_HOMES))
