# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Async methods named cloud.server.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.unset import UNSET
from groundwire_api.studio.calls import launch as _launch

if TYPE_CHECKING:
    from typing import Literal

    from groundwire._core.call import Json
    from groundwire._core.transport import AsyncTransport
    from groundwire._core.unset import Unset
    from groundwire_api.studio.ids import (
        AnnotationSetUID,
        DatasetUID,
        ProjectUID,
        SnapshotUID,
        TrainingSessionUID,
    )
    from groundwire_api.studio.models import NewSession

__all__ = ["AsyncCloudServerRpc"]


class AsyncCloudServerRpc:
    """Methods named `cloud.server.*`."""

    def __init__(self, transport: AsyncTransport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    async def start(
        self,
        *,
        type: Literal["trainer", "validation"],
        name: str,
        project_id: ProjectUID,
        is_local: bool,
        is_kubernetes: bool,
        params: Json,
        training_session_id: TrainingSessionUID | Unset = UNSET,
        model_file: str | Unset = UNSET,
        val_type: str | Unset = UNSET,
        description: str | Unset = UNSET,
        dataset_id: DatasetUID | Unset = UNSET,
        annotation_set_id: AnnotationSetUID | Unset = UNSET,
        snapshot_id: SnapshotUID | Unset = UNSET,
    ) -> NewSession:
        """Start a training or a validation session.

        Starts a background task. With type trainer, params is TrainingStartParams and nothing else
        is needed. With type validation, training_session_id, model_file and val_type are needed
        too, params is ValidationStartParams, and the optional parameters apply.

        Args:
            type: What to start.
            name: Name of the task, and of the session unless params names it.
            project_id: The project that it runs in.
            is_local: True for a session that the user runs; the server then provides no machine.
            is_kubernetes: True to run in a Kubernetes cluster.
            params: What the type needs.
            training_session_id: Validation: the session whose model is validated.
            model_file: Validation: name of the artifact to validate.
            val_type: Validation: kind of validator, a type of validate.schema.
            description: Validation: description of the session.
            dataset_id: Validation: the dataset to validate on.
            annotation_set_id: Validation: the annotation set with the ground truth.
            snapshot_id: Validation: the snapshot to validate on.

        Returns:
            Answer to cloud.server.start of either type.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `cloud.server.start` in spec/studio/methods/launch.yaml.
        """
        return await self._transport.send(
            _launch.cloud_server_start(
                type=type,
                name=name,
                project_id=project_id,
                is_local=is_local,
                is_kubernetes=is_kubernetes,
                params=params,
                training_session_id=training_session_id,
                model_file=model_file,
                val_type=val_type,
                description=description,
                dataset_id=dataset_id,
                annotation_set_id=annotation_set_id,
                snapshot_id=snapshot_id,
            )
        )
