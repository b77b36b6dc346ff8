# Generated from spec/studio/methods. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Async methods named job.*."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire_api.studio.calls import jobs as _jobs

if TYPE_CHECKING:
    import builtins
    from collections.abc import Mapping

    from groundwire._core.call import Json
    from groundwire._core.transport import AsyncTransport
    from groundwire_api.studio.ids import TaskUID
    from groundwire_api.studio.models import Acknowledgement, Job

__all__ = ["AsyncJobRpc"]


class AsyncJobRpc:
    """Methods named `job.*`."""

    def __init__(self, transport: AsyncTransport) -> None:
        """Send through `transport`; nothing is sent until a method is called."""
        self._transport = transport

    async def list(
        self,
    ) -> builtins.list[Job]:
        """List the cloud batch jobs.

        All of them in one reply. The only method whose parameters are always an empty object.

        Returns:
            Items: A cloud batch job. It runs as a background task.

        Raises:
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `job.list` in spec/studio/methods/jobs.yaml.
        """
        return await self._transport.send(_jobs.job_list())

    async def run(
        self,
        *,
        name: str,
        job_name: str,
        env: Mapping[str, str],
        data: Mapping[str, Json],
    ) -> Job:
        """Start a cloud batch job.

        Runs an application. All four parameters are always sent.

        Args:
            name: Application to run.
            job_name: Name for the job.
            env: Environment variables, possibly none.
            data: Input of the application, free-form values by name, possibly none.

        Returns:
            A cloud batch job. It runs as a background task.

        Raises:
            NotFoundError: An entity named in the request does not exist (code 101).
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `job.run` in spec/studio/methods/jobs.yaml.
        """
        return await self._transport.send(_jobs.job_run(name=name, job_name=job_name, env=env, data=data))

    async def stop(
        self,
        *,
        task_id: TaskUID,
    ) -> Acknowledgement:
        """Stop a cloud batch job.

        Takes the task of the job.

        Args:
            task_id: The task of the job to stop.

        Returns:
            Any JSON except null. It only says that the request was carried out; its content means
            nothing.

        Raises:
            InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
            PermissionDeniedError: The token is missing, expired or not valid (code 401). The token
                is valid but gives no access to this entity (code 403).
            RpcError: The server reports a general failure (codes 1, 3, 10, 100).
            TaskNotFoundError: The task named in the request does not exist (code 101).
            TransportError: The server could not be reached or did not answer in time.

        One request. Source: method `job.stop` in spec/studio/methods/jobs.yaml.
        """
        return await self._transport.send(_jobs.job_stop(task_id=task_id))
