# Generated from spec/studio/methods/experiments.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Calls of experiments: each builds one request as data and sends nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundwire._core.call import Call
from groundwire_api.studio import models as _models
from groundwire_api.studio.ids import ExperimentID, ProjectID

if TYPE_CHECKING:
    from groundwire_api.studio.ids import ExperimentUID, ProjectUID
    from groundwire_api.studio.models import Experiment

__all__ = [
    "trainer_get",
    "trainer_list2",
]


def trainer_get(
    *,
    trainer_id: ExperimentUID,
) -> Call[Experiment]:
    """Get one experiment.

    Looks an experiment up by its number, named trainer_id.

    Args:
        trainer_id: The experiment to read.

    Returns:
        The call. Its answer: A container of training sessions within a project, named trainer on
        the wire.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `trainer.get` in spec/studio/methods/experiments.yaml.
    """
    return Call(
        "trainer.get",
        {
            "trainer_id": ExperimentID.wire(trainer_id),
        },
        lambda: _models.Experiment,
        idempotent=True,
    )


def trainer_list2(
    *,
    project_id: ProjectUID,
) -> Call[list[Experiment]]:
    """List the experiments of a project.

    All of them in one reply, in the server's own order.

    Args:
        project_id: The project whose experiments are wanted.

    Returns:
        The call. Its answer: Items: A container of training sessions within a project, named
        trainer on the wire.

    Raises:
        InvalidIdError: An identifier is of another kind or malformed; nothing is sent.
        NotFoundError: When sent. An entity named in the request does not exist (code 101).
        PermissionDeniedError: When sent. The token is missing, expired or not valid (code 401). The
            token is valid but gives no access to this entity (code 403).
        RpcError: When sent. The server reports a general failure (codes 1, 3, 10, 100).

    One request when sent. Source: method `trainer.list2` in spec/studio/methods/experiments.yaml.
    """
    return Call(
        "trainer.list2",
        {
            "project_id": ProjectID.wire(project_id),
        },
        lambda: list[_models.Experiment],
        idempotent=True,
    )
