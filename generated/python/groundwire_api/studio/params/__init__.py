# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Parameter structs of EdgeFirst Studio; a module is imported when one of its names is first used."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundwire_api.studio.params.annotations import (
        AnnotationAddBulkParams,
        AnnotationBulkDelParams,
        AnnsetAddParams,
        AnnsetDelParams,
        AnnsetGetParams,
        AnnsetListParams,
    )
    from groundwire_api.studio.params.charts import (
        TaskChartAddParams,
        TaskChartGetParams,
        TaskChartListParams,
    )
    from groundwire_api.studio.params.datasets import (
        DatasetCreateParams,
        DatasetDeleteParams,
        DatasetGetParams,
        DatasetListParams,
        TagsListDatasetParams,
    )
    from groundwire_api.studio.params.endpoints import DownloadCheckpointParams, DownloadModelParams
    from groundwire_api.studio.params.experiments import TrainerGetParams, TrainerList2Params
    from groundwire_api.studio.params.groups import (
        GroupsCreateParams,
        GroupsListParams,
        ImageSetGroupIdParams,
    )
    from groundwire_api.studio.params.jobs import JobListParams, JobRunParams, JobStopParams
    from groundwire_api.studio.params.labels import (
        LabelAdd2Params,
        LabelDelParams,
        LabelListParams,
        LabelUpdateParams,
    )
    from groundwire_api.studio.params.launch import (
        CloudServerStartParams,
        TrainerServerSchemaParams,
        ValidateSchemaParams,
    )
    from groundwire_api.studio.params.projects import ProjectGetParams, ProjectListParams
    from groundwire_api.studio.params.recycle import RecycleListParams, RecyclePurgeParams
    from groundwire_api.studio.params.samples import SamplesCountParams, SamplesListParams
    from groundwire_api.studio.params.samples_edit import (
        ImageDeleteFromDatasetParams,
        SamplesPopulate2Params,
        SamplesUpdateDimensionsParams,
    )
    from groundwire_api.studio.params.session import (
        AccountingGetUsageSummaryParams,
        AuthLoginParams,
        AuthRefreshParams,
        AuthVerifyTokenParams,
        OrgGetParams,
        VersionParams,
    )
    from groundwire_api.studio.params.snapshot_files import (
        SnapshotsCompleteMultipartUploadParams,
        SnapshotsCreateDownloadUrlParams,
        SnapshotsCreateUploadUrlMultipartParams,
        SnapshotsUpdateParams,
    )
    from groundwire_api.studio.params.snapshots import (
        SnapshotsCreateParams,
        SnapshotsDeleteParams,
        SnapshotsGetParams,
        SnapshotsListParams,
        SnapshotsRestoreParams,
    )
    from groundwire_api.studio.params.task_files import (
        TaskDataDownloadParams,
        TaskDataListParams,
        TaskDataUploadParams,
    )
    from groundwire_api.studio.params.tasks import (
        DockerUpdateStatusParams,
        StatusStagesParams,
        StatusUpdateParams,
        TaskGetParams,
        TaskListParams,
    )
    from groundwire_api.studio.params.training import (
        TrainerDownloadFileParams,
        TrainerGetArtifactsParams,
        TrainerSessionDeleteParams,
        TrainerSessionGetParams,
        TrainerSessionListParams,
        TrainerSessionMetricsParams,
        TrainerSessionUpdateParams,
        TrainerUploadFilesParams,
    )
    from groundwire_api.studio.params.validation import (
        ValidateSessionDeleteParams,
        ValidateSessionGetParams,
        ValidateSessionListParams,
        ValidateSessionMetricsParams,
        ValidateSessionSetPlatformParams,
        ValidateSessionUpdateParams,
    )
    from groundwire_api.studio.params.validation_files import (
        ValDataDownloadParams,
        ValDataListParams,
        ValDataUploadParams,
    )
    from groundwire_api.studio.params.versions import (
        VersionTagCreateParams,
        VersionTagDeleteParams,
        VersionTagGetParams,
        VersionTagListParams,
        VersionTagRestoreParams,
    )
    from groundwire_api.studio.params.versions_changes import (
        VersionChangelogCountParams,
        VersionChangelogParams,
        VersionCurrentParams,
        VersionSummaryParams,
        VersionSummaryRecalculateParams,
    )

