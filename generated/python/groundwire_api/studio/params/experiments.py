# Generated from spec/studio/methods/experiments.yaml. Do not edit.
# Change the spec, then run `python -m codegen generate`.
"""Parameters of experiments, as a server reads them; unknown keys are ignored, null is absent."""

from __future__ import annotations

from msgspec import Struct

from groundwire_api.studio.ids import ExperimentID, ProjectID

__all__ = [
    "TrainerGetParams",
    "TrainerList2Params",
]


class TrainerGetParams(Struct, frozen=True, kw_only=True):
    """Parameters of `trainer.get`."""

    trainer_id: ExperimentID


class TrainerList2Params(Struct, frozen=True, kw_only=True):
    """Parameters of `trainer.list2`."""

    project_id: ProjectID
