"""Snapshots made from datasets, and datasets made from snapshots: by jobs, in the background."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert

from groundwire.server.jobs import queue, runner
from groundwire.server.quota import recount_all
from groundwire.server.registry import handles, service
from groundwire.server.store.snapshot_tables import snapshots
from groundwire.server.studio import access, values
from groundwire.server.studio.recycle import purging
from groundwire.server.studio.runs import tasks
from groundwire.server.studio.snapshots import building, contents, creation, removal, restoration, rows
from groundwire.server.studio.snapshots.extractors import NEEDS, Need, extractors
from groundwire.server.studio.versions import tags

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from groundwire.server.context import Context, Services
    from groundwire_api.studio.params.snapshots import SnapshotsCreateParams, SnapshotsRestoreParams

_MANAGER = "server"
_INSTANCE = "local"


@service
def jobs(services: Services) -> AbstractContextManager[None]:
    """Do jobs for as long as the server runs, and sweep up after snapshots and purges."""
    return runner.running(services, [removal.sweep, purging.sweep, recount_all])


@handles("snapshots.create", bulk=True)
def snapshots_create(ctx: Context, p: SnapshotsCreateParams) -> dict[str, int]:
    """Let a job freeze a dataset with one annotation set; when it is done, the snapshot is available."""
    contents.require_arrow()
    description = values.text(p.description, "description")
    with ctx.db.write() as connection:
        dataset = access.dataset(connection, ctx, p.dataset_id)
        annotation_set_id = access.annotation_set_of(connection, dataset.id, p.annotation_set_id)
        serial = tags.hold(
            connection, ctx, dataset.id
        )  # the job reads this state, whatever happens until then
        row = {
            "organization_id": ctx.organization_id,
            "description": description,
            "status": rows.PROCESSING,
            "type": "ziparrow",
            "dataset_id": dataset.id,
        }
        statement = insert(snapshots).values(row).returning(snapshots.c.id)
        snapshot_id = int(connection.execute(statement).scalar_one())
        task_id = tasks.create(
            connection,
            ctx,
            project_id=dataset.project_id,
            name=f"Snapshot of {dataset.name}"[: values.MAX_NAME],
            type="snapshot-create",
            manager=_MANAGER,
            instance=_INSTANCE,
            description=description,
        )
        payload = creation.Create(ctx.organization_id, snapshot_id, dataset.id, annotation_set_id, serial)
        queue.submit(connection, creation.KIND, task_id, payload)
    queue.added.set()
    return {"id": snapshot_id, "task_id": task_id}


@handles("snapshots.restore", bulk=True)
def snapshots_restore(ctx: Context, p: SnapshotsRestoreParams) -> dict[str, object]:
    """Let a job make a dataset of a snapshot; the dataset is there when the job is done."""
    contents.require_arrow()
    with ctx.db.write() as connection:
        project = access.project(connection, ctx, p.project_id)
        snapshot = rows.find_usable(connection, ctx, p.snapshot_id)
        paths = [file.path for file in rows.files_of(connection, snapshot.id)]
        table = contents.annotation_file(paths)
        needs = _needs(p, table)
        for need in needs:
            extractors.find(need)
        name = values.name(p.dataset_name or _name(snapshot.description, snapshot.id), "dataset_name")
        description = values.text(p.dataset_description or "", "dataset_description")
        task_id = tasks.create(
            connection,
            ctx,
            project_id=project.id,
            name=f"Restore {name}"[: values.MAX_NAME],
            type="snapshot-restore",
            manager=_MANAGER,
            instance=_INSTANCE,
            description=snapshot.description,
        )
        made = building.begin(connection, ctx, project.id, name, description, task_id)
        payload = restoration.Restore(
            ctx.organization_id,
            ctx.user_id,
            ctx.username,
            snapshot.id,
            *made,
            task_id,
            table,
            needs,
            p.dataset_description is not None,
            p.fps,
            p.enabled_topics or [],
            p.label_names or [],
        )
        queue.submit(connection, removal.RESTORE, task_id, payload)
    queue.added.set()
    return {
        "id": snapshot.id,
        "description": snapshot.description,
        "dataset_name": name,
        "dataset_id": made[0],
        "annotation_set_id": made[1],
        "task_id": task_id,
    }


def _needs(p: SnapshotsRestoreParams, table: str | None) -> list[Need]:
    """Return what the restore asks for beyond the files of the snapshot."""
    wanted: dict[Need, bool] = {
        "recording": bool(p.enabled_topics) or table is None,
        "depth": p.depth_gen,
        "autolabel": p.agtg_pipeline or bool(p.label_names),
    }
    return [need for need in NEEDS if wanted[need]]


def _name(description: str, snapshot_id: int) -> str:
    return description.strip()[: values.MAX_NAME] or f"ss-{snapshot_id:x}"