__all__ = [
    "AccountingGetUsageSummaryParams",
    "AnnotationAddBulkParams",
    "AnnotationBulkDelParams",
    "AnnsetAddParams",
    "AnnsetDelParams",
    "AnnsetGetParams",
    "AnnsetListParams",
    "AuthLoginParams",
    "AuthRefreshParams",
    "AuthVerifyTokenParams",
    "CloudServerStartParams",
    "DatasetCreateParams",
    "DatasetDeleteParams",
    "DatasetGetParams",
    "DatasetListParams",
    "DockerUpdateStatusParams",
    "DownloadCheckpointParams",
    "DownloadModelParams",
    "GroupsCreateParams",
    "GroupsListParams",
    "ImageDeleteFromDatasetParams",
    "ImageSetGroupIdParams",
    "JobListParams",
    "JobRunParams",
    "JobStopParams",
    "LabelAdd2Params",
    "LabelDelParams",
    "LabelListParams",
    "LabelUpdateParams",
    "OrgGetParams",
    "ProjectGetParams",
    "ProjectListParams",
    "RecycleListParams",
    "RecyclePurgeParams",
    "SamplesCountParams",
    "SamplesListParams",
    "SamplesPopulate2Params",
    "SamplesUpdateDimensionsParams",
    "SnapshotsCompleteMultipartUploadParams",
    "SnapshotsCreateDownloadUrlParams",
    "SnapshotsCreateParams",
    "SnapshotsCreateUploadUrlMultipartParams",
    "SnapshotsDeleteParams",
    "SnapshotsGetParams",
    "SnapshotsListParams",
    "SnapshotsRestoreParams",
    "SnapshotsUpdateParams",
    "StatusStagesParams",
    "StatusUpdateParams",
    "TagsListDatasetParams",
    "TaskChartAddParams",
    "TaskChartGetParams",
    "TaskChartListParams",
    "TaskDataDownloadParams",
    "TaskDataListParams",
    "TaskDataUploadParams",
    "TaskGetParams",
    "TaskListParams",
    "TrainerDownloadFileParams",
    "TrainerGetArtifactsParams",
    "TrainerGetParams",
    "TrainerList2Params",
    "TrainerServerSchemaParams",
    "TrainerSessionDeleteParams",
    "TrainerSessionGetParams",
    "TrainerSessionListParams",
    "TrainerSessionMetricsParams",
    "TrainerSessionUpdateParams",
    "TrainerUploadFilesParams",
    "ValDataDownloadParams",
    "ValDataListParams",
    "ValDataUploadParams",
    "ValidateSchemaParams",
    "ValidateSessionDeleteParams",
    "ValidateSessionGetParams",
    "ValidateSessionListParams",
    "ValidateSessionMetricsParams",
    "ValidateSessionSetPlatformParams",
    "ValidateSessionUpdateParams",
    "VersionChangelogCountParams",
    "VersionChangelogParams",
    "VersionCurrentParams",
    "VersionParams",
    "VersionSummaryParams",
    "VersionSummaryRecalculateParams",
    "VersionTagCreateParams",
    "VersionTagDeleteParams",
    "VersionTagGetParams",
    "VersionTagListParams",
    "VersionTagRestoreParams",
]

