"""`Experiment`: training sessions that belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire.studio._deprecations import warn_deprecated
from groundwire.studio._public import public
from groundwire_api.studio import models

from .bound import AsyncBound

if TYPE_CHECKING:
    from .training_session import AsyncTrainingSession


@public
class AsyncExperiment(AsyncBound, models.Experiment):
    """A container of training sessions within a project."""

    @property
    def uid(self) -> str:
        """Deprecated text form of ``id``."""
        warn_deprecated("studio-Experiment-uid")
        return str(self.id)

    async def training_sessions(self, name: str | None = None) -> list[AsyncTrainingSession]:
        """Return the training sessions. One request (``trainer.session.list``).

        Args:
            name: Keep sessions whose name contains this text, ignoring case, best match first.

        Raises:
            UnboundError: The experiment was not returned by a client.
        """
        return await self._api().training_sessions(self.id, name)
