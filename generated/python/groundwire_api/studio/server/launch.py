# Generated from spec/studio/methods/launch.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Routes and handlers of launch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from groundwire._core.dispatch import Route
from groundwire_api.studio import models as _models, params as _params

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from msgspec import Raw

    from groundwire_api.studio.models import NewSession, TrainerSchemaReply, ValidatorSchema
    from groundwire_api.studio.params import (
        CloudServerStartParams,
        TrainerServerSchemaParams,
        ValidateSchemaParams,
    )

__all__ = ["LaunchHandlers", "ROUTES"]

C_contra = TypeVar("C_contra", contravariant=True)

ROUTES: Mapping[str, Route] = {
    "cloud.server.start": Route(
        "cloud.server.start",
        "launch",
        params=lambda: _params.CloudServerStartParams,
        result=lambda: _models.NewSession,
    ),
    "trainer.server.schema": Route(
        "trainer.server.schema",
        "launch",
        params=lambda: _params.TrainerServerSchemaParams,
        result=lambda: cast("Any", _models.TrainerSchemaReply),
        idempotent=True,
    ),
    "validate.schema": Route(
        "validate.schema",
        "launch",
        params=lambda: _params.ValidateSchemaParams,
        result=lambda: list[_models.ValidatorSchema],
        idempotent=True,
    ),
}


class LaunchHandlers(Protocol[C_contra]):
    """What answers these methods; `ctx` is the server's own context of a request."""

    def cloud_server_start(self, ctx: C_contra, p: CloudServerStartParams, /) -> NewSession | Raw:
        """Answer `cloud.server.start`: Start a training or a validation session."""
        ...

    def trainer_server_schema(
        self, ctx: C_contra, p: TrainerServerSchemaParams, /
    ) -> TrainerSchemaReply | Raw:
        """Answer `trainer.server.schema`: List the trainers, or the options of one trainer."""
        ...

    def validate_schema(self, ctx: C_contra, p: ValidateSchemaParams, /) -> list[ValidatorSchema] | Raw:
        """Answer `validate.schema`: List the validators with their options."""
        ...