_HOME: dict[str, str] = {
    "AccountingGetUsageSummaryParams": "session",
    "AnnotationAddBulkParams": "annotations",
    "AnnotationBulkDelParams": "annotations",
    "AnnsetAddParams": "annotations",
    "AnnsetDelParams": "annotations",
    "AnnsetGetParams": "annotations",
    "AnnsetListParams": "annotations",
    "AuthLoginParams": "session",
    "AuthRefreshParams": "session",
    "AuthVerifyTokenParams": "session",
    "CloudServerStartParams": "launch",
    "DatasetCreateParams": "datasets",
    "DatasetDeleteParams": "datasets",
    "DatasetGetParams": "datasets",
    "DatasetListParams": "datasets",
    "DockerUpdateStatusParams": "tasks",
    "DownloadCheckpointParams": "endpoints",
    "DownloadModelParams": "endpoints",
    "GroupsCreateParams": "groups",
    "GroupsListParams": "groups",
    "ImageDeleteFromDatasetParams": "samples_edit",
    "ImageSetGroupIdParams": "groups",
    "JobListParams": "jobs",
    "JobRunParams": "jobs",
    "JobStopParams": "jobs",
    "LabelAdd2Params": "labels",
    "LabelDelParams": "labels",
    "LabelListParams": "labels",
    "LabelUpdateParams": "labels",
    "OrgGetParams": "session",
    "ProjectGetParams": "projects",
    "ProjectListParams": "projects",
    "RecycleListParams": "recycle",
    "RecyclePurgeParams": "recycle",
    "SamplesCountParams": "samples",
    "SamplesListParams": "samples",
    "SamplesPopulate2Params": "samples_edit",
    "SamplesUpdateDimensionsParams": "samples_edit",
    "SnapshotsCompleteMultipartUploadParams": "snapshot_files",
    "SnapshotsCreateDownloadUrlParams": "snapshot_files",
    "SnapshotsCreateParams": "snapshots",
    "SnapshotsCreateUploadUrlMultipartParams": "snapshot_files",
    "SnapshotsDeleteParams": "snapshots",
    "SnapshotsGetParams": "snapshots",
    "SnapshotsListParams": "snapshots",
    "SnapshotsRestoreParams": "snapshots",
    "SnapshotsUpdateParams": "snapshot_files",
    "StatusStagesParams": "tasks",
    "StatusUpdateParams": "tasks",
    "TagsListDatasetParams": "datasets",
    "TaskChartAddParams": "charts",
    "TaskChartGetParams": "charts",
    "TaskChartListParams": "charts",
    "TaskDataDownloadParams": "task_files",
    "TaskDataListParams": "task_files",
    "TaskDataUploadParams": "task_files",
    "TaskGetParams": "tasks",
    "TaskListParams": "tasks",
    "TrainerDownloadFileParams": "training",
    "TrainerGetArtifactsParams": "training",
    "TrainerGetParams": "experiments",
    "TrainerList2Params": "experiments",
    "TrainerServerSchemaParams": "launch",
    "TrainerSessionDeleteParams": "training",
    "TrainerSessionGetParams": "training",
    "TrainerSessionListParams": "training",
    "TrainerSessionMetricsParams": "training",
    "TrainerSessionUpdateParams": "training",
    "TrainerUploadFilesParams": "training",
    "ValDataDownloadParams": "validation_files",
    "ValDataListParams": "validation_files",
    "ValDataUploadParams": "validation_files",
    "ValidateSchemaParams": "launch",
    "ValidateSessionDeleteParams": "validation",
    "ValidateSessionGetParams": "validation",
    "ValidateSessionListParams": "validation",
    "ValidateSessionMetricsParams": "validation",
    "ValidateSessionSetPlatformParams": "validation",
    "ValidateSessionUpdateParams": "validation",
    "VersionChangelogCountParams": "versions_changes",
    "VersionChangelogParams": "versions_changes",
    "VersionCurrentParams": "versions_changes",
    "VersionParams": "session",
    "VersionSummaryParams": "versions_changes",
    "VersionSummaryRecalculateParams": "versions_changes",
    "VersionTagCreateParams": "versions",
    "VersionTagDeleteParams": "versions",
    "VersionTagGetParams": "versions",
    "VersionTagListParams": "versions",
    "VersionTagRestoreParams": "versions",
}


def __getattr__(name: str) -> object:
    """Import the module that holds `name`."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value: object = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the names, imported or not."""
    return sorted([*globals(), *_HOME])
