# Generated from spec/models/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Async methods named job.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.unset import UNSET
from groundwire_api.models.calls import jobs as _jobs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from groundwire._core.transport import AsyncTransport
    from groundwire._core.unset import Unset
    from groundwire_api.models.models import Job

__all__ = ["AsyncJobRpc"]


class AsyncJobRpc:
    """Methods named `job.*`."""

    def __init__(self, transport: AsyncTransport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    async def run(
        self,
        *,
        job: Job,
        env: Mapping[str, str] | Unset = UNSET,
    ) -> Job:
        """Do it.

        Does what its name says.

        Args:
            job: The job.
            env: The env.

        Returns:
            A job.

        Raises:
            RpcError: The server reports a general failure (code 1).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `job.run` in spec/models/methods/jobs.yaml.
        """
        return await self._transport.send(_jobs.job_run(job=job, env=env))
