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
    from groundwire._core.progress import ProgressCallback as Progress
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
        Organization,
        PresignedUrl,
        SamplesCountResult,
        SamplesPopulateResult,
        Tag,
        UsageSummary,
    )
    from groundwire_api.twins.studio.annotation_set import AnnotationSet
    from groundwire_api.twins.studio.client import Client
    from groundwire_api.twins.studio.dataset import Dataset
    from groundwire_api.twins.studio.label import Label
    from groundwire_api.twins.studio.project import Project
    from groundwire_api.twins.studio.sample import Sample

    from ._aio.annotation_set import AsyncAnnotationSet
    from ._aio.client import AsyncClient
    from ._aio.dataset import AsyncDataset
    from ._aio.label import AsyncLabel
    from ._aio.project import AsyncProject
    from ._aio.sample import AsyncSample
    from ._annotation import Annotation
    from ._collect import collect_labels_from_samples
    from ._geometry import Box2d, Box3d, GpsData, ImuData
    from ._group import Group
    from ._library import is_polars_enabled, version
    from ._polygon import Polygon
    from ._sample_file import SampleFile
    from ._server_annotation import ServerAnnotation
    from ._storage import FileTokenStorage, MemoryTokenStorage, TokenStorage
    from ._types import AnnotationType, FileType

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
    "AsyncAnnotationSet": f"{_HERE}._aio.annotation_set",
    "AsyncClient": f"{_HERE}._aio.client",
    "AsyncDataset": f"{_HERE}._aio.dataset",
    "AsyncLabel": f"{_HERE}._aio.label",
    "AsyncProject": f"{_HERE}._aio.project",
    "AsyncSample": f"{_HERE}._aio.sample",
    "BackgroundTaskID": _IDS,
    "Box2d": f"{_HERE}._geometry",
    "Box3d": f"{_HERE}._geometry",
    "Client": f"{_TWIN}.client",
    "Dataset": f"{_TWIN}.dataset",
    "DatasetID": _IDS,
    "DatasetUID": _IDS,
    "ExperimentID": _IDS,
    "ExperimentUID": _IDS,
    "FileTokenStorage": f"{_HERE}._storage",
    "FileType": f"{_HERE}._types",
    "GpsData": f"{_HERE}._geometry",
    "Group": f"{_HERE}._group",
    "ImageId": _IDS,
    "ImageUID": _IDS,
    "ImuData": f"{_HERE}._geometry",
    "Label": f"{_TWIN}.label",
    "MemoryTokenStorage": f"{_HERE}._storage",
    "Organization": _MODELS,
    "OrganizationID": _IDS,
    "OrganizationUID": _IDS,
    "Polygon": f"{_HERE}._polygon",
    "PresignedUrl": _MODELS,
    "Progress": "groundwire._core.progress",
    "Project": f"{_TWIN}.project",
    "ProjectID": _IDS,
    "ProjectUID": _IDS,
    "Sample": f"{_TWIN}.sample",
    "SampleFile": f"{_HERE}._sample_file",
    "SampleID": _IDS,
    "SampleUID": _IDS,
    "SamplesCountResult": _MODELS,
    "SamplesPopulateResult": _MODELS,
    "SequenceId": _IDS,
    "SequenceUID": _IDS,
    "ServerAnnotation": f"{_HERE}._server_annotation",
    "SnapshotID": _IDS,
    "SnapshotUID": _IDS,
    "Tag": _MODELS,
    "TaskID": _IDS,
    "TaskUID": _IDS,
    "TokenStorage": f"{_HERE}._storage",
    "TrainingSessionID": _IDS,
    "TrainingSessionUID": _IDS,
    "UsageSummary": _MODELS,
    "ValidationSessionID": _IDS,
    "ValidationSessionUID": _IDS,
    "collect_labels_from_samples": f"{_HERE}._collect",
    "is_polars_enabled": f"{_HERE}._library",
    "version": f"{_HERE}._library",
}
# names that are called otherwise where they live
_ALIASES = {"Progress": "ProgressCallback"}

__all__ = [
    "Annotation",
    "AnnotationSet",
    "AnnotationSetID",
    "AnnotationSetUID",
    "AnnotationType",
    "AppId",
    "AppUID",
    "AsyncAnnotationSet",
    "AsyncClient",
    "AsyncDataset",
    "AsyncLabel",
    "AsyncProject",
    "AsyncSample",
    "BackgroundTaskID",
    "Box2d",
    "Box3d",
    "Client",
    "Dataset",
    "DatasetID",
    "DatasetUID",
    "ExperimentID",
    "ExperimentUID",
    "FileTokenStorage",
    "FileType",
    "GpsData",
    "Group",
    "ImageId",
    "ImageUID",
    "ImuData",
    "Label",
    "MemoryTokenStorage",
    "Organization",
    "OrganizationID",
    "OrganizationUID",
    "Polygon",
    "PresignedUrl",
    "Progress",
    "Project",
    "ProjectID",
    "ProjectUID",
    "Sample",
    "SampleFile",
    "SampleID",
    "SampleUID",
    "SamplesCountResult",
    "SamplesPopulateResult",
    "SequenceId",
    "SequenceUID",
    "ServerAnnotation",
    "SnapshotID",
    "SnapshotUID",
    "Tag",
    "TaskID",
    "TaskUID",
    "TokenStorage",
    "TrainingSessionID",
    "TrainingSessionUID",
    "UsageSummary",
    "ValidationSessionID",
    "ValidationSessionUID",
    "collect_labels_from_samples",
    "is_polars_enabled",
    "version",
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
