# Generated from spec/studio/methods/jobs.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Calls of jobs: each builds one request as data and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from groundwire._core.call import Call
from groundwire_api.studio import models as _models
from groundwire_api.studio.ids import TaskID

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from groundwire._core.call import Json
    from groundwire_api.studio.ids import TaskUID
    from groundwire_api.studio.models import Acknowledgement, Job

__all__ = [
    "job_list",
    "job_run",
    "job_stop",
]


def job_list() -> Call[list[Job]]:
    """List the cloud batch jobs.

    All of them in one reply. The only method whose parameters are always an empty object.

    Returns:
        The call. Its answer: Items: A cloud batch job. It runs as a background task.

    Raises:
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `job.list` in spec/studio/methods/jobs.yaml.
    """
    return Call(
        "job.list",
        {},
        lambda: list[_models.Job],
        idempotent=True,
    )


def job_run(
    *,
    name: str,
    job_name: str,
    env: Mapping[str, str],
    data: Mapping[str, Json],
) -> Call[Job]:
    """Start a cloud batch job.

    Runs an application. All four parameters are always sent.

    Args:
        name: Application to run.
        job_name: Name for the job.
        env: Environment variables, possibly none.
        data: Input of the application, free-form values by name, possibly none.

    Returns:
        The call. Its answer: A cloud batch job. It runs as a background task.

    Raises:
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `job.run` in spec/studio/methods/jobs.yaml.
    """
    return Call(
        "job.run",
        {
            "name": name,
            "job_name": job_name,
            "env": env,
            "data": data,
        },
        lambda: _models.Job,
    )


def job_stop(
    *,
    task_id: TaskUID,
) -> Call[Acknowledgement]:
    """Stop a cloud batch job.

    Takes the task of the job.

    Args:
        task_id: The task of the job to stop.

    Returns:
        The call. Its answer: Any JSON except null. It only says that the request was carried out;
        its content means nothing.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).
        TaskNotFoundError: When sent. The task named in the request does not exist (code 101).

    One request when sent. Source: method `job.stop` in spec/studio/methods/jobs.yaml.
    """
    return Call(
        "job.stop",
        {
            "task_id": TaskID.wire(task_id),
        },
        lambda: cast("Any", _models.Acknowledgement),
        hot=True,
        idempotent=True,
    )
