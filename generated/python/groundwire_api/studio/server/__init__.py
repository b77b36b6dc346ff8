# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Dispatch table: how a server reads and answers each method."""

from collections.abc import Mapping

from groundwire._core.dispatch import Route
from groundwire_api.studio.server import annotations as _annotations
from groundwire_api.studio.server import charts as _charts
from groundwire_api.studio.server import datasets as _datasets
from groundwire_api.studio.server import endpoints as _endpoints
from groundwire_api.studio.server import experiments as _experiments
from groundwire_api.studio.server import groups as _groups
from groundwire_api.studio.server import jobs as _jobs
from groundwire_api.studio.server import labels as _labels
from groundwire_api.studio.server import launch as _launch
from groundwire_api.studio.server import projects as _projects
from groundwire_api.studio.server import recycle as _recycle
from groundwire_api.studio.server import samples as _samples
from groundwire_api.studio.server import samples_edit as _samples_edit
from groundwire_api.studio.server import session as _session
from groundwire_api.studio.server import snapshot_files as _snapshot_files
from groundwire_api.studio.server import snapshots as _snapshots
from groundwire_api.studio.server import task_files as _task_files
from groundwire_api.studio.server import tasks as _tasks
from groundwire_api.studio.server import training as _training
from groundwire_api.studio.server import validation as _validation
from groundwire_api.studio.server import validation_files as _validation_files
from groundwire_api.studio.server import versions as _versions
from groundwire_api.studio.server import versions_changes as _versions_changes

__all__ = ["ROUTES"]

ROUTES: Mapping[str, Route] = {
    **_annotations.ROUTES,
    **_charts.ROUTES,
    **_datasets.ROUTES,
    **_endpoints.ROUTES,
    **_experiments.ROUTES,
    **_groups.ROUTES,
    **_jobs.ROUTES,
    **_labels.ROUTES,
    **_launch.ROUTES,
    **_projects.ROUTES,
    **_recycle.ROUTES,
    **_samples.ROUTES,
    **_samples_edit.ROUTES,
    **_session.ROUTES,
    **_snapshot_files.ROUTES,
    **_snapshots.ROUTES,
    **_task_files.ROUTES,
    **_tasks.ROUTES,
    **_training.ROUTES,
    **_validation.ROUTES,
    **_validation_files.ROUTES,
    **_versions.ROUTES,
    **_versions_changes.ROUTES,
}
