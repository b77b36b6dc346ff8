"""Start training and validation sessions: run by the user, or by a launcher that is plugged in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire.server.registry import handles
from groundwire.server.studio import launchers
from groundwire.server.studio.runs import schemas, starts

if TYPE_CHECKING:
    from msgspec import Raw

    from groundwire.server.context import Context
    from groundwire_api.studio.params.launch import (
        CloudServerStartParams,
        TrainerServerSchemaParams,
        ValidateSchemaParams,
    )


@handles("cloud.server.start", bulk=True)  # a launcher may have to talk to somebody
def cloud_server_start(ctx: Context, p: CloudServerStartParams) -> dict[str, int | None]:
    """Start a session: with `is_local` its user does the work and reports on it, else a launcher does."""
    if p.type == "trainer":
        launch, launcher = starts.training(ctx, p)
    else:
        launch, launcher = starts.validation(ctx, p)
    if launcher is not None:
        launchers.start(ctx, launcher, launch)
    session = "train_session_id" if p.type == "trainer" else "val_session_id"
    return {"id": launch.task_id, session: launch.session_id}


@handles("trainer.server.schema")
def trainer_server_schema(_ctx: Context, p: TrainerServerSchemaParams) -> Raw:
    """Return the known trainers, or the options of one of them."""
    return schemas.trainers() if p.type is None else schemas.trainer(p.type)


@handles("validate.schema")
def validate_schema(_ctx: Context, _p: ValidateSchemaParams) -> Raw:
    """Return the known validators with their options."""
    return schemas.validators()
