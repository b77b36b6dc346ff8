"""Validation sessions of a project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.errors import InvalidArgumentError
from groundwire._core.unset import UNSET
from groundwire_api.studio import calls

from .session import AsyncSession

if TYPE_CHECKING:
    from collections.abc import Sequence

    from groundwire_api.studio.ids import ProjectUID, ValidationSessionUID

    from .validation_session import AsyncValidationSession


class AsyncValidations(AsyncSession):
    """Validation sessions: list, read, change and delete; see `start_validation_session` for new ones."""

    async def validation_sessions(self, project_id: ProjectUID) -> list[AsyncValidationSession]:
        """Return the validation sessions of a project. One request (``validate.session.list``)."""
        from .validation_session import AsyncValidationSession

        call = calls.validate_session_list(project_id=project_id)
        return await self._send(call.returning(lambda: list[AsyncValidationSession]))

    async def validation_session(self, session_id: ValidationSessionUID) -> AsyncValidationSession:
        """Return one validation session. One request (``validate.session.get``).

        Raises:
            NotFoundError: There is no such session.
        """
        from .validation_session import AsyncValidationSession

        call = calls.validate_session_get(validate_session_id=session_id)
        return await self._send(call.returning(lambda: AsyncValidationSession))

    async def update_validation_session(
        self, session_id: ValidationSessionUID, name: str | None = None, description: str | None = None
    ) -> AsyncValidationSession:
        """Rename or describe a validation session; return it as it is then.

        The task of the session gets the name too. Two requests (``validate.session.update``,
        ``validate.session.get``).

        Args:
            session_id: The session.
            name: New name; ``None`` leaves it.
            description: New description; ``None`` leaves it.

        Raises:
            InvalidArgumentError: Neither is given; nothing is sent.
        """
        if name is None and description is None:
            raise InvalidArgumentError("update_validation_session requires a new name or a new description.")
        await self._send(
            calls.validate_session_update(
                validate_session_id=session_id,
                name=UNSET if name is None else name,
                description=UNSET if description is None else description,
            )
        )
        return await self.validation_session(session_id)

    async def delete_validation_sessions(self, session_ids: Sequence[ValidationSessionUID]) -> None:
        """Move validation sessions to the recycle bin. One request (``validate.session.delete``)."""
        await self._send(calls.validate_session_delete(session_ids=list(session_ids)))
