"""Experiments and their training sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.errors import InvalidArgumentError
from groundwire._core.unset import UNSET
from groundwire.studio._names import filter_by_name
from groundwire_api.studio import calls

from .session import AsyncSession

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundwire_api.studio.ids import ExperimentUID, ProjectUID, TrainingSessionUID

    from .experiment import AsyncExperiment
    from .training_session import AsyncTrainingSession


class AsyncExperiments(AsyncSession):
    """Experiments of a project, and the training sessions of an experiment."""

    async def experiments(self, project_id: ProjectUID, name: str | None = None) -> list[AsyncExperiment]:
        """Return the experiments of a project. One request (``trainer.list2``).

        Args:
            project_id: The project.
            name: Keep experiments whose name contains this text, ignoring case, best match first.
                ``None`` keeps all in server order.
        """
        from .experiment import AsyncExperiment

        call = calls.trainer_list2(project_id=project_id).returning(lambda: list[AsyncExperiment])
        return filter_by_name(await self._send(call), name)

    async def experiment(self, experiment_id: ExperimentUID) -> AsyncExperiment:
        """Return one experiment. One request (``trainer.get``).

        Raises:
            NotFoundError: There is no such experiment.
        """
        from .experiment import AsyncExperiment

        call = calls.trainer_get(trainer_id=experiment_id)
        return await self._send(call.returning(lambda: AsyncExperiment))

    async def training_sessions(
        self, experiment_id: ExperimentUID, name: str | None = None
    ) -> list[AsyncTrainingSession]:
        """Return the training sessions of an experiment. One request (``trainer.session.list``).

        Args:
            experiment_id: The experiment.
            name: Keep sessions whose name contains this text, ignoring case, best match first.
                ``None`` keeps all in server order.
        """
        from .training_session import AsyncTrainingSession

        call = calls.trainer_session_list(trainer_id=experiment_id)
        return filter_by_name(await self._send(call.returning(lambda: list[AsyncTrainingSession])), name)

    async def training_session(self, training_session_id: TrainingSessionUID) -> AsyncTrainingSession:
        """Return one training session. One request (``trainer.session.get``).

        Raises:
            NotFoundError: There is no such session.
        """
        from .training_session import AsyncTrainingSession

        call = calls.trainer_session_get(trainer_session_id=training_session_id)
        return await self._send(call.returning(lambda: AsyncTrainingSession))

    async def update_training_session(
        self, session_id: TrainingSessionUID, name: str | None = None, description: str | None = None
    ) -> AsyncTrainingSession:
        """Rename or describe a training session; return it as it is then.

        Two requests (``trainer.session.update``, ``trainer.session.get``).

        Args:
            session_id: The session.
            name: New name; ``None`` leaves it.
            description: New description; ``None`` leaves it.

        Raises:
            InvalidArgumentError: Neither is given; nothing is sent.
        """
        if name is None and description is None:
            raise InvalidArgumentError("update_training_session requires a new name or a new description.")
        await self._send(
            calls.trainer_session_update(
                id=session_id,
                name=UNSET if name is None else name,
                description=UNSET if description is None else description,
            )
        )
        return await self.training_session(session_id)

    async def delete_training_sessions(self, session_ids: Sequence[TrainingSessionUID]) -> None:
        """Move training sessions to the recycle bin, with their validation sessions and files.

        One request (``trainer.session.delete``).
        """
        await self._send(calls.trainer_session_delete(session_ids=list(session_ids)))
