# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Calls of EdgeFirst Studio; a module is imported when one of its names is first used."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from groundwire_api.studio.calls.annotations import (
        annotation_add_bulk,
        annotation_bulk_del,
        annset_add,
        annset_del,
        annset_get,
        annset_list,
    )
    from groundwire_api.studio.calls.charts import task_chart_add, task_chart_get, task_chart_list
    from groundwire_api.studio.calls.datasets import (
        dataset_create,
        dataset_delete,
        dataset_get,
        dataset_list,
        tags_list_dataset,
    )
    from groundwire_api.studio.calls.endpoints import download_checkpoint, download_model
    from groundwire_api.studio.calls.experiments import trainer_get, trainer_list2
    from groundwire_api.studio.calls.groups import groups_create, groups_list, image_set_group_id
    from groundwire_api.studio.calls.jobs import job_list, job_run, job_stop
    from groundwire_api.studio.calls.labels import label_add2, label_del, label_list, label_update
    from groundwire_api.studio.calls.launch import cloud_server_start, trainer_server_schema, validate_schema
    from groundwire_api.studio.calls.projects import project_get, project_list
    from groundwire_api.studio.calls.recycle import recycle_list, recycle_purge
    from groundwire_api.studio.calls.samples import samples_count, samples_list
    from groundwire_api.studio.calls.samples_edit import (
        image_delete_from_dataset,
        samples_populate2,
        samples_update_dimensions,
    )
    from groundwire_api.studio.calls.session import (
        accounting_get_usage_summary,
        auth_login,
        auth_refresh,
        auth_verify_token,
        org_get,
        version,
    )
    from groundwire_api.studio.calls.snapshot_files import (
        snapshots_complete_multipart_upload,
        snapshots_create_download_url,
        snapshots_create_upload_url_multipart,
        snapshots_update,
    )
    from groundwire_api.studio.calls.snapshots import (
        snapshots_create,
        snapshots_delete,
        snapshots_get,
        snapshots_list,
        snapshots_restore,
    )
    from groundwire_api.studio.calls.task_files import task_data_download, task_data_list, task_data_upload
    from groundwire_api.studio.calls.tasks import (
        docker_update_status,
        status_stages,
        status_update,
        task_get,
        task_list,
    )
    from groundwire_api.studio.calls.training import (
        trainer_download_file,
        trainer_get_artifacts,
        trainer_session_delete,
        trainer_session_get,
        trainer_session_list,
        trainer_session_metrics,
        trainer_session_update,
        trainer_upload_files,
    )
    from groundwire_api.studio.calls.validation import (
        validate_session_delete,
        validate_session_get,
        validate_session_list,
        validate_session_metrics,
        validate_session_set_platform,
        validate_session_update,
    )
    from groundwire_api.studio.calls.validation_files import val_data_download, val_data_list, val_data_upload
    from groundwire_api.studio.calls.versions import (
        version_tag_create,
        version_tag_delete,
        version_tag_get,
        version_tag_list,
        version_tag_restore,
    )
    from groundwire_api.studio.calls.versions_changes import (
        version_changelog,
        version_changelog_count,
        version_current,
        version_summary,
        version_summary_recalculate,
    )

__all__ = [
    "accounting_get_usage_summary",
    "annotation_add_bulk",
    "annotation_bulk_del",
    "annset_add",
    "annset_del",
    "annset_get",
    "annset_list",
    "auth_login",
    "auth_refresh",
    "auth_verify_token",
    "cloud_server_start",
    "dataset_create",
    "dataset_delete",
    "dataset_get",
    "dataset_list",
    "docker_update_status",
    "download_checkpoint",
    "download_model",
    "groups_create",
    "groups_list",
    "image_delete_from_dataset",
    "image_set_group_id",
    "job_list",
    "job_run",
    "job_stop",
    "label_add2",
    "label_del",
    "label_list",
    "label_update",
    "org_get",
    "project_get",
    "project_list",
    "recycle_list",
    "recycle_purge",
    "samples_count",
    "samples_list",
    "samples_populate2",
    "samples_update_dimensions",
    "snapshots_complete_multipart_upload",
    "snapshots_create",
    "snapshots_create_download_url",
    "snapshots_create_upload_url_multipart",
    "snapshots_delete",
    "snapshots_get",
    "snapshots_list",
    "snapshots_restore",
    "snapshots_update",
    "status_stages",
    "status_update",
    "tags_list_dataset",
    "task_chart_add",
    "task_chart_get",
    "task_chart_list",
    "task_data_download",
    "task_data_list",
    "task_data_upload",
    "task_get",
    "task_list",
    "trainer_download_file",
    "trainer_get",
    "trainer_get_artifacts",
    "trainer_list2",
    "trainer_server_schema",
    "trainer_session_delete",
    "trainer_session_get",
    "trainer_session_list",
    "trainer_session_metrics",
    "trainer_session_update",
    "trainer_upload_files",
    "val_data_download",
    "val_data_list",
    "val_data_upload",
    "validate_schema",
    "validate_session_delete",
    "validate_session_get",
    "validate_session_list",
    "validate_session_metrics",
    "validate_session_set_platform",
    "validate_session_update",
    "version",
    "version_changelog",
    "version_changelog_count",
    "version_current",
    "version_summary",
    "version_summary_recalculate",
    "version_tag_create",
    "version_tag_delete",
    "version_tag_get",
    "version_tag_list",
    "version_tag_restore",
]

