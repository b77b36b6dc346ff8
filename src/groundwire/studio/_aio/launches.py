"""Starting training and validation sessions, and what trainers and validators can be told."""

# ruff: noqa: PLR0917 - the signatures are the documented ones
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundwire._core.errors import InvalidArgumentError
from groundwire._core.unset import UNSET
from groundwire_api.studio import calls
from groundwire_api.studio.ids import AnnotationSetID, DatasetID, ExperimentID, TrainingSessionID

from .datasets import AsyncDatasets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundwire._core.call import Json
    from groundwire.studio._schema_fields import SchemaField, ValidatorSchema
    from groundwire_api.studio.ids import (
        AnnotationSetUID,
        DatasetUID,
        ExperimentUID,
        ProjectUID,
        SnapshotUID,
        TrainingSessionUID,
    )
    from groundwire_api.studio.models import NewTrainingSession, NewValidationSession, TrainerSchemaInfo


class AsyncLaunches(AsyncDatasets):
    """Sessions are started here; their schemas say with which parameters."""

    async def start_training_session(
        self,
        project_id: ProjectUID,
        name: str,
        experiment_id: ExperimentUID,
        trainer_type: str,
        dataset_id: DatasetUID,
        annotation_set_id: AnnotationSetUID,
        params: Mapping[str, Any] = {},
        tag_name: str | None = None,
        train_group: str | None = None,
        val_group: str | None = None,
        session_name: str | None = None,
        session_description: str | None = None,
        weights_session: TrainingSessionUID | None = None,
        is_local: bool = False,
        is_kubernetes: bool = False,
    ) -> NewTrainingSession:
        """Start to train; return the task that does it and the session. One request (``cloud.server.start``).

        One more request (``tags.list_dataset``) when no tag is given.

        Args:
            project_id: Project to work in.
            name: Name of the task.
            experiment_id: Experiment that gets the session.
            trainer_type: Kind of trainer, a ``schema_type`` of `trainer_schemas`.
            dataset_id: Dataset to train on.
            annotation_set_id: Annotations to train on.
            params: Parameters of the trainer or plain values, by name; see `trainer_schema`.
            tag_name: Training tag of the dataset; its latest by default.
            train_group: Group to train on, ``train`` by default.
            val_group: Group to validate on, ``val`` by default.
            session_name: Name of the session; ``name`` by default.
            session_description: Description of the session.
            weights_session: Session whose weights to start from.
            is_local: Leave the work to a worker of the user.
            is_kubernetes: Work in a cluster.

        Raises:
            InvalidArgumentError: No tag is given and the dataset has none; nothing is started.
            InvalidTypeError: A value of ``params`` cannot be a `Parameter`.
            NotFoundError: Something named here does not exist.
        """
        from groundwire.studio._parameter import plain_members
        from groundwire_api.studio.models import NewTrainingSession

        settings: dict[str, Json] = {
            "trainer_id": ExperimentID.wire(experiment_id),
            "trainer_type": trainer_type,
            "split_mode": "group",
            "dataset_id": DatasetID.wire(dataset_id),
            "annotation_set_id": AnnotationSetID.wire(annotation_set_id),
            "tag_name": await self._latest_tag(dataset_id) if tag_name is None else tag_name,
            "train_group_name": "train" if train_group is None else train_group,
            "val_group_name": "val" if val_group is None else val_group,
            "session_name": name if session_name is None else session_name,
            "params": plain_members(params),
        }
        if session_description is not None:
            settings["session_description"] = session_description
        if weights_session is not None:
            settings["weights_session"] = TrainingSessionID.wire(weights_session)
        call = calls.cloud_server_start(
            type="trainer",
            name=name,
            project_id=project_id,
            is_local=is_local,
            is_kubernetes=is_kubernetes,
            params=settings,
        )
        return await self._send(call.returning(lambda: NewTrainingSession))

    async def _latest_tag(self, dataset_id: DatasetUID) -> str:
        tags = await self.dataset_tags(dataset_id)
        if not tags:
            raise InvalidArgumentError(
                f"Dataset {DatasetID(dataset_id)} has no tags, and training needs one.",
                hint="Tag the dataset, or name the tag with tag_name.",
            )
        return max(tags, key=lambda tag: tag.id).name

    async def start_validation_session(
        self,
        project_id: ProjectUID,
        name: str,
        training_session_id: TrainingSessionUID,
        model_file: str,
        val_type: str,
        params: Mapping[str, Any] = {},
        is_local: bool = False,
        is_kubernetes: bool = False,
        description: str | None = None,
        dataset_id: DatasetUID | None = None,
        annotation_set_id: AnnotationSetUID | None = None,
        snapshot_id: SnapshotUID | None = None,
    ) -> NewValidationSession:
        """Start to validate a model; return the task that does it and the session.

        One request (``cloud.server.start``).

        Args:
            project_id: Project to work in.
            name: Name of the task.
            training_session_id: Session that made the model.
            model_file: Name of the artifact.
            val_type: Kind of validator, a ``schema_type`` of `validator_schemas`.
            params: Parameters of the validator or plain values, by name.
            is_local: Leave the work to a worker of the user.
            is_kubernetes: Work in a cluster.
            description: Description of the session.
            dataset_id: Dataset to validate on; that of the training by default.
            annotation_set_id: Annotations to compare with.
            snapshot_id: Snapshot to validate on.

        Raises:
            InvalidTypeError: A value of ``params`` cannot be a `Parameter`.
            NotFoundError: Something named here does not exist.
        """
        from groundwire.studio._parameter import plain_members
        from groundwire_api.studio.models import NewValidationSession

        call = calls.cloud_server_start(
            type="validation",
            name=name,
            project_id=project_id,
            is_local=is_local,
            is_kubernetes=is_kubernetes,
            params={"params": plain_members(params)},
            training_session_id=training_session_id,
            model_file=model_file,
            val_type=val_type,
            description=UNSET if description is None else description,
            dataset_id=UNSET if dataset_id is None else dataset_id,
            annotation_set_id=UNSET if annotation_set_id is None else annotation_set_id,
            snapshot_id=UNSET if snapshot_id is None else snapshot_id,
        )
        return await self._send(call.returning(lambda: NewValidationSession))

    async def trainer_schemas(self) -> list[TrainerSchemaInfo]:
        """Return the kinds of trainers. One request (``trainer.server.schema``)."""
        from groundwire_api.studio.models import TrainerSchemaList

        call = calls.trainer_server_schema().returning(lambda: TrainerSchemaList)
        return (await self._send(call)).schema_list

    async def trainer_schema(self, schema_type: str) -> list[SchemaField]:
        """Return what one kind of trainer can be told. One request (``trainer.server.schema``)."""
        from groundwire.studio._schema_fields import SchemaField

        call = calls.trainer_server_schema(type=schema_type)
        return await self._send(call.returning(lambda: list[SchemaField]))

    async def validator_schemas(self) -> list[ValidatorSchema]:
        """Return the kinds of validators and what they can be told. One request (``validate.schema``)."""
        from groundwire.studio._schema_fields import ValidatorSchema

        return await self._send(calls.validate_schema().returning(lambda: list[ValidatorSchema]))