_HOME: dict[str, str] = {
    "accounting_get_usage_summary": "session",
    "annotation_add_bulk": "annotations",
    "annotation_bulk_del": "annotations",
    "annset_add": "annotations",
    "annset_del": "annotations",
    "annset_get": "annotations",
    "annset_list": "annotations",
    "auth_login": "session",
    "auth_refresh": "session",
    "auth_verify_token": "session",
    "cloud_server_start": "launch",
    "dataset_create": "datasets",
    "dataset_delete": "datasets",
    "dataset_get": "datasets",
    "dataset_list": "datasets",
    "docker_update_status": "tasks",
    "download_checkpoint": "endpoints",
    "download_model": "endpoints",
    "groups_create": "groups",
    "groups_list": "groups",
    "image_delete_from_dataset": "samples_edit",
    "image_set_group_id": "groups",
    "job_list": "jobs",
    "job_run": "jobs",
    "job_stop": "jobs",
    "label_add2": "labels",
    "label_del": "labels",
    "label_list": "labels",
    "label_update": "labels",
    "org_get": "session",
    "project_get": "projects",
    "project_list": "projects",
    "recycle_list": "recycle",
    "recycle_purge": "recycle",
    "samples_count": "samples",
    "samples_list": "samples",
    "samples_populate2": "samples_edit",
    "samples_update_dimensions": "samples_edit",
    "snapshots_complete_multipart_upload": "snapshot_files",
    "snapshots_create": "snapshots",
    "snapshots_create_download_url": "snapshot_files",
    "snapshots_create_upload_url_multipart": "snapshot_files",
    "snapshots_delete": "snapshots",
    "snapshots_get": "snapshots",
    "snapshots_list": "snapshots",
    "snapshots_restore": "snapshots",
    "snapshots_update": "snapshot_files",
    "status_stages": "tasks",
    "status_update": "tasks",
    "tags_list_dataset": "datasets",
    "task_chart_add": "charts",
    "task_chart_get": "charts",
    "task_chart_list": "charts",
    "task_data_download": "task_files",
    "task_data_list": "task_files",
    "task_data_upload": "task_files",
    "task_get": "tasks",
    "task_list": "tasks",
    "trainer_download_file": "training",
    "trainer_get": "experiments",
    "trainer_get_artifacts": "training",
    "trainer_list2": "experiments",
    "trainer_server_schema": "launch",
    "trainer_session_delete": "training",
    "trainer_session_get": "training",
    "trainer_session_list": "training",
    "trainer_session_metrics": "training",
    "trainer_session_update": "training",
    "trainer_upload_files": "training",
    "val_data_download": "validation_files",
    "val_data_list": "validation_files",
    "val_data_upload": "validation_files",
    "validate_schema": "launch",
    "validate_session_delete": "validation",
    "validate_session_get": "validation",
    "validate_session_list": "validation",
    "validate_session_metrics": "validation",
    "validate_session_set_platform": "validation",
    "validate_session_update": "validation",
    "version": "session",
    "version_changelog": "versions_changes",
    "version_changelog_count": "versions_changes",
    "version_current": "versions_changes",
    "version_summary": "versions_changes",
    "version_summary_recalculate": "versions_changes",
    "version_tag_create": "versions",
    "version_tag_delete": "versions",
    "version_tag_get": "versions",
    "version_tag_list": "versions",
    "version_tag_restore": "versions",
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
